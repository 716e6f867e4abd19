//! Emission as text, CSV and JSON.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Answer;
use super::amount::{exact, grouped, places};
use super::play::Row;
use super::span::{Every, lengths, moment};

impl Answer {
    fn symbol(&self) -> &str {
        &self.loaded.written.token.symbol
    }

    fn decimals(&self) -> u32 {
        self.loaded.game.decimals
    }

    /// When a row begins; with the time of day where rows are no whole days, which two of them tell.
    fn date(&self, row: &Row) -> String {
        let has_time = |row: &Row| row.begin % 86_400 != 0;
        let with_time = self.table.rows.iter().take(2).any(has_time);
        moment(self.loaded.game.start, row.begin, with_time)
    }

    fn every(&self) -> &'static str {
        match self.span.every {
            Every::Epoch => "epoch",
            Every::Day => "day",
            Every::Month => "month",
            Every::Year => "year",
        }
    }

    /// Whether some row mints less than is scheduled and reminted.
    fn mints_less(&self) -> bool {
        let of = |name: &str| self.table.columns.iter().position(|column| column == name);
        let columns = ["scheduled_tokens", "reminted_tokens", "minted_tokens"].map(of);
        let [Some(scheduled), Some(reminted), Some(minted)] = columns else { return false };
        let less = |row: &Row| row.amounts[minted] < row.amounts[scheduled] + row.amounts[reminted];
        self.table.rows.iter().any(less)
    }

    /// Whether another seed could give other rows.
    fn depends_on_chance(&self) -> bool {
        let game = &self.loaded.game;
        let mut pins = game.shocks.iter().filter_map(|shock| shock.pin.as_ref());
        let price = game.price.depends_on_chance() || pins.any(|pin| pin.depends_on_chance());
        price || !game.groups.is_empty()
    }
}

/// Plain CSV: amounts without separators, texts in quotes where they need them.
pub fn csv(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "date,{},change", answer.table.columns.join(","))?;
    for row in &answer.table.rows {
        write!(out, "{}", answer.date(row))?;
        for units in &row.amounts {
            write!(out, ",{}", exact(*units, answer.decimals()))?;
        }
        writeln!(out, ",{}", quoted(&row.changes.join("; ")))?;
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// A JSON object, one row of the table a line.
pub fn json(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let preset = answer.is_preset.then_some(&answer.name);
    let head = [
        ("preset", json!(preset)),
        ("scenario", json!(answer.name)),
        ("symbol", json!(answer.symbol())),
        ("decimals", json!(answer.decimals())),
        ("seed", json!(answer.loaded.written.run.seed)),
        ("every", json!(answer.every())),
    ];
    writeln!(out, "{{")?;
    for (key, value) in head {
        writeln!(out, "  \"{key}\": {value},")?;
    }
    writeln!(out, "  \"rows\": [")?;
    for (at, row) in answer.table.rows.iter().enumerate() {
        let comma = if at + 1 < answer.table.rows.len() { "," } else { "" };
        writeln!(out, "    {}{comma}", Value::Object(object(answer, row)))?;
    }
    writeln!(out, "  ]\n}}")
}

fn object(answer: &Answer, row: &Row) -> Map<String, Value> {
    let date = ("date".to_owned(), answer.date(row).into());
    let change = ("change".to_owned(), row.changes.join("; ").into());
    let amounts = answer.table.columns.iter().zip(&row.amounts);
    let amounts =
        amounts.map(|(name, units)| (name.clone(), exact(*units, answer.decimals()).into()));
    [date].into_iter().chain(amounts).chain([change]).collect()
}

/// A table for people: thousands apart, points below each other.
pub fn text(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let (span, rows) = (&answer.span, &answer.table.rows);
    let epochs = span.epochs(&answer.loaded.game);
    let row = match span.every {
        Every::Epoch if epochs.is_empty() => "a day, since its schedule has no epochs".to_owned(),
        Every::Epoch => format!("an epoch of {}", lengths(&epochs)),
        _ => format!("a {}", answer.every()),
    };
    let (name, symbol) = (&answer.name, answer.symbol());
    writeln!(out, "{name}: {symbol} from {} to {}, a row {row}\n", span.from, span.to)?;
    let columns: Vec<Shown> =
        (0..answer.table.columns.len()).map(|at| Shown::of(answer, at)).collect();
    let dates = answer.date(&rows[0]).len();
    let has_changes = rows.iter().any(|row| !row.changes.is_empty());
    let heads: String = columns.iter().map(|c| format!("  {:>1$}", c.name, c.width)).collect();
    writeln!(out, "{:dates$}{heads}{}", "date", if has_changes { "  change" } else { "" })?;
    for row in rows {
        write!(out, "{}", answer.date(row))?;
        for (column, units) in columns.iter().zip(&row.amounts) {
            let amount = grouped(*units, answer.decimals(), column.places);
            write!(out, "  {amount:>0$}", column.width)?;
        }
        let change = row.changes.join("; ");
        writeln!(out, "{}", if change.is_empty() { change } else { format!("  {change}") })?;
    }
    if answer.mints_less() {
        writeln!(
            out,
            "\nLess is minted than scheduled and reminted: the scenario says that some was missed,"
        )?;
        writeln!(out, "or a cap left no room for it.")?;
    }
    if answer.depends_on_chance() {
        let seed = answer.loaded.written.run.seed;
        writeln!(
            out,
            "\nOne run, at seed {seed}: what follows from devices, customers and prices differs"
        )?;
        writeln!(out, "with chance; what a schedule of time alone mints does not.")?;
    }
    Ok(())
}

/// How a column is shown.
struct Shown<'a> {
    name: &'a str,
    places: usize,
    width: usize,
}

impl<'a> Shown<'a> {
    fn of(answer: &'a Answer, at: usize) -> Self {
        let (decimals, name) = (answer.decimals(), &answer.table.columns[at]);
        let name = name.strip_suffix("_tokens").unwrap_or(name);
        let units = || answer.table.rows.iter().map(|row| row.amounts[at]);
        let places = units().map(|units| places(units, decimals)).max().unwrap_or(0);
        let most = units().max().unwrap_or(0);
        Self { name, places, width: grouped(most, decimals, places).len().max(name.len()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_where_they_must_be() {
        assert_eq!(quoted("HIP-138"), "HIP-138");
        assert_eq!(quoted("HIP-20, year \"2\""), "\"HIP-20, year \"\"2\"\"\"");
    }
}
