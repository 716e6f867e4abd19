//! Proves that a step of a world that neither grows nor gets new rules asks for no memory: all that
//! it needs is there after the first steps, but for the lists of subnets. A binary of its own, as every allocation of its threads
//! is counted.

pub mod common;

use allocation_counter::{AllocationInfo, measure};
use common::{A_TENTH, depin_mini, load};
use sim::run::Run;
use sim::world::{Crew, Game};

const GLASSES: &str = include_str!("../../scenarios/first-steps/glasses.yaml");

/// Steps after which all that a step needs has been asked for.
const WARM: u32 = 3;

/// The steps after those that ask for memory, and how often.
fn asking(game: &Game, steps: u32) -> Vec<(u32, AllocationInfo)> {
    let mut run = Run::new(game, 1, 0).with_crew(Crew::Alone);
    let mut asking = Vec::new();
    for step in 0..steps {
        let mut broken = Ok(());
        let info = measure(|| broken = run.step());
        broken.unwrap_or_else(|broken| panic!("step {step}: {broken}"));
        if step >= WARM && info.count_total > 0 {
            asking.push((step, info));
        }
    }
    asking
}

fn assert_asks_for_nothing(name: &str, game: &Game, steps: u32) {
    let asking = asking(game, steps);
    if let Some((step, info)) = asking.first() {
        let (count, bytes) = (info.count_total, info.bytes_total);
        panic!(
            "{name}: {} of {steps} steps ask for memory; step {step} is the first, {count} times, \
             {bytes} bytes. Keep what a step needs from one step to the next.",
            asking.len()
        );
    }
}

/// The counter counts: the first step of a run does ask for memory.
#[test]
fn what_asks_for_memory_is_seen() {
    let mut run = Run::new(&depin_mini(&A_TENTH), 1, 0);
    assert!(measure(|| run.step().expect("no rule is broken")).count_total > 0);
}

/// Owners leave, and locks open; nobody joins.
#[test]
fn a_step_of_glasses_asks_for_nothing() {
    let game = load(GLASSES, &["decisions.joining=none"]).game;
    assert_asks_for_nothing("glasses", &game, 500);
}

/// Owners leave and come back; loads are drawn, and prices replayed.
#[test]
fn a_step_of_depin_mini_asks_for_nothing() {
    assert_asks_for_nothing("depin-mini", &depin_mini(&A_TENTH), 365);
}

/// What the two above do not use: cheats, every other schedule, tokens that are minted again.
#[test]
fn a_step_of_other_mechanisms_asks_for_nothing() {
    let rest = ["decisions.joining=none", "amendments=[]", "run.days=200"];
    for schedule in [
        "{ fixed: { rate: 300 LENS/day } }",
        "{ decay: { initial: 900 LENS/month, half_life: 40 days } }",
        "{ dated: { 2025-06-01: 100_000 LENS/year, 2026-03-01: 7 LENS/hour } }",
        "{ halving: { initial: 900 LENS/week, every: 1 month } }",
        "{ halving: { initial: 900 LENS/week, every: 9000 years } }",
    ] {
        let schedule = format!("emission.schedule={schedule}");
        let varied = [&rest[..], &[schedule.as_str()]].concat();
        assert_asks_for_nothing(&schedule, &load(common::VARIED, &varied).game, 200);
    }
    let worn = load(common::VARIED, &rest).variant("worn");
    let worn = worn.unwrap_or_else(|faults| panic!("{faults}"));
    assert_asks_for_nothing("worn", &worn.game, 200);
    assert_asks_for_nothing("busy", &load(common::BUSY, &rest).game, 200);
    let owned = "fleet.glasses.operators={ devices: { from: 1, to: 20 } }";
    let owned = load(common::VARIED, &[&rest[..], &[owned]].concat());
    assert_asks_for_nothing("owned", &owned.game, 200);
    let minds = load(common::VARIED, &[&rest[..], &common::MINDS].concat());
    assert_asks_for_nothing("minds", &minds.game, 200);
    let contracts = [
        "emission.remint={ cap: 40 LENS/day, every: 1 day, smoothing: { epochs: 7 } }",
        "emission.backstop={ bucket: 75 %, floor: 50 %, ceiling: 300 %, credit: 0.01 USD, oracle: {} }",
        "emission.split.first={ growth: { to: treasury, most: { fixed: { rate: 9 LENS/day } } } }",
        "emission.sharing={ work_first: {} }",
        "emission.burn.burn_and_mint.oracle={ average: 3 days, confidence: 1 % }",
    ];
    let busy = load(common::BUSY, &[&rest[..], &contracts[..]].concat());
    assert_asks_for_nothing("contracts", &busy.game, 200);
}

/// What is bound: stakers in classes who take out a part, pay that vests, collateral that is lost.
/// Nobody leaves, as the first who does begins a queue.
#[test]
fn a_step_in_which_tokens_are_bound_and_come_free_asks_for_nothing() {
    let rules = [
        "decisions={ joining: none, staying: always }",
        "amendments=[]",
        "run.days=200",
        "emission.voting_escrow={ classes: { long: { share: 60 %, lock: 48 months }, short: { share: 40 %, lock: 6 months, renews: false } } }",
        "emission.unbonding={ leave: 3 %/day, takes: 2 days }",
        "emission.vesting={ share: 75 %, linear: 2 days, every: 1 day }",
        "emission.collateral={ per_device: 9 LENS, unbonding: 2 days, slash: 5 %, offline: 0.1 %/hour }",
    ];
    assert_asks_for_nothing("bound", &load(common::BUSY, &rules).game, 200);
}

/// Subnets ask for a list or two of their names, averages and parts in each step, never for more than
/// that: not for one in each block.
#[test]
fn a_step_of_subnets_asks_for_a_few_lists() {
    let rest = ["decisions.joining=none", "amendments=[]", "run.days=60"];
    for subnets in [
        "{ by_price: { list: { a: 0.1, b: 0.2, c: 0.3 } } }",
        "{ by_flow: { list: { a: 40, b: -10, c: 5 } } }",
    ] {
        let subnets = format!("emission.subnets={subnets}");
        let game = load(common::BUSY, &[&rest[..], &[&subnets]].concat()).game;
        let asking = asking(&game, 60);
        let most = asking.iter().map(|(_, info)| info.count_total).max().unwrap_or(0);
        // Names, averages, sums, what is seen of the day, weights and parts, some twice.
        assert!(most <= 12, "{subnets}: {most} times");
    }
}
