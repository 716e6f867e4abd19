//! `aipin hardware list`: the catalogue at a glance.

use hardware_models::{AiModel, Class, Device, Load, catalogue};
use serde::Serialize;

use super::numbers::plain;
use super::quantities::class;
use crate::failure::Failure;
use crate::{json, stdout};

/// Which devices, and how.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only devices of this class, such as geforce or "Apple M".
    #[arg(long, value_parser = class)]
    class: Option<Class>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// The catalogue.
#[derive(Debug, Serialize)]
struct List {
    devices: Vec<DeviceLine>,
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
        .filter(|(_, device)| arguments.class.is_none_or(|class| device.class == class))
        .map(|(name, device)| DeviceLine::of(name, device))
        .collect();
    let list = List { devices, models: models().map(|(name, m)| ModelLine::of(name, m)).collect() };
    stdout::print(&if arguments.json { json::pretty(&list)? } else { list.told() })
}

fn models() -> impl Iterator<Item = (&'static str, &'static AiModel)> {
    catalogue::model_names().filter_map(|name| Some((name, catalogue::model(name).ok()?)))
}

impl DeviceLine {
    fn of(name: &'static str, device: &Device) -> Self {
        let machine = device.machine();
        Self {
            name,
            family: name.split('/').next().unwrap_or(name),
            class: device.class.word(),
            about: device.name.clone(),
            price_usd: device.price_usd(),
            idle_watts: device.idle_watts(),
            active_watts: device.active_watts(),
            memory_bytes: machine.memory_bytes,
            bytes_per_second: machine.bytes_per_second,
            largest_model: largest_model(device),
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

/// The language model of most parameters that goes into a device and has an estimate there.
fn largest_model(device: &Device) -> Option<String> {
    let language = |(_, model): &(&str, &AiModel)| model.task.is_none();
    let mut models: Vec<_> = models().filter(language).collect();
    models.sort_by(|a, b| b.1.parameters.value.total_cmp(&a.1.parameters.value));
    models.into_iter().find_map(|(name, model)| {
        let runs = |quantisation: &&str| {
            hardware_models::estimate(device, model, quantisation, Load::default()).is_ok()
        };
        model.quantisations().find(runs).map(|quantisation| format!("{name} {quantisation}"))
    })
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
        lines.push(String::new());
        lines.push(format!(
            "  {:<30} {:>15} {:>8}  quantisations",
            "AI model", "parameters", "makes"
        ));
        lines.extend(self.models.iter().map(ModelLine::told));
        lines.join("\n")
    }
}
