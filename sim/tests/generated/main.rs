//! Keeps what is made from the code in step with the code: the JSON Schema, the reference of all keys
//! and the generated parts of `ODD.md`. After a change: `BLESS=1 cargo test -p sim --test generated`.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads and writes the files it keeps in step"
)]

mod difference;
mod kinds;
mod meanings;
mod odd;
mod reference;
mod schema;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use sim::scenario;

/// The stages of the day: a folder of `src`, a key of a scenario, a heading of `ODD.md` each.
const STAGES: [&str; 6] = ["price", "demand", "work", "emission", "decisions", "market"];

/// What a metric can belong to beside a stage: a thing that exists.
const THINGS: [&str; 4] = ["ledger", "devices", "operators", "maker"];

const REFRESH: &str = "BLESS=1 cargo test -p sim --test generated";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    // A checkout may end its lines in another way.
    fs::read_to_string(root().join(path)).unwrap_or_default().replace("\r\n", "\n")
}

/// Compares a generated text with what is committed, or writes it if that was asked for.
fn in_step(path: &str, wanted: &str) {
    let committed = read(path);
    if committed == wanted {
        return;
    }
    if std::env::var("BLESS").is_ok_and(|bless| bless == "1") {
        fs::write(root().join(path), wanted).unwrap_or_else(|error| panic!("{path}: {error}"));
        return;
    }
    let difference = difference::of(&committed, wanted);
    panic!("{path} is out of step with the code:\n{difference}\nrefresh it: {REFRESH}");
}

#[test]
fn the_json_schema_is_in_step() {
    let text = serde_json::to_string_pretty(&scenario::schema()).expect("a schema is JSON");
    in_step("scenarios/schema.json", &(text + "\n"));
}

#[test]
fn the_reference_of_all_keys_is_in_step_and_is_yaml() {
    let text = reference::text();
    language::yaml::parse("reference.yaml", &text).unwrap_or_else(|faults| panic!("{faults}"));
    in_step("scenarios/reference.yaml", &text);
}

/// The description of the model as it should be: what is written by hand, and the parts made anew.
fn description() -> String {
    odd::parts().iter().fold(read("sim/ODD.md"), |text, (name, part)| {
        let page = odd::replace(&text, name, part);
        page.unwrap_or_else(|| panic!("sim/ODD.md has no `<!-- generated: {name} -->`"))
    })
}

#[test]
fn the_description_of_the_model_is_in_step() {
    in_step("sim/ODD.md", &description());
}

#[test]
fn a_metric_is_named_after_what_it_belongs_to_and_is_described() {
    let page = description();
    let metrics = odd::metrics();
    assert!(metrics.len() > 40, "{metrics:?}");
    for (name, _) in metrics {
        let owner = name.split('.').next().unwrap_or_default();
        let is_known = STAGES.contains(&owner) || THINGS.contains(&owner);
        assert!(is_known, "`{name}` begins with neither a stage nor one of {THINGS:?}");
        assert!(page.contains(&format!("`{name}`")), "`{name}` is not in sim/ODD.md; {REFRESH}");
        let known = meanings::of(&name).is_some();
        assert!(known, "say what `{name}` means in sim/tests/generated/meanings.rs");
    }
}

#[test]
fn every_meaning_is_of_a_metric_that_is_written_down() {
    let metrics = odd::metrics();
    for (name, _) in meanings::MEANINGS {
        assert!(metrics.iter().any(|(known, _)| known == name), "no run writes down `{name}`");
    }
}

#[test]
fn a_stage_is_a_folder_a_key_and_a_heading() {
    let page = description();
    let schema = scenario::schema();
    for (at, stage) in STAGES.into_iter().enumerate() {
        assert!(root().join("sim/src").join(stage).is_dir(), "there is no folder sim/src/{stage}");
        let key = schema.pointer(&format!("/properties/{stage}"));
        assert!(key.is_some(), "a scenario has no key `{stage}`");
        let heading = format!("### 7.{} {}", at + 1, odd::capital(stage));
        assert!(page.lines().any(|line| line == heading), "ODD.md has no `{heading}`");
    }
    let elements = [
        "1 Purpose and patterns",
        "2 Entities, state variables and scales",
        "3 Process overview and scheduling",
        "4 Design concepts",
        "5 Initialisation",
        "6 Input data",
        "7 Submodels",
    ];
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(headings, elements, "the elements of the ODD protocol, in their order");
}

#[test]
fn the_readme_shows_the_sample_and_a_fault_as_they_are() {
    let readme = read("README.md");
    let sample = read("scenarios/first-steps/glasses.yaml");
    let excerpt = source::fenced(&readme, "yaml").expect("the README shows a part of the sample");
    for line in excerpt.lines() {
        assert!(sample.lines().any(|own| own == line), "the sample has no line\n{line}");
    }
    let misspelt = sample.replace("LENS/day, every:", "LENS/day, evry:");
    let Err(faults) = scenario::load("glasses.yaml", &misspelt, &[], &Default::default()) else {
        panic!("the misspelt sample was read");
    };
    let shown = source::fenced(&readme, "console").expect("the README shows a fault");
    let command = shown.lines().next().unwrap_or_default();
    let wanted = format!("{command}\n{}", faults.render(false).trim_end());
    in_step("README.md", &readme.replace(shown, &wanted));
}
