//! This file is about memory: what a rule remembers from one step to the next.

use std::any::Any;

/// What a rule remembers: a value of its own type, and what the parts that it is made of remember.
///
/// It outlives an amendment: a rule whose numbers change goes on with what it knew, and one that
/// finds another rule's memory, or none, begins afresh: what a kind keeps is of a type of its own.
#[derive(Default)]
pub struct Memory {
    own: Option<Box<dyn Any + Send + Sync>>,
    parts: Vec<(String, Memory)>,
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
    fn parts_keep_apart_and_outlive_others() {
        let mut memory = Memory::default();
        *memory.part("one").own(|| 1_u32) = 7;
        *memory.part("two").own(|| 1_u32) += 1;
        assert_eq!(*memory.part("one").own(|| 1_u32), 7);
        assert_eq!(*memory.part("two").own(|| 1_u32), 2);
    }
}
