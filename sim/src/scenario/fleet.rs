//! What a scenario's fleet means.

use hardware_models::failures::{Risks, Wearing};
use hardware_models::{Device, catalogue, limits};
use language::fault::Fault;
use language::varied::Shape;

use super::load::OwnDevices;
use super::resolve::Faulty;
use super::{FleetGroup, GroupOperators, Scenario, link, operators};
use crate::work::cheats::Manner;
use crate::work::{Cheats, Work};
use crate::world::{Charging, Cohort, Group, Lifetime, Mending};

/// Devices of a group that ever join, where the scenario sets no limit.
const LIMIT: u64 = 10_000_000;

/// Numbers by which chance keeps apart the regions of a group, honest devices and cheats: twice as many
/// as the catalogue will ever have.
const REGIONS_MAX: usize = 64;

/// The groups, their cohorts and their hardware; a group with a fault is left out of all three.
pub(super) fn resolve(
    written: &Scenario,
    own: &OwnDevices,
    faults: &mut Faulty,
) -> (Vec<Group>, Vec<Cohort>, Vec<Device>) {
    let (mut groups, mut cohorts, mut devices) = (Vec::new(), Vec::new(), Vec::new());
    if written.fleet.is_empty() && !written.demand.is_empty() {
        faults.add(
            "demand",
            "there are no devices for this work",
            "write fleet: { glasses: { hardware: …, devices: 5_000 } }, or leave `demand` out",
        );
    }
    for (at, (name, group)) in written.fleet.iter().enumerate() {
        check_name(name, faults);
        check_cheats(name, &group.cheats, faults);
        let Some(mut device) = find(name, group, own, faults) else { continue };
        overwrite(&mut device, name, group, faults);
        link::overwrite(name, group, &mut device, faults);
        operators::check(name, group, faults);
        cohorts.extend(of_regions(name, group, (groups.len(), at), faults));
        groups.push(meant(name, group, &device, &written.work));
        devices.push(device);
    }
    (groups, cohorts, devices)
}

fn check_name(name: &str, faults: &mut Faulty) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        let help = "names become columns: lower case, digits and `_`";
        faults.add(&format!("fleet.{name}"), format!("`{name}` is no name for devices"), help);
    }
}

fn find(name: &str, group: &FleetGroup, own: &OwnDevices, faults: &mut Faulty) -> Option<Device> {
    if let Some(device) = own.get(&group.hardware) {
        return Some(device.clone());
    }
    match catalogue::device(&group.hardware) {
        Ok(device) => Some(device.clone()),
        Err(_) => {
            let place = faults.place(&format!("fleet.{name}.hardware"));
            let message = format!("there is no device `{}`", group.hardware);
            let fault = Fault::new(&place, message);
            faults.list.push(fault.nearest(&group.hardware, catalogue::device_names()));
            None
        }
    }
}

/// Writes what the scenario says of a body over what the hardware model says.
fn overwrite(device: &mut Device, name: &str, group: &FleetGroup, faults: &mut Faulty) {
    if let Some(duty) = &group.duty {
        device.duty.value = duty.clone();
    }
    device.window = group.window.unwrap_or(device.window);
    let Some(battery) = &mut device.battery else {
        let parts = [
            ("charges_per_day", group.charges_per_day.is_some()),
            ("own_use", group.own_use.is_some()),
        ];
        for (key, _) in parts.into_iter().filter(|(_, is_written)| *is_written) {
            let message = format!("`{}` has no battery", group.hardware);
            faults.add(&format!("fleet.{name}.{key}"), message, "leave this out");
        }
        return;
    };
    battery.charges_per_day.value = group.charges_per_day.unwrap_or(battery.charges_per_day.value);
    if let Some(own_use) = &group.own_use {
        battery.own_use.value = own_use.clone();
    }
}

fn meant(name: &str, group: &FleetGroup, device: &Device, work: &Work) -> Group {
    let price_usd = group.price.as_ref().map_or(device.price_usd(), |usd| usd.value());
    let body = limits(device, device.load_watts());
    let lead = group.lead_time.as_ref().map_or(device.lead_time_days(), |time| time.value());
    let spread = group.spread.as_ref().map_or(device.spread_share(), |spread| spread.value());
    Group {
        name: name.to_owned(),
        hardware: device.name.clone(),
        price_usd,
        lead: (lead * 86_400.0).round() as i64,
        idle_watts: device.idle_watts(),
        active_watts: device.active_watts(),
        duty: body.day_share,
        heat: body.heat_share,
        charging: body.cycles.map(|cycles| Charging {
            own_per_day: cycles.own_per_day,
            network_per_day: cycles.network_per_day,
            wear_usd: wear_usd(device, price_usd),
        }),
        uptime: device.uptime_share(),
        standby: group.standby.as_ref().map_or(0.0, |share| share.value()),
        upkeep_usd_per_day: group
            .upkeep
            .as_ref()
            .map_or(device.upkeep_usd_per_day(), |u| u.value()),
        // The standard deviation of a lognormal number of mean one, as that of its logarithm.
        spread: crate::maths::ln(1.0 + spread * spread).sqrt(),
        limit: group.limit.map_or(LIMIT, u64::from),
        lifetime: lifetime(work, device),
        operators: group.operators.as_ref().map(GroupOperators::meant),
    }
}

/// What can end the lives of devices: what the scenario makes of the hardware model.
fn lifetime(work: &Work, device: &Device) -> Lifetime {
    let repair = device.repair.as_ref().map(|repair| Mending {
        price_usd: repair.price.value.value(),
        hours: repair.time.value.value() * 24.0,
    });
    Lifetime {
        risks: work.ageing.risks(Risks::of(device)),
        wearing: work.wearing.law(device.wearing.as_ref().map(Wearing::law)),
        repair,
    }
}

/// What a full charge wears off: its part of a repair or, where nothing can be mended, of a new
/// device [USD].
fn wear_usd(device: &Device, price_usd: f64) -> f64 {
    let renewed_usd = device.repair.as_ref().map_or(price_usd, |repair| repair.price.value.value());
    device.battery.as_ref().map_or(0.0, |battery| renewed_usd / battery.cycles.value)
}

fn of_regions(
    name: &str,
    group: &FleetGroup,
    (index, at): (usize, usize),
    faults: &mut Faulty,
) -> Vec<Cohort> {
    let path = format!("fleet.{name}.regions");
    let sum: f64 = group.regions.values().map(|share| (share.value() * 1e6).round()).sum();
    if sum != 1e6 {
        faults.add(&path, format!("the shares sum to {} %", sum / 1e4), "regions sum to 100 %");
    }
    let mut given = 0;
    let mut share_before = 0.0;
    let mut cohorts = Vec::new();
    for (region, share) in &group.regions {
        let Ok(electricity) = catalogue::electricity(region) else {
            let entries = faults.tree.at(&path).map_or(&[][..], |node| node.entries());
            let key = entries.iter().find(|(key, _)| key.name == *region);
            let place = key.map_or_else(|| faults.place(&path), |(key, _)| key.place.clone());
            let fault = Fault::new(&place, format!("there is no region `{region}`"));
            faults.list.push(fault.nearest(region, catalogue::region_names()));
            continue;
        };
        // Cumulative rounding: the counts sum to the group's, whatever the shares.
        share_before += share.value();
        let until =
            (f64::from(group.devices) * share_before).round().min(f64::from(group.devices)) as u32;
        let code = catalogue::region_names().position(|known| known == region).unwrap_or(0);
        let devices = until.saturating_sub(given);
        let of_manner = |(cheats, part, devices): (Option<Manner>, f64, u32)| Cohort {
            group: index,
            region: region.clone(),
            region_code: code as u16,
            share: share.value() * part,
            cheats,
            code: (at * REGIONS_MAX + code + cheats.map_or(0, Manner::code)) as u16,
            devices,
            electricity_usd_per_kwh: match &group.electricity {
                Some(price) => price.shape(),
                None => Shape::Same(electricity.household_usd_per_kwh()),
            },
        };
        cohorts.extend(by_manner(&group.cheats, devices).into_iter().map(of_manner));
        given = given.max(until);
    }
    cohorts
}

/// The devices of a region by the manner in which they cheat, the honest ones first: how they cheat,
/// their share, and how many they are.
fn by_manner(cheats: &Cheats, devices: u32) -> Vec<(Option<Manner>, f64, u32)> {
    let mut given = 0;
    let mut share_before = 0.0;
    let mut found = vec![(None, 1.0, devices)];
    for (manner, share) in cheats.shares() {
        share_before += share;
        let until = (f64::from(devices) * share_before).round().min(f64::from(devices)) as u32;
        found.push((Some(manner), share, until - given));
        given = until;
    }
    found[0] = (None, (1.0_f64 - share_before).max(0.0), devices - given);
    found
}

/// Shares of cheats sum to 100 % at the most, and their numbers are of manners that are there.
fn check_cheats(name: &str, cheats: &Cheats, faults: &mut Faulty) {
    let sum: f64 = cheats.shares().iter().map(|(_, share)| (share * 1e6).round()).sum();
    let path = format!("fleet.{name}.cheats");
    if sum > 1e6 {
        let help = "those who cheat are 100 % of a group at the most; the rest are honest";
        faults.add(&path, format!("the shares of cheats sum to {} %", sum / 1e4), help);
    }
    if let Some((number, manner)) = cheats.stray() {
        let message = format!("`{number}` is about `{manner}`, and nobody does that");
        let help = format!("write {manner}: 5 % beside it, or leave `{number}` out");
        faults.add(&format!("{path}.{number}"), message, help);
    }
}
