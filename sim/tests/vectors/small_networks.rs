//! The presets of the smaller networks, each held against what is published of it.

use sim::ledger::Units;
use sim::maths;

use crate::preset::{load, mints, play, tokens, units};
use crate::table;

const AETHIR: &str = include_str!("../../../scenarios/replica/aethir.yaml");
const ARWEAVE: &str = include_str!("../../../scenarios/replica/arweave.yaml");
const DIMO: &str = include_str!("../../../scenarios/replica/dimo.yaml");
const FLUX: &str = include_str!("../../../scenarios/replica/flux.yaml");
const GEODNET: &str = include_str!("../../../scenarios/replica/geodnet.yaml");
const GOLEM: &str = include_str!("../../../scenarios/replica/golem.yaml");
const GRASS: &str = include_str!("../../../scenarios/replica/grass.yaml");
const IOTEX: &str = include_str!("../../../scenarios/replica/iotex.yaml");
const NATIX: &str = include_str!("../../../scenarios/replica/natix.yaml");
const NOSANA: &str = include_str!("../../../scenarios/replica/nosana.yaml");
const PEAQ: &str = include_str!("../../../scenarios/replica/peaq.yaml");
const PHALA: &str = include_str!("../../../scenarios/replica/phala.yaml");
const THETA: &str = include_str!("../../../scenarios/replica/theta.yaml");
const WEATHERXM: &str = include_str!("../../../scenarios/replica/weatherxm.yaml");

/// The path of what a station earns in Geodnet's preset.
const STATION: &str = "emission.schedule.capped.schedule.per_device";

fn sum(units: &[Units]) -> Units {
    units.iter().sum()
}

#[test]
fn a_day_of_each() {
    // 6.3 billion ATH over 1,460 days, 5,760 IOTX an hour and 720,000 PHA a day.
    assert_eq!(tokens(mints(AETHIR, &["run.days=2"])[1], 18).floor(), 4_315_068.0);
    let node = tokens(mints(AETHIR, &["run.days=1"])[0], 18) / 91_759.0;
    assert!((node - 47.027).abs() < 1e-3, "{node}");
    assert_eq!(tokens(mints(PHALA, &["run.days=1"])[0], 12), 720_000.0);
}

#[test]
fn two_networks_that_were_written_from_scratch() {
    // 0.1 % of 37 billion NATIX, then of what is left; and an airdrop of 100 million GRASS on one day.
    let natix = mints(NATIX, &["run.days=2"]);
    assert_eq!([natix[0], natix[1]].map(|day| tokens(day, 6)), [37_000_000.0, 36_963_000.0]);
    let left = 1.0 - tokens(sum(&mints(NATIX, &[])), 6) / 37e9;
    assert!((left - maths::power(0.999, 1_461.0)).abs() < 1e-9, "{left}");
    assert_eq!(tokens(sum(&mints(GRASS, &[])), 9), 100_000_000.0);
}

#[test]
fn allocations_end_when_they_are_spent() {
    let all = |text, decimals, days: &str| {
        tokens(sum(&mints(text, &[&format!("run.days={days}"), "run.step=month"])), decimals)
    };
    assert_eq!(all(AETHIR, 18, "1600"), 6_300_000_000.0);
    assert_eq!(all(WEATHERXM, 18, "4000"), 52_000_000.0);
    assert_eq!(all(NOSANA, 6, "1461"), 20_000_000.0);
}

/// What is locked at the end of each month, in millions of tokens.
fn locked(text: &str, decimals: u32) -> Vec<f64> {
    let record = play(text, &["run.step=month"]);
    let locked = units(&record, "ledger.locked").iter();
    locked.map(|units| tokens(*units, decimals) / 1e6).collect()
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-6 * wanted.max(1.0), "{found}, not {wanted}");
}

#[test]
fn natix_frees_its_tokens_month_by_month() {
    // Millions of NATIX, from docs.natix.network: 20,000 of the team after nine months in 30, 90 % of 24,900 after six
    // in 20, 75 % of 5,000 in six and 75 % of 5,100 in 48.
    let locked = locked(NATIX, 6);
    let left = |of: f64, cliff: f64, months: f64, now: f64| {
        of * (1.0 - ((now - cliff) / months).clamp(0.0, 1.0))
    };
    for month in [1, 6, 7, 9, 10, 26, 39, 40, 47] {
        let now = month as f64;
        let wanted = left(20_000.0, 9.0, 30.0, now)
            + left(22_410.0, 6.0, 20.0, now)
            + left(3_750.0, 0.0, 6.0, now)
            + left(3_825.0, 0.0, 48.0, now);
        near(locked[month - 1], wanted);
    }
}

#[test]
fn nosana_frees_its_tokens_month_by_month() {
    // Of 20 million a 48th, of 22.5 a 36th and of 15.3 a ninth, after each month.
    let locked = locked(NOSANA, 6);
    for (month, wanted) in [
        (1, 20.0 * 47.0 / 48.0 + 22.5 * 35.0 / 36.0 + 15.3 * 8.0 / 9.0),
        (9, 20.0 * 39.0 / 48.0 + 22.5 * 27.0 / 36.0),
        (36, 20.0 * 12.0 / 48.0),
        (48, 0.0),
    ] {
        near(locked[month - 1], wanted);
    }
}

#[test]
fn weatherxm_has_48_million_besides_its_stations() {
    let loaded = load(WEATHERXM, &[]);
    let parts = loaded.written.token.allocation.values();
    let of = |part: &sim::emission::Allocation| {
        tokens(part.tokens.as_ref().and_then(|tokens| tokens.base_units(18)).expect("tokens"), 18)
    };
    assert_eq!(parts.map(of).collect::<Vec<_>>(), [30e6, 10e6, 3e6, 5e6]);
    assert_eq!(tokens(loaded.game.genesis, 18), 48e6);
    // Of the treasury's a fifth is free after a year; of the supporters' nothing until then.
    let locked = locked(WEATHERXM, 18);
    near(locked[11], 30.0 + 10.0 * (1.0 - 365.0 / 1_826.0));
}

#[test]
fn iotex_pays_by_the_block() {
    // A step of an hour has 720 blocks of 8 IOTX, and a year 8,760 such hours.
    let hours = mints(IOTEX, &["run.days=2", "run.step=hour"]);
    assert!(hours.iter().all(|hour| tokens(*hour, 18) == 720.0 * 8.0));
    assert_eq!(tokens(sum(&mints(IOTEX, &["run.days=730"])), 18), 1_440.0 * 4.0 * 24.0 * 730.0);
}

#[test]
fn theta_and_flux_are_shared_as_their_chains_do() {
    let share = |text, blocks: f64, of: f64| {
        let record = play(text, &["run.days=9"]);
        let paid = |name: &str| units(&record, name).iter().sum::<Units>() as f64;
        let all = paid("emission.minted_tokens");
        assert!((paid("emission.to_devices_tokens") / all - blocks / of).abs() < 1e-15);
    };
    share(THETA, 38.0, 86.0);
    share(FLUX, 13.5, 14.0);
}

#[test]
fn v67_weatherxm_a_day() {
    let by_day = mints(WEATHERXM, &["run.days=9"]);
    for day in by_day {
        table::row("V67").check(&[tokens(day, 18)]);
    }
}

#[test]
fn v69_arweave_in_its_first_year() {
    let row = table::row("V69");
    let year = tokens(sum(&mints(ARWEAVE, &["run.start=2018-06-08", "run.days=365"])), 12);
    let wanted = row.numbers()[0];
    assert!((year / wanted - 1.0).abs() * 100.0 <= row.within(), "{year}");
    // ar_inflation.erl, year by year (verified): the preset begins with the second.
    let later = mints(ARWEAVE, &["run.days=730"]);
    assert!((tokens(sum(&later[..365]), 12) - 2_750_000.0).abs() < 1e-6);
    assert!((tokens(sum(&later[365..]), 12) - 1_375_000.0).abs() < 1e-6);
}

#[test]
fn v70_flux_a_block() {
    // A day is 2,880 blocks, and 365 days are 1,051,200.
    let by_day = mints(FLUX, &["run.days=8000"]);
    let block = |year: usize| tokens(by_day[365 * year] / 2_880, 8);
    let row = table::row("V70");
    assert_eq!(row.numbers(), [0, 1, 2, 3].map(block));
    assert_eq!(row.within(), 0.0);
    assert!(by_day[365..730].iter().all(|day| *day == by_day[365]));
    // After 20 reductions, each rounded down, it stays: 14 · 0.9^20 = 1.702.
    let least = (0..20).fold(1_400_000_000_u128, |amount, _| amount * 9 / 10);
    assert_eq!([by_day[7_300], by_day[7_999]], [least * 2_880; 2]);
}

#[test]
fn v71_peaq_a_year_and_a_block() {
    let by_day = mints(PEAQ, &["run.days=5475"]);
    let block = tokens(by_day[0] / 14_400, 18);
    table::row("V71").check(&[tokens(sum(&by_day[..365]), 18), block]);
    // 3.15 % of 4,347 million, and from the thirteenth year on 1 % of what there is.
    assert!((tokens(sum(&by_day[365..730]), 18) - 136_930_500.0).abs() < 1e-3);
    let supply = 4_200_000_000.0 + tokens(sum(&by_day[..12 * 365]), 18);
    let thirteenth = tokens(sum(&by_day[12 * 365..13 * 365]), 18);
    assert!((thirteenth / supply - 0.01).abs() < 1e-9, "{thirteenth} of {supply}");
}

#[test]
fn v72_theta_a_checkpoint() {
    let hours = mints(THETA, &["run.days=1", "run.step=hour"]);
    let row = table::row("V72");
    // An hour is 600 blocks, six checkpoints.
    assert_eq!(tokens(hours[3] / 6, 18), row.numbers().iter().sum::<f64>());
    for (part, wanted) in
        ["elite_edge_nodes", "validators_and_guardians"].into_iter().zip(row.numbers())
    {
        let without = format!("emission.schedule.sum.{part}.fixed.rate=0 TFUEL/day");
        let hour = mints(THETA, &["run.days=1", "run.step=hour", &without])[0];
        assert_eq!(tokens(hour / 6, 18), wanted);
    }
    assert_eq!(row.within(), 0.0);
}

#[test]
fn v74_nosana_a_month() {
    let months = mints(NOSANA, &["run.days=1461", "run.step=month"]);
    for month in &months[..24] {
        table::row("V74").check(&[tokens(*month, 6)]);
    }
    assert!(months[24..].iter().all(|month| *month == 0));
}

#[test]
fn v78_geodnet_a_station() {
    let row = table::row("V78");
    let all = format!("{STATION}.quality.measured=30");
    let one = format!("{STATION}.devices=1");
    let amended = "amendments=[]";
    let by_day = mints(GEODNET, &["run.start=2025-06-30", "run.days=730", &all, &one, amended]);
    // The halvings are on 30 June: 12 GEOD up to 2026-06-29, which is day 364, and 6 from then on.
    assert_eq!(row.numbers(), [tokens(by_day[364], 18), tokens(by_day[365], 18)]);
    assert_eq!([by_day[1], by_day[729]].map(|day| tokens(day, 18)), [12.0, 6.0]);
    assert_eq!(row.within(), 0.0);
}

#[test]
fn v80_geodnet_by_satellites() {
    let share = |satellites: u32, start: &str| {
        let start = format!("run.start={start}");
        let sets = [start.as_str(), "run.days=1", &format!("{STATION}.devices=1")];
        let quality = format!("{STATION}.quality");
        let measured =
            |text: &str| text.replace("measured: 28", &format!("measured: {satellites}"));
        let one = mints(&measured(GEODNET), &sets)[0];
        let full = mints(
            GEODNET,
            &[sets[0], sets[1], sets[2], &format!("{quality}.measured=99"), "amendments=[]"],
        )[0];
        100.0 * tokens(one, 18) / tokens(full, 18)
    };
    let old = [20, 25, 30].map(|satellites| share(satellites, "2025-04-06"));
    let new = [26, 29].map(|satellites| share(satellites, "2025-04-07"));
    let row = table::row("V80");
    assert_eq!(row.numbers(), [old.as_slice(), &new].concat());
    assert_eq!(row.within(), 0.0);
    // The draft's slope of a tenth for each satellite (estimate).
    assert_eq!([27, 28].map(|satellites| share(satellites, "2025-04-07").round()), [80.0, 90.0]);
}

#[test]
fn v83_golem_is_split_once_and_mints_nothing() {
    let loaded = load(GOLEM, &[]);
    let genesis = tokens(loaded.game.genesis, 18);
    let millions = |name: &str| {
        let share = loaded.written.token.allocation[name].share.as_ref().expect("a share").value();
        (genesis * share / 1e6).round()
    };
    let (founders, factory) = (millions("founders"), millions("golem_factory"));
    let minted = tokens(sum(&mints(GOLEM, &[])), 18);
    let found = [genesis / 1e6 - founders - factory, founders, factory, genesis / 1e9, minted];
    let row = table::row("V83");
    assert_eq!(row.numbers(), found);
    assert_eq!(row.within(), 0.0);
}

#[test]
fn the_forty_years_of_dimo() {
    // docs.dimo.zone/governance/dip2 (verified): 382,491,185 DIMO over 40 years, which are years of 52 weeks.
    let weeks = mints(DIMO, &["run.days=14560", "run.step=week"]);
    assert_eq!(weeks.len(), 2_080);
    assert_eq!(tokens(sum(&weeks), 18).floor(), 382_491_185.0);
    assert_eq!(
        [weeks[0], weeks[51], weeks[52]].map(|week| tokens(week, 18)),
        [1_105_000.0, 1_105_000.0, 939_250.0]
    );
}

#[test]
fn dimo_burns_what_its_credits_cost() {
    // Nothing before 2025, whose first day is day 758; then 1,250 credits of 0.001 USD a month for each of 15,851
    // cars, at a dollar a DIMO.
    let burned = |sets| {
        let record = play(DIMO, sets);
        units(&record, "emission.burned_tokens").iter().map(|units| tokens(*units, 18)).collect()
    };
    let by_day: Vec<f64> = burned(&["run.days=800"]);
    assert_eq!(by_day[..758], [0.0; 758]);
    near(by_day[758], 651.41);
    near(1_250.0 * 0.001 * 15_851.0 * 12.0 / 365.0, 651.411);
    // A car that connects costs 4,000 of them.
    let loaded = load(DIMO, &[]);
    let rule = &loaded.game.rules.last().expect("there are rules").1.emission.burn;
    let network = sim::emission::Network::empty(loaded.game.period(800));
    near(rule.fee_usd(&network), 4_000.0 * 0.001);
}
