//! Proves relations that hold whatever the numbers are: a network cut in two, priced in half-dollars,
//! or written in another way is the same network.

pub mod common;

use common::{amounts, assert_same, load, numbers, play, record};
use hardware_models::Device;
use sim::ensemble;
use sim::ledger::Units;
use sim::record::{Record, Values};
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

#[test]
fn the_same_emission_written_in_three_ways_is_the_same() {
    for step in ["hour", "day", "week", "month"] {
        for rate in [
            "333.33333333 LENS/hour",
            "1_001.1 LENS/day",
            "77_777.7 LENS/week",
            "100_000 LENS/month",
            "1_000_000.00000001 LENS/year",
        ] {
            let step = format!("run.step={step}");
            let days = if step.ends_with("hour") { "run.days=40" } else { "run.days=800" };
            let with = |schedule: &str| {
                let schedule = format!("emission.schedule={schedule}");
                record(ALIKE, &[&step, days, &schedule])
            };
            let fixed = with(&format!("{{ fixed: {{ rate: {rate} }} }}"));
            let dated = with(&format!("{{ dated: {{ 2026-01-01: {rate} }} }}"));
            assert_same(&fixed, &dated, &format!("dated, {step}, {rate}"));
            let halving = with(&format!("{{ halving: {{ initial: {rate}, every: 5000 years }} }}"));
            assert_same(&fixed, &halving, &format!("halving, {step}, {rate}"));
        }
    }
}

#[test]
fn the_parts_of_a_month_are_minted_whatever_the_step() {
    let minted = |step: &str| -> Units {
        let step = format!("run.step={step}");
        let schedule = "emission.schedule.halving={ initial: 1_234_567 LENS/year, every: 1 month }";
        let record = record(ALIKE, &[&step, schedule, "run.days=59"]);
        amounts(&record, "emission.minted_tokens").iter().sum()
    };
    assert_eq!(minted("hour"), minted("day"));
    assert_eq!(minted("day"), minted("month"));
}

#[test]
fn twice_the_replicates_leave_the_first_half_as_it_was() {
    let game = load(common::BUSY, &["run.days=30"]).game;
    let play = |replicates| ensemble::play(&game, 7, replicates, true, || {}).expect("it holds");
    let (few, many) = (play(5), play(10));
    for (replicate, (few, many)) in few.iter().zip(&many).enumerate() {
        assert_same(&few.record, &many.record, &format!("replicate {replicate}"));
        assert_eq!(few.devices, many.devices);
    }
}

#[test]
fn a_longer_run_begins_like_a_shorter_one() {
    let (short, long) = (record(common::BUSY, &[]), record(common::BUSY, &["run.days=90"]));
    let steps = short.steps();
    let begin = |values: &Values| match values {
        Values::Numbers(numbers) => Values::Numbers(numbers[..steps].to_vec()),
        Values::Tokens(units) => Values::Tokens(units[..steps].to_vec()),
    };
    let columns = long.columns.iter().map(begin).collect();
    assert_same(&short, &Record { metrics: long.metrics.clone(), columns }, "the first 60 days");
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

/// A box that draws no power, so that nothing costs money but what the scenario says. The price of
/// electricity is the catalogue's, and could not be scaled.
const BOX: &str = "
name: box
about: A box that draws no power.
class: geforce
launched: { value: 2022-01-01, mark: estimate, source: a test }
price: { value: 500 USD, mark: estimate, source: a test }
lead_time: { value: 3 days, mark: estimate, source: a test }
power:
  idle: { value: 0 W, mark: estimate, source: a test }
  active: { value: 0 W, mark: estimate, source: a test }
memory: { value: 23 GB, mark: estimate, source: a test }
memory_bandwidth: { value: 1010 GB/s, mark: estimate, source: a test }
compute: { value: 330 TFLOPS, mark: estimate, source: a test }
duty: { value: 60 %, mark: estimate, source: a test }
uptime: { value: 85 %, mark: estimate, source: a test }
spread: { value: 8 %, mark: estimate, source: a test }
upkeep: { value: 0.10 USD/day, mark: estimate, source: a test }
annual_failure_rate: { value: 3 %, mark: estimate, source: a test }
life: { value: 4 years, mark: estimate, source: a test }
";

/// A network of such boxes in which every amount of money is so many times the usual one.
fn priced(times: f64) -> String {
    let usd = |amount: f64| amount * times;
    format!(
        "
run: {{ start: 2026-01-01, days: 90 }}
token: {{ symbol: LENS, genesis: 100_000_000 LENS }}
fleet: {{ boxes: {{ hardware: box.yaml, devices: 50, price: {} USD, upkeep: {} USD/day }} }}
price: {{ jump_diffusion: {{ start: {} USD, volatility: 90 %/year, jumps_per_year: 9, jump_mean: -15 %, jump_deviation: 25 % }} }}
shocks: [{{ name: crash, price: {{ to: 20 %, at: day 30, recovers_in: 30 days }} }}]
demand: {{ chat: {{ model: llama-3.1-8b, constant: 5e7 tokens/day, price: {} USD/Mtoken, competitor: {} USD/Mtoken, elasticity: -0.5 }} }}
emission:
  schedule: {{ fixed: {{ rate: 80 LENS/day }} }}
  burn: {{ burn_and_mint: {{ credit: {} USD, share: 70 %, onboarding: {} USD }} }}
decisions:
  joining: {{ payback: {{ within: 300 days, interest: 9 %/day }} }}
  staying: {{ patience: {{ days: 5, least: {} USD/day }} }}
  selling: {{ cover_costs: {{ then: 30 % }} }}
",
        usd(512.0),
        usd(0.5),
        usd(0.75),
        usd(0.0625),
        usd(0.05),
        usd(0.000_01),
        usd(16.0),
        usd(0.25),
    )
}

#[test]
fn a_dollar_of_half_the_worth_changes_nothing_but_the_dollars() {
    let own = [("box.yaml".to_owned(), Device::parse("box.yaml", BOX).expect("a box is right"))];
    let own: scenario::OwnDevices = own.into_iter().collect();
    let record = |times| {
        let loaded = scenario::load("test.yaml", &priced(times), &[], &own);
        let loaded = loaded.unwrap_or_else(|faults| panic!("{faults}"));
        play(&loaded.game, 7, 0).record
    };
    let (usual, twice) = (record(1.0), record(2.0));
    assert!(numbers(&usual, "devices.left").iter().any(|&left| left > 0.0));
    assert!(numbers(&usual, "devices.joined").iter().any(|&joined| joined > 0.0));
    // Twice is exact in binary, so that not one bit may differ.
    for ((metric, usual), twice) in usual.metrics.iter().zip(&usual.columns).zip(&twice.columns) {
        match (usual, twice) {
            (Values::Tokens(usual), Values::Tokens(twice)) => {
                assert_eq!(usual, twice, "{}", metric.name);
            }
            (Values::Numbers(usual), Values::Numbers(twice)) => {
                let times = if metric.unit.starts_with("USD") { 2.0 } else { 1.0 };
                for (step, (usual, twice)) in usual.iter().zip(twice).enumerate() {
                    // The mean comes from a sum in millionths of a dollar.
                    let is_near = metric.name == "operators.margin_usd_mean"
                        && (usual * times - twice).abs() < 1e-5;
                    let same = is_near || (usual * times).to_bits() == twice.to_bits();
                    assert!(same, "step {step}: {} is {usual} and {twice}", metric.name);
                }
            }
            _ => panic!("{} is counted in two ways", metric.name),
        }
    }
}
