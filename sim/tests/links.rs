//! Every link of every scenario with devices that comes with the project can be switched off alone.

use std::fs;
use std::path::Path;

use sim::scenario::{self, OwnDevices};

fn is_scenario(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with(".yaml") && !name.ends_with(".baseline.yaml")
}

#[expect(clippy::disallowed_methods, reason = "the model reads no file, and this is about files")]
#[test]
fn every_scenario_can_be_without_each_of_its_links() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let mut switched_off = 0;
    for folder in ["first-steps", "spirals", "facts", "devices"] {
        let entries = fs::read_dir(root.join(folder)).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("it can be read").path());
        for path in paths.filter(|path| is_scenario(path)) {
            let text = fs::read_to_string(&path).expect("it can be read");
            let name = path.display().to_string();
            let loaded = scenario::load(&name, &text, &[], &OwnDevices::default());
            let loaded = loaded.unwrap_or_else(|faults| panic!("{faults}"));
            for link in loaded.links() {
                let without = loaded.without(&link);
                let without = without.unwrap_or_else(|faults| panic!("{}: {faults}", link.name));
                let is_there = without.links().iter().any(|other| other.name == link.name);
                assert!(!is_there, "{name}: `{}` is still there", link.name);
                switched_off += 1;
            }
        }
    }
    assert!(switched_off > 60, "only {switched_off} links were found");
}
