//! `aipin hardware list`: the catalogue at a glance.

use hardware_models::{AiModel, Device, catalogue};
use serde::Serialize;

use super::fitting::{self, models};
use super::numbers::plain;
use super::quantities::{Only, class_or_family, family_of};
use crate::failure::Failure;
use crate::{json, stdout};

/// Which devices, and how.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only devices of this class, such as geforce or "Apple M", or family, such as gpu; without the
    /// AI models.
    #[arg(long, value_parser = class_or_family)]
    class: Option<Only>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// The catalogue.
#[derive(Debug, Serialize)]
struct List {
    devices: Vec<DeviceLine>,
    /// Left out where one class or family is asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    models: Vec<ModelLine>,
}

/// A device at a glance.
#[derive(Debug, Serialize)]
struct DeviceLine {
    name: &'static str,
    family: &'static str,
    class: &'static str,
    about: String,
    price_usd: f64,
    idle_watts: f64,
    active_watts: f64,
    memory_bytes: Option<f64>,
    bytes_per_second: Option<f64>,
    /// The largest language model that fits it, in the first of its quantisations that does.
    largest_model: Option<String>,
}

/// An AI model at a glance.
#[derive(Debug, Serialize)]
struct ModelLine {
    name: &'static str,
    about: String,
    parameters: f64,
    /// What its work is counted in.
    unit: &'static str,
    quantisations: Vec<String>,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let devices = catalogue::device_names()
        .filter_map(|name| Some((name, catalogue::device(name).ok()?)))
        .filter(|(name, device)| arguments.class.is_none_or(|only| only.holds(name, device)))
        .map(|(name, device)| DeviceLine::of(name, device))
        .collect();
    let models = models().filter(|_| arguments.class.is_none());
    let models = models.map(|(name, model)| ModelLine::of(name, model)).collect();
    let list = List { devices, models };
    stdout::print(&if arguments.json { json::pretty(&list)? } else { list.told() })
}

impl DeviceLine {
    fn of(name: &'static str, device: &Device) -> Self {
        let machine = device.machine();
        Self {
            name,
            family: family_of(name),
            class: device.class.word(),
            about: device.name.clone(),
            price_usd: device.price_usd(),
            idle_watts: device.idle_watts(),
            active_watts: device.active_watts(),
            memory_bytes: machine.memory_bytes,
            bytes_per_second: machine.bytes_per_second,
            largest_model: fitting::largest(&machine, |_| true)
                .map(|(model, _, quantisation)| format!("{model} {quantisation}")),
        }
    }

    fn told(&self) -> String {
        let giga = |value: Option<f64>| value.map_or("–".to_owned(), |value| plain(value / 1e9));
        format!(
            "  {:<30} {:<15} {:>7} {:>16} {:>8} {:>8}  {:<28} {}",
            self.name,
            self.class,
            plain(self.price_usd),
            format!("{} / {}", plain(self.idle_watts), plain(self.active_watts)),
            giga(self.memory_bytes),
            giga(self.bytes_per_second),
            self.largest_model.as_deref().unwrap_or("–"),
            self.about,
        )
    }
}

impl ModelLine {
    fn of(name: &'static str, model: &AiModel) -> Self {
        Self {
            name,
            about: model.name.clone(),
            parameters: model.parameters.value,
            unit: model.work_unit().shown().0,
            quantisations: model.quantisations().map(str::to_owned).collect(),
        }
    }

    fn told(&self) -> String {
        let millions = format!("{} million", plain(self.parameters / 1e6));
        let quantisations = self.quantisations.join(", ");
        format!("  {:<30} {millions:>15} {:>8}  {quantisations}", self.name, self.unit)
    }
}

impl List {
    fn told(&self) -> String {
        let mut lines = vec![format!(
            "  {:<30} {:<15} {:>7} {:>16} {:>8} {:>8}  {:<28} what it is",
            "device", "class", "USD", "idle / active W", "GB", "GB/s", "largest language model"
        )];
        let mut family = "";
        for device in &self.devices {
            if device.family != family {
                family = device.family;
                lines.push(family.to_owned());
            }
            lines.push(device.told());
        }
        if !self.models.is_empty() {
            lines.push(String::new());
            lines.push(format!(
                "  {:<30} {:>15} {:>8}  quantisations",
                "AI model", "parameters", "makes"
            ));
        }
        lines.extend(self.models.iter().map(ModelLine::told));
        lines.join("\n")
    }
}
