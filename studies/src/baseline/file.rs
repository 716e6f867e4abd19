//! This file is about the text of a baseline: a line a figure, so that a diff reads well.

use std::fmt::Write;

use language::fault::{Fault, Faults};
use language::{Node, read, yaml};
use sim::chance::Pairing;

use super::{Baseline, Figure, VERSION};

/// What to do about a file that is no baseline of this program.
const BLESS: &str = "`aipin check --bless` writes it anew";

impl Baseline {
    /// The text of its file.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let mut text = String::from(
            "# What the scenario of this name came to at the end, mean and standard deviation over n replicates,\n\
             # and a hash of all days. `aipin check` tells what moved; `aipin check --bless` writes it anew.\n",
        );
        let Self { baseline, made_by, scenario, seed, replicates, chance, figures, series } = self;
        let head = format!(
            "baseline: {baseline}\nmade_by: {made_by}\nscenario: \"{scenario}\"\nseed: {seed}\nreplicates: {replicates}\n"
        );
        text += &head;
        if *chance == Pairing::Antithetic {
            text += "chance: antithetic\n";
        }
        text += "figures:\n";
        for (metric, figure) in figures {
            // To a string there is always room.
            let _ = writeln!(text, "  {metric}: {{ {} }}", line(figure));
        }
        text += "series:\n";
        for (part, series) in series {
            let (columns, hash) = (series.columns, &series.hash);
            let _ = writeln!(text, "  {part}: {{ columns: {columns}, hash: \"{hash}\" }}");
        }
        text
    }

    /// Reads the text of its file; `name` is what faults call it.
    ///
    /// # Errors
    /// Every fault of the text, each at its place.
    pub fn from_yaml(name: &str, text: &str) -> Result<Self, Faults> {
        let tree = yaml::parse(name, text)?;
        let version = tree.get("baseline").filter(|node| node.scalar() != Some("1"));
        if let Some(node) = version.filter(|node| node.scalar().is_some()) {
            let other = node.scalar().unwrap_or_default();
            let message = format!("this is a baseline of version `{other}`, not {VERSION}");
            return Err(Fault::new(&node.place, message).help(BLESS).into());
        }
        let baseline: Self = read(&tree, None)?;
        let mut faults = Vec::new();
        for (metric, figure) in &baseline.figures {
            let node = tree.get("figures").and_then(|figures| figures.get(metric));
            faults.extend(fault(node.unwrap_or(&tree), figure, baseline.observations()));
        }
        Faults::none_of(faults)?;
        Ok(baseline)
    }
}

/// What is wrong with a figure, if anything is.
fn fault(node: &Node, figure: &Figure, most: u32) -> Option<Fault> {
    let Figure { mean, share, deviation, n } = *figure;
    let numbers = [mean, share].iter().flatten().count();
    let message = match () {
        () if n > most => format!("{n} are more than the {most} replicates"),
        () if n == 0 && (numbers > 0 || deviation.is_some()) => {
            "no replicates have a number, and there is one".to_owned()
        }
        () if n > 0 && numbers != 1 => "either `mean` or `share` is wanted".to_owned(),
        () if share.is_some_and(|share| !(0.0..=1.0).contains(&share)) => {
            "a share is from 0 to 1".to_owned()
        }
        () if deviation.is_some() != (n > 1 && mean.is_some()) => {
            "there is a `deviation` where there is a mean of two replicates or more".to_owned()
        }
        () if deviation.is_some_and(|deviation| deviation < 0.0) => {
            "a deviation is at least 0".to_owned()
        }
        () => return None,
    };
    Some(Fault::new(&node.place, message).help(BLESS))
}

fn line(figure: &Figure) -> String {
    let Figure { mean, share, deviation, n } = *figure;
    let named = [("mean", mean), ("share", share), ("deviation", deviation)];
    let numbers = named.iter().filter_map(|(name, number)| Some((name, (*number)?)));
    numbers.map(|(name, number)| format!("{name}: {}, ", plain(number))).collect::<String>()
        + &format!("n: {n}")
}

/// A number as it is read again: all digits, with an exponent where there would be too many zeros.
fn plain(number: f64) -> String {
    match number.abs() {
        size if size != 0.0 && !(1e-4..1e15).contains(&size) => format!("{number:e}"),
        _ => format!("{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Series;
    use super::*;

    fn baseline() -> Baseline {
        let mean = |mean, deviation| Figure {
            mean: Some(mean),
            deviation: Some(deviation),
            n: 200,
            ..Figure::default()
        };
        let figures = [
            ("price.usd", mean(0.412_345_678_901, 1.234e-7)),
            ("ledger.supply", mean(-2e18, 0.0)),
            ("market.depth_usd", Figure::default()),
            ("spiral.started", Figure { share: Some(0.125), n: 16, ..Figure::default() }),
        ];
        let series = Series { columns: 3, hash: "0012345678901234".to_owned() };
        Baseline {
            baseline: VERSION,
            made_by: "aipin 0.1.0".to_owned(),
            scenario: "00".repeat(32),
            seed: 7,
            replicates: 200,
            chance: Pairing::Independent,
            figures: figures.into_iter().map(|(name, figure)| (name.to_owned(), figure)).collect(),
            series: [("price".to_owned(), series)].into_iter().collect(),
        }
    }

    #[test]
    fn what_was_written_is_read_again_to_the_bit() {
        let text = baseline().to_yaml();
        assert_eq!(Baseline::from_yaml("a.baseline.yaml", &text), Ok(baseline()), "{text}");
        let pairs = Baseline { chance: Pairing::Antithetic, replicates: 400, ..baseline() };
        let read = Baseline::from_yaml("a.baseline.yaml", &pairs.to_yaml());
        assert_eq!((read.as_ref(), pairs.observations()), (Ok(&pairs), 200));
        let line = "  price.usd: { mean: 0.412345678901, deviation: 1.234e-7, n: 200 }\n";
        assert!(text.contains(line), "{text}");
        assert!(text.contains("  market.depth_usd: { n: 0 }\n"), "{text}");
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        let usual = baseline().to_yaml();
        for (from, to, told) in [
            ("baseline: 1", "baseline: 2", "this is a baseline of version `2`, not 1"),
            ("baseline: 1\n", "", "`baseline` is missing"),
            ("deviation: 0, ", "", "there is a `deviation` where there is a mean"),
            ("n: 16", "n: 201", "201 are more than the 200 replicates"),
            ("n: 16", "n: 0", "no replicates have a number, and there is one"),
            ("share: 0.125", "share: 1.5", "a share is from 0 to 1"),
            ("share: 0.125", "mean: 0.125", "there is a `deviation` where there is a mean"),
            ("share: 0.125, ", "", "either `mean` or `share` is wanted"),
            ("deviation: 0,", "deviation: -1,", "a deviation is at least 0"),
            ("mean: 0.4", "mean: much", "`much12345678901` is not a number"),
            ("mean: 0.4", "median: 0.4", "there is no key `median` here"),
        ] {
            let text = usual.replacen(from, to, 1);
            assert_ne!(text, usual, "{from}");
            let faults = Baseline::from_yaml("a.baseline.yaml", &text).unwrap_err().to_string();
            assert!(faults.contains(told), "{to}: {faults}");
        }
    }
}
