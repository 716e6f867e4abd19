//! Filecoin: rewards, base fees, pledges and fees, to the attoFIL.

use ruint::aliases::U384;
use sim::emission::controllers::{filecoin_base_fee, filecoin_premium_fee};
use sim::emission::locks::filecoin_fees::termination_fee;
use sim::emission::locks::pledge::{self, Conditions, gamma_per_mille, initial_pledge};
use sim::emission::locks::proof_fee::daily_proof_fee;
use sim::emission::schedule::filecoin::{Totals, next_baseline, reward_of_epoch, theta};
use sim::ledger::Units;

use crate::table;

const SIMPLE: &str = include_str!("filecoin/TestSimpleReward.golden");
const BASELINE: &str = include_str!("filecoin/TestBaselineReward.golden");

const BASE_FEES: &str = include_str!("filecoin/basefee_vectors.csv");

const FIL: Units = 1_000_000_000_000_000_000;
const TOTALS: Totals = Totals { simple: 330_000_000 * FIL, baseline: 770_000_000 * FIL };

/// The rows of a table, without its head.
fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().skip(1).map(|line| line.split(',').map(str::trim).collect()).collect()
}

fn q128(text: &str) -> U384 {
    U384::from_str_radix(text, 10).unwrap()
}

fn simple(epoch: i64) -> Units {
    reward_of_epoch(epoch, U384::ZERO, U384::ZERO, &TOTALS)
}

/// As the test of the chain has it: what the first epoch pays above its simple part.
fn baseline(from: &str, to: &str) -> Units {
    reward_of_epoch(0, q128(from), q128(to), &TOTALS) - simple(0)
}

/// The first whole number in the value of a row of the table.
fn whole(id: &str) -> Units {
    let value = table::row(id).value;
    value.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn all_512_rows_of_the_simple_reward() {
    let rows = rows(SIMPLE);
    assert_eq!(rows.len(), 512);
    for row in rows {
        assert_eq!(simple(row[0].parse().unwrap()).to_string(), row[1], "epoch {}", row[0]);
    }
}

#[test]
fn all_512_rows_of_the_baseline_reward() {
    let rows = rows(BASELINE);
    assert_eq!(rows.len(), 512);
    for row in rows {
        assert_eq!(baseline(row[0], row[1]).to_string(), row[2], "from {} to {}", row[0], row[1]);
    }
}

#[test]
fn v21_the_simple_reward_of_the_first_epoch() {
    assert_eq!(simple(0), whole("V21"));
}

#[test]
fn v22_the_simple_reward_of_a_late_epoch() {
    assert_eq!(simple(2_555_000), whole("V22"));
}

#[test]
fn v23_the_first_baseline_reward() {
    let rows = rows(BASELINE);
    assert_eq!(baseline(rows[0][0], rows[0][1]), whole("V23"));
}

#[test]
fn v24_the_last_baseline_reward() {
    let row = rows(BASELINE).pop().unwrap();
    assert_eq!(baseline(row[0], row[1]), whole("V24"));
}

/// Source: builtin-actors, `actors/reward/src/logic.rs`, `test_baseline_reward_growth` (verified).
#[test]
fn the_baseline_doubles_in_a_year() {
    // From a size [bytes], the allowed error [1].
    for (first, error) in [(1_u128 << 40, 1e-6), (1 << 50, 1e-8), (1 << 60, 1e-8), (10 << 60, 1e-8)]
    {
        let year = (0..1_051_200).fold(U384::from(first), |power, _| next_baseline(power));
        let off = f64::from(year) / (2.0 * first as f64) - 1.0;
        assert!(off.abs() <= error, "{first}: {off}");
    }
}

/// Source: builtin-actors @04eef6b7, `actors/reward/src/logic.rs`, `test_compute_r_theta` (verified).
#[test]
fn effective_network_time_lies_between_whole_epochs() {
    let baseline_at = |epoch: u64| (epoch + 1) * 2_048;
    let plain = |time, baseline, realized, target| {
        let number = theta(time, U384::from(baseline), U384::from(realized), U384::from(target));
        f64::from(number) / f64::from(U384::ONE << 128)
    };
    let two = 2_048 + 2 * 2_048;
    assert_eq!(plain(1, baseline_at(1), 2_048 + 2 * 2_048 / 2, two), 0.5);
    assert_eq!(plain(1, baseline_at(1), 2_048 + 2 * 2_048 / 4, two), 0.25);
    let fifteen: u64 = (0..16).map(baseline_at).sum();
    let sixteenth = baseline_at(16);
    assert_eq!(plain(16, sixteenth, fifteen + sixteenth / 4, fifteen + sixteenth), 15.25);
}

#[test]
fn all_20_rows_of_the_base_fees() {
    let rows = rows(BASE_FEES);
    assert_eq!(rows.len(), 20);
    for row in rows {
        let number = |at: usize| row[at].parse::<Units>().unwrap();
        let next = match row[2] {
            "gas_limit_used" => {
                filecoin_base_fee::next_base_fee(number(1), number(3) as u64, number(4) as u64)
            }
            _ => filecoin_premium_fee::next_base_fee(number(1), number(3)),
        };
        assert_eq!(next, number(5), "{row:?}");
    }
}

#[test]
fn v30_the_next_base_fee_of_fip_0115() {
    assert_eq!(filecoin_premium_fee::next_base_fee(808, 202), whole("V30"));
}

#[test]
fn v31_the_daily_proof_fee() {
    let fee = daily_proof_fee(680_000_000 * FIL, 10 * (32 << 30));
    table::row("V31").check(&[fee as f64 / 1e9]);
}

/// Source: FIP-0100, the supply of mainnet early in 2025 (verified); it is the chain's definition.
#[test]
fn what_circulates_is_what_came_free_and_was_mined_less_what_is_burned_and_locked() {
    let circulating = 484_847_134 + 365_928_138 + 17_066_619 - 40_327_377 - 140_975_297_u64;
    assert_eq!(circulating, 686_539_217);
    // The FIP says 686,539,216: its summands are rounded.
    let fee = daily_proof_fee(Units::from(circulating) * FIL, 32 << 30);
    assert_eq!(fee / 1_000_000_000, 3_817);
}

/// Source: builtin-actors, `actors/miner/tests/termination_fee_test.rs`, with its amounts (verified).
#[test]
fn giving_up_a_sector_costs_what_the_chain_takes() {
    const DAY: u64 = 2_880;
    let pledge = 1 << 10;
    assert_eq!(termination_fee(pledge, 141 * DAY, 0), pledge * 85 / 1_000);
    assert_eq!(termination_fee(pledge, 70 * DAY, 0), pledge * 85 / 1_000 / 2);
    assert_eq!(termination_fee(pledge, 141 * DAY, pledge), pledge * 105 / 100);
    assert_eq!(termination_fee(pledge, 0, 0), pledge * 2 / 100);
}

/// What a reference model computes with floating-point numbers, in the test of its pledge: reward of
/// a day 80,000, supply 450 million, 6 added to a network of 18,000 with a baseline of 16,000, and a
/// target of 0.28, which the chain's 0.3 is not. Source: CELtd/mechafil-jax (secondary, inputs only;
/// the expected value is its formula, `20 · reward · p/P + (1 − γ) · L · S · p/P + γ · L · S · p/max(P, B)`).
#[test]
fn the_pledge_is_that_of_the_reference_models_formula() {
    // Units large enough for the cap of 1 FIL for 32 GiB not to bind.
    const UNIT: u128 = 1 << 50;
    for gamma in [0, 100, 300, 600, 900, 1_000] {
        let conditions = Conditions {
            reward_of_20_days: 20 * 80_000 * FIL * 6 / 18_000,
            circulating: 450_000_000 * FIL * 28 / 30,
            network_power: 18_000 * UNIT,
            baseline_power: 16_000 * UNIT,
            gamma_per_mille: gamma,
        };
        let pledge = initial_pledge(6 * UNIT, &conditions) as f64 / FIL as f64;
        let gamma = gamma as f64 / 1_000.0;
        let share = 6.0 / 18_000.0;
        let locked = 0.28 * 450e6 * share;
        let expected = 20.0 * 80_000.0 * share + (1.0 - gamma) * locked + gamma * locked;
        assert!((pledge / expected - 1.0).abs() < 1e-12, "{gamma}: {pledge}, not {expected}");
    }
}

#[test]
fn fip_0081_takes_a_year() {
    let gamma = |epoch: i64| gamma_per_mille(epoch - pledge::RAMP_FROM, pledge::RAMP_EPOCHS);
    // 2024-11-20 23:00 UTC, half a year and a year of 365 days later.
    assert_eq!([0, 4_461_240, 4_986_840, 5_512_440].map(gamma), [1_000, 1_000, 850, 700]);
}

/// The doubt about the first baseline: the reference model mechafil begins with 2.766213637444971 EiB
/// on 2020-10-15, the chain's code with 2.888888880 EB (2.5057 EiB). They are one: two epochs before
/// the midnight that follows, the chain's baseline has grown to the model's.
#[test]
fn the_first_baselines_of_the_chain_and_of_the_reference_model_are_one() {
    let first = U384::from(2_888_888_880_000_000_000_u128);
    // Epoch 0 is 2020-08-24 22:00 UTC, and epoch 150,000 is 2020-10-16 00:00 UTC.
    let later = (0..149_998).fold(first, |power, _| next_baseline(power));
    let exbibytes = f64::from(later) / (1_u64 << 60) as f64;
    assert!((exbibytes - 2.766_213_637_444_971).abs() < 1e-11, "{exbibytes}");
    // BlockScience, April 2021: storage passed it at 3,898.8 PiB on 2021-04-02 05:00 UTC (secondary).
    let passed = (149_998..634_440).fold(later, |power, _| next_baseline(power));
    let pebibytes = f64::from(passed) / (1_u64 << 50) as f64;
    assert!((pebibytes - 3_898.8).abs() < 0.5, "{pebibytes}");
}

const PRESET: &str = include_str!("../../../scenarios/replica/filecoin.yaml");

/// The preset, rounded once: faster, and no day is off by more than 2,880 attoFIL (see the tests of the
/// kind).
fn preset(set: &[&str]) -> sim::world::Game {
    let once = "emission.schedule.filecoin_reward.rounded=once";
    let set: Vec<String> = set.iter().chain([&once]).map(|set| (*set).to_owned()).collect();
    let loaded = sim::scenario::load("filecoin.yaml", PRESET, &set, &Default::default());
    loaded.unwrap_or_else(|faults| panic!("{faults}")).game
}

/// What the preset mints by the end of some days [million FIL].
fn preset_minted(until: &[&str]) -> Vec<f64> {
    let game = preset(&[]);
    let steps = |day: &&str| {
        let since = game.start.until(day.parse::<jiff::civil::Date>().unwrap()).unwrap();
        0..=since.get_days() as u32
    };
    let minted = |day| steps(day).map(|step| game.scheduled(step).unwrap()).sum::<Units>();
    until.iter().map(|day| minted(day) as f64 / 1e24).collect()
}

/// Source of what the chain had mined: 1kx-network/depin_tokenomics @ff2e8816 (secondary). Fewer than
/// five winners an epoch and empty epochs explain that it is less. Its last row bears 2024-12-01, but
/// the row before it is the end of November, as those of 2023 are the ends of their months.
#[test]
fn the_preset_mints_what_the_chain_did_to_three_parts_in_a_hundred() {
    let chain = [
        ("2020-12-31", 21.16),
        ("2021-06-30", 81.26),
        ("2021-12-31", 143.38),
        ("2022-10-25", 231.92),
        ("2023-04-30", 278.95),
        ("2024-11-30", 359.76),
        ("2024-12-01", 361.06),
    ];
    let found = preset_minted(&chain.map(|(day, _)| day));
    for ((day, chain), found) in chain.iter().zip(&found) {
        let off = found / chain - 1.0;
        assert!((-0.01..0.03).contains(&off), "{day}: {found}, the chain had {chain}");
    }
    // The figures that the preset's head gives.
    assert_eq!([found[3], found[6]].map(|found| (found * 100.0).round() / 100.0), [236.97, 370.06]);
}

/// Source of the chain's figures: the same (secondary). What was mined is 2.2 % more here, and what had
/// come free of locks is 299.89M FIL, of which 10.632M were free from the lift-off on.
#[test]
fn the_preset_is_played_and_its_supply_is_near_the_chains() {
    let game = preset(&["run.days=793"]);
    let record = sim::run::Run::new(&game, 1, 0).finish(false).unwrap().record;
    let last = |name: &str| record.number(record.column(name).unwrap(), 792, 18) / 1e6;
    let (supply, locked) = (last("ledger.supply"), last("ledger.locked"));
    assert!((supply / 1_098.61 - 1.0).abs() < 0.006, "{supply}");
    let came_free = 900.0 - 17.067 - 0.177 - locked;
    assert!((came_free / 299.89 - 1.0).abs() < 0.002, "{came_free}");
}

/// FIP-0004: all of a reward was locked before it, and three quarters since.
#[test]
fn a_quarter_is_free_at_once_from_fip_0004_on() {
    let game = preset(&["run.days=70"]);
    let mut run = sim::run::Run::new(&game, 1, 0);
    let locked = |run: &sim::run::Run| run.ledger().balance(sim::ledger::Account::Vesting);
    let mut shares = Vec::new();
    // A 180th of each earlier day's comes free beside it: what a day locks is its change and that.
    let (mut held, mut freed) = (Vec::new(), 0);
    for day in 0..70 {
        let (before, minted) = (locked(&run), run.ledger().minted());
        run.step().unwrap_or_else(|violation| panic!("{violation}"));
        freed += held.last().map_or(0, |last: &Units| last / 180);
        let new = locked(&run) + freed - before;
        held.push(new);
        shares.push((day, 1_000 * new / (run.ledger().minted() - minted)));
    }
    assert!(shares[1..60].iter().all(|(_, share)| (999..=1_000).contains(share)), "{shares:?}");
    assert!(shares[60..].iter().all(|(_, share)| (749..=750).contains(share)), "{shares:?}");
}

/// FIP-0100's fee of all of the network's power of September 2025, 23.52 EiB (secondary: mechafil-server's
/// series), and of the supply of early 2025: what the preset says that it burns at the most.
#[test]
fn fip_0100_burns_some_3_010_fil_a_day_at_the_most() {
    let per_gib = daily_proof_fee(686_539_217 * FIL, 1 << 30) as f64 / FIL as f64;
    let all = per_gib * 23.52 * (1_u64 << 30) as f64;
    assert!((all - 3_012.0).abs() < 1.0, "{all}");
}

/// The variant in which the chain's two rules of the base fee burn.
#[test]
fn the_base_fee_burns_by_the_rule_of_its_time() {
    let loaded = sim::scenario::load("filecoin.yaml", PRESET, &[], &Default::default());
    let game = loaded.unwrap_or_else(|faults| panic!("{faults}")).variant("base_fee").unwrap().game;
    let mut memory = sim::emission::Memory::default();
    let day_of = |date: &str| {
        let since = game.start.until(date.parse::<jiff::civil::Date>().unwrap()).unwrap();
        since.get_days() as u32
    };
    let mut burned = |day: u32| {
        let network = sim::emission::Network::empty(game.period(day));
        let rules = game.rules.iter().rev().find(|(from, _)| *from <= network.period.from);
        let units = rules.unwrap().1.emission.burn.burned(&network, &mut memory).burned;
        units as f64 / FIL as f64
    };
    // 2,880 epochs of 25,000,000,000 gas at a nanoFIL are 72,000 FIL a day, before and after FireHorse.
    let (first, upgrade) = (day_of("2026-05-20"), day_of("2026-05-27"));
    for day in first..upgrade + 9 {
        assert_eq!(burned(day), 72_000.0, "day {day}");
    }
    // From July on the premium is a tenth of a nanoFIL, and the fee falls to eight times that.
    let july = day_of("2026-07-01");
    for day in upgrade + 9..july {
        burned(day);
    }
    assert!(burned(july) > 57_600.0);
    assert!((burned(july + 1) - 57_600.0).abs() < 1.0, "{}", burned(july + 2));
}

/// A scenario whose storage is that of its fleet, or of a table.
fn with_fleet(power: &str) -> Result<sim::scenario::Loaded, String> {
    let text = format!(
        "run: {{ start: 2026-01-01, days: 4 }}
token: {{ symbol: FIL, decimals: 18, genesis: 0 FIL }}
fleet: {{ disks: {{ hardware: gpu/rtx-4090, devices: 100 }} }}
price: {{ constant: {{ usd: 1 USD }} }}
emission:
  schedule:
    filecoin_reward: {{ simple: 330_000_000 FIL, baseline: 770_000_000 FIL, {power} }}
amendments:
  - from: 2026-01-03
    proposal: more of it
    set: {{ emission.schedule.filecoin_reward.simple: 660_000_000 FIL }}
"
    );
    let loaded = sim::scenario::load("disks.yaml", &text, &[], &Default::default());
    loaded.map_err(|faults| faults.to_string())
}

#[test]
fn what_is_worked_out_ahead_is_what_the_steps_mint() {
    let per_device = with_fleet("per_device: 9 PiB").unwrap().game;
    let table = with_fleet("power: 900 PiB").unwrap().game;
    assert_eq!((per_device.scheduled(0), table.scheduled(4)), (None, None));
    let minted = |game| {
        let record = sim::run::Run::new(game, 1, 0).finish(false).unwrap().record;
        let column = record.column("emission.minted_tokens").unwrap();
        record.columns[column].clone()
    };
    // Nobody leaves within four days, so that the fleet has the storage of the table.
    assert_eq!(minted(&per_device), minted(&table));
    let ahead = (0..4).map(|step| table.scheduled(step).unwrap()).collect();
    assert_eq!(minted(&table), sim::record::Values::Tokens(ahead));
}

#[test]
fn a_first_epoch_of_long_ago_is_a_fault() {
    let fault = with_fleet("from: 1925-12-31").err().unwrap();
    assert!(fault.contains("the first epoch, on 1925-12-31, is 101 years ago"), "{fault}");
    assert!(with_fleet("from: 1926-01-01, rounded: once").is_ok());
}
