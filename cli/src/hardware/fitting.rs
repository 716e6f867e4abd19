//! Which AI models run on a device, and which language model is the largest of them.

use hardware_models::estimate::on_machine;
use hardware_models::{AiModel, Class, Device, Load, Machine, catalogue, perform};

/// Every AI model of the catalogue with its name.
pub fn models() -> impl Iterator<Item = (&'static str, &'static AiModel)> {
    catalogue::model_names().filter_map(|name| Some((name, catalogue::model(name).ok()?)))
}

/// The quantisation in which a model runs on a device: of those that do the first of the model's
/// file, which is how it usually comes; none where it runs in no quantisation.
pub fn quantisation<'a>(device: &Device, model: &'a AiModel) -> Option<&'a str> {
    let machine = device.machine();
    let runs = |name: &&str| match model.task {
        Some(_) => perform::on_machine(&machine, model, name).is_ok(),
        None => decodes(&machine, model, name),
    };
    model.quantisations().find(runs)
}

/// The language model of most parameters that runs on a machine, with the first of those of its
/// quantisations that are `wanted` and run.
pub fn largest(
    machine: &Machine,
    wanted: fn(&str) -> bool,
) -> Option<(&'static str, &'static AiModel, &'static str)> {
    let fitting = models().filter_map(|(name, model)| {
        let mut names = model.quantisations().filter(|name| wanted(name));
        Some((name, model, names.find(|quantisation| decodes(machine, model, quantisation))?))
    });
    fitting.max_by(|a, b| a.1.parameters.value.total_cmp(&b.1.parameters.value))
}

fn decodes(machine: &Machine, model: &AiModel, quantisation: &str) -> bool {
    // recalled: ExLlamaV2 reads its own format, on CUDA alone.
    let cards = matches!(machine.class, Class::Geforce | Class::ProGpu | Class::DcGpu);
    let weights = model.as_weights(quantisation).ok().filter(|_| cards || !is_exl2(quantisation));
    weights.is_some_and(|weights| on_machine(machine, &weights, Load::default()).is_ok())
}

fn is_exl2(quantisation: &str) -> bool {
    quantisation.starts_with("exl2")
}
