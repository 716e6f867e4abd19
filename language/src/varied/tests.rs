//! These tests are about quantities that vary: how they read, and what is said of faults in them.

use serde_json::{Value as Json, json};

use super::*;
use crate::quantity::{Duration, Share, UsdPerKwh};
use crate::{Faults, read, schema, yaml};

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Owner {
    /// How much of the day it is up.
    uptime: Varied<Share>,
    electricity: Option<Varied<UsdPerKwh>>,
    /// Days until it is given up [days].
    #[schemars(range(min = 1.0, max = 90.0))]
    days: Varied<f64>,
    #[schemars(range(max = 9.0))]
    children: Option<Varied<f64>>,
    #[schemars(extend("x-positive" = true))]
    lifetime: Varied<Duration>,
    #[schemars(extend("x-positive" = true))]
    weight: Varied<f64>,
}

impl Default for Owner {
    fn default() -> Self {
        Self {
            uptime: Varied::Same(Share::of("95 %")),
            electricity: None,
            days: Varied::Same(45.0),
            children: None,
            lifetime: Varied::Between { from: Duration::of("1 year"), to: Duration::of("2 years") },
            weight: Varied::Same(1.0),
        }
    }
}

fn owner(text: &str) -> Result<Owner, Faults> {
    read(&yaml::parse("t.yaml", text).expect("is YAML"), None)
}

fn shape(text: &str) -> Shape {
    owner(text).expect("is right").uptime.shape()
}

/// Column, message and help of each fault.
fn faults(text: &str) -> Vec<String> {
    let faults = owner(text).expect_err("is wrong").into_list();
    let told = |fault: crate::Fault| {
        let column = fault.place.line_and_column().1;
        format!("{column}: {}; {}", fault.message, fault.help.unwrap_or_default())
    };
    faults.into_iter().map(told).collect()
}

#[test]
fn a_quantity_is_one_value_two_ends_or_a_median_with_a_spread() {
    assert_eq!(shape("uptime: 95 %"), Shape::Same(0.95));
    let between = Shape::Between { from: 0.25, to: 0.75 };
    assert_eq!(shape("uptime: { from: 25 %, to: 75 % }"), between);
    let around = Shape::Around { median: 0.5, spread: 0.35 };
    assert_eq!(shape("uptime: { median: 50 %, spread: 35 % }"), around);
    assert_eq!([between.middle(), around.middle(), Shape::Same(3.0).middle()], [0.5, 0.5, 3.0]);
}

#[test]
fn plain_numbers_vary_too() {
    let days = |text| owner(text).expect("is right").days;
    assert_eq!(days("days: 1_0"), Varied::Same(10.0));
    assert_eq!(days("days: { from: 4, to: 20.5 }"), Varied::Between { from: 4.0, to: 20.5 });
    let around = Varied::Around { median: 12.0, spread: Ratio::of("20 %") };
    assert_eq!(days("days: { median: 12, spread: 20 % }"), around);
}

#[test]
fn it_is_the_same_for_all_where_its_ends_meet_or_it_has_no_spread() {
    assert!(shape("uptime: 95 %").is_same());
    assert!(shape("uptime: { from: 80 %, to: 80 % }").is_same());
    assert!(shape("uptime: { median: 80 %, spread: 0 % }").is_same());
    assert!(!shape("uptime: { from: 80 %, to: 81 % }").is_same());
    assert!(!shape("uptime: { median: 80 %, spread: 1 % }").is_same());
}

#[test]
fn it_is_written_back_as_it_was_written() {
    let text = "uptime: { from: 0.8e2 %, to: 99.5 % }\nelectricity: { median: 15e-2 USD/kWh, spread: 35 % }";
    let read = owner(text).expect("is right");
    let written = serde_json::to_value(&read).expect("is plain data");
    assert_eq!(written["uptime"], json!({ "from": "0.8e2 %", "to": "99.5 %" }));
    assert_eq!(written["electricity"], json!({ "median": "15e-2 USD/kWh", "spread": "35 %" }));
    assert_eq!(written["days"], json!(45.0));
    assert_eq!(serde_json::from_value::<Owner>(written).expect("reads back"), read);
}

#[test]
fn nothing_is_fine_in_an_option_only() {
    assert_eq!(owner("electricity: ~").expect("is right").electricity, None);
    assert_eq!(owner("children: ~").expect("is right").children, None);
    let help = "write for example `70 %`";
    assert_eq!(faults("uptime: ~"), [format!("1: a share is wanted here, not nothing; {help}")]);
    assert_eq!(faults("uptime: []"), [format!("1: a share is wanted here, not a list; {help}")]);
}

#[test]
fn a_wrong_single_value_is_told_as_if_nothing_varied() {
    let such = "a share is wanted, such as `70 %`";
    assert_eq!(faults("uptime: often"), [format!("9: `often` is no quantity; {such}")]);
    assert_eq!(faults("uptime: 95"), [format!("9: `95` has no unit; {such}")]);
    assert_eq!(faults("uptime: 5 USD"), [format!("9: `5 USD` is an amount of money; {such}")]);
    let help = "Days until it is given up [days].";
    assert_eq!(faults("days: soon"), [format!("7: `soon` is not a number; {help}")]);
}

#[test]
fn faults_inside_of_a_map_are_told_all_at_once_each_at_its_place() {
    let such = "a share is wanted, such as `70 %`";
    assert_eq!(
        faults("uptime: { from: 80, to: 3 days }"),
        [
            format!("17: `80` has no unit; {such}"),
            format!("25: `3 days` is a length of time; {such}"),
        ]
    );
    let any = "a share of any size is wanted, such as `25 %`";
    assert_eq!(
        faults("electricity: { median: dear, spread: 0.3 }"),
        [
            "24: `dear` is no quantity; a price of energy is wanted, such as `0.12 USD/kWh`".into(),
            format!("38: `0.3` has no unit; {any}"),
        ]
    );
}

#[test]
fn keys_that_are_misspelt_missing_or_strange_are_named() {
    assert_eq!(
        faults("uptime: { form: 80 %, to: 90 % }"),
        ["11: there is no key `form` here; did you mean `from`? known here: `from`, `to`"]
    );
    assert_eq!(
        faults("uptime: { medain: 80 % }"),
        [
            "1: `spread` is missing; spread: The standard deviation of the logarithm; at least 0 %.",
            "11: there is no key `medain` here; did you mean `median`? known here: `median`, `spread`",
        ]
    );
    assert_eq!(faults("uptime: { from: 80 % }"), ["1: `to` is missing; to: The upper end."]);
    let forms = "write one value, { from: …, to: … } or { median: …, spread: … }";
    assert_eq!(faults("uptime: {}"), [format!("1: a value is missing; {forms}")]);
    assert_eq!(
        faults("uptime: { lowest: 80 %, highest: 90 % }"),
        [
            format!("11: there is no key `lowest` here; {forms}"),
            format!("25: there is no key `highest` here; {forms}"),
        ]
    );
}

#[test]
fn keys_of_two_forms_are_one_fault_and_their_values_are_checked() {
    let forms = "write one value, { from: …, to: … } or { median: …, spread: … }";
    assert_eq!(
        faults("uptime: { from: 80, median: 90 % }"),
        [
            "17: `80` has no unit; a share is wanted, such as `70 %`".to_owned(),
            format!("21: `from` and `median` do not go together; {forms}"),
        ]
    );
}

#[test]
fn a_range_that_ends_below_its_beginning_is_told_at_its_end() {
    assert_eq!(
        faults("uptime: { from: 99 %, to: 80 % }\ndays: { to: 3, from: 20 }"),
        [
            "27: `80 %` is below `99 %`, where the range begins; write { from: 80 %, to: 99 % }",
            "13: `3` is below `20`, where the range begins; write { from: 3, to: 20 }",
        ]
    );
    // Compared is what is meant, and not the number as written.
    owner("lifetime: { from: 360 days, to: 1 year }").expect("a year is longer");
    let swapped = faults("lifetime: { from: 2 years, to: 36 hours }");
    assert_eq!(swapped.len(), 1, "{swapped:?}");
}

#[test]
fn the_bounds_of_a_field_hold_for_every_number_but_the_spread() {
    assert_eq!(
        faults("days: 0.5"),
        ["7: 0.5 is too small: at least 1; Days until it is given up [days]."]
    );
    assert_eq!(
        faults("days: { from: 0, to: 91 }"),
        [
            "15: 0 is too small: at least 1; The lower end.",
            "22: 91 is too large: at most 90; The upper end.",
        ]
    );
    assert_eq!(
        faults("children: { median: 10, spread: 900 % }"),
        ["21: 10 is too large: at most 9; Half are below it and half above."]
    );
    assert_eq!(
        faults("lifetime: { median: 0 days, spread: 0 % }"),
        ["21: `0 days` is zero, and must be more; "]
    );
    assert_eq!(
        faults("weight: { from: 0, to: 1 }"),
        ["17: 0 is too small: it must be above 0; The lower end."]
    );
}

#[test]
fn an_editor_is_told_of_every_form_with_its_bounds() {
    let schema = schema::of::<Owner>();
    let days = &schema["properties"]["days"];
    assert_eq!(days["description"], "Days until it is given up [days].");
    assert_eq!(days["default"], 45.0);
    let forms = days["anyOf"].as_array().expect("has forms");
    let titles: Vec<&Json> = forms.iter().map(|form| &form["title"]).collect();
    assert_eq!(titles, ["The same for all", "Between two ends", "Around a median"]);
    assert!(forms.iter().all(|form| form["description"].is_string()));
    for number in [&forms[0], &forms[1]["properties"]["to"], &forms[2]["properties"]["median"]] {
        assert_eq!((&number["type"], &number["maximum"]), (&json!("number"), &json!(90.0)));
    }
    let children = schema["properties"]["children"]["anyOf"].as_array().expect("has forms");
    assert_eq!((children.len(), &children[3]), (4, &json!({ "type": "null" })));
}

#[test]
fn what_no_check_has_seen_is_still_not_read_when_it_is_wrong() {
    let fault = |value| serde_json::from_value::<Varied<f64>>(value).unwrap_err().to_string();
    assert_eq!(fault(json!({ "from": 2, "to": 1 })), "`to` is below `from`");
    let either = "either `from` and `to` are wanted, or `median` and `spread`";
    assert_eq!(fault(json!({ "from": 2, "median": 1 })), either);
    assert!(fault(json!({ "form": 2 })).starts_with("unknown field `form`"));
}
