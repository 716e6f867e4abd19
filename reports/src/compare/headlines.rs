//! This file is about the metrics that a reader of a comparison asks for first, in plain words.

use studies::compare::MetricDifference;

use super::Pair;

/// Metrics in the order in which they are read, and what each is.
const HEADLINES: [(&str, &str); 22] = [
    ("devices.active", "active devices"),
    ("price.usd", "price of the token"),
    ("operators.margin_usd_median", "margin of the middle operator"),
    ("operators.unprofitable_share", "operators at a loss"),
    ("operators.payback_days_median", "payback of the middle operator"),
    ("demand.served_share", "share of demand that is served"),
    ("work.revenue_usd", "what customers pay"),
    ("emission.reward_usd_per_device", "pay of a device"),
    ("devices.onboarded", "devices that ever joined"),
    ("devices.gone", "devices that are gone"),
    ("work.energy_kwh", "energy"),
    ("emission.scheduled_tokens", "tokens of the schedule"),
    ("emission.minted_tokens", "tokens minted"),
    ("emission.burned_tokens", "tokens burned"),
    ("ledger.supply", "tokens that exist"),
    ("ledger.circulating", "tokens that circulate"),
    ("ledger.locked", "tokens that are locked"),
    ("ledger.treasury", "tokens of the treasury"),
    ("ledger.burned", "tokens burned so far"),
    ("operators.sold_tokens", "tokens sold by owners"),
    ("spiral.started", "runs with a death spiral"),
    ("spiral.depth", "depth of death spirals"),
];

/// Those whose difference is drawn over time.
const OVER_TIME: [&str; 4] =
    ["devices.active", "price.usd", "operators.margin_usd_median", "demand.served_share"];

/// Those of a token without devices.
const TOKEN_OVER_TIME: [&str; 3] = ["ledger.supply", "ledger.circulating", "ledger.burned"];

/// Whether a metric may be drawn over time, so that it has to be kept step by step.
#[must_use]
pub fn is_drawn_over_time(metric: &str) -> bool {
    OVER_TIME.contains(&metric) || TOKEN_OVER_TIME.contains(&metric)
}

/// The metrics whose difference is drawn over time.
pub(super) fn over_time(pair: &Pair) -> Vec<&'static str> {
    let has_devices = pair.loaded.iter().any(|loaded| !loaded.game.groups.is_empty());
    let metrics = if has_devices { &OVER_TIME[..] } else { &TOKEN_OVER_TIME };
    let moves = |metric: &&str| pair.compared.moved.iter().any(|moved| moved == metric);
    metrics.iter().copied().filter(moves).collect()
}

/// A metric in plain words; its own name if it is none of these.
pub(super) fn plain(metric: &str) -> &str {
    HEADLINES.iter().find(|(name, _)| *name == metric).map_or(metric, |(_, plain)| plain)
}

/// The headlines that both have and of which there is a number, at the end, with their plain words.
pub(super) fn of<'a>(pair: &'a Pair) -> Vec<(&'static str, &'a MetricDifference)> {
    let there = |(metric, plain): &(&str, &'static str)| {
        let difference = pair.end(metric)?;
        let is_known = !difference.base.value.is_nan() || !difference.proposal.value.is_nan();
        is_known.then_some((*plain, difference))
    };
    HEADLINES.iter().filter_map(there).collect()
}
