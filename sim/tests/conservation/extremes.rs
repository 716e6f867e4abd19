//! The same of networks at the ends of what can be written: many devices, absurd rates, tiny pools.

use sim::run::Run;
use sim::scenario;
use sim::world::{Crew, Game};

use crate::common::{amounts, load, numbers, play};
use crate::networks::checks::{check_columns, check_devices, check_ledger, check_numbers};

/// What a small network cannot show: sums of a million balances, and rows walked by many.
#[test]
fn a_million_devices_hold_what_their_account_says() {
    let game = load(MILLION, &[]).game;
    let mut run = Run::new(&game, 7, 0).with_crew(Crew::SideBySide);
    for step in 0..game.calendar.steps() {
        run.step().unwrap_or_else(|broken| panic!("step {step}: {broken}"));
        check_ledger(run.ledger(), &game).unwrap_or_else(|what| panic!("step {step}: {what}"));
    }
    check_devices(&mut run, &game).unwrap_or_else(|what| panic!("{what}"));
    let record = run.record();
    check_columns(record, run.ledger(), &game).unwrap_or_else(|what| panic!("{what}"));
    check_numbers(record).unwrap_or_else(|what| panic!("{what}"));
    for metric in ["devices.joined", "devices.left", "work.cheats_caught"] {
        assert!(numbers(record, metric).iter().sum::<f64>() > 1_000.0, "{metric}");
    }
    assert!(numbers(record, "devices.active")[0] > 999_000.0);
}

/// The glasses of the first scenario, 200 times as many.
const MILLION: &str = "
run: { start: 2026-01-01, days: 40 }
token: { symbol: LENS, genesis: 20_000_000_000 LENS, cap: 21_000_000_000 LENS }
fleet:
  glasses: { hardware: glasses/xiaomi-ai-glasses, devices: 920_000, cheats: 3 %, regions: { asia: 60 %, europe: 25 %, north_america: 15 % } }
  gpus: { hardware: gpu/rtx-4090, devices: 80_000, lead_time: 5 days }
price: { jump_diffusion: { start: 0.40 USD, volatility: 90 %/year, jumps_per_year: 20, jump_mean: -15 %, jump_deviation: 25 % } }
shocks: [{ name: crash, price: { to: 20 %, at: day 15 } }]
demand:
  chat: { model: llama-3.1-8b, constant: 4e12 tokens/day, price: 0.04 USD/Mtoken }
  video: { data: egocentric_video, constant: 80 TB/day, price: 0.25 USD/GB }
work: { matching: cheapest_first, checking: { spot_check: { share: 5 %, slash: 20 % } } }
emission:
  schedule: { halving: { initial: 6_000_000 LENS/day, every: 20 days } }
  split: { devices: 75 %, stakers: 10 %, treasury: 15 % }
  burn: { burn_and_mint: { credit: 0.00001 USD, share: 80 % } }
decisions:
  joining: { payback: { within: 300 days, interest: 1 %/day } }
  staying: { patience: { days: 5 } }
  selling: { cover_costs: { then: 20 % } }
market: { constant_product: { depth: 800_000_000 USD, fee: 0.3 % } }
";

/// A balance of 64 bits holds 18 billion tokens of nine decimals; some networks have more.
#[test]
fn devices_that_are_paid_billions_a_day_are_counted_exactly() {
    check_all(
        "
run: { start: 2026-01-01, days: 60 }
token: { symbol: LENS, decimals: 18, genesis: 1_000_000_000_000 LENS }
fleet: { spots: { hardware: hotspot/lorawan, devices: 100 } }
price: { constant: { usd: 0.00001 USD } }
emission: { schedule: { fixed: { rate: 1_000_000_000 LENS/day } }, sharing: by_presence }
",
    );
}

/// What is minted is at most what devices can be paid, and what 128 bits hold.
#[test]
fn no_rate_is_so_absurd_that_a_run_breaks() {
    let most = "79_228_162_514_264_337_593_543_950_335";
    for schedule in [
        format!("fixed: {{ rate: {most} LENS/1 second }}"),
        format!(
            "per_device: {{ schedule: {{ halving: {{ initial: {most} LENS/hour, every: 1 day }} }} }}"
        ),
        "disinflation: { rate: 100 %, by: 0 %, every: 1 hour, block: 1 hour }".to_owned(),
        format!(
            "sum: {{ a: {{ fixed: {{ rate: {most} LENS/hour }} }}, b: {{ fixed: {{ rate: {most} LENS/hour }} }} }}"
        ),
    ] {
        check_all(&format!(
            "
run: {{ start: 2026-01-01, days: 400 }}
token: {{ symbol: LENS, decimals: 9, genesis: 1_000 LENS }}
fleet: {{ spots: {{ hardware: hotspot/lorawan, devices: 9 }} }}
price: {{ constant: {{ usd: 0.00001 USD }} }}
emission: {{ schedule: {{ {schedule} }}, sharing: by_presence, missed: [{{ from: 2026-01-03, until: 2026-01-04, tokens: {most} LENS }}] }}
"
        ));
    }
}

/// A third of the supply is burned and minted again each day, for ever: once all that was ever minted
/// was bounded by what devices can be paid at a time, and from the second week on nothing was minted.
#[test]
fn what_is_burned_and_minted_again_never_comes_to_an_end() {
    let text = "
run: { start: 2026-01-01, days: 60 }
token: { symbol: LENS, decimals: 8, genesis: 30_000_000_000 LENS }
fleet: { spots: { hardware: hotspot/lorawan, devices: 100 } }
price: { constant: { usd: 0.001 USD } }
work: { uptime: always }
emission:
  schedule: { fixed: { rate: 3 LENS/day } }
  sharing: by_presence
  burn: { dated: { 2026-01-01: 10_000_000_000 LENS/day } }
  remint: {}
decisions: { selling: { fixed_share: { share: 100 % } } }
market: exogenous
";
    let game = load(text, &[]).game;
    assert_eq!(game.grain, 1);
    let mut run = Run::new(&game, 1, 0);
    for _ in 0..game.calendar.steps() {
        run.step().expect("no rule is broken");
        check_ledger(run.ledger(), &game).expect("all tokens are somewhere");
        check_devices(&mut run, &game).expect("devices hold what their account does");
    }
    let minted = amounts(run.record(), "emission.minted_tokens");
    assert!(run.ledger().minted() > 3 * game.most(), "{}", run.ledger().minted());
    assert!(minted[1..].iter().all(|&units| units == 1_000_000_000_300_000_000), "{minted:?}");
}

/// What a rule can mint counts for the time in which it is in force, and what is minted again for no
/// more than was there to be burned: a cap that stood for none made devices' pay a thousand times as
/// coarse.
#[test]
fn grains_are_no_coarser_than_what_can_be_paid() {
    let hivemapper = include_str!("../../../scenarios/replica/hivemapper.yaml");
    assert_eq!(load(hivemapper, &[]).game.grain, 10);
    let high = "emission.remint.cap=4_000_000_000 HONEY/week";
    assert_eq!(load(hivemapper, &[high]).game.grain, 10);
    let text = "
run: { start: 2026-01-01, days: 100 }
token: { symbol: LENS, decimals: 18, genesis: 0 LENS }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 4 LENS/day } } }
amendments: [{ from: 2026-01-02, set: { emission.schedule.fixed.rate: 0.001 LENS/day } }]
";
    // A day of 4 and 99 of 0.001 fit 4.6 · 10^18; a hundred of each do not.
    assert_eq!(load(text, &[]).game.grain, 1);
    assert_eq!(load(text, &["amendments=[]"]).game.grain, 100);
}

/// A share of a supply has no bound that is known before: devices are paid it in fine grains all the same.
#[test]
fn devices_are_paid_a_share_of_the_supply() {
    let game = check_all(
        "
run: { start: 2026-01-01, days: 400 }
token: { symbol: LENS, decimals: 18, genesis: 4_200_000_000 LENS }
fleet: { spots: { hardware: hotspot/lorawan, devices: 100 } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { disinflation: { rate: 3.5 %, by: 10 %, block: 6 seconds } }, sharing: by_presence }
",
    );
    assert_eq!(game.grain, 1_000_000_000_000);
    let record = play(&game, 1, 0).record;
    let minted = amounts(&record, "emission.minted_tokens");
    // 27.968 a block and 14,400 blocks a day, as peaq's runtime has it (verified).
    assert_eq!(minted[0] / 10_u128.pow(18), 402_739);
}

/// A quadrillion tokens of 18 decimals times the seconds of a year is more than 128 bits hold.
#[test]
fn locks_of_quadrillions_open_exactly() {
    let game = check_all(
        "
run: { start: 2026-01-01, days: 400, step: month }
token:
  symbol: LENS
  decimals: 18
  genesis: 1_000_000_000_000_000 LENS
  allocation: { team: { share: 50 %, linear: 1 year, sells: 50 % } }
fleet: { spots: { hardware: hotspot/lorawan, devices: 10 } }
price: { constant: { usd: 0.00001 USD } }
emission: { schedule: { fixed: { rate: 1_000 LENS/day } }, sharing: by_presence }
",
    );
    let record = play(&game, 1, 0).record;
    let locked = amounts(&record, "ledger.locked");
    assert!(locked.windows(2).all(|pair| pair[1] <= pair[0]), "{locked:?}");
    assert_eq!(locked.last(), Some(&0));
}

/// A token of no decimals that is dearer than all the dollars of the pool: no pool can hold it.
#[test]
fn a_pool_without_a_base_unit_is_refused_or_keeps_its_price() {
    let text = "
run: { start: 2026-01-01, days: 9 }
token: { symbol: LENS, decimals: 0, genesis: 1_000 LENS }
fleet: { spots: { hardware: hotspot/lorawan, devices: 10 } }
price: { market: { start: 100 USD } }
emission: { schedule: { fixed: { rate: 5 LENS/day } }, sharing: by_presence }
market: { constant_product: { depth: 60 USD } }
";
    let Ok(loaded) = scenario::load("test.yaml", text, &[], &Default::default()) else { return };
    let record = play(&loaded.game, 1, 0).record;
    check_numbers(&record).unwrap_or_else(|what| panic!("{what}"));
}

/// Plays a network that must load, and checks the ledger after every step.
fn check_all(text: &str) -> Game {
    let game = load(text, &[]).game;
    let mut run = Run::new(&game, 1, 0);
    for step in 0..game.calendar.steps() {
        run.step().unwrap_or_else(|broken| panic!("step {step}: {broken}"));
        check_ledger(run.ledger(), &game).unwrap_or_else(|what| panic!("step {step}: {what}"));
        check_devices(&mut run, &game).unwrap_or_else(|what| panic!("step {step}: {what}"));
    }
    game
}
