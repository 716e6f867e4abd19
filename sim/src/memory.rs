//! This file is about memory: what a rule remembers from one step to the next.

use std::any::Any;

/// What a rule remembers: a value of its own type, and what the parts that it is made of remember.
///
/// It outlives an amendment: a rule whose numbers or whose place change goes on with what it knew, and
/// one that finds another rule's memory, or none, begins afresh: what a kind keeps is of a type of its own.
#[derive(Default)]
pub struct Memory {
    own: Option<Box<dyn Any + Send + Sync>>,
    parts: Vec<(String, Memory)>,
}

/// A rule that is written at another place than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The parts that led to its memory.
    pub from: Vec<String>,
    /// The parts that lead to it now.
    pub to: Vec<String>,
}

impl Memory {
    /// What the rule left here in the step before; `fresh` if it left nothing.
    pub fn own<T: Any + Send + Sync>(&mut self, fresh: impl FnOnce() -> T) -> &mut T {
        if !self.own.as_ref().is_some_and(|own| own.is::<T>()) {
            self.own = Some(Box::new(fresh()));
        }
        let own = self.own.as_mut().and_then(|own| own.downcast_mut());
        own.expect("a value of this type was just put there")
    }

    /// The memory of a part, by its name.
    pub fn part(&mut self, name: &str) -> &mut Self {
        let at = self.parts.iter().position(|(known, _)| known == name);
        let at = at.unwrap_or_else(|| {
            self.parts.push((name.to_owned(), Self::default()));
            self.parts.len() - 1
        });
        &mut self.parts[at].1
    }
}

impl Memory {
    /// Takes what rules left to where they are now, all at once.
    pub fn carry(&mut self, moves: &[Move]) {
        let taken: Vec<_> = moves.iter().map(|rule| self.at(&rule.from).own.take()).collect();
        for (rule, own) in moves.iter().zip(taken) {
            self.at(&rule.to).own = own;
        }
    }

    fn at(&mut self, parts: &[String]) -> &mut Self {
        parts.iter().fold(self, |memory, name| memory.part(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_finds_what_it_left_and_another_begins_afresh() {
        let mut memory = Memory::default();
        *memory.own(|| 5_u64) += 1;
        assert_eq!(*memory.own(|| 5_u64), 6);
        assert_eq!(*memory.own(|| 1.5_f64), 1.5);
        assert_eq!(*memory.own(|| 5_u64), 5);
    }

    #[test]
    fn a_number_of_one_kind_is_not_another_kinds() {
        struct Left(u128);
        struct SoFar(u128);
        let mut memory = Memory::default();
        memory.own(|| Left(1_000)).0 -= 100;
        assert_eq!(memory.own(|| SoFar(0)).0, 0);
        assert_eq!(memory.own(|| Left(1_000)).0, 1_000);
    }

    #[test]
    fn rules_that_change_places_keep_what_they_knew() {
        let path = |parts: &[&str]| parts.iter().map(|&part| part.to_owned()).collect::<Vec<_>>();
        let mut memory = Memory::default();
        *memory.own(|| 1_u32) = 7;
        *memory.part("a").own(|| 1_u32) = 8;
        let inwards = Move { from: path(&[]), to: path(&["a", "b"]) };
        memory.carry(&[inwards, Move { from: path(&["a"]), to: path(&[]) }]);
        assert_eq!((*memory.own(|| 1_u32), *memory.part("a").part("b").own(|| 1_u32)), (8, 7));
        assert_eq!(*memory.part("a").own(|| 1_u32), 1);
    }

    #[test]
    fn parts_keep_apart_and_outlive_others() {
        let mut memory = Memory::default();
        *memory.part("one").own(|| 1_u32) = 7;
        *memory.part("two").own(|| 1_u32) += 1;
        assert_eq!(*memory.part("one").own(|| 1_u32), 7);
        assert_eq!(*memory.part("two").own(|| 1_u32), 2);
    }
}
