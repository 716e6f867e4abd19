//! The check of one scenario: what can be asked of it, and what came of it.

use std::path::Path;
use std::time::Instant;

use language::yaml;
use sim::scenario::{Loaded, Severity};
use studies::claims::{JudgedClaim, claims};
use studies::compare::Comparison;
use studies::{Case, CheckedScenario, Verdict};

use super::again::Again;
use super::base::Base;
use super::baseline::Kept;
use super::cases;
use super::failures::Failing;
use super::moved::{self, Before};
use super::play::{Cast, Stage, Told};
use crate::failure::Failure;
use crate::input;

/// What is asked of every scenario.
pub struct Asked<'a> {
    /// Where they are played.
    pub stage: Stage<'a>,
    /// Assignments of the command line.
    pub sets: &'a [String],
    /// The same with what other options assign.
    pub all_sets: &'a [String],
    /// The scenarios as they were, if that was asked for.
    pub base: Option<Base>,
    /// Whether baselines are written anew.
    pub blesses: bool,
    /// What follows where a figure moved against them.
    pub moves: Severity,
}

/// A scenario that was checked, and its replicates on the wrong side.
pub type Answer = (CheckedScenario, Vec<Failing>);

impl Asked<'_> {
    /// Checks a scenario. What is wrong with it is told in what is returned.
    ///
    /// # Errors
    /// What keeps the check of other scenarios from going on.
    pub fn check(&self, path: &Path) -> Result<Answer, Failure> {
        let started = Instant::now();
        let name = path.display().to_string();
        let mut checked = CheckedScenario { path: name.clone(), ..CheckedScenario::default() };
        let mut failing = Vec::new();
        match input::scenario(path, self.all_sets) {
            Ok(loaded) => failing = self.ask(path, &loaded, &mut checked)?,
            Err(failure) => checked.cases.push(unreadable(&name, failure)?),
        }
        checked.seconds = started.elapsed().as_secs_f64();
        Ok((checked, failing))
    }

    /// What is told of a scenario that there was and is no more.
    pub fn gone(&self, path: &Path) -> CheckedScenario {
        let cases = self.base.iter().map(|base| moved::gone(&base.name)).collect();
        CheckedScenario { path: path.display().to_string(), cases, ..CheckedScenario::default() }
    }

    fn ask(
        &self,
        path: &Path,
        loaded: &Loaded,
        checked: &mut CheckedScenario,
    ) -> Result<Vec<Failing>, Failure> {
        checked.seed = loaded.written.run.seed.into();
        let again = Again { scenario: path, sets: self.sets, seed: checked.seed };
        let tree = yaml::parse(&checked.path, &input::text(path)?)?;
        let claims = claims(&loaded.written.expect);
        let before = self.base.as_ref();
        let before =
            before.map(|base| Before::of(base, path, loaded, self.all_sets)).transpose()?;
        let other = before.as_ref().and_then(Before::other);
        let cast = Cast::new(loaded, &claims, other)?;
        let mut kept = Kept::of(path, loaded, self.blesses)?;
        let mut comparison = other.map(|other| Comparison::new(other, loaded));
        let played = self.stage.play(&cast, &mut |replicate, own, other| {
            kept.add(replicate, own);
            comparison
                .iter_mut()
                .zip(other)
                .for_each(|(both, other)| both.add(replicate, other, own));
        });
        checked.replicates = played.replicates as usize;
        checked.cases.push(playable(&played, &again));
        checked.cases.extend(loaded.warnings().iter().map(cases::doubtful));
        let mut failing = Vec::new();
        for (at, judged) in played.judged.iter().enumerate() {
            let replay = replay(judged, &again);
            if judged.verdict != Verdict::Pass {
                failing.extend(Failing::of(judged, at, &played, &again));
            }
            checked.cases.push(cases::claimed(judged, loaded, &tree, replay));
        }
        let baseline = kept.finish()?;
        if claims.is_empty() && baseline.is_none() {
            checked.cases.push(cases::nothing_expected());
        }
        checked.cases.extend(baseline);
        if let (Some(base), Some(before)) = (&self.base, &before) {
            let compared = comparison.map(Comparison::finish);
            checked.cases.extend(moved::told(&base.name, before, compared, self.moves));
        }
        Ok(failing)
    }
}

/// What is told of a scenario that cannot be loaded.
fn unreadable(path: &str, failure: Failure) -> Result<Case, Failure> {
    match failure {
        Failure::Input(faults) => Ok(cases::unreadable(path, &faults)),
        Failure::Usage(message) => Ok(cases::wrong(message)),
        other => Err(other),
    }
}

fn playable(played: &Told, again: &Again) -> Case {
    match played.broken.first() {
        None => cases::playable(),
        Some((variant, first)) => {
            let command = again.command(variant.as_deref(), first.replicate);
            let replay = again.replay(None, first.replicate);
            cases::broken(played.broken.len(), first, studies::Replay { command, ..replay })
        }
    }
}

/// How to see the worst replicate of a claim that is not met.
fn replay(judged: &JudgedClaim, again: &Again) -> Option<studies::Replay> {
    let worst = judged.worst.filter(|_| judged.verdict != Verdict::Pass)?;
    Some(again.replay(judged.claim.variant.as_deref(), worst))
}
