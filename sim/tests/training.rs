//! Proves that training and rendering enter the day as their equations say: hours and frames by
//! hand, who may do what, who shares time with whom, and what is told of what cannot be.

pub mod common;

use common::{load, numbers, play, record};
use sim::scenario;

/// One card that is always up and left to the network; all that differs is what is asked of it.
fn text(demand: &str) -> String {
    format!(
        "
run: {{ start: 2026-01-01, days: 2 }}
token: {{ symbol: LENS, genesis: 1_000 LENS }}
fleet:
  cards:
    hardware: gpu/rtx-4090
    devices: 100
    duty: 100 %
    spread: 0 %
    link: {{ up: 100 Mbit/s, down: 100 Mbit/s }}
  glasses: {{ hardware: glasses/xiaomi-ai-glasses, devices: 10, spread: 0 % }}
price: {{ constant: {{ usd: 1 USD }} }}
demand: {{ {demand} }}
work: {{ uptime: always }}
emission: {{ schedule: {{ fixed: {{ rate: 1 LENS/day }} }} }}
"
    )
}

const IN_STEP: &str = "train: { training: { parameters: 10e9, nodes: 8, method: synchronous },
    constant: 1e6 device-hours/day, price: 1 USD/GPU-hour }";

fn served(demand: &str, workload: &str) -> f64 {
    let record = record(&text(demand), &[]);
    let of = |metric: &str| numbers(&record, &format!("demand.{metric}.{workload}"))[0];
    of("requested") * of("served_share")
}

fn near(value: f64, expected: f64, within: f64) {
    assert!((value / expected - 1.0).abs() <= within, "{value} is not {expected}");
}

#[test]
fn hours_of_training_are_goodput_times_the_computing_share() {
    // docs/hardware/training.md: 0.0523 at Daly's interval; a step computes for
    // 6 · 10^16 / (330 · 10^12 · 0.4) = 454.5 s and exchanges for 2,800 s.
    near(served(IN_STEP, "train"), 100.0 * 24.0 * 0.0523 * 454.55 / 3_254.55, 0.01);
    // What eight in step can hold a part of does not fit one card that must hold all of it.
    let low = IN_STEP.replace("synchronous", "{ low_communication: { elastic: true } }");
    let faults = scenario::load("test.yaml", &text(&low), &[], &Default::default());
    let told = faults.err().expect("it does not fit").list()[0].clone();
    assert_eq!(told.message, "no device of the fleet can train this");
    let help = told.help.expect("it says why");
    assert!(help.contains("its part of the state is 140.0 GB and it has 23.0 GB"), "{help}");
    assert!(help.contains("its computing speed is not known"), "{help}");
    // 1B in 14 GB: C = 1,120 s, R = 1,420 s, M = 24 h: a goodput of 0.826; 45.5 s of computing and
    // 280 s / 400 of exchange.
    let small = low.replace("10e9", "1e9");
    near(served(&small, "train"), 100.0 * 24.0 * 0.826 * 45.455 / 46.155, 0.01);
}

#[test]
fn an_hour_of_a_slower_device_can_count_for_less() {
    let half = IN_STEP.replace("nodes: 8", "nodes: 8, counted_at: 660 TFLOPS");
    near(served(&half, "train"), served(IN_STEP, "train") / 2.0, 1e-12);
}

#[test]
fn frames_take_their_operations_and_lose_one_at_the_most() {
    // 330 TFLOP/s · 20 % do 6,600 TFLOP in 100 s; 50 s of 86,400 s are lost.
    let frames = "film: { rendering: { operations: 6_600 TFLOP, memory: 12 GB },
        constant: 1e6 frames/day, price: 0.1 USD/frame }";
    near(served(frames, "film"), 100.0 * 864.0 * (1.0 - 50.0 / 86_400.0), 1e-9);
    let faults = scenario::load(
        "test.yaml",
        &text(&frames.replace("12 GB", "30 GB")),
        &[],
        &Default::default(),
    );
    let told = faults.err().expect("it does not fit").list()[0].clone();
    assert!(told.help.is_some_and(|help| help.contains("a scene takes 30.0 GB")));
}

#[test]
fn who_may_not_do_a_workload_keeps_no_time_for_it() {
    let chat = "chat: { model: llama-3.1-8b, constant: 1e15 tokens/day, price: 1 USD/Mtoken }";
    let alone = served(chat, "chat");
    // Of two workloads that the same cards do, each gets a part of the time.
    let both = format!("{chat}, {IN_STEP}");
    assert!(served(&both, "chat") < 0.999 * alone);
    // What other devices do takes none of it.
    let two_groups = |demand: &str| {
        let more = "  others: { hardware: gpu/rtx-4090, devices: 100, duty: 100 %, spread: 0 % }\n";
        text(demand)
            .replace("price: { constant: { usd", &format!("{more}price: {{ constant: {{ usd"))
    };
    let apart = format!("{chat}, {IN_STEP}")
        .replace("llama-3.1-8b,", "llama-3.1-8b, only: [cards],")
        .replace("train: {", "train: { only: [others],");
    let record = record(&two_groups(&apart), &[]);
    let of = |metric: &str| numbers(&record, &format!("demand.{metric}.chat"))[0];
    near(of("requested") * of("served_share"), alone, 1e-12);
}

#[test]
fn what_interruptions_leave_is_told_for_each_workload() {
    let chat = "chat: { model: llama-3.1-8b, constant: 1e9 tokens/day, price: 1 USD/Mtoken }";
    let all = load(&text(&format!("{chat}, {IN_STEP}")), &[]).interrupted();
    let left = |workload: &str, group: &str| {
        let one = all.iter().find(|one| one.workload == workload && one.group == group);
        one.expect("it is told").left.clone()
    };
    let chat = left("chat", "cards").expect("it runs");
    // A request of some seconds in a session of a day.
    assert!(chat.of_interruptions > 0.9999 && chat.of_interruptions < 1.0);
    let train = left("train", "cards").expect("it trains");
    near(train.of_interruptions, 0.0523, 0.01);
    assert_eq!(train.mtbf_seconds, 10_800.0);
    assert!(left("train", "glasses").is_err_and(|why| why.contains("computing speed")));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let told = |demand: &str| {
        let faults = scenario::load("test.yaml", &text(demand), &[], &Default::default());
        faults.err().expect("it is refused").list()[0].message.clone()
    };
    let few = IN_STEP.replace("nodes: 8", "nodes: 8, node: { devices: 8, inside: 0 B/s }");
    assert_eq!(told(&few), "`0 B/s` is zero, and must be more");
    let both = IN_STEP.replace("constant", "model: llama-3.1-8b, constant");
    let message = "`train` must be one of an AI model, a kind of data, training and rendering";
    assert_eq!(told(&both), message);
    let unit = IN_STEP.replace("USD/GPU-hour", "USD/Mtoken");
    assert_eq!(told(&unit), "`price` is in Mtoken, and `train` is asked for in device-hour");
    let only = |name| IN_STEP.replace("constant", &format!("only: [{name}], constant"));
    assert_eq!(told(&only("card")), "there is no group `card`");
    assert_eq!(told(&only("glasses")), "none of these groups can do `train`");
    let gang = |limit| {
        let text =
            text(IN_STEP).replace("devices: 100", &format!("devices: 7\n    limit: {limit}"));
        scenario::load("test.yaml", &text, &[], &Default::default())
    };
    let help = gang(7).err().expect("they are too few").list()[0].help.clone();
    assert!(help.is_some_and(|help| help.contains("7 devices are fewer than the 8 that it takes")));
    assert!(gang(8).is_ok());
    let link = text(IN_STEP).replace("gpu/rtx-4090", "hotspot/lorawan");
    let faults = scenario::load("test.yaml", &link, &[], &Default::default());
    let message = faults.err().expect("it is half a link").list()[0].message.clone();
    assert_eq!(message, "`hotspot/lorawan` has no link of its own");
}

const SCENARIO: &str = include_str!("../../scenarios/devices/training-or-inference.yaml");

/// The scenario's finding: at home training in step fails and inference survives, and data centres
/// train with little communication.
#[test]
fn training_in_step_fails_at_home_and_inference_survives() {
    let loaded = load(SCENARIO, &[]);
    let record = play(&loaded.game, 7, 0).record;
    let of = |metric: &str| numbers(&record, metric);
    let served = |workload: &str| of(&format!("demand.served_share.{workload}"));
    let active =
        |group: &str| *of(&format!("devices.active.{group}")).last().expect("there is one");
    assert!(served("training_in_step")[0] < 0.02);
    assert_eq!(active("training_at_home"), 0.0);
    assert!(served("training_apart").iter().sum::<f64>() > 0.99 * 365.0);
    assert_eq!(active("training_in_data_centres"), 112.0);
    assert!(served("chat").iter().sum::<f64>() > 0.999 * 365.0);
    assert_eq!(active("inference_at_home"), 2_000.0);
}
