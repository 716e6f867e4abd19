//! This file is about the data: every file of the folder is listed, reads, and says where each of
//! its numbers is from.
#![expect(clippy::disallowed_methods, reason = "a test of the files of this folder reads them")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hardware_models::battery::Battery;
use hardware_models::sourced::{Fact, facts};
use hardware_models::{Device, catalogue, device, device_names, efficiency, model, model_names};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// Every YAML file of the folder, as the catalogue names them.
fn files() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(FOLDER).to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let name = path.with_extension("");
                let name = name.strip_prefix(FOLDER).expect("it lies in the folder");
                found.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found
}

#[test]
fn every_file_is_listed_once() {
    let models = model_names().map(|name| format!("models/{name}"));
    let listed: Vec<String> =
        device_names().map(str::to_owned).chain(models).chain(["electricity".to_owned()]).collect();
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), files());
    assert_eq!(listed.len(), files().len(), "a name is listed twice");
}

fn all_facts() -> Vec<(String, Fact)> {
    let of = |name: &str, facts: Vec<Fact>| {
        let name = name.to_owned();
        facts.into_iter().map(move |fact| (name.clone(), fact)).collect::<Vec<_>>()
    };
    let devices = device_names().flat_map(|name| of(name, facts(device(name).expect("listed"))));
    let models = model_names().flat_map(|name| of(name, facts(model(name).expect("listed"))));
    let regions = catalogue::region_names()
        .flat_map(|name| of(name, facts(catalogue::electricity(name).expect("listed"))));
    devices.chain(models).chain(regions).collect()
}

#[test]
fn every_number_says_where_it_is_from() {
    let sources = fs::read_to_string(format!("{FOLDER}/SOURCES.md")).expect("it is there");
    let all = all_facts();
    assert!(all.len() > 1_100, "only {} numbers were found", all.len());
    for (name, Fact { path, mark, source, .. }) in all {
        assert!(source.len() > 8, "{name}: {path} has no source");
        if ["verified", "secondary"].contains(&mark.as_str()) {
            let key = source.split_once(':').map_or(source.as_str(), |(key, _)| key);
            let listed = sources.contains(&format!("| `{key}` |"));
            assert!(listed, "{name}: SOURCES.md has no `{key}`, which {path} names");
        }
    }
}

fn devices() -> impl Iterator<Item = (&'static str, &'static Device)> {
    device_names().map(|name| (name, device(name).expect("listed")))
}

/// The families of the catalogue, each a folder.
const FAMILIES: [&str; 19] = [
    "ring", "band", "watch", "pendant", "toy", "pin", "glasses", "headset", "handheld", "phone",
    "bicycle", "robot", "car", "dashcam", "hotspot", "weather", "rtk", "edge", "gpu",
];

#[test]
fn every_family_has_devices() {
    let found: BTreeSet<&str> = device_names().filter_map(|name| name.split('/').next()).collect();
    assert_eq!(found, BTreeSet::from(FAMILIES));
    assert!(device_names().count() >= 35);
}

#[test]
fn a_device_that_computes_has_all_that_an_estimate_needs() {
    for (name, device) in devices() {
        let computes = device.compute.is_some();
        assert_eq!(computes, device.memory_bandwidth.is_some(), "{name}");
        assert!(computes || efficiency::of(device.class).is_none(), "{name} has only factors");
        let rest = [device.memory.is_some(), device.link.is_some(), device.compute_int8.is_some()];
        // A handheld of the catalogue has a chip that could, and nothing that does.
        let is_used = computes && device.duty_share() > 0.0;
        assert!(!is_used || rest == [true; 3], "{name}: {rest:?}");
    }
}

#[test]
fn what_everything_has_is_filled_in() {
    for (name, device) in devices() {
        assert!(device.infant_failures.is_some(), "{name}");
        assert!(!device.collects.is_empty() || device.compute.is_some(), "{name} does nothing");
    }
}

#[test]
fn what_is_worn_or_carried_has_people_who_tire_of_it_and_a_battery() {
    for (name, device) in devices() {
        let family = name.split('/').next().unwrap_or_default();
        let at = FAMILIES.iter().position(|&known| known == family).expect("a test says so");
        let is_personal = at < 10 || family == "dashcam";
        assert_eq!(device.wearing.is_some(), is_personal, "{name}");
        let touches_skin = at < 9 && family != "toy";
        assert_eq!(device.skin_limit.is_some(), touches_skin, "{name}");
        assert!(device.battery.is_some() || at >= 10, "{name}");
    }
}

/// What a battery gives on average over day and night \[W\].
fn budget_watts(battery: &Battery) -> f64 {
    battery.energy.value.value() * battery.charges_per_day.value / 24.0
}

#[test]
fn no_owner_takes_more_of_a_battery_than_its_charges_give() {
    for (name, device) in devices() {
        let Some(battery) = &device.battery else { continue };
        let (own, budget) = (battery.own_use.value.value(), budget_watts(battery));
        assert!(own <= budget * 1.005, "{name}: {own} W of {budget} W");
    }
}

/// A ring has half a milliwatt, and its own use takes all of it.
#[test]
fn a_ring_has_no_power_to_spare() {
    for name in ["ring/oura-ring-4", "ring/galaxy-ring"] {
        let battery = device(name).expect("listed").battery.as_ref().expect("a ring has one");
        let milliwatts = budget_watts(battery) * 1e3;
        assert!((0.45..=0.52).contains(&milliwatts), "{name}: {milliwatts} mW");
        let left = milliwatts - battery.own_use.value.value() * 1e3;
        assert!(left.abs() < 0.005, "{name}: {left} mW of {milliwatts} mW are left");
    }
}

/// Hermsen et al. 2017 counted 711 people: 73.9 % used a band after 100 days, 16.0 % after 320.
#[test]
fn people_tire_of_a_band_as_they_were_counted() {
    let wearing = device("band/xiaomi-smart-band-9").expect("listed").wearing.as_ref();
    let wearing = wearing.expect("a band is worn");
    let (scale, shape) = (wearing.scale.value.value(), wearing.shape.value);
    let left = |days: f64| libm::exp(-libm::pow(days / scale, shape));
    assert!((left(100.0) - 0.739).abs() < 0.001, "{}", left(100.0));
    // The scale and the shape are rounded.
    assert!((left(320.0) - 0.160).abs() < 0.0015, "{}", left(320.0));
}
