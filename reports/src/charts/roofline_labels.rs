//! This file is about finding room for words beside points, where they cover nothing.

use super::canvas::Point;

/// A rectangle on the canvas (px).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    /// The upper left corner.
    pub(super) from: Point,
    /// The lower right corner.
    pub(super) to: Point,
}

/// Where words stand, and the line from their point to them if they stand apart from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) baseline: Point,
    pub(super) leader: Option<[Point; 2]>,
}

/// What is taken already.
pub(super) struct Placing {
    within: Area,
    taken: Vec<Area>,
    /// The words among what is taken, which no line may cross.
    words: Vec<Area>,
}

/// Distances from the point that are tried, the nearest first (px).
const DISTANCES: [f64; 6] = [8.0, 18.0, 30.0, 44.0, 60.0, 80.0];
/// Where words stand from their point, as signs to the right and down.
const DIRECTIONS: [(f64, f64); 6] =
    [(1.0, 0.6), (1.0, 0.0), (0.0, 1.0), (-1.0, -0.6), (-1.0, 0.0), (0.0, -1.0)];
/// Words farther away than this get a line to their point (px).
const NEAR: f64 = 8.0;
/// A line is kept clear by boxes of this size along it (px).
const STROKE: f64 = 3.0;

impl Area {
    pub(super) fn around((x, y): Point, radius: f64) -> Self {
        Self { from: (x - radius, y - radius), to: (x + radius, y + radius) }
    }

    fn touches(&self, other: &Self) -> bool {
        self.from.0 < other.to.0
            && other.from.0 < self.to.0
            && self.from.1 < other.to.1
            && other.from.1 < self.to.1
    }

    fn holds(&self, other: &Self) -> bool {
        self.from.0 <= other.from.0
            && self.from.1 <= other.from.1
            && other.to.0 <= self.to.0
            && other.to.1 <= self.to.1
    }
}

impl Placing {
    pub(super) fn within(within: Area) -> Self {
        Self { within, taken: Vec::new(), words: Vec::new() }
    }

    pub(super) fn keep_clear_of(&mut self, taken: Area) {
        self.taken.push(taken);
    }

    /// Keeps words off a line.
    pub(super) fn keep_clear_of_line(&mut self, points: &[Point]) {
        for pair in points.windows(2) {
            self.taken.extend(along([pair[0], pair[1]]));
        }
    }

    /// The place for words of this width and height that is nearest to one of their points, which
    /// is then taken, with the line that leads there; below the point and to its right first, since
    /// that is under the roof.
    pub(super) fn place(&mut self, points: &[Point], size: Point) -> Option<Label> {
        let around = |point: Point, distance: f64| {
            DIRECTIONS.map(|direction| {
                let words = beside(point, size, direction, distance);
                (words, (distance > NEAR).then(|| leader(point, words)))
            })
        };
        let places = DISTANCES
            .into_iter()
            .flat_map(|distance| points.iter().flat_map(move |point| around(*point, distance)));
        let (words, leader) =
            places.into_iter().find(|(words, leader)| self.is_free(words, *leader))?;
        self.taken.push(words);
        self.words.push(words);
        self.taken.extend(leader.into_iter().flat_map(along));
        Some(Label { baseline: (words.from.0, words.to.1 - size.1 * 0.22), leader })
    }

    /// Whether words cover nothing, and the line to them no other words.
    fn is_free(&self, words: &Area, leader: Option<[Point; 2]>) -> bool {
        let crosses = |area: Area| self.words.iter().any(|other| other.touches(&area));
        self.within.holds(words)
            && !self.taken.iter().any(|taken| taken.touches(words))
            && !leader.into_iter().flat_map(along).any(crosses)
    }
}

/// The line from a point to the nearest edge of its words.
fn leader(point: Point, words: Area) -> [Point; 2] {
    let x = point.0.clamp(words.from.0, words.to.0);
    [point, (x, point.1.clamp(words.from.1 + 2.0, words.to.1))]
}

/// Boxes along a line.
fn along([(x, y), (to_x, to_y)]: [Point; 2]) -> impl Iterator<Item = Area> {
    let steps = ((to_x - x).hypot(to_y - y) / STROKE).ceil().max(1.0);
    (0..=steps as usize).map(move |step| {
        let share = step as f64 / steps;
        Area::around((x + share * (to_x - x), y + share * (to_y - y)), STROKE / 2.0)
    })
}

/// The words at a distance in a direction: their nearest edge, or their middle where it is 0.
fn beside((x, y): Point, (width, height): Point, (right, down): Point, distance: f64) -> Area {
    let left = match right {
        r if r > 0.0 => x + distance,
        r if r < 0.0 => x - distance - width,
        _ => x - width / 2.0,
    };
    let top = y - height / 2.0 + down * (distance + height / 2.0);
    Area { from: (left, top), to: (left + width, top + height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_touch_words_points_or_lines() {
        let within = Area { from: (0.0, 0.0), to: (300.0, 200.0) };
        let mut placing = Placing::within(within);
        let line = [(0.0, 200.0), (150.0, 60.0), (300.0, 60.0)];
        placing.keep_clear_of_line(&line);
        let points = [(60.0, 144.0), (70.0, 140.0), (80.0, 130.0), (250.0, 64.0), (298.0, 62.0)];
        for point in points {
            placing.keep_clear_of(Area::around(point, 5.0));
        }
        for point in points {
            let before = placing.taken.clone();
            let label = placing.place(&[point], (52.0, 12.5));
            let words = placing.words[placing.words.len() - 1];
            let line = label.and_then(|label| label.leader).into_iter().flat_map(along);
            let others = &placing.words[..placing.words.len() - 1];
            assert!(line.into_iter().all(|at| !others.iter().any(|other| other.touches(&at))));
            assert!(label.is_some(), "{point:?}");
            assert!(within.holds(&words), "{words:?}");
            assert!(!before.iter().any(|taken| taken.touches(&words)), "{words:?}");
        }
    }

    #[test]
    fn words_without_room_are_left_out() {
        let mut placing = Placing::within(Area { from: (0.0, 0.0), to: (40.0, 40.0) });
        assert_eq!(placing.place(&[(20.0, 20.0)], (52.0, 12.5)), None);
    }

    #[test]
    fn words_far_from_their_point_have_a_line_to_it() {
        let mut placing = Placing::within(Area { from: (0.0, 0.0), to: (300.0, 200.0) });
        let near = placing.place(&[(50.0, 50.0)], (40.0, 12.0));
        assert!(near.is_some_and(|label| label.leader.is_none()));
        placing.keep_clear_of(Area::around((150.0, 100.0), 12.0));
        let far = placing.place(&[(150.0, 100.0)], (40.0, 12.0));
        assert!(far.is_some_and(|label| label.leader.is_some()));
    }
}
