//! Proves what each manner of cheating brings and what stops it: the share of checks at which faked
//! work stops paying, the limit of what owners buy of themselves, what one box earns with many names,
//! and who is caught where copies of a job are compared.

pub mod common;

use common::{load, numbers, play, record};
use sim::record::Record;
use sim::scenario;
use sim::work::cheats::deterrence::Temptation;
use sim::world::Group;

/// A hundred home computers that are always up and alike; their work costs customers next to nothing.
const NETWORK: &str = "
run: { start: 2026-01-01, days: 25 }
token: { symbol: LENS, genesis: 10_000_000 LENS }
fleet:
  gpus: { hardware: gpu/rtx-4090, devices: 100, spread: 0 %, electricity: 0.02 USD/kWh }
price: { constant: { usd: 1 USD } }
demand: { chat: { model: llama-3.1-8b, constant: 1e15 tokens/day, price: 0.000001 USD/Mtoken } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 1_000 LENS/day } } }
decisions: { selling: hold }
";

/// The mean of a column from a step on.
fn mean(record: &Record, name: &str, from: usize) -> f64 {
    let values = &numbers(record, name)[from..];
    values.iter().sum::<f64>() / values.len() as f64
}

fn last(record: &Record, name: &str) -> f64 {
    *numbers(record, name).last().expect("there are steps")
}

fn assert_near(is: f64, wanted: f64, tolerance: f64) {
    assert!((is - wanted).abs() <= tolerance, "{is} is not {wanted} ± {tolerance}");
}

/// What a day's energy costs of a device for being up, and for its work if it is busy [USD].
fn energy_usd(group: &Group, usd_per_kwh: f64) -> [f64; 2] {
    let watts = (group.active_watts - group.idle_watts) * group.duty * group.heat;
    [group.idle_watts, watts].map(|watts| watts * 24.0 / 1_000.0 * usd_per_kwh)
}

/// The engine is played at five shares of checks, with 1,000 devices that fake their work among 4,000
/// for 120 days and a fine that what they hold covers after the first 20. What faking brings more than
/// honest work falls with the share; where a line through the five means is zero, it stops paying.
#[test]
fn faking_stops_paying_at_the_share_of_checks_that_gain_and_penalty_tell() {
    const DEVICES: f64 = 4_000.0;
    const CHEATS: f64 = 1_000.0;
    const FINE_USD: f64 = 1.0;
    let pay_usd = |caught: f64| 4_000.0 / (DEVICES - caught * CHEATS);
    let at = |share: f64| {
        let check = format!("work.checking={{ spot_check: {{ share: {share} %, slash: 0 % }} }}");
        let sets = [
            "run.days=120",
            "fleet.gpus.devices=4_000",
            "fleet.gpus.cheats={ faked_work: 25 % }",
            "emission.schedule.fixed.rate=4_000 LENS/day",
            "work.penalty={ fine: 1 USD }",
            check.as_str(),
        ];
        let game = load(NETWORK, &sets).game;
        // Each share has chance of its own, so that what one run is off, the others are not.
        let record = play(&game, share as u64, 0).record;
        let more = mean(&record, "work.profit_usd.faked_work", 20)
            - mean(&record, "work.profit_usd.honest", 20);
        let told = mean(&record, "work.break_even_share", 20);
        (share / 100.0, more, told, energy_usd(&game.groups[0], 0.02))
    };
    let points = [3.0, 5.0, 7.0, 9.0, 11.0].map(at);
    let [idle_usd, work_usd] = points[0].3;
    let count = points.len() as f64;
    let [x, y] = [points.map(|p| p.0), points.map(|p| p.1)].map(|v| v.iter().sum::<f64>() / count);
    let slope = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>()
        / points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum::<f64>();
    let found = x - y / slope;
    let temptation = Temptation::to_fake(pay_usd(found) - idle_usd, work_usd, FINE_USD);
    // k / (y + F) is some 0.067. The share that is caught is a mean of 100,000 draws, with a standard
    // error of 0.0008, and the line of five of them, 0.0004 at its middle: 0.6 %.
    let formula = temptation.break_even();
    assert!((found / formula - 1.0).abs() < 0.05, "{found} is not {formula}");
    assert_near(
        temptation.gain_usd / (temptation.gain_usd + temptation.penalty_usd),
        formula,
        1e-12,
    );
    // The engine tells the same of each of its steps.
    for (.., told, _) in points {
        assert!((told / formula - 1.0).abs() < 0.02, "{told} is not {formula}");
    }
    // It pays below that share, and costs above it.
    assert!(points[0].1 > 0.0 && points[4].1 < 0.0, "{points:?}");
}

#[test]
fn without_checks_spoofers_take_their_share_and_customers_get_the_rest() {
    let glasses = |cheats: &str| {
        let fleet = format!(
            "fleet.gpus={{ hardware: glasses/xiaomi-ai-glasses, devices: 1_000, spread: 0 %{cheats} }}"
        );
        let demand =
            "demand.chat={ data: egocentric_video, constant: 1e9 GB/day, price: 0.001 USD/GB }";
        record(NETWORK, &[&fleet, demand, "emission.sharing=by_presence"])
    };
    let spoofed = glasses(", cheats: { spoofed_location: 10 % }");
    assert_near(mean(&spoofed, "work.cheats_pay_share.spoofed_location", 0), 0.1, 1e-6);
    let served = |record: &Record| mean(record, "work.data_megabytes", 0);
    assert_near(served(&spoofed) / served(&glasses("")), 0.9, 1e-9);
    // Whoever is there pays for it as honest devices do.
    assert_near(last(&spoofed, "work.energy_kwh"), last(&glasses(""), "work.energy_kwh"), 1e-9);
    // What is computed, a spoofed place does not touch.
    let gpus = record(NETWORK, &["fleet.gpus.cheats={ spoofed_location: 10 % }"]);
    let honest = record(NETWORK, &[]);
    assert_eq!(numbers(&gpus, "work.tokens_served"), numbers(&honest, "work.tokens_served"));
}

#[test]
fn one_box_with_ten_names_is_paid_for_names_where_presence_is_and_for_one_box_where_work_is() {
    let sybils = "fleet.gpus.cheats={ sybils: 20 %, identities: 10 }";
    let by_work = record(NETWORK, &[sybils]);
    // 20 names of 2 boxes beside 80 devices.
    assert_near(last(&by_work, "work.cheats_pay_share.sybils"), 2.0 / 82.0, 1e-9);
    let by_presence = record(NETWORK, &[sybils, "emission.sharing=by_presence"]);
    assert_near(last(&by_presence, "work.cheats_pay_share.sybils"), 0.2, 1e-9);
    let honest = record(NETWORK, &[]);
    let of_82 = |name| last(&by_work, name) / last(&honest, name);
    assert_near(of_82("work.tokens_served"), 0.82, 1e-9);
    assert_near(of_82("work.energy_kwh"), 0.82, 1e-9);
    // A name costs a tenth of a device.
    let loaded = load(NETWORK, &[sybils, "run.days=1"]);
    let devices = play(&loaded.game, 1, 0).devices;
    let first = |cheats: bool| {
        let is = |cohort: usize| loaded.game.cohorts[cohort].cheats.is_some() == cheats;
        devices.iter().find(|device| is(device.cohort)).expect("there is one").profit_usd
    };
    assert_near(first(true) - first(false), 0.9 * 2_500.0, 15.0);
}

/// Half of what customers pay is burned: a dollar costs an owner who pays himself half a dollar.
const WASHED: [&str; 4] = [
    "fleet.gpus.cheats={ wash_demand: 50 %, spends: 1_000_000 USD/day }",
    "demand.chat.constant=1e8 tokens/day",
    "demand.chat.price=2 USD/Mtoken",
    "emission.burn={ fees: { burned: 50 % } }",
];

#[test]
fn owners_buy_their_own_work_until_a_dollar_of_it_is_paid_what_it_costs() {
    let washed = record(NETWORK, &WASHED);
    let real_usd = numbers(&washed, "work.revenue_usd")[0];
    assert!(real_usd > 100.0, "{real_usd}");
    // 1,000 USD of tokens at half a dollar a dollar: 2,000 USD of work, real or not.
    let revenue = numbers(&washed, "work.revenue_usd");
    revenue[1..].iter().for_each(|usd| assert_near(*usd, 2_000.0, 1e-6));
    assert_near(last(&washed, "demand.wash_share"), 1.0 - real_usd / 2_000.0, 1e-9);
    // Where all may do so, it brings nothing: its reward is burned.
    let more =
        last(&washed, "work.profit_usd.wash_demand") - last(&washed, "work.profit_usd.honest");
    assert_near(more, 0.0, 1e-4);
    // Whoever has no more to spend earns by it.
    let poor = "fleet.gpus.cheats={ wash_demand: 50 %, spends: 1 USD/day }";
    let poor = record(NETWORK, &[poor, WASHED[1], WASHED[2], WASHED[3]]);
    assert_near(last(&poor, "work.revenue_usd"), real_usd + 50.0, 1e-6);
    assert!(last(&poor, "work.profit_usd.wash_demand") > last(&poor, "work.profit_usd.honest"));
}

#[test]
fn nobody_buys_his_own_work_where_it_is_paid_less_than_it_costs() {
    let burned = "emission.burn={ fees: { burned: 100 % } }";
    let less = "emission.schedule.fixed.rate=100 LENS/day";
    for set in [[burned, less], [burned, "emission.sharing=by_presence"]] {
        let honest = record(NETWORK, &[&WASHED[..], &set].concat());
        assert_eq!(numbers(&honest, "demand.wash_share"), [0.0; 25]);
    }
}

#[test]
fn where_copies_are_compared_those_who_collude_pass_in_the_majority_and_honest_devices_pay() {
    let sets = [
        "run.days=40",
        "fleet.gpus.devices=1_000",
        "fleet.gpus.cheats={ collusion: 20 % }",
        "work.checking={ redundant: { copies: 3, slash: 0 % } }",
    ];
    let compared = record(NETWORK, &sets);
    let sum = |name| numbers(&compared, name).iter().sum::<f64>();
    // 8,000 chances of 0.8² = 64 %: 5,120 ± 43; 32,000 chances of 0.2² = 4 %: 1,280 ± 35.
    assert_near(sum("work.cheats_caught"), 5_120.0, 4.0 * 43.0);
    assert_near(sum("work.accused"), 1_280.0, 4.0 * 35.0);
    // Three do what one would.
    let trusting = record(NETWORK, &sets[..3]);
    let capacity = |record: &Record| last(record, "work.capacity_tokens_per_second");
    assert!(capacity(&compared) < capacity(&trusting) / 3.0);
    // Spot checks of which friends make three in four find a quarter.
    let spot = [
        sets[0],
        sets[1],
        "fleet.gpus.cheats={ collusion: 20 %, passes: 75 % }",
        "work.checking={ spot_check: { share: 40 %, slash: 0 % } }",
    ];
    let caught = numbers(&record(NETWORK, &spot), "work.cheats_caught").iter().sum::<f64>();
    // 8,000 chances of 10 %: 800 ± 27.
    assert_near(caught, 800.0, 4.0 * 27.0);
}

#[test]
fn who_is_caught_is_shut_out_and_pays_more_each_time() {
    let sets = [
        "fleet.gpus.cheats={ faked_work: 20 % }",
        "work.checking={ spot_check: { share: 100 %, slash: 0 % } }",
        "work.penalty={ bans: 10 days }",
    ];
    let shut = record(NETWORK, &sets);
    // Caught on days 0, 11 and 22; out on the ten days after each.
    let out = |day: usize| if day.is_multiple_of(11) { [20.0, 0.0] } else { [0.0, 20.0] };
    for day in 0..25 {
        let is = ["work.cheats_caught", "work.shut_out"].map(|name| numbers(&shut, name)[day]);
        assert_eq!(is, out(day), "day {day}");
    }
    let for_good = record(NETWORK, &[sets[0], sets[1], "work.penalty={ bans: 100 years }"]);
    assert_eq!(numbers(&for_good, "work.cheats_caught").iter().sum::<f64>(), 20.0);
}

#[test]
fn false_alarms_and_the_price_of_checks_fall_on_honest_owners() {
    let check = "work.checking={ spot_check: { share: 50 %, slash: 100 %, false_alarms: 10 %, costs: 0.2 USD } }";
    let unsure = record(
        NETWORK,
        &[check, "fleet.gpus.devices=1_000", "fleet.gpus.cheats={ faked_work: 0 % }"],
    );
    let accused = numbers(&unsure, "work.accused").iter().sum::<f64>();
    // 25,000 chances of 5 %: 1,250 ± 34.
    assert_near(accused, 1_250.0, 4.0 * 34.5);
    assert_eq!(numbers(&unsure, "work.cheats_caught"), [0.0; 25]);
    // A fifth of a dollar for every second device that is up after the first of them were caught.
    let up = last(&unsure, "work.devices_up");
    assert_near(last(&unsure, "work.checking_usd"), 0.1 * up, 1e-9);
}

#[test]
fn checks_of_a_day_catch_about_as_many_in_hours() {
    let sets = [
        "fleet.gpus.devices=1_000",
        "fleet.gpus.cheats={ faked_work: 100 % }",
        "work.checking={ spot_check: { share: 5 %, slash: 0 %, every: 1 day } }",
    ];
    let caught = |step: &str, days: &str| {
        let step = format!("run.step={step}");
        let days = format!("run.days={days}");
        let record = record(NETWORK, &[&sets[..], &[step.as_str(), days.as_str()]].concat());
        numbers(&record, "work.cheats_caught").iter().sum::<f64>()
    };
    // 25,000 device-days of 5 %: 1,250 ± 34. In hours who was caught may be caught again that day:
    // −24 · ((1 − 0.05)^(1/24) − 1) = 5.124 % a day, 5,000 of which are 256 ± 16.
    assert_near(caught("day", "25"), 1_250.0, 4.0 * 34.5);
    assert_near(caught("hour", "5"), 256.0, 4.0 * 16.0);
}

#[test]
fn a_bad_name_takes_jobs_where_they_go_by_reputation() {
    let sets = [
        "run.days=200",
        "fleet.gpus.cheats={ faked_work: 20 % }",
        "demand.chat.constant=1e8 tokens/day",
        "work.checking={ spot_check: { share: 20 %, slash: 0 % } }",
    ];
    let blind = record(NETWORK, &sets);
    // Four of five of the twenty are not caught: 16 of 96.
    assert_near(mean(&blind, "work.cheats_pay_share", 0), 16.0 / 96.0, 0.01);
    let by_name = "work.matching={ by_reputation: { first: 50 %, gain: 10 %, fall: 50 % } }";
    let known = record(NETWORK, &[&sets[..], &[by_name]].concat());
    // Nobody who fakes is ever found good: some 0.5 · 0.9^200; honest ones close 2 % of the gap a day.
    assert!(last(&known, "work.reputation.cheats") < 1e-6);
    assert_near(last(&known, "work.reputation.honest"), 0.991, 0.001);
    assert!(last(&known, "work.cheats_pay_share") < 1e-6);
}

#[test]
fn a_share_alone_is_faked_work_bit_for_bit() {
    let check = "work.checking={ spot_check: { share: 20 %, slash: 10 % } }";
    let plain = record(NETWORK, &["fleet.gpus.cheats=20 %", check]);
    let named = record(NETWORK, &["fleet.gpus.cheats={ faked_work: 20 % }", check]);
    for (metric, values) in plain.metrics.iter().zip(&plain.columns) {
        let at = named.column(&metric.name).unwrap_or_else(|| panic!("{}", metric.name));
        let is_same = match (values, &named.columns[at]) {
            (sim::record::Values::Numbers(one), sim::record::Values::Numbers(other)) => {
                one.iter().map(|n| n.to_bits()).eq(other.iter().map(|n| n.to_bits()))
            }
            (one, other) => one == other,
        };
        assert!(is_same, "{}", metric.name);
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let fault = |cheats: &str| {
        let set = format!("fleet.gpus.cheats={cheats}");
        match scenario::load("a.yaml", NETWORK, &[set], &Default::default()) {
            Ok(_) => panic!("it loads: {cheats}"),
            Err(faults) => faults.to_string(),
        }
    };
    let sum = fault("{ faked_work: 60 %, sybils: 50 % }");
    assert!(sum.contains("the shares of cheats sum to 110 %"), "{sum}");
    let stray = fault("{ faked_work: 60 %, passes: 50 % }");
    assert!(stray.contains("`passes` is about `collusion`, and nobody does that"), "{stray}");
    let misspelt = fault("{ spoofed_locations: 5 % }");
    assert!(misspelt.contains("spoofed_location"), "{misspelt}");
    let bare = fault("7");
    assert!(bare.contains("share"), "{bare}");
}
