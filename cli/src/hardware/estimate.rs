//! `aipin hardware estimate`: what a device does on a model, what that costs, when it pays back.

use hardware_models::cannot_run::CannotRun;
use hardware_models::estimate::on_machine;
use hardware_models::roofline::needed_bytes;
use hardware_models::{Class, Runtime, catalogue, perform};
use language::quantity::{
    DataMeasure, DataRateMeasure, EnergyPriceMeasure, MoneyMeasure, PowerMeasure, SpeedMeasure,
};
use language::work::{WorkPrice, WorkUnit};

use super::answer::Answer;
use super::asked::{Asked, Kind};
use super::quantities::{class, count, positive, quantity, work_price};
use super::task_answer::TaskAnswer;
use crate::failure::Failure;
use crate::{json, stdout};

/// A device and a model, each by its name in the catalogue or described on the spot.
#[derive(Debug, clap::Args)]
#[command(
    group(clap::ArgGroup::new("a device").required(true).args(["device", "class"])),
    group(clap::ArgGroup::new("a model").required(true).args(["model", "parameters"])),
)]
pub struct Arguments {
    /// A device, as `list` names it, or the path of your own device file, which ends in .yaml.
    #[arg(long)]
    pub device: Option<String>,
    /// The class of a device that is described here, such as geforce or "Apple M".
    #[arg(long, value_parser = class, requires = "bandwidth")]
    pub class: Option<Class>,
    /// Its peak memory bandwidth, such as "448 GB/s".
    #[arg(long, value_parser = positive::<DataRateMeasure>, requires = "class", conflicts_with = "device")]
    pub bandwidth: Option<f64>,
    /// Its peak dense FP16 computing speed, such as "40 TFLOPS"; needed for prompts and batches.
    #[arg(long, value_parser = positive::<SpeedMeasure>, requires = "class", conflicts_with = "device")]
    pub tflops: Option<f64>,
    /// Its peak dense INT8 computing speed, such as "40 TOPS"; what neural processors are named by.
    #[arg(long, value_parser = positive::<SpeedMeasure>, requires = "class", conflicts_with = "device")]
    pub tops: Option<f64>,
    /// Its memory for weights and cache, such as "8 GB"; left out, every model is taken to fit.
    #[arg(long, value_parser = positive::<DataMeasure>, requires = "class", conflicts_with = "device")]
    pub memory: Option<f64>,
    /// Its power at the wall while it works, such as "220 W"; needed for energy and cost.
    #[arg(long, value_parser = positive::<PowerMeasure>, requires = "class", conflicts_with = "device")]
    pub power: Option<f64>,
    /// What it costs, such as "299 USD"; needed for the break-even.
    #[arg(long, value_parser = positive::<MoneyMeasure>, requires = "class", conflicts_with = "device")]
    pub price: Option<f64>,
    /// What the model runs on: gpu, vulkan, cpu, npu, microcontroller or wake_chip; what is usual
    /// for the class by default.
    #[arg(long, value_parser = Runtime::named)]
    pub runtime: Option<Runtime>,
    /// An AI model, as `list` names it.
    #[arg(long)]
    pub model: Option<String>,
    /// The quantisation of its weights, such as q4_k_m; the first that `list` has by default.
    #[arg(long, requires = "model", conflicts_with = "parameters")]
    pub quant: Option<String>,
    /// Parameters of a model that is described here, such as 8.03e9.
    #[arg(long, value_parser = count, requires = "model_size")]
    pub parameters: Option<f64>,
    /// Size of its weights, such as "4.92 GB".
    #[arg(long, value_parser = positive::<DataMeasure>, requires = "parameters", conflicts_with = "model")]
    pub model_size: Option<f64>,
    /// Sequences that a language model decodes at once; 1 by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub batch: Option<u32>,
    /// Tokens of a prompt of a language model; 512 by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000_000))]
    pub prompt_tokens: Option<u32>,
    /// Tokens of context in the cache of each sequence while it decodes; 512 by default.
    #[arg(long, visible_alias = "context", value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000_000))]
    pub context_tokens: Option<u32>,
    /// What electricity costs, such as "0.165 USD/kWh"; that of households in the world by default.
    #[arg(long, value_parser = quantity::<EnergyPriceMeasure>)]
    pub electricity: Option<f64>,
    /// What a competitor asks, such as "0.05 USD/Mtoken" or "0.02 USD/image", for the break-even.
    #[arg(long, value_parser = work_price)]
    pub competitor: Option<WorkPrice>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let asked = Asked::of(arguments)?;
    let prices = Prices::of(arguments, asked.model.unit())?;
    let memory = asked.device.machine.memory_bytes.unwrap_or(f64::INFINITY);
    let told = match &asked.model.kind {
        Kind::Language(weights) => {
            let [context, batch] = [asked.load.context_tokens, asked.load.batch].map(f64::from);
            let needed_bytes = needed_bytes(weights, context, batch);
            let answer = if needed_bytes > memory {
                Answer::does_not_fit(&asked, needed_bytes, prices)
            } else {
                let estimate = on_machine(&asked.device.machine, weights, asked.load);
                Answer::fits(&asked, &possible(&asked, estimate)?, prices)
            };
            if arguments.json { json::pretty(&answer)? } else { answer.told() }
        }
        Kind::Task(model) => {
            let quantisation = asked.model.quantisation.as_deref().unwrap_or_default();
            let needed_bytes = possible(&asked, model.known_bytes(quantisation))?;
            let performance = (needed_bytes <= memory)
                .then(|| perform::on_machine(&asked.device.machine, model, quantisation))
                .map(|performance| possible(&asked, performance))
                .transpose()?;
            let answer = TaskAnswer::of(&asked, needed_bytes, performance.as_ref(), prices);
            if arguments.json { json::pretty(&answer)? } else { answer.told() }
        }
    };
    stdout::print(&told)
}

/// Why a device cannot run a model, as a fault of the command.
fn possible<T>(asked: &Asked, done: Result<T, CannotRun>) -> Result<T, Failure> {
    done.map_err(|reason| Failure::Usage(format!("{}: {reason}", asked.device.name)))
}

/// What electricity costs, and what others ask.
#[derive(Debug, Clone, Copy)]
pub struct Prices {
    /// Of electricity \[USD/kWh\].
    pub usd_per_kwh: f64,
    /// Whether that is the one of households in the world, for want of another.
    pub is_of_the_world: bool,
    /// What a competitor asks \[USD/million units of work\].
    pub competitor_usd_per_million: Option<f64>,
}

impl Prices {
    fn of(arguments: &Arguments, unit: WorkUnit) -> Result<Self, Failure> {
        let world = catalogue::electricity("world");
        let world = world.map_err(|unknown| Failure::Internal(unknown.to_string()))?;
        let competitor = arguments.competitor.as_ref();
        if let Some(price) = competitor.filter(|price| price.unit != unit) {
            let (wanted, asked) = (unit.shown().0, price.unit.shown().0);
            let message =
                format!("--competitor: a price for each {asked} says nothing of this model");
            return Err(Failure::Usage(format!("{message}; write such as `0.05 USD/{wanted}`")));
        }
        Ok(Self {
            usd_per_kwh: arguments.electricity.unwrap_or(world.household_usd_per_kwh()),
            is_of_the_world: arguments.electricity.is_none(),
            competitor_usd_per_million: competitor.map(|price| price.usd * 1e6),
        })
    }
}
