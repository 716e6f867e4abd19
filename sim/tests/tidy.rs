//! Proves that the house rules hold, by reading `src`: who may know the engine, who may name whom,
//! what never appears, and what every kind's file says of itself.

pub mod source;

use std::path::Path;

use source::{File, STAGES, files, is_kind, text};
fn assert_none(faults: &[String], rule: &str) {
    assert!(faults.is_empty(), "{rule}:\n{}", faults.join("\n"));
}

/// The files that know the engine, beside the `systems.rs` of each stage. All else is arithmetic.
const ENGINE: &[&str] = &[
    "chance.rs",
    "day.rs",
    "decisions/moods.rs",
    "decisions/operators.rs",
    "decisions/orders.rs",
    "decisions/poach.rs",
    "decisions/resell.rs",
    "lanes.rs",
    "ledger.rs",
    "record/mod.rs",
    "run.rs",
    "work/answers.rs",
    "work/check.rs",
    "work/jobs.rs",
    "work/wash.rs",
    "world/clock.rs",
    "world/crew.rs",
    "world/demanded.rs",
    "world/ends.rs",
    "world/fleet.rs",
    "world/flows.rs",
    "world/game.rs",
    "world/past.rs",
    "world/rules.rs",
    "world/standing.rs",
    "world/stopwatch.rs",
    "world/trade.rs",
    "world/traits.rs",
];

#[test]
fn kinds_know_nothing_of_the_engine() {
    let files = files();
    let is_systems = |file: &File| file.stage().is_some() && file.name() == "systems.rs";
    let knows = files.iter().filter(|f| f.text.contains("bevy_ecs")).filter(|f| !is_systems(f));
    let knows: Vec<&str> = knows.map(|file| file.path.as_str()).collect();
    assert_eq!(knows, ENGINE, "only these and the stages' systems.rs may name bevy_ecs");
}

/// Where a stage's code names another stage, and why it may.
const NAMED: &[(&str, &str, &str)] = &[(
    "decisions/trade.rs",
    "emission",
    "a device's pay follows from its cohort's rate: it is computed where it is sold and kept",
)];

/// Where a stage asks another stage's rules through `world::Rules`, and why it may.
const ASKED: &[(&str, &str, &str)] = &[
    ("decisions/moods.rs", "work", "pay counts while a device is up"),
    ("decisions/orders.rs", "emission", "the fee for joining is part of what a device costs"),
    ("decisions/orders.rs", "work", "who thinks of joining knows how often devices are up"),
    (
        "decisions/systems.rs",
        "emission",
        "devices that join put collateral down, and stakers have classes",
    ),
    ("work/jobs.rs", "emission", "what is not burned of a payment is the device's fee"),
    ("work/wash.rs", "emission", "who buys his own work knows what it is paid and what comes back"),
];

fn named<'a>(files: &'a [File], before: &str) -> Vec<(&'a str, &'static str)> {
    let mut found = Vec::new();
    for file in files {
        let Some(own) = file.stage() else { continue };
        for other in STAGES.into_iter().filter(|&other| other != own) {
            let word = format!("{before}{other}");
            let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            let names = |line: &str| {
                line.match_indices(&word).any(|(at, _)| ends(&line[at + word.len()..]))
            };
            if file.code().any(|(_, line)| names(line)) {
                found.push((file.path.as_str(), other));
            }
        }
    }
    found.sort_unstable();
    found
}

fn pairs<'a>(list: &[(&'a str, &'a str, &str)]) -> Vec<(&'a str, &'a str)> {
    list.iter().map(|(file, other, _)| (*file, *other)).collect()
}

#[test]
fn no_stage_names_another_but_where_it_says_why() {
    let files = files();
    assert_eq!(named(&files, "crate::"), pairs(NAMED));
    assert_eq!(named(&files, "super::super::"), []);
    assert_eq!(named(&files, "rules."), pairs(ASKED));
}

/// Words that no file of the crate has in its code, and why.
const NEVER: [(&str, &str); 17] = [
    ("HashMap", "its order is chance that no seed governs"),
    ("HashSet", "its order is chance that no seed governs"),
    ("std::fs", "the crate reads no file"),
    ("std::env", "the crate reads no environment"),
    ("env!(", "the crate reads no environment"),
    ("std::time", "the crate reads no clock"),
    ("Instant", "the crate reads no clock"),
    ("std::net", "the crate talks to nobody"),
    ("std::process", "the crate starts nothing"),
    ("std::thread", "the number of threads is the caller's"),
    ("current_num_threads", "the number of threads is the caller's"),
    ("println!", "the crate prints nothing"),
    ("print!", "the crate prints nothing"),
    ("dbg!", "the crate prints nothing"),
    ("run_if", "the day is the same each day"),
    ("unsafe", "there is no need"),
    ("#[allow", "write #[expect(…, reason = …)]"),
];

#[test]
fn what_is_never_used_is_not_used() {
    let mut faults = Vec::new();
    for file in files() {
        for (line, code) in file.code() {
            for (word, why) in NEVER.iter().filter(|(word, _)| code.contains(word)) {
                faults.push(format!("{}:{line}: `{word}`: {why}", file.path));
            }
        }
    }
    assert_none(&faults, "words that never appear");
}

#[test]
fn only_the_ensemble_and_the_crew_have_work_done_side_by_side() {
    let files = files();
    let names = files.iter().filter(|file| file.text.contains("rayon")).map(|f| f.path.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["ensemble.rs", "world/crew.rs"]);
}

/// Functions of `f64` whose last bit differs between platforms.
const TRANSCENDENTAL: [&str; 23] = [
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "sin", "cos",
    "tan", "sin_cos", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot",
];

#[test]
fn transcendental_functions_are_called_in_one_file() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| file.path != "maths.rs") {
        for (line, code) in file.code() {
            for name in TRANSCENDENTAL {
                let called =
                    code.contains(&format!(".{name}(")) || code.contains(&format!("f64::{name}"));
                if called || code.contains("libm::") {
                    faults.push(format!("{}:{line}: {}", file.path, code.trim()));
                }
            }
        }
    }
    assert_none(&faults, "maths.rs is the only file that calls transcendental functions");
}

#[test]
fn tokens_move_and_chance_enters_only_where_they_may() {
    let only = |word: &str, allowed: &[&str]| {
        let files = files();
        let found = files.iter().filter(|file| file.code().any(|(_, code)| code.contains(word)));
        let found: Vec<&str> = found.map(|file| file.path.as_str()).collect();
        assert_eq!(found, allowed, "who has `{word}`");
    };
    only("rand_chacha", &["chance.rs"]);
    only("Purpose::PriceNews", &["chance.rs"]);
    only("chance.news(", &["price/systems.rs"]);
    only("Purpose::Speed", &["chance.rs", "world/fleet.rs"]);
    only("ledger.mint(", &["emission/systems.rs", "ledger.rs", "run.rs"]);
    only(
        "ledger.burn(",
        &["decisions/systems.rs", "emission/systems.rs", "ledger.rs", "work/check.rs"],
    );
}

/// Rules that keep a number by the name of each of their parts, which no other kind asks for.
const KEPT_BY_NAME: [&str; 2] = ["emission/subnets/by_flow.rs", "emission/subnets/by_price.rs"];

#[test]
fn what_a_kind_remembers_is_of_a_type_of_its_own() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| is_kind(file)) {
        let path = file.path.as_str();
        let code: String = file.code().map(|(_, line)| format!("{}\n", line.trim())).collect();
        for (at, _) in code.match_indices("memory.own(") {
            let fresh = code[at + "memory.own(".len()..].trim_start().trim_start_matches("|| ");
            if !fresh.starts_with(|c: char| c.is_ascii_uppercase()) {
                faults.push(format!("{path}: `{}`", fresh.lines().next().unwrap_or_default()));
            }
        }
        let own = code.matches(".own(|| 0").count();
        assert!(own == 0 || KEPT_BY_NAME.contains(&path), "{path} keeps a bare number");
    }
    assert_none(&faults, "a bare number is any kind's: a new kind would go on with an old one's");
}

#[test]
fn the_model_depends_on_no_table_and_no_chart() {
    for manifest in ["Cargo.toml", "../hardware-models/Cargo.toml", "../language/Cargo.toml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(manifest);
        let text = text(&path);
        for heavy in ["polars", "plotters", "resvg", "reports", "studies", "cli"] {
            let names = |line: &str| line.starts_with(heavy) && !line.starts_with("description");
            assert!(!text.lines().any(names), "{manifest} depends on {heavy}");
        }
    }
}

#[test]
fn every_file_is_part_of_the_crate() {
    let files = files();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.path != "lib.rs") {
        let (folder, name) = match file.name() {
            "mod.rs" => file.folder().rsplit_once('/').unwrap_or(("", file.folder())),
            name => (file.folder(), name.trim_end_matches(".rs")),
        };
        let parent =
            if folder.is_empty() { "lib.rs".to_owned() } else { format!("{folder}/mod.rs") };
        let Some(parent) = files.iter().find(|file| file.path == parent) else {
            faults.push(format!("{}: there is no {parent}", file.path));
            continue;
        };
        let line = format!("mod {name};");
        if !parent
            .code()
            .any(|(_, code)| code.trim() == line || code.ends_with(&format!(" {line}")))
        {
            faults.push(format!("{}: {} has no `{line}`", file.path, parent.path));
        }
    }
    assert_none(&faults, "every file is named by a `mod` line");
}

#[test]
fn files_and_functions_are_short_enough_to_be_read() {
    let mut faults = Vec::new();
    for file in files() {
        let lines: Vec<&str> = file.text.lines().collect();
        if lines.len() >= 400 {
            faults.push(format!("{} has {} lines", file.path, lines.len()));
        }
        for at in (0..lines.len()).filter(|&at| is_function(lines[at])) {
            let length = function_length(&lines[at..]);
            if length >= 70 {
                faults.push(format!("{}:{}: {length} lines", file.path, at + 1));
            }
        }
    }
    assert_none(&faults, "files have under 400 lines and functions under 70");
}

fn is_function(line: &str) -> bool {
    let line = line.trim_start();
    let line =
        line.split_once("pub(").and_then(|(_, rest)| rest.split_once(") ")).map_or(line, |p| p.1);
    let line = line.strip_prefix("pub ").unwrap_or(line);
    line.strip_prefix("const ").unwrap_or(line).starts_with("fn ")
}

/// Lines of the function that begins here: to the brace that is indented as it is.
fn function_length(lines: &[&str]) -> usize {
    let first = lines[0];
    if first.ends_with(['}', ';']) {
        return 1;
    }
    let indent = &first[..first.len() - first.trim_start().len()];
    let is_last = |line: &&str| match line.strip_prefix(indent) {
        Some(rest) => rest == "}" || (rest.starts_with(')') && rest.ends_with(';')),
        None => false,
    };
    lines.iter().position(is_last).map_or(lines.len(), |at| at + 1)
}

#[test]
fn the_length_of_a_function_is_found() {
    assert!(is_function("    pub(crate) fn pay(shown: u32) -> u64 {"));
    assert!(is_function("pub const fn x() {") && !is_function("    // fn x()"));
    assert_eq!(function_length(&["fn a() {", "    if x {", "    }", "}", "fn b() {}"]), 4);
    assert_eq!(function_length(&["    fn a(", "        x: u8,", "    ) -> u8;", "}"]), 3);
}

/// Kinds as the lists of `kinds!` have them: the folder, the key in YAML and the line.
fn kinds(files: &[File]) -> Vec<(String, String)> {
    let mut kinds = Vec::new();
    for file in files.iter().filter(|file| file.text.contains("kinds::kinds! {")) {
        let list =
            file.text.split("kinds::kinds! {").nth(1).and_then(|rest| rest.split("\n}").next());
        for line in list.unwrap_or_default().lines().filter(|line| line.ends_with("),")) {
            let variant = line.trim().split('(').next().unwrap_or_default();
            kinds.push((file.folder().to_owned(), snake_case(variant)));
        }
    }
    kinds
}

fn snake_case(name: &str) -> String {
    let letter = |(at, c): (usize, char)| {
        let gap = if at > 0 && c.is_ascii_uppercase() { "_" } else { "" };
        format!("{gap}{}", c.to_ascii_lowercase())
    };
    name.char_indices().map(letter).collect()
}

#[test]
fn every_key_of_a_kind_has_a_file_of_that_name() {
    let files = files();
    let kinds = kinds(&files);
    assert!(kinds.len() >= 21, "{kinds:?}");
    for (folder, key) in kinds {
        let path = format!("{folder}/{key}.rs");
        assert!(files.iter().any(|file| file.path == path), "there is no {path}");
    }
}

/// Kinds without a key of their own, so that there is nothing to give an example of.
const NO_EXAMPLE: [&str; 4] = [
    "demand/elasticity.rs",
    "emission/controllers/breaker.rs",
    "emission/controllers/moving_average.rs",
    "emission/subnets/injection.rs",
];

#[test]
fn every_kind_says_what_it_is_and_where_it_is_from() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| is_kind(file)) {
        let docs = file.docs();
        for heading in ["## Equation", "## Why", "## Source", "## Example"] {
            let is_missing = !docs.lines().any(|line| line.starts_with(heading));
            let is_needed = heading != "## Example" || !NO_EXAMPLE.contains(&file.path.as_str());
            if is_missing && is_needed {
                faults.push(format!("{} has no `{heading}`", file.path));
            }
        }
    }
    assert_none(&faults, "a kind's file gives its equation, its reason, its source and an example");
}
