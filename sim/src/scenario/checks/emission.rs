//! What does not fit in the rules of emission.

use jiff::civil::Date;
use language::fault::Fault;
use language::quantity::Usd;

use super::parts::{schedules, sinks};
use crate::emission::locks::steps;
use crate::emission::schedule::{FilecoinReward, Steered};
use crate::emission::{BurnKind, Oracle, ScheduleKind, SubnetsKind};
use crate::ledger::Units;
use crate::record::tokens;
use crate::scenario::Scenario;
use crate::scenario::resolve::Faulty;
use crate::world::Game;

/// Shares that sum, times in order, and what each rule needs of the others.
pub(super) fn check(written: &Scenario, faults: &mut Faulty) {
    let millionths = written.emission.split.millionths();
    if millionths != 1_000_000 {
        let sum = millionths as f64 / 10_000.0;
        let help = "devices, stakers, treasury and insiders get 100 % together";
        faults.add("emission.split", format!("the shares sum to {sum} %"), help);
    }
    for missed in written.emission.missed.iter().filter(|missed| missed.until.0 <= missed.from.0) {
        let message = format!("{} is not after {}", missed.until, missed.from);
        faults.add("emission.missed", message, "`until` is the day after the last");
    }
    check_vesting(written, faults);
    check_collateral(written, faults);
    check_escrow(written, faults);
    check_schedules(written, faults);
    check_sinks(written, faults);
    check_backstop(written, faults);
    check_subnets(written, faults);
}

fn check_schedules(written: &Scenario, faults: &mut Faulty) {
    let emission = &written.emission;
    let mut check = |path: &str, schedule: &ScheduleKind| {
        if let ScheduleKind::FilecoinReward(reward) = schedule {
            check_first_epoch(&format!("{path}.filecoin_reward"), reward, written, faults);
        }
        if let ScheduleKind::Steered(steered) = schedule {
            check_bounds(&format!("{path}.steered"), steered, faults);
        }
    };
    schedules(&emission.schedule, "emission.schedule", &mut check);
    for (name, first) in &emission.split.first {
        if let Some(most) = &first.most {
            schedules(most, &format!("emission.split.first.{name}.most"), &mut check);
        }
    }
}

fn check_first_epoch(path: &str, reward: &FilecoinReward, written: &Scenario, faults: &mut Faulty) {
    let years = |day: Date| i32::from(written.run.start.0.year()) - i32::from(day.year());
    if let Some(from) = reward.from.filter(|from| years(from.0) > 100) {
        let message = format!("the first epoch, on {from}, is {} years ago", years(from.0));
        let help = "write a day of the hundred years before the run";
        faults.add(&format!("{path}.from"), message, help);
    }
}

/// What is steered has a way between its bounds, and a rate to be a multiple of.
fn check_bounds(path: &str, steered: &Steered, faults: &mut Faulty) {
    let Steered { initial, least, most, .. } = steered;
    if most.per_day() < least.per_day() {
        let help = format!("write at least {least}, the `least`");
        faults.add(&format!("{path}.most"), format!("{most} is below {least}"), help);
    }
    if initial.per_day() == 0.0 {
        let help = "the rate is a multiple of it: write what is minted while the target is met";
        faults.add(&format!("{path}.initial"), "nothing is minted at the target", help);
    }
}

/// What sinks reckon with: prices with 8 decimals, and shares that fit.
fn check_sinks(written: &Scenario, faults: &mut Faulty) {
    let burn = &written.emission.burn;
    sinks(burn, "emission.burn", &mut |path, sink| {
        if let BurnKind::BurnAndMint(burn) = sink {
            check_credit(&format!("{path}.burn_and_mint"), &burn.credit, faults);
            if let Some(oracle) = &burn.oracle {
                check_oracle(&format!("{path}.burn_and_mint"), oracle, faults);
            }
        }
    });
    if let Some((message, help)) = burn.misfit() {
        faults.add("emission.burn", message, help);
    }
}

fn check_backstop(written: &Scenario, faults: &mut Faulty) {
    let Some(backstop) = &written.emission.backstop else { return };
    check_oracle("emission.backstop", &backstop.oracle, faults);
    check_credit("emission.backstop", &backstop.credit, faults);
    if written.emission.remint.is_none() {
        let help = "it mints what the cap of `remint` leaves: write remint: { cap: … }";
        faults.add("emission.backstop", "the backstop has nothing to mint from", help);
    }
}

/// What is burned in a subnet is burned in one that there is.
fn check_subnets(written: &Scenario, faults: &mut Faulty) {
    let Some(SubnetsKind::ByPrice(subnets)) = &written.emission.subnets else { return };
    let known = || subnets.list.keys().map(String::as_str);
    for name in subnets.burned.keys().filter(|name| !subnets.list.contains_key(*name)) {
        let place = faults.place(&format!("emission.subnets.by_price.burned.{name}"));
        let fault = Fault::new(&place, format!("there is no subnet `{name}`"));
        faults.list.push(fault.nearest(name, known()));
    }
}

fn check_oracle(path: &str, oracle: &Oracle, faults: &mut Faulty) {
    if oracle.deviations * oracle.confidence.value() >= 1.0 {
        let help = "`deviations` times `confidence` are less than 100 %";
        faults.add(&format!("{path}.oracle"), "nothing is left of the price", help);
    }
}

fn check_credit(path: &str, credit: &Usd, faults: &mut Faulty) {
    if credit.value() < 1e-8 {
        let message = format!("`{}` is less than a contract counts", credit.text());
        let help = "a contract's price has 8 decimals: a credit costs at least 0.00000001 USD";
        faults.add(&format!("{path}.credit"), message, help);
    }
}

/// Steps of a lock of the devices' pay: as many are kept in memory.
const MOST_STEPS: u64 = 10_000;

fn check_vesting(written: &Scenario, faults: &mut Faulty) {
    let Some(vesting) = &written.emission.vesting else { return };
    let start = written.run.start.0;
    let (linear, every) = (vesting.linear, vesting.every);
    if linear.is_zero() || every.is_zero() {
        let name = if linear.is_zero() { "linear" } else { "every" };
        let message = "a time of zero is not a time over which anything comes free";
        let help = "leave `vesting` out, or write `linear: 180 days, every: 1 day`";
        return faults.add(&format!("emission.vesting.{name}"), message, help);
    }
    if !steps::fit(start, every, linear) {
        let help = "write both in months or both in days, at most 200 years";
        faults.add("emission.vesting", "`linear` is no whole number of steps `every`", help);
    } else if steps::count(start, every, linear) > MOST_STEPS {
        let help = "10,000 steps are the most; make `every` longer";
        faults.add("emission.vesting.every", "there are too many steps", help);
    }
}

fn check_escrow(written: &Scenario, faults: &mut Faulty) {
    let Some(escrow) = &written.emission.voting_escrow else { return };
    let millionths = escrow.millionths();
    if millionths != 1_000_000 {
        let message = format!("the shares sum to {} %", millionths as f64 / 10_000.0);
        let help = "the classes get 100 % of the first stake together";
        faults.add("emission.voting_escrow.classes", message, help);
    }
}

fn check_collateral(written: &Scenario, faults: &mut Faulty) {
    let Some(collateral) = &written.emission.collateral else { return };
    for name in collateral.times.keys().filter(|name| !written.fleet.contains_key(*name)) {
        let groups: Vec<&str> = written.fleet.keys().map(String::as_str).collect();
        let help = format!("the groups of the fleet are {}", groups.join(", "));
        let path = format!("emission.collateral.times.{name}");
        faults.add(&path, format!("there is no group `{name}`"), help);
    }
    if collateral.leaving.as_ref().is_some_and(|l| l.least.value() > l.share.value()) {
        let help = "`share` is what an old device loses, and `least` what any does";
        faults.add("emission.collateral.leaving.least", "`least` is above `share`", help);
    }
}

/// What the devices of the first day have put down must be there, beside what a pool needs.
pub(in crate::scenario) fn first_bonds(
    written: &Scenario,
    game: &Game,
    traders: Units,
    faults: &mut Faulty,
) {
    let bonds = game.cohorts.iter().map(|cohort| game.first_bond(cohort).held);
    let bonds = bonds.fold(0, Units::saturating_add);
    let supply = tokens(game.genesis, game.decimals);
    let start_usd = written.price.start_usd(written.run.start.0, supply);
    let pool = game.rules[0].1.market.pool(start_usd, game.base_units());
    let free = traders.saturating_sub(pool.map_or(0, |pool| pool.tokens));
    if bonds > free {
        let one = 10_u128.pow(game.decimals);
        let devices = game.devices_at_start();
        let message = format!(
            "the {devices} devices of the first day need {} tokens of collateral, and {} are free",
            bonds.div_ceil(one),
            free / one
        );
        let help = "what is neither allocated nor in a pool is free: raise `token.genesis`, or begin with fewer devices";
        faults.add("emission.collateral", message, help);
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::load;

    /// What is told of a scenario with such an emission.
    fn fault(emission: &str) -> String {
        let text = format!(
            "run: {{ start: 2026-01-01, days: 9 }}
token: {{ symbol: LENS, genesis: 1_000 LENS }}
price: {{ constant: {{ usd: 1 USD }} }}
emission:
{emission}
"
        );
        match load("a.yaml", &text, &[], &Default::default()) {
            Ok(_) => panic!("it loads:\n{text}"),
            Err(faults) => faults.to_string(),
        }
    }

    #[test]
    fn a_schedule_is_checked_wherever_it_stands() {
        let old = "{ filecoin_reward: { simple: 1 LENS, baseline: 1 LENS, from: 1925-12-31 } }";
        for whole in [
            "{ capped: { total: 1 LENS, schedule: OLD } }",
            "{ scaled: { share: 1/7, schedule: { per_device: { schedule: OLD } } } }",
            "{ sum: { a: { fixed: { rate: 1 LENS/day } }, b: { capped: { total: 1 LENS, schedule: OLD } } } }",
        ] {
            let told = fault(&format!("  schedule: {}", whole.replace("OLD", old)));
            assert!(told.contains("is 101 years ago"), "{told}");
        }
        let fixed = "  schedule: { fixed: { rate: 1 LENS/day } }";
        let told = fault(&format!(
            "{fixed}\n  split: {{ first: {{ a: {{ to: treasury, most: {old} }} }} }}"
        ));
        assert!(told.contains("is 101 years ago"), "{told}");
        // The fault stands where the day does.
        assert!(told.contains("a.yaml:6:"), "{told}");
    }

    #[test]
    fn a_sink_is_checked_wherever_it_stands() {
        let burn = |sink: &str| {
            fault(&format!(
                "  schedule: {{ fixed: {{ rate: 1 LENS/day }} }}\n  burn: {{ sum: {{ a: none, b: {sink} }} }}"
            ))
        };
        let unsure = burn("{ burn_and_mint: { credit: 1 USD, oracle: { confidence: 50 % } } }");
        assert!(unsure.contains("nothing is left of the price"), "{unsure}");
        let fine = burn("{ sum: { c: { burn_and_mint: { credit: 0.000000001 USD } } } }");
        assert!(fine.contains("is less than a contract counts"), "{fine}");
    }

    #[test]
    fn a_subnet_that_is_not_there_burns_nothing() {
        let told = fault(
            "  schedule: { fixed: { rate: 1 LENS/day } }
  subnets: { by_price: { list: { inference: 0.1 }, burned: { inferance: 10 % } } }",
        );
        assert!(told.contains("there is no subnet `inferance`"), "{told}");
        assert!(told.contains("did you mean `inference`?"), "{told}");
    }
}
