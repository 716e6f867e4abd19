//! Proves that `aipin explain` tells what every mechanism of a scenario is.

mod common;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use common::{Done, done};

fn aipin(arguments: &[&str]) -> Done {
    done(Command::new(env!("CARGO_BIN_EXE_aipin")), Path::new("."), arguments)
}

fn told(arguments: &[&str]) -> String {
    let done = aipin(&[&["explain"], arguments].concat());
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done.stdout
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("is JSON")
}

/// Choices whose kinds say nothing by themselves: what holds them does.
const PARTS: [&str; 3] = ["Against", "At", "MethodKind"];

/// The kinds of every choice of the schema, each with the type behind it.
fn kinds(schema: &Value) -> Vec<(String, Value)> {
    let definitions = schema["$defs"].as_object().expect("types");
    let choices = definitions.iter().filter(|(name, _)| !PARTS.contains(&name.as_str()));
    let options = choices.flat_map(|(_, choice)| choice["oneOf"].as_array().into_iter().flatten());
    let kinds = options.flat_map(|option| option["properties"].as_object().into_iter().flatten());
    kinds.map(|(kind, schema)| (kind.clone(), of_type(schema, definitions))).collect()
}

fn of_type(schema: &Value, definitions: &serde_json::Map<String, Value>) -> Value {
    let name = schema["$ref"].as_str().expect("a kind is a type").trim_start_matches("#/$defs/");
    definitions[name].clone()
}

#[test]
fn every_kind_of_the_schema_is_explained_with_equation_reason_source_and_example() {
    let schema = json(&aipin(&["schema"]).stdout);
    let pages = json(&told(&["--json"]));
    let pages = pages.as_array().expect("a list");
    let list = told(&[]);
    let kinds = kinds(&schema);
    assert!(kinds.len() >= 45, "{}", kinds.len());
    for (kind, schema) in kinds {
        let doc = schema["description"].as_str().expect("a doc");
        // A kind that is a number says all in one sentence.
        if schema["type"] != "object" {
            continue;
        }
        let is_it = |page: &&Value| {
            let about = page["about"].as_str().expect("a text");
            page["name"] == kind.as_str() && same(doc).starts_with(&same(about))
        };
        let page = pages.iter().find(is_it).unwrap_or_else(|| panic!("{kind}: {doc}"));
        for section in ["about", "equation", "why", "source", "example"] {
            let text = page[section].as_str().unwrap_or_else(|| panic!("{kind} has no {section}"));
            assert!(
                !text.is_empty() && same(doc).contains(&same(text)),
                "{kind}: {section}: {text}"
            );
        }
        let parameters = page["parameters"].as_array().expect("a list");
        let keys = schema["properties"].as_object().map_or(0, |keys| keys.len());
        assert!(parameters.len() >= keys, "{kind}: {parameters:?}");
        for parameter in parameters {
            assert!(
                parameter["meaning"].as_str().is_some_and(|text| !text.is_empty()),
                "{kind}: {parameter}"
            );
        }
        let path = page["paths"][0].as_str().expect("a path");
        assert!(
            list.lines().any(|line| line.trim_start().starts_with(&format!("{kind} "))),
            "{kind} in {list}"
        );
        let text = told(&[path]);
        assert!(text.starts_with(&format!("{path}\n")), "{text}");
        for heading in ["\nEquation\n  ", "\nWhy\n  ", "\nSource\n  ", "\nExample\n  "] {
            assert!(text.contains(heading), "{heading:?} in {text}");
        }
    }
}

/// A text without what a terminal does not need, to compare words.
fn same(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"`*".contains(*c)).collect()
}

#[test]
fn one_page_in_full() {
    let page = "\
emission.schedule.halving

Mints a fixed amount and halves it every so often.

Equation
  minted(t) = ⌊initial / 2^k⌋, k = ⌊(t − from) / every⌋, the shift of integers as on chains

Parameters
  initial  Minted per time before the first halving [tokens/time]; at least 0. (required, written as
           30_000 LENS/day)
  every    Time between halvings, along the calendar; more than 0. (required, written as 2 years)
  from     When the first interval began; the start of the run by default. (written as 2026-01-01)

Why
  Easy to foresee, and the sum is bounded; it shocks operators once in every interval.

Source
  Nakamoto (2008), Bitcoin, §6; Helium's HIP-20 halves every two years.

Example
  halving: { initial: 30_000 LENS/day, every: 1 year }

Also so called
  emission.subnets.by_price.halving  Blocks after which a new price weighs half of that [blocks].
";
    for asked in ["halving", "Halving"] {
        assert_eq!(told(&[asked]), page, "{asked}");
    }
    let alone = page.split("\n\nAlso").next().expect("a page");
    for asked in ["schedule.halving", "emission.schedule.halving"] {
        assert_eq!(told(&[asked]).trim_end(), alone, "{asked}");
    }
}

#[test]
fn structs_choices_and_plain_values_are_explained_too() {
    for (asked, path, words) in [
        ("remint", "emission.remint", "called net emissions"),
        ("split", "emission.split", "(default 100 %)"),
        ("allocation", "token.allocation.<name>", "cliff"),
        ("token.allocation.team", "token.allocation.<name>", "cliff"),
        ("missed", "emission.missed[]", "Equation"),
        ("burn-and-mint", "emission.burn.burn_and_mint", "(default 0 USD)"),
        ("schedule", "emission.schedule", "  halving "),
        ("emission", "emission", "  remint "),
        ("market", "market", "Also so called\n  price.market "),
        ("schedule.sum", "emission.schedule.sum", "One of fixed, dated, halving"),
        ("schedule.dated", "emission.schedule.dated", "<date>  What holds from this date on."),
        ("shocks[].crash", "shocks[].crash", "scenarios/shocks/past/"),
        ("emission.missed[].tokens", "emission.missed[].tokens", "What was not minted"),
        ("run.seed", "run.seed", "Where chance starts"),
        ("run.step", "run.step", "  week "),
    ] {
        let text = told(&[asked]);
        assert!(text.starts_with(&format!("{path}\n\n")), "{asked}: {text}");
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn a_word_that_stands_in_several_places_lists_them() {
    let text = told(&["none"]);
    assert!(text.starts_with("`none` stands in several places; "), "{text}");
    for path in ["emission.burn.none", "work.ageing.none", "decisions.joining.none"] {
        assert!(text.contains(&format!("\n  {path} ")), "{path} in {text}");
    }
    let list = json(&told(&["none", "--json"]));
    let paths: Vec<&Value> =
        list.as_array().expect("a list").iter().map(|one| &one["paths"][0]).collect();
    assert!(paths.contains(&&"emission.burn.none".into()), "{list}");
    assert!(told(&["emission.burn.none"]).starts_with("emission.burn.none\n"));
}

#[test]
fn pages_are_printed_for_programs_too() {
    let page = json(&told(&["halving", "--json"]));
    assert_eq!(
        (&page["name"], &page["paths"][0]),
        (&"halving".into(), &"emission.schedule.halving".into())
    );
    let every = &page["parameters"][1];
    assert_eq!((&every["name"], &every["required"]), (&"every".into(), &true.into()));
    assert_eq!((&every["default"], &every["such_as"]), (&Value::Null, &"2 years".into()));
    assert_eq!(page["example"], "halving: { initial: 30_000 LENS/day, every: 1 year }");
}

#[test]
fn what_nobody_knows_is_told_with_the_nearest() {
    for (asked, told) in [
        (
            "halvin",
            "a scenario has no `halvin`; did you mean `halving`? `aipin explain` lists all kinds",
        ),
        ("emission.burn.mint", "a scenario has no `emission.burn.mint`; "),
        ("zebra", "a scenario has no `zebra`; `aipin explain` lists all kinds"),
        ("", "a scenario has no ``; "),
    ] {
        let done = aipin(&["explain", asked]);
        assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""), "{asked}");
        assert!(done.stderr.starts_with(&format!("error: {told}")), "{}", done.stderr);
    }
}
