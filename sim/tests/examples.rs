//! Proves that the examples in the docs of the kinds are alive: each is YAML, and a scenario that
//! holds it where the docs say that it belongs loads.

pub mod source;

use source::{File, files, is_kind};

/// The examples of a file's docs.
fn examples(file: &File) -> Vec<String> {
    let docs = file.docs();
    let blocks = docs.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

#[test]
fn every_example_of_a_kind_is_yaml_that_a_scenario_may_hold() {
    let files = files();
    let mut found = 0;
    for file in files.iter().filter(|file| is_kind(file)) {
        for example in examples(file) {
            language::yaml::parse(&file.path, &example)
                .unwrap_or_else(|faults| panic!("{}: {faults}", file.path));
            let text = scenario_with(file.folder(), &file.path, &example);
            sim::scenario::load(&file.path, &text, &[], &Default::default())
                .unwrap_or_else(|faults| panic!("{}:\n{faults}\n{text}", file.path));
            found += 1;
        }
    }
    assert!(found >= 25, "{found} examples were found");
}

/// A scenario that holds an example where the stage's folder says that it belongs.
fn scenario_with(folder: &str, path: &str, example: &str) -> String {
    let symbol = if example.contains("HNT") { "HNT" } else { "LENS" };
    let token = format!("token:\n  symbol: {symbol}\n  genesis: 500_000_000 {symbol}\n");
    let schedule = format!("emission:\n  schedule: {{ fixed: {{ rate: 1 {symbol}/day }} }}\n");
    let price = "price: { constant: { usd: 1 USD } }\n".to_owned();
    let work = if example.contains("training:") {
        "constant: 9 device-hours/day\n    price: 2 USD/device-hour"
    } else if example.contains("rendering:") {
        "constant: 9 frames/day\n    price: 0.1 USD/frame"
    } else if example.contains("tokens/day") {
        "model: llama-3.1-8b\n    price: 0.05 USD/Mtoken"
    } else {
        "data: egocentric_video\n    price: 0.25 USD/GB"
    };
    let put = |head: &str, indent: usize| {
        let line = |line: &str| format!("{}{line}\n", " ".repeat(indent));
        format!("{head}{}", example.lines().map(line).collect::<String>())
    };
    let begin = "run: { start: 2026-01-01, days: 9 }
fleet:
  glasses: { hardware: glasses/xiaomi-ai-glasses, devices: 9 }
  gpus: { hardware: gpu/rtx-4090, devices: 9 }
";
    let sections = match (folder, path) {
        (
            "price",
            "price/course.rs"
            | "price/crash.rs"
            | "price/exit.rs"
            | "price/oracle_lag.rs"
            | "price/pin.rs",
        ) => [token, schedule, price, put("", 0)],
        ("price", _) => [token, schedule, put("price:\n", 2), String::new()],
        ("demand", "demand/flywheel.rs") => [token, schedule, price, put("", 0)],
        ("decisions", "decisions/rival.rs") => [token, schedule, price, put("", 0)],
        ("demand", _) => [token, schedule, price, put(&format!("demand:\n  w:\n    {work}\n"), 4)],
        ("emission", "emission/unlock.rs") => [put(&token, 2), schedule, price, String::new()],
        ("emission/controllers/inflation", _) => {
            [token, put("emission:\n", 2), price, String::new()]
        }
        ("emission/schedule", _) => {
            [token, put("emission:\n  schedule:\n", 4), price, String::new()]
        }
        (
            "emission"
            | "emission/burn"
            | "emission/sharing"
            | "emission/subnets"
            | "emission/controllers/fee",
            _,
        ) => [token, put(&schedule, 2), price, String::new()],
        ("market/flows" | "market/flows/fundamental", _) => {
            [token, schedule, price, put("flows:\n", 2)]
        }
        ("decisions/maker", _) | ("market", _) => [token, schedule, price, put("", 0)],
        ("work/cheats", _) => {
            let cheating = put("  more:\n    hardware: gpu/rtx-4090\n    devices: 9\n", 4);
            return format!("{begin}{cheating}{token}{schedule}{price}");
        }
        _ => {
            let stage = folder.split('/').next().unwrap_or_default();
            [token, schedule, price, put(&format!("{stage}:\n"), 2)]
        }
    };
    format!("{begin}{}", sections.concat())
}
