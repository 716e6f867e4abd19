//! What a scenario's demand means.

use hardware_models::{AiModel, Device, catalogue, units_per_second};
use language::fault::Fault;
use language::timeline::Timeline;
use language::units::DAY_SECONDS;
use language::work::{WorkPrice, WorkUnit};

use super::resolve::Faulty;
use super::{Scenario, allowed, customers, training};
use crate::demand::Workload;
use crate::world::{Group, WorkloadName, WorkloadRule};

/// The names of the workloads and what they are counted in.
pub(super) fn names(written: &Scenario, faults: &mut Faulty) -> Vec<WorkloadName> {
    let name = |(name, workload): (&String, &Workload)| {
        check(name, workload, faults);
        let computes = workload.data.is_none();
        let segments = workload.customers.keys().cloned().collect();
        WorkloadName { name: name.clone(), unit: unit(workload), computes, segments }
    };
    written.demand.iter().map(name).collect()
}

/// What a workload is counted in: the last amount that says how much is asked for tells.
fn unit(workload: &Workload) -> WorkUnit {
    let volumes = workload.volumes();
    let units = volumes.first().map(|(_, volume)| volume.units()).unwrap_or_default();
    units.last().copied().unwrap_or(WorkUnit::Tokens)
}

fn check(name: &str, workload: &Workload, faults: &mut Faulty) {
    let path = format!("demand.{name}");
    match workload.volumes().as_slice() {
        [] => {
            let help = "write constant: 40 TB/day or logistic: { from: …, to: …, midpoint: … }";
            faults.add(&path, format!("`{name}` does not say how much is asked for"), help);
        }
        [(first, _), (second, _), ..] => {
            let message = format!("`{name}` has two kinds at once: `{first}` and `{second}`");
            faults.add(&format!("{path}.{second}"), message, "keep one of them");
        }
        [_] => {}
    }
    let kinds = [
        workload.model.is_some(),
        workload.data.is_some(),
        workload.training.is_some(),
        workload.rendering.is_some(),
    ];
    if kinds.into_iter().filter(|is_there| *is_there).count() != 1 {
        let message =
            format!("`{name}` must be one of an AI model, a kind of data, training and rendering");
        faults.add(&path, message, "write model: llama-3.1-8b or data: egocentric_video");
    }
    if workload.price.is_none() && workload.competitor.is_none() {
        let message = format!("`{name}` has no price");
        faults.add(
            &path,
            message,
            "write price: 0.04 USD/Mtoken, competitor: 0.05 USD/Mtoken, or both",
        );
    }
    customers::check(name, workload, faults);
    check_units(name, workload, faults);
}

/// Everything about a workload is counted in the unit of what is asked for.
fn check_units(name: &str, workload: &Workload, faults: &mut Faulty) {
    let wanted = unit(workload);
    let other = |unit: &WorkUnit| *unit != wanted;
    let of = |price: &Option<Timeline<WorkPrice>>| {
        let units: Vec<WorkUnit> = price.iter().flat_map(|p| p.values().map(|p| p.unit)).collect();
        units.into_iter().find(other)
    };
    let volumes = workload.volumes();
    let volumes =
        volumes.iter().map(|(key, volume)| (*key, volume.units().into_iter().find(other)));
    let known = workload.model.as_ref().and_then(|model| catalogue::model(model).ok());
    let made = known.map(AiModel::work_unit);
    let collected = workload.data.as_ref().map(|_| WorkUnit::Bytes);
    let trained = workload.training.as_ref().map(|_| WorkUnit::DeviceHours);
    let rendered = workload.rendering.as_ref().map(|_| WorkUnit::Frames);
    let parts = [
        ("price", of(&workload.price)),
        ("competitor", of(&workload.competitor)),
        ("model", made),
        ("data", collected),
        ("training", trained),
        ("rendering", rendered),
    ];
    let named = volumes.chain(parts).filter_map(|(part, unit)| Some((part.to_owned(), unit?)));
    let parts = named.chain(customers::units(workload));
    for (part, unit) in parts.filter(|(_, unit)| other(unit)) {
        let shown = |unit: WorkUnit| unit.shown().0;
        let (is, wanted) = (shown(unit), shown(wanted));
        let message = format!("`{part}` is in {is}, and `{name}` is asked for in {wanted}");
        faults.add(
            &format!("demand.{name}.{part}"),
            message,
            "count all of a workload in one unit",
        );
    }
}

/// The workloads under the rules of a written scenario.
pub(super) fn rules(
    written: &Scenario,
    devices: &[Device],
    groups: &[Group],
    faults: &mut Faulty,
) -> Vec<WorkloadRule> {
    let mut rules = Vec::new();
    for (name, workload) in &written.demand {
        let Some((_, volume)) = workload.volumes().into_iter().next() else { continue };
        let fleet = (devices, groups);
        let mut units_per_day = match workload {
            Workload { model: Some(model), .. } => computed(name, model, workload, fleet, faults),
            Workload { data: Some(data), .. } => collected(name, data, devices, faults),
            Workload { training: Some(job), .. } => {
                training::hours(name, job, written, fleet, faults)
            }
            Workload { rendering: Some(job), .. } => training::frames(name, job, fleet, faults),
            _ => continue,
        };
        allowed::restrict(name, workload, groups, &mut units_per_day, faults);
        let (price, competitor) = (&workload.price, &workload.competitor);
        let Some(other) = competitor.as_ref().or(price.as_ref()) else { continue };
        rules.push(WorkloadRule {
            volume,
            price: price.clone(),
            competitor: other.clone(),
            competitor_falls: workload.competitor_falls.clone(),
            elasticity: workload.elasticity,
            customers: workload.customers.values().cloned().collect(),
            data_market: workload.data_market.clone(),
            units_per_day,
        });
    }
    rules
}

/// Work a day that each group's devices do with a model; zero where it cannot run.
fn computed(
    name: &str,
    model: &str,
    workload: &Workload,
    (devices, groups): (&[Device], &[Group]),
    faults: &mut Faulty,
) -> Vec<f64> {
    let known: AiModel = match catalogue::model(model) {
        Ok(known) => known.clone(),
        Err(_) => {
            let place = faults.place(&format!("demand.{name}.model"));
            let fault = Fault::new(&place, format!("there is no AI model `{model}`"));
            faults.list.push(fault.nearest(model, catalogue::model_names()));
            return vec![0.0; groups.len()];
        }
    };
    let first = || known.quantisations().next().unwrap_or_default().to_owned();
    let quantisation = workload.quantisation.clone().unwrap_or_else(first);
    let per_day = |(device, group): (&Device, &Group)| {
        let peak =
            units_per_second(device, &known, &quantisation).map_or(0.0, |(_, rate)| rate.mid);
        peak * group.heat * DAY_SECONDS * group.duty
    };
    let rates: Vec<f64> = devices.iter().zip(groups).map(per_day).collect();
    let why = devices.iter().map(|device| {
        let no = units_per_second(device, &known, &quantisation).err();
        no.map(|no| format!("{}: {no}", device.name))
    });
    if let Some(why) = why.collect::<Option<Vec<String>>>().filter(|why| !why.is_empty()) {
        let message = format!("no device of the fleet can run `{model}`");
        faults.add(&format!("demand.{name}.model"), message, why.join("; "));
    }
    rates
}

/// Bytes a day that each group's devices collect of a kind of data.
fn collected(name: &str, data: &str, devices: &[Device], faults: &mut Faulty) -> Vec<f64> {
    let rates: Vec<f64> = devices.iter().map(|device| device.bytes_per_day(data)).collect();
    if rates.iter().all(|rate| *rate == 0.0) && !devices.is_empty() {
        let place = faults.place(&format!("demand.{name}.data"));
        let kinds: Vec<&str> =
            devices.iter().flat_map(|device| device.collects.keys()).map(String::as_str).collect();
        let message = format!("no device of the fleet collects `{data}`");
        faults.list.push(Fault::new(&place, message).nearest(data, kinds));
    }
    rates
}
