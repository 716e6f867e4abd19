//! Crew: who walks the rows of the devices, one thread alone or several side by side.

use std::ops::Add;

use bevy_ecs::prelude::Resource;

/// Who walks the rows; what comes out is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Resource)]
pub enum Crew {
    /// One thread: the others play replicates of their own.
    Alone,
    /// The threads of the current pool, each a chunk of rows at a time.
    SideBySide,
}

/// Rows that a thread takes at a time: enough work that handing it over costs nothing.
const CHUNK: usize = 1 << 15;

/// Rows that can be walked in parts.
pub(crate) trait Rows: Sized + Send {
    /// How many.
    fn len(&self) -> usize;

    /// Those before a row, and those from it on.
    fn split_at(self, row: usize) -> (Self, Self);
}

impl Crew {
    /// Who walks so many rows: a few are walked alone, as handing them over would cost more.
    pub(crate) fn for_rows(self, count: usize) -> Self {
        if count <= CHUNK { Self::Alone } else { self }
    }

    /// Does something to all rows and adds up what comes of it. Sums must not depend on the order
    /// of their parts, as those of whole numbers do not.
    pub(crate) fn walk<R: Rows, S: Add<Output = S> + Send>(
        self,
        rows: R,
        work: &(impl Fn(R) -> S + Sync),
    ) -> S {
        if self.for_rows(rows.len()) == Self::Alone {
            return work(rows);
        }
        let middle = (rows.len() / 2).next_multiple_of(CHUNK);
        let (left, right) = rows.split_at(middle);
        let (left, right) = rayon::join(|| self.walk(left, work), || self.walk(right, work));
        left + right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Rows for std::ops::Range<usize> {
        fn len(&self) -> usize {
            self.end - self.start
        }

        fn split_at(self, row: usize) -> (Self, Self) {
            (self.start..self.start + row, self.start + row..self.end)
        }
    }

    #[test]
    fn every_row_is_walked_once() {
        for rows in [0, 1, CHUNK, CHUNK + 1, 2 * CHUNK, 7 * CHUNK + 3] {
            let sum = |crew: Crew| crew.walk(5..5 + rows, &|part| part.sum::<usize>());
            assert_eq!(sum(Crew::Alone), sum(Crew::SideBySide), "{rows} rows");
        }
    }
}
