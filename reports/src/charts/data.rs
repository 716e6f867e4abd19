//! This file is about the figures behind a chart, one value a row.

use jiff::civil::Date;

use super::layers::positions;
use super::{Chart, Layer, X};
use crate::tables::{Column, Table, Values};

/// The rows under construction.
#[derive(Default)]
struct Rows {
    panel: Vec<String>,
    series: Vec<String>,
    statistic: Vec<String>,
    dates: Vec<Date>,
    numbers: Vec<f64>,
    values: Vec<f64>,
}

impl Chart {
    /// The data behind the chart: `panel, series, statistic, date` (or `x`) and `value`.
    ///
    /// Values on dates and values on numbers do not mix; then `x` counts days since 1970.
    pub fn to_table(&self) -> Table {
        let mut rows = Rows::default();
        for panel in &self.panels {
            for layer in &panel.layers {
                rows.add_layer(&panel.title, layer, &panel.x);
            }
        }
        rows.into_table()
    }
}

impl Rows {
    fn add_layer(&mut self, panel: &str, layer: &Layer, x: &X) {
        match layer {
            Layer::Fan { label, bands, median } => {
                for band in bands {
                    self.add(panel, label, &percentile(band.low_percent), x, &band.low);
                }
                self.add(panel, label, "p50", x, median);
                for band in bands.iter().rev() {
                    self.add(panel, label, &percentile(band.high_percent), x, &band.high);
                }
            }
            Layer::Interval { label, values, low, high } => {
                self.add(panel, label, "ci_low", x, low);
                self.add(panel, label, "value", x, values);
                self.add(panel, label, "ci_high", x, high);
            }
            Layer::Line { label, values, .. } => self.add(panel, label, "value", x, values),
            Layer::Points { label, x, values } => self.add(panel, label, "observed", x, values),
            Layer::Stack { parts } => {
                for (label, values) in parts {
                    self.add(panel, label, "value", x, values);
                }
            }
        }
    }

    fn add(&mut self, panel: &str, series: &str, statistic: &str, x: &X, values: &[f64]) {
        if let X::Dates(dates) = x {
            self.dates.extend(dates.iter().take(values.len()));
        }
        for (x, value) in positions(x).into_iter().zip(values) {
            self.panel.push(panel.to_owned());
            self.series.push(series.to_owned());
            self.statistic.push(statistic.to_owned());
            self.numbers.push(x);
            self.values.push(*value);
        }
    }

    fn into_table(self) -> Table {
        let x = if self.dates.len() == self.values.len() {
            Column::new("date", Values::Date(self.dates))
        } else {
            Column::new("x", Values::Float(self.numbers))
        };
        Table {
            columns: vec![
                Column::new("panel", Values::Text(self.panel)),
                Column::new("series", Values::Text(self.series)),
                Column::new("statistic", Values::Text(self.statistic)),
                x,
                Column::new("value", Values::Float(self.values)),
            ],
        }
    }
}

fn percentile(percent: u8) -> String {
    format!("p{percent:02}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Panel, Scale};
    use super::*;

    #[test]
    fn one_value_a_row() {
        let x = X::Dates(vec![date(2026, 1, 1), date(2026, 1, 2)]);
        let fan = Layer::fan_p10_p90("all", [vec![1.0], vec![2.0], vec![3.0]]);
        let line = Layer::line("target", vec![5.0, f64::NAN]);
        let layers = vec![fan, line];
        let (title, unit, scale) = ("margin".into(), "USD".into(), Scale::Linear);
        let panels = vec![Panel { title, unit, scale, x, layers }];
        let [name, title, caption, alt] = std::array::from_fn(|_| String::new());
        let chart = Chart { name, title, caption, alt, panels, marks: Vec::new() };
        let csv = String::from_utf8(chart.to_table().to_csv().unwrap()).unwrap();
        assert_eq!(
            csv,
            "panel,series,statistic,date,value\n\
             margin,all,p10,2026-01-01,1.0\n\
             margin,all,p50,2026-01-01,2.0\n\
             margin,all,p90,2026-01-01,3.0\n\
             margin,target,value,2026-01-01,5.0\n\
             margin,target,value,2026-01-02,\n"
        );
    }
}
