//! Reading a scenario or a preset, the device files that it names, and a device file alone.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use hardware_models::Device;
use language::fault::nearest;
use language::tree::Value;
use language::yaml::BYTES_MAX;
use language::{Fault, Node, Place, Source, yaml};
use sim::scenario::{self, Loaded, OwnDevices};

use crate::failure::Failure;
use crate::presets;

/// Loads a preset by its name or the scenario at a path, with assignments of the command line.
pub fn scenario(path: &Path, sets: &[String]) -> Result<Loaded, Failure> {
    let text = match presets::text(path) {
        Some(preset) => Cow::Borrowed(preset),
        None => Cow::Owned(text(path)?),
    };
    let name = path.display().to_string();
    let mut own = own_devices(path, &yaml::parse(&name, &text)?)?;
    for set in sets {
        let (key, value) = yaml::assignment(set)?;
        if is_hardware(&key.name) {
            own.extend(own_device(path, &value)?);
        }
        own.extend(own_devices(path, &value)?);
    }
    Ok(scenario::load(&name, &text, sets, &own)?)
}

/// Loads a scenario likewise, or a variant of it, in which the assignments hold too.
pub fn variant(path: &Path, sets: &[String], name: Option<&str>) -> Result<Loaded, Failure> {
    let loaded = scenario(path, sets)?;
    let Some(name) = name else { return Ok(loaded) };
    if loaded.written.variants.is_empty() {
        let scenario = path.display();
        return Err(Failure::Usage(format!("--variant {name}: {scenario} has no variants")));
    }
    Ok(loaded.variant(name)?)
}

/// Reads a text file of modest size; a pipe or a device is read no further than that.
pub fn text(path: &Path) -> Result<String, Failure> {
    let wrong = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
    let unread = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => wrong(format!("there is no such {}{}", thing(path), beside(path))),
        _ => wrong(format!("cannot be read ({error})")),
    };
    let about = fs::metadata(path).map_err(unread)?;
    if about.is_dir() {
        return Err(wrong("is a folder; name a scenario file in it".to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unread)?;
    file.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() > BYTES_MAX {
        let help = "a scenario is a page of text; long series belong in a CSV file of their own";
        return Err(wrong(format!("is larger than {} MB; {help}", BYTES_MAX >> 20)));
    }
    String::from_utf8(bytes).map_err(|error| {
        // The readable text before the fault keeps its places when the rest is replaced.
        let start = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
        let source = Source { name: path.display().to_string(), text };
        let place = Place { source: Arc::new(source), start, end };
        let fault = Fault::new(&place, "this is not UTF-8 text");
        Failure::Input(fault.help("save the file in the encoding UTF-8").into())
    })
}

/// What a name that is not there may have meant.
fn thing(path: &Path) -> &'static str {
    match path.to_string_lossy().contains(['.', '/']) {
        true => "file",
        false => "preset or file",
    }
}

/// The nearest name in the folder of a file that is not there, or among the presets.
pub fn beside(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names.extend(presets::names().filter(|_| folder.is_none()).map(str::to_owned));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let wrong = path.file_name().unwrap_or_default().to_string_lossy();
    nearest(&wrong, &names).map_or(String::new(), |name| format!("; did you mean `{name}`?"))
}

/// Devices of the user's own: `hardware:` that ends in `.yaml` is a path beside the scenario.
///
/// Variants name them too, at the end of a path.
fn own_devices(scenario: &Path, node: &Node) -> Result<OwnDevices, Failure> {
    let mut devices = OwnDevices::new();
    for (key, value) in node.entries() {
        if is_hardware(&key.name) {
            devices.extend(own_device(scenario, value)?);
        }
        devices.extend(own_devices(scenario, value)?);
    }
    if let Value::List(items) = &node.value {
        for item in items {
            devices.extend(own_devices(scenario, item)?);
        }
    }
    Ok(devices)
}

fn is_hardware(path: &str) -> bool {
    path.rsplit('.').next() == Some("hardware")
}

fn own_device(scenario: &Path, node: &Node) -> Result<Option<(String, Device)>, Failure> {
    let Some(name) = node.scalar().filter(|name| name.ends_with(".yaml")) else { return Ok(None) };
    let path = scenario.parent().unwrap_or(Path::new(".")).join(name);
    let text = text(&path).map_err(|failure| match failure {
        Failure::Usage(message) => {
            let help =
                "a name that ends in .yaml is a device file of your own, beside the scenario";
            Failure::Input(Fault::new(&node.place, message).help(help).into())
        }
        other => other,
    })?;
    Ok(Some((name.to_owned(), Device::parse(&path.display().to_string(), &text)?)))
}

/// A device of the user's own, from a file in the format of the catalogue.
pub fn device(path: &Path) -> Result<Device, Failure> {
    Ok(Device::parse(&path.display().to_string(), &text(path)?)?)
}
