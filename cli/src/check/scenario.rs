//! The check of one scenario: what can be asked of it, and what came of it.

use std::path::Path;
use std::time::Instant;

use language::{Faults, yaml};
use sim::scenario::{Loaded, Severity};
use studies::claims::{JudgedClaim, Moments, claims};
use studies::compare::Comparison;
use studies::{Baseline, Case, CheckedScenario, Figures, Replay, Verdict};

use super::again::Again;
use super::base::Base;
use super::failures::Failing;
use super::moved::{self, Before};
use super::play::{Cast, Stage, Told};
use super::{baseline, cases};
use crate::failure::Failure;
use crate::input;
use crate::manifest::VERSION;

/// What is asked of every scenario.
pub struct Asked<'a> {
    /// Where they are played.
    pub stage: Stage<'a>,
    /// Assignments of the command line.
    pub sets: &'a [String],
    /// The same with what other options assign.
    pub all_sets: &'a [String],
    /// Whether the baselines are written anew.
    pub blesses: bool,
    /// The scenarios as they were, if that was asked for.
    pub base: Option<Base>,
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
        let loaded = input::scenario(path, self.all_sets);
        let failing = match loaded.and_then(|loaded| self.ask(path, &loaded, &mut checked)) {
            Ok(failing) => failing,
            Err(failure) => {
                checked.cases.push(unreadable(&name, failure)?);
                Vec::new()
            }
        };
        checked.seconds = started.elapsed().as_secs_f64();
        Ok((checked, failing))
    }

    /// What is told of a scenario that there was and is no more.
    pub fn gone(&self, path: &Path) -> CheckedScenario {
        let cases = self.base.iter().map(|base| moved::gone(&base.name, self.moves)).collect();
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
        let mut claims = claims(loaded);
        // A baseline that is written anew is not what this run is held to.
        claims.retain(|claim| !(self.blesses && claim.is_against_baseline()));
        let before = self.base.as_ref();
        let before =
            before.map(|base| Before::of(base, path, loaded, self.all_sets)).transpose()?;
        let other = before.as_ref().and_then(Before::other);
        let mut comparison = other.map(|other| Comparison::new(other, loaded));
        let stored = stored(path)?;
        let moments = |metric: &str| moments(stored.as_ref().ok()?.as_ref()?, metric);
        let mut figures = self.wants_figures(&stored).then(|| Figures::new(loaded, &made_by()));
        let cast = Cast::new(loaded, &claims, other, Some(&moments))?;
        let told = self.stage.play(&cast, &mut |replicate, own, other| {
            figures.iter_mut().for_each(|figures| figures.add(replicate, own.as_ref().ok()));
            comparison
                .iter_mut()
                .zip(other)
                .for_each(|(both, other)| both.add(replicate, other, own));
        });
        checked.replicates = told.replicates as usize;
        let cases = &mut checked.cases;
        cases.push(playable(&told, &again));
        cases.extend(loaded.warnings().iter().map(cases::doubtful));
        let mut failing = Vec::new();
        for judged in &told.judged {
            let replay = replay(judged, &again);
            if judged.verdict != Verdict::Pass {
                failing.extend(Failing::of(judged, &again));
            }
            cases.push(cases::claimed(judged, loaded, &tree, replay));
        }
        cases.extend(self.against_baseline(path, &stored, figures, &told)?);
        if claims.is_empty() && matches!(stored, Ok(None)) && !self.blesses {
            cases.push(cases::nothing_expected());
        }
        if let (Some(base), Some(before)) = (&self.base, &before) {
            let compared = comparison.map(Comparison::finish);
            cases.extend(moved::told(&base.name, before, compared, self.moves));
            cases.extend(moved::claims(&base.name, before, loaded));
            let lost = base.before(path).filter(|before| baseline::path(before).is_file());
            if lost.is_some() && !baseline::path(path).is_file() {
                cases.push(moved::baseline_gone(&base.name, self.moves));
            }
        }
        Ok(failing)
    }

    /// Whether the figures of a scenario are looked at.
    fn wants_figures(&self, stored: &Stored) -> bool {
        self.blesses || matches!(stored, Ok(Some(_)))
    }

    /// What came of the baseline of a scenario, which is written anew if that was asked for and nothing
    /// broke.
    fn against_baseline(
        &self,
        path: &Path,
        stored: &Stored,
        figures: Option<Figures>,
        told: &Told,
    ) -> Result<Option<Case>, Failure> {
        match (stored, figures.map(Figures::finish)) {
            (_, Some(now)) if self.blesses => match told.broken.is_empty() {
                true => Ok(Some(cases::blessed(baseline::bless(path, &now)?))),
                false => Ok(Some(cases::not_blessed())),
            },
            (Ok(Some(stored)), Some(now)) => Ok(Some(baseline::case(path, stored, &now))),
            (Err(faults), _) => Ok(Some(cases::unreadable_baseline(faults))),
            _ => Ok(None),
        }
    }
}

/// A stored baseline, if there is one and it can be read.
type Stored = Result<Option<Baseline>, Faults>;

fn stored(path: &Path) -> Result<Stored, Failure> {
    match baseline::read(path) {
        Ok(stored) => Ok(Ok(stored)),
        Err(Failure::Input(faults)) => Ok(Err(faults)),
        Err(other) => Err(other),
    }
}

/// What a stored baseline knows of a metric at the end.
fn moments(stored: &Baseline, metric: &str) -> Option<Moments> {
    let (mean, deviation, n) = stored.lookup(metric)?;
    Some(Moments { mean, deviation, n })
}

/// What baselines say of who made them.
fn made_by() -> String {
    format!("aipin {VERSION}")
}

/// What is told of a scenario that cannot be loaded.
fn unreadable(path: &str, failure: Failure) -> Result<Case, Failure> {
    match failure {
        Failure::Input(faults) => Ok(cases::unreadable(path, &faults)),
        Failure::Usage(message) => Ok(cases::wrong(message)),
        other => Err(other),
    }
}

fn playable(told: &Told, again: &Again) -> Case {
    match told.broken.first() {
        None => cases::playable(),
        Some((variant, first)) => {
            let command = again.command(variant.as_deref(), first.replicate);
            let replay = again.replay(None, first.replicate);
            cases::broken(told.broken.len(), first, Replay { command, ..replay })
        }
    }
}

/// How to see the worst replicate of a claim that is not met.
fn replay(judged: &JudgedClaim, again: &Again) -> Option<Replay> {
    // A replicate shows nothing of what could be evaluated in none.
    let is_shown = judged.verdict != Verdict::Pass && judged.missing < judged.estimate.n;
    let worst = judged.worst.filter(|_| is_shown)?;
    Some(again.replay(judged.claim.variant.as_deref(), worst))
}
