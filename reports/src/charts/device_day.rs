//! This file is about the day of a device: when it works for the network, what that draws, what its
//! battery holds and what heat leaves of its speed.

use super::{Chart, Layer, Panel, Scale, X};
use crate::tables::{Column, Table, Values};

/// The day of a device, one value an hour from midnight.
#[derive(Clone, Debug)]
pub struct DeviceDay {
    /// The stem of its files.
    pub name: String,
    /// The finding, as a sentence.
    pub title: String,
    /// The mechanism behind it.
    pub caption: String,
    /// What a reader who cannot see the picture should know.
    pub alt: String,
    /// Share of the hour that its owner leaves to the network (1).
    pub open_share: Vec<f64>,
    /// Share of the hour in which it works for the network (1).
    pub busy_share: Vec<f64>,
    /// Share of its peak speed that heat leaves it meanwhile (1).
    pub speed_share: Vec<f64>,
    /// Power of its owner's own use (W).
    pub own_watts: Vec<f64>,
    /// Power of work for the network (W).
    pub network_watts: Vec<f64>,
    /// What its battery holds, from the midnight that begins the day on, in shares of all (1); one
    /// value more than there are hours; none without a battery.
    pub battery_share: Option<Vec<f64>>,
}

const WORK: &str = "work, as at its peak";
const LOST: &str = "lost to heat";
const IDLE: &str = "left, but no work";
const OWN: &str = "own use";
const NETWORK: &str = "the network";
const BATTERY: &str = "battery";

/// Places among the series colours, the same for every device, whichever of these it has; what the
/// network gets has one colour.
pub(super) const HUES: [(&str, usize); 6] =
    [(WORK, 0), (LOST, 4), (IDLE, 7), (OWN, 1), (NETWORK, 0), (BATTERY, 2)];

/// An hour is drawn to a little before the next begins, since an area has one height at a pixel.
const HOUR_DRAWN: f64 = 0.96;

impl DeviceDay {
    /// The chart: a panel for the hours of work, one for power, one for the battery.
    pub fn chart(&self) -> Chart {
        let panels = [Some(self.work()), Some(self.power()), self.battery()];
        Chart {
            panels: panels.into_iter().flatten().collect(),
            name: self.name.clone(),
            title: self.title.clone(),
            caption: self.caption.clone(),
            alt: self.alt.clone(),
            marks: Vec::new(),
        }
    }

    /// The figures behind the chart, one hour a row; the battery as the hour ends.
    pub fn to_table(&self) -> Table {
        let column = |name: &str, values: &[f64]| Column::new(name, Values::Float(values.to_vec()));
        let hours = (0..self.open_share.len()).map(|hour| hour as i64).collect();
        let mut columns = vec![
            Column::new("hour", Values::Integer(hours)),
            column("open_share", &self.open_share),
            column("busy_share", &self.busy_share),
            column("speed_share", &self.speed_share),
            column("own_watts", &self.own_watts),
            column("network_watts", &self.network_watts),
        ];
        let levels = self.battery_share.as_ref().and_then(|levels| levels.get(1..));
        columns.extend(levels.map(|levels| column("battery_share", levels)));
        Table { columns }
    }

    /// What becomes of the time that its owner leaves to the network.
    fn work(&self) -> Panel {
        let hours = self.open_share.iter().zip(&self.busy_share).zip(&self.speed_share);
        let part = |of: fn(f64, f64, f64) -> f64| -> Vec<f64> {
            hours.clone().map(|((open, busy), speed)| 100.0 * of(*open, *busy, *speed)).collect()
        };
        let parts = [
            (WORK, part(|_, busy, speed| busy * speed)),
            (LOST, part(|_, busy, speed| busy * (1.0 - speed))),
            (IDLE, part(|open, busy, _| open - busy)),
        ];
        let there = parts.into_iter().filter(|(_, values)| values.iter().any(|v| *v > 0.05));
        stacked("Time left to the network", "% of the hour", there)
    }

    fn power(&self) -> Panel {
        let hours = self.own_watts.iter().zip(&self.network_watts);
        let highest = hours.map(|(own, network)| own + network).fold(0.0, f64::max);
        let (watts, unit) = match highest {
            watts if watts >= 1e3 => (1e3, "kW"),
            watts if watts >= 1.0 => (1.0, "W"),
            watts if watts >= 1e-3 => (1e-3, "mW"),
            _ => (1e-6, "µW"),
        };
        let in_unit = |values: &[f64]| values.iter().map(|value| value / watts).collect();
        let parts = [(OWN, in_unit(&self.own_watts)), (NETWORK, in_unit(&self.network_watts))];
        let there = parts.into_iter().filter(|(name, values): &(_, Vec<f64>)| {
            *name == OWN || values.iter().any(|value| *value > 1e-6)
        });
        stacked("Power in the device", unit, there)
    }

    fn battery(&self) -> Option<Panel> {
        let levels = self.battery_share.as_ref()?.iter().map(|share| share * 100.0).collect();
        let layers = vec![Layer::line(BATTERY, levels)];
        let hours = (0..=self.open_share.len()).map(|hour| hour as f64).collect();
        Some(panel("Battery", "% of what it holds", hours, layers))
    }
}

/// Areas upon each other, a step an hour.
fn stacked<'a>(title: &str, unit: &str, parts: impl Iterator<Item = (&'a str, Vec<f64>)>) -> Panel {
    let step = |values: Vec<f64>| values.into_iter().flat_map(|value| [value; 2]).collect();
    let parts: Vec<(String, Vec<f64>)> =
        parts.map(|(label, values)| (label.to_owned(), step(values))).collect();
    let length = parts.first().map_or(48, |(_, values)| values.len());
    let ends = |hour: usize| [hour as f64, hour as f64 + HOUR_DRAWN];
    panel(title, unit, (0..length / 2).flat_map(ends).collect(), vec![Layer::Stack { parts }])
}

fn panel(title: &str, unit: &str, hours: Vec<f64>, layers: Vec<Layer>) -> Panel {
    let x = X::Numbers { label: "hour of the day".to_owned(), values: hours };
    Panel { title: title.to_owned(), unit: unit.to_owned(), scale: Scale::Linear, x, layers }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(battery_share: Option<Vec<f64>>) -> DeviceDay {
        let [name, title, caption, alt] = std::array::from_fn(|_| String::new());
        let hours = |value: f64| vec![value; 24];
        DeviceDay {
            name,
            title,
            caption,
            alt,
            open_share: hours(1.0),
            busy_share: hours(0.5),
            speed_share: hours(0.8),
            own_watts: hours(2.0),
            network_watts: hours(3.0),
            battery_share,
        }
    }

    #[test]
    fn an_hour_is_a_row() {
        let csv = |day: &DeviceDay| String::from_utf8(day.to_table().to_csv().unwrap()).unwrap();
        let plain = csv(&day(None));
        assert_eq!(plain.lines().count(), 25);
        assert_eq!(plain.lines().last(), Some("23,1.0,0.5,0.8,2.0,3.0"));
        let with_battery = csv(&day(Some((0..25).map(f64::from).collect())));
        assert_eq!(with_battery.lines().last(), Some("23,1.0,0.5,0.8,2.0,3.0,24.0"));
    }

    #[test]
    fn the_time_that_is_left_becomes_work_or_is_lost() {
        let chart = day(None).chart();
        assert_eq!(chart.panels.len(), 2, "no battery, no panel for one");
        let [Layer::Stack { parts }] = chart.panels[0].layers.as_slice() else { panic!("a stack") };
        let first: Vec<f64> = parts.iter().map(|(_, values)| values[0]).collect();
        assert_eq!(first, [40.0, 9.999_999_999_999_998, 50.0]);
        assert!(chart.to_svg().contains("lost to heat"));
        assert_eq!(day(Some(vec![0.5; 25])).chart().panels.len(), 3);
    }

    #[test]
    fn power_has_the_unit_that_suits_it() {
        let units = [(2e-7, "µW"), (4e-4, "µW"), (4e-3, "mW"), (2.0, "W"), (3e3, "kW")];
        for (watts, unit) in units {
            let day =
                DeviceDay { own_watts: vec![watts; 24], network_watts: vec![0.0; 24], ..day(None) };
            assert_eq!(day.chart().panels[1].unit, unit, "{watts} W");
        }
    }

    #[test]
    fn what_is_nowhere_has_no_name() {
        let cool = DeviceDay { speed_share: vec![1.0; 24], ..day(None) };
        assert!(!cool.chart().to_svg().contains("lost to heat"));
    }
}
