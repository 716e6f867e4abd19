//! Hivemapper: what is minted again of what is burned, and what a map credit costs.

use sim::emission::burn::BurnKind;
use sim::emission::schedule::Period;
use sim::emission::{Memory, Network};
use sim::ledger::Units;
use sim::run::Run;
use sim::scenario::{self, Loaded};

use super::table::row;

const HIVEMAPPER: &str = include_str!("../../../scenarios/replica/hivemapper.yaml");

fn hivemapper() -> Loaded {
    scenario::load("hivemapper.yaml", HIVEMAPPER, &[], &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}"))
}

const ONE: Units = 1_000_000_000;
const DAY: i64 = 86_400;

#[test]
fn v64_a_quarter_of_a_week_is_minted_again_up_to_half_a_million() {
    let loaded = hivemapper();
    let (begin, rules) = &loaded.game.rules[1];
    let remint = rules.emission.remint.as_ref().expect("MIP-15 is about it");
    let again = |redeemed: Units| {
        let period = Period { from: *begin, until: begin + 7 * DAY, ..loaded.game.period(0) };
        let network = Network { burned_before: redeemed * ONE, ..Network::empty(period) };
        let again = remint.minted(&network, &mut Memory::default()).units;
        [again, redeemed * ONE - again].map(|units| units as f64 / ONE as f64)
    };
    row("V64").check(&[again(1_000_000), again(4_000_000)].concat());
}

#[test]
fn before_mip_15_all_of_it_is_minted_again() {
    let loaded = hivemapper();
    let mut run = Run::new(&loaded.game, 1, 0);
    for _ in 0..112 {
        run.step().expect("it holds");
    }
    let column = |name| match &run.record().columns[run.record().column(name).expect("it is there")]
    {
        sim::record::Values::Tokens(units) => units.clone(),
        sim::record::Values::Numbers(_) => panic!("{name} holds numbers"),
    };
    let (burned, reminted) = (column("emission.burned_tokens"), column("emission.reminted_tokens"));
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
