//! Reading a scenario and the device files that it names.

use std::fs;
use std::path::Path;

use hardware_models::Device;
use language::yaml::BYTES_MAX;
use language::{Node, yaml};
use sim::scenario::{self, Loaded, OwnDevices};

use crate::failure::Failure;

/// Loads the scenario at a path, with assignments of the command line.
pub fn scenario(path: &Path, sets: &[String]) -> Result<Loaded, Failure> {
    let text = text(path)?;
    let name = path.display().to_string();
    let own = own_devices(path, &yaml::parse(&name, &text)?)?;
    Ok(scenario::load(&name, &text, sets, &own)?)
}

/// Reads a text file of modest size.
fn text(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let wrong = |what: String| Failure::Usage(format!("{shown}: {what}"));
    let about = fs::metadata(path).map_err(|error| wrong(format!("cannot be read ({error})")))?;
    if about.is_dir() {
        return Err(wrong("is a folder; name a scenario file in it".to_owned()));
    }
    if about.len() > BYTES_MAX as u64 {
        let size = about.len();
        return Err(wrong(format!("has {size} bytes; a scenario may have {BYTES_MAX}")));
    }
    let bytes = fs::read(path).map_err(|error| wrong(format!("cannot be read ({error})")))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        wrong(format!("is not UTF-8 (byte {at}); save it as UTF-8 text"))
    })
}

/// Devices of the user's own: `hardware:` that ends in `.yaml` is a path beside the scenario.
fn own_devices(scenario: &Path, tree: &Node) -> Result<OwnDevices, Failure> {
    let folder = scenario.parent().unwrap_or(Path::new("."));
    let groups = tree.get("fleet").map_or(&[][..], Node::entries);
    let names = groups.iter().filter_map(|(_, group)| group.get("hardware")?.scalar());
    let mut devices = OwnDevices::new();
    for name in names.filter(|name| name.ends_with(".yaml")) {
        let path = folder.join(name);
        let device = Device::parse(&path.display().to_string(), &text(&path)?)?;
        devices.insert(name.to_owned(), device);
    }
    Ok(devices)
}
