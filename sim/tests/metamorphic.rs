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

/// The same columns under other names, bit for bit.
fn assert_renamed(usual: &Record, renamed: &Record, names: &[(&str, &str)]) {
    for (usual, renamed) in usual.metrics.iter().zip(&renamed.metrics) {
        let is_of = |old: &&(&str, &str)| usual.name.ends_with(&format!(".{}", old.0));
        let expected = match names.iter().find(is_of) {
            Some((old, new)) => format!("{}{new}", usual.name.trim_end_matches(old)),
            None => usual.name.clone(),
        };
        assert_eq!(renamed.name, expected);
    }
    let metrics = usual.metrics.clone();
    assert_same(usual, &Record { metrics, columns: renamed.columns.clone() }, "under other names");
}

#[test]
fn groups_and_workloads_by_other_names_are_the_same() {
    let names = [
        ("glasses", "spectacles"),
        ("gpus", "cards"),
        ("minis", "boxes"),
        ("chat", "talk"),
        ("video", "film"),
    ];
    for text in [common::BUSY, common::VARIED] {
        let key = |text: String, (old, new): &(&str, &str)| {
            text.replace(&format!("  {old}:"), &format!("  {new}:"))
                .replace(&format!(".{old}."), &format!(".{new}."))
                .replace("LENS", "GLASS")
        };
        let renamed = names.iter().fold(text.to_owned(), key);
        assert_renamed(&record(text, &[]), &record(&renamed, &[]), &names);
    }
}

/// Regions differ in the price of electricity and in chance: without both they are the same.
#[test]
fn regions_by_other_names_are_the_same() {
    let fleet = |one: &str, other: &str| {
        format!(
            "fleet={{ one: {{ hardware: hotspot/lorawan, devices: 200, price: 50 USD, lead_time: 5 days, spread: 0 %, electricity: 0.2 USD/kWh, \
             regions: {{ {one}: 30 %, {other}: 70 % }} }} }}"
        )
    };
    let usual = record(ALIKE, &[&fleet("asia", "europe"), JOINING]);
    let others = record(ALIKE, &[&fleet("north_america", "world"), JOINING]);
    assert!(numbers(&usual, "devices.joined").iter().any(|&joined| joined > 0.0));
    assert_same(&usual, &others, "other regions");
}

const JOINING: &str = "decisions={ joining: { payback: { within: 300 days, interest: 5 %/day } }, \
                       staying: { patience: { days: 3, spread: 0 % } } }";

/// Where no device has chance of its own, the order of groups, regions and workloads in the file changes
/// no more than what rounding leaves over.
#[test]
fn the_order_in_the_file_changes_nothing_but_the_rounding() {
    let one = "one: { hardware: hotspot/lorawan, devices: 200, lead_time: 9 days, spread: 0 %";
    let other = "other: { hardware: hotspot/lorawan, devices: 90, lead_time: 5 days, upkeep: 0.3 USD/day, spread: 0 %";
    let (east, west) =
        ("regions: { asia: 30 %, europe: 70 % }", "regions: { europe: 70 %, asia: 30 % }");
    let packets = "packets: { data: lorawan_packets, constant: 1 GB/day, price: 2 USD/GB }";
    let rest = "rest: { data: lorawan_packets, constant: 3 GB/day, price: 1 USD/GB }";
    let play = |fleet: String, demand: String| {
        record(
            ALIKE,
            &[&format!("fleet={{ {fleet} }}"), &format!("demand={{ {demand} }}"), JOINING],
        )
    };
    let usual = play(format!("{one}, {east} }}, {other}, {east} }}"), format!("{packets}, {rest}"));
    let turned =
        play(format!("{other}, {west} }}, {one}, {west} }}"), format!("{rest}, {packets}"));
    for metric in &usual.metrics {
        let name = metric.name.as_str();
        match &usual.columns[usual.column(name).expect("it is there")] {
            Values::Tokens(units) => {
                for (one, other) in units.iter().zip(amounts(&turned, name)) {
                    // A base unit for each device and day.
                    assert!(one.abs_diff(*other) <= 400 * 50, "{name}: {one} and {other}");
                }
            }
            Values::Numbers(values) => {
                for (one, other) in values.iter().zip(numbers(&turned, name)) {
                    let is_same = (one - other).abs() <= 1e-6 * one.abs() || one.is_nan();
                    assert!(is_same || one == other, "{name}: {one} and {other}");
                }
            }
        }
    }
}

/// A network whose price is a table, so that it is the same in any steps.
const TABLE: &str = "
run: { start: 2026-01-01, days: 168 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet: { one: { hardware: hotspot/lorawan, devices: 1_000, price: 100 USD, lead_time: 14 days, upkeep: 0.5 USD/day, spread: 20 % } }
price:
  replay:
    between: linear
    usd: { 2026-01-01: 1 USD, 2026-03-01: 2 USD, 2026-05-01: 0.20 USD, 2026-07-01: 0.60 USD }
demand: { packets: { data: lorawan_packets, constant: 9 GB/day, price: 2 USD/GB } }
work: { uptime: always }
emission:
  schedule: { halving: { initial: 1_000 LENS/day, every: 60 days } }
  sharing: by_presence
  burn: { burn_and_mint: { credit: 0.00001 USD, share: 80 % } }
decisions:
  joining: { payback: { within: 150 days, interest: 0.5 %/day } }
  staying: { patience: { days: 14 } }
  selling: { cover_costs: { then: 20 % } }
";

/// What is minted is the same to the base unit. All else answers to what a step brought, and so comes a
/// step later, and to its morning's price: the error is in proportion to the step. Measured, a day against
/// an hour and a week against a day: devices 0.2 and 2.4 %, joined 0.4 and 2.6 %, revenue 0.7 and
/// 2.9 %, sold 1.5 and 5.4 %, burned 1.8 and 7.2 %, the last two because they divide dollars by a
/// price that falls within the step. The tolerances are about twice that.
#[test]
fn shorter_steps_come_to_about_the_same() {
    let play = |step: &str| record(TABLE, &[&format!("run.step={step}")]);
    let [hour, day, week] = ["hour", "day", "week"].map(play);
    let total = |record: &Record, metric: &str| -> f64 {
        match &record.columns[record.column(metric).expect("it is there")] {
            Values::Tokens(units) => units.iter().map(|&units| units as f64).sum(),
            Values::Numbers(values) => values.iter().sum(),
        }
    };
    let supply: Vec<f64> = [&hour, &day, &week].map(|r| total(r, "emission.minted_tokens")).into();
    assert_eq!(supply, [supply[0]; 3]);
    let assert_near = |what: &str, values: [f64; 3], tolerances: [f64; 2]| {
        for (pair, tolerance) in values.windows(2).zip(tolerances) {
            let gap = (pair[1] / pair[0] - 1.0).abs();
            assert!(gap <= tolerance, "{what}: {values:?}, a gap of {gap}");
        }
    };
    // Of each metric the sum over the run, and of devices the mean over its steps.
    let totals = |metric: &str| [&hour, &day, &week].map(|record| total(record, metric));
    let [hours, days, weeks] = totals("devices.active");
    let steps = [&hour, &day, &week].map(|record| record.steps() as f64);
    let active = [hours / steps[0], days / steps[1], weeks / steps[2]];
    assert_near("devices.active", active, [0.005, 0.05]);
    assert_near("devices.joined", totals("devices.joined"), [0.01, 0.05]);
    assert_near("work.revenue_usd", totals("work.revenue_usd"), [0.015, 0.06]);
    assert_near("operators.sold_tokens", totals("operators.sold_tokens"), [0.03, 0.11]);
    assert_near("emission.burned_tokens", totals("emission.burned_tokens"), [0.04, 0.15]);
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

/// With a pool, whose dollars are whole millionths, and a price that is what the pool leaves, token
/// flows are the same to a millionth.
#[test]
fn dollars_of_half_the_worth_leave_what_flows_through_a_pool() {
    let play = |times: f64| {
        let usd = |amount: f64| format!("{} USD", amount * times);
        let sets = [
            format!("price={{ market: {{ start: {} }} }}", usd(0.40)),
            format!("market.constant_product.depth={}", usd(100_000.0)),
            format!("emission.burn.burn_and_mint.onboarding={}", usd(5.0)),
            format!("emission.burn.burn_and_mint.credit={}", usd(0.000_01)),
            format!("demand.video.price={}/GB", usd(0.25)),
            format!("demand.chat.competitor={}/Mtoken", usd(0.05)),
            format!("fleet.glasses.electricity={}/kWh", usd(0.15)),
            format!("fleet.glasses.price={}", usd(300.0)),
            format!("fleet.glasses.upkeep={}/day", usd(0.05)),
            format!("fleet.gpus.electricity={}/kWh", usd(0.15)),
            format!("fleet.gpus.price={}", usd(2_000.0)),
            format!("fleet.gpus.upkeep={}/day", usd(0.10)),
        ];
        record(common::BUSY, &sets.each_ref().map(String::as_str))
    };
    let (usual, twice) = (play(1.0), play(2.0));
    for metric in
        ["operators.sold_tokens", "emission.burned_tokens", "ledger.owners", "ledger.pool"]
    {
        for (usual, twice) in amounts(&usual, metric).iter().zip(amounts(&twice, metric)) {
            let most = 1_000_000 + usual / 1_000_000;
            assert!(usual.abs_diff(*twice) <= most, "{metric}: {usual} and {twice}");
        }
    }
    for metric in ["devices.joined", "devices.left"] {
        assert!(numbers(&usual, metric).iter().any(|&devices| devices > 0.0), "{metric}");
    }
    assert_eq!(numbers(&usual, "devices.active"), numbers(&twice, "devices.active"));
}
