//! This file is about what is written down of concentration: how unevenly operators own devices.

use super::{Row, share};
use crate::world::{GameParts, Operators};

/// How unevenly the devices in the network are owned: only where operators may own several.
pub(super) fn record_concentration(row: &mut Row, game: &GameParts, operators: &Operators) {
    if !game.has_operators() {
        return;
    }
    let by_size = &operators.by_size;
    let sizes = || by_size.iter().enumerate().skip(1).filter(|(_, count)| **count > 0);
    let sizes = || sizes().map(|(size, &count)| (size as u128, u128::from(count)));
    let count = sizes().map(|(_, count)| count).sum::<u128>();
    row.number(format_args!("concentration.operators"), "operators", count as f64);
    row.number(format_args!("concentration.gini"), "", gini(sizes()));
    row.number(format_args!("concentration.nakamoto"), "operators", nakamoto(sizes().rev()));
}

/// The Gini coefficient of owners, from how many of them own so much each, the smallest first: 0 if
/// all own the same, and next to 1 if one owns almost everything [1]. Exact but for one division; no
/// number without owners.
fn gini(sizes: impl Iterator<Item = (u128, u128)>) -> f64 {
    let (mut owners, mut owned, mut area) = (0, 0, 0);
    for (size, count) in sizes {
        // Twice the area below the curve of Lorenz, for these owners.
        area += count * (2 * owned + count * size);
        owned += count * size;
        owners += count;
    }
    share((owners * owned - area) as f64, (owners * owned) as f64)
}

/// The least number of owners who own more than half together, from how many of them own so much
/// each, the largest first; no number without owners.
fn nakamoto(sizes: impl Iterator<Item = (u128, u128)> + Clone) -> f64 {
    let half = sizes.clone().map(|(size, count)| size * count).sum::<u128>() / 2;
    let (mut owners, mut owned) = (0, 0);
    for (size, count) in sizes {
        let wanted = (half + 1 - owned).div_ceil(size);
        if wanted <= count {
            return (owners + wanted) as f64;
        }
        owners += count;
        owned += count * size;
    }
    f64::NAN
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Splits a whole into cells of geometric widths and gives each its part by a law of Lorenz, so
    /// that the curve has its true points: the cells are owners who are as many as they are wide.
    fn of_lorenz(cells: u32, below: impl Fn(u32) -> (f64, f64)) -> Vec<(u128, u128)> {
        const OWNERS: f64 = 1_099_511_627_776.0; // 2^40
        const UNITS: f64 = 1_048_576.0; // 2^20
        let cell = |at: u32| {
            let ((p, l), (next_p, next_l)) = (below(at), below(at + 1));
            let each = (next_l - l) / (next_p - p);
            ((each * UNITS).round() as u128, ((next_p - p) * OWNERS).round() as u128)
        };
        (0..cells).map(cell).collect()
    }

    #[test]
    fn by_hand() {
        assert_eq!(gini([(3, 7)].into_iter()), 0.0);
        // One of four owns all but three of 100: by pairs, 2 · 3 · 96 / (2 · 16 · 25) = 0.72.
        assert_eq!(gini([(1, 3), (97, 1)].into_iter()), 0.72);
        // 1, 2, … n: (n − 1) / 3n.
        assert_eq!(gini((1..=10).map(|size| (size, 1))), 0.3);
        assert!(gini([].into_iter()).is_nan());
    }

    #[test]
    fn the_gini_coefficient_is_that_of_known_laws() {
        // From nothing to a whole: 1/3, and for n owners (n − 1) / 3n.
        let even = gini((1..=65_535).map(|size| (size, 1)));
        assert!((even - 1.0 / 3.0).abs() < 1e-5, "{even}");
        // Pareto of exponent 1.16: 1 / (2 · 1.16 − 1), by cells that halve the rest in 64 steps.
        let rest = |at: u32| crate::maths::power(2.0, -f64::from(at) / 64.0);
        let above = |at| crate::maths::power(rest(at), 1.0 - 1.0 / 1.16);
        let cells = 64 * 24;
        let pareto = of_lorenz(cells, |at| match at {
            at if at == cells => (1.0, 1.0),
            at => (1.0 - rest(at), 1.0 - above(at)),
        });
        let pareto = gini(pareto.into_iter());
        assert!((pareto - 0.757_575_758).abs() < 1e-4, "{pareto}");
    }

    #[test]
    fn as_many_as_it_takes_for_more_than_half() {
        // The first of two examples in ve-sim (virtengine), whose largest holder has 60 %: one.
        assert_eq!(nakamoto([(60, 1), (20, 1), (10, 2)].into_iter()), 1.0);
        assert_eq!(nakamoto([(30, 1), (20, 2), (15, 2)].into_iter()), 3.0);
        // Half is not more than half.
        assert_eq!(nakamoto([(50, 1), (25, 2)].into_iter()), 2.0);
        assert_eq!(nakamoto([(1, 1_000_000)].into_iter()), 500_001.0);
        assert!(nakamoto([].into_iter()).is_nan());
    }
}
