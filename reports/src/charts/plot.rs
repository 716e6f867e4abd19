//! This file is about where values stand in one panel of the canvas.

use super::scale::Axis;

/// The area within the axes, and the values at its ends.
pub(super) struct Plot {
    /// The left end (px).
    pub(super) left: f64,
    /// The upper end (px).
    pub(super) top: f64,
    /// The right end (px).
    pub(super) right: f64,
    /// The lower end (px).
    pub(super) bottom: f64,
    /// The least and largest horizontal value.
    pub(super) x_range: (f64, f64),
    /// What stands on the left.
    pub(super) y_axis: Axis,
}

impl Plot {
    /// The horizontal position (px).
    pub(super) fn x(&self, value: f64) -> f64 {
        let (low, high) = self.x_range;
        self.left + (value - low) / (high - low) * (self.right - self.left)
    }

    /// The vertical position (px), if the value can be drawn.
    pub(super) fn y(&self, value: f64) -> Option<f64> {
        let share = self.y_axis.share(value)?;
        Some(self.bottom - share * (self.bottom - self.top))
    }
}
