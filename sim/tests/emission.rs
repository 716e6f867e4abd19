//! Proves what the rules of emission do together in a run, by values by hand: who is paid first, what
//! holds pay within a band of revenue, what work gets before presence, and what is no rule at all.

pub mod common;

use common::{amounts, load, numbers, record};
use sim::ledger::Units;
use sim::run::Run;
use sim::scenario;

/// A network of nobody, with a token of 1 USD.
const RULES: &str = "
run: { start: 2026-01-01, days: 28 }
token: { symbol: LENS, genesis: 1_000_000 LENS }
price: { constant: { usd: 1 USD } }
emission:
  schedule: { fixed: { rate: 100 LENS/day } }
";

const LENS: Units = 100_000_000;

#[test]
fn what_is_paid_first_and_what_the_shares_leave_have_columns() {
    let split = "emission.split={ first: { growth: { to: treasury, most: { fixed: { rate: 30 LENS/day } } }, \
                 council: { to: insiders, share: 1.25 % } }, devices: 50 %, stakers: 50 % }";
    for (step, days) in [("day", 1), ("week", 7)] {
        let record = record(RULES, &[split, &format!("run.step={step}")]);
        let first = |name| amounts(&record, name)[3];
        assert_eq!(first("emission.first_tokens.growth"), 30 * LENS * days);
        assert_eq!(first("emission.first_tokens.council"), 125 * LENS / 100 * days);
        assert_eq!(first("emission.to_devices_tokens"), 34_375 * LENS / 1_000 * days);
        assert_eq!(first("emission.to_stakers_tokens"), 34_375 * LENS / 1_000 * days);
        assert_eq!(first("emission.to_treasury_tokens"), 30 * LENS * days);
        assert_eq!(first("emission.to_insiders_tokens"), 125 * LENS / 100 * days);
    }
}

#[test]
fn a_part_that_an_amendment_adds_has_a_column_from_the_start() {
    let amendments = "amendments=[{ from: 2026-01-03, set: { emission.split.first: \
                      { growth: { to: stakers, share: 10 % } } } }]";
    let record = record(RULES, &[amendments]);
    let growth = amounts(&record, "emission.first_tokens.growth");
    assert_eq!(growth[..4], [0, 0, 10 * LENS, 10 * LENS]);
}

/// 25 LENS are burned a day, of which 10 are minted again.
const BURN: [&str; 2] = [
    "emission.burn={ burn_and_mint: { credit: 0.01 USD, spent: 25 USD/day } }",
    "emission.remint={ cap: 10 LENS/day, every: 1 day }",
];

fn backstop(paid: &str) -> String {
    format!(
        "emission.backstop={{ bucket: 50 %, floor: 50 %, ceiling: 100 %, credit: 0.01 USD, \
         paid: {paid}, oracle: {{}} }}"
    )
}

#[test]
fn a_backstop_mints_what_was_burned_beyond_the_cap_and_no_more() {
    let reminted = |paid| {
        let record = record(RULES, &[BURN[0], BURN[1], &backstop(paid)]);
        amounts(&record, "emission.reminted_tokens")[..3].to_vec()
    };
    // The devices' half of 110 is within 50 and 100 % of 60.
    assert_eq!(reminted("60 USD/day"), [0, 10 * LENS, 10 * LENS]);
    // Half of 120 is 5 more than they get: 10 are minted.
    assert_eq!(reminted("120 USD/day"), [0, 20 * LENS, 20 * LENS]);
    // 90 would be needed, and 15 were burned and not minted again.
    assert_eq!(reminted("200 USD/day"), [0, 25 * LENS, 25 * LENS]);
}

#[test]
fn what_is_above_the_ceiling_goes_to_stakers() {
    let record = record(RULES, &[BURN[0], BURN[1], &backstop("40 USD/day")]);
    // Half of 110 is 55, and 40 are the most.
    assert_eq!(amounts(&record, "emission.to_devices_tokens")[1], 95 * LENS);
    assert_eq!(amounts(&record, "emission.to_stakers_tokens")[1], 15 * LENS);
    assert_eq!(amounts(&record, "ledger.staked")[1], (50 - 40 + 15) * LENS);
}

/// A quarter of the hotspots do all the work.
const WORK: &str = "
run: { start: 2026-01-01, days: 1 }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet:
  busy: { hardware: hotspot/lorawan, devices: 10, spread: 0 % }
  idle: { hardware: hotspot/lorawan, devices: 30, spread: 0 % }
price: { constant: { usd: 1 USD } }
demand: { packets: { data: lorawan_packets, constant: 40 MB/day, price: 1 USD/MB, only: [busy] } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 100 LENS/day } } }
decisions: { joining: none, staying: always, selling: hold }
";

/// What the busy and the idle hotspots are paid [LENS], and what the work was worth [USD].
fn paid(sharing: &str) -> ([f64; 2], f64) {
    let loaded = load(WORK, &[&format!("emission.sharing={sharing}")]);
    let mut run = Run::new(&loaded.game, 1, 0);
    run.step().expect("the ledger holds");
    let devices = run.devices();
    let of = |cohort| {
        let own = devices.iter().filter(|device| device.cohort == cohort);
        own.map(|device| device.balance).sum::<Units>() as f64 / LENS as f64
    };
    ([of(0), of(1)], numbers(run.record(), "work.revenue_usd")[0])
}

#[test]
fn work_is_paid_first_and_presence_the_rest() {
    let (found, work_usd) = paid("{ work_first: {} }");
    assert!(work_usd > 1.0, "{work_usd}");
    let presence = 100.0 - work_usd;
    let wanted = [work_usd + presence / 4.0, presence * 0.75];
    assert!(found.iter().zip(wanted).all(|(one, other)| (one - other).abs() < 1e-6), "{found:?}");
    // Work gets a tenth of the part at the most.
    let (found, _) = paid("{ work_first: { pay: 10_000 %, most: 10 % } }");
    assert!((found[0] - (10.0 + 90.0 / 4.0)).abs() < 1e-6, "{found:?}");
    // All that there is goes to work where it is worth more.
    let (found, _) = paid("{ work_first: { pay: 1_000_000 % } }");
    assert!((found[0] - 100.0).abs() < 1e-6, "{found:?}");
}

#[test]
fn what_no_contract_could_do_is_told() {
    let fault = |sets: &[&str]| {
        let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
        match scenario::load("rules.yaml", RULES, &sets, &Default::default()) {
            Ok(_) => panic!("{sets:?} loads"),
            Err(faults) => faults.to_string(),
        }
    };
    let alone = fault(&[&backstop("1 USD/day")]);
    assert!(alone.contains("the backstop has nothing to mint from"), "{alone}");
    let burn = |credit: &str, confidence: &str| {
        fault(&[&format!(
            "emission.burn={{ burn_and_mint: {{ credit: {credit}, oracle: {{ confidence: {confidence} }} }} }}"
        )])
    };
    let unsure = burn("0.01 USD", "50 %");
    assert!(unsure.contains("nothing is left of the price"), "{unsure}");
    let fine = burn("0.000000001 USD", "1 %");
    assert!(fine.contains("is less than a contract counts"), "{fine}");
    let never = fault(&["emission.remint={ cap: 1 LENS/day, every: 0 days }"]);
    assert!(never.contains("`0 days`"), "{never}");
    let unknown = fault(&["emission.split.first={ a: { to: nobody } }"]);
    assert!(unknown.contains("nobody"), "{unknown}");
}

#[test]
fn what_was_missed_of_a_pool_that_pays_once_a_month_does_not_depend_on_the_step() {
    // 1,000, 900 and 810 leave the pool on the days 0, 30 and 60; 60 of them were never minted.
    let sets = [
        "run.days=90",
        "emission.schedule={ pool: { holds: 10_000 LENS, share: 10 %, every: 30 days } }",
        "emission.missed=[{ from: 2026-01-01, until: 2026-03-02, tokens: 60 LENS }]",
    ];
    for step in ["hour", "day", "month"] {
        let record = record(RULES, &[&sets[..], &[&format!("run.step={step}")]].concat());
        let minted: Units = amounts(&record, "emission.to_devices_tokens").iter().sum();
        assert_eq!(minted, (1_000 + 900 + 810 - 60) * LENS, "{step}");
    }
}

#[test]
fn what_was_missed_of_a_capped_schedule_is_not_minted_later() {
    // The schedule comes to 40 in four days; of the first two 3 a day are missed.
    let capped = "emission.schedule={ capped: { total: 40 LENS, schedule: { fixed: { rate: 10 LENS/day } } } }";
    let missed = "emission.missed=[{ from: 2026-01-01, until: 2026-01-03, tokens: 6 LENS }]";
    let record = record(RULES, &[capped, missed]);
    let minted = amounts(&record, "emission.to_devices_tokens");
    assert_eq!(minted[..6], [7, 7, 10, 10, 0, 0].map(|tokens| tokens * LENS));
}

#[test]
fn what_a_cap_keeps_from_a_schedule_it_does_not_keep_from_the_vaults_credits() {
    // The schedule takes all the room that the vault's burning leaves below the cap, and the price
    // falls to a half: what was burned for the credits pays for half of them.
    let text = "
run: { start: 2026-01-01, days: 28 }
token: { symbol: LENS, genesis: 1_000_000 LENS, cap: 1_000_000 LENS }
price: { replay: { usd: { 2026-01-01: 1 USD, 2026-01-03: 0.5 USD }, between: hold } }
emission:
  schedule: { fixed: { rate: 100 LENS/day } }
  split: { devices: 0 %, treasury: 100 % }
  burn: { vault: { mint_spread: 0 %, spent: 10 USD/day } }
";
    let record = record(text, &[]);
    let prices = numbers(&record, "price.usd");
    let paid = amounts(&record, "emission.to_devices_tokens");
    for (day, (paid, price)) in paid.iter().zip(prices).enumerate() {
        let usd = *paid as f64 / LENS as f64 * price;
        assert!((usd - 10.0).abs() < 1e-6, "devices get {usd} USD of 10 on day {day}");
    }
}

/// What is minted and burned each day where rules are amended after two days, and where they are not.
fn amended(rules: &str, to: &str) -> [Vec<Vec<Units>>; 2] {
    let amendment = format!("amendments=[{{ from: 2026-01-03, set: {{ emission.{to} }} }}]");
    let rules = format!("emission.{rules}");
    [vec![rules.as_str()], vec![&rules, &amendment]].map(|sets| {
        let record = record(RULES, &sets);
        let columns =
            ["emission.to_devices_tokens", "emission.to_treasury_tokens", "ledger.burned"];
        columns.map(|name| amounts(&record, name).to_vec()).to_vec()
    })
}

#[test]
fn a_vault_that_an_amendment_makes_a_part_of_a_sum_keeps_its_credits() {
    let vault = "{ vault: { spent: 10 USD/day } }";
    let [before, after] =
        amended(&format!("burn={vault}"), &format!("burn: {{ sum: {{ credits: {vault} }} }}"));
    assert_eq!(before, after);
}

#[test]
fn a_schedule_within_another_knows_what_it_minted_alone() {
    // Known ahead: 250 in all, at 100 a day.
    let capped = "{ capped: { total: 250 LENS, schedule: { fixed: { rate: 100 LENS/day } } } }";
    let summed = format!("schedule: {{ sum: {{ usual: {capped} }} }}");
    let [before, after] = amended(&format!("schedule={capped}"), &summed);
    assert_eq!(before, after);
    assert_eq!(after[0][..4], [100 * LENS, 100 * LENS, 50 * LENS, 0]);
    // And not, as the supply is asked for: a pool that a cap comes around, and that pays first too.
    let pool = "{ pool: { holds: 900 LENS, share: 50 %, every: 1 day } }";
    let capped = format!("{{ capped: {{ total: 9_000 LENS, schedule: {pool} }} }}");
    let [before, after] = amended(&format!("schedule={pool}"), &format!("schedule: {capped}"));
    assert_eq!(before, after);
    let first = |most: &str| format!("{{ growth: {{ to: treasury, most: {most} }} }}");
    let [before, after] = amended(
        &format!("split.first={}", first(pool)),
        &format!("split.first: {}", first(&capped)),
    );
    assert_eq!(before, after);
    assert_eq!(after[1][..3], [100 * LENS, 100 * LENS, 100 * LENS]);
}
