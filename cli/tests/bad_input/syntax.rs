//! What is no YAML, or not the YAML that is meant.

use std::fs;

use super::{Edit, refuse, refused};

#[test]
fn what_is_no_yaml_is_told_in_words_of_the_page() {
    refused(&[
        Edit {
            name: "a tab",
            edits: &[("  symbol: LENS\n", "  symbol: LENS\n\tfoo: 1\n")],
            told: "\
error: there is a tab here
 --> scenario.yaml:6:1
  |
6 |     foo: 1
  | ^^^^
  |
  = help: indent with spaces",
        },
        Edit {
            name: "a map that is not closed",
            edits: &[("0.3 % } }", "0.3 % }")],
            told: "\
error: a `,` or a `}` is missing here
  --> scenario.yaml:24:1
   |
24 | variants:
   | ^
   |
   = help: the `{` in line 23, column 9 is still open",
        },
        Edit {
            name: "a list that is not closed",
            edits: &[("A tiny network.", "[a")],
            told: "\
error: a `:` does not belong here
 --> scenario.yaml:3:4
  |
3 | run: { start: 2026-01-01, days: 40, replicates: 3, seed: 7 }
  |    ^
  |
  = help: the `[` in line 2, column 8 is still open",
        },
        Edit {
            name: "a bracket open to the end",
            edits: &[("40 days }", "40 days")],
            told: "\
error: this bracket is never closed
  --> scenario.yaml:25:11
   |
25 |   slower: { emission.schedule.halving.every: 40 days
   |           ^",
        },
        Edit {
            name: "a quote that is not closed",
            edits: &[("A tiny network.", "\"A tiny network.")],
            told: "\
error: a quote is never closed
 --> scenario.yaml:2:8
  |
2 | about: \"A tiny network.
  |        ^
  |
  = help: end the text with the quote it begins with",
        },
        Edit {
            name: "a key that stands too far in",
            edits: &[("  decimals: 8", "   decimals: 8")],
            told: "\
error: a `:` does not belong here
 --> scenario.yaml:6:12
  |
6 |    decimals: 8
  |            ^
  |
  = help: indent the keys of one map alike; put text that holds `: ` in quotes",
        },
        Edit {
            name: "text with a colon",
            edits: &[("A tiny network.", "A network: tiny.")],
            told: "\
error: a `:` does not belong here
 --> scenario.yaml:2:17
  |
2 | about: A network: tiny.
  |                 ^
  |
  = help: indent the keys of one map alike; put text that holds `: ` in quotes",
        },
        Edit {
            name: "a name that nothing has",
            edits: &[("A tiny network.", "*tiny")],
            told: "\
error: there is nothing of this name to repeat
 --> scenario.yaml:2:8
  |
2 | about: *tiny
  |        ^
  |
  = help: `*name` repeats what `&name` marks; put text that begins with `*` in quotes",
        },
        Edit {
            name: "a second document",
            edits: &[("variants:", "---\nvariants:")],
            told: "\
error: a second document begins here
  --> scenario.yaml:25:1
   |
25 | variants:
   | ^
   |
   = help: keep one, without the line `---` between them",
        },
    ]);
}

/// Runs a whole text as a scenario.
fn refuse_text(name: &str, text: &str, told: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("scenario.yaml"), text).expect("written");
    refuse(name, folder.path(), &[], told);
}

#[test]
fn an_alias_bomb_does_not_go_off() {
    let mut text = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (name, last) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        let aliases = vec![format!("*{last}"); 9].join(", ");
        text.push_str(&format!("{name}: &{name} [{aliases}]\n"));
    }
    refuse_text(
        "a bomb",
        &text,
        "\
error: the file has grown to more than 50000 values here
 --> scenario.yaml:5:28
  |
5 | e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
  |                            ^
  |
  = help: each alias `*name` counts for all that it repeats; long series belong in a CSV file",
    );
}

#[test]
fn deep_nesting_ends_early() {
    let text = format!("a: {}{}", "[".repeat(100_000), "]".repeat(100_000));
    refuse_text(
        "a deep list",
        &text,
        "\
error: more than 64 maps and lists lie inside each other
--> scenario.yaml:1:68
 = help: no key of a scenario lies so deep",
    );
}

#[test]
fn deep_indentation_ends_early() {
    let text: String = (0..500).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    refuse_text(
        "deep blocks",
        &text,
        "\
error: more than 64 maps and lists lie inside each other
  --> scenario.yaml:65:65
   |
65 | ...                   a:
   |                       ^
   |
   = help: no key of a scenario lies so deep",
    );
}

#[test]
fn of_very_many_faults_the_first_fifty_are_told() {
    let text: String = (0..20_000).map(|number| format!("key{number}: 1\n")).collect();
    let told: String = (0..50).map(|number| unknown_key(number) + "\n\n").collect();
    refuse_text(
        "many faults",
        &text,
        &(told + "error: there are more than these 50; mend them first"),
    );
}

/// What is told of the key of a line.
fn unknown_key(number: usize) -> String {
    let (key, line) = (format!("key{number}"), number + 1);
    let (caret, gap) = ("^".repeat(key.len()), " ".repeat(line.to_string().len()));
    format!(
        "\
error: there is no key `{key}` here
{gap}--> scenario.yaml:{line}:1
{gap} |
{line} | {key}: 1
{gap} | {caret}
{gap} |
{gap} = help: known here: `about`, `run`, `token`, `fleet`, `maker`, `price`, `shocks`, `demand`, \
         `flywheel`, `work`, `emission`, `decisions`, `market`, `flows`, `rivals`, `amendments`, and 3 more"
    )
}
