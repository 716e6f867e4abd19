//! These tests are about checking a tree: which faults are told, and where.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::quantity::{Duration, Share};
use crate::{read, yaml};

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Rule {
    Halving(Halving),
    Flat(Flat),
    None,
}

/// Halves.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Halving {
    /// Time between halvings.
    #[schemars(extend("x-positive" = true))]
    every: Duration,
}

#[derive(Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Flat {
    rate: Option<Share>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Rule,
    #[serde(default)]
    #[schemars(range(min = 1, max = 10))]
    count: u32,
    #[serde(default)]
    shares: IndexMap<String, Share>,
}

fn messages(text: &str) -> Vec<String> {
    let tree = yaml::parse("t.yaml", text).expect("is YAML");
    let faults = read::<File>(&tree, None).expect_err("is wrong");
    let line = |f: &crate::Fault| f.place.line_and_column().0;
    faults.list().iter().map(|fault| format!("{}: {}", line(fault), fault.message)).collect()
}

#[test]
fn kinds_may_be_bare_or_have_parameters() {
    let file = |text| read::<File>(&yaml::parse("t.yaml", text).unwrap(), None).unwrap();
    assert_eq!(file("rule: none").rule, Rule::None);
    assert_eq!(file("rule: flat").rule, Rule::Flat(Flat { rate: None }));
    let halving = Rule::Halving(Halving { every: Duration::of("2 years") });
    assert_eq!(file("rule: { halving: { every: 730 days } }\ncount: 1_0").rule, halving);
}

#[test]
fn nothing_is_fine_where_a_value_is_optional() {
    let file = |text| read::<File>(&yaml::parse("t.yaml", text).unwrap(), None).unwrap();
    assert_eq!(file("rule: { flat: { rate: ~ } }").rule, Rule::Flat(Flat { rate: None }));
    assert_eq!(
        messages("rule: none\nshares: { a: ~ }"),
        ["2: a share is wanted here, not nothing"]
    );
}

#[test]
fn all_faults_are_found_at_once_in_the_order_of_the_file() {
    let text = "rule: { halvin: { every: 3 } }\ncount: 11\nshares: { a: 70, a: 2 %, b: 3 USD }\ncoutn: 1\n";
    assert_eq!(
        messages(text),
        [
            "1: there is no kind `halvin`",
            "2: 11 is too large: at most 10",
            "3: `70` has no unit",
            "3: `a` is here a second time",
            "3: `3 USD` is an amount of money",
            "4: there is no key `coutn` here",
        ]
    );
}

#[test]
fn kinds_that_are_missing_doubled_or_bare_are_named() {
    assert_eq!(messages("count: 1"), ["1: `rule` is missing"]);
    assert_eq!(messages("rule: halving"), ["1: `halving` needs parameters"]);
    assert_eq!(messages("rule: { none: { a: 1 } }"), ["1: `none` takes no parameters"]);
    assert_eq!(
        messages("rule: { halving: { every: 0 days } }"),
        ["1: `0 days` is zero, and must be more"]
    );
    let both = "rule: { halving: { every: 1 day }, flat: {} }";
    assert_eq!(messages(both), ["1: `halving` and `flat` are two kinds at once"]);
    assert_eq!(messages("rule: []"), ["1: one kind is wanted here, not a list"]);
}

/// A bad date in a series of fifty was once told at the first line of the file.
#[test]
fn a_bad_date_among_the_keys_of_a_map_is_told_at_its_place() {
    #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
    struct Series {
        #[schemars(extend("x-keys" = "Day"))]
        shares: IndexMap<crate::when::Day, Share>,
    }
    let text = "shares:\n  2026-05-31: 1 %\n  2026-06-31: 2 %\n";
    let tree = yaml::parse("t.yaml", text).expect("is YAML");
    let faults = read::<Series>(&tree, None).expect_err("June has 30 days");
    let fault = &faults.list()[0];
    assert_eq!(fault.message, "`2026-06-31` is no date");
    assert_eq!(fault.place.line_and_column(), (3, 3));
}
