//! Proves what owners do beside counting the day: what they paid keeps them, a crash makes them run,
//! one lucky day does not change their minds, they wait for a price, put things away, and stake.

pub mod common;

use common::{amounts, load, numbers, play, record};
use sim::record::Record;

/// Two hundred home computers, all alike, that are paid 8 USD a day and cost 4; from day 20 on their pay
/// covers the costs of twenty.
const NETWORK: &str = "
run: { start: 2026-01-01, days: 120 }
token: { symbol: LENS, genesis: 10_000_000 LENS }
fleet:
  gpus: { hardware: gpu/rtx-4090, devices: 200, spread: 0 %, electricity: 0 USD/kWh, upkeep: 4 USD/day, price: 500 USD }
price: { constant: { usd: 1 USD } }
shocks: [{ name: crash, price: { to: 5 %, at: day 20 } }]
demand: { chat: { model: llama-3.1-8b, constant: 1 tokens/day, price: 0.05 USD/Mtoken } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 2_000 LENS/day } }, split: { devices: 80 %, stakers: 20 % } }
decisions: { staying: { patience: { days: 30, spread: 30 % } } }
";

fn active(record: &Record) -> &[f64] {
    numbers(record, "devices.active")
}

fn sum(record: &Record, name: &str) -> f64 {
    numbers(record, name).iter().sum()
}

/// The message of a scenario that is refused.
fn refused(set: &str) -> String {
    let sets = [set.to_owned()];
    let loaded = sim::scenario::load("a.yaml", NETWORK, &sets, &Default::default());
    loaded.err().map_or_else(String::new, |faults| faults.to_string())
}

#[test]
fn what_they_paid_for_the_hardware_keeps_owners_longer() {
    let play = |sunk| record(NETWORK, &[&format!("decisions.staying.patience.sunk_cost={sunk}")]);
    let (none, half, less) = (play("0 %"), play("50 %"), play("-50 %"));
    let without = record(NETWORK, &[]);
    assert_eq!(active(&none), active(&without), "a sunk cost of nothing is none");
    let at = |record: &Record, day: usize| active(record)[day];
    // Later those who are left share the pay of those who went.
    for day in 20..60 {
        assert!(at(&less, day) <= at(&none, day) && at(&none, day) <= at(&half, day), "day {day}");
    }
    // A middling owner of 30 days leaves on day 50; nobody has earned back much of 500 USD in 20 days.
    assert!((80.0..120.0).contains(&at(&none, 50)), "{}", at(&none, 50));
    assert!(at(&half, 50) > 160.0 && at(&less, 50) < 30.0, "{} {}", at(&half, 50), at(&less, 50));
}

#[test]
fn who_has_his_money_back_leaves_as_if_he_had_paid_nothing() {
    let late = "shocks=[{ name: crash, price: { to: 5 %, at: day 60 } }]";
    let cheap = ["fleet.gpus.price=1 USD", late];
    // Sixty days have brought 240 USD, more than the hardware cost and all that is lost after them.
    let sunk = [cheap[0], late, "decisions.staying.patience.sunk_cost=50 %"];
    let (cheap, sunk) = (record(NETWORK, &cheap), record(NETWORK, &sunk));
    assert_eq!(active(&cheap), active(&sunk));
    assert!(active(&cheap)[119] < 100.0);
}

const PANIC: &str =
    "decisions.panic={ fall: 30 %, within: 7 days, leaves: 5 %/day, sells: 10 %/day }";

#[test]
fn in_a_crash_owners_run_and_sell_while_it_is_news() {
    let stay = "decisions.staying=always";
    let calm = record(NETWORK, &[stay]);
    let panic = record(NETWORK, &[stay, PANIC]);
    let days: Vec<usize> =
        (0..120).filter(|&day| numbers(&panic, "operators.panic_share")[day] > 0.0).collect();
    // The price of day 19 is the last that was high, and is looked at up to day 26.
    assert_eq!(days, (20..27).collect::<Vec<_>>());
    // 0.95^7 of 200 stay; five standard deviations of a binomial number are 33.
    let stays = 139.667; // 200 · 0.95⁷
    assert!((active(&panic)[119] - stays).abs() < 33.0, "{} {stays}", active(&panic)[119]);
    assert_eq!(active(&calm)[119], 200.0);
    // Of what is held a tenth is sold on each day, the pay of the day included.
    let sold = amounts(&panic, "operators.sold_tokens");
    assert!(sold[..20].iter().chain(&sold[27..]).all(|units| *units == 0));
    let held = amounts(&panic, "ledger.owners")[19] as f64 + 1_600e8;
    assert!((sold[20] as f64 / (0.1 * held) - 1.0).abs() < 1e-6, "{}", sold[20]);
}

#[test]
fn half_the_step_makes_about_as_many_run() {
    let sets = ["decisions.staying=always", PANIC, "fleet.gpus.devices=20_000"];
    let by_day = record(NETWORK, &sets);
    let by_hour = record(NETWORK, &[&sets[..], &["run.step=hour", "run.days=40"]].concat());
    let (day, hour) = (active(&by_day)[39], active(&by_hour)[959]);
    // Both are binomial: five standard deviations of their difference are 460.
    assert!((day - hour).abs() < 460.0, "{day} {hour}");
}

/// Devices whose load differs by chance, and who would lose money on an average day.
const LUCK: [&str; 6] = [
    "shocks=[]",
    "fleet.gpus.upkeep=1 USD/day",
    "work={ uptime: always, load: exponential }",
    "emission.schedule.fixed.rate=400 LENS/day",
    "decisions.staying.patience.days=30",
    "fleet.gpus.devices=500",
];

#[test]
fn one_lucky_day_does_not_change_an_owners_mind() {
    let today = record(NETWORK, &LUCK);
    let adaptive = [&LUCK[..], &["decisions.expectations=adaptive"]].concat();
    let adaptive = record(NETWORK, &adaptive);
    // Pay of 0.64 USD a day on average does not cover 1 USD; yet a fifth of all days do, so that a row
    // of thirty losses is rare.
    assert!(numbers(&today, "operators.margin_usd_mean")[0] < -0.3);
    assert!(active(&today)[70] > 470.0, "{}", active(&today)[70]);
    // Who looks at what a day brings on average leaves when his patience ends, until there are so few
    // that it pays: 320.
    assert_eq!(active(&adaptive)[5], 500.0);
    assert!(active(&adaptive)[70] < 345.0, "{}", active(&adaptive)[70]);
}

#[test]
fn what_is_expected_follows_the_price_in_half_lives() {
    let slow = "decisions.expectations={ adaptive: { half_life: 10 days } }";
    let record = record(NETWORK, &["decisions.staying=always", slow, "run.days=41"]);
    let expected = numbers(&record, "operators.expected_usd");
    let pay = |usd: f64| 8.0 * usd; // 1,600 LENS for 200 devices
    assert!((expected[19] / pay(1.0) - 1.0).abs() < 1e-3, "{}", expected[19]);
    // Ten steps after the fall from 1 to 0.05 half of it is believed, and after twenty three quarters.
    for (day, believed) in [(29, 0.5), (39, 0.75)] {
        let usd = 1.0 - 0.95 * believed;
        assert!((expected[day] / pay(usd) - 1.0).abs() < 1e-3, "day {day}: {}", expected[day]);
    }
}

#[test]
fn holders_sell_at_their_price_and_not_below() {
    let rise = "shocks=[{ name: rise, price: { to: 250 %, at: day 50 } }]";
    let waits = "decisions.selling={ hold_until: { price: 2 USD, sells: 10 %/day } }";
    let sets = ["decisions.staying=always", rise, waits];
    let waiting = record(NETWORK, &sets);
    let sold = amounts(&waiting, "operators.sold_tokens");
    assert!(sold[..50].iter().all(|units| *units == 0));
    // 51 days of 1,600 LENS, a tenth of which goes on the first day.
    assert!((sold[50] as f64 / 8_160e8 - 1.0).abs() < 1e-6, "{}", sold[50]);
    // In the long run a tenth of what is held is what comes: 1,600 a day.
    assert!((sold[119] as f64 / 1_600e8 - 1.0).abs() < 0.01, "{}", sold[119]);
    // Below it they sell what pays the electricity, if they are asked to.
    let costs =
        "decisions.selling={ hold_until: { price: 2 USD, sells: 10 %/day, covers_costs: true } }";
    let covering = record(NETWORK, &["decisions.staying=always", rise, costs]);
    assert!(amounts(&covering, "operators.sold_tokens")[..50].iter().all(|units| *units > 0));
}

#[test]
fn pay_keeps_people_from_putting_things_away() {
    let wear = |pay: &str| {
        let pay = format!("emission.schedule.fixed.rate={pay} LENS/day");
        let bored = "decisions.engagement={ leaves: 1 %/day, pay_halves: 1 USD/day }";
        let rest = ["decisions.staying=always", "shocks=[]", "fleet.gpus.devices=5_000"];
        record(NETWORK, &[&rest[..], &[bored, &pay, "run.days=60"]].concat())
    };
    // 0.99^60 stay where there is next to no pay, and those who are left get more and more of it.
    let (poor, paid) = (wear("0.01"), wear("6_250"));
    let left = |record: &Record| active(record)[59] / 5_000.0;
    assert!((left(&poor) - 0.547_157).abs() < 0.035, "{}", left(&poor));
    // A dollar a day halves it at first, and more keeps more than 0.995^60.
    let hazard = numbers(&paid, "operators.hazard_share");
    assert!((hazard[0] - 0.005).abs() < 1e-5, "{}", hazard[0]);
    assert!(left(&paid) > 0.740_253 - 0.035, "{}", left(&paid));
    let elsewhere = "decisions.engagement={ groups: [gpus], leaves: 0 %/day }";
    assert_eq!(
        sum(&record(NETWORK, &["decisions.staying=always", elsewhere]), "devices.left"),
        0.0
    );
}

#[test]
fn who_left_is_idle_and_may_come_back() {
    let sets = [
        "shocks=[{ name: dip, price: { to: 5 %, at: day 20, over: 0 days, recovers_in: 40 days } }]",
        "decisions.returning={ hurdle: { margin: 0 %, look: 20 %/day } }",
        PANIC,
    ];
    let record = record(NETWORK, &sets);
    let idle = numbers(&record, "devices.idle");
    assert!(idle[30] > 20.0 && idle[119] < idle[30] / 4.0, "{} {}", idle[30], idle[119]);
    for (day, idle) in idle.iter().enumerate() {
        assert_eq!(active(&record)[day] + idle, 200.0);
    }
}

#[test]
fn nobody_comes_back_for_less_than_makes_him_stay() {
    let sets = |least: &str| {
        let patience = format!("decisions.staying={{ patience: {{ days: 3, least: {least} }} }}");
        let comeback = "decisions.returning={ hurdle: { margin: 0 %, look: 50 %/day } }";
        record(NETWORK, &["shocks=[]", &patience, comeback])
    };
    // 8 USD a day less 4 are enough for everybody, and for nobody who wants 50.
    assert_eq!(sum(&sets("0 USD/day"), "devices.left"), 0.0);
    let picky = sets("50 USD/day");
    let (left, back) = (numbers(&picky, "devices.left"), numbers(&picky, "devices.returned"));
    assert!(left.iter().sum::<f64>() > 200.0 && back.iter().sum::<f64>() > 0.0);
    // Who comes back finds what he wants; where nobody is left, a first one would get it all.
    let margins = numbers(&picky, "operators.margin_usd_mean");
    for (day, margin) in margins.iter().enumerate().filter(|(day, _)| back[*day] > 0.0) {
        assert!(margin.is_nan() || *margin >= 50.0, "day {day}: {margin}");
    }
}

#[test]
fn owners_stake_what_they_keep_while_it_pays() {
    let stay = "decisions.staying=always";
    let all = record(NETWORK, &[stay, "decisions.staking={ share: 25 % }"]);
    let staked = amounts(&all, "operators.staked_tokens");
    // A quarter of 1,600 LENS a day, less one base unit a device at the most.
    assert!(staked.iter().all(|units| (400e8 - 200.0..=400e8).contains(&(*units as f64))));
    let none = record(NETWORK, &[stay]);
    let total: u128 = staked.iter().sum();
    let held = |record, name| amounts(record, name)[119];
    assert_eq!(held(&all, "ledger.staked"), held(&none, "ledger.staked") + total);
    assert_eq!(held(&all, "ledger.owners"), held(&none, "ledger.owners") - total);
    // Stakers get 400 LENS a day: 1 % a day of 40,000, which is what has come together on day 50.
    let picky = record(NETWORK, &[stay, "decisions.staking={ share: 25 %, above: 1 %/day }"]);
    let staked = amounts(&picky, "operators.staked_tokens");
    let until = staked.iter().position(|units| *units == 0).unwrap();
    assert_eq!(until, 50, "{:?}", &staked[45..55]);
}

#[test]
fn stakes_of_owners_are_taken_out_as_those_of_others_are() {
    let sets = [
        "decisions.staying=always",
        "decisions.staking={ share: 50 % }",
        "emission.unbonding={ leave: 10 %/day, takes: 5 days, sells: 100 % }",
        "emission.voting_escrow={ classes: { short: { share: 50 %, lock: 1 year }, long: { share: 50 %, lock: 4 years } } }",
    ];
    let outcome = play(&load(NETWORK, &sets).game, 1, 0);
    let record = &outcome.record;
    // 800 LENS a day of owners and 400 of stakers come, and as much leaves in the long run.
    let sold = amounts(record, "market.unbound_sold_tokens")[119] as f64;
    assert!((sold / 1_200e8 - 1.0).abs() < 0.01, "{sold}");
    let classes = ["short", "long"].map(|class| amounts(record, &format!("ledger.staked.{class}")));
    let all = amounts(record, "ledger.staked");
    assert!((0..120).all(|day| classes[0][day] + classes[1][day] == all[day]));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let cases = [
        (
            "decisions.panic={ fall: 30 %, within: 7 days, leaves: 5 %/hour }",
            "more than all of them",
        ),
        (
            "decisions.panic={ fall: 30 %, within: 0 days, leaves: 5 %/day }",
            "is zero, and must be more",
        ),
        ("decisions.panic={ fall: 130 %, within: 7 days, leaves: 5 %/day }", "out of bounds"),
        ("decisions.engagement={ groups: [gpu] }", "there is no group `gpu`"),
        ("decisions.engagement={ exponent: -1 }", "exponent"),
        ("decisions.engagement={ pay_halves: 0 USD/day }", "is zero, and must be more"),
        (
            "decisions.selling={ hold_until: { price: 2 USD, sells: 200 %/day } }",
            "at most 100 %/day",
        ),
        (
            "decisions.selling={ hold_until: { price: 0 USD, sells: 2 %/day } }",
            "is zero, and must be more",
        ),
        ("decisions.expectations={ adaptive: { half_life: 0 days } }", "is zero, and must be more"),
        ("decisions.staying.patience.sunk_cost=-120 %", "out of bounds"),
        ("decisions.staking={ share: 120 % }", "out of bounds"),
        ("decisions.returning={ hurdle: { margin: 0 %, look: 200 %/day } }", "at most 100 %/day"),
        (
            "decisions.staying.patience={ days: { from: 3, to: 9 }, spread: 30 % }",
            "leave `spread` out",
        ),
    ];
    for (set, told) in cases {
        let message = refused(set);
        assert!(message.contains(told), "{set}: {message}");
    }
}
