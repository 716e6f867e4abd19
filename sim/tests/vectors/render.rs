//! Render: RNP-001's schedule, what nodes get of it, and what is burned.

use sim::emission::burn::{Burn, BurnKind};
use sim::emission::schedule::{Period, ScheduleKind};
use sim::emission::{Memory, Network};
use sim::ledger::{Units, share_of};
use sim::record::tokens;
use sim::scenario::{self, Loaded};

use super::table::row;

const RENDER: &str = include_str!("../../../scenarios/replica/render.yaml");

fn render() -> Loaded {
    scenario::load("render.yaml", RENDER, &[], &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn variant(name: &str) -> Loaded {
    render().variant(name).unwrap_or_else(|faults| panic!("{faults}"))
}

/// What the schedule of a scenario mints up to a day of its run, in base units.
fn minted(loaded: &Loaded, days: i64) -> Units {
    let period = Period { until: days * 86_400, ..loaded.game.period(0) };
    let schedule = &loaded.written.emission.schedule;
    schedule.minted(&Network::empty(period), &mut Memory::default())
}

/// Days from the start to the first of January of a year.
fn until_year(year: i64) -> i64 {
    365 * (year - 2024) + (year - 2024 + 3) / 4
}

#[test]
fn v55_what_is_left_of_the_pool_and_what_circulates_after_sixty_months() {
    let loaded = render();
    let minted = tokens(minted(&loaded, until_year(2029)), 8);
    let pool = 536_870_912.0 * 0.2; // RNP-001, "20 %" (verified)
    row("V55").check(&[pool - minted, tokens(loaded.game.genesis, 8) + minted]);
}

#[test]
fn rnp_001_and_006_the_years() {
    let loaded = render();
    let year = |year| {
        let to = |at| tokens(minted(&loaded, until_year(at)), 8);
        to(year + 1) - to(year)
    };
    // RNP-006: "A total of 9,126,804" (it adds twelve rounded months), RNP-018 and 022: "5.9M" (verified).
    assert!((year(2024) - 9_126_804.0).abs() < 2.0, "{}", year(2024));
    assert!([2025, 2026].iter().all(|&at| (year(at) - 5_905_580.0).abs() < 0.1));
    // RNP-001's sheet: 380,284 and 335,544 a month (secondary).
    assert!(
        (year(2027) / 12.0 - 380_284.0).abs() < 0.5 && (year(2028) / 12.0 - 335_544.0).abs() < 0.5
    );
}

/// What nodes get of what is minted in a week or a month under the rules of an amendment [RENDER].
fn to_nodes(loaded: &Loaded, from: i64, days: i64) -> f64 {
    let rules = &loaded.game.rules;
    let emission = |day: i64| {
        let now = day * 86_400;
        &rules.iter().rev().find(|(begin, _)| *begin <= now).expect("there are rules").1.emission
    };
    let mut memory = Memory::default();
    let mut to_devices = 0;
    for day in from..from + days {
        let period =
            Period { from: day * 86_400, until: (day + 1) * 86_400, ..loaded.game.period(0) };
        let network = Network::empty(period);
        let emission = emission(day);
        let minted = emission.schedule.minted(&network, &mut memory);
        let mut first = 0;
        let left = emission.split.pay_first(minted, (&network, &mut memory), |_, to, units| {
            if to == sim::emission::Receiver::Devices {
                first += units;
            }
        });
        to_devices += first + emission.split.parts(left)[0];
    }
    tokens(to_devices, 8)
}

#[test]
fn rnp_006_013_018_and_022_what_nodes_get() {
    let loaded = render();
    // January 2024: RNP-006's 190,142 a month, and a tenth of what is left for compute clients (verified).
    assert!((to_nodes(&loaded, 0, 31) - 190_141.78 - 84_085.2).abs() < 0.01);
    // May 2024: 15,000 a week and 25,000 a month, RNP-013's "85,000" of four epochs; and an eighth of 50,000 for test
    // jobs.
    let may = to_nodes(&loaded, 121, 31);
    assert!((may - (15_000.0 * 31.0 / 7.0 + 25_000.0 + 6_250.0)).abs() < 0.01, "{may}");
    // RNP-018 and RNP-022, any week of 2025 and 2026 (verified).
    assert!((to_nodes(&loaded, until_year(2025) + 4, 7) - 20_700.0).abs() < 0.01);
    assert!((to_nodes(&loaded, until_year(2026) + 4, 7) - 17_800.0).abs() < 0.01);
}

/// A month's tokens of the pool for compute clients are those of the pool's own rule.
#[test]
fn rnp_006_the_pool_of_compute_clients() {
    let text = "pool: { holds: 840_852 RENDER, share: 10 %, every: 1 month, per_head: 75 RENDER, heads: 1_122 }";
    let tree = language::yaml::parse("a.yaml", text).expect("it is YAML");
    let pool: ScheduleKind =
        language::read(&tree, None).unwrap_or_else(|faults| panic!("{faults}"));
    let (loaded, mut memory) = (render(), Memory::default());
    let first = &loaded.written.emission.split.first["compute_clients"];
    let most = first.most.as_ref().expect("it is bounded");
    for (from, days) in [(0, 31), (31, 29), (60, 31), (91, 30)] {
        let (from, until) = (from * 86_400, (from + days) * 86_400);
        let month = Network::empty(Period { from, until, ..loaded.game.period(0) });
        let found = most.minted(&month, &mut Memory::default());
        assert_eq!(found, pool.minted(&month, &mut memory), "from {from}");
    }
}

/// What RNP-018 and RNP-022 say of a year, in millions of RENDER (verified).
#[test]
fn rnp_018_and_022_what_a_year_is_set_aside_for() {
    let record = crate::preset::play(RENDER, &["run.days=1096"]);
    let year = |part: &str, year: i64| {
        let days = until_year(year) as usize..until_year(year + 1) as usize;
        let name = format!("emission.first_tokens.{part}");
        tokens(crate::preset::units(&record, &name)[days].iter().sum(), 8) / 1e6
    };
    for at in [2025, 2026] {
        // "1.5M (25 %)" and "2.9M (50 %)" of 5,905,580 RENDER.
        assert!((year("artists", at) - 1.476_395).abs() < 1e-5, "{}", year("artists", at));
        assert!((year("operations", at) - 2.952_79).abs() < 1e-5, "{}", year("operations", at));
    }
    // "1.14M in Community Upgrade Rewards vs 1.14M allocation."
    assert!((year("upgrades", 2024) - 1.140_852).abs() < 1e-6);
}

#[test]
fn v58_the_pay_of_a_compute_node() {
    let loaded = variant("compute");
    let ScheduleKind::WorkPay(pay) = &loaded.written.emission.schedule else { panic!("no pay") };
    // The proposal rounds to hundredths before it multiplies by 4.33 weeks.
    let period = Period { decimals: 2, ..loaded.game.period(0) };
    let (job, available) = pay.of_one(&pay.nodes["h200"], &period);
    let in_a_month = (job + available) as f64 / 100.0 * 4.33;
    let (row, found) = (row("V58"), [job as f64 / 100.0, in_a_month]);
    // The cell holds the parameters too: "8.62" is in the row's name, its tolerances are 0.01 and 0.02.
    for ((found, wanted), within) in found.iter().zip(row.numbers()).zip([0.01, 0.02]) {
        assert!((found - wanted).abs() <= within, "{found}, not {wanted}");
    }
    let (job, available) = pay.of_one(&pay.nodes["rtx_4090"], &period);
    // RNP-021: 14.88 and 1.99 an epoch; its "73.05" a month does not follow (64.43 does), and is left out.
    assert_eq!((job, available), (1_488, 199));
}

#[test]
fn rnp_006_the_points_of_an_early_holder() {
    // "500,000 points divided by 50 million total points x 95,071 RENDER = 950.71" (verified).
    let month: Units = 95_071 * 100_000_000;
    assert_eq!(share_of(month, 500_000, 50_000_000), 95_071_000_000);
}

#[test]
fn rnp_020_a_cut_by_a_tenth() {
    // 15,000/1.1 = 13,636, rounded to hundreds: 13,600 (verified: the floor's example).
    let cut = to_nodes(&variant("rnp_020"), until_year(2026) + 4, 7);
    let before = 15_000.0;
    assert!((cut - (before / 1.1 / 100.0_f64).round() * 100.0).abs() < 0.01, "{cut}");
}

/// A price, what is rewarded at it, and by how many percent more is burned.
type Scenario = (f64, f64, f64);

#[test]
fn rnp_023_burns_and_rewards_of_a_subnet() {
    let loaded = variant("salad");
    let BurnKind::Sum(sum) = &loaded.written.emission.burn else { panic!("no sum") };
    let network = |price_usd| Network { price_usd, ..Network::empty(loaded.game.period(0)) };
    // 1,000 USD of a customer: 560 and 310 of them reward the nodes (verified: "Examples"; its third
    // differences are 1.8 and 7.3 %).
    let products: [(&str, f64, f64, [Scenario; 3]); 2] = [
        ("containers", 300.0, 560.0, [(2.0, 280.0, 7.1), (2.1, 266.7, 12.5), (1.9, 294.74, 1.8)]),
        ("gateway", 175.0, 310.0, [(2.0, 155.0, 12.9), (2.1, 147.62, 18.5), (1.9, 163.16, 7.3)]),
    ];
    for (product, burned, reward_usd, scenarios) in products {
        let BurnKind::Fees(fees) = &sum.0[product] else { panic!("no fees") };
        let mut fees = fees.clone();
        fees.spent = None;
        let paid = Network { spent_usd: 1_000.0, ..network(2.0) };
        let found = tokens(fees.burned(&paid, &mut Memory::default()).burned, 8);
        assert!((found - burned).abs() < 1e-6, "{product}: {found}");
        for (price_usd, rewarded, more) in scenarios {
            let reward = tokens(network(price_usd).bought(reward_usd), 8);
            assert!((reward - rewarded).abs() < 0.05, "{product}: {reward}");
            let percent = (found - reward) / reward * 100.0;
            assert!((percent - more).abs() < 0.06, "{product}: {percent}");
        }
    }
}

#[test]
fn rnp_023_a_month_of_burns() {
    // 492,132 minted a month and 88,240 more for Salad; 95,374 burned a month at 2 USD (verified).
    let burn = &variant("salad").written.emission.burn;
    let BurnKind::Sum(sum) = burn else { panic!("no sum") };
    let per_day = ["containers", "gateway"].map(|name| {
        let network = Network { price_usd: 2.0, ..Network::empty(render().game.period(0)) };
        tokens(sum.0[name].burned(&network, &mut Memory::default()).burned, 8)
    });
    let month = per_day.iter().sum::<f64>() * 365.0 / 12.0;
    assert!((month / 95_374.0 - 1.0).abs() < 1e-3, "{month}");
    let network_month = tokens(minted(&render(), until_year(2026)), 8)
        - tokens(minted(&render(), until_year(2025)), 8);
    assert!((network_month / 12.0 + 88_240.0 - 580_372.0).abs() < 0.5);
}
