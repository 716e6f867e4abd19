//! Holds the XML to the schema of Jenkins' xUnit plugin, and to what a reader needs.

use roxmltree::{Document, Node};
use studies::Status;

use super::super::example;
use super::*;

/// An element of the schema: what may be in it, what must be said of it, and what may be.
type Element =
    (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

/// What `junit-10.xsd` of Jenkins' xUnit plugin allows of what JUnit can say
/// (<https://github.com/jenkinsci/xunit-plugin>, commit 031e285; verified).
const SCHEMA: &[Element] = &[
    ("testsuites", &["testsuite"], &[], &["name", "time", "tests", "failures", "errors"]),
    (
        "testsuite",
        &["testsuite", "properties", "testcase", "system-out", "system-err"],
        &["name", "tests", "failures", "errors"],
        &[
            "group",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
            "log",
            "url",
        ],
    ),
    ("properties", &["property"], &[], &[]),
    ("property", &[], &["name", "value"], &[]),
    (
        "testcase",
        &["skipped", "error", "failure", "system-out", "system-err"],
        &["name"],
        &["time", "classname", "group"],
    ),
    ("skipped", &[], &[], &["type", "message"]),
    ("error", &[], &[], &["type", "message"]),
    ("failure", &[], &[], &["type", "message"]),
    ("system-out", &[], &[], &[]),
    ("system-err", &[], &[], &[]),
];

/// Every way in which an element and what is in it leaves the schema.
fn faults(node: Node) -> Vec<String> {
    let name = node.tag_name().name();
    let Some((_, children, required, optional)) = SCHEMA.iter().find(|(of, ..)| *of == name) else {
        return vec![format!("<{name}> is not in the schema")];
    };
    let mut faults = Vec::new();
    for missing in required.iter().filter(|key| node.attribute(**key).is_none()) {
        faults.push(format!("<{name}> has no {missing}"));
    }
    for attribute in node.attributes() {
        let key = attribute.name();
        if !required.contains(&key) && !optional.contains(&key) {
            faults.push(format!("<{name}> may have no {key}"));
        }
        // SUREFIRE_TIME: digits, by threes with commas if one likes, and decimals.
        if key == "time" && attribute.value().parse::<f64>().is_err() {
            faults.push(format!("<{name} time> is {}", attribute.value()));
        }
    }
    let holds_text = !matches!(name, "testsuites" | "testsuite" | "testcase" | "properties");
    for child in node.children() {
        if child.is_element() && !children.contains(&child.tag_name().name()) {
            faults.push(format!("<{name}> may hold no <{}>", child.tag_name().name()));
        }
        if child.is_element() {
            faults.extend(self::faults(child));
        } else if !holds_text && !child.text().unwrap_or_default().trim().is_empty() {
            faults.push(format!("<{name}> may hold no text"));
        }
    }
    faults
}

fn xml(checked: &Checked) -> String {
    junit(checked).expect("is XML")
}

/// The case of a name.
fn named<'a>(document: &'a Document, name: &str) -> Node<'a, 'a> {
    let mut nodes = document.descendants();
    nodes.find(|node| node.attribute("name") == Some(name)).unwrap_or_else(|| panic!("no {name}"))
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.tag_name().name() == name)
}

#[test]
fn it_is_within_the_schema() {
    for checked in [example::checked(), Checked::default()] {
        let xml = xml(&checked);
        let document = Document::parse(&xml).expect("is XML");
        assert_eq!(document.root_element().tag_name().name(), "testsuites");
        assert_eq!(faults(document.root_element()), Vec::<String>::new(), "{xml}");
    }
}

#[test]
fn the_schema_here_finds_what_leaves_it() {
    let xml = "<testsuites skipped='1'><testsuite name='a' tests='1' failures='0'><testcase name='b'>\
               <properties/>text</testcase></testsuite></testsuites>";
    assert_eq!(
        faults(Document::parse(xml).expect("is XML").root_element()),
        [
            "<testsuites> may have no skipped",
            "<testsuite> has no errors",
            "<testcase> may hold no <properties>",
            "<testcase> may hold no text"
        ]
    );
}

#[test]
fn what_is_not_met_fails_and_what_cannot_be_asked_is_an_error() {
    let xml = xml(&example::checked());
    let document = Document::parse(&xml).expect("is XML");
    let root = document.root_element();
    let counts = ["tests", "failures", "errors"].map(|name| root.attribute(name));
    assert_eq!(counts, [Some("9"), Some("3"), Some("2")]);

    let failed = named(&document, "mean of devices.active at the end >= 1000");
    assert_eq!(failed.attribute("classname"), Some("scenarios/a/crash.yaml"));
    let failure = child(failed, "failure").expect("failed");
    assert_eq!(failure.attribute("type"), Some("failed"));
    assert_eq!(failure.attribute("message"), Some("812 [790, 834] of n = 200 is below 1000"));
    assert_eq!(
        failure.text(),
        Some(
            "812 [790, 834] of n = 200 is below 1000\nat scenarios/a/crash.yaml:41:5\n\
             because: The fleet must survive.\nthe worst replicate again: \
             aipin run scenarios/a/crash.yaml --seed 7 --replicates 14"
        )
    );
    let output = child(failed, "system-out").and_then(|node| node.text()).expect("output");
    for property in [
        "estimate=812",
        "ci_low=790",
        "ci_high=834",
        "bound=1000",
        "margin=-188",
        "unit=devices",
        "n=200",
        "seed=7",
        "worst_replicate=13",
    ] {
        assert!(output.lines().any(|line| line == format!("[[PROPERTY|{property}]]")), "{output}");
    }
    for (name, kind) in [("it can be read", "wrong"), ("it can be played", "broken")] {
        let error = child(named(&document, name), "error").expect("an error");
        assert_eq!(error.attribute("type"), Some(kind));
    }
}

#[test]
fn what_is_open_fails_and_says_that_it_is_open() {
    let xml = xml(&example::checked());
    let document = Document::parse(&xml).expect("is XML");
    let told = child(named(&document, "p95 of price.usd at the end <= 2"), "failure");
    assert_eq!(told.expect("a failure").attribute("type"), Some("inconclusive"));
    assert_eq!(named(&document, "scenarios/a/crash.yaml").attribute("skipped"), Some("0"));
}

#[test]
fn a_warning_passes_and_is_told() {
    let xml = xml(&example::checked());
    let document = Document::parse(&xml).expect("is XML");
    let warned = named(&document, "share of runs with a spiral <= 5 %");
    let children: Vec<_> = warned.children().filter(Node::is_element).collect();
    assert_eq!(children.len(), 1);
    assert!(children[0].text().is_some_and(|text| text.starts_with("warning: as it is\nat ")));
}

#[test]
fn a_suite_says_what_was_played() {
    let xml = xml(&example::checked());
    let document = Document::parse(&xml).expect("is XML");
    let suite = named(&document, "scenarios/a/crash.yaml");
    assert_eq!(suite.attribute("time"), Some("12.345"));
    let properties = child(suite, "properties").expect("properties");
    let properties: Vec<_> = properties
        .children()
        .filter(Node::is_element)
        .map(|node| (node.attribute("name"), node.attribute("value")))
        .collect();
    assert_eq!(properties, [(Some("seed"), Some("7")), (Some("replicates"), Some("200"))]);
}

#[test]
fn nasty_names_stay_within_and_none_is_lost() {
    let mut checked = example::checked();
    let nasty = "a \" skipped=\"0\" <b>&c;]]>\u{1b}[31m\u{0}\u{fffe}\u{ffff} é\n--";
    let scenario = &mut checked.scenarios[0];
    scenario.path = nasty.into();
    let mut case = scenario.cases[0].clone();
    (case.name, case.message, case.because) = (nasty.into(), nasty.into(), nasty.into());
    case.status = Status::Inconclusive;
    scenario.cases = vec![case.clone(), case];
    let xml = xml(&checked);
    let document = Document::parse(&xml).expect("is XML");
    assert_eq!(faults(document.root_element()), Vec::<String>::new(), "{xml}");
    assert!(!xml.contains(['\u{fffe}', '\u{ffff}']), "{xml}");
    let suite = document.root_element().first_element_child().expect("a suite");
    let cases = suite.children().filter(|node| node.has_tag_name("testcase"));
    let names: Vec<_> = cases.filter_map(|node| node.attribute("name")).collect();
    // The signs that XML cannot hold are gone; an attribute has no second line.
    let kept = "a \" skipped=\"0\" <b>&c;]]> é --";
    assert_eq!(names, [kept.to_owned(), format!("{kept} (2)")]);
}

#[test]
fn a_number_that_is_none_is_no_property() {
    let mut checked = example::checked();
    let figure = checked.scenarios[0].cases[0].figure.as_mut().expect("a figure");
    (figure.margin, figure.estimate.low) = (f64::NAN, f64::NAN);
    let xml = xml(&checked);
    let document = Document::parse(&xml).expect("is XML");
    let case = named(&document, "mean of devices.active at the end >= 1000");
    let output = child(case, "system-out").and_then(|node| node.text()).expect("output");
    assert!(!output.contains("NaN") && output.contains("ci_high=834"), "{output}");
}
