//! Hivemapper: what is minted again of what is burned, and what a map credit costs.

use sim::emission::burn::BurnKind;
use sim::ledger::Units;
use sim::record::Values;
use sim::run::Run;
use sim::scenario::{self, Loaded};

use super::table::row;

const HIVEMAPPER: &str = include_str!("../../../scenarios/replica/hivemapper.yaml");

fn hivemapper() -> Loaded {
    scenario::load("hivemapper.yaml", HIVEMAPPER, &[], &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}"))
}

const ONE: Units = 1_000_000_000;

/// An exact amount, step by step.
fn column<'a>(run: &'a Run, name: &str) -> &'a [Units] {
    let record = run.record();
    match &record.columns[record.column(name).unwrap_or_else(|| panic!("no {name}"))] {
        Values::Tokens(units) => units,
        Values::Numbers(_) => panic!("{name} holds numbers"),
    }
}

/// What is minted again of what is redeemed in a week under MIP-15, and what is gone from the supply
/// two weeks later [HONEY].
fn redeemed(honey: u32) -> [f64; 2] {
    let usd = honey / 10;
    let spent = format!("{{ 2024-04-29: {usd} USD/day, 2024-04-30: 0 USD/day }}");
    let sets = [
        "run.days=140".to_owned(),
        "price={ constant: { usd: 0.1 USD } }".to_owned(),
        "emission.schedule={ fixed: { rate: 0 HONEY/day } }".to_owned(),
        format!("emission.burn.burn_and_mint.spent={spent}"),
    ];
    let loaded = scenario::load("hivemapper.yaml", HIVEMAPPER, &sets, &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}"));
    let mut run = Run::new(&loaded.game, 1, 0);
    for _ in 0..140 {
        run.step().expect("it holds");
    }
    let again: Units = column(&run, "emission.reminted_tokens").iter().sum();
    [again, loaded.game.genesis - run.ledger().supply()].map(|units| units as f64 / ONE as f64)
}

#[test]
fn v64_a_quarter_of_a_week_is_minted_again_up_to_half_a_million() {
    row("V64").check(&[redeemed(1_000_000), redeemed(4_000_000)].concat());
}

#[test]
fn before_mip_15_all_of_it_is_minted_again() {
    let loaded = hivemapper();
    let mut run = Run::new(&loaded.game, 1, 0);
    for _ in 0..112 {
        run.step().expect("it holds");
    }
    let burned = column(&run, "emission.burned_tokens");
    let reminted = column(&run, "emission.reminted_tokens");
    // What was burned from one Monday to the next, on the Monday after it.
    for week in 1..16 {
        let redeemed: Units = burned[7 * week - 7..7 * week].iter().sum();
        assert_eq!(reminted[7 * week], redeemed, "week {week}");
    }
    assert!(reminted[1..7].iter().all(|&units| units == 0));
}

#[test]
fn v65_a_week_of_imagery_of_a_kilometre() {
    let loaded = hivemapper();
    let credit = |rules: usize| match &loaded.game.rules[rules].1.emission.burn {
        BurnKind::BurnAndMint(burn) => burn.credit.value(),
        other => panic!("{other:?}"),
    };
    // 50 credits: one for each of some 50 hexes of a kilometre (verified: docs.hivemapper.com).
    row("V65").check(&[credit(0), credit(2)].map(|usd| 50.0 * usd));
}
