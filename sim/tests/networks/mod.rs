//! Random networks, written as scenarios: a page of YAML from every choice that there is.

mod burn;
pub mod checks;
mod complete;
mod everything;
mod fleet;
mod flows;
mod locks;
mod maker;
mod mechanisms;
mod owners;
mod schedule;

pub use everything::everything;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use burn::{burn, remint};
use fleet::{fleet, work};
use mechanisms::{SHARINGS, SUBNETS};
use owners::{decisions, new_mind, patience, selling};
use schedule::schedule;

/// A number of cents, dollars or tokens of any size between two powers of ten.
fn power(from: i32, to: i32) -> impl Strategy<Value = f64> {
    let written = |(digit, power)| format!("{digit}e{power}").parse().expect("it is a number");
    (1..10_u32, from..=to).prop_map(written)
}

/// One of some texts.
fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    select(texts).prop_map(str::to_owned).boxed()
}

/// `head: value`, or nothing.
fn maybe(head: &'static str, value: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let line = move |value: Option<String>| value.map_or(String::new(), |v| format!("{head}{v}"));
    option::weighted(0.6, value).prop_map(line).boxed()
}

/// Shares in per cent that sum to 100.
fn shares(parts: usize) -> impl Strategy<Value = Vec<u32>> {
    vec(0..=100_u32, parts - 1).prop_map(|mut cuts| {
        cuts.extend([0, 100]);
        cuts.sort_unstable();
        cuts.windows(2).map(|pair| pair[1] - pair[0]).collect()
    })
}

/// An amount of the token as it is written: whole, or with every decimal that there is.
fn tokens(decimals: u32, to: i32) -> BoxedStrategy<String> {
    (power(0, to), any::<bool>())
        .prop_map(move |(whole, is_fine)| {
            let fraction = "123456789012345678".get(..decimals as usize).unwrap_or_default();
            if is_fine && decimals > 0 { format!("{whole}.{fraction}") } else { whole.to_string() }
        })
        .boxed()
}

fn token_rate(decimals: u32) -> BoxedStrategy<String> {
    let per = one_of(&["hour", "day", "week", "month", "year"]);
    (tokens(decimals, 6), per).prop_map(|(amount, per)| format!("{amount} LENS/{per}")).boxed()
}

fn dollars(from: i32, to: i32) -> BoxedStrategy<String> {
    power(from, to).prop_map(|usd| format!("{usd} USD")).boxed()
}

fn percent(to: u32) -> BoxedStrategy<String> {
    (0..=to).prop_map(|share| format!("{share} %")).boxed()
}

/// `{ from: …, to: … }` between two whole numbers, the ends often the same or at the edge.
fn between(least: u32, most: u32, unit: &'static str) -> BoxedStrategy<String> {
    let edges = [least, most];
    let end = || prop_oneof![3 => least..=most, 1 => select(edges.to_vec())];
    (end(), end())
        .prop_map(move |(one, other)| {
            let (from, to) = (one.min(other), one.max(other));
            format!("{{ from: {from}{unit}, to: {to}{unit} }}")
        })
        .boxed()
}

/// A share as it may be written: one for all, or different from one to the next.
fn varied_share() -> BoxedStrategy<String> {
    let around = (percent(100), one_of(&["0 %", "30 %", "200 %"]))
        .prop_map(|(median, spread)| format!("{{ median: {median}, spread: {spread} }}"));
    prop_oneof![2 => percent(100), 2 => between(0, 100, " %"), 1 => around].boxed()
}

/// Every length of time that follows the calendar or does not.
const TIMES: &[&str] = &["0 days", "5 hours", "1 day", "10 days", "3 weeks", "1 month", "2 years"];
const TIMES_ABOVE_ZERO: &[&str] = &["5 hours", "1 day", "10 days", "3 weeks", "1 month", "2 years"];
const DATES: &[&str] = &["2023-06-01", "2024-01-01", "2024-01-03", "2024-02-29", "2025-01-01"];

fn price(usd: f64) -> BoxedStrategy<String> {
    let percent_a_year = |to: u32| (0..=to).prop_map(|n| format!("{n} %/year"));
    let gbm = (percent_a_year(100), percent_a_year(300)).prop_map(move |(drift, volatility)| {
        format!("gbm: {{ start: {usd} USD, drift: {drift}, volatility: {volatility} }}")
    });
    let jumps = (percent_a_year(200), 0..=60_u32, 0..=90_u32, 0..=80_u32).prop_map(
        move |(volatility, rate, fall, deviation)| {
            format!(
                "jump_diffusion: {{ start: {usd} USD, volatility: {volatility}, jumps_per_year: \
                 {rate}, jump_mean: -{fall} %, jump_deviation: {deviation} % }}"
            )
        },
    );
    let replay = (one_of(&["hold", "linear", "geometric"]), power(-3, 1), power(-3, 1)).prop_map(
        move |(between, factor, end)| {
            let (middle, last) = (usd * factor, usd * end);
            format!(
                "replay: {{ between: {between}, usd: {{ 2024-01-01: {usd} USD, 2024-01-10: \
                 {middle} USD, 2024-03-01: {last} USD }} }}"
            )
        },
    );
    let moves = one_of(&["level", "relative"]);
    // The first price is that of the first day, at which the pool has room.
    let from = maybe("from: ", one_of(&["2024-01-01", "2024-01-03"]));
    let daily = (moves, vec(power(-3, 1), 0..=40), from).prop_map(move |(moves, factors, from)| {
        let later = factors.iter().map(|factor| format!(", {}", usd * factor));
        let later: String = later.collect();
        let from = if from.is_empty() { from } else { format!("{from}, ") };
        format!("replay: {{ moves: {moves}, daily: {{ {from}usd: [{usd}{later}] }} }}")
    });
    prop_oneof![
        Just(format!("constant: {{ usd: {usd} USD }}")),
        Just(format!("market: {{ start: {usd} USD }}")),
        gbm,
        jumps,
        replay,
        daily,
    ]
    .boxed()
}

fn shocks() -> BoxedStrategy<String> {
    let recovers = maybe(", recovers_in: ", one_of(TIMES));
    let shock =
        (1..=300_u32, 0..60_u32, one_of(TIMES), recovers).prop_map(|(to, day, over, recovers)| {
            format!("{{ name: s, price: {{ to: {to} %, at: day {day}, over: {over}{recovers} }} }}")
        });
    let lag = maybe(", lag: ", one_of(TIMES_ABOVE_ZERO));
    let oracle =
        (0..60_u32, maybe(", lasts: ", one_of(TIMES)), lag).prop_map(|(day, lasts, lag)| {
            format!("{{ name: o, oracle: {{ at: day {day}{lasts}{lag} }} }}")
        });
    let exit = (percent(100), 0..60_u32).prop_map(|(share, day)| {
        format!("{{ name: e, exit: {{ share: {share}, at: day {day} }} }}")
    });
    let shock = prop_oneof![3 => shock, 1 => oracle, 1 => exit];
    list("shocks: ", vec(shock, 0..=2))
}

/// A rival that pays more or less than the network, for ever or for a while.
fn rivals() -> BoxedStrategy<String> {
    let pays = prop_oneof![
        power(-2, 2).prop_map(|usd| format!("pays: {{ n0: {usd} USD/day }}")),
        (0..400_u32).prop_map(|times| format!("times: {times} %")),
    ];
    let parts = (
        pays,
        (0..40_u32, maybe(", until: day ", one_of(&["50", "90"]))),
        maybe(", bonus: ", one_of(&["{ usd: 40 USD, until: day 20 }"])),
        maybe(", switching_cost: ", dollars(-1, 3)),
        maybe(", look: ", one_of(&["0 %/day", "3 %/day", "100 %/day"])),
        maybe(", follows: ", one_of(&["100 %", "30 %"])),
        maybe(", spread: ", one_of(&["0 %", "90 %"])),
    );
    let rival = parts.prop_map(|(pays, (from, until), bonus, cost, look, follows, spread)| {
        format!("  r: {{ from: day {from}, {pays}{until}{bonus}{cost}{look}{follows}{spread} }}\n")
    });
    maybe("rivals:\n", rival.boxed())
}

fn list(
    head: &'static str,
    items: impl Strategy<Value = Vec<String>> + 'static,
) -> BoxedStrategy<String> {
    let line = move |items: Vec<String>| format!("{head}[{}]\n", items.join(", "));
    items.prop_map(line).boxed()
}

/// Shares, and up to two parts that are paid first.
fn split(decimals: u32) -> BoxedStrategy<String> {
    const NAMES: [&str; 4] = ["devices", "stakers", "treasury", "insiders"];
    let most = maybe(", most: ", schedule(decimals));
    let first = (one_of(&NAMES), percent(60), most)
        .prop_map(|(to, share, most)| format!("{{ to: {to}, share: {share}{most} }}"));
    (shares(4), vec(first, 0..=2))
        .prop_map(|(shares, firsts)| {
            let pairs = NAMES.iter().zip(shares).map(|(name, share)| format!("{name}: {share} %"));
            let firsts = firsts.iter().enumerate().map(|(at, first)| format!("p{at}: {first}"));
            let firsts = firsts.collect::<Vec<_>>().join(", ");
            let pairs = pairs.collect::<Vec<_>>().join(", ");
            format!("{{ first: {{ {firsts} }}, {pairs} }}")
        })
        .boxed()
}

fn subnets() -> BoxedStrategy<String> {
    one_of(SUBNETS).prop_map(|subnets| format!("{subnets}\n")).boxed()
}

fn emission(decimals: u32, genesis: f64) -> BoxedStrategy<String> {
    let missed = (0..DATES.len() - 1, tokens(decimals, 5)).prop_map(|(at, tokens)| {
        let (from, until) = (DATES[at], DATES[at + 1]);
        format!("{{ from: {from}, until: {until}, tokens: {tokens} LENS }}")
    });
    (
        schedule(decimals),
        list("  missed: ", vec(missed, 0..=2)),
        maybe("  remint: ", remint(decimals)),
        maybe("  subnets: ", subnets()),
        split(decimals),
        one_of(SHARINGS),
        burn(decimals, genesis),
        locks::locks(),
    )
        .prop_map(|(schedule, missed, remint, subnets, split, sharing, burn, locks)| {
            format!(
                "emission:\n  schedule: {schedule}\n{missed}{remint}{subnets}  split: {split}\n  \
                 sharing: {sharing}\n  burn: {burn}\n{locks}"
            )
        })
        .boxed()
}

/// A market at which a pool may hold at most so many dollars.
fn market(most_usd: f64) -> BoxedStrategy<String> {
    let pool = (1..=9_u32, percent(5)).prop_map(move |(tenths, fee)| {
        let depth = most_usd * f64::from(tenths) / 10.0;
        format!("{{ constant_product: {{ depth: {depth:.2} USD, fee: {fee} }} }}")
    });
    let impact = (percent(99), power(0, 6)).prop_map(|(impact, depth)| {
        format!("{{ linear_impact: {{ impact: {impact}, depth: {depth} LENS/day }} }}")
    });
    prop_oneof![1 => Just("exogenous".to_owned()), 1 => impact, 2 => pool].boxed()
}

/// Stands for the market that a network does not begin with: a pool cannot change its depth.
const OTHER_MARKET: &str = "OTHER_MARKET";

/// Fills in the market that a network does not begin with.
fn other_market(begins_with: &str, amendments: &str) -> String {
    let pool = "{ constant_product: { depth: 500000 USD, fee: 1 % } }";
    let other = if begins_with.contains("constant_product") { "exogenous" } else { pool };
    amendments.replace(OTHER_MARKET, other)
}

fn amendments(decimals: u32, (genesis, usd): (f64, f64)) -> BoxedStrategy<String> {
    let patch = prop_oneof![
        schedule(decimals).prop_map(|text| format!("emission.schedule: {text}")),
        burn(decimals, genesis).prop_map(|text| format!("emission.burn: {text}")),
        split(decimals).prop_map(|text| format!("emission.split: {text}")),
        locks::vesting().prop_map(|text| format!("emission.vesting: {text}")),
        locks::collateral(&["1", "40", "9000"])
            .prop_map(|text| format!("emission.collateral: {text}")),
        locks::unbonding().prop_map(|text| format!("emission.unbonding: {text}")),
        selling().prop_map(|text| format!("decisions.selling: {text}")),
        patience().prop_map(|text| format!("decisions.staying: {text}")),
        one_of(&["earned", "sold"]).prop_map(|text| format!("decisions.income: {text}")),
        new_mind("n0"),
        one_of(&["even", "exponential"]).prop_map(|text| format!("work.load: {text}")),
        Just(format!("market: {OTHER_MARKET}")),
        flows::amended((genesis, usd)),
        one_of(&["always", "bernoulli"]).prop_map(|text| format!("work.uptime: {text}")),
        one_of(SHARINGS).prop_map(|text| format!("emission.sharing: {text}")),
    ];
    let dated = vec(patch, 0..=3).prop_map(|patches| {
        let dates = ["2024-01-01", "2024-01-02", "2024-02-10"];
        let amend = |(date, patch)| format!("{{ from: {date}, set: {{ {patch} }} }}");
        dates.iter().zip(patches).map(amend).collect()
    });
    list("amendments: ", dated)
}

fn run() -> BoxedStrategy<String> {
    let days = |step| match step {
        "hour" => 2..=3_u32,
        "week" => 280..=560,
        "month" => 1_200..=2_400,
        _ => 40..=80,
    };
    select(&["hour", "day", "day", "week", "month"][..])
        .prop_flat_map(move |step| (Just(step), days(step)))
        .prop_map(|(step, days)| {
            format!("run: {{ start: 2024-01-01, days: {days}, step: {step} }}\n")
        })
        .boxed()
}

/// `token`: the decimals, the tokens of the first day, a cap, and who has them locked.
fn token(decimals: u32, genesis: f64) -> BoxedStrategy<String> {
    let cap = prop_oneof![Just(1.0), Just(1.01), Just(2.0)];
    let cap = option::of(cap).prop_map(move |times: Option<f64>| {
        times.map_or(String::new(), |times| format!("  cap: {:.0} LENS\n", genesis * times))
    });
    let part = locks::allocation();
    (cap, vec(part, 0..=3))
        .prop_map(move |(cap, parts)| {
            let parts = parts.iter().enumerate().map(|(at, part)| format!("    a{at}: {part}\n"));
            let parts: String = parts.collect();
            let allocation = if parts.is_empty() { "" } else { "  allocation:\n" };
            format!(
                "token:\n  symbol: LENS\n  decimals: {decimals}\n  genesis: {genesis} LENS\n{cap}\
                 {allocation}{parts}"
            )
        })
        .boxed()
}

/// The text of a random scenario; every one of them loads.
pub fn network() -> BoxedStrategy<String> {
    (0..=18_u32, power(3, 8), power(-3, 1))
        .prop_flat_map(move |(decimals, genesis, usd)| {
            // At most 60 % are locked, so that traders hold what the deepest pool needs.
            let market = market(genesis * usd * 0.4).prop_map(|text| format!("market: {text}\n"));
            let price = price(usd).prop_map(|text| format!("price: {{ {text} }}\n"));
            (
                (run(), token(decimals, genesis), fleet(), price, (shocks(), rivals())),
                (
                    work(),
                    emission(decimals, genesis),
                    decisions(),
                    market,
                    (flows::flows((genesis, usd)), amendments(decimals, (genesis, usd))),
                ),
            )
        })
        .prop_map(|((run, token, fleet, price, (shocks, rivals)), rules)| {
            let (work, emission, decisions, market, (flows, amendments)) = rules;
            let amendments = other_market(&market, &amendments);
            let rules = [work, emission, decisions, market, flows, amendments].concat();
            [run, token, fleet, price, shocks, rivals, rules].concat()
        })
        .boxed()
}
