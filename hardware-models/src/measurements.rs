//! This file is about what others measured and published: the tables of `measurements/`, by which
//! the efficiency factors are fitted and the estimates are judged.

use std::sync::OnceLock;

use crate::catalogue;
use crate::class::Class;
use crate::estimate::Load;
use crate::machine::Machine;
use crate::roofline::Weights;
use crate::runtime::Runtime;
use crate::task::{Network, Work};

/// The row that is not used: it implies more bandwidth than its device has.
const SUSPECT: u32 = 104;

/// A published speed of a language model on a device.
#[derive(Debug, Clone, PartialEq)]
pub struct LanguageRow {
    /// Its number in the table.
    pub id: u32,
    /// The device, as the source names it.
    pub device: String,
    /// The model, as the source names it.
    pub model: String,
    /// The quantisation, as the source names it.
    pub quantisation: String,
    /// The device as an estimate sees it, its runtime included.
    pub machine: Machine,
    /// The model as the roofline sees it.
    pub weights: Weights,
    /// Prompt and context that were measured.
    pub load: Load,
    /// Speed of reading a prompt \[tokens/s\].
    pub prefill: Option<f64>,
    /// Speed of decoding \[tokens/s\].
    pub decode: f64,
    /// Power while it decodes \[W\].
    pub power_watts: Option<f64>,
    /// Whether that power is of the chip alone, not at the wall.
    pub chip_power: bool,
}

/// A published latency of a model that sees, hears or paints.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskRow {
    /// Its number in the table.
    pub id: u32,
    /// The device, as the source names it.
    pub device: String,
    /// The class by the label of its table; not every one is a class of the catalogue.
    pub label: String,
    /// The class, if it is one of the catalogue.
    pub class: Option<Class>,
    /// What it ran on.
    pub runtime: Runtime,
    /// The model, as the source names it.
    pub model: String,
    /// One pass of it.
    pub work: Work,
    /// The peak that it is held against, for its precision \[OP/s\].
    pub peak: f64,
    /// Latency of all passes \[s\].
    pub seconds: f64,
    /// Energy of all passes \[J\].
    pub joules: Option<f64>,
    /// Power while it works \[W\].
    pub power_watts: Option<f64>,
}

/// A published speed of serving many requests at once.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchRow {
    /// The cards, as the source names them.
    pub device: String,
    /// The model, as the source names it.
    pub model: String,
    /// All cards together, as an estimate sees them.
    pub machine: Machine,
    /// The model as the roofline sees it.
    pub weights: Weights,
    /// Requests served at most at once.
    pub batch: u32,
    /// Speed over all requests \[tokens/s\].
    pub tokens_per_second: f64,
    /// Power of the cards \[W\].
    pub power_watts: Option<f64>,
    /// Energy of a token, of the cards alone \[J\].
    pub joules_per_token: Option<f64>,
}

/// A line of a table: the text of a cell by the name of its column.
struct Line<'a> {
    names: &'a [String],
    cells: Vec<String>,
}

impl Line<'_> {
    fn text(&self, name: &str) -> &str {
        let at = self.names.iter().position(|known| known == name);
        at.map_or("", |at| self.cells[at].as_str())
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.text(name).parse().ok()
    }

    fn whole(&self, name: &str) -> u32 {
        self.text(name).parse().unwrap_or(0)
    }

    /// A number that every row has; a test reads every row, so that none fails here.
    fn given(&self, name: &str) -> f64 {
        self.number(name).unwrap_or_else(|| panic!("row {} has no {name}", self.text("id")))
    }

    fn class(&self) -> Option<Class> {
        Class::ALL.iter().copied().find(|class| class.label() == self.text("class"))
    }

    fn runtime(&self) -> Runtime {
        Runtime::named(self.text("runtime")).unwrap_or_else(|unknown| panic!("{unknown}"))
    }

    /// The model with the shape of one of the catalogue and the size that was measured.
    fn weights(&self) -> Weights {
        let (parameters, bytes) =
            (self.given("parameters_billions") * 1e9, self.given("weight_bytes"));
        let shape = catalogue::model(self.text("architecture")).unwrap_or_else(|no| panic!("{no}"));
        let quantisation = shape.quantisations().next().unwrap_or_default();
        let like = shape.as_weights(quantisation).unwrap_or_else(|no| panic!("{no}"));
        Weights { parameters, bytes, ..like }
    }
}

/// Cells of a line of a table; those with a comma stand between quotes, and quotes in them twice.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for part in line.chars() {
        match part {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().expect("there is one from the start").push(part),
        }
    }
    cells
}

fn lines<T>(text: &str, read: impl Fn(&Line<'_>) -> Option<T>) -> Vec<T> {
    let mut lines = text.lines();
    let names = cells(lines.next().unwrap_or_default());
    let line = |line: &str| read(&Line { names: &names, cells: cells(line) });
    lines.filter_map(line).collect()
}

/// Every row of `measurements/language.csv` whose bandwidth is known and which is not suspect.
#[must_use]
pub fn language() -> &'static [LanguageRow] {
    static ROWS: OnceLock<Vec<LanguageRow>> = OnceLock::new();
    ROWS.get_or_init(|| lines(include_str!("../measurements/language.csv"), language_row))
}

fn language_row(line: &Line<'_>) -> Option<LanguageRow> {
    let id = line.whole("id");
    let bandwidth = line.number("bandwidth_gb_per_second").filter(|_| id != SUSPECT)?;
    let runtime = line.runtime();
    let peak = line.number("peak_tflops").map(|peak| peak * 1e12);
    let mut machine = Machine {
        runtime: Some(runtime),
        bytes_per_second: Some(bandwidth * 1e9),
        ..Machine::of(line.class()?)
    };
    if runtime.counts_in_int8() {
        machine.int8_operations_per_second = peak;
    } else {
        machine.operations_per_second = peak;
    }
    let (prompt_tokens, context_tokens) =
        (line.whole("prompt_tokens"), line.whole("context_tokens"));
    Some(LanguageRow {
        id,
        device: line.text("device").to_owned(),
        model: line.text("model").to_owned(),
        quantisation: line.text("quantisation").to_owned(),
        machine,
        weights: line.weights(),
        load: Load { prompt_tokens, context_tokens, batch: 1 },
        prefill: line.number("prefill_tokens_per_second"),
        decode: line.given("decode_tokens_per_second"),
        power_watts: line.number("power_watts"),
        chip_power: line.text("power_at") == "chip",
    })
}

/// Every row of `measurements/vision.csv`.
#[must_use]
pub fn tasks() -> &'static [TaskRow] {
    static ROWS: OnceLock<Vec<TaskRow>> = OnceLock::new();
    ROWS.get_or_init(|| lines(include_str!("../measurements/vision.csv"), task_row))
}

fn task_row(line: &Line<'_>) -> Option<TaskRow> {
    let (runtime, bits) = (line.runtime(), line.given("bits"));
    let peak = Some(line.given("peak_gops") * 1e9);
    let class = line.class();
    // On graphics processors the table gives the peak of the precision, elsewhere that of INT8.
    let known = Machine::of(class.unwrap_or(Class::Pendant));
    let machine = match runtime {
        Runtime::Gpu => Machine { operations_per_second: peak, ..known },
        _ => Machine { int8_operations_per_second: peak, ..known },
    };
    let network = Network::ALL.iter().copied().find(|net| net.word() == line.text("network"))?;
    Some(TaskRow {
        id: line.whole("id"),
        device: line.text("device").to_owned(),
        label: line.text("class").to_owned(),
        class,
        runtime,
        model: line.text("model").to_owned(),
        work: Work {
            network,
            operations: line.given("gigaoperations") * 1e9,
            times: line.given("passes"),
            launches: line.given("launches"),
            bits,
        },
        peak: machine.task_peak(runtime, bits)?,
        seconds: line.given("milliseconds") / 1e3,
        joules: line.number("energy_microjoules").map(|energy| energy / 1e6),
        power_watts: line.number("power_watts"),
    })
}

/// Every row of `measurements/batches.csv`.
#[must_use]
pub fn batches() -> &'static [BatchRow] {
    static ROWS: OnceLock<Vec<BatchRow>> = OnceLock::new();
    ROWS.get_or_init(|| lines(include_str!("../measurements/batches.csv"), batch_row))
}

fn batch_row(line: &Line<'_>) -> Option<BatchRow> {
    let cards = line.given("cards");
    let machine = Machine {
        bytes_per_second: Some(line.given("bandwidth_gb_per_second") * cards * 1e9),
        operations_per_second: Some(line.given("peak_tflops") * cards * 1e12),
        ..Machine::of(line.class()?)
    };
    Some(BatchRow {
        device: line.text("device").to_owned(),
        model: line.text("model").to_owned(),
        machine,
        weights: line.weights(),
        batch: line.whole("batch"),
        tokens_per_second: line.given("tokens_per_second"),
        power_watts: line.number("power_watts"),
        joules_per_token: line.number("joules_per_token"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        // 55 rows, of which one is suspect and two have no bandwidth.
        assert_eq!(language().len(), 52);
        assert_eq!(language().iter().filter(|row| row.prefill.is_some()).count(), 30);
        assert_eq!(tasks().len(), 47);
        assert_eq!(batches().len(), 14);
    }

    #[test]
    fn a_comma_between_quotes_divides_nothing() {
        assert_eq!(cells("a,\"b, c\",,d"), ["a", "b, c", "", "d"]);
    }
}
