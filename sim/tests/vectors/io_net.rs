//! io.net: what an hour mints, what a GPU puts down, and what six months came to on chain.

use sim::ledger::{Account, Units};
use sim::record::Values;
use sim::run::Run;
use sim::scenario::{Loaded, load};

use super::table::row;

const PRESET: &str = include_str!("../../../scenarios/replica/io-net.yaml");

/// Base units of an IO.
const IO: f64 = 1e8;

/// The preset with a few GPUs, hour by hour.
fn hourly(days: u32) -> Loaded {
    let sets = [
        "run.step=hour",
        &format!("run.days={days}"),
        "fleet.h100.devices=8",
        "fleet.rtx_4070.devices=4",
    ];
    let sets = sets.map(str::to_owned);
    load("io-net.yaml", PRESET, &sets, &Default::default()).unwrap_or_else(|f| panic!("{f}"))
}

/// What each step minted [IO].
fn minted(loaded: &Loaded) -> Vec<f64> {
    let record = Run::new(&loaded.game, 1, 0).finish(false).expect("no rule is broken").record;
    let column = record.column("emission.minted_tokens").expect("it is written down");
    let Values::Tokens(units) = &record.columns[column] else { panic!("amounts are exact") };
    units.iter().map(|&units| units as f64 / IO).collect()
}

/// Hours of June, from noon of the 25th on.
const JUNE: usize = 132;

#[test]
fn v60_the_first_hour_and_the_first_month() {
    let minted = minted(&hourly(6));
    let [an_hour, june] = row("V60").numbers()[..] else { panic!("it has two numbers") };
    assert!((minted[0] - an_hour).abs() <= 0.01, "{}", minted[0]);
    let found: f64 = minted[..JUNE].iter().sum();
    assert!((found / june - 1.0).abs() <= 0.01 / 100.0, "{found}");
}

#[test]
fn v62_what_gpus_put_down() {
    let game = hourly(1).game;
    let put_down = |name: &str| {
        let of = |cohort: &&sim::world::Cohort| game.groups[cohort.group].name == name;
        let bonds = game.cohorts.iter().filter(of).map(|cohort| game.first_bond(cohort).held);
        bonds.sum::<Units>() as f64 / IO
    };
    row("V62").check(&[put_down("h100"), put_down("rtx_4070")]);
    let ledger = Run::new(&game, 1, 0).ledger().balance(Account::Collateral);
    assert_eq!(ledger as f64 / IO, 16_800.0);
}

/// Block rewards by month (secondary: explorer.io.net by 1kx-network/depin_tokenomics @ff2e8816). June is
/// partial; December 2024 and January 2025, not here, are 1.65 % below the rule, and nobody said why.
const MONTHS: [(&str, usize, f64); 6] = [
    ("2024-06", JUNE, 602_712.0),
    ("2024-07", 744, 3_390_408.0),
    ("2024-08", 744, 3_356_184.0),
    ("2024-09", 720, 3_214_080.0),
    ("2024-10", 744, 3_288_480.0),
    ("2024-11", 720, 3_149_280.0),
];

#[test]
fn six_months_are_those_on_chain() {
    let minted = minted(&hourly(160));
    let mut hour = 0;
    for (month, hours, on_chain) in MONTHS {
        let found: f64 = minted[hour..hour + hours].iter().sum();
        hour += hours;
        // October is the farthest off, by 0.0354 %.
        assert!(
            (found / on_chain - 1.0).abs() <= 0.0355 / 100.0,
            "{month}: {found} for {on_chain}"
        );
    }
}

/// "231M non-emitted" at the change of 2026-06-11 (secondary): 800M less what there is by then.
#[test]
fn what_is_not_emitted_in_june_2026_is_what_was_announced() {
    let sets = ["run.days=716", "fleet.h100.devices=8", "fleet.rtx_4070.devices=4"];
    let loaded = load("io-net.yaml", PRESET, &sets.map(str::to_owned), &Default::default());
    let minted: f64 = minted(&loaded.unwrap_or_else(|faults| panic!("{faults}"))).iter().sum();
    let left = 300e6 - minted;
    assert!((left / 231e6 - 1.0).abs() < 0.01, "{left}");
}
