//! This file is about mapping values to heights, and the round values that deserve a line.

use super::Scale;

/// A range of values, the round ones among them, and how to place a value between its ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    scale: Scale,
    low: f64,
    high: f64,
    /// The values that get a line and a number, in rising order.
    pub(super) ticks: Vec<f64>,
}

impl Axis {
    /// An axis that holds all `values` that can be drawn, with about `ticks_wanted` lines.
    ///
    /// `from_zero` forces the zero that stacked areas stand on.
    pub(super) fn around(
        values: impl Iterator<Item = f64>,
        scale: Scale,
        from_zero: bool,
        ticks_wanted: usize,
    ) -> Self {
        let drawable = values.filter(|value| is_drawable(*value, scale));
        let (low, high) = drawable
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let nothing = low > high;
        match scale {
            Scale::Log if nothing => Self::log(1.0, 10.0, ticks_wanted),
            Scale::Log => Self::log(low, high, ticks_wanted),
            Scale::Linear if nothing => Self::linear(0.0, 1.0, ticks_wanted),
            Scale::Linear if from_zero => Self::linear(low.min(0.0), high.max(0.0), ticks_wanted),
            Scale::Linear => Self::linear(low, high, ticks_wanted),
        }
    }

    /// A quantity that comes near zero is shown from zero, so that heights can be compared.
    fn linear(low: f64, high: f64, ticks_wanted: usize) -> Self {
        let low = if low > 0.0 && low <= 0.6 * high { 0.0 } else { low };
        let high = if high < 0.0 && high >= 0.6 * low { 0.0 } else { high };
        // What differs in its last digits alone is one value: shares of sums are 1 but for those.
        let farthest = if high.abs() > low.abs() { high } else { low };
        let is_one_value = high - low <= 1e-9 * farthest.abs();
        let (low, high) = if is_one_value { widened(farthest) } else { (low, high) };
        let step = round_step((high - low) / ticks_wanted.max(1) as f64);
        // A last line that no value comes near would waste much of the panel.
        let reached = |steps: f64| if steps.fract() < 0.4 { steps.floor() } else { steps.ceil() };
        let (first, last) = ((low / step).floor(), reached(high / step));
        let ticks = (0..=(last - first) as usize).map(|nth| (first + nth as f64) * step);
        let ticks: Vec<f64> = ticks.collect();
        let end = ticks[ticks.len() - 1].max(high);
        Self { scale: Scale::Linear, low: ticks[0], high: end, ticks }
    }

    /// Whole decades where the values span more than one; 1, 2 and 5 where they don't.
    fn log(low: f64, high: f64, ticks_wanted: usize) -> Self {
        let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
        let decades = (last - first).max(1);
        let steps: &[f64] = if decades <= 2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let every = (decades as usize).div_ceil(ticks_wanted.max(1) + 1).max(1);
        let mut ticks: Vec<f64> = (first..=first + decades)
            .step_by(every)
            .flat_map(|decade| steps.iter().map(move |step| step * power_of_ten(decade)))
            .collect();
        // Keep one line outside of the values at either end, above only if they come near it.
        let below = ticks.iter().filter(|tick| **tick <= low).count().saturating_sub(1);
        ticks.drain(..below);
        let last = ticks.iter().position(|tick| *tick >= high).unwrap_or(ticks.len() - 1);
        let near =
            last == 0 || (high / ticks[last - 1]).ln() > 0.6 * (ticks[last] / ticks[last - 1]).ln();
        let last = if near { last } else { last - 1 };
        ticks.truncate(last.max(1) + 1);
        let end = ticks[ticks.len() - 1].max(high);
        Self { scale: Scale::Log, low: ticks[0].min(low), high: end, ticks }
    }

    /// The same without what lies below `low`: nothing is there.
    pub(super) fn beginning_at(self, low: f64) -> Self {
        let ticks = self.ticks.into_iter().filter(|tick| *tick >= low).collect();
        Self { low: self.low.max(low), ticks, ..self }
    }

    /// The values at its ends.
    pub(super) fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Where `value` stands between the ends, 0 below and 1 above; nothing if it can't be drawn.
    pub(super) fn share(&self, value: f64) -> Option<f64> {
        if !is_drawable(value, self.scale) {
            return None;
        }
        let place = |value: f64| match self.scale {
            Scale::Linear => value,
            Scale::Log => value.log10(),
        };
        let (low, high) = (place(self.low), place(self.high));
        Some((place(value) - low) / (high - low))
    }
}

/// Whether a value has a place on a scale; infinities are as good as missing.
pub(super) fn is_drawable(value: f64, scale: Scale) -> bool {
    // Past this size differences overflow; no quantity of a network comes near.
    value.abs() < 1e200 && (scale == Scale::Linear || value > 1e-200)
}

/// A range around a single value.
fn widened(value: f64) -> (f64, f64) {
    if value == 0.0 { (0.0, 1.0) } else { (value.min(0.0), value.max(0.0)) }
}

/// The least of 1, 2, 2.5 and 5 times a power of ten that is not below `step`.
fn round_step(step: f64) -> f64 {
    let decade = power_of_ten(step.log10().floor() as i32);
    let factor = [1.0, 2.0, 2.5, 5.0].into_iter().find(|factor| factor * decade >= step);
    factor.unwrap_or(10.0) * decade
}

/// Read from text, because powers and products of 0.1 collect dust in the last digits.
fn power_of_ten(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(values: &[f64], scale: Scale) -> Axis {
        Axis::around(values.iter().copied(), scale, false, 4)
    }

    #[test]
    fn round_lines_hold_every_value() {
        let linear = |values: &[f64]| axis(values, Scale::Linear).ticks;
        assert_eq!(linear(&[3.0, 97.0]), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(linear(&[-1.0, 2.0]), [-1.0, 0.0, 1.0, 2.0]);
        assert_eq!(linear(&[98.0, 99.0]), [98.0, 98.25, 98.5, 98.75, 99.0]);
        assert_eq!(linear(&[5.0]), [0.0, 2.0, 4.0, 6.0]);
        assert_eq!(linear(&[5.0, 5.0 - 1e-15]), linear(&[5.0]));
        assert_eq!(linear(&[0.0]), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(linear(&[f64::NAN, f64::INFINITY]), [0.0, 0.25, 0.5, 0.75, 1.0]);
    }

    #[test]
    fn an_axis_may_begin_at_its_lowest_value() {
        let of_differences = axis(&[-90.0, 480.0], Scale::Linear);
        assert_eq!(of_differences.ticks[0], -200.0);
        let from_lowest = of_differences.beginning_at(-90.0);
        assert_eq!((from_lowest.ticks[0], from_lowest.share(-90.0)), (0.0, Some(0.0)));
    }

    #[test]
    fn decades_on_a_log_scale() {
        let log = |values: &[f64]| axis(values, Scale::Log).ticks;
        assert_eq!(log(&[-3.0, 0.0, 2.0, 7e4]), [1.0, 10.0, 100.0, 1e3, 1e4, 1e5]);
        assert_eq!(log(&[2.0, 2e4]), [1.0, 10.0, 100.0, 1e3, 1e4]);
        assert_eq!(log(&[0.3, 1.8]), [0.2, 0.5, 1.0, 2.0]);
        assert_eq!(log(&[7.0]), [5.0, 10.0]);
        assert_eq!(log(&[1.0]), [1.0, 2.0]);
        assert_eq!(log(&[0.0]), [1.0, 2.0, 5.0, 10.0]);
        assert_eq!(log(&[1e-9, 1e9]).len(), 5);
    }

    #[test]
    fn shares_of_the_height() {
        let linear = axis(&[0.0, 100.0], Scale::Linear);
        assert_eq!(linear.share(25.0), Some(0.25));
        assert_eq!(linear.share(f64::NAN), None);
        let log = axis(&[1.0, 1e4], Scale::Log);
        assert_eq!(log.share(100.0), Some(0.5));
        assert_eq!(log.share(0.0), None);
    }
}
