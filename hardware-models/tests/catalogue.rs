//! This file is about the data: every file of the folder is listed, reads, and says where each of
//! its numbers is from.
#![expect(clippy::disallowed_methods, reason = "a test of the files of this folder reads them")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hardware_models::sourced::{Fact, facts};
use hardware_models::{catalogue, device, device_names, model, model_names};

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
    assert!(all.len() > 140, "only {} numbers were found", all.len());
    for (name, Fact { path, mark, source, .. }) in all {
        assert!(source.len() > 8, "{name}: {path} has no source");
        if ["verified", "secondary"].contains(&mark.as_str()) {
            let key = source.split_once(':').map_or(source.as_str(), |(key, _)| key);
            let listed = sources.contains(&format!("| `{key}` |"));
            assert!(listed, "{name}: SOURCES.md has no `{key}`, which {path} names");
        }
    }
}

#[test]
fn a_device_that_runs_models_has_all_that_an_estimate_needs() {
    for device in device_names().map(|name| device(name).expect("listed")) {
        let some = [
            device.memory.is_some(),
            device.memory_bandwidth.is_some(),
            device.compute.is_some(),
            hardware_models::efficiency::of(device.class).is_some(),
        ];
        assert!(some.iter().all(|&has| has == some[0]), "{}: {some:?}", device.name);
    }
}
