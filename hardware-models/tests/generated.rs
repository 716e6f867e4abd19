//! This file is about the page of all devices, `docs/hardware/devices.md`, which is made from the
//! catalogue. After a change: `BLESS=1 cargo test -p hardware-models --test generated`.
#![expect(clippy::disallowed_methods, reason = "a test reads and writes the file it keeps in step")]

#[path = "../../sim/tests/generated/difference.rs"]
mod difference;

use std::collections::BTreeMap;
use std::fs;

use hardware_models::sourced::{Fact, Mark, facts};
use hardware_models::{device, device_names};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/hardware/devices.md");
const REFRESH: &str = "BLESS=1 cargo test -p hardware-models --test generated";

const MARKS: [Mark; 5] =
    [Mark::Verified, Mark::Secondary, Mark::Recalled, Mark::Derived, Mark::Estimate];

/// What the page shows of a device: the heading of a column and the path of its number.
const COLUMNS: [(&str, &str); 8] = [
    ("price", "price"),
    ("idle", "power.idle"),
    ("active", "power.active"),
    ("battery", "battery.energy"),
    ("memory", "memory"),
    ("bandwidth", "memory_bandwidth"),
    ("compute", "compute"),
    ("INT8", "compute_int8"),
];

/// How many numbers of each mark there are.
fn counts(facts: &[Fact]) -> [usize; 5] {
    MARKS.map(|mark| facts.iter().filter(|fact| fact.mark == mark.word()).count())
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |\n", cells.into_iter().collect::<Vec<_>>().join(" | "))
}

fn row_of(name: &str, facts: &[Fact]) -> String {
    let values: BTreeMap<&str, &str> =
        facts.iter().map(|fact| (fact.path.as_str(), fact.value.as_str())).collect();
    let family = name.split('/').next().unwrap_or_default();
    let title = &device(name).expect("it is listed").name;
    let link = format!("[{title}](../../hardware-models/{name}.yaml)");
    let value =
        |(_, path): (&str, &str)| values.get(path).map_or(String::new(), |v| v.replace('_', ","));
    row([family.to_owned(), link]
        .into_iter()
        .chain(COLUMNS.map(value))
        .chain(counts(facts).map(|count| count.to_string())))
}

fn page() -> String {
    let devices: Vec<(&str, Vec<Fact>)> =
        device_names().map(|name| (name, facts(device(name).expect("it is listed")))).collect();
    let all: Vec<Fact> = devices.iter().flat_map(|(_, facts)| facts.clone()).collect();
    let heads = ["family", "device"].into_iter().chain(COLUMNS.map(|(head, _)| head));
    let heads: Vec<&str> = heads.chain(MARKS.map(Mark::word)).collect();
    let sum = counts(&all);
    let mut page = format!(
        "# Devices\n\n\
         {} devices with {} numbers: {} verified, {} secondary, {} recalled, {} derived, {} estimates. \
         The last five columns count them by device;\n\
         [SOURCES.md](../../hardware-models/SOURCES.md) says what the marks mean and who the sources \
         are, and each device's file has every number\nwith its source. Price and power of a graphics \
         card are those of the whole PC, or of its share of a server; power is at the wall, and for a\n\
         device with a battery what its charger takes. `compute` is the dense FP16 peak to which the \
         factors of its class refer.\n\n\
         This page is made from the catalogue: `{REFRESH}`.\n\n",
        devices.len(),
        all.len(),
        sum[0],
        sum[1],
        sum[2],
        sum[3],
        sum[4],
    );
    page += &row(heads.iter().map(|head| (*head).to_owned()));
    page += &row(heads
        .iter()
        .enumerate()
        .map(|(at, _)| if at < 2 { "---" } else { "---:" }.to_owned()));
    page.extend(devices.iter().map(|(name, facts)| row_of(name, facts)));
    page
}

#[test]
fn the_page_of_devices_is_in_step() {
    // A checkout may end its lines in another way.
    let committed = fs::read_to_string(PAGE).unwrap_or_default().replace("\r\n", "\n");
    let wanted = page();
    if committed == wanted {
        return;
    }
    if std::env::var("BLESS").is_ok_and(|bless| bless == "1") {
        fs::write(PAGE, wanted).expect("the page can be written");
        return;
    }
    let difference = difference::of(&committed, &wanted);
    panic!("docs/hardware/devices.md is out of step:\n{difference}\nrefresh it: {REFRESH}");
}
