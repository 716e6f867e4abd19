//! The page of all devices, made from the catalogue.

use std::collections::BTreeMap;

use hardware_models::sourced::{Fact, Mark, facts};
use hardware_models::{device, device_names};

use crate::REFRESH;
use crate::table::table;

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

fn row_of(name: &str, facts: &[Fact]) -> Vec<String> {
    let values: BTreeMap<&str, &str> =
        facts.iter().map(|fact| (fact.path.as_str(), fact.value.as_str())).collect();
    let family = name.split('/').next().unwrap_or_default();
    let title = &device(name).expect("it is listed").name;
    let link = format!("[{title}](../../hardware-models/{name}.yaml)");
    let value =
        |(_, path): (&str, &str)| values.get(path).map_or(String::new(), |v| v.replace('_', ","));
    let numbers = COLUMNS.map(value).into_iter().chain(counts(facts).map(|n| n.to_string()));
    [family.to_owned(), link].into_iter().chain(numbers).collect()
}

pub fn page() -> String {
    let devices: Vec<(&str, Vec<Fact>)> =
        device_names().map(|name| (name, facts(device(name).expect("it is listed")))).collect();
    let all: Vec<Fact> = devices.iter().flat_map(|(_, facts)| facts.clone()).collect();
    let heads = ["family", "device"].into_iter().chain(COLUMNS.map(|(head, _)| head));
    let heads: Vec<&str> = heads.chain(MARKS.map(Mark::word)).collect();
    let sum = counts(&all);
    let page = format!(
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
    let rows: Vec<Vec<String>> = devices.iter().map(|(name, facts)| row_of(name, facts)).collect();
    page + &table(&heads, 2, &rows)
}
