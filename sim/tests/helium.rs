//! Helium: the replica's emission is the chain's, number by number.

use jiff::civil::Date;
use language::when::{Seconds, seconds_between};
use sim::emission::schedule::Period;
use sim::emission::{Memory, Network, Remint};
use sim::ledger::Units;
use sim::record::{Record, Values};
use sim::run::Run;
use sim::scenario::{self, Loaded};
use sim::world::Rules;

const REPLICA: &str = include_str!("../../scenarios/replica/helium-2019-2023.yaml");

/// Base units of HNT ("bones") in a token.
const HNT: Units = 100_000_000;

const DAY: Seconds = 86_400;

/// A number that a preset of the network must reproduce.
struct Vector {
    id: &'static str,
    /// Expected [base units].
    value: Units,
    /// Allowed difference [base units].
    tolerance: Units,
    source: &'static str,
}

const V03: Vector = Vector {
    id: "V03",
    value: 180_000_000 * HNT,
    tolerance: 0,
    source: "HIP-20: HNT at the start of year 5, 2023-08-01",
};

const V04: Vector = Vector {
    id: "V04",
    value: 239_765_625 * HNT,
    tolerance: HNT,
    source: "HIP-20: HNT at the start of year 21",
};

const V08: Vector = Vector {
    id: "V08",
    value: 164_383_561_643,
    tolerance: 100, // 1e-6 HNT
    source: "helium/docs, hnt-token.mdx: cap of net emissions, 1,643.83561643 HNT a day",
};

/// What the chain on Solana mints in the epoch of a day [base units].
/// Source: helium-program-library, helium-admin-cli/emissions/hnt.json (verified).
const EPOCHS: [(&str, Units); 4] = [
    ("2023-08-01", 8_219_178_082_192),
    ("2023-08-02", 8_219_178_082_192),
    ("2023-08-03", 4_098_360_655_738),
    ("2023-12-31", 4_098_360_655_738),
];

impl Vector {
    fn check(&self, found: Units) {
        let Self { id, value, tolerance, source } = self;
        let gap = found.abs_diff(*value);
        assert!(gap <= *tolerance, "{id} ({source}): {found} base units instead of {value}");
    }
}

fn load(sets: &[&str]) -> Loaded {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    match scenario::load("helium-2019-2023.yaml", REPLICA, &sets, &Default::default()) {
        Ok(loaded) => loaded,
        Err(faults) => panic!("{faults}"),
    }
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// Seconds after the replica's first day.
fn at(loaded: &Loaded, day: &str) -> Seconds {
    seconds_between(loaded.game.start, date(day))
}

fn period(loaded: &Loaded, from: Seconds, until: Seconds) -> Period {
    Period { start: loaded.game.start, from, until, decimals: loaded.game.decimals }
}

/// The rules in force at a moment.
fn rules(loaded: &Loaded, moment: Seconds) -> &Rules {
    let started = loaded.game.rules.iter().rev().find(|(from, _)| *from <= moment);
    &started.expect("the first rules hold from the start").1
}

/// What the schedule in force mints on the day that begins at a moment.
fn scheduled(loaded: &Loaded, begin: Seconds) -> Units {
    rules(loaded, begin).emission.schedule.most(&period(loaded, begin, begin + DAY))
}

/// What is minted again in a step, given what was burned in the one before it.
fn minted_again(remint: &Remint, burned_before: Units, period: Period) -> Units {
    let network = Network { burned_before, ..Network::empty(period) };
    remint.minted(&network, &mut Memory::default()).units
}

#[test]
fn v03_the_first_four_years_are_scheduled_exactly() {
    let loaded = load(&[]);
    let end = at(&loaded, "2023-08-01");
    V03.check((0..end / DAY).map(|day| scheduled(&loaded, day * DAY)).sum());
}

#[test]
fn v04_the_first_twenty_years_are_hip_20s() {
    let loaded = load(&[]);
    let first = &loaded.game.rules[0].1.emission.schedule;
    V04.check(first.most(&period(&loaded, 0, at(&loaded, "2039-08-01"))));
}

#[test]
fn v08_the_last_cap_of_net_emissions_is_todays() {
    let loaded = load(&[]);
    let last = &loaded.game.rules.last().expect("there are rules").1;
    let remint = last.emission.remint.as_ref().expect("net emissions are on");
    V08.check(minted_again(remint, Units::MAX, period(&loaded, 0, DAY)));
}

#[test]
fn net_emissions_begin_with_the_chains_variables() {
    let loaded = load(&[]);
    let cap = |day| {
        let begin = at(&loaded, day);
        let remint = rules(&loaded, begin).emission.remint.as_ref()?;
        Some(minted_again(remint, Units::MAX, period(&loaded, begin, begin + DAY)))
    };
    assert_eq!(cap("2021-09-13"), None);
    // 48 epochs of 34.24 HNT, as chain variables 84 have it; then the day's cap that was 34.24 HNT.
    assert_eq!(cap("2021-09-14"), Some(48 * 3_424_000_000));
    assert_eq!(cap("2023-04-18"), Some(3_424_000_000));
    assert_eq!(cap("2023-06-19"), Some(V08.value));
}

#[test]
fn the_days_on_solana_are_the_chains_epochs() {
    let loaded = load(&[]);
    for (day, units) in EPOCHS {
        assert_eq!(scheduled(&loaded, at(&loaded, day)), units, "{day}");
    }
    // Before the amendment HIP-20's table is in force; a day of it is the chain's to the base unit.
    let (launch, table_ends) = (at(&loaded, "2023-04-18"), at(&loaded, "2023-08-01"));
    for begin in (launch..table_ends).step_by(DAY as usize) {
        let gap = EPOCHS[0].1.abs_diff(scheduled(&loaded, begin));
        assert!(gap <= 1, "{} days after the launch: {gap}", (begin - launch) / DAY);
    }
}

#[test]
fn the_split_is_hip_20s_and_loses_nothing() {
    let loaded = load(&[]);
    // Devices, stakers, treasury and insiders in per cent; HIP-20's table, years 1 to 5.
    let table = [
        ("2019-08-01", [59, 6, 0, 35]),
        ("2020-08-01", [60, 6, 0, 34]),
        ("2021-08-01", [61, 6, 0, 33]),
        ("2022-08-01", [62, 6, 0, 32]),
        ("2023-08-01", [63, 6, 0, 31]),
    ];
    for (day, shares) in table {
        let begin = at(&loaded, day);
        let split = &rules(&loaded, begin).emission.split;
        let parts = |units| split.parts(units);
        assert_eq!(parts(2_000 * HNT), shares.map(|share| 20 * HNT * share), "{day}");
        let minted = scheduled(&loaded, begin);
        assert_eq!(parts(minted).iter().sum::<Units>(), minted, "{day}");
    }
}

#[test]
fn no_hotspot_pays_fees_before_chain_variables_30() {
    let loaded = load(&[]);
    let network = Network::empty(period(&loaded, 0, DAY));
    let fee_usd = |day| rules(&loaded, at(&loaded, day)).emission.burn.fee_usd(&network);
    let fees = ["2020-06-29", "2020-06-30", "2023-04-17", "2023-04-18"].map(fee_usd);
    // Each is some credits of 0.00001 USD, so it is right to half of one.
    for (fee, usd) in fees.into_iter().zip([0.0, 50.0, 50.0, 45.0]) {
        assert!((fee - usd).abs() < 0.000_02, "{fee} USD instead of {usd}");
    }
}

fn tokens<'a>(record: &'a Record, name: &str) -> &'a [Units] {
    match &record.columns[record.column(name).expect("a metric")] {
        Values::Tokens(units) => units,
        Values::Numbers(_) => panic!("{name} is no amount of HNT"),
    }
}

/// 800 days hold slow blocks, the first halving, the fees and the net emissions, with few hotspots.
#[test]
fn what_is_minted_and_burned_is_what_the_ledger_holds() {
    let loaded = load(&["run.days=800"]);
    let outcome = Run::new(&loaded.game, 20, 0).finish(false).expect("the ledger holds");
    let column = |name| tokens(&outcome.record, name);
    let minted = column("emission.minted_tokens");
    let burned = column("emission.burned_tokens");
    let reminted = column("emission.reminted_tokens");
    let (mut all_minted, mut all_burned) = (0, 0);
    for step in 0..minted.len() {
        all_minted += minted[step];
        all_burned += burned[step];
        assert_eq!(column("ledger.supply")[step], all_minted - all_burned, "day {step}");
        assert_eq!(column("ledger.burned")[step], all_burned, "day {step}");

        let begin = step as Seconds * DAY;
        let day = period(&loaded, begin, begin + DAY);
        let emission = &rules(&loaded, begin).emission;
        let missed: Units = emission.missed.iter().map(|missed| missed.units(&day)).sum();
        assert_eq!(minted[step], scheduled(&loaded, begin) - missed + reminted[step], "day {step}");
        let before = if step == 0 { 0 } else { burned[step - 1] };
        let again = emission.remint.as_ref().map_or(0, |remint| minted_again(remint, before, day));
        assert_eq!(reminted[step], again, "day {step}");
    }
    let first_year = (at(&loaded, "2020-08-01") / DAY) as usize;
    assert_eq!(minted[..first_year].iter().sum::<Units>(), 43_000_000 * HNT);
    assert!(all_burned > 0 && reminted.iter().sum::<Units>() > 0);
}
