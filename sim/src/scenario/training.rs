//! What a scenario's training and rendering mean: what devices that are interrupted keep of them.

use hardware_models::training::{self, Checkpoints, Job, Kept, Method, request};
use hardware_models::{Device, Load, catalogue, estimate, units_per_second};
use language::units::DAY_SECONDS;

use super::Scenario;
use super::resolve::Faulty;
use crate::demand::{Checkpoint, MethodKind, Rendering, Training, Workload};
use crate::world::Group;

/// Hours in a day.
const DAY_HOURS: f64 = 24.0;

/// What interruptions leave of a workload on the devices of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Interrupted {
    /// The workload.
    pub workload: String,
    /// The group.
    pub group: String,
    /// What its hardware is called.
    pub hardware: String,
    /// Whether the workload is training.
    pub trains: bool,
    /// What is left, or why it cannot be done at all.
    pub left: Result<Left, String>,
}

/// What is left of a device's time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Left {
    /// After interruptions, and the checkpoints that they make necessary [1].
    pub of_interruptions: f64,
    /// After the exchange with other nodes [1].
    pub of_exchange: f64,
    /// Mean time between interruptions that cost it work [s].
    pub mtbf_seconds: f64,
}

impl From<Kept> for Left {
    fn from(kept: Kept) -> Self {
        Self {
            of_interruptions: kept.goodput,
            of_exchange: kept.computing,
            mtbf_seconds: kept.mtbf_seconds,
        }
    }
}

/// The job that a scenario describes.
fn job(training: &Training) -> Job {
    let node = training.node.as_ref();
    Job {
        parameters: training.parameters,
        state_bytes: training.state.value(),
        tokens: training.tokens_per_step,
        utilisation: training.utilisation.value(),
        nodes: training.nodes.into(),
        devices_per_node: node.map_or(1.0, |node| node.devices.into()),
        // A node of one device exchanges nothing inside.
        inside_bytes_per_second: node.map_or(f64::INFINITY, |node| node.inside.value()),
        method: match &training.method {
            MethodKind::Synchronous(_) => Method::Synchronous,
            MethodKind::LowCommunication(low) => {
                Method::LowCommunication { reduction: low.reduction, elastic: low.elastic }
            }
        },
        checkpoints: match training.checkpoint {
            Checkpoint::Whole => Checkpoints::Whole,
            Checkpoint::Parts => Checkpoints::Parts,
        },
        restart_seconds: training.restart.value() * DAY_SECONDS,
    }
}

/// What a device of a group keeps of its time in training, or why it cannot train.
fn kept(training: &Training, device: &Device, most_devices: u64) -> Result<Kept, String> {
    let job = job(training);
    let gang = job.nodes * job.devices_per_node;
    if (most_devices as f64) < gang {
        return Err(format!("{most_devices} devices are fewer than the {gang} that it takes"));
    }
    training::kept(device, &job).map_err(|why| why.to_string())
}

/// Hours a day that a device of a group gives to training.
fn hours_per_day(training: &Training, device: &Device, group: &Group, kept: &Kept) -> f64 {
    let speed = device.machine().operations_per_second.unwrap_or(0.0);
    let counted = training.counted_at.as_ref().map_or(1.0, |counted| speed / counted.value());
    DAY_HOURS * group.duty * group.heat * kept.share() * counted
}

/// Time that a device takes for a frame [s], or why it cannot render.
fn frame_seconds(rendering: &Rendering, (device, group): (&Device, &Group)) -> Result<f64, String> {
    let machine = device.machine();
    let speed = machine.operations_per_second.ok_or("its computing speed is not known")?;
    let needed = rendering.memory.as_ref().map_or(0.0, |memory| memory.value());
    if needed > 0.0 && machine.memory_bytes.is_none_or(|memory| memory < needed) {
        return Err(format!("a scene takes {:.1} GB, which it does not have", needed / 1e9));
    }
    let reached = speed * rendering.utilisation.value() * group.heat;
    Ok(rendering.operations.value() / reached)
}

/// Time from one interruption of a device to the next [s]; without end where it has no link.
fn session_seconds(device: &Device) -> f64 {
    device.link.as_ref().map_or(f64::INFINITY, |link| link.session.value.value() * DAY_SECONDS)
}

/// Hours of training a day that each group's devices do; zero where they cannot.
pub(super) fn hours(
    name: &str,
    training: &Training,
    written: &Scenario,
    (devices, groups): (&[Device], &[Group]),
    faults: &mut Faulty,
) -> Vec<f64> {
    let of = |(device, group): (&Device, &Group)| {
        let kept = kept(training, device, most_devices(written, group))?;
        Ok(hours_per_day(training, device, group, &kept))
    };
    rates(&format!("demand.{name}.training"), "train this", of, (devices, groups), faults)
}

/// Frames a day that each group's devices render; zero where they cannot.
pub(super) fn frames(
    name: &str,
    rendering: &Rendering,
    (devices, groups): (&[Device], &[Group]),
    faults: &mut Faulty,
) -> Vec<f64> {
    let of = |(device, group): (&Device, &Group)| {
        let seconds = frame_seconds(rendering, (device, group))?;
        let kept = 1.0 - request::lost_share(seconds, session_seconds(device));
        Ok(DAY_SECONDS * group.duty / seconds * kept)
    };
    rates(&format!("demand.{name}.rendering"), "render this", of, (devices, groups), faults)
}

/// What each group's devices do in a day; a fault if none can do anything.
fn rates(
    path: &str,
    what: &str,
    of: impl Fn((&Device, &Group)) -> Result<f64, String>,
    (devices, groups): (&[Device], &[Group]),
    faults: &mut Faulty,
) -> Vec<f64> {
    let rates: Vec<Result<f64, String>> = devices.iter().zip(groups).map(of).collect();
    let why = devices.iter().zip(&rates).map(|(device, rate)| {
        let why = rate.as_ref().err()?;
        Some(format!("{}: {why}", device.name))
    });
    if let Some(why) = why.collect::<Option<Vec<String>>>().filter(|why| !why.is_empty()) {
        faults.add(path, format!("no device of the fleet can {what}"), why.join("; "));
    }
    rates.into_iter().map(|rate| rate.unwrap_or(0.0)).collect()
}

/// The most devices that a group can ever have.
fn most_devices(written: &Scenario, group: &Group) -> u64 {
    written.fleet.get(&group.name).map_or(0, |own| group.limit.max(own.devices.into()))
}

/// What interruptions leave of each workload that computes, on each group that may do it.
pub(super) fn interrupted(
    written: &Scenario,
    devices: &[Device],
    groups: &[Group],
) -> Vec<Interrupted> {
    let mut found = Vec::new();
    for (name, workload) in written.demand.iter().filter(|(_, w)| w.data.is_none()) {
        for (device, group) in devices.iter().zip(groups) {
            if !super::allowed::may(workload, &group.name) {
                continue;
            }
            found.push(Interrupted {
                workload: name.clone(),
                group: group.name.clone(),
                hardware: device.name.clone(),
                trains: workload.training.is_some(),
                left: left(workload, (device, group), most_devices(written, group)),
            });
        }
    }
    found
}

fn left(
    workload: &Workload,
    (device, group): (&Device, &Group),
    most_devices: u64,
) -> Result<Left, String> {
    if let Some(training) = &workload.training {
        return kept(training, device, most_devices).map(Left::from);
    }
    let seconds = match (&workload.rendering, &workload.model) {
        (Some(rendering), _) => frame_seconds(rendering, (device, group))?,
        (None, Some(model)) => request_seconds(model, workload, (device, group))?,
        (None, None) => return Err("it computes nothing".to_owned()),
    };
    let mtbf_seconds = session_seconds(device);
    let of_interruptions = 1.0 - request::lost_share(seconds, mtbf_seconds);
    Ok(Left { of_interruptions, of_exchange: 1.0, mtbf_seconds })
}

/// Time to answer a prompt of 512 tokens with as many, or for a frame, an image or a request of what
/// is no language model [s].
fn request_seconds(
    model: &str,
    workload: &Workload,
    (device, group): (&Device, &Group),
) -> Result<f64, String> {
    let model = catalogue::model(model).map_err(|unknown| unknown.to_string())?;
    let quantisation = workload.quantisation.as_deref().or_else(|| model.quantisations().next());
    let quantisation = quantisation.unwrap_or_default();
    if model.task.is_some() {
        let (_, rate) =
            units_per_second(device, model, quantisation).map_err(|why| why.to_string())?;
        return Ok(1.0 / (rate.mid * group.heat));
    }
    let load = Load::default();
    let estimate = estimate(device, model, quantisation, load).map_err(|why| why.to_string())?;
    let tokens = f64::from(load.prompt_tokens);
    let reading = estimate.prefill_tokens_per_second.map_or(0.0, |speed| tokens / speed.mid);
    Ok((reading + tokens / estimate.decode_tokens_per_second.mid) / group.heat)
}
