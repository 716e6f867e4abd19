//! Proves that the engine computes what the formulas in the kinds' docs say, by numbers that are
//! known without it. What is random is held to four standard errors of the closed form, at a fixed
//! seed; what is not, to the base unit.

pub mod common;

use common::{amounts, load, numbers, play, record};
use sim::ensemble;
use sim::ledger::Units;
use sim::maths;
use sim::record::Record;
use sim::scenario::Loaded;

const REPLICATES: u32 = 4_000;

/// A network of nobody, of which only the price is looked at.
const EMPTY: &str = "
run: { start: 2026-01-01, days: 366, step: month }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet: { nobody: { hardware: hotspot/lorawan, devices: 0 } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
";

/// Mean, variance and fourth central moment of a sample.
struct Sample {
    mean: f64,
    variance: f64,
    fourth: f64,
    size: f64,
}

impl Sample {
    fn of(values: &[f64]) -> Self {
        let size = values.len() as f64;
        let mean = values.iter().sum::<f64>() / size;
        let square = |value: &f64| (value - mean) * (value - mean);
        let variance = values.iter().map(square).sum::<f64>() / size;
        let fourth = values.iter().map(|v| square(v) * square(v)).sum::<f64>() / size;
        Self { mean, variance, fourth, size }
    }

    fn assert_mean(&self, exact: f64) {
        let error = (self.variance / self.size).sqrt();
        assert!((self.mean - exact).abs() < 4.0 * error, "{} for {exact} ± {error}", self.mean);
    }

    fn assert_variance(&self, exact: f64) {
        // The variance of a variance, from the sample's own fourth moment.
        let error = ((self.fourth - self.variance * self.variance) / self.size).sqrt();
        let found = self.variance;
        assert!((found - exact).abs() < 4.0 * error, "{found} for {exact} ± {error}");
    }
}

/// The price on the last morning of each replicate, over that of the first.
fn growth(loaded: &Loaded) -> Vec<f64> {
    let outcomes = ensemble::play(&loaded.game, 7, REPLICATES, false, || {}).expect("it holds");
    let ratio = |outcome: &sim::run::Outcome| {
        let prices = numbers(&outcome.record, "price.usd");
        prices[prices.len() - 1] / prices[0]
    };
    outcomes.iter().map(ratio).collect()
}

fn logarithms(growth: &[f64]) -> Vec<f64> {
    growth.iter().map(|&ratio| maths::ln(ratio)).collect()
}

#[test]
fn a_walk_has_the_mean_and_variance_of_geometric_brownian_motion() {
    let walk = "price={ gbm: { start: 0.40 USD, drift: 10 %/year, volatility: 60 %/year } }";
    let growth = growth(&load(EMPTY, &[walk]));
    // A year: (0.1 − 0.6²/2) = −0.08 and 0.6² = 0.36; the mean of the price itself is e^0.1.
    let sample = Sample::of(&logarithms(&growth));
    sample.assert_mean(-0.08);
    sample.assert_variance(0.36);
    Sample::of(&growth).assert_mean(1.105_170_918);
}

#[test]
fn the_step_does_not_matter_to_a_walk() {
    let walk = "price={ gbm: { start: 0.40 USD, drift: 10 %/year, volatility: 60 %/year } }";
    // 40 weeks and a day, so that the last morning is 280 days after the first: −0.08 · 280/365.
    let weeks = growth(&load(EMPTY, &[walk, "run.step=week", "run.days=281"]));
    let sample = Sample::of(&logarithms(&weeks));
    sample.assert_mean(-0.061_369_863);
    sample.assert_variance(0.276_164_384);
}

#[test]
fn jumps_have_the_mean_and_variance_of_merton() {
    let jumps = "price={ jump_diffusion: { start: 0.40 USD, drift: 5 %/year, volatility: 60 %/year, \
                 jumps_per_year: 2, jump_mean: -15 %, jump_deviation: 25 % } }";
    let growth = growth(&load(EMPTY, &[jumps]));
    // Merton (1976) for μ 0.05, σ 0.6, λ 2, g −0.15, d 0.25 over a year:
    // mean μ − σ²/2 − λk + λg = −0.206059561, variance σ² + λ(g² + d²) = 0.53, and E[S] = e^0.05.
    let sample = Sample::of(&logarithms(&growth));
    sample.assert_mean(-0.206_059_561);
    sample.assert_variance(0.53);
    Sample::of(&growth).assert_mean(1.051_271_096);
}

#[test]
fn a_walk_without_volatility_is_on_each_date_where_its_drift_has_brought_it() {
    let drift = "price={ gbm: { start: 1 USD, drift: 365 %/year, volatility: 0 %/year } }";
    let on = |step: &str, at: usize| {
        let step = format!("run.step={step}");
        numbers(&record(EMPTY, &[drift, &step]), "price.usd")[at]
    };
    // A drift of 1 % a day, so that the price n days after the start is e^(n/100).
    for (step, at, days) in [("hour", 48, 2.0), ("day", 31, 31.0), ("week", 3, 21.0)] {
        let exact = maths::exp(days / 100.0);
        assert!((on(step, at) / exact - 1.0).abs() < 1e-12, "{step}");
    }
    // 1 February is 31 days after 1 January, and 1 March 59.
    for (at, days) in [(1, 31.0), (2, 59.0), (3, 90.0)] {
        let exact = maths::exp(days / 100.0);
        assert!((on("month", at) / exact - 1.0).abs() < 1e-12, "month {at}: {}", on("month", at));
    }
}

#[test]
fn a_market_fills_as_bass_says() {
    let text = "
run: { start: 2026-01-01, days: 1826, step: week }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet:
  spots: { hardware: hotspot/lorawan, devices: 0, regions: { asia: 30 %, europe: 70 % }, limit: 200_000 }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
decisions: { joining: { bass: { market: 100_000, innovation: 3 %/year, imitation: 38 %/year } } }
";
    // Five years of 365 days after the start F(5) = 0.331198642 of the market has ordered; the last
    // week is whole, so a day more is in it.
    for step in ["week", "day"] {
        let run = record(text, &[&format!("run.step={step}"), "fleet.spots.lead_time=0 days"]);
        let joined = numbers(&run, "devices.onboarded.spots");
        let at = |days: usize| joined[if step == "week" { days / 7 } else { days }];
        assert!((at(1_825) / 100_000.0 - 0.331_198_642).abs() < 2e-3, "{step}: {}", at(1_825));
    }
}

#[test]
fn devices_are_up_as_often_as_their_probability_says() {
    let text = "
run: { start: 2026-01-01, days: 250 }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet: { spots: { hardware: hotspot/lorawan, devices: 2_000 } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
";
    // The hardware model says 80 % of a hotspot.
    for (uptime, p) in [("bernoulli", 0.8), ("{ bernoulli: { share: 35 % } }", 0.35)] {
        let record = record(text, &[&format!("work.uptime={uptime}")]);
        let up: Vec<f64> = numbers(&record, "work.devices_up").iter().map(|n| n / 2e3).collect();
        let error = (p * (1.0 - p) / 500_000.0_f64).sqrt();
        let sample = Sample::of(&up);
        assert!((sample.mean - p).abs() < 4.0 * error, "{}", sample.mean);
        // Independent of each other: the variance from step to step is that of a binomial.
        sample.assert_variance(p * (1.0 - p) / 2e3);
    }
    for (uptime, up) in [("always", 2e3), ("{ bernoulli: { share: 0 % } }", 0.0)] {
        let record = record(text, &[&format!("work.uptime={uptime}")]);
        assert!(numbers(&record, "work.devices_up").iter().all(|&n| n == up), "{uptime}");
    }
}

/// 1,000 glasses see 11 GB of photos a day, and customers buy one of them for 0.26 USD.
const BURNING: &str = "
run: { start: 2026-01-01, days: 20 }
token: { symbol: LENS, decimals: 8, genesis: 1_000_000 LENS }
fleet: { glasses: { hardware: glasses/xiaomi-ai-glasses, devices: 1_000 } }
price: { constant: { usd: 0.5 USD } }
demand: { photos: { data: photos, constant: 1 GB/day, price: 0.26 USD/GB } }
work: { uptime: always }
emission:
  schedule: { fixed: { rate: 0 LENS/day } }
  burn: { burn_and_mint: { credit: 0.0625 USD } }
";

#[test]
fn a_constant_spending_at_a_constant_price_burns_whole_credits_over_the_price() {
    // 0.26 USD buy four credits of 0.0625 USD, which are 0.25 USD and half a token of 0.50 USD.
    let usual = record(BURNING, &[]);
    assert_eq!(amounts(&usual, "emission.burned_tokens"), [50_000_000; 20]);
    assert_eq!(amounts(&usual, "ledger.burned")[19], 1_000_000_000);
    // A share of 80 % is 0.208 USD and three credits; a week has seven times as much to spend.
    let share = record(BURNING, &["emission.burn.burn_and_mint.share=80 %"]);
    assert_eq!(amounts(&share, "emission.burned_tokens"), [37_500_000; 20]);
    let week = record(BURNING, &["run.step=week"]);
    // 1.82 USD buy 29 credits: 1.8125 USD, 3.625 tokens.
    assert_eq!(amounts(&week, "emission.burned_tokens"), [362_500_000; 3]);
    // Half the price burns twice the tokens.
    let cheap = record(BURNING, &["price.constant.usd=0.25 USD"]);
    assert_eq!(amounts(&cheap, "emission.burned_tokens"), [100_000_000; 20]);
}

#[test]
fn what_was_burned_is_minted_again_on_the_next_day_up_to_the_cap() {
    let free = record(BURNING, &["emission.remint.cap=1 LENS/day"]);
    let expected = |again| [vec![0], vec![again; 19]].concat();
    assert_eq!(amounts(&free, "emission.reminted_tokens"), expected(50_000_000));
    let capped = record(BURNING, &["emission.remint.cap=0.2 LENS/day"]);
    assert_eq!(amounts(&capped, "emission.reminted_tokens"), expected(20_000_000));
    assert_eq!(
        amounts(&capped, "ledger.supply")[19],
        100_000_000_000_000 - 20 * 50_000_000 + 19 * 20_000_000
    );
}

#[test]
fn halvings_sum_to_what_their_shifts_sum_to() {
    let halving =
        "emission.schedule={ halving: { initial: 1_000.00000007 LENS/day, every: 30 days } }";
    let text = EMPTY.replace("step: month", "step: day");
    let record = record(&text, &[halving, "run.days=3000"]);
    let minted = amounts(&record, "emission.minted_tokens");
    let initial: Units = 100_000_000_007;
    for (day, &units) in minted.iter().enumerate() {
        assert_eq!(units, initial >> (day / 30), "day {day}");
    }
    let sum: Units = (0..37).map(|halvings| 30 * (initial >> halvings)).sum();
    assert_eq!(minted.iter().sum::<Units>(), sum);
    // Never more than two intervals of the first amount.
    assert!(sum < 2 * 30 * initial);
}

#[test]
fn a_cap_is_reached_exactly_and_never_passed() {
    let sets =
        ["run.step=day", "token.cap=1_000_100.5 LENS", "emission.schedule.fixed.rate=7 LENS/day"];
    let record = record(EMPTY, &sets);
    let minted = amounts(&record, "emission.minted_tokens");
    // 14 days of 7 tokens are 98; then 2.5 are left.
    assert_eq!(minted[13..16], [700_000_000, 250_000_000, 0]);
    assert_eq!(amounts(&record, "ledger.supply")[365], 100_010_050_000_000);
}

#[test]
fn owners_leave_on_the_last_day_of_their_patience_whatever_the_step() {
    // Nobody earns anything, so that every day is a loss.
    let text = "
run: { start: 2026-01-01, days: 120 }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet: { spots: { hardware: hotspot/lorawan, devices: 10 } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
";
    let leaves_in = |days: u32, step: &str| {
        let sets = [
            format!("run.step={step}"),
            format!("decisions.staying={{ patience: {{ days: {days}, spread: 0 % }} }}"),
        ];
        let record = record(text, &[&sets[0], &sets[1]]);
        numbers(&record, "devices.left").iter().position(|&left| left == 10.0)
    };
    for days in [1, 2, 5, 14, 30, 90_u32] {
        // In the step whose end is the end of that day, counted from zero.
        assert_eq!(leaves_in(days, "day"), Some(days as usize - 1), "{days} days");
        assert_eq!(leaves_in(days, "hour"), Some(24 * days as usize - 1), "{days} days of hours");
    }
    assert_eq!(leaves_in(14, "week"), Some(1));
    assert_eq!(leaves_in(59, "month"), Some(1));
}

#[test]
fn the_capacity_per_second_of_devices_that_are_always_up_is_the_same_in_every_month() {
    let text = "
run: { start: 2026-01-01, days: 365, step: month }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet: { gpus: { hardware: gpu/rtx-4090, devices: 10 } }
price: { constant: { usd: 1 USD } }
demand: { chat: { model: llama-3.1-8b, constant: 1e9 tokens/day, price: 0.05 USD/Mtoken } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
";
    let record = record(text, &[]);
    let capacity = numbers(&record, "work.capacity_tokens_per_second");
    let first = capacity[0];
    assert!(first > 0.0);
    assert!(capacity.iter().all(|c| (c / first - 1.0).abs() < 1e-12), "{capacity:?}");
}

/// The team of a network sells 1,000 tokens a day, and nobody else does anything.
fn thousand_a_day(price: &str, market: &str) -> Record {
    let text = format!(
        "
run: {{ start: 2026-01-01, days: 50 }}
token:
  symbol: LENS
  genesis: 2_000_000 LENS
  allocation: {{ team: {{ share: 50 %, linear: 1000 days, sells: 100 % }} }}
fleet: {{ nobody: {{ hardware: hotspot/lorawan, devices: 0 }} }}
price: {price}
emission: {{ schedule: {{ fixed: {{ rate: 0 LENS/day }} }} }}
market: {market}
"
    );
    play(&load(&text, &[]).game, 1, 0).record
}

#[test]
fn a_sale_into_the_pool_moves_the_price_as_the_product_says() {
    // 1,000 tokens a day are unlocked and sold into 1,000,000 tokens and dollars, without a fee:
    // the price after n days is (T/(T + n))² in thousands of tokens, T = 1,000.
    let market = "{ constant_product: { depth: 1_000_000 USD, fee: 0 % } }";
    let record = thousand_a_day("{ market: { start: 1 USD } }", market);
    for (day, price) in numbers(&record, "market.close_usd").iter().enumerate() {
        let ratio = 1_000.0 / (1_001.0 + day as f64);
        assert!((price / (ratio * ratio) - 1.0).abs() < 1e-9, "day {day}: {price}");
    }
}

#[test]
fn a_tenth_of_the_depth_a_day_falls_by_a_tenth_of_the_impact_a_day() {
    let market = "{ linear_impact: { impact: 2 %, depth: 10_000 LENS/day } }";
    let record = thousand_a_day("{ market: { start: 1 USD } }", market);
    let mut price = 1.0;
    for (day, close) in numbers(&record, "market.close_usd").iter().enumerate() {
        price *= 0.998;
        assert!((close / price - 1.0).abs() < 1e-12, "day {day}: {close}");
    }
    assert!(numbers(&record, "market.depth_usd").iter().all(|depth| depth.is_nan()));
    assert!(amounts(&record, "ledger.pool").iter().all(|&units| units == 0));
}

#[test]
fn a_replayed_move_acts_on_what_the_market_left() {
    let market = "{ linear_impact: { impact: 2 %, depth: 10_000 LENS/day } }";
    let replay = |moves| {
        let price = format!(
            "{{ replay: {{ moves: {moves}, daily: {{ from: 2026-01-03, usd: [2, 3, 1] }} }} }}"
        );
        numbers(&thousand_a_day(&price, market), "price.usd")[..7].to_vec()
    };
    let series = [2.0, 2.0, 2.0, 3.0, 1.0, 1.0, 1.0];
    assert_eq!(replay("level"), series);
    let mut impact = 1.0;
    for (open, price) in replay("relative").iter().zip(series) {
        assert!((open / (price * impact) - 1.0).abs() < 1e-12, "{open} and not {price} · {impact}");
        impact *= 0.998;
    }
}

#[test]
fn the_first_price_of_the_next_day_is_the_last_of_this_one_where_only_the_market_moves_it() {
    let record = record(common::BUSY, &["price={ market: { start: 0.40 USD } }", "shocks=[]"]);
    let (open, close) = (numbers(&record, "price.usd"), numbers(&record, "market.close_usd"));
    assert_eq!(open[1..], close[..close.len() - 1]);
}

#[test]
fn burning_and_minting_find_their_equilibrium() {
    // C = 50 million USD, D = 100,000 USD and M = 20,548 tokens a day, S = 180 million: the supply after
    // n days is S* + (S − S*)(1 − D/C)ⁿ, with S* = M · C/D = 10,274,000 and P* = D/M = 4.866653…
    let text = "
run: { start: 2026-01-01, days: 12_000 }
token: { symbol: LENS, decimals: 8, genesis: 180_000_000 LENS }
fleet: { one: { hardware: hotspot/lorawan, devices: 1 } }
price: { capitalisation: { usd: 50_000_000 USD } }
work: { uptime: always }
emission:
  schedule: { fixed: { rate: 20_548 LENS/day } }
  sharing: by_presence
  burn: { burn_and_mint: { credit: 0.01 USD, spent: 100_000 USD/day } }
decisions: { selling: { fixed_share: { share: 100 % } } }
";
    let record = record(text, &[]);
    let supply = amounts(&record, "ledger.supply");
    let after = |days: usize| supply[days - 1] as f64 / 1e8;
    let closed = |days: u32| {
        let left = (0..days).fold(1.0, |left, _| left * (1.0 - 100_000.0 / 50e6));
        10_274_000.0 + (180e6 - 10_274_000.0) * left
    };
    for (days, exact) in [(1, closed(1)), (30, closed(30)), (365, 92_006_718.853_382)] {
        let off = (after(days) / exact - 1.0).abs();
        assert!(off < 1e-9, "{} after {days} days, not {exact}", after(days));
    }
    assert!((closed(365) / 92_006_718.853_382 - 1.0).abs() < 1e-12);
    assert!((after(12_000) / 10_274_000.0 - 1.0).abs() < 1e-8, "{}", after(12_000));
    let prices = numbers(&record, "price.usd");
    assert!((prices[11_999] / 4.866_653_689 - 1.0).abs() < 1e-8, "{}", prices[11_999]);
}
