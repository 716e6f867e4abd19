//! Proves that only what should move, moves: worlds that differ in one thing share every other draw.
//!
//! A draw shows itself through the engine. In the network below every device that is up is paid and
//! nobody sells, so that a balance grows in a step exactly if the device was up, whoever else is
//! there; a device's speed is drawn at birth. Mechanisms that do nothing are held to more: not one
//! bit of what is written down may move.

pub mod common;

use std::collections::BTreeMap;

use common::{BUSY, amounts, assert_same, bits, load, numbers, play, record};
use sim::chance::{Chance, Purpose};
use sim::record::Record;
use sim::run::Run;
use sim::world::Game;

/// A network that shows its draws: who is up is paid, and nobody sells.
const SHOWING: &str = "
run: { start: 2026-01-01, days: 40 }
token: { symbol: LENS, genesis: 1_000_000_000 LENS }
fleet:
  spots: { hardware: hotspot/lorawan, devices: 60, regions: { asia: 50 %, europe: 50 % } }
  glasses: { hardware: glasses/xiaomi-ai-glasses, devices: 40 }
price: { gbm: { start: 1 USD, volatility: 90 %/year } }
demand:
  packets: { data: lorawan_packets, constant: 100 MB/day, price: 0.5 USD/GB }
work: { uptime: { bernoulli: { share: 70 % } } }
emission: { schedule: { fixed: { rate: 1_000_000 LENS/day } }, sharing: by_presence }
";

/// A device by what does not change when others come: its group, its region and its number there.
type Name = (String, String, u64);

/// What chance decided about a device: when it joined, its speed, and in which steps it was up.
#[derive(Debug, Clone, PartialEq)]
struct Fate {
    born: u32,
    speed: u64,
    up: Vec<(u32, bool)>,
}

fn fates(game: &Game) -> BTreeMap<Name, Fate> {
    let mut run = Run::new(game, 7, 2);
    let mut fates: BTreeMap<Name, Fate> = BTreeMap::new();
    let mut before = BTreeMap::new();
    for step in 0..game.calendar.steps() {
        run.step().expect("the ledger holds");
        for device in run.devices() {
            let cohort = &game.cohorts[device.cohort];
            let group = game.groups[cohort.group].name.clone();
            let name = (group, cohort.region.clone(), device.number);
            let was = before.insert(name.clone(), device.balance).unwrap_or(0);
            let new = Fate { born: device.born, speed: device.speed.to_bits(), up: Vec::new() };
            fates.entry(name).or_insert(new).up.push((step, device.balance > was));
        }
    }
    fates
}

/// Asserts that every device of one world has the same fate in another; returns how many it has.
fn assert_shared(one: &BTreeMap<Name, Fate>, other: &BTreeMap<Name, Fate>, what: &str) -> usize {
    for (name, fate) in one {
        assert_eq!(Some(fate), other.get(name), "{what}: {name:?}");
    }
    one.len()
}

#[test]
fn the_network_shows_its_draws() {
    let fates = fates(&load(SHOWING, &[]).game);
    let steps = fates.values().map(|fate| fate.up.len()).sum::<usize>();
    let up = fates.values().flat_map(|fate| &fate.up).filter(|(_, up)| *up).count();
    assert_eq!((fates.len(), steps), (100, 4_000));
    // The standard error of 4000 draws of 70 % is 29.
    assert!((up as f64 - 2_800.0).abs() < 4.0 * 29.0, "{up}");
}

#[test]
fn one_more_device_moves_no_draw_of_another() {
    let usual = fates(&load(SHOWING, &[]).game);
    // Two more, one in each region, so that no device of the usual world is missing.
    let more = fates(&load(SHOWING, &["fleet.spots.devices=62"]).game);
    assert_shared(&usual, &more, "two more spots");
    assert_eq!(more.len(), 102);
    let more = fates(&load(SHOWING, &["fleet.glasses.devices=41"]).game);
    assert_eq!(assert_shared(&usual, &more, "one more pair of glasses"), 100);
}

#[test]
fn one_more_group_or_region_moves_no_draw_of_another() {
    let usual = fates(&load(SHOWING, &[]).game);
    let group = "fleet.gpus={ hardware: gpu/rtx-4090, devices: 10 }";
    assert_shared(&usual, &fates(&load(SHOWING, &[group]).game), "one more group");
    let regions = "fleet.glasses={ hardware: glasses/xiaomi-ai-glasses, devices: 80, \
                   regions: { africa: 50 %, world: 50 % } }";
    assert_shared(&usual, &fates(&load(SHOWING, &[regions]).game), "one more region");
    let twice = [
        "fleet.spots.devices=120",
        "fleet.spots.regions={ europe: 25 %, world: 50 %, asia: 25 % }",
    ];
    assert_shared(&usual, &fates(&load(SHOWING, &twice).game), "a region in between");
}

#[test]
fn devices_that_join_move_no_draw_of_those_who_are_there() {
    let usual = fates(&load(SHOWING, &[]).game);
    let joining = [
        "decisions.joining={ payback: { within: 9000 days, interest: 30 %/day } }",
        "fleet.spots.lead_time=2 days",
    ];
    let growing = fates(&load(SHOWING, &joining).game);
    assert!(growing.len() > 200, "{}", growing.len());
    assert_shared(&usual, &growing, "joining");
    // Whoever joins on the same day under another number of the others has the same fate too.
    let more = [joining[0], joining[1], "fleet.glasses.limit=40"];
    let fewer = fates(&load(SHOWING, &more).game);
    assert!(fewer.len() < growing.len());
    let spots = |fates: &BTreeMap<Name, Fate>| -> BTreeMap<Name, Fate> {
        fates.clone().into_iter().filter(|((group, ..), _)| group == "spots").collect()
    };
    for (name, fate) in &spots(&fewer) {
        let Some(other) = growing.get(name) else { continue };
        assert_eq!(fate.speed, other.speed, "{name:?}");
        let both = fate.up.iter().filter_map(|(step, up)| {
            let (_, other_up) = other.up.iter().find(|(other_step, _)| other_step == step)?;
            Some((up, other_up))
        });
        assert!(both.into_iter().all(|(up, other_up)| up == other_up), "{name:?}");
    }
}

#[test]
fn one_more_workload_moves_no_draw_and_no_bit_of_the_rest() {
    let workload = "demand.photos={ data: photos, constant: 0 GB/day, price: 0.1 USD/GB }";
    let usual = load(SHOWING, &[]).game;
    let more = load(SHOWING, &[workload]).game;
    assert_shared(&fates(&usual), &fates(&more), "one more workload");
    let (usual, more) = (play(&usual, 1, 0).record, play(&more, 1, 0).record);
    assert_eq!(more.metrics.len(), usual.metrics.len() + 2);
    // The share of what could be sold that was sold is another: there is more that could be.
    let names = [
        "demand.requested.photos",
        "demand.served_share.photos",
        "work.utilisation",
        "work.utilisation.glasses",
    ];
    assert_same(&without(&usual, &names), &without(&more, &names), "one more workload");
}

fn without(record: &Record, names: &[&str]) -> Record {
    let all = record.metrics.iter().zip(&record.columns);
    let kept = all.filter(|(metric, _)| !names.contains(&metric.name.as_str()));
    let (metrics, columns) = kept.map(|(metric, values)| (metric.clone(), values.clone())).unzip();
    Record { metrics, columns }
}

#[test]
fn the_busy_network_is_busy() {
    let record = record(BUSY, &[]);
    let columns = ["emission.burned_tokens", "emission.reminted_tokens", "operators.sold_tokens"];
    for name in columns {
        assert!(amounts(&record, name).iter().any(|&units| units > 0), "{name}");
    }
    for name in ["devices.joined", "devices.left", "devices.on_order"] {
        assert!(numbers(&record, name).iter().any(|&devices| devices > 0.0), "{name}");
    }
    let locked = amounts(&record, "ledger.locked");
    assert!(locked.last() < locked.first());
    assert!(numbers(&record, "price.usd") != numbers(&record, "market.close_usd"));
}

/// Mechanisms that do nothing, by the assignments that add them to the busy network.
const NOTHING: &[(&str, &[&str])] = &[
    (
        "a shock to 100 %",
        &["shocks=[{ name: crash, price: { to: 30 %, at: day 30, over: 2 days, \
      recovers_in: 20 days } }, { name: none, price: { to: 100 %, at: day 9, over: 3 days, \
      recovers_in: 5 days } }]"],
    ),
    (
        "a shock after the end",
        &["shocks=[{ name: crash, price: { to: 30 %, at: day 30, over: 2 days, \
      recovers_in: 20 days } }, { name: late, price: { to: 1 %, at: day 900 } }]"],
    ),
    (
        "nothing missed",
        &["emission.missed=[{ from: 2026-01-10, until: 2026-01-15, \
      tokens: 7_000 LENS }, { from: 2026-01-12, until: 2026-02-15, tokens: 0 LENS }]"],
    ),
    (
        "an amendment that sets what holds",
        &["amendments=[{ from: 2026-01-20, set: { \
      emission.remint.cap: 40 LENS/day, decisions.staying.patience.days: 6, \
      work.uptime: bernoulli, market.constant_product.fee: 0.3 % } }, { from: 2026-02-10, set: { \
      emission.split.treasury: 5 %, emission.split.insiders: 10 % } }]"],
    ),
    ("a lock of nothing", &["token.allocation.nobody={ share: 0 %, cliff: 5 days, sells: 50 % }"]),
    ("repairs where nothing breaks", &["decisions.repair=always"]),
    ("a limit that nobody reaches", &["fleet.gpus.limit=1_000_000"]),
    ("what is expected", &["expect=[{ that: devices.active, p05: { at_least: 1 } }]"]),
    ("what was observed", &["observed={ price.usd: { source: s, values: { 2026-01-02: 1 } } }"]),
    ("a variant", &["variants.other={ run.days: 3 }"]),
    ("replicates", &["run.replicates=50", "run.seed=9"]),
];

#[test]
fn a_mechanism_that_does_nothing_moves_no_bit() {
    let usual = record(BUSY, &[]);
    for (what, sets) in NOTHING {
        assert_same(&usual, &record(BUSY, sets), what);
    }
}

#[test]
fn a_burn_or_remint_of_nothing_moves_no_bit() {
    let without_remint = BUSY.replace("  remint: { cap: 40 LENS/day }\n", "");
    let none = record(&without_remint, &["emission.burn=none"]);
    let zero = "emission.burn={ burn_and_mint: { credit: 0.00001 USD, share: 0 % } }";
    assert_same(&none, &record(&without_remint, &[zero]), "a burn of 0 %");
    assert_same(&none, &record(BUSY, &[zero]), "nothing is burned, so nothing is minted again");
    let capped = record(BUSY, &["emission.remint.cap=0 LENS/day"]);
    assert_same(&record(&without_remint, &[]), &capped, "a remint of at most 0");
    let hold = record(BUSY, &["decisions.selling=hold"]);
    let share = "decisions.selling={ fixed_share: { share: 0 % } }";
    assert_same(&hold, &record(BUSY, &[share]), "sales of 0 %");
    let always = record(BUSY, &["work.uptime=always"]);
    let share = "work.uptime={ bernoulli: { share: 100 % } }";
    assert_same(&always, &record(BUSY, &[share]), "up by chance with 100 %");
}

#[test]
fn a_variant_that_changes_nothing_moves_no_bit() {
    let loaded = load(BUSY, &[]);
    let same = loaded.variant("same").unwrap_or_else(|faults| panic!("{faults}"));
    for seed in [1, 2] {
        let usual = play(&loaded.game, seed, 0).record;
        assert_same(&usual, &play(&same.game, seed, 0).record, "the same");
    }
}

#[test]
fn rules_that_differ_in_one_parameter_live_through_the_same_news_and_outages() {
    // Trades move no price and nobody comes or goes, so that news and outages are all there is.
    let still = ["market=exogenous", "decisions.joining=none", "decisions.staying=always"];
    let with = |set: &'static str| record(BUSY, &[still.as_slice(), &[set]].concat());
    let usual = record(BUSY, &still);
    let others = [
        with("emission.schedule.halving.every=50 days"),
        with("emission.burn=none"),
        with("emission.sharing=by_presence"),
        with("decisions.selling=hold"),
        with("work.matching=pro_rata"),
        with("demand.video.price=0.5 USD/GB"),
        with("fleet.glasses.price=900 USD"),
    ];
    for (at, other) in others.iter().enumerate() {
        for metric in ["price.usd", "work.devices_up"] {
            assert_eq!(numbers(&usual, metric), numbers(other, metric), "{metric}");
        }
        assert!(bits(&usual) != bits(other), "rule {at} changes nothing");
    }
    // Another price model reads the same news: where it is still, a walk with jumps is a plain walk.
    let walk = "price={ gbm: { start: 0.40 USD, volatility: 90 %/year } }";
    let no_jumps = "price.jump_diffusion.jumps_per_year=0";
    assert_same(&with(walk), &with(no_jumps), "no jumps");
}

#[test]
fn a_draw_for_one_purpose_moves_no_draw_for_another() {
    let (chance, busy) = (Chance::new(7, 0), Chance::new(7, 0));
    for step in 0..50 {
        for device in 0..50 {
            let _ = busy.uniforms::<2>(Purpose::Speed, 0, 0, device);
            let _ = busy.uniforms::<2>(Purpose::Patience, 0, 0, device);
            let _ = busy.uniforms::<5>(Purpose::PriceNews, 0, step, 0);
            let draw = |chance: &Chance| chance.uniforms::<1>(Purpose::Uptime, 0, step, device);
            assert_eq!(draw(&chance), draw(&busy));
        }
    }
}
