//! Proves how the lives of devices end: as many break and are abandoned as the laws say, a region is
//! down as a whole, a repair is made exactly where it pays, and what is broken stays broken.

pub mod common;

use std::collections::BTreeMap;

use common::{
    MENDED, amounts, assert_same_outcome, bits, load, numbers, own_devices, play, record,
};
use hardware_models::failures::Risks;
use sim::record::Record;
use sim::run::Run;
use sim::scenario;
use sim::world::{Game, State};

/// Cameras that are all alike and always up, share what is minted and pay for nothing but upkeep.
const ALIKE: &str = "
run: { start: 2026-01-01, days: 40 }
token: { symbol: LENS, genesis: 1_000_000_000 LENS }
fleet:
  cameras: { hardware: devices/mended.yaml, devices: 2_000, spread: 0 %, electricity: 0 USD/kWh, standby: 100 % }
price: { constant: { usd: 1 USD } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 1_000 LENS/day } }, sharing: by_presence }
";

const AGEING: &str = "work.ageing=hardware";

fn last(record: &Record, name: &str) -> f64 {
    *numbers(record, name).last().expect("a run has steps")
}

fn sum(record: &Record, name: &str) -> f64 {
    numbers(record, name).iter().sum()
}

/// Asserts that of so many devices as many are left as a share says, to four standard errors.
fn assert_share(left: f64, of: f64, share: f64) {
    let error = (share * (1.0 - share) / of).sqrt();
    assert!((left / of - share).abs() < 4.0 * error, "{} for {share} ± {error}", left / of);
}

#[test]
fn as_many_break_in_a_year_as_the_three_risks_say() {
    let own = own_devices(&[MENDED]);
    let risks = Risks::of(&own["devices/mended.yaml"]);
    for (times, step) in [(0.3, "day"), (0.1, "day"), (0.3, "week")] {
        let sets = [
            "fleet.cameras.devices=20_000".to_owned(),
            "run.days=364".to_owned(),
            format!("run.step={step}"),
            format!("work.ageing={{ hardware: {{ times: {times} }} }}"),
        ];
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        let record = record(ALIKE, &sets);
        let share = risks.times(times).survival(364.0);
        assert!((0.1..0.8).contains(&share), "{share}");
        assert_share(last(&record, "devices.active"), 2e4, share);
        let causes = ["infant", "random", "wear_out"];
        let causes = causes.map(|cause| sum(&record, &format!("devices.failed.{cause}")));
        assert!(causes.iter().all(|count| *count > 100.0), "{causes:?}");
        assert_eq!(causes.iter().sum::<f64>(), sum(&record, "devices.failed"));
        assert_eq!(last(&record, "devices.gone.broken"), sum(&record, "devices.failed"));
    }
}

/// Of 20,000 bands 73.9 % are worn on day 100 and 16.0 % on day 320, as was published of trackers:
/// Hermsen et al. (2017). Shape and scale are rounded, which is 0.15 percentage points at the most.
#[test]
fn people_tire_of_bands_as_they_did_of_trackers() {
    let sets = [
        "fleet.cameras.devices=20_000",
        "run.days=320",
        "work.wearing={ weibull: { scale: 216 days, shape: 1.55 } }",
    ];
    let record = record(ALIKE, &sets);
    for (day, published) in [(100, 0.739), (320, 0.160)] {
        let left = numbers(&record, "devices.active")[day - 1] / 2e4;
        let error = (published * (1.0 - published) / 2e4_f64).sqrt();
        assert!((left - published).abs() < 4.0 * error + 0.001_5, "day {day}: {left}");
    }
    assert_eq!(last(&record, "devices.gone.tired"), sum(&record, "devices.abandoned"));
    // The file of the camera says the same of it.
    let of_the_file = common::record(ALIKE, &[sets[0], sets[1], "work.wearing=hardware"]);
    assert_eq!(bits(&record), bits(&of_the_file));
}

#[test]
fn a_region_is_down_as_a_whole() {
    let fleet = "fleet={ cameras: { hardware: devices/mended.yaml, devices: 400, regions: { asia: 50 %, \
                 europe: 50 % } }, spots: { hardware: hotspot/lorawan, devices: 400, regions: { asia: \
                 50 %, europe: 50 % } } }";
    let outages = "work.outages={ regional: { per_year: 15, lasts: 4 days } }";
    for load in ["work.load=even", "work.load=exponential"] {
        let record = record(ALIKE, &[fleet, outages, load, "run.days=700"]);
        let up = numbers(&record, "work.devices_up");
        let lost = numbers(&record, "work.outage_share");
        // Neither, one or both of the regions, with all their devices of both kinds.
        let mut seen = [0; 3];
        for (up, lost) in up.iter().zip(lost) {
            for (at, share) in [0.0, 0.5, 1.0].into_iter().enumerate() {
                if *lost == share {
                    seen[at] += 1;
                    assert_eq!(*up, 800.0 * (1.0 - share));
                }
            }
        }
        assert!(seen.iter().all(|days| *days >= 5), "{seen:?}");
        // 15 a year of 4 days each take 16.4 % of the time, where none overlap.
        let mean = lost.iter().sum::<f64>() / 700.0;
        assert!((0.10..0.22).contains(&mean), "{mean}");
    }
}

#[test]
fn an_outage_of_some_hours_takes_its_part_of_a_day() {
    let outages = "work.outages={ regional: { per_year: 40, lasts: 8 hours, share: 60 % } }";
    let record = record(ALIKE, &["fleet.cameras.devices=20_000", "run.days=200", outages]);
    let up = numbers(&record, "work.devices_up");
    let cut_off = up.iter().zip(numbers(&record, "work.outage_share"));
    let cut_off: Vec<_> = cut_off.filter(|(_, lost)| **lost > 0.0).collect();
    assert!(cut_off.len() > 10, "{}", cut_off.len());
    for (up, lost) in cut_off {
        assert!(*lost <= 0.6 / 3.0 * 2.0, "{lost}");
        assert_share(*up, 2e4, 1.0 - lost);
    }
}

/// The repair costs 9 USD. What it would earn is what those earn that did not break: all are alike.
#[test]
fn a_repair_is_made_where_it_pays_itself_back() {
    let first = |repair: &str| {
        let repair = format!("decisions.repair={repair}");
        record(ALIKE, &["run.days=1", "work.ageing={ hardware: { times: 50 } }", &repair])
    };
    let usual = first("never");
    let broken = sum(&usual, "devices.failed");
    let margin = last(&usual, "operators.margin_usd_mean");
    // Those who are up share 1,000 USD, and upkeep is a cent.
    let by_hand = 1_000.0 / (2_000.0 - broken) - 0.01;
    assert!(broken > 100.0 && (margin / by_hand - 1.0).abs() < 1e-5, "{margin} for {by_hand}");
    assert_eq!(last(&usual, "operators.repairs_usd"), 0.0);
    for (days, mended) in [(9.0 / margin * 1.001, broken), (9.0 / margin * 0.999, 0.0)] {
        let record = first(&format!("{{ payback: {{ within: {days} days }} }}"));
        assert_eq!(last(&record, "operators.repairs_usd"), 9.0 * mended);
    }
    assert_eq!(bits(&first("always")), bits(&first("{ payback: { within: 1000 days } }")));
}

#[test]
fn what_is_mended_works_again_after_the_time_of_the_repair() {
    let game = load(ALIKE, &["decisions.repair=always", AGEING]).game;
    let outcome = play(&game, 1, 0);
    let failed = numbers(&outcome.record, "devices.failed");
    let repaired = numbers(&outcome.record, "devices.repaired");
    assert!(failed.iter().all(|devices| *devices > 0.0));
    // Five days.
    assert_eq!(repaired[5..], failed[..failed.len() - 5]);
    assert!(repaired[..5].iter().all(|devices| *devices == 0.0));
    let in_repair = outcome.devices.iter().filter(|device| device.state == State::InRepair);
    let of_five_days: f64 = failed[failed.len() - 5..].iter().sum();
    assert_eq!(in_repair.count() as f64, of_five_days);
    assert_eq!(last(&outcome.record, "devices.gone"), of_five_days);
    // A repair of a lifetime: whoever was mended may break again.
    let again = record(ALIKE, &["decisions.repair=always", AGEING, "run.days=1500"]);
    assert!(sum(&again, "devices.failed") > 3.0 * 2_000.0);
    assert!(last(&again, "devices.active") > 1_800.0);
    // Nothing mends glasses that are sealed: their file says nothing of a repair.
    let sealed = "fleet={ sealed: { hardware: glasses/xiaomi-ai-glasses, devices: 2_000 } }";
    let sealed = record(ALIKE, &[sealed, "decisions.repair=always", AGEING, "run.days=400"]);
    assert!(sum(&sealed, "devices.failed") > 50.0 && sum(&sealed, "devices.repaired") == 0.0);
}

#[test]
fn a_broken_device_draws_nothing_and_its_owner_keeps_the_tokens() {
    let sets = ["work.ageing={ hardware: { times: 1000 } }", "run.days=200"];
    let record = record(ALIKE, &sets);
    let all_gone = numbers(&record, "devices.active").iter().position(|active| *active == 0.0);
    let from = all_gone.expect("all break") + 1;
    assert!(numbers(&record, "work.energy_kwh")[from..].iter().all(|kwh| *kwh == 0.0));
    assert!(numbers(&record, "work.energy_kwh")[0] > 0.0);
    let owners = &amounts(&record, "ledger.owners")[from..];
    assert!(owners[0] > 0 && owners.iter().all(|units| *units == owners[0]));
}

/// Owners give up in a fall of the price and come back after it. What broke, in the network or in the
/// drawer, does not.
#[test]
fn who_comes_back_brings_no_broken_device() {
    let sets = [
        AGEING,
        "work.wearing={ weibull: { scale: 300 days, shape: 1 } }",
        "shocks=[{ name: dip, price: { to: 1 %, at: day 30, over: 1 day, recovers_in: 90 days } }]",
        "decisions.staying={ patience: { days: 10 } }",
        "decisions.returning={ hurdle: { margin: 0 %, look: 100 %/day } }",
        "emission.schedule.fixed.rate=100 LENS/day",
        "run.days=300",
    ];
    let game = load(ALIKE, &sets).game;
    let mut run = Run::new(&game, 1, 0);
    let mut ended: BTreeMap<u64, State> = BTreeMap::new();
    for _ in 0..game.calendar.steps() {
        run.step().expect("the ledger holds");
        for device in run.devices() {
            if let Some(before) = ended.get(&device.number) {
                assert_eq!(device.state, *before, "{device:?}");
            } else if matches!(device.state, State::Broken | State::Tired) {
                ended.insert(device.number, device.state);
            }
        }
    }
    let record = run.record();
    assert!(sum(record, "devices.left") > 500.0 && sum(record, "devices.returned") > 300.0);
    let counted = sum(record, "devices.failed") + sum(record, "devices.abandoned");
    // Those in the drawer ended too, and nobody noticed.
    assert!(ended.len() as f64 > counted, "{} and {counted}", ended.len());
    let back = sum(record, "devices.left") - sum(record, "devices.returned");
    assert_eq!(last(record, "devices.gone.gave_up"), back);
    let parts =
        ["gave_up", "broken", "tired"].map(|why| last(record, &format!("devices.gone.{why}")));
    assert_eq!(parts.iter().sum::<f64>(), last(record, "devices.gone"));
}

#[test]
fn ageing_of_no_times_is_none_to_the_bit() {
    let usual = play(&load(ALIKE, &[]).game, 1, 0);
    for sets in [
        &["work.ageing={ hardware: { times: 0 } }"][..],
        &["work.ageing=none", "work.wearing=none", "work.outages=none"],
        &["decisions.repair=always"],
    ] {
        assert_same_outcome(&usual, &play(&load(ALIKE, sets).game, 1, 0), &sets.concat());
    }
    // Outages that never come, and a law so long that nobody lives to see its end.
    for set in [
        "work.outages={ regional: { per_year: 0, lasts: 8 hours } }",
        "work.outages={ regional: { per_year: 90, lasts: 8 hours, share: 0 % } }",
        "work.wearing={ weibull: { scale: 1e9 days, shape: 8 } }",
    ] {
        let other = record(ALIKE, &[set]);
        for (name, values) in bits(&usual.record) {
            let same = bits(&other).into_iter().find(|(other, _)| *other == name);
            assert_eq!(Some((name, values)), same, "{set}: {name}");
        }
    }
}

/// What becomes of each device, by its group, region and number.
fn fates(game: &Game) -> BTreeMap<(String, String, u64), State> {
    let devices = play(game, 3, 1).devices;
    let fate = |device: &sim::run::DeviceAtEnd| {
        let cohort = &game.cohorts[device.cohort];
        let group = game.groups[cohort.group].name.clone();
        ((group, cohort.region.clone(), device.number), device.state)
    };
    devices.iter().map(fate).collect()
}

#[test]
fn who_else_is_there_moves_no_end() {
    let sets = [
        AGEING,
        "work.wearing={ weibull: { scale: 90 days, shape: 1.55 } }",
        "decisions.repair=always",
        "run.days=90",
    ];
    let usual = fates(&load(ALIKE, &sets).game);
    for state in [State::Active, State::InRepair, State::Tired] {
        assert!(usual.values().any(|other| *other == state), "{state:?}");
    }
    for other in [
        "fleet.cameras.devices=2_100",
        "fleet.spots={ hardware: hotspot/lorawan, devices: 10 }",
        "fleet.cameras={ hardware: devices/mended.yaml, devices: 4_000, spread: 0 %, electricity: \
         0 USD/kWh, regions: { asia: 50 %, world: 50 % } }",
        "work.outages={ regional: { per_year: 90, lasts: 8 hours } }",
        "price.constant.usd=3 USD",
    ] {
        let others = fates(&load(ALIKE, &[&sets[..], &[other]].concat()).game);
        for (name, fate) in &usual {
            assert_eq!(Some(fate), others.get(name), "{other}: {name:?}");
        }
    }
}

#[test]
fn twice_the_risk_breaks_whoever_would_break_and_others() {
    let broken = |times: &str| {
        let ageing = format!("work.ageing={{ hardware: {{ times: {times} }} }}");
        let fates = fates(&load(ALIKE, &[&ageing]).game);
        fates.into_values().map(|state| state == State::Broken).collect::<Vec<bool>>()
    };
    let (once, twice) = (broken("1"), broken("2"));
    assert!(once.iter().zip(&twice).all(|(once, twice)| !once || *twice));
    let count = |broken: &[bool]| broken.iter().filter(|broken| **broken).count();
    assert!(count(&twice) > count(&once) && count(&once) > 50);
}

#[test]
fn an_amendment_changes_outages_and_repairs_but_not_how_devices_age() {
    let amended = |set: &str| {
        let sets = [format!("amendments=[{{ from: 2026-01-20, set: {{ {set} }} }}]")];
        scenario::load("test.yaml", ALIKE, &sets, &own_devices(&[MENDED]))
    };
    for set in ["work.ageing: hardware", "work.wearing: hardware"] {
        let Err(faults) = amended(set) else { panic!("`{set}` was read") };
        let text = faults.to_string();
        assert!(text.contains("an amendment cannot change how devices age"), "{text}");
    }
    let loaded = amended("work.outages: { regional: { per_year: 200, lasts: 9 days } }");
    let record = play(&loaded.expect("it is read").game, 1, 0).record;
    let lost = numbers(&record, "work.outage_share");
    assert!(lost[..19].iter().all(|lost| *lost == 0.0) && lost[22..].contains(&1.0));
}
