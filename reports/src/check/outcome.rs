//! This file is about what a case comes to once its severity is known, the worst first.

use sim::scenario::Severity;
use studies::{Case, Checked, CheckedScenario, Kind, Status};

/// What a case comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// It could not be asked: the engine is at fault.
    Broken,
    /// It could not be asked: the input is wrong.
    Wrong,
    /// It is not as expected.
    Failed,
    /// The replicates do not tell.
    Inconclusive,
    /// It is not as expected, or not surely so, and the check does not fail for it.
    Warning,
    /// It is not as in another version, which was asked for and is no fault.
    Moved,
    /// It is as expected.
    Passed,
}

impl Outcome {
    /// From the worst to the best.
    pub(super) const ALL: [Self; 7] = [
        Self::Broken,
        Self::Wrong,
        Self::Failed,
        Self::Inconclusive,
        Self::Warning,
        Self::Moved,
        Self::Passed,
    ];

    /// What a case comes to.
    pub(super) fn of(case: &Case) -> Self {
        match (case.status, case.severity) {
            (Status::Passed, _) => Self::Passed,
            (Status::Failed, Severity::Warning) if case.kind == Kind::Against => Self::Moved,
            (_, Severity::Warning) => Self::Warning,
            (Status::Failed, _) => Self::Failed,
            (Status::Inconclusive, _) => Self::Inconclusive,
            (Status::Wrong, _) => Self::Wrong,
            (Status::Broken, _) => Self::Broken,
        }
    }

    /// The worst of a scenario; none where nothing was asked of it.
    pub(super) fn worst(scenario: &CheckedScenario) -> Option<Self> {
        scenario.cases.iter().map(Self::of).min()
    }

    /// How many cases of a check come to this.
    pub(super) fn count(self, checked: &Checked) -> usize {
        checked.scenarios.iter().map(|scenario| self.count_in(scenario)).sum()
    }

    /// How many cases of a scenario come to this.
    pub(super) fn count_in(self, scenario: &CheckedScenario) -> usize {
        scenario.cases.iter().filter(|case| Self::of(case) == self).count()
    }

    /// How many there are, in words.
    pub(super) fn counted(self, count: usize) -> String {
        let plural = if self == Self::Warning && count != 1 { "s" } else { "" };
        format!("{count} {}{plural}", self.word())
    }

    /// Its word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Wrong => "wrong",
            Self::Failed => "failed",
            Self::Inconclusive => "inconclusive",
            Self::Warning => "warning",
            Self::Moved => "moved",
            Self::Passed => "passed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn what_is_only_a_warning_is_never_worse_than_one() {
        let mut case = example::checked().scenarios[0].cases[0].clone();
        for (status, word) in [
            (Status::Passed, "passed"),
            (Status::Failed, "failed"),
            (Status::Inconclusive, "inconclusive"),
            (Status::Wrong, "wrong"),
            (Status::Broken, "broken"),
        ] {
            (case.status, case.severity) = (status, Severity::Error);
            assert_eq!(Outcome::of(&case).word(), word);
            case.severity = Severity::Warning;
            let expected = if status == Status::Passed { "passed" } else { "warning" };
            assert_eq!(Outcome::of(&case).word(), expected);
        }
        (case.status, case.kind) = (Status::Failed, Kind::Against);
        assert_eq!(Outcome::of(&case).word(), "moved");
    }

    #[test]
    fn every_case_is_counted_once() {
        let checked = example::checked();
        let cases: usize = checked.scenarios.iter().map(|scenario| scenario.cases.len()).sum();
        let counted: usize = Outcome::ALL.iter().map(|outcome| outcome.count(&checked)).sum();
        assert_eq!(counted, cases);
        assert_eq!(Outcome::worst(&checked.scenarios[0]), Some(Outcome::Failed));
        assert_eq!(Outcome::worst(&CheckedScenario::default()), None);
    }
}
