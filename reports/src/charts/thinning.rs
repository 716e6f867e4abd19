//! This file is about lines with fewer points that look the same, and lines with gaps.

use super::canvas::Point;

/// Splits a line where a point is missing.
pub(super) fn runs<T>(points: impl Iterator<Item = Option<T>>) -> Vec<Vec<T>> {
    let mut runs = vec![Vec::new()];
    for point in points {
        match point {
            Some(point) => runs.last_mut().expect("never empty").push(point),
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Keeps of each pixel column the first, lowest, highest and last point, in their order.
pub(super) fn line(points: &[Point]) -> Vec<Point> {
    let mut kept = Vec::new();
    for column in points.chunk_by(same_column) {
        let by_height = |a: &&usize, b: &&usize| column[**a].1.total_cmp(&column[**b].1);
        let places: Vec<usize> = (0..column.len()).collect();
        let low = places.iter().min_by(by_height).copied().unwrap_or(0);
        let high = places.iter().max_by(by_height).copied().unwrap_or(0);
        let mut chosen = [0, low, high, column.len() - 1];
        chosen.sort_unstable();
        let mut last = None;
        for place in chosen {
            if last.replace(place) != Some(place) {
                kept.push(column[place]);
            }
        }
    }
    kept
}

/// The outline of a band of `(x, low, high)`, with its widest in each pixel column.
pub(super) fn outline(band: &[(f64, f64, f64)]) -> Vec<Point> {
    let columns = band.chunk_by(|a, b| same_column(&(a.0, a.1), &(b.0, b.1)));
    let widest: Vec<(f64, f64, f64)> = columns
        .map(|column| {
            let fold = |widest: (f64, f64, f64), next: &(f64, f64, f64)| {
                (widest.0, widest.1.max(next.1), widest.2.min(next.2))
            };
            column[1..].iter().fold(column[0], fold)
        })
        .collect();
    let there = widest.iter().map(|(x, low, _)| (*x, *low));
    let back = widest.iter().rev().map(|(x, _, high)| (*x, *high));
    there.chain(back).collect()
}

/// Half a pixel wide, which is one pixel of the picture at twice the size.
fn same_column(a: &Point, b: &Point) -> bool {
    (a.0 * 2.0).floor() == (b.0 * 2.0).floor()
}

/// Cuts a line into dashes of equal length.
pub(super) fn dashes(points: &[Point], dash: f64, gap: f64) -> Vec<Vec<Point>> {
    let mut dashes = Vec::new();
    let mut current = points.first().map_or(Vec::new(), |first| vec![*first]);
    let (mut left, mut drawing) = (dash, true);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            if length < left {
                left -= length;
                break;
            }
            let share = left / length;
            from = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
            if drawing {
                current.push(from);
                dashes.push(std::mem::take(&mut current));
            } else {
                current = vec![from];
            }
            drawing = !drawing;
            left = if drawing { dash } else { gap };
        }
        if drawing {
            current.push(to);
        }
    }
    dashes.extend((current.len() > 1).then_some(current));
    dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_split_a_line() {
        let points = [None, Some(1), Some(2), None, None, Some(3)];
        assert_eq!(runs(points.into_iter()), [vec![1, 2], vec![3]]);
    }

    #[test]
    fn a_spike_survives_thinning() {
        let mut points: Vec<Point> = (0..1000).map(|nth| (f64::from(nth) / 1000.0, 5.0)).collect();
        points[300].1 = -80.0;
        let thin = line(&points);
        assert!(thin.len() <= 8, "{thin:?}");
        assert!(thin.contains(&(0.3, -80.0)), "{thin:?}");
        assert_eq!((thin[0], thin[thin.len() - 1]), ((0.0, 5.0), (0.999, 5.0)));
    }

    #[test]
    fn a_band_keeps_its_widest() {
        let band = [(0.0, 9.0, 3.0), (0.1, 8.0, 1.0), (4.0, 7.0, 2.0)];
        assert_eq!(outline(&band), [(0.0, 9.0), (4.0, 7.0), (4.0, 2.0), (0.0, 1.0)]);
    }

    #[test]
    fn dashes_run_on_round_corners() {
        let dashes = dashes(&[(0.0, 0.0), (3.0, 0.0), (3.0, 7.0)], 4.0, 2.0);
        assert_eq!(dashes[0], [(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)]);
        assert_eq!(dashes[1], [(3.0, 3.0), (3.0, 7.0)]);
        assert_eq!(dashes.len(), 2);
    }
}
