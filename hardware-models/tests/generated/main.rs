//! Keeps the pages of `docs/hardware/` in step with the catalogue and the code. After a change:
//! `BLESS=1 cargo test -p hardware-models --test generated`.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads and writes the pages it keeps in step"
)]

mod batches;
#[path = "../common/mod.rs"]
mod common;
mod costs;
mod devices;
#[path = "../../../sim/tests/generated/difference.rs"]
mod difference;
mod energy;
mod language;
mod table;
mod tasks;
mod training;

use std::fs;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/hardware");
const REFRESH: &str = "BLESS=1 cargo test -p hardware-models --test generated";

#[test]
fn the_page_of_devices_is_in_step() {
    in_step("devices.md", &devices::page());
}

#[test]
fn the_page_of_estimates_is_in_step() {
    in_step("estimates.md", &estimates());
}

#[test]
fn the_page_on_training_is_in_step() {
    in_step("training.md", &training::page());
}

fn in_step(name: &str, wanted: &str) {
    let path = format!("{FOLDER}/{name}");
    // A checkout may end its lines in another way.
    let committed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if committed == wanted {
        return;
    }
    if std::env::var("BLESS").is_ok_and(|bless| bless == "1") {
        fs::write(&path, wanted).unwrap_or_else(|error| panic!("{path}: {error}"));
        return;
    }
    let difference = difference::of(&committed, wanted);
    panic!("docs/hardware/{name} is out of step:\n{difference}\nrefresh it: {REFRESH}");
}

fn estimates() -> String {
    [
        "# How good the estimates of hardware are\n".to_owned(),
        format!("This page is made by a test; refresh it with `{REFRESH}`.\n"),
        language::section(),
        tasks::section(),
        costs::section(),
        energy::section(),
        batches::section(),
        UNKNOWN.to_owned(),
    ]
    .join("\n")
}

const UNKNOWN: &str = "\
## What is not known

- Batched speed of consumer cards: nobody published it, so a batch on an RTX 4090 is the roofline alone.
- Reading prompts on mini-PCs and on the processors of single-board computers: no row, so the factor is an estimate with a wide range.
- Peaks of neural processors of phones and of microcontrollers: vendors publish few. Those of the tables are recalled or estimates, and the
  factors hold against these figures only.
- Sizes of MLC, AWQ, EXL2 and phone files are estimates (weights times bits), uncertain by 15 %.
- Power of phones at the wall while they decode; power of a device on a frame, which is taken to be its active power.
- Software: a build two years newer reads the same chip 10–35 % faster; the rows are of 2024 to 2026 and are not corrected for it.
- Operations of several networks are recalled or estimates, see the columns of `measurements/vision.csv`.
";
