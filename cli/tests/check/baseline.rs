//! Baselines: written when they are blessed, held to when they are checked.

use std::fs;
use std::path::Path;

use crate::{check, folder, with};

/// Enough replicates for other chance to be told from another network.
fn network() -> String {
    with("").replace("replicates: 8", "replicates: 20")
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("a.baseline.yaml")).expect("it is there")
}

/// Replaces something in a file.
fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn what_moved_fails_until_it_is_blessed() {
    let folder = folder(&[("a.yaml", &network())]);
    let path = folder.path();
    let blessed = check(path, &["a.yaml", "--bless"]);
    assert_eq!(blessed.code, Some(0), "{blessed:?}");
    assert!(blessed.stdout.contains("a.baseline.yaml: written, 27 figures"), "{blessed:?}");
    let first = text(path);
    assert!(
        first.contains("\nseed: 7\nreplicates: 20\nfigures:\n  price.usd: { mean: 0."),
        "{first}"
    );

    let same = check(path, &["."]);
    assert_eq!(same.code, Some(0), "{same:?}");
    assert!(same.stdout.contains("a.yaml: 2 passed; 20 replicates"), "{same:?}");

    change(path, "a.yaml", "3_000 LENS/day", "3_300 LENS/day");
    let moved = check(path, &["a.yaml"]);
    assert_eq!(moved.code, Some(1), "{moved:?}");
    for told in [
        "✗ the figures are those of the baseline",
        " of 27 figures (",
        "on the same chance (seed 7, n = 20); the scenario was changed",
        "- emission.minted_tokens: 1500.000 → 1650.000 (+10.000 %); it would stand out on other seeds too (6.8 standard errors)",
        "if that is meant, and written in the file: aipin check a.yaml --bless",
    ] {
        assert!(moved.stdout.contains(told), "{told}: {}", moved.stdout);
    }
    assert_eq!(text(path), first, "a check writes nothing");

    let again = check(path, &["a.yaml", "--bless"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    let told = "a.baseline.yaml: written anew: ";
    assert!(again.stdout.contains(told) && again.stdout.contains("(+10.000 %)"), "{again:?}");
    assert_ne!(text(path), first);
    assert_eq!(check(path, &["a.yaml"]).code, Some(0));
}

#[test]
fn other_chance_is_told_from_another_network() {
    let folder = folder(&[("a.yaml", &network())]);
    let path = folder.path();
    assert_eq!(check(path, &["a.yaml", "--bless"]).code, Some(0));
    for other in [["--seed", "8"], ["--replicates", "30"]] {
        let done = check(path, &[&["a.yaml"][..], &other].concat());
        assert_eq!(done.code, Some(0), "{done:?}");
    }
    let emission = "emission.schedule.halving.initial=3_300 LENS/day";
    let moved = check(path, &["a.yaml", "--seed", "8", "--set", emission]);
    assert_eq!(moved.code, Some(1), "{moved:?}");
    let told = "moved more than chance moves them, on other chance (seed 8, n = 20; the baseline: seed 7, n = 20)";
    assert!(moved.stdout.contains(told), "{}", moved.stdout);
    assert!(!moved.stdout.contains("- price.usd"), "{}", moved.stdout);
    // A replicate has no spread, so that it tells nothing.
    let one = check(path, &["a.yaml", "--replicates", "1"]);
    assert_eq!(one.code, Some(4), "{one:?}");
}

#[test]
fn a_file_that_is_no_baseline_is_wrong_and_can_be_blessed() {
    let folder = folder(&[("a.yaml", &network())]);
    let path = folder.path();
    assert_eq!(check(path, &["a.yaml", "--bless"]).code, Some(0));
    let first = text(path);
    change(path, "a.baseline.yaml", "mean: 0.", "mean: about 0.");
    let wrong = check(path, &["a.yaml"]);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(wrong.stdout.contains("a.baseline.yaml:9:22: "), "{}", wrong.stdout);
    change(path, "a.baseline.yaml", "baseline: 1", "baseline: 9");
    let newer = check(path, &["a.yaml"]);
    assert_eq!(newer.code, Some(2), "{newer:?}");
    assert!(newer.stdout.contains("this is a baseline of version `9`, not 1"), "{newer:?}");
    assert_eq!(check(path, &["a.yaml", "--bless"]).code, Some(0));
    assert_eq!(text(path), first);
}

#[test]
fn a_variant_of_what_is_said_of_a_network_is_the_same_network() {
    let folder = folder(&[("a.yaml", &network())]);
    let path = folder.path();
    assert_eq!(check(path, &["a.yaml", "--bless"]).code, Some(0));
    change(path, "a.yaml", "A tiny network.", "A small network.");
    change(path, "a.yaml", "  chat:", "  talk:");
    let done = check(path, &["a.yaml"]);
    assert_eq!(done.code, Some(0), "{done:?}");
}
