//! This file is about giving each series its colour, the same in all panels of a chart.

use super::layers::series;
use super::{Panel, device_day};
use crate::theme::{self, Hue};

/// The labels in the order in which hues are given out, but for those that have one of their own.
pub(super) struct Hues(Vec<String>);

impl Hues {
    pub(super) fn of(panels: &[Panel]) -> Self {
        let mut labels: Vec<String> = Vec::new();
        for panel in panels {
            for layer in &panel.layers {
                for series in series(layer, &panel.x, &|_: &str| theme::hue(0)) {
                    if !labels.iter().any(|label| label == series.label) {
                        labels.push(series.label.to_owned());
                    }
                }
            }
        }
        Self(labels)
    }

    pub(super) fn of_label(&self, label: &str) -> Hue {
        let fixed = device_day::HUES.iter().find(|(known, _)| *known == label);
        let given = || self.0.iter().position(|known| known == label).unwrap_or(0);
        theme::hue(fixed.map_or_else(given, |(_, place)| *place))
    }
}
