//! Proves what a maker of devices does to a network: a presale starts it, marketing lets it grow until
//! margins stop, and what was made for growth that does not come ends the maker.

pub mod common;

use common::{BUSY, assert_same, load, numbers, play, record};
use sim::record::Record;
use sim::run::DeviceAtEnd;
use sim::scenario;
use sim::world::{Calendar, State};

/// Glasses whose only income is what is minted for them, at a steady price: nobody asks for work.
const NETWORK: &str = "
run: { start: 2026-01-01, days: 400 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet: { glasses: { hardware: glasses/xiaomi-ai-glasses, devices: 50, price: 299 USD, lead_time: 5 days, spread: 0 % } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 3_000 LENS/day } }, sharing: by_presence }
decisions: { joining: { payback: { within: 150 days, interest: 0.3 %/day } }, staying: always }
maker:
  cash: 100_000 USD
  costs: 15_000 USD/month
  makes: { glasses: { bom: 160 USD, inventory: 100, batch: 300, lead_time: 30 days } }
";

const PRESALE: &str = "maker.makes.glasses.presale={ units: 1_000, price: 199 USD, until: day 30 }";
const MARKETING: &str =
    "maker.makes.glasses.marketing={ share: 30 %, customer_cost: 20 USD, first: 2_000 USD }";

fn last(record: &Record, name: &str) -> f64 {
    *numbers(record, name).last().unwrap()
}

fn sum(record: &Record, name: &str) -> f64 {
    numbers(record, name).iter().sum()
}

/// Money that came in less money that went out is money that is there.
fn check_cash(record: &Record, first_usd: f64) {
    let gone = ["refunds", "production", "costs", "marketing", "development"];
    let gone: f64 = gone.iter().map(|name| sum(record, &format!("maker.{name}_usd"))).sum();
    let cash = first_usd + sum(record, "maker.revenue_usd") - gone;
    assert!((cash - last(record, "maker.cash_usd")).abs() < 1e-3, "{cash}");
}

#[test]
fn a_presale_funds_the_first_batch_and_without_it_nothing_ever_starts() {
    let nobody = ["fleet.glasses.devices=0", "maker.cash=10_000 USD", "maker.costs=0 USD/day"];
    let empty = ["maker.makes.glasses.inventory=0", "maker.makes.glasses.batch=1_000"];
    let cold = [&nobody[..], &empty[..]].concat();
    let without = record(NETWORK, &cold);
    assert_eq!(last(&without, "devices.onboarded"), 0.0);
    assert_eq!(sum(&without, "maker.units_made"), 0.0);
    let with = record(NETWORK, &[&cold[..], &[PRESALE]].concat());
    // 160,000 USD of parts are there on day 22: 10,000 and 754 of 1,000 at 199 USD.
    let made = numbers(&with, "maker.production_usd").iter().position(|usd| *usd > 0.0);
    assert_eq!(made, Some(22));
    // The factory takes 30 days from that evening on, the way to the owners five.
    let joined = numbers(&with, "devices.joined");
    assert_eq!(joined.iter().position(|count| *count > 0.0), Some(59));
    assert_eq!(joined[59], 1_000.0);
    assert_eq!(numbers(&with, "maker.backlog")[40], 1_000.0);
    assert!(last(&with, "devices.active") > 1_000.0);
    check_cash(&with, 10_000.0);
}

#[test]
fn a_presale_that_funds_no_batch_is_paid_back_to_those_who_do_not_wait_for_ever() {
    let cold = [
        "fleet.glasses.devices=0",
        "maker.cash=10_000 USD",
        "maker.costs=0 USD/day",
        "maker.makes.glasses.inventory=0",
        "maker.makes.glasses.batch=2_000",
        PRESALE,
    ];
    let wait = record(NETWORK, &cold);
    assert_eq!((last(&wait, "maker.backlog"), last(&wait, "maker.cash_usd")), (1_000.0, 209_000.0));
    let patient = "maker.makes.glasses.waits=90 days";
    let back = record(NETWORK, &[&cold[..], &[patient]].concat());
    assert_eq!((last(&back, "maker.backlog"), last(&back, "maker.cash_usd")), (0.0, 10_000.0));
    assert_eq!(sum(&back, "maker.units_cancelled"), 1_000.0);
    assert_eq!(last(&back, "devices.on_order"), 0.0);
    // A maker with costs has spent their money by then, and fails.
    let costs = "maker.costs=1_000 USD/day";
    let gone = record(NETWORK, &[&cold[..], &[patient, costs]].concat());
    assert_eq!((last(&gone, "maker.cash_usd"), last(&gone, "maker.runway_days")), (0.0, 0.0));
    assert!(sum(&gone, "maker.refunds_usd") < 199_000.0);
    assert_eq!(sum(&gone, "maker.units_cancelled"), 1_000.0);
    check_cash(&gone, 10_000.0);
}

#[test]
fn marketing_lets_a_network_grow_that_nobody_needs_until_margins_stop() {
    let quiet = record(NETWORK, &["run.days=1_200"]);
    let loud = record(NETWORK, &["run.days=1_200", MARKETING]);
    let (few, many) = (last(&quiet, "devices.onboarded"), last(&loud, "devices.onboarded"));
    assert!(many > 5.0 * few, "{many} with marketing and {few} without");
    let sold = numbers(&loud, "maker.units_sold");
    let in_month = |month: usize| sold[month * 30..][..30].iter().sum::<f64>();
    let months: Vec<f64> = (0..30).map(in_month).collect();
    let peak = months.iter().copied().fold(0.0, f64::max);
    assert!(peak > 4.0 * months[0] && months[29] < 0.1 * peak, "{months:?}");
    // It fails, with devices on its shelves that nobody wants.
    assert_eq!(last(&loud, "maker.runway_days"), 0.0);
    assert!(last(&loud, "maker.inventory") > 0.0);
    check_cash(&loud, 100_000.0);
    check_cash(&quiet, 100_000.0);
}

#[test]
fn where_nobody_wants_devices_any_more_they_stay_on_the_shelf_and_money_runs_out() {
    let fall = "shocks=[{ name: fall, price: { to: 2 %, at: day 120 } }]";
    let usual = record(NETWORK, &["run.days=1_000", MARKETING]);
    let fallen = record(NETWORK, &["run.days=1_000", MARKETING, fall]);
    let sold = |record: &Record| numbers(record, "maker.units_sold")[125..].iter().sum::<f64>();
    assert!(sold(&fallen) < 0.05 * sold(&usual), "{} of {}", sold(&fallen), sold(&usual));
    let runway = numbers(&fallen, "maker.runway_days");
    // When all of the budget is spent, costs are left, and each day takes a day off.
    assert!((runway[400] - runway[500] - 100.0).abs() < 2.0, "{} {}", runway[400], runway[500]);
    assert!(runway[500] > 0.0 && last(&fallen, "maker.runway_days") == 0.0);
    assert!(last(&fallen, "maker.inventory") >= 100.0);
}

#[test]
fn a_maker_that_always_has_enough_is_no_maker() {
    let huge = "maker={ cash: 0 USD, makes: { glasses: { bom: 1 USD, inventory: 100_000_000, batch: 1 }, gpus: { bom: 1 USD, inventory: 100_000_000, batch: 1 } } }";
    let plain = play(&load(BUSY, &[]).game, 3, 0);
    let mut made = play(&load(BUSY, &[huge]).game, 3, 0);
    assert!(sum(&made.record, "maker.units_sold") > 20.0);
    let record = &mut made.record;
    while let Some(at) = record.metrics.iter().position(|m| m.name.starts_with("maker.")) {
        record.metrics.remove(at);
        record.columns.remove(at);
    }
    assert_same(&plain.record, &made.record, "a huge inventory");
    assert_eq!(plain.devices, made.devices);
}

#[test]
fn shocks_make_parts_dear_and_the_factory_slow() {
    let batch = "maker.makes.glasses.inventory=0";
    let shaken =
        |shock: &str| record(NETWORK, &[batch, &format!("shocks=[{{ name: s, {shock} }}]")]);
    let first = |record: &Record, name: &str| {
        numbers(record, name).iter().position(|count| *count > 0.0).unwrap()
    };
    let usual = record(NETWORK, &[batch]);
    let paid = |record: &Record| numbers(record, "maker.production_usd")[0];
    let dear = shaken("hardware: { to: 150 %, at: day 0 }");
    assert_eq!((paid(&usual), paid(&dear)), (300.0 * 160.0, 300.0 * 240.0));
    let late = shaken("lead_time: { to: 200 %, at: day 0 }");
    let made = |record: &Record| first(record, "maker.units_made");
    assert_eq!((made(&usual), made(&late)), (31, 61));
}

#[test]
fn the_next_model_is_faster_cheaper_and_bought_at_its_price() {
    let next = "maker.makes.glasses.next_model={ costs: 20_000 USD, takes: 10 days, bom: 100 USD, price: 199 USD, speed: 40 % }";
    let rich = "maker.cash=500_000 USD";
    let game = load(NETWORK, &[next, rich, "emission.schedule.fixed.rate=0 LENS/day"]).game;
    let unpaid = play(&game, 1, 0);
    assert_eq!(sum(&unpaid.record, "maker.development_usd"), 20_000.0);
    let outcome = play(&load(NETWORK, &[next, rich, MARKETING]).game, 1, 0);
    let (old, new): (Vec<&DeviceAtEnd>, Vec<&DeviceAtEnd>) =
        outcome.devices.iter().partition(|d| d.speed == 1.0);
    assert!(old.len() == 450 && new.len() > 100, "{} and {}", old.len(), new.len());
    assert!(new.iter().all(|device| (device.speed - 1.4).abs() < 1e-4));
    // All of the old ones, 100 on the shelf and 300 of the first batch, were sold before.
    let latest = old.iter().map(|device| device.born).max();
    assert!(new.iter().all(|device| Some(device.born) >= latest));
    check_cash(&outcome.record, 500_000.0);
}

#[test]
fn who_joins_has_paid_the_price_of_the_day_of_the_order() {
    let free = "fleet.glasses={ hardware: glasses/xiaomi-ai-glasses, devices: 0, price: 299 USD, upkeep: 0 USD/day, electricity: 0 USD/kWh, spread: 0 %, lead_time: 5 days }";
    let none = ["emission.schedule.fixed.rate=0 LENS/day", free, "run.days=70", PRESALE];
    let dear = "shocks=[{ name: s, hardware: { to: 200 %, at: day 20 } }]";
    let stock = "maker.makes.glasses.inventory=2_000";
    let outcome = play(&load(NETWORK, &[&none[..], &[dear, stock]].concat()).game, 1, 0);
    // Their batteries wear by some cents.
    let near = |profit_usd: f64, usd: f64| (-profit_usd - usd).abs() < 20.0;
    let paid = |usd: f64| outcome.devices.iter().filter(|d| near(d.profit_usd, usd)).count();
    assert_eq!((paid(199.0), paid(398.0)), (667, 333));
}

/// A network whose pay falls to nothing for a while, so that owners give up, and comes back.
const FALLEN: [&str; 6] = [
    "decisions.joining.payback.interest=2 %/day",
    "decisions.staying={ patience: { days: 20, spread: 40 % } }",
    "shocks=[{ name: dip, price: { to: 0.01 %, at: day 100, over: 1 day, recovers_in: 60 days } }]",
    "fleet.glasses.upkeep=0.2 USD/day",
    "maker.cash=900_000 USD",
    "maker.makes.glasses.marketing={ share: 60 %, customer_cost: 20 USD, first: 20_000 USD }",
];

#[test]
fn second_hand_devices_come_back_and_take_sales_from_the_maker() {
    let none = record(NETWORK, &FALLEN);
    let resale = "decisions.resale={ depreciation: 40 %/year, share: 100 % }";
    let outcome = play(&load(NETWORK, &[&FALLEN[..], &[resale]].concat()).game, 1, 0);
    let some = &outcome.record;
    let resold = sum(some, "devices.resold");
    assert!(resold > 100.0 && resold == sum(some, "devices.returned"), "{resold}");
    let (new, fewer) = (sum(&none, "maker.units_sold"), sum(some, "maker.units_sold"));
    assert!(fewer < new - 0.5 * resold, "{fewer} of {new} new ones, and {resold} second-hand");
    // Used for some months, they cost less than new ones, and more than nothing.
    let each = sum(some, "operators.resales_usd") / resold;
    assert!((150.0..299.0).contains(&each), "{each}");
    // All that joined are there but for those that left and did not come back.
    let there = last(some, "devices.onboarded") - sum(some, "devices.left") + resold;
    assert_eq!(last(some, "devices.active"), there);
    let here = outcome.devices.iter().filter(|device| device.state == State::Active).count();
    assert_eq!(here as f64, there);
}

#[test]
fn half_the_step_sells_about_as_many() {
    let game = load(NETWORK, &[MARKETING]).game;
    let halves = (0..=800).map(|half| half * 43_200).collect();
    let halves = game.in_steps(Calendar::between(game.start, halves));
    let sold = |record: &Record| sum(record, "maker.units_sold");
    let (daily, half) = (sold(&play(&game, 1, 0).record), sold(&play(&halves, 1, 0).record));
    assert!((half / daily - 1.0).abs() < 0.05, "{daily} by day and {half} by half a day");
}

fn faults(set: &str) -> String {
    let sets = [set.to_owned()];
    let Err(faults) = scenario::load("test.yaml", NETWORK, &sets, &Default::default()) else {
        panic!("`{set}` was read");
    };
    faults.to_string()
}

#[test]
fn what_a_maker_cannot_be_is_told() {
    let told = faults("maker.makes.glases={ bom: 1 USD, batch: 1 }");
    assert!(told.contains("there is no group `glases`") && told.contains("glasses"), "{told}");
    assert!(faults("maker.makes.glasses.price=-1 USD").contains("at least 0"));
    assert!(faults("maker.makes.glasses.batch=0").contains("at least 1"));
    assert!(faults("maker.makes={}").contains("makes nothing"));
    let early = PRESALE.replace("until: day 30", "from: day 30, until: day 30");
    assert!(faults(&early).contains("ends before it begins"));
    let fast = "maker.makes.glasses.next_model={ costs: 1 USD, takes: 1 day, speed: 301 % }";
    assert!(faults(fast).contains("at most 300 %"));
    let lost = faults("decisions.resale={ depreciation: 101 %/year }");
    assert!(lost.contains("at most 100 %/year"), "{lost}");
}
