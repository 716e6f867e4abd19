//! Proves that the day has no order but the stated one: it builds with every ambiguity an error, one
//! system more that writes what another writes is refused in any stage, and however the engine is
//! asked to shuffle what it may, the systems run in the same order and the tokens end up in the same
//! places.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings};
use sim::day::{Stage, day};
use sim::ledger::Ledger;
use sim::record::Record;
use sim::world::{Balance, Fleet, Minting, Orders, Quote, Sales, Service, Trades};

/// Builds a schedule in an empty world; the names of its systems in their order, or what is wrong.
fn build(mut schedule: Schedule) -> Result<Vec<String>, String> {
    let mut world = World::new();
    schedule.initialize(&mut world).map_err(|error| error.to_string(schedule.graph(), &world))?;
    let systems = schedule.systems().map_err(|error| error.to_string())?;
    Ok(systems.map(|(_, system)| system.name().to_string()).collect())
}

/// The systems of the day, without those that the engine puts in to apply commands.
fn names(schedule: Schedule) -> Vec<String> {
    let all = build(schedule).unwrap_or_else(|error| panic!("{error}"));
    all.into_iter().filter(|name| name.starts_with("sim::")).collect()
}

#[test]
fn the_day_builds_with_every_ambiguity_an_error() {
    let settings = day().get_build_settings();
    assert!(matches!(settings.ambiguity_detection, LogLevel::Error));
    let names = names(day());
    assert!(names.len() > 10, "{names:?}");
}

#[test]
fn the_stages_are_in_causal_order() {
    let stages = ["world", "price", "demand", "work", "emission", "decisions", "market", "record"];
    let stage = |name: &String| {
        let part = name.split("::").nth(1).unwrap_or_default();
        stages.iter().position(|&stage| stage == part).unwrap_or_else(|| panic!("{name}"))
    };
    let order: Vec<usize> = names(day()).iter().map(stage).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(order.iter().max(), Some(&(stages.len() - 1)));
}

/// What a stage writes, as one system more that nobody ordered.
fn write<R: Resource<Mutability = bevy_ecs::component::Mutable>>(_: ResMut<R>) {}

fn write_balances(_: Query<&mut Balance>) {}

fn refused<M>(system: impl IntoScheduleConfigs<bevy_ecs::system::ScheduleSystem, M>, stage: Stage) {
    let mut schedule = day();
    schedule.add_systems(system.in_set(stage));
    let error = build(schedule).expect_err("two systems write the same and nothing orders them");
    assert!(error.contains("conflict"), "{error}");
}

#[test]
fn one_system_more_that_writes_the_same_is_refused_in_every_stage() {
    refused(write::<Service>, Stage::Begin);
    refused(write::<Quote>, Stage::Price);
    refused(write::<Orders>, Stage::Demand);
    refused(write::<Fleet>, Stage::Work);
    refused(write::<Minting>, Stage::Emission);
    refused(write::<Ledger>, Stage::Emission);
    refused(write::<Sales>, Stage::Decisions);
    refused(write_balances, Stage::Decisions);
    refused(write::<Trades>, Stage::Market);
    refused(write::<Record>, Stage::Record);
}

#[test]
fn a_system_outside_of_every_stage_is_refused() {
    let mut schedule = day();
    schedule.add_systems(write::<Quote>);
    assert!(build(schedule).is_err());
}

#[test]
fn the_check_bites_because_of_its_setting() {
    let mut lenient = day();
    lenient.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Ignore,
        ..day().get_build_settings()
    });
    lenient.add_systems(write::<Quote>.in_set(Stage::Price));
    assert!(build(lenient).is_ok());
}

#[test]
fn a_shuffle_finds_nothing_to_shuffle() {
    let shuffled = |seed| {
        let mut schedule = day();
        let settings = day().get_build_settings();
        schedule.set_build_settings(ScheduleBuildSettings { shuffle_seed: Some(seed), ..settings });
        names(schedule)
    };
    let usual = names(day());
    for seed in 0..30 {
        assert_eq!(shuffled(seed), usual, "seed {seed}");
    }
}

#[test]
fn the_engine_does_shuffle_what_is_not_ordered() {
    // Without this the test above could pass because nothing is ever shuffled.
    let shuffled = |seed| {
        let mut schedule = Schedule::default();
        let settings = ScheduleBuildSettings::default();
        schedule.set_build_settings(ScheduleBuildSettings { shuffle_seed: Some(seed), ..settings });
        schedule.add_systems((write::<Quote>, write::<Orders>, write::<Sales>, write::<Trades>));
        build(schedule).unwrap_or_else(|error| panic!("{error}"))
    };
    assert!((1..30).any(|seed| shuffled(seed) != shuffled(0)));
}
