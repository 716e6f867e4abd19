//! Playing a scenario for its emission: amounts by row.

use language::when::{Seconds, seconds_between};
use sim::ensemble::{Broken, Cause};
use sim::ledger::Units;
use sim::record::{Record, Values};
use sim::run::Run;
use sim::scenario::Loaded;
use sim::world::{Clock, Crew};

use super::span::cut;
use crate::failure::Failure;

/// Amounts by row.
pub struct Table {
    /// The names of the amounts.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// What happened in a row.
pub struct Row {
    /// When it begins, in seconds after the start.
    pub begin: Seconds,
    /// Base units, in the order of the columns.
    pub amounts: Vec<Units>,
    /// Proposals that come into force in it.
    pub changes: Vec<String>,
}

/// Plays replicate 0 of a scenario for the rows between some moments, two or more.
pub fn play(loaded: &Loaded, edges: &[Seconds]) -> Result<Table, Failure> {
    let calendar = cut(&loaded.game.calendar, loaded.game.start, edges);
    let game = loaded.game.in_steps(calendar);
    let seed = loaded.written.run.seed.into();
    let mut run = Run::new(&game, seed, 0).with_crew(Crew::SideBySide);
    let mut columns = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for step in 0..game.calendar.steps() {
        run.forget();
        run.step().map_err(|violation| Broken { replicate: 0, cause: Cause::Ledger(violation) })?;
        if columns.is_empty() {
            columns = columns_of(run.record());
        }
        columns.iter_mut().for_each(|column| column.see(run.record()));
        let clock = game.calendar.clock(step);
        if clock.begin < edges[0] {
            continue;
        }
        if clock.begin == edges[rows.len()] {
            let amounts = vec![0; columns.len()];
            rows.push(Row { begin: clock.begin, amounts, changes: Vec::new() });
        }
        let row = rows.last_mut().expect("the first row begins with the first moment");
        for (amount, column) in row.amounts.iter_mut().zip(&columns) {
            *amount = if column.is_stock { column.latest } else { *amount + column.latest };
        }
        let before = if step == 0 { -1 } else { game.calendar.clock(step - 1).begin };
        row.changes.extend(changes(loaded, before, &clock));
    }
    Ok(without_empty(&columns, rows))
}

/// The proposals that come into force with a step.
fn changes(loaded: &Loaded, before: Seconds, clock: &Clock) -> impl Iterator<Item = String> {
    let amendments = loaded.written.amendments.iter().filter(move |amendment| {
        let moment = seconds_between(loaded.game.start, amendment.from.0);
        before < moment && moment <= clock.begin
    });
    amendments.map(|amendment| match amendment.proposal.as_str() {
        // Without a name, what it changes tells which one it is.
        "" => amendment.set.keys().cloned().collect::<Vec<_>>().join(", "),
        name => name.to_owned(),
    })
}

/// A column, and where its amounts are in the record.
struct Column {
    name: String,
    index: usize,
    /// Whether it is what there is at the end of a row, and not what moved in it.
    is_stock: bool,
    /// The amount of the latest step.
    latest: Units,
    /// Whether any was not zero.
    has_any: bool,
}

impl Column {
    fn see(&mut self, record: &Record) {
        if let Values::Tokens(units) = &record.columns[self.index] {
            self.latest = units.last().copied().unwrap_or_default();
            self.has_any |= self.latest > 0;
        }
    }
}

/// The columns that every table has, by the metrics that they are.
const ALWAYS: [(&str, &str); 5] = [
    ("scheduled_tokens", "emission.scheduled_tokens"),
    ("reminted_tokens", "emission.reminted_tokens"),
    ("minted_tokens", "emission.minted_tokens"),
    ("burned_tokens", "emission.burned_tokens"),
    ("supply_tokens", "ledger.supply"),
];

/// These columns, and every other exact amount of the emission stage: its receivers and parts.
fn columns_of(record: &Record) -> Vec<Column> {
    let column = |name: &str, index, is_stock| Column {
        name: name.to_owned(),
        index,
        is_stock,
        latest: 0,
        has_any: false,
    };
    let always = ALWAYS.iter().filter_map(|(name, metric)| {
        Some(column(name, record.column(metric)?, metric.starts_with("ledger.")))
    });
    let others = record.metrics.iter().enumerate().filter_map(|(index, metric)| {
        let name = name_of(&metric.name)?;
        let is_exact = matches!(record.columns[index], Values::Tokens(_));
        let is_other = ALWAYS.iter().all(|(_, always)| *always != metric.name);
        (is_exact && is_other).then(|| column(&name, index, false))
    });
    always.chain(others).collect()
}

/// The column of a metric of the emission stage, where all exact amounts are of a step: a receiver by
/// its name alone, and a part with its name before the unit, too.
fn name_of(metric: &str) -> Option<String> {
    let name = metric.strip_prefix("emission.")?;
    let name = name.strip_prefix("to_").unwrap_or(name);
    Some(match name.split_once("_tokens.") {
        Some((what, part)) => format!("{what}_{part}_tokens"),
        None => name.to_owned(),
    })
}

/// Takes away receivers that never got anything.
fn without_empty(columns: &[Column], mut rows: Vec<Row>) -> Table {
    let kept = |at: &usize| *at < ALWAYS.len() || columns[*at].has_any;
    let kept: Vec<usize> = (0..columns.len()).filter(kept).collect();
    for row in &mut rows {
        row.amounts = kept.iter().map(|at| row.amounts[*at]).collect();
    }
    Table { columns: kept.iter().map(|at| columns[*at].name.clone()).collect(), rows }
}

#[cfg(test)]
mod tests {
    use sim::record::Metric;

    use super::*;

    #[test]
    fn rows_of_half_a_minute_sum_to_the_day() {
        let text = "run: { start: 2026-01-01, days: 9 }
token: { symbol: LENS, decimals: 0, genesis: 0 LENS }
price: { constant: { usd: 1 USD } }
emission: { schedule: { dated: { 2026-01-01: 1_000 LENS/day, 2026-01-03: 5_760 LENS/day } } }
amendments: [{ from: 2026-01-04, set: { emission.split: { devices: 50 %, treasury: 50 % } } }]
";
        let loaded = sim::scenario::load("a.yaml", text, &[], &Default::default()).unwrap();
        let edges: Vec<Seconds> = (2 * 2_880..=4 * 2_880).map(|epoch| epoch * 30).collect();
        let table = play(&loaded, &edges).unwrap();
        assert_eq!((table.rows.len(), table.columns[2].as_str()), (5_760, "minted_tokens"));
        assert!(table.rows.iter().all(|row| row.amounts[2] == 2 && row.amounts[3] == 0));
        let supply = |row: &Row| row.amounts[4];
        assert_eq!(table.rows.first().map(supply), Some(2 * 1_000 + 2));
        assert_eq!(table.rows.last().map(supply), Some(2 * 1_000 + 2 * 5_760));
        let changed = |row: &&Row| row.changes == ["emission.split"];
        let changed: Vec<Seconds> =
            table.rows.iter().filter(changed).map(|row| row.begin).collect();
        assert_eq!(changed, [3 * 86_400]);
    }

    #[test]
    fn receivers_and_parts_follow_the_columns_that_every_table_has() {
        let metric = |name: &str| Metric { name: name.to_owned(), unit: "tokens" };
        let names = ALWAYS.map(|(_, metric)| metric);
        let others =
            ["emission.to_devices_tokens", "emission.to_nobody", "emission.first_tokens.oracles"];
        let mut metrics: Vec<Metric> = names.into_iter().chain(others).map(metric).collect();
        let mut values: Vec<Values> =
            (0..8).map(|at| Values::Tokens(vec![if at == 6 { 0 } else { at }])).collect();
        metrics.push(metric("emission.reward_usd_per_device"));
        values.push(Values::Numbers(vec![1.0]));
        let record = Record { metrics, columns: values };
        let mut columns = columns_of(&record);
        columns.iter_mut().for_each(|column| column.see(&record));
        let amounts = columns.iter().map(|column| column.latest).collect();
        let table = without_empty(&columns, vec![Row { begin: 0, amounts, changes: Vec::new() }]);
        assert_eq!(table.columns[..5], ALWAYS.map(|(name, _)| name));
        assert_eq!(table.columns[5..], ["devices_tokens", "first_oracles_tokens"]);
        assert_eq!(table.rows[0].amounts, [0, 1, 2, 3, 4, 5, 7]);
        assert!(columns[4].is_stock && !columns[3].is_stock && !columns[5].is_stock);
    }
}
