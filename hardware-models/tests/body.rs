//! This file is about the limits of bodies: what duty, battery, skin and heat leave of a day.

use hardware_models::{Bound, Device, day, limits};

/// A device with limits of its own; in their text `key= value` stands for a number with its source.
fn device(limits: &str) -> Device {
    let number = |value: &str| format!("{{ value: {value}, mark: estimate, source: a test }}");
    let mut text = "name: Test\nabout: A body.\nclass: glasses\n".to_owned();
    let all = [
        ("launched", "2025-01-01"),
        ("price", "300 USD"),
        ("lead_time", "1 day"),
        ("spread", "0 %"),
        ("upkeep", "0 USD/day"),
        ("annual_failure_rate", "5 %"),
        ("life", "2 years"),
        ("uptime", "100 %"),
    ];
    for (key, value) in all {
        text += &format!("{key}: {}\n", number(value));
    }
    text += &format!("power: {{ idle: {}, active: {} }}\n", number("1 W"), number("5 W"));
    for line in limits.lines() {
        match line.split_once("= ") {
            Some((key, value)) => text += &format!("{key}: {}\n", number(value)),
            None => text += &format!("{line}\n"),
        }
    }
    Device::parse("test.yaml", &text).unwrap_or_else(|faults| panic!("{faults}"))
}

fn near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
}

/// A ring of 20 mAh that lasts about a week, 0.45-0.52 mW, and is charged every seventh day.
const RING: &str = "window: worn
duty= 100 %
skin_limit= 0.03 W
battery:
  energy= 0.075 Wh
  own_use= 0.00044 W
  charges_per_day= 0.145
  cycles= 400
  charger= 70 %";

/// The best silicon in MLPerf Tiny hears a wake word in 0.507 mW (verified), and the ring has no
/// more than that for all it does.
#[test]
fn a_ring_cannot_run_a_wake_word_for_free() {
    const WAKE_WORD_WATTS: f64 = 0.507e-3; // verified: MLPerf Tiny v1.3, Syntiant NDP9120 on the streaming wake word
    let ring = device(RING);
    let battery = ring.battery.as_ref().expect("it has one");
    // What the owner accepts is a budget: 0.145 · 0.075 Wh over 24 h.
    let budget_watts = 0.145 * 0.075 / 24.0;
    assert!((0.45e-3..0.52e-3).contains(&budget_watts), "{budget_watts}");
    assert!(WAKE_WORD_WATTS > budget_watts);
    // The days of a charge are more than halved: 7.1 to 3.3.
    let days = [0.0, WAKE_WORD_WATTS].map(|load| battery.days_of_a_charge(load));
    assert!((days[0] - 7.10).abs() < 0.01 && (days[1] - 3.30).abs() < 0.01, "{days:?}");
    // At the charges that its owner accepts it may listen for 37 minutes a day.
    let limits = limits(&ring, WAKE_WORD_WATTS);
    assert_eq!(limits.binds, Bound::Battery);
    near(limits.seconds_per_day(), 86_400.0 * (budget_watts - 0.44e-3) / WAKE_WORD_WATTS);
    assert!(limits.seconds_per_day() < 0.03 * 86_400.0, "{limits:?}");
    // Where own use takes all of the budget, nothing is left.
    let full = device(&RING.replace("0.00044 W", "0.00046 W"));
    near(hardware_models::limits(&full, WAKE_WORD_WATTS).seconds_per_day(), 0.0);
}

#[test]
fn skin_bears_the_mean_of_own_use_and_load() {
    let glasses = |limit: &str| {
        let text = format!(
            "window: worn\nduty= 50 %\nskin_limit= {limit}\nbattery:\n  energy= 100 Wh\n  \
             own_use= 0.2 W\n  charges_per_day= 1\n  cycles= 500\n  charger= 80 %"
        );
        limits(&device(&text), 3.2)
    };
    // (1 − 0.2) / 3.2 of the half day.
    let tight = glasses("1 W");
    near(tight.day_share, 0.125);
    assert_eq!(tight.binds, Bound::Skin);
    let loose = glasses("3.5 W");
    near(loose.day_share, 0.5);
    assert_eq!(loose.binds, Bound::Duty);
    near(glasses("0.1 W").day_share, 0.0);
}

#[test]
fn the_battery_binds_only_where_nothing_feeds_it() {
    let phone = |window: &str| {
        let text = format!(
            "window: {window}\nduty= 25 %\nbattery:\n  energy= 15 Wh\n  own_use= 0.5 W\n  \
             charges_per_day= 1\n  cycles= 800\n  charger= 80 %\nheat:\n  peak_for= 1 minute\n  \
             cools_in= 10 minutes\n  sustained= 50 %"
        );
        device(&text)
    };
    // 3 Wh are left of the battery: 3 / 4 h at 4 W, an eighth of the six hours.
    let carried = limits(&phone("unused"), 4.0);
    near(carried.day_share, 0.75 / 24.0);
    assert_eq!(carried.binds, Bound::Battery);
    // Of six hours it rests for 5¼, in which it cools for 31.5 minutes at its peak, and one more.
    near(carried.heat_share, (32.5 + 12.5 / 2.0) / 45.0);
    let cycles = carried.cycles.expect("it has a battery");
    near(cycles.own_per_day, 0.8);
    near(cycles.network_per_day, 0.2 * carried.heat_share);
    near(cycles.days_until_worn, 800.0 / (0.8 + 0.2 * carried.heat_share));

    let at_night = limits(&phone("charging"), 4.0);
    near(at_night.day_share, 0.25);
    assert_eq!(at_night.binds, Bound::Duty);
    // Six hours without a rest: a minute at its peak.
    near(at_night.heat_share, (1.0 + 359.0 / 2.0) / 360.0);
    near(at_night.cycles.expect("it has a battery").network_per_day, 0.0);
    // What work adds at the wall is 4 W, and 80 % of that behind the charger.
    near(phone("charging").load_watts(), 3.2);
}

#[test]
fn what_has_no_body_is_bound_by_its_owner_alone() {
    let card = device("duty= 70 %");
    let limits = limits(&card, card.load_watts());
    assert_eq!((limits.day_share, limits.heat_share), (0.7, 1.0));
    assert_eq!((limits.binds, limits.cycles), (Bound::Duty, None));
    assert_eq!(card.load_watts(), 4.0);
}

/// A day's hours hold as much work as the limits allow.
#[test]
fn the_hours_of_a_day_sum_to_its_limits() {
    let ring = RING.replace("100 %", "40 %");
    let phone = "window: charging\nduty= 12.5 %\nbattery:\n  energy= 15 Wh\n  own_use= 0.5 W\n  \
                 charges_per_day= 1\n  cycles= 800\n  charger= 80 %\nheat:\n  peak_for= 30 s\n  \
                 cools_in= 10 minutes\n  sustained= 50 %";
    let robot = phone.replace("charging", "driving").replace("12.5 %", "70 %");
    let carried =
        phone.replace("charging", "worn").replace("charges_per_day= 1", "charges_per_day= 2");
    for text in [&ring, phone, &robot, &carried, "duty= 70 %", "duty= 0 %"] {
        let (device, load_watts) = (device(text), 4.0);
        let (limits, hours) = (limits(&device, load_watts), day(&device, load_watts));
        let sum = |of: &dyn Fn(&hardware_models::Hour) -> f64| hours.iter().map(of).sum::<f64>();
        assert_eq!(hours.len(), 24);
        near(sum(&|hour| hour.open_share), limits.duty_share * 24.0);
        near(sum(&|hour| hour.busy_share), limits.day_share * 24.0);
        near(sum(&|hour| hour.network_watts), 96.0 * limits.day_share * limits.heat_share);
        let Some(battery) = &device.battery else { continue };
        let levels = hours.iter().map(|hour| hour.battery_wh.expect("it has one"));
        assert!(levels.clone().all(|level| (0.0..=battery.energy_wh()).contains(&level)));
    }
}

#[test]
fn batteries_go_through_the_day() {
    let text = "window: charging\nduty= 12.5 %\nbattery:\n  energy= 15 Wh\n  own_use= 0.5 W\n  \
                charges_per_day= 1\n  cycles= 800\n  charger= 80 %";
    let level = |text: &str, load, hour: usize| {
        day(&device(text), load)[hour].battery_wh.expect("it has one")
    };
    // It ends its day of 21 hours at 4.5 Wh and is full again at three.
    near(level(text, 4.0, 23), 4.5);
    near(level(text, 4.0, 0), 8.0);
    near(level(text, 4.0, 2), 15.0);
    near(level(text, 4.0, 3), 14.5);
    // Carried from eight on it works for 3 Wh and is charged when it is empty, once more.
    let worn = text.replace("charging", "worn").replace("charges_per_day= 1", "charges_per_day= 2");
    near(level(&worn, 4.0, 7), 11.0);
    near(level(&worn, 4.0, 8), 6.5);
    near(level(&worn, 4.0, 9), 2.0);
    near(level(&worn, 4.0, 10), 12.5);
}

/// What stands while it is charged is not charged while it drives.
#[test]
fn what_drives_charges_at_night_and_a_bicycle_by_day() {
    let car = "window: driving\nduty= 12.5 %\nbattery:\n  energy= 15 Wh\n  own_use= 0.5 W\n  \
               charges_per_day= 1\n  cycles= 800\n  charger= 80 %";
    let levels = |device: &Device| -> Vec<f64> {
        day(device, 4.0).iter().filter_map(|hour| hour.battery_wh).collect()
    };
    // It is full at six and ends its 18 hours at half a watt with 6 Wh.
    let at_night = levels(&device(car));
    near(at_night[5], 15.0);
    near(at_night[8], 13.5);
    near(at_night[23], 6.0);
    near(at_night[2], 10.5);
    // A panel fills it from nine to five.
    let mut bicycle = device(car);
    bicycle.class = hardware_models::Class::Bicycle;
    let by_day = levels(&bicycle);
    near(by_day[8], 7.0);
    near(by_day[12], 11.0);
    near(by_day[16], 15.0);
}

#[test]
fn a_night_of_work_runs_past_midnight() {
    let card = device("window: unused\nduty= 60 %");
    let open: Vec<f64> = day(&card, 4.0).iter().map(|hour| hour.open_share).collect();
    assert_eq!((open[17], open[18], open[23], open[0], open[7]), (0.0, 1.0, 1.0, 1.0, 1.0));
    near(open[8], 0.4);
    near(open[9], 0.0);
}
