//! Proves relations that hold whatever the numbers are: a network cut in two, priced in half-dollars,
//! or written in another way is the same network.

#[path = "../common/mod.rs"]
pub mod common;
mod money;
mod names;
mod steps;

use common::{amounts, assert_same, load, numbers, play, record};
use sim::ledger::Units;
use sim::record::Record;
use sim::scenario;

/// Like devices that are always up and share what is minted.
const ALIKE: &str = "
run: { start: 2026-01-01, days: 50 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet:
  one: { hardware: hotspot/lorawan, devices: 200, spread: 0 %, regions: { asia: 50 %, europe: 50 % } }
price: { gbm: { start: 1 USD, volatility: 90 %/year } }
demand: { packets: { data: lorawan_packets, constant: 1 GB/day, price: 2 USD/GB } }
work: { uptime: always, matching: pro_rata }
emission:
  schedule: { halving: { initial: 1_234.5678 LENS/day, every: 20 days } }
  sharing: by_work
  burn: { burn_and_mint: { credit: 0.00001 USD, share: 80 % } }
";

const HALVES: &str = "fleet={ \
    one: { hardware: hotspot/lorawan, devices: 100, spread: 0 %, regions: { asia: 50 %, europe: 50 % } }, \
    two: { hardware: hotspot/lorawan, devices: 100, spread: 0 %, regions: { asia: 50 %, europe: 50 % } } }";

#[test]
fn a_group_cut_in_two_earns_the_same() {
    for sharing in ["by_work", "by_presence"] {
        let sharing = format!("emission.sharing={sharing}");
        let whole = record(ALIKE, &[&sharing]);
        let halves = record(ALIKE, &[&sharing, HALVES]);
        let pairs = amounts(&whole, "ledger.owners").iter().zip(amounts(&halves, "ledger.owners"));
        for (step, (&whole, &halves)) in pairs.enumerate() {
            // Each device is paid the floor of its part, and what is left over waits: less than one
            // base unit for each device.
            assert!(whole.abs_diff(halves) <= 200, "step {step}: {whole} and {halves}");
        }
        for metric in ["work.devices_up", "devices.active", "price.usd"] {
            assert_eq!(numbers(&whole, metric), numbers(&halves, metric), "{metric}");
        }
        for metric in ["work.revenue_usd", "work.energy_kwh", "operators.margin_usd_median"] {
            let pairs = numbers(&whole, metric).iter().zip(numbers(&halves, metric));
            for (whole, halves) in pairs {
                assert!((whole - halves).abs() <= 1e-6 * whole.abs(), "{metric}: {whole} {halves}");
            }
        }
    }
}

#[test]
fn half_the_devices_earn_half() {
    let sets = [
        "emission.sharing=by_presence",
        "fleet={ one: { hardware: hotspot/lorawan, devices: 200, spread: 0 % }, \
         two: { hardware: hotspot/lorawan, devices: 100, spread: 0 % } }",
    ];
    let game = load(ALIKE, &sets).game;
    let devices = play(&game, 1, 0).devices;
    let held = |cohort| -> Units {
        devices.iter().filter(|device| device.cohort == cohort).map(|device| device.balance).sum()
    };
    // 50 steps, in each of which a device may miss a base unit.
    assert!(held(0).abs_diff(2 * held(1)) <= 50 * 400, "{} and {}", held(0), held(1));
    assert!(held(1) > 0);
    // And all devices are alike.
    let most = devices.iter().map(|device| device.balance).max();
    let least = devices.iter().map(|device| device.balance).min();
    assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 50));
}

#[test]
fn a_shock_to_all_of_the_price_is_no_shock() {
    for step in ["hour", "day", "week", "month"] {
        let days = if step == "hour" { "run.days=5" } else { "run.days=200" };
        let step = format!("run.step={step}");
        let usual = record(common::BUSY, &[&step, days, "shocks=[]"]);
        let shock = "shocks=[{ name: none, price: { to: 100 %, at: 2026-01-03, over: 1 month, \
                     recovers_in: 2 weeks } }]";
        assert_same(&usual, &record(common::BUSY, &[&step, days, shock]), &step);
    }
}

/// Every kind of shock of no size, for all and for some.
#[test]
fn a_shock_of_nothing_is_no_shock_whatever_it_would_hit() {
    let course = "{ to: 100 %, at: day 3, over: 9 days, recovers_in: 1 week }";
    let kinds =
        ["price", "volatility", "liquidity", "demand", "electricity", "hardware", "lead_time"];
    let mut shocks: Vec<String> = kinds.map(|kind| format!("{kind}: {course}")).into();
    shocks.push(format!("price: {course}, known_from: day 1"));
    shocks.push(format!("demand: {course}, workloads: [chat]"));
    shocks.push(format!("electricity: {course}, regions: [europe]"));
    shocks.push(format!("hardware: {course}, lead_time: {course}, groups: [gpus]"));
    for crash in ["luna-week", "ftx-week", "may-2021", "hnt-2021-2022", "fil-2021-2022"] {
        shocks.push(format!("crash: {{ like: {crash}, at: day 3, strength: 0 % }}"));
    }
    let usual = record(common::BUSY, &["shocks=[]"]);
    for shock in shocks {
        let shaken = record(common::BUSY, &[&format!("shocks=[{{ name: none, {shock} }}]")]);
        assert_same(&usual, &shaken, &shock);
    }
}

/// What is said of losses does not depend on what owners do about them.
#[test]
fn owners_who_never_leave_lose_as_much_as_those_who_are_patient() {
    let share = |staying: &str| {
        let staying = format!("decisions.staying={staying}");
        // Costs that no pay covers: every device that is up runs at a loss.
        let costly = "fleet.glasses.upkeep=500 USD/day";
        let record = record(common::BUSY, &["decisions.joining=none", costly, &staying]);
        numbers(&record, "operators.unprofitable_share")[..5].to_vec()
    };
    let patient = share("{ patience: { days: 1000 } }");
    assert!(patient.iter().all(|&share| share > 0.0), "{patient:?}");
    assert_eq!(share("always"), patient);
}

/// Kinds of which one goes idle in a fall of the price and comes back after it.
const IDLE: &str = "
run: { start: 2026-01-01, days: 60 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
price: { constant: { usd: 1 USD } }
shocks: [{ name: fall, price: { to: 1 %, at: day 5, recovers_in: 20 days } }]
demand: { packets: { data: lorawan_packets, constant: 1 GB/day, price: 0.01 USD/GB } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 100 LENS/day } }, sharing: by_presence }
decisions:
  staying: { patience: { days: 3, spread: 0 % } }
  returning: { hurdle: { margin: 10 %, look: 100 %/day } }
market: exogenous
fleet:
";

/// Owners of a kind that is idle were shown what those before them in the file had left over, which
/// is nothing, and never came back; listed first they did.
#[test]
fn idle_owners_come_back_whatever_their_place_in_the_file() {
    let (kept, dear) = (
        "  kept: { hardware: hotspot/lorawan, devices: 100, spread: 0 %, upkeep: 0 USD/day, electricity: 0 USD/kWh }\n",
        "  dear: { hardware: hotspot/lorawan, devices: 100, spread: 0 %, electricity: 3 USD/kWh }\n",
    );
    let there = |text: String| numbers(&record(&text, &[]), "devices.active.dear").to_vec();
    let (first, last) =
        (there(format!("{IDLE}{dear}{kept}")), there(format!("{IDLE}{kept}{dear}")));
    assert_eq!(first, last);
    assert_eq!((first[4], first[15], first[59]), (100.0, 0.0, 100.0));
}

/// From the day on which a vote makes it so, the price closes where it opened, as `exogenous` says.
#[test]
fn a_market_that_becomes_exogenous_closes_where_it_opened() {
    let amendment = "amendments=[{ from: 2026-01-21, set: { market: exogenous } }]";
    let record = record(common::BUSY, &[amendment]);
    let (open, close) = (numbers(&record, "price.usd"), numbers(&record, "market.close_usd"));
    assert!(open[..20] != close[..20], "trades move the price before");
    assert!(open[20..] == close[20..], "trades move the price afterwards");
}

/// From the day on which a vote makes a pool, sales move the price.
#[test]
fn a_market_that_gets_a_pool_is_moved_by_sales() {
    let amendment = "amendments=[{ from: 2026-01-21, set: { market: { constant_product: { depth: \
                     100_000 USD } } } }]";
    let record = record(common::BUSY, &["market=exogenous", amendment]);
    let (open, close) = (numbers(&record, "price.usd"), numbers(&record, "market.close_usd"));
    assert!(open[..20] == close[..20], "trades move the price before");
    assert!(open[20..] != close[20..], "no trade moves the price afterwards");
}

/// What a vote cannot do is said, and not passed over in silence.
#[test]
fn a_pool_whose_depth_is_amended_gets_deeper_or_the_amendment_is_refused() {
    let amendment = "amendments=[{ from: 2026-01-21, set: { market.constant_product.depth: \
                     1_000_000 USD } }]";
    let sets = [amendment.to_owned()];
    let loaded = scenario::load("test.yaml", common::BUSY, &sets, &Default::default());
    let Ok(loaded) = loaded else { return };
    let (usual, amended) = (record(common::BUSY, &[]), play(&loaded.game, 1, 0).record);
    let depth = |record: &Record| numbers(record, "market.depth_usd")[20];
    assert!(depth(&amended) > 5.0 * depth(&usual), "{} {}", depth(&amended), depth(&usual));
}
