//! `aipin run --profile`: what each stage of a day costs.

use std::sync::LazyLock;
use std::time::Instant;

use serde_json::json;
use sim::day::{STAGES, Stage};
use sim::ensemble::{Broken, Cause};
use sim::run::Run;
use sim::scenario::Loaded;
use sim::world::Stopwatch;

use crate::failure::Failure;
use crate::words::counted;
use crate::{json, progress};

/// Where the time of some replicates went.
pub struct Profile {
    replicates: u32,
    /// Devices times steps.
    device_steps: u64,
    /// Devices that were put into their worlds on the first day.
    devices: u64,
    /// Time for that [ns].
    set_up: u64,
    /// Time for each stage [ns].
    stages: [u64; STAGES.len()],
}

/// Nanoseconds since the program looked for the first time.
fn clock() -> u64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_nanos() as u64
}

/// Plays the replicates of a scenario one after the other, with a stopwatch.
pub fn of(loaded: &Loaded, quiet: bool) -> Result<Profile, Failure> {
    let written = &loaded.written.run;
    let bar = progress::replicates(written.replicates.least(), quiet);
    let (replicates, stages) = (written.replicates.least(), [0; STAGES.len()]);
    let mut profile = Profile { replicates, device_steps: 0, devices: 0, set_up: 0, stages };
    for replicate in 0..replicates {
        let begin = clock();
        let run = Run::new(&loaded.game, written.seed.into(), replicate);
        profile.set_up += clock() - begin;
        profile.devices += run.device_count();
        let played = profile.add(run.with_stopwatch(Stopwatch::new(clock)));
        played.map_err(|violation| Broken { replicate, cause: Cause::Ledger(violation) })?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(profile)
}

impl Profile {
    fn add(&mut self, mut run: Run) -> Result<(), sim::ledger::Violation> {
        self.device_steps += run.live()?;
        for (stage, spent) in run.stopwatch().into_iter().flat_map(Stopwatch::spent) {
            self.stages[stage as usize] += spent;
        }
        Ok(())
    }

    /// Time for all stages [ns].
    fn all(&self) -> u64 {
        self.stages.iter().sum()
    }

    /// A time for all device-steps as one for each [ns]; all of it where there are no devices.
    fn each(&self, spent: u64) -> f64 {
        spent as f64 / self.device_steps.max(1) as f64
    }

    /// Time to put a device into its world [ns].
    fn set_up_of_one(&self) -> f64 {
        self.set_up as f64 / self.devices.max(1) as f64
    }

    /// All of it as JSON.
    pub fn to_json(&self) -> Result<String, Failure> {
        let stage = |(at, spent): (usize, &u64)| (name(STAGES[at]), self.each(*spent).into());
        let stages: serde_json::Map<String, serde_json::Value> =
            self.stages.iter().enumerate().map(stage).collect();
        json::pretty(&json!({
            "replicates": self.replicates,
            "device_steps": self.device_steps,
            "ns_per_device_step": self.each(self.all()),
            "ns_per_device_step_by_stage": stages,
            "ns_per_device_set_up": self.set_up_of_one(),
        }))
    }

    /// A table in Markdown.
    pub fn to_markdown(&self) -> String {
        let all = self.all();
        let mut lines =
            vec!["| stage | ns per device-step | share |".to_owned(), "|---|--:|--:|".to_owned()];
        let row = |name: &str, spent: u64| {
            let share = 100.0 * spent as f64 / all.max(1) as f64;
            format!("| {name} | {:.3} | {share:.1} % |", self.each(spent))
        };
        lines
            .extend(STAGES.iter().zip(self.stages).map(|(stage, spent)| row(&name(*stage), spent)));
        lines.push(row("all", all));
        let rate = self.device_steps as f64 / all.max(1) as f64 * 1e3;
        lines.push(String::new());
        lines.push(format!(
            "{}, {}, {rate:.0} million a second on one thread; setting up took {:.0} ns a device",
            counted(self.replicates.into(), "replicate"),
            counted(self.device_steps, "device-step"),
            self.set_up_of_one(),
        ));
        lines.join("\n")
    }
}

fn name(stage: Stage) -> String {
    format!("{stage:?}").to_lowercase()
}
