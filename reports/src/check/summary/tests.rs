//! Holds the summary to its length, and to what a reader needs.

use super::super::example;
use super::*;

/// Where each of these stands in a text; it must be there.
fn places(text: &str, words: &[&str]) -> Vec<usize> {
    words
        .iter()
        .map(|words| text.find(words).unwrap_or_else(|| panic!("no {words}: {text}")))
        .collect()
}

#[test]
fn the_most_important_comes_first() {
    let text = summary(&example::checked());
    let places = places(
        &text,
        &[
            "## aipin check: not as expected, 3 of 3 scenarios\n",
            "Cases: 1 passed, 1 moved, 2 warnings, 1 inconclusive, 2 failed, 1 wrong, 1 broken. Exit code 3.",
            "| `scenarios/c/broken.yaml` | broken | 0 of 1 | 0 | 1 | 0.0 s |",
            "| `scenarios/b/wrong.yaml` | wrong |",
            "| `scenarios/a/crash.yaml` | failed | 1 of 7 | 200 | 7 | 12.3 s |",
            "### broken: it can be played",
            "### wrong: it can be read",
            "- 3:1: unknown key `emision`\n- 9:5: `days` is missing",
            "### failed: mean of devices.active at the end >= 1000",
            "`scenarios/a/crash.yaml:41:5`",
            "812 [790, 834] of n = 200 is below 1000",
            "Why it matters: The fleet must survive.",
            "| 812 devices | 790 to 834 | 1,000 | −188 | 200 |",
            "The worst replicate again (seed 7, replicate 13):",
            "```sh\naipin run scenarios/a/crash.yaml --seed 7 --replicates 14\n```",
            "### inconclusive: p95 of price.usd at the end &lt;= 2",
            "### Moved: `scenarios/a/crash.yaml`",
            "failed: the figures are those of the baseline\n\n1 of 25 figures moved on the same chance\n\n\
             | figure | before | after |\n| --- | --- | --- |\n| emission.minted_tokens | 100.000 | 110.000 |",
            "| against main: price.usd | 1 | 1.00001 | 0.00100 % | USD | moved |",
            "### Warnings: the check does not fail for these",
            "| `scenarios/a/crash.yaml:3:1` | share of runs with a spiral &lt;= 5 % | as it is |",
            "<summary>scenarios/a/crash.yaml, case by case</summary>",
            "| passed | supply.tokens always >= 0 |",
        ],
    );
    assert!(places.is_sorted(), "{places:?}\n{text}");
    assert!(!text.contains("Left out"));
}

#[test]
fn nothing_is_said_of_what_there_is_none_of() {
    let mut checked = example::checked();
    checked.scenarios.truncate(1);
    checked.scenarios[0].cases.drain(..6);
    let text = summary(&checked);
    places(
        &text,
        &["## aipin check: as expected, 1 of 1 scenarios", "Cases: 1 passed. Exit code 0."],
    );
    for absent in ["###", "Moved", "[!NOTE]"] {
        assert!(!text.contains(absent), "{absent}: {text}");
    }
}

#[test]
fn a_scenario_of_which_nothing_is_asked_is_not_said_to_have_passed() {
    let checked = Checked { scenarios: vec![CheckedScenario::default()] };
    assert!(summary(&checked).contains("| nothing asked | 0 of 0 |"));
}

#[test]
fn no_text_breaks_out_of_its_cell() {
    let nasty = "a|b\r\n# c <script>`d`</script> | e";
    let mut checked = example::checked();
    checked.scenarios.truncate(1);
    let scenario = &mut checked.scenarios[0];
    scenario.path = nasty.into();
    for case in &mut scenario.cases {
        (case.name, case.message, case.because) = (nasty.into(), nasty.into(), nasty.into());
    }
    let text = summary(&checked);
    // Within code it is what it is: every second stretch between backticks.
    assert!(!text.split('`').step_by(2).any(|words| words.contains("<script")), "{text}");
    assert!(!text.lines().any(|line| line.starts_with("# ")), "{text}");
    for table in text
        .lines()
        .filter(|line| line.starts_with("| "))
        .collect::<Vec<_>>()
        .chunk_by(|above, below| cells(above) == cells(below))
    {
        assert!(table.len() >= 3, "a row has other cells than its header: {table:?}");
    }
}

/// How many cells a row has: bars that are not escaped.
fn cells(row: &str) -> usize {
    row.replace("\\|", "").matches('|').count()
}

#[test]
fn it_is_never_too_long_and_says_what_is_left_out() {
    let mut checked = example::checked();
    let mut long = checked.scenarios[0].clone();
    long.cases[0].because = "é".repeat(5_000);
    checked.scenarios.extend(std::iter::repeat_n(long, 600));
    let text = summary(&checked);
    assert!(text.len() <= MOST_BYTES, "{}", text.len());
    assert!(text.len() > MOST_BYTES * 9 / 10, "{}", text.len());
    places(
        &text,
        &[
            "The worst first; 103 more are not in the table.",
            "GitHub shows 10 annotations of a kind",
            "> Left out, for want of room: ",
            " × case that is not met, 601 × scenario that moved, 1 × table of warnings, \
             603 × list of all cases of a scenario.",
        ],
    );
    // Characters are never cut in two, nor a section: the last that is shown is whole.
    assert!(text.contains(&format!("Why it matters: {}…", "é".repeat(MOST_CHARACTERS))));
}

#[test]
fn not_even_one_long_section_makes_it_too_long() {
    let mut checked = Checked::default();
    let path = "é".repeat(3_000);
    checked.scenarios = vec![CheckedScenario { path, ..CheckedScenario::default() }; 600];
    let text = summary(&checked);
    assert!(text.len() <= MOST_BYTES, "{}", text.len());
    places(&text, &["## aipin check:", "1 × table of scenarios"]);
}

#[test]
fn small_moves_can_be_seen() {
    let shown =
        [1_234.567_89, -0.000_123_456_7, 1e15, 0.0, f64::NAN, f64::INFINITY].map(six_digits);
    assert_eq!(shown, ["1234.57", "-0.000123457", "1000000000000000", "0", "–", "never"]);
}
