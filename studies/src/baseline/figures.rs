//! This file is about making a baseline while the replicates go by.

use language::yaml;
use sha2::{Digest, Sha256};
use sim::record::{Values, YES_OR_NO};
use sim::run::{self, Outcome};
use sim::scenario::{Against, Loaded, Replicates};

use super::{Baseline, Figure, Series, VERSION};
use crate::statistics::Observed;

/// The metrics of a baseline, where a run writes them down, beside those that the scenario expects
/// something of against its baseline.
pub const HEADLINES: [&str; 32] = [
    "price.usd",
    "demand.requested_tokens",
    "demand.served_share",
    "flywheel.quality",
    "work.devices_up",
    "work.utilisation",
    "work.tokens_served",
    "work.revenue_usd",
    "emission.minted_tokens",
    "emission.burned_tokens",
    "emission.reward_usd_per_device",
    "ledger.supply",
    "ledger.circulating",
    "ledger.locked",
    "ledger.staked",
    "ledger.treasury",
    "ledger.burned",
    "devices.active",
    "devices.gone",
    "devices.onboarded",
    "maker.units_sold",
    "maker.cash_usd",
    "operators.margin_usd_median",
    "operators.payback_days_median",
    "operators.unprofitable_share",
    "concentration.gini",
    "concentration.nakamoto",
    "operators.sold_tokens",
    "market.close_usd",
    "market.depth_usd",
    "market.bought_tokens",
    "spiral.started",
];

/// The figures of a scenario, replicate by replicate.
pub struct Figures {
    empty: Baseline,
    decimals: u32,
    running: Vec<Running>,
    columns: Vec<Column>,
}

/// A figure on its way.
struct Running {
    metric: String,
    column: usize,
    is_share: bool,
    observed: Observed,
    n: u32,
    mean: f64,
    /// Sum of the squared distances from the mean.
    squares: f64,
}

/// A metric's values on their way into a hash.
struct Column {
    /// The part of the day that it belongs to.
    part: String,
    hash: Sha256,
}

impl Figures {
    /// Prepares for the runs of a scenario; `made_by` is the program and its version.
    #[must_use]
    pub fn new(loaded: &Loaded, made_by: &str) -> Self {
        let metrics = run::metrics(&loaded.game);
        let part = |name: &str| name.split('.').next().unwrap_or(name).to_owned();
        let column = |name: &str| Column { part: part(name), hash: Sha256::new() };
        let running =
            metrics.iter().enumerate().filter(|(_, metric)| is_wanted(loaded, &metric.name));
        let running = running.map(|(column, metric)| Running {
            metric: metric.name.clone(),
            column,
            is_share: metric.unit == YES_OR_NO,
            observed: Observed::new(loaded.game.pairing),
            n: 0,
            mean: 0.0,
            squares: 0.0,
        });
        let empty = Baseline {
            baseline: VERSION,
            made_by: made_by.to_owned(),
            scenario: network(loaded),
            seed: loaded.written.run.seed,
            replicates: loaded.written.run.replicates.least(),
            chance: loaded.game.pairing,
            figures: Default::default(),
            series: Default::default(),
        };
        Self {
            empty,
            decimals: loaded.game.decimals,
            running: running.collect(),
            columns: metrics.iter().map(|metric| column(&metric.name)).collect(),
        }
    }

    /// Takes a replicate, in their order; none where it did not come to its end. Those that are only
    /// played while a claim is not decided are passed over, so that a baseline is of a known number.
    pub fn add(&mut self, replicate: u32, run: Option<&Outcome>) {
        if replicate >= self.empty.replicates {
            return;
        }
        let number = |column| {
            let record = &run?.record;
            Some(record.number(column, record.steps().saturating_sub(1), self.decimals))
        };
        for running in &mut self.running {
            running.add(number(running.column).unwrap_or(f64::NAN));
        }
        if let Some(run) = run {
            for (column, values) in self.columns.iter_mut().zip(&run.record.columns) {
                column.add(values);
            }
        }
    }

    /// The baseline.
    #[must_use]
    pub fn finish(self) -> Baseline {
        let mut baseline = self.empty;
        baseline.figures =
            self.running.iter().map(|running| (running.metric.clone(), running.figure())).collect();
        let mut parts: indexmap::IndexMap<String, Vec<[u8; 32]>> = Default::default();
        for column in self.columns {
            parts.entry(column.part).or_default().push(column.hash.finalize().into());
        }
        baseline.series = parts.into_iter().map(|(part, hashes)| (part, series(hashes))).collect();
        baseline
    }
}

/// Whether a baseline holds a metric.
fn is_wanted(loaded: &Loaded, metric: &str) -> bool {
    let mut expected = loaded.written.expect.iter();
    HEADLINES.contains(&metric)
        || expected.any(|e| e.that == metric && e.against == Some(Against::Baseline))
}

/// Names the network that a scenario plays: what is said of it, where chance starts and how often it
/// is played is no part of it.
#[must_use]
pub fn network(loaded: &Loaded) -> String {
    let mut written = loaded.written.clone();
    written.about = String::new();
    written.run.seed = 0;
    written.run.replicates = Replicates::Number(1);
    written.variants.clear();
    written.expect.clear();
    written.observed.clear();
    let devices = loaded.own_devices().iter();
    let devices = devices.map(|(name, device)| format!("{name}:\n{}", yaml::print(device)));
    hex(&Sha256::digest(yaml::print(&written) + &devices.collect::<String>()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of columns in any order.
fn series(mut hashes: Vec<[u8; 32]>) -> Series {
    hashes.sort_unstable();
    let hash = hex(&Sha256::digest(hashes.concat())[..8]);
    Series { columns: hashes.len() as u32, hash }
}

impl Running {
    /// Welford's sums over observations, which leave nothing over where all values are the same.
    fn add(&mut self, value: f64) {
        let observation = self.observed.add(value).filter(|value| value.is_finite());
        let Some(value) = observation else { return };
        self.n += 1;
        let apart = value - self.mean;
        self.mean += apart / f64::from(self.n);
        self.squares += apart * (value - self.mean);
    }

    fn figure(&self) -> Figure {
        let known = (self.n > 0).then_some(self.mean);
        if self.is_share {
            return Figure { share: known, n: self.n, ..Figure::default() };
        }
        let deviation = (self.n > 1).then(|| (self.squares / f64::from(self.n - 1)).sqrt());
        Figure { mean: known, deviation, n: self.n, ..Figure::default() }
    }
}

impl Column {
    fn add(&mut self, values: &Values) {
        let bytes: Vec<u8> = match values {
            // There are many bits of what is no number.
            Values::Numbers(values) => values
                .iter()
                .map(|value| if value.is_nan() { f64::NAN } else { *value })
                .flat_map(|value| value.to_bits().to_le_bytes())
                .collect(),
            Values::Tokens(values) => values.iter().flat_map(|units| units.to_le_bytes()).collect(),
        };
        self.hash.update(bytes);
    }
}

#[cfg(test)]
mod tests {
    use sim::chance::Pairing;

    use super::*;

    fn running(values: &[f64], is_share: bool) -> Figure {
        of(Pairing::Independent, values, is_share)
    }

    fn of(pairing: Pairing, values: &[f64], is_share: bool) -> Figure {
        let (metric, observed) = ("price.usd".to_owned(), Observed::new(pairing));
        let mut running =
            Running { metric, column: 0, is_share, observed, n: 0, mean: 0.0, squares: 0.0 };
        values.iter().for_each(|value| running.add(*value));
        running.figure()
    }

    #[test]
    fn figures_by_hand() {
        // 1..5: mean 3, deviation √2.5.
        let figure = running(&[1.0, 2.0, f64::NAN, 3.0, 4.0, f64::INFINITY, 5.0], false);
        let deviation = Some(2.5_f64.sqrt());
        assert_eq!(figure, Figure { mean: Some(3.0), deviation, n: 5, ..Figure::default() });
        assert_eq!(running(&[0.1; 7], false).deviation, Some(0.0));
        assert_eq!(running(&[2.0], false), Figure { mean: Some(2.0), n: 1, ..Figure::default() });
        assert_eq!(running(&[f64::NAN], false), Figure::default());
        let share = running(&[1.0, 0.0, 0.0, 1.0], true);
        assert_eq!(share, Figure { share: Some(0.5), n: 4, ..Figure::default() });
    }

    #[test]
    fn pairs_are_one_observation() {
        // Means of pairs 1, 2 and 3; of a fourth a run is missing.
        let pairs = [0.0, 2.0, 4.0, 0.0, 3.0, 3.0, f64::NAN, 9.0];
        let figure = of(Pairing::Antithetic, &pairs, false);
        let expected = Figure { mean: Some(2.0), deviation: Some(1.0), n: 3, ..Figure::default() };
        assert_eq!(figure, expected);
        let share = of(Pairing::Antithetic, &[1.0, 0.0, 1.0, 1.0], true);
        assert_eq!(share, Figure { share: Some(0.75), n: 2, ..Figure::default() });
    }

    #[test]
    fn a_hash_depends_on_every_bit_and_on_no_order_of_columns() {
        let of = |columns: &[Values]| {
            let hash = |values| {
                let mut column = Column { part: String::new(), hash: Sha256::new() };
                column.add(values);
                column.hash.finalize().into()
            };
            series(columns.iter().map(hash).collect())
        };
        let numbers = |values: &[f64]| Values::Numbers(values.to_vec());
        let (one, other) = (numbers(&[1.0, f64::NAN]), Values::Tokens(vec![1, 2]));
        let usual = of(&[one.clone(), other.clone()]);
        assert_eq!((usual.columns, usual.hash.len()), (2, 16));
        assert_eq!(usual, of(&[other.clone(), one.clone()]));
        assert_eq!(usual, of(&[numbers(&[1.0, -f64::NAN]), other.clone()]));
        assert_ne!(usual, of(&[numbers(&[1.0_f64.next_up(), f64::NAN]), other.clone()]));
        assert_ne!(usual, of(&[one, Values::Tokens(vec![2, 1])]));
    }
}
