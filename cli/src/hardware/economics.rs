//! What work on a device costs in electricity, and when a competitor's price pays the device back.

use hardware_models::{Device, Limits};
use serde::Serialize;

use super::numbers;

/// When work at a competitor's price pays back what the device cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BreakEven {
    /// What the competitor asks \[USD/million units of work\].
    pub competitor_usd_per_million: f64,
    /// What work at that price leaves after electricity \[USD/hour\].
    pub net_usd_per_hour: f64,
    /// Hours of work that pay the device back; none where they never do.
    pub hours_of_work_needed: Option<f64>,
    /// Days in which it works for the network for so many hours; none for a device described on the
    /// spot, of whose days nothing is known.
    pub days_of_work: Option<f64>,
}

/// What a device earns and costs while it works.
#[derive(Debug, Clone, Copy)]
pub struct Working {
    /// What it does for hours \[units of work/s\].
    pub units_per_second: f64,
    /// Electricity \[USD/million units of work\].
    pub usd_per_million: f64,
    /// What the device costs \[USD\].
    pub price_usd: f64,
    /// Hours of a day that it works for the network, if that is known \[hours/day\].
    pub hours_per_day: Option<f64>,
}

impl BreakEven {
    /// Sets a competitor's price against a device's own cost.
    pub fn of(working: &Working, competitor_usd_per_million: f64) -> Self {
        let millions_per_hour = working.units_per_second * 3_600.0 / 1e6;
        let margin = competitor_usd_per_million - working.usd_per_million;
        let net_usd_per_hour = margin * millions_per_hour;
        let hours_of_work_needed = (margin > 0.0).then(|| working.price_usd / net_usd_per_hour);
        let a_day = working.hours_per_day.filter(|hours| *hours > 0.0);
        Self {
            competitor_usd_per_million,
            net_usd_per_hour,
            hours_of_work_needed,
            days_of_work: hours_of_work_needed.zip(a_day).map(|(hours, a_day)| hours / a_day),
        }
    }

    /// What a person is told.
    pub fn told(&self, life_days: Option<f64>) -> String {
        let Some(hours) = self.hours_of_work_needed else {
            return "never: electricity alone costs more than the competitor asks".to_owned();
        };
        let time = numbers::hours(hours);
        let Some(days) = self.days_of_work else {
            return format!("{time} of work without a pause");
        };
        let in_days = numbers::hours(days * 24.0);
        let too_late = life_days.filter(|life| *life < days).map_or(String::new(), |life| {
            format!(", longer than its life of {}", numbers::hours(life * 24.0))
        });
        format!("{time} of work, for which it takes {in_days}{too_late}")
    }
}

/// Hours of an average day that a device works for the network: what its body bears, on the days
/// on which the network reaches it.
pub fn hours_of_work(device: &Device, limits: &Limits) -> f64 {
    limits.seconds_per_day() / 3_600.0 * device.uptime_share()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKING: Working = Working {
        units_per_second: 100.0,
        usd_per_million: 0.10,
        price_usd: 360.0,
        hours_per_day: Some(10.0),
    };

    #[test]
    fn hours_that_pay_a_device_back() {
        // 0.36 million tokens an hour at 0.40 USD above electricity are 0.144 USD an hour.
        let pays = BreakEven::of(&WORKING, 0.50);
        assert!((pays.net_usd_per_hour - 0.144).abs() < 1e-12);
        assert!(pays.hours_of_work_needed.is_some_and(|hours| (hours - 2_500.0).abs() < 1e-9));
        assert!(pays.days_of_work.is_some_and(|days| (days - 250.0).abs() < 1e-9));
        assert_eq!(pays.told(Some(1_000.0)), "104 days of work, for which it takes 250 days");
        assert!(pays.told(Some(200.0)).ends_with("250 days, longer than its life of 200 days"));
        let spot = BreakEven::of(&Working { hours_per_day: None, ..WORKING }, 0.50);
        assert_eq!(spot.told(None), "104 days of work without a pause");
    }

    #[test]
    fn a_price_below_electricity_never_pays() {
        for price in [0.05, 0.10] {
            let never = BreakEven::of(&WORKING, price);
            assert!(never.net_usd_per_hour <= 0.0);
            assert_eq!((never.hours_of_work_needed, never.days_of_work), (None, None));
            assert!(never.told(None).starts_with("never: "));
        }
    }
}
