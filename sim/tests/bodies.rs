//! Proves that batteries, heat and duty decide what devices do, draw and wear off, and that what is
//! told of the groups is what is told of all.

pub mod common;

use common::{load, numbers, play, record};
use hardware_models::{Device, Load, Window, device, estimate, limits, model};

/// Ten phones that are always up, alike, and asked for more than they can do.
const PHONES: &str = "
run: { start: 2026-01-01, days: 3 }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet:
  phones: { hardware: phone/galaxy-s24, devices: 10, spread: 0 %, electricity: 0.20 USD/kWh, upkeep: 0 USD/day, price: 400 USD }
price: { constant: { usd: 1 USD } }
demand: { chat: { model: llama-3.2-1b, constant: 1e12 tokens/day, price: 0.05 USD/Mtoken } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
";

/// Phones that work while nobody uses them, without a charger, and whose owners charge them often.
const CARRIED: [&str; 2] = ["fleet.phones.window=unused", "fleet.phones.charges_per_day=1.5"];

fn phone() -> Device {
    device("phone/galaxy-s24").expect("it is there").clone()
}

fn carried() -> Device {
    let mut phone = phone();
    phone.window = Window::Unused;
    phone.battery.as_mut().expect("it has one").charges_per_day.value = 1.5;
    phone
}

fn first(sets: &[&str], metric: &str) -> f64 {
    numbers(&record(PHONES, sets), metric)[0]
}

fn near(value: f64, expected: f64) {
    assert!((value / expected - 1.0).abs() < 1e-6, "{value} is not {expected}");
}

#[test]
fn capacity_is_the_peak_times_what_the_body_leaves() {
    let llama = model("llama-3.2-1b").expect("it is there");
    let peak = estimate(&phone(), llama, "q4_k_m", Load::default()).expect("it runs");
    let per_second = |device: &Device| {
        let body = limits(device, device.load_watts());
        10.0 * peak.decode_tokens_per_second.mid * body.day_share * body.heat_share
    };
    let capacity = |sets: &[&str]| first(sets, "work.capacity_tokens_per_second");
    near(capacity(&[]), per_second(&phone()));
    near(capacity(&CARRIED), per_second(&carried()));
    // At night heat alone takes half; carried, the battery takes a part of the time as well.
    let night = limits(&phone(), phone().load_watts());
    assert!((night.heat_share - 0.5).abs() < 0.002, "{night:?}");
    assert!(limits(&carried(), carried().load_watts()).day_share < night.day_share);
    // Own use of all that the charges bring leaves nothing.
    let all = [CARRIED[0], "fleet.phones.own_use=2 W"];
    assert_eq!(capacity(&all), 0.0);
}

#[test]
fn what_a_device_draws_is_its_idle_power_and_its_part_of_the_load() {
    let phone = phone();
    let body = limits(&phone, phone.load_watts());
    let working = (phone.active_watts() - phone.idle_watts()) * body.day_share * body.heat_share;
    near(first(&[], "work.energy_kwh"), 10.0 * (phone.idle_watts() + working) * 0.024);
}

#[test]
fn a_network_wears_a_battery_off_unless_something_feeds_it() {
    let cycles = "work.battery_cycles_per_day.phones";
    let body = |device: &Device| limits(device, device.load_watts()).cycles.expect("a battery");
    near(first(&[], cycles), body(&phone()).own_per_day);
    let worn = body(&carried());
    near(first(&CARRIED, cycles), worn.own_per_day + worn.network_per_day);
    // Half of the demand that they could serve charges them half as often for it.
    let most = first(&CARRIED, "work.capacity_tokens_per_second") * 86_400.0;
    let half = format!("demand.chat.constant={} tokens/day", most / 2.0);
    let half = [CARRIED[0], CARRIED[1], &half];
    near(first(&half, "work.utilisation.phones"), 0.5);
    near(first(&half, cycles), worn.own_per_day + worn.network_per_day / 2.0);
    // A cycle wears off its part of what a repair costs, and owners pay for it.
    let margin = first(&CARRIED, "operators.margin_usd_mean");
    let energy_usd = first(&CARRIED, "work.energy_kwh") * 0.20;
    let lasts = carried().battery.expect("it has one").cycles.value;
    let repair_usd = carried().repair.expect("it can be mended").price.value.value();
    let wear_usd = 10.0 * worn.network_per_day * repair_usd / lasts;
    let margins = first(&CARRIED, "work.revenue_usd") - energy_usd - wear_usd;
    assert!((10.0 * margin - margins).abs() < 1e-4, "{margin}: {margins}, {wear_usd}");
}

#[test]
fn groups_sum_to_the_whole() {
    let two = "fleet.cards={ hardware: gpu/rtx-4090, devices: 2, cheats: 50 % }";
    for demand in ["demand.chat.constant=1e8 tokens/day", "demand.chat.constant=1e5 tokens/day"] {
        let record = play(&load(PHONES, &[two, demand]).game, 1, 0).record;
        let of = |metric: &str| numbers(&record, metric)[0];
        let sum = |metric: &str| of(&format!("{metric}.phones")) + of(&format!("{metric}.cards"));
        near(sum("work.energy_kwh"), of("work.energy_kwh"));
        near(sum("work.served_share"), 1.0);
        // Jobs are shared in proportion to what everyone offers.
        near(of("work.utilisation.phones"), of("work.utilisation"));
        near(of("work.utilisation.cards"), of("work.utilisation"));
        assert!(record.column("work.battery_cycles_per_day.cards").is_none());
    }
}

#[test]
fn who_has_no_battery_has_no_charges() {
    let text = PHONES.replace("phone/galaxy-s24", "gpu/rtx-4090");
    let sets = ["fleet.phones.charges_per_day=1".to_owned(), "fleet.phones.own_use=1 W".to_owned()];
    let faults = sim::scenario::load("test.yaml", &text, &sets, &Default::default());
    let faults = faults.err().expect("it has no battery");
    let messages: Vec<&str> = faults.list().iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(messages, ["`gpu/rtx-4090` has no battery"; 2]);
}
