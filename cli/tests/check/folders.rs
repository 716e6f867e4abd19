//! Which files are checked.

use std::fs;

use crate::{KEPT, MISSED, check, folder, with};

#[test]
fn folders_are_searched_in_order_and_what_is_no_scenario_is_told() {
    let kept = with(KEPT);
    let folder = folder(&[
        ("s/b.yaml", &kept),
        ("s/a/deep.yaml", &kept),
        ("s/devices/ring.yaml", "class: ring\n"),
        ("c.yaml", &with(MISSED)),
    ]);
    let done = check(folder.path(), &["s", "s/b.yaml"]);
    assert_eq!(done.code, Some(0));
    let names: Vec<&str> =
        done.stdout.lines().filter_map(|line| line.split(':').next()).take(3).collect();
    assert_eq!(names, ["- s/devices/ring.yaml", "✓ s/a/deep.yaml", "✓ s/b.yaml"]);
    assert!(done.stdout.contains("\n2 scenarios: 4 passed in "), "{}", done.stdout);
}

#[test]
fn what_is_named_must_be_a_scenario_and_a_folder_must_hold_one() {
    let folder = folder(&[("devices/ring.yaml", "class: ring\n")]);
    let named = check(folder.path(), &["devices/ring.yaml"]);
    assert_eq!(named.code, Some(2));
    let none = check(folder.path(), &["devices"]);
    let told = "error: devices: there is no scenario in this folder\n";
    assert_eq!((none.code, none.stderr.as_str()), (Some(2), told));
}

#[test]
fn quiet_tells_only_what_is_not_as_expected() {
    let folder = folder(&[("a.yaml", &with(KEPT)), ("b.yaml", &with(MISSED))]);
    let done = check(folder.path(), &["a.yaml", "--quiet"]);
    assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("", ""));
    let done = check(folder.path(), &[".", "--quiet"]);
    assert!(done.stdout.starts_with("✗ b.yaml: ") && !done.stdout.contains("a.yaml"));
}

#[test]
fn what_is_wrong_before_anything_is_played_leaves_nothing_behind() {
    let folder = folder(&[("a.yaml", &with(KEPT))]);
    assert_eq!(check(folder.path(), &["a.yaml", "--set", "days"]).code, Some(2));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
