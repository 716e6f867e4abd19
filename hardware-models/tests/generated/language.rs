//! Language models: the fit, its errors by class, and every row.

use hardware_models::efficiency::{
    BANDWIDTH_SPREAD, COMPUTE_SPREAD, FITTED, Fitted, RANGE_DEVIATIONS,
};
use hardware_models::fit::{self, Pair, Phase, quantile};
use hardware_models::measurements::{LanguageRow, language};
use hardware_models::{Class, Runtime};

use super::table::{percent, short, signed, table};

pub fn section() -> String {
    [intro(), by_class(), factors(), every_row()].join("\n")
}

fn errors(phase: Phase, pair: impl Fn(&LanguageRow, Phase) -> Option<Pair>) -> Vec<f64> {
    language().iter().filter_map(|row| pair(row, phase)).map(|pair| pair.error()).collect()
}

fn known(row: &LanguageRow, phase: Phase) -> Option<Pair> {
    fit::pair(row, phase, true)
}

fn unknown(row: &LanguageRow, phase: Phase) -> Option<Pair> {
    fit::pair(row, phase, false)
}

fn left_out(row: &LanguageRow, phase: Phase) -> Option<Pair> {
    fit::left_out(language(), row, phase)
}

/// Rows, median and 90th percentile of the errors.
fn told(errors: &[f64]) -> [String; 3] {
    if errors.is_empty() {
        return ["0".into(), "—".into(), "—".into()];
    }
    let at = |share| percent(quantile(errors, share));
    [errors.len().to_string(), at(0.5), at(0.9)]
}

fn intro() -> String {
    let numbers = |lines: &[&Fitted]| -> usize {
        let of = |line: &&Fitted| {
            usize::from(line.bandwidth.is_some()) + usize::from(line.compute.is_some())
        };
        lines.iter().map(of).sum()
    };
    let (whole, own): (Vec<&Fitted>, Vec<&Fitted>) =
        FITTED.iter().partition(|line| line.runtime.is_none());
    let range = |spread: f64| short((RANGE_DEVIATIONS * spread).exp());
    format!(
        "## Language models\n\n\
Decoding reads all weights and the cache for every token, so its time is bytes ÷ (share of the bandwidth) and a fixed time for launching\n\
layers; reading a prompt is operations ÷ (share of the peak), and the same fixed time. Each class has one share of its bandwidth and one of its\n\
computing peak: the median of what its published rows imply. Where a class was measured on more than one runtime (processor, graphics, Vulkan,\n\
neural processor), each runtime has its own two as well, for those who know on what a model runs.\n\n\
**{} numbers were fitted**: {} for whole classes, {} for runtimes of classes that have several; at most two for a class and runtime, and none for a\n\
row. Row 104 is left out: it implies more bandwidth than its phone has. What all classes share was not fitted but stated from what is known of\n\
launching and of number formats, and rounded: 25 µs a layer on graphics processors (0.1 ms under Metal), 2 ms a step on phones, 3 ms on neural\n\
processors, nine tenths of the bandwidth with weights below 12 bits on graphics processors, a quarter of the speed with 16-bit weights on\n\
processors. These stand in `src/efficiency.rs` as estimates; they were chosen with the same rows in view.\n\n\
An estimate comes with a range in which nine of ten devices are expected: a factor of {} either way for decoding and {} for reading prompts, from\n\
how far devices lie off when they are left out of the fit.\n\n\
![Measured against estimated speed](estimates.svg)\n",
        numbers(&whole) + numbers(&own),
        numbers(&whole),
        numbers(&own),
        range(BANDWIDTH_SPREAD),
        range(COMPUTE_SPREAD),
    )
}

fn by_class() -> String {
    let mut rows = Vec::new();
    let mut add = |name: &str, phase: Phase, of: &dyn Fn(&LanguageRow) -> bool| {
        let keep = |pair: fn(&LanguageRow, Phase) -> Option<Pair>| {
            errors(phase, move |row, phase| if of(row) { pair(row, phase) } else { None })
        };
        let fitted = keep(known);
        if fitted.is_empty() {
            return;
        }
        let word = if phase == Phase::Decode { "decoding" } else { "reading prompts" };
        let mut cells = vec![name.to_owned(), word.to_owned()];
        cells.extend(told(&fitted));
        cells.extend(told(&keep(unknown)));
        cells.extend(told(&keep(left_out)));
        rows.push(cells);
    };
    for phase in [Phase::Decode, Phase::Prefill] {
        for &class in Class::ALL {
            add(class.label(), phase, &|row| row.machine.class == class);
        }
        add("**all**", phase, &|_| true);
    }
    let head = [
        "class",
        "phase",
        "n",
        "median",
        "90th percentile",
        "n",
        "median",
        "90th percentile",
        "n",
        "median",
        "90th percentile",
    ];
    format!(
        "### Errors by class\n\n\
|estimated ÷ measured − 1|, three times: with the runtime stated; with the class alone, as a device that is described on the spot (a mini-PC\n\
with 150 GB/s or more is then taken to decode on graphics, with less on its processor); and with the\n\
device left out of the fit, by the others of its class and runtime (or of its class, where it was the only one on its runtime). A device that\n\
is the only one of its class cannot be left out, and prompts on a neural processor are not judged by a factor for another peak, so n differs.\n\n{}",
        table(&head, 2, &rows)
    )
}

fn factors() -> String {
    let share = |of: Option<(f64, u32)>| {
        of.map_or(["—".into(), "0".into()], |(share, n)| [short(share), n.to_string()])
    };
    let row = |line: &Fitted| {
        let runtime = line.runtime.map_or("all", Runtime::word);
        let mut cells = vec![line.class.label().to_owned(), runtime.to_owned()];
        cells.extend(share(line.bandwidth));
        cells.extend(share(line.compute));
        cells
    };
    let rows: Vec<_> = FITTED.iter().map(row).collect();
    let head = ["class", "runtime", "share of the bandwidth", "n", "share of the peak", "n"];
    format!("### The factors\n\n{}", table(&head, 2, &rows))
}

fn every_row() -> String {
    let cells = |row: &LanguageRow, phase: Phase| match known(row, phase) {
        Some(pair) => [
            short(pair.measured),
            short(pair.estimated),
            signed(pair.estimated / pair.measured - 1.0),
        ],
        None => ["—".into(), "—".into(), "—".into()],
    };
    let row = |row: &LanguageRow| {
        let runtime = row.machine.runtime.map_or("", Runtime::word);
        let mut line = vec![row.id.to_string(), row.device.clone(), row.model.clone()];
        line.extend([row.quantisation.clone(), runtime.to_owned()]);
        line.extend(cells(row, Phase::Decode));
        line.extend(cells(row, Phase::Prefill));
        line
    };
    let rows: Vec<_> = language().iter().map(row).collect();
    let head = [
        "#", "device", "model", "weights", "runtime", "decoding", "estimate", "off", "prompt",
        "estimate", "off",
    ];
    format!("### Every row, in tokens per second\n\n{}", table(&head, 5, &rows))
}
