//! What `aipin hardware estimate` is asked: a device and a model, of the catalogue or described on
//! the spot.

use hardware_models::cannot_run::CannotRun;
use hardware_models::machine::Machine;
use hardware_models::roofline::Weights;
use hardware_models::{AiModel, Device, Load, catalogue, limits};

use super::estimate::Arguments;
use super::{device, economics};
use crate::failure::Failure;

/// A device and a model, as an estimate sees them and as people call them.
#[derive(Debug)]
pub struct Asked {
    /// The device.
    pub device: AskedDevice,
    /// The model.
    pub model: AskedModel,
    /// Prompt, context and batch.
    pub load: Load,
}

/// The device that is asked about.
#[derive(Debug)]
pub struct AskedDevice {
    /// What people call it.
    pub name: String,
    /// As an estimate sees it.
    pub machine: Machine,
    /// What an owner pays for one \[USD\], if that is known.
    pub price_usd: Option<f64>,
    /// Share of its peak speed that heat leaves over its hours of work \[1\].
    pub heat_share: f64,
    /// Hours of an average day that it works for the network, if that is known.
    pub hours_per_day: Option<f64>,
    /// Time until it is worn out or obsolete \[days\], if that is known.
    pub life_days: Option<f64>,
}

/// The model that is asked about.
#[derive(Debug)]
pub struct AskedModel {
    /// What people call it.
    pub name: String,
    /// The quantisation of its weights; none for a model that is described on the spot.
    pub quantisation: Option<String>,
    /// As the roofline sees it.
    pub weights: Weights,
}

impl Asked {
    /// Looks up what is in the catalogue and takes the rest from the command line.
    pub fn of(arguments: &Arguments) -> Result<Self, Failure> {
        let load = Load {
            prompt_tokens: arguments.prompt_tokens,
            context_tokens: arguments.context_tokens,
            batch: arguments.batch,
        };
        Ok(Self { device: asked_device(arguments)?, model: asked_model(arguments, load)?, load })
    }
}

fn asked_device(arguments: &Arguments) -> Result<AskedDevice, Failure> {
    if let Some(name) = &arguments.device {
        return device(name).map(|device| AskedDevice::from_file(&device));
    }
    let class = arguments.class.ok_or_else(|| Failure::Usage("no device is named".to_owned()))?;
    let machine = Machine {
        class,
        bytes_per_second: arguments.bandwidth,
        operations_per_second: arguments.tflops,
        memory_bytes: arguments.memory,
        idle_and_active_watts: arguments.power.map(|watts| [watts, watts]),
    };
    Ok(AskedDevice {
        name: format!("a device of class {}", class.label()),
        machine,
        price_usd: arguments.price,
        heat_share: 1.0,
        hours_per_day: None,
        life_days: None,
    })
}

impl AskedDevice {
    fn from_file(device: &Device) -> Self {
        let limits = limits(device, device.load_watts());
        Self {
            name: device.name.clone(),
            machine: device.machine(),
            price_usd: Some(device.price_usd()),
            heat_share: limits.heat_share,
            hours_per_day: Some(economics::hours_of_work(device, &limits)),
            life_days: Some(device.life_days()),
        }
    }
}

fn asked_model(arguments: &Arguments, load: Load) -> Result<AskedModel, Failure> {
    let usage = |error: &dyn ToString| Failure::Usage(error.to_string());
    let Some(name) = &arguments.model else {
        return described(arguments).ok_or_else(|| usage(&"no model is named"));
    };
    let model = catalogue::model(name).map_err(|unknown| usage(&unknown))?;
    let quantisation = arguments.quant.as_deref().or_else(|| model.quantisations().next());
    let quantisation = quantisation.unwrap_or_default().to_lowercase();
    let (tokens, tokens_max) = (load.prompt_tokens.max(load.context_tokens), model.context.value);
    if tokens > tokens_max {
        return Err(usage(&CannotRun::ContextTooLong { tokens, tokens_max }));
    }
    let weights = model.as_weights(&quantisation).map_err(|reason| usage(&reason))?;
    Ok(AskedModel { name: model.name.clone(), quantisation: Some(quantisation), weights })
}

/// A model of which only parameters and size are known: its cache is that of the model in the
/// catalogue that is nearest in size.
fn described(arguments: &Arguments) -> Option<AskedModel> {
    let (parameters, bytes) = arguments.parameters.zip(arguments.model_size)?;
    let nearest = nearest_in_size(parameters)?;
    let like = nearest.as_weights(nearest.quantisations().next()?).ok()?;
    Some(AskedModel {
        name: format!(
            "a model of {} billion parameters with the cache of {}",
            super::numbers::plain(parameters / 1e9),
            nearest.name
        ),
        quantisation: None,
        weights: Weights { parameters, bytes, ..like },
    })
}

fn nearest_in_size(parameters: f64) -> Option<&'static AiModel> {
    let distance = |model: &&AiModel| {
        (model.parameters.value / parameters).max(parameters / model.parameters.value)
    };
    let models = catalogue::model_names().filter_map(|name| catalogue::model(name).ok());
    models.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}
