//! What `aipin hardware estimate` is asked: a device and a model, of the catalogue or described on
//! the spot.

use hardware_models::battery::Battery;
use hardware_models::cannot_run::CannotRun;
use hardware_models::roofline::Weights;
use hardware_models::{AiModel, Device, Load, Machine, Runtime, catalogue, limits};
use language::work::WorkUnit;

use super::economics::{BreakEven, Working};
use super::estimate::{Arguments, Prices};
use super::numbers::plain;
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
    /// What it runs on away from mains, if it does.
    pub battery: Option<Battery>,
}

/// The model that is asked about.
#[derive(Debug)]
pub struct AskedModel {
    /// What people call it.
    pub name: String,
    /// The quantisation of its weights; none for a model that is described on the spot.
    pub quantisation: Option<String>,
    /// What it does.
    pub kind: Kind,
}

/// What a model does.
#[derive(Debug)]
pub enum Kind {
    /// It makes tokens.
    Language(Weights),
    /// It sees, hears or paints.
    Task(&'static AiModel),
}

impl AskedModel {
    /// What its work is counted in.
    pub fn unit(&self) -> WorkUnit {
        match self.kind {
            Kind::Language(_) => WorkUnit::Tokens,
            Kind::Task(model) => model.work_unit(),
        }
    }
}

impl AskedDevice {
    /// When a competitor's price pays the device back, if all that it takes is known.
    pub fn break_even(
        &self,
        units_per_second: f64,
        usd_per_million: Option<f64>,
        prices: Prices,
    ) -> Option<BreakEven> {
        let (price_usd, usd_per_million) = self.price_usd.zip(usd_per_million)?;
        let units_per_second = units_per_second * self.heat_share;
        let hours_per_day = self.hours_per_day;
        let working = Working { units_per_second, usd_per_million, price_usd, hours_per_day };
        Some(BreakEven::of(&working, prices.competitor_usd_per_million?))
    }
}

impl Asked {
    /// Looks up what is in the catalogue and takes the rest from the command line.
    pub fn of(arguments: &Arguments) -> Result<Self, Failure> {
        let usual = Load::default();
        let load = Load {
            prompt_tokens: arguments.prompt_tokens.unwrap_or(usual.prompt_tokens),
            context_tokens: arguments.context_tokens.unwrap_or(usual.context_tokens),
            batch: arguments.batch.unwrap_or(usual.batch),
        };
        let asked =
            Self { device: asked_device(arguments)?, model: asked_model(arguments, load)?, load };
        match (&asked.model.kind, token_option(arguments)) {
            (Kind::Task(_), Some(option)) => Err(Failure::Usage(format!(
                "{option} is for language models; {} does one {} after another: leave it out",
                asked.model.name,
                asked.model.unit().shown().0
            ))),
            _ => Ok(asked),
        }
    }
}

/// An option that only language models have, if one is given.
fn token_option(arguments: &Arguments) -> Option<&'static str> {
    let given = [
        ("--batch", arguments.batch),
        ("--prompt-tokens", arguments.prompt_tokens),
        ("--context-tokens", arguments.context_tokens),
    ];
    given.into_iter().find_map(|(name, value)| value.map(|_| name))
}

fn asked_device(arguments: &Arguments) -> Result<AskedDevice, Failure> {
    if let Some(name) = &arguments.device {
        return device(name).map(|device| AskedDevice::from_file(&device, arguments.runtime));
    }
    let class = arguments.class.ok_or_else(|| Failure::Usage("no device is named".to_owned()))?;
    let machine = Machine {
        runtime: arguments.runtime,
        bytes_per_second: arguments.bandwidth,
        operations_per_second: arguments.tflops,
        int8_operations_per_second: arguments.tops,
        memory_bytes: arguments.memory,
        idle_and_active_watts: arguments.power.map(|watts| [watts, watts]),
        ..Machine::of(class)
    };
    Ok(AskedDevice {
        name: format!("a device of class {}", class.label()),
        machine,
        price_usd: arguments.price,
        heat_share: 1.0,
        hours_per_day: None,
        life_days: None,
        battery: None,
    })
}

impl AskedDevice {
    fn from_file(device: &Device, runtime: Option<Runtime>) -> Self {
        let limits = limits(device, device.load_watts());
        Self {
            name: device.name.clone(),
            machine: Machine { runtime, ..device.machine() },
            price_usd: Some(device.price_usd()),
            heat_share: limits.heat_share,
            hours_per_day: Some(economics::hours_of_work(device, &limits)),
            life_days: Some(device.life_days()),
            battery: device.battery.clone(),
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
    if let Some(shape) = model.transformer() {
        let (tokens, tokens_max) =
            (load.prompt_tokens.max(load.context_tokens), shape.context_tokens);
        if tokens > tokens_max {
            return Err(usage(&CannotRun::ContextTooLong { tokens, tokens_max }));
        }
    }
    model.known_bytes(&quantisation).map_err(|reason| usage(&reason))?;
    let kind = model.as_weights(&quantisation).map_or(Kind::Task(model), Kind::Language);
    Ok(AskedModel { name: model.name.clone(), quantisation: Some(quantisation), kind })
}

/// A language model of which only parameters and size are known.
fn described(arguments: &Arguments) -> Option<AskedModel> {
    let (parameters, bytes) = arguments.parameters.zip(arguments.model_size)?;
    Some(AskedModel {
        name: format!("a model of {} billion parameters", plain(parameters / 1e9)),
        quantisation: None,
        kind: Kind::Language(Weights::typical(parameters, bytes)),
    })
}
