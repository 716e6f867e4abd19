//! This file is about what became of the parts that a scenario may have: its maker, customers, data,
//! cheats, rivals and treasury, in a sentence each.

use studies::Estimate;
use studies::statistics::{probability, quantile};

use super::Played;
use super::findings::{of_runs, sums};
use super::words::{count, in_unit, interval, percent};

/// A sentence for each part that the scenario has.
pub(super) fn sentences(played: &Played) -> Vec<String> {
    let all = [maker(played), customers(played), quality(played), cheats(played)];
    let others = [wash(played), rivals(played), treasury(played)];
    all.into_iter().chain(others).flatten().collect()
}

/// The median of a metric at the end, with its interval; none if runs have no such metric.
fn at_end(played: &Played, metric: &str) -> Option<Estimate> {
    Some(quantile(played.collected.at_end(metric)?, 0.5))
}

/// A share at the end in words.
fn share(played: &Played, metric: &str, say: impl Fn(String) -> String) -> Option<String> {
    let estimate = at_end(played, metric)?;
    if estimate.value.is_nan() {
        return None;
    }
    let runs = of_runs(played);
    let within = interval(&estimate, "share");
    Some(format!("{} ({runs}; 95 % interval {within})", say(percent(estimate.value))))
}

fn maker(played: &Played) -> Option<String> {
    let cash = played.collected.at_end("maker.cash_usd")?;
    let broke = probability(cash.iter().filter(|usd| **usd <= 0.0).count(), cash.len());
    let left = in_unit(quantile(cash, 0.5).value, "USD");
    let shelf = count(at_end(played, "maker.inventory")?.value);
    let backlog = count(at_end(played, "maker.backlog")?.value);
    Some(format!(
        "The maker ends with {left}, {shelf} devices on its shelf and {backlog} orders that wait ({}); it has \
         nothing left in {} of the runs (95 % interval {}, n = {})",
        of_runs(played),
        percent(broke.value),
        interval(&broke, "share"),
        broke.n
    ))
}

/// The workload of which most customers have gone.
fn customers(played: &Played) -> Option<String> {
    let names = played.loaded.game.workloads.iter().map(|workload| &workload.name);
    let there = names.filter_map(|name| {
        let metric = format!("demand.customers_share.{name}");
        Some((name, at_end(played, &metric)?.value, metric))
    });
    let (name, _, metric) = there.min_by(|one, other| one.1.total_cmp(&other.1))?;
    share(played, &metric, |there| {
        format!("Of the customers of {name} {there} are there at the end")
    })
}

fn quality(played: &Played) -> Option<String> {
    share(played, "flywheel.quality", |quality| {
        format!("What data have taught makes the service {quality} of a perfect one at the end")
    })
}

fn cheats(played: &Played) -> Option<String> {
    share(played, "work.cheats_pay_share", |pay| {
        format!("Cheats get {pay} of what devices are paid at the end")
    })
}

fn wash(played: &Played) -> Option<String> {
    share(played, "demand.wash_share", |spent| {
        format!("Of what is spent on work at the end {spent} is spent by those who are paid for it")
    })
}

fn rivals(played: &Played) -> Option<String> {
    at_end(played, "devices.poached")?;
    let steps = 0..played.loaded.game.calendar.steps() as usize;
    let taken = quantile(&sums(played, "devices.poached", &steps), 0.5);
    let within = interval(&taken, "devices");
    let runs = of_runs(played);
    Some(format!("Rivals took {} devices ({runs}; 95 % interval {within})", count(taken.value)))
}

fn treasury(played: &Played) -> Option<String> {
    at_end(played, "market.treasury_unpaid_usd")?;
    let steps = 0..played.loaded.game.calendar.steps() as usize;
    let unpaid = quantile(&sums(played, "market.treasury_unpaid_usd", &steps), 0.5);
    if unpaid.value == 0.0 {
        return Some(format!("The treasury could pay all of its costs ({})", of_runs(played)));
    }
    let (left, within) = (in_unit(unpaid.value, "USD"), interval(&unpaid, "USD"));
    let runs = of_runs(played);
    Some(format!(
        "The treasury had no tokens for {left} of its costs ({runs}; 95 % interval {within})"
    ))
}
