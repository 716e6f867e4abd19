//! The command that plays a replicate again, ready to be pasted into a shell.

use std::path::Path;

use studies::Replay;

use crate::words::quoted;

/// What is played, and what the command line changes in it.
pub struct Again<'a> {
    /// The scenario.
    pub scenario: &'a Path,
    /// Assignments of the command line.
    pub sets: &'a [String],
    /// Where chance starts.
    pub seed: u64,
}

impl Again<'_> {
    /// How to see a replicate of the scenario again, and the same of the variant that it is compared with.
    pub fn replay(&self, variant: Option<&str>, replicate: u32) -> Replay {
        let mut command = self.command(None, replicate);
        if let Some(name) = variant {
            command += " && ";
            command += &self.command(Some(name), replicate);
        }
        Replay { seed: self.seed, replicate, command }
    }

    /// The command that plays a replicate of the scenario or of a variant of it.
    pub fn command(&self, variant: Option<&str>, replicate: u32) -> String {
        let mut command = format!("aipin run {}", quoted(&self.scenario.to_string_lossy()));
        let mut add = |option: &str, value: &str| {
            command += &format!(" --{option} {}", quoted(value));
        };
        variant.iter().for_each(|name| add("variant", name));
        add("seed", &self.seed.to_string());
        add("replicate", &replicate.to_string());
        self.sets.iter().for_each(|set| add("set", set));
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_can_be_pasted() {
        let sets = ["emission.schedule.halving.every=2 years".to_owned(), "run.days=9".to_owned()];
        let again = Again { scenario: Path::new("the owner's/a.yaml"), sets: &sets, seed: 7 };
        let sets = "--set 'emission.schedule.halving.every=2 years' --set run.days=9";
        let own = format!(r"aipin run 'the owner'\''s/a.yaml' --seed 7 --replicate 153 {sets}");
        assert_eq!(again.replay(None, 153).command, own);
        let again = Again { scenario: Path::new("a.yaml"), sets: &[], seed: 7 };
        let both = "aipin run a.yaml --seed 7 --replicate 0 && \
                    aipin run a.yaml --variant slower --seed 7 --replicate 0";
        assert_eq!(again.replay(Some("slower"), 0).command, both);
    }
}
