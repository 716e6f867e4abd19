//! What must hold of the ledger, the devices and the columns of any network.

use sim::emission::Emission;
use sim::ledger::{ACCOUNTS, Account, Ledger, Units};
use sim::record::{Record, Values};
use sim::run::Run;
use sim::world::{Cohort, Game};

use crate::common::{amounts, numbers};

pub fn check_ledger(ledger: &Ledger, game: &Game) -> Result<(), String> {
    let held: Units = ACCOUNTS.iter().map(|&account| ledger.balance(account)).sum();
    if ledger.minted().checked_sub(ledger.burned()) != Some(held) {
        let (minted, burned) = (ledger.minted(), ledger.burned());
        return Err(format!("{minted} − {burned} is not {held}, what the accounts hold"));
    }
    if ledger.balance(Account::Offered) != 0 {
        return Err("something is on sale after the market closed".to_owned());
    }
    match game.cap {
        Some(cap) if held > cap => Err(format!("{held} is above the cap {cap}")),
        _ => Ok(()),
    }
}

pub fn check_devices(run: &mut Run, game: &Game) -> Result<(), String> {
    let devices = run.devices();
    let held: Units = devices.iter().map(|device| device.balance).sum();
    let owners = run.ledger().balance(Account::Owners);
    if held != owners {
        return Err(format!("devices hold {held} and their account {owners}"));
    }
    if let Some(device) = devices.iter().find(|d| !d.profit_usd.is_finite() || d.speed <= 0.0) {
        return Err(format!("{device:?}"));
    }
    for (at, group) in game.groups.iter().enumerate() {
        let at_start: u64 = of_group(game, at).map(|cohort| u64::from(cohort.devices)).sum();
        let now = devices.iter().filter(|d| game.cohorts[d.cohort].group == at).count() as u64;
        if now > group.limit.max(at_start) {
            return Err(format!("{now} {} are above their limit {}", group.name, group.limit));
        }
    }
    Ok(())
}

fn of_group(game: &Game, group: usize) -> impl Iterator<Item = &Cohort> {
    game.cohorts.iter().filter(move |cohort| cohort.group == group)
}

/// The columns say what the ledger says.
pub fn check_columns(record: &Record, ledger: &Ledger, game: &Game) -> Result<(), String> {
    let sum = |name| amounts(record, name).iter().sum::<Units>();
    let last = |name| amounts(record, name).last().copied().unwrap_or(0);
    let slashed = sum("work.slashed_tokens");
    let forfeited = sum_if_any(record, "emission.forfeited_tokens");
    let burned_otherwise = ledger.burned() - sum("emission.burned_tokens") - slashed;
    if burned_otherwise > forfeited {
        return Err(format!("{burned_otherwise} were burned that nobody forfeited"));
    }
    let to = ["devices", "stakers", "treasury", "insiders"];
    let to = to.map(|to| amounts(record, &format!("emission.to_{to}_tokens")));
    // What is bought is burned or put down, or goes to devices beside what is minted, or to the treasury.
    let for_devices = to.concat().iter().sum::<Units>() - sum("emission.minted_tokens");
    let put_down = sum_if_any(record, "emission.collateral_tokens");
    let elsewhere = sum("emission.burned_tokens") + put_down + for_devices;
    let fees = sum("market.bought_tokens").checked_sub(elsewhere);
    let fees = fees.ok_or("more was burned, put down and paid to devices than was bought")?;
    let treasury = to[2].iter().sum::<Units>() + fees + forfeited - burned_otherwise;
    let treasury = treasury - sum_if_any(record, "market.treasury_sold_tokens");
    let held = |name: &&str| record.column(name).is_some();
    let books = ["market.momentum_tokens", "market.value_tokens"].into_iter().filter(held);
    let books: Units = books.map(last).sum();
    let classes = record.metrics.iter().filter(|m| m.name.starts_with("ledger.staked."));
    let classes: Vec<Units> = classes.map(|metric| last(&metric.name)).collect();
    let staked = if classes.is_empty() { 0 } else { ledger.balance(Account::Stakers) };
    let classes = classes.iter().sum();
    let pairs = [
        ("minted", sum("emission.minted_tokens"), ledger.minted() - game.genesis),
        ("treasury", treasury, ledger.balance(Account::Treasury)),
        ("burned so far", last("ledger.burned"), ledger.burned()),
        ("supply", last("ledger.supply"), ledger.supply()),
        ("owners", last("ledger.owners"), ledger.balance(Account::Owners)),
        ("pool", last("ledger.pool"), ledger.balance(Account::Pool)),
        ("classes of stakers", classes, staked),
        ("speculators", books, ledger.balance(Account::Speculators)),
    ];
    for (what, recorded, exact) in pairs {
        if recorded != exact {
            return Err(format!("{what}: {recorded} is recorded, and {exact} is true"));
        }
    }
    let steps = game.calendar.steps() as usize;
    let minted = amounts(record, "emission.minted_tokens");
    let scheduled = amounts(record, "emission.scheduled_tokens");
    let reminted = amounts(record, "emission.reminted_tokens");
    let burned = amounts(record, "emission.burned_tokens");
    // A vault pays devices with what it burned in the same step, with new tokens and with bought ones.
    let has_vault = game.rules.iter().any(|(_, rules)| rules.emission.burn.pays_devices());
    let has_seed = game.rules.iter().any(|(_, rules)| has_seed(&rules.emission));
    let to = ["devices", "stakers", "treasury", "insiders"];
    let to = to.map(|to| amounts(record, &format!("emission.to_{to}_tokens")));
    let slashed = |step: usize| {
        let is_there = record.column("emission.slashed_tokens").is_some();
        if is_there { amounts(record, "emission.slashed_tokens")[step] } else { 0 }
    };
    let supply = amounts(record, "ledger.supply");
    let (mut all_reminted, mut all_burned) = (0, 0);
    for step in 0..steps {
        let before = step.checked_sub(1).map_or(game.genesis, |before| supply[before]);
        if before + minted[step] != supply[step] + burned[step] + slashed(step) {
            return Err(format!("step {step}: minted less burned is not the change of the supply"));
        }
        if minted[step] > scheduled[step] + reminted[step] && !has_vault {
            return Err(format!("step {step}: more is minted than scheduled and minted again"));
        }
        let given: Units = to.iter().map(|column| column[step]).sum();
        if given < minted[step] || given > minted[step] && !has_vault {
            return Err(format!("step {step}: the split gives more or less than was minted"));
        }
        all_reminted += reminted[step];
        let all_burned_yet = all_burned + if has_vault { burned[step] } else { 0 };
        if all_reminted > all_burned_yet && !has_seed {
            return Err(format!("step {step}: more was minted again than was ever burned before"));
        }
        all_burned += burned[step];
    }
    Ok(())
}

/// Whether an average that is minted again begins with tokens that nobody burned.
fn has_seed(emission: &Emission) -> bool {
    let smoothing = emission.remint.as_ref().and_then(|remint| remint.smoothing.as_ref());
    smoothing.is_some_and(|smoothing| smoothing.seed.is_some())
}

/// A maker's money and devices go nowhere: what came in less what went out is what is there.
pub fn check_maker(record: &Record, game: &Game) -> Result<(), String> {
    let Some(maker) = &game.maker else { return Ok(()) };
    let of = |name: &str| numbers(record, &format!("maker.{name}"));
    let sum = |name: &str| of(name).iter().sum::<f64>();
    let last = |name: &str| of(name).last().copied().unwrap_or(0.0);
    let gone = ["refunds", "production", "costs", "marketing", "development"];
    let gone: f64 = gone.iter().map(|name| sum(&format!("{name}_usd"))).sum();
    let cash = maker.cash.value() + sum("revenue_usd") - gone;
    let size = 1.0 + maker.cash.value() + sum("revenue_usd");
    if (cash - last("cash_usd")).abs() > 1e-9 * size {
        return Err(format!("the maker has {} USD and should have {cash}", last("cash_usd")));
    }
    let at_first: f64 = maker.makes.values().map(|product| f64::from(product.inventory)).sum();
    let shipped = at_first + sum("units_made") - last("inventory");
    let not_shipped = sum("units_cancelled") + last("backlog");
    if sum("units_sold") != shipped + not_shipped {
        return Err(format!("{} were sold, {shipped} shipped", sum("units_sold")));
    }
    if maker.makes.len() < game.groups.len() {
        return Ok(());
    }
    let joined = numbers(record, "devices.onboarded").last().copied().unwrap_or(0.0);
    let ordered = numbers(record, "devices.on_order").last().copied().unwrap_or(0.0);
    let bought = joined - game.devices_at_start() as f64 + ordered - last("backlog");
    if bought != shipped {
        return Err(format!("{shipped} were shipped, and owners have or await {bought}"));
    }
    Ok(())
}

/// What a column sums to, if there is one.
fn sum_if_any(record: &Record, name: &str) -> Units {
    if record.column(name).is_some() { amounts(record, name).iter().sum() } else { 0 }
}

/// What may be no number, since there may be nothing to divide by or to rank.
fn may_be_nan(name: &str) -> bool {
    let names = [
        "work.utilisation",
        "work.outage_share",
        "demand.wash_share",
        "work.break_even_share",
        "emission.reward_usd_per_device",
        "market.depth_usd",
        "spiral.after_days",
        "market.fundamental_usd",
        "operators.lured_share",
        "operators.unprofitable_share",
        "concentration.gini",
        "concentration.nakamoto",
        "operators.expected_usd",
        "operators.panic_share",
        "operators.hazard_share",
    ];
    // Of a group that offers nothing or is nobody.
    let of_groups = [
        "work.utilisation.",
        "work.served_share.",
        "work.battery_cycles_per_day.",
        "work.cheats_pay_share",
        "work.profit_usd.",
        "work.reputation.",
    ];
    names.contains(&name)
        || OF_DEVICES.contains(&name)
        || name.starts_with("demand.served_share")
        || of_groups.iter().any(|group| name.starts_with(group))
}

/// What there is a number of exactly if somebody was there that day.
const OF_DEVICES: [&str; 5] = [
    "operators.margin_usd_mean",
    "operators.margin_usd_p10",
    "operators.margin_usd_median",
    "operators.margin_usd_p90",
    "operators.payback_days_median",
];

/// Where nobody is, nothing is said of devices, and else something is.
pub fn check_absence(record: &Record) -> Result<(), String> {
    let active = numbers(record, "devices.active");
    let left = numbers(record, "devices.left");
    let returned = numbers(record, "devices.returned");
    for name in OF_DEVICES {
        for (step, value) in numbers(record, name).iter().enumerate() {
            let devices = active[step] + left[step] - returned[step];
            if value.is_nan() != (devices == 0.0) {
                return Err(format!("step {step}: `{name}` is {value} for {devices} devices"));
            }
        }
    }
    Ok(())
}

/// Every operator has a device in the network at the least, and half of them with one more have more
/// than half of the devices; of nobody nothing is said.
pub fn check_concentration(record: &Record) -> Result<(), String> {
    if record.column("concentration.operators").is_none() {
        return Ok(());
    }
    let active = numbers(record, "devices.active");
    let [operators, gini, nakamoto] = ["operators", "gini", "nakamoto"]
        .map(|name| numbers(record, &format!("concentration.{name}")));
    for (step, &count) in operators.iter().enumerate() {
        let (gini, nakamoto) = (gini[step], nakamoto[step]);
        let is_right = if count == 0.0 {
            active[step] == 0.0 && gini.is_nan() && nakamoto.is_nan()
        } else {
            let fewest = 1.0..=(count / 2.0).floor() + 1.0;
            count <= active[step] && (0.0..1.0).contains(&gini) && fewest.contains(&nakamoto)
        };
        if !is_right {
            let devices = active[step];
            return Err(format!("step {step}: {count} of {devices}, {gini}, {nakamoto}"));
        }
    }
    Ok(())
}

/// Every number is one, and none is below zero where that has no meaning.
pub fn check_numbers(record: &Record) -> Result<(), String> {
    for (metric, values) in record.metrics.iter().zip(&record.columns) {
        let Values::Numbers(values) = values else { continue };
        let name = metric.name.as_str();
        let may_be_negative =
            name.starts_with("operators.margin") || name.starts_with("work.profit_usd.");
        let may_be_endless = ["operators.payback_days_median", "maker.runway_days"].contains(&name);
        let is_share = metric.unit == "share";
        let is_price = matches!(name, "price.usd" | "price.seen_usd" | "market.close_usd");
        for (step, &value) in values.iter().enumerate() {
            let is_right = if value.is_nan() {
                may_be_nan(name)
            } else {
                (value.is_finite() || may_be_endless)
                    && (value >= 0.0 || may_be_negative)
                    && (value > 0.0 || !is_price)
                    && (value <= 1.0 + 1e-9 || !is_share)
            };
            if !is_right {
                return Err(format!("step {step}: `{name}` is {value}"));
            }
        }
    }
    Ok(())
}
