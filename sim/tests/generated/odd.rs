//! This file is about the generated parts of `ODD.md`.

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;
use sim::run::Run;

use crate::source::{body, documented, file};
use crate::{STAGES, kinds, meanings};

/// The generated parts by name, in the order of the page.
pub fn parts() -> Vec<(&'static str, String)> {
    vec![
        ("devices", devices()),
        ("groups", fields("world/game.rs", "pub struct Group")),
        ("cohorts", fields("world/game.rs", "pub struct Cohort")),
        ("accounts", variants("ledger.rs", "pub enum Account")),
        ("reasons", variants("ledger.rs", "pub enum Reason")),
        ("schedule", schedule()),
        ("purposes", variants("chance.rs", "pub enum Purpose")),
        ("metrics", metrics_table()),
        ("submodels", kinds::part()),
    ]
}

/// A page with one of its generated parts replaced; none if it has no such part.
pub fn replace(page: &str, name: &str, part: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- generated: {name} -->\n"), "<!-- end -->");
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n{}\n\n{end}{after}", part.trim()))
}

/// A word with a capital.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// The columns of the devices' table.
fn devices() -> String {
    let mut text = row(&["variable", "meaning [unit]", "kept as"]) + "|---|---|---|\n";
    let files = ["world/fleet.rs", "world/ends.rs"].map(file);
    for item in files.iter().flat_map(|file| documented(file)) {
        let name = item.line.strip_prefix("pub struct ").and_then(|rest| rest.split_once('('));
        let Some((name, rest)) = name.filter(|_| item.attributes.contains("Component")) else {
            continue;
        };
        let kept = rest.trim_start_matches("pub ").trim_end_matches(");");
        text += &row(&[&format!("`{name}`"), &plain(&item.first()), &format!("`{kept}`")]);
    }
    text
}

/// The fields of a struct.
fn fields(path: &str, head: &str) -> String {
    let text = file(path);
    let mut table = row(&["variable", "meaning [unit]"]) + "|---|---|\n";
    for item in documented(&format!("{}\n", body(&text, head))) {
        let name = item.line.trim_start_matches("pub ").split(':').next().unwrap_or_default();
        table += &row(&[&format!("`{name}`"), &plain(&item.first())]);
    }
    table
}

/// The variants of an enum.
fn variants(path: &str, head: &str) -> String {
    let text = file(path);
    let mut list = String::new();
    for item in documented(&format!("{}\n", body(&text, head))) {
        let name = item.line.trim_end_matches(',').split(" = ").next().unwrap_or_default();
        list += &format!("- `{name}`: {}\n", plain(&item.first()));
    }
    list
}

/// A sentence of a comment without the links of rustdoc.
fn plain(text: &str) -> String {
    text.replace("[`", "`").replace("`]", "`").replace(r"\[", "[").replace(r"\]", "]")
}

/// The systems of the day in their order, as the engine has them.
fn schedule() -> String {
    let mut text = row(&["", "stage", "system", "what it does"]) + "|---|---|---|---|\n";
    let systems = systems();
    for (at, system) in systems.iter().enumerate() {
        let parts: Vec<&str> = system.split("::").collect();
        let (stage, name) = (parts[1], parts[parts.len() - 1]);
        let shown = if STAGES.contains(&stage) { format!("**{stage}**") } else { String::new() };
        let doc = of_function(&parts[1..parts.len() - 1].join("/"), name);
        text += &row(&[&(at + 1).to_string(), &shown, &format!("`{name}`"), &plain(&doc)]);
    }
    text
}

/// The names of the systems, without those that the engine adds to apply commands.
fn systems() -> Vec<String> {
    let mut schedule = sim::day::day();
    let mut world = World::new();
    schedule.initialize(&mut world).unwrap_or_else(|_| panic!("the day does not build"));
    let systems = schedule.systems().unwrap_or_else(|_| panic!("the day is not built"));
    let names = systems.map(|(_, system)| system.name().to_string());
    names.filter(|name| name.starts_with("sim::")).collect()
}

fn of_function(module: &str, name: &str) -> String {
    let path = format!("{module}.rs");
    let is_it =
        |line: &str| line.contains(&format!("fn {name}(")) || line.contains(&format!("fn {name}<"));
    let found = documented(&file(&path)).into_iter().find(|item| is_it(&item.line));
    found.unwrap_or_else(|| panic!("`{name}` has no doc comment in sim/src/{path}")).first()
}

/// A small network with one group with a battery, a workload of each sort and one part that is paid
/// first, so that every metric is written down.
const TINY: &str = "
run: { start: 2026-01-01, days: 2 }
token: { symbol: LENS, genesis: 1_000 LENS }
fleet:
  group:
    hardware: phone/galaxy-s24
    devices: 2
    operators: { devices: 1 }
    cheats: { wash_demand: 50 % }
price: { constant: { usd: 1 USD } }
demand:
  workload:
    model: llama-3.2-1b
    constant: 1e6 tokens/day
    price: 1 USD/Mtoken
    customers: { segment: { share: 100 %, leaves: 1 %/day } }
  workload_of_data:
    data: location_and_radio
    constant: 1 GB/day
    price: 1 USD/GB
    data_market: { scale: 1 TB }
flywheel: { data: 1 TB, first_quality: 50 %, demand: 1 }
work:
  ageing: hardware
  matching: { by_reputation: { first: 50 %, gain: 10 %, fall: 50 % } }
  penalty: { bans: 30 days }
maker: { cash: 1 USD, makes: { group: { bom: 1 USD, batch: 1 } } }
rivals: { rival: { from: day 0, times: 50 % } }
emission:
  schedule: { fixed: { rate: 1 LENS/day } }
  split: { first: { part: { to: treasury } } }
  subnets: { by_price: { list: { subnet: 1 } } }
  vesting: { share: 75 %, linear: 180 days }
  collateral: { per_device: 1 LENS }
  unbonding: { leave: 1 %/day, takes: 7 days }
  voting_escrow: { classes: { class: { share: 100 %, lock: 4 years } } }
decisions:
  returning: { hurdle: { margin: 25 %, look: 2 %/day } }
  expectations: adaptive
  panic: { fall: 30 %, within: 7 days, leaves: 5 %/day }
  staking: { share: 30 % }
  resale: { depreciation: 40 %/year }
shocks: [{ name: late, oracle: { at: day 1, lag: 1 day } }]
flows:
  treasury: { spends: 1 USD/day }
  momentum: { window: 1 day, strength: 1 %/day, dollars: 1 USD, tokens: 1 LENS }
  value: { fundamental: { stated: { usd: 1 USD } }, speed: 1 %/day, dollars: 1 USD, tokens: 1 LENS }
";

/// Every metric of a run with its unit; the names of groups and workloads in angle brackets.
pub fn metrics() -> Vec<(String, &'static str)> {
    let loaded = sim::scenario::load("tiny.yaml", TINY, &[], &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}"));
    let outcome = Run::new(&loaded.game, 1, 0).finish(false).expect("the ledger holds");
    let name = |name: &str| {
        let name = name.replace(".workload_of_data", ".workload").replace(".segment", ".<segment>");
        let name = name.replace(".group", ".<group>").replace(".workload", ".<workload>");
        let name = name.replace("tokens.part", "tokens.<part>").replace("s.subnet", "s.<subnet>");
        name.replace(".class", ".<class>").replace(".wash_demand", ".<manner>")
    };
    let metrics = outcome.record.metrics.iter();
    let mut metrics: Vec<_> = metrics.map(|metric| (name(&metric.name), metric.unit)).collect();
    let mut seen = BTreeSet::new();
    metrics.retain(|(name, _)| seen.insert(name.clone()));
    metrics
}

fn metrics_table() -> String {
    let mut text = row(&["metric", "unit", "meaning"]) + "|---|---|---|\n";
    for (name, unit) in metrics() {
        let unit = match unit {
            // The unit of a workload is that of what is asked for; the tiny run asks for one kind.
            "Mtoken" => "Mtoken, GB, image, frame, request, message or device-hour",
            unit => unit,
        };
        let meaning = meanings::of(&name).unwrap_or_default();
        text += &row(&[&format!("`{name}`"), unit, meaning]);
    }
    text
}
