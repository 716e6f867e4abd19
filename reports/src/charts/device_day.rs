//! This file is about the day of a device: when it works for the network, what that draws, what its
//! battery holds and what heat leaves of its speed.

use super::{Chart, Layer, Panel, Scale, X};

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

impl DeviceDay {
    /// The chart: a panel for the window and the work in it, one for power, one for the battery.
    pub fn chart(self) -> Chart {
        let panels = [Some(self.work()), Some(self.power()), self.battery()];
        Chart {
            panels: panels.into_iter().flatten().collect(),
            name: self.name,
            title: self.title,
            caption: self.caption,
            alt: self.alt,
            marks: Vec::new(),
        }
    }

    fn work(&self) -> Panel {
        let speed = self.busy_share.iter().zip(&self.speed_share);
        let speed = speed.map(|(busy, speed)| if *busy > 0.0 { *speed } else { f64::NAN });
        let layers = vec![
            Layer::dashed("left to the network", hourly(&percent(&self.open_share))),
            Layer::line("at work for it", hourly(&percent(&self.busy_share))),
            Layer::line("speed that heat leaves", hourly(&percent(&speed.collect::<Vec<_>>()))),
        ];
        panel("Duty and heat", "% of the hour, and of peak speed", layers)
    }

    fn power(&self) -> Panel {
        let parts = vec![
            ("own use".to_owned(), hourly(&self.own_watts)),
            ("the network".to_owned(), hourly(&self.network_watts)),
        ];
        panel("Power in the device", "W", vec![Layer::Stack { parts }])
    }

    fn battery(&self) -> Option<Panel> {
        let levels = percent(self.battery_share.as_ref()?);
        let hours = (0..levels.len()).map(|hour| hour as f64).collect();
        let layers = vec![Layer::line("battery", levels)];
        let x = X::Numbers { label: HOUR.to_owned(), values: hours };
        Some(Panel { x, ..panel("Battery at the end of each hour", "% of what it holds", layers) })
    }
}

const HOUR: &str = "hour of the day";

fn percent(shares: &[f64]) -> Vec<f64> {
    shares.iter().map(|share| share * 100.0).collect()
}

/// A value that holds for an hour, at its beginning and at its end.
fn hourly(values: &[f64]) -> Vec<f64> {
    values.iter().flat_map(|value| [*value; 2]).collect()
}

fn panel(title: &str, unit: &str, layers: Vec<Layer>) -> Panel {
    let values = (0..24).flat_map(|hour| [f64::from(hour), f64::from(hour + 1)]).collect();
    let x = X::Numbers { label: HOUR.to_owned(), values };
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
    fn every_hour_stands_from_its_beginning_to_its_end() {
        let chart = day(None).chart();
        assert_eq!(chart.panels.len(), 2, "no battery, no panel for one");
        let csv = String::from_utf8(chart.to_table().to_csv().unwrap()).unwrap();
        for row in ["at work for it,value,23.0,50.0", "at work for it,value,24.0,50.0"] {
            assert!(csv.contains(row), "{row} in {csv}");
        }
        assert!(csv.contains("the network,value,0.0,3.0"), "{csv}");
    }

    #[test]
    fn a_battery_has_a_panel() {
        let chart = day(Some(vec![0.5; 25])).chart();
        assert_eq!(chart.panels.len(), 3);
        let csv = String::from_utf8(chart.to_table().to_csv().unwrap()).unwrap();
        assert!(csv.ends_with("battery,value,24.0,50.0\n"), "{csv}");
    }
}
