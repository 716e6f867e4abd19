//! What a proposal changes, told by its parameters: a table to the letter, and what is no change.

use sim::scenario::{Change, Loaded, difference, load, same_chance};

const BASE: &str = "
run: { start: 2026-01-01, days: 900 }
token: { symbol: T, genesis: 1_000_000 T }
fleet: { boxes: { hardware: edge/mac-mini-m4, devices: 3, electricity: 0.20 USD/kWh, lead_time: 36 hours } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { halving: { initial: 500 T/day, every: 1 year } } }
shocks: [{ name: crash, price: { to: 30 %, at: day 270 } }]
amendments: [{ from: 2027-01-01, proposal: one, set: { emission.burn: { fees: { burned: 5 %, treasury: 0 % } } } }]
variants:
  none: {}
  other_words:
    about: another text
    fleet.boxes.electricity: 0.2 USD/kWh
    fleet.boxes.lead_time: 1.5 days
    emission.schedule: { halving: { initial: 5_00 T/day, every: 1 year } }
    amendments:
      - { from: 2026-06-01, set: { emission.schedule.halving.every: 1 year } }
      - { from: 2027-01-01, proposal: two, set: { emission.burn.fees: { burned: 50 %, treasury: 0 % } } }
      - { from: 2027-01-01, proposal: one, set: { emission.burn: { fees: { burned: 5 %, treasury: 0 % } } } }
  slower: { emission.schedule.halving.every: 2 years, run.seed: 4, run.days: 901 }
  other:
    fleet.boxes.electricity: { from: 0.1 USD/kWh, to: 0.3 USD/kWh }
    emission.schedule: { fixed: { rate: 400 T/day } }
    shocks: [{ name: crash, price: { to: 50 %, at: day 270 } }, { name: again, price: { to: 30 %, at: day 300 } }]
    amendments: [{ from: 2027-06-01, set: { emission.burn: { fees: { burned: 5 %, treasury: 0 % } } } }]
    expect: [{ that: price.usd, mean: { at_least: 1 } }]
";

fn loaded() -> Loaded {
    load("a.yaml", BASE, &[], &Default::default()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn table(variant: &str) -> Vec<String> {
    let base = loaded();
    let proposal = base.variant(variant).unwrap_or_else(|faults| panic!("{faults}"));
    let line = |change: &Change| {
        let Change { path, name, unit, from, to, date } = change;
        let [from, to] = [from, to].map(|value| value.as_deref().unwrap_or("-"));
        let date = date.map_or(String::new(), |date| format!(" from {date}"));
        format!("{path} | {name} | {unit} | {from} -> {to}{date}")
    };
    difference(&base, &proposal).iter().map(line).collect()
}

#[test]
fn what_means_the_same_is_no_change() {
    assert_eq!(table("none"), [""; 0]);
    assert_eq!(table("other_words"), [""; 0]);
}

#[test]
fn the_table_of_what_changes() {
    let expected: Vec<&str> = include_str!("difference.txt").lines().collect();
    assert_eq!(table("other"), expected, "\n{}", table("other").join("\n"));
}

#[test]
fn other_chance_is_told() {
    let base = loaded();
    let told = |variant| same_chance(&base, &base.variant(variant).unwrap());
    assert_eq!(told("other"), Ok(()));
    let faults = told("slower").unwrap_err().into_list();
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    let expected = ["`run.seed` is 4, and 1 in the base", "`run.days` is 901, and 900 in the base"];
    assert_eq!(messages, expected);
    assert_eq!(faults[1].place.text(), "901");
    // Mirrored news are not the same chance.
    let sets = ["run.chance=antithetic".to_owned(), "run.replicates=2".to_owned()];
    let paired = load("a.yaml", BASE, &sets, &Default::default()).unwrap();
    let faults = same_chance(&base, &paired).unwrap_err().into_list();
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    let expected = ["`run.chance` is antithetic, and independent in the base"];
    assert!(messages.contains(&expected[0]), "{messages:?}");
}
