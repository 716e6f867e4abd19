//! Proves that prices move as the formulas of the literature say, on 100,000 paths of each kind, to
//! four standard errors at a fixed seed. The reference values are closed forms.

use sim::chance::Chance;
use sim::maths;
use sim::memory::Memory;
use sim::price::{Morning, Opening, PriceKind};

const PATHS: u32 = 100_000;

/// A price model as it is written in a scenario.
fn price(text: &str) -> PriceKind {
    let tree = language::yaml::parse("price.yaml", text).expect("it is YAML");
    language::read(&tree, None).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The prices of each morning but the first, on one path.
fn path(price: &PriceKind, path: u32, grid: (u32, f64)) -> Vec<f64> {
    path_on(price, &Chance::new(11, path), grid)
}

fn path_on(price: &PriceKind, chance: &Chance, (steps, days): (u32, f64)) -> Vec<f64> {
    let start = "2026-01-01".parse().expect("a date");
    let mut memory = Memory::default();
    let mut close_usd = price.start_usd(start, 1.0);
    let step = |step| {
        let news = chance.news(step);
        let now = (f64::from(step) * days * 86_400.0) as i64;
        let morning = Morning { close_usd, days, news, ..Morning::quiet(start, now) };
        close_usd = match price.open(&morning, &mut memory) {
            Opening::Level(usd) | Opening::Exactly(usd) => usd,
            Opening::TimesClose(times) => close_usd * times,
        };
        close_usd
    };
    (1..=steps).map(step).collect()
}

/// What each path comes to.
fn of_paths(price: &PriceKind, grid: (u32, f64), of: impl Fn(&[f64]) -> f64) -> Sample {
    let values: Vec<f64> = (0..PATHS).map(|at| of(&path(price, at, grid))).collect();
    Sample::of(&values)
}

fn last(path: &[f64]) -> f64 {
    path[path.len() - 1]
}

/// Central moments of a sample, up to the eighth, which the errors of the fourth need.
struct Sample {
    mean: f64,
    central: [f64; 9],
    size: f64,
}

impl Sample {
    fn of(values: &[f64]) -> Self {
        let size = values.len() as f64;
        let mean = values.iter().sum::<f64>() / size;
        let mut central = [0.0; 9];
        for value in values {
            let mut power = 1.0;
            for moment in &mut central {
                *moment += power / size;
                power *= value - mean;
            }
        }
        Self { mean, central, size }
    }

    fn assert(&self, what: &str, found: f64, exact: f64, error: f64) {
        assert!((found - exact).abs() < 4.0 * error, "{what}: {found} for {exact} ± {error}");
    }

    fn has_mean(&self, exact: f64) {
        self.assert("mean", self.mean, exact, (self.central[2] / self.size).sqrt());
    }

    fn has_variance(&self, exact: f64) {
        let [_, _, second, _, fourth, ..] = self.central;
        let error = ((fourth - second * second) / self.size).sqrt();
        self.assert("variance", second, exact, error);
    }

    /// The errors of skew and excess kurtosis are those of a nearly normal sample.
    fn has_shape(&self, skew: f64, excess: f64) {
        let [_, _, second, third, fourth, ..] = self.central;
        self.assert("skew", third / (second * second.sqrt()), skew, (6.0 / self.size).sqrt());
        let found = fourth / (second * second) - 3.0;
        self.assert("excess kurtosis", found, excess, (24.0 / self.size).sqrt());
    }
}

#[test]
fn a_walk_has_the_moments_of_geometric_brownian_motion() {
    let walk = price("gbm: { start: 1 USD, drift: 5 %/year, volatility: 80 %/year }");
    let year = (12, 365.0 / 12.0);
    of_paths(&walk, year, last).has_mean(1.051_271_096);
    let returns = of_paths(&walk, year, |path| maths::ln(last(path)));
    returns.has_mean(0.05 - 0.32);
    returns.has_variance(0.64);
    returns.has_shape(0.0, 0.0);
}

#[test]
fn jumps_have_the_moments_of_merton() {
    let jumps = price(
        "jump_diffusion: { start: 1 USD, drift: 5 %/year, volatility: 60 %/year,
           jumps_per_year: 2, jump_mean: -15 %, jump_deviation: 25 % }",
    );
    let year = (12, 365.0 / 12.0);
    of_paths(&jumps, year, last).has_mean(1.051_271_096);
    let returns = of_paths(&jumps, year, |path| maths::ln(last(path)));
    returns.has_mean(-0.206_059_561);
    returns.has_variance(0.53);
    returns.has_shape(-0.163_277_651, 0.147_116_412);
}

/// A mirrored path by itself is like any other, jumps included; together with the path that it mirrors its
/// walk cancels, and what is left is of jumps.
#[test]
fn mirrored_paths_have_the_moments_of_merton() {
    let jumps = price(
        "jump_diffusion: { start: 1 USD, drift: 5 %/year, volatility: 60 %/year,
           jumps_per_year: 2, jump_mean: -15 %, jump_deviation: 25 % }",
    );
    let returns = |replicate: u32| {
        let chance = Chance::antithetic(11, replicate);
        maths::ln(last(&path_on(&jumps, &chance, (12, 365.0 / 12.0))))
    };
    let pairs: Vec<_> = (0..PATHS).map(|pair| [returns(2 * pair), returns(2 * pair + 1)]).collect();
    let mirrored = Sample::of(&pairs.iter().map(|pair| pair[1]).collect::<Vec<_>>());
    mirrored.has_mean(-0.206_059_561);
    mirrored.has_variance(0.53);
    mirrored.has_shape(-0.163_277_651, 0.147_116_412);
    let both = Sample::of(&pairs.iter().map(|pair| (pair[0] + pair[1]) / 2.0).collect::<Vec<_>>());
    both.has_mean(-0.206_059_561);
    // Jumps make 0.17 of the variance, and a step's λΔt = 1/6 has jumps in one of the two at most.
    both.has_variance((0.17 - 12.0 * 0.15 * 0.15 / 36.0) / 2.0);
}

/// Broadie, Glasserman and Kou (1997): a barrier that is watched once a day is met less often than
/// one that is always watched, of which reflection gives 0.083603041.
#[test]
fn a_barrier_that_is_watched_daily_is_met_as_often_as_the_corrected_formula_says() {
    let walk = price("gbm: { start: 1 USD, drift: 5 %/year, volatility: 80 %/year }");
    let fell = |path: &[f64]| f64::from(path.iter().any(|usd| *usd <= 0.2));
    let met = of_paths(&walk, (365, 1.0), fell);
    met.has_mean(0.078_494_061);
    assert!((met.mean - 0.083_603_041) < -4.0 * (met.central[2] / met.size).sqrt());
}

#[test]
fn a_price_that_is_drawn_back_has_the_moments_of_ornstein_and_uhlenbeck() {
    // κ = 2 and σ = 0.3 a year, θ = 0.5, from x = 1: the half-life is ln 2/2 years.
    let back = price(
        "mean_reverting: { start: 2.718281828459 USD, level: 1.648721270700 USD,
           half_life: 0.346573590280 years, volatility: 30 %/year }",
    );
    let half = of_paths(&back, (10, 18.25), |path| maths::ln(last(path)));
    half.has_mean(0.683_939_721);
    half.has_variance(0.019_454_956);
    let long = of_paths(&back, (10, 365.0), |path| maths::ln(last(path)));
    long.has_mean(0.5);
    long.has_variance(0.0225);
}

#[test]
fn quiet_and_wild_times_leave_the_variance_of_the_long_run() {
    let garch = price("garch: { start: 1 USD, volatility: 5 %/day, alpha: 0.08, beta: 0.85 }");
    let returns = |path: &[f64]| maths::ln(path[99] / path[98]);
    let day = of_paths(&garch, (100, 1.0), returns);
    day.has_variance(0.0025);
    // 3·(1 − (α + β)²)/(1 − (α + β)² − 2α²): heavier tails than the 3 of a normal number.
    let kurtosis = day.central[4] / (day.central[2] * day.central[2]);
    let exact = 3.0 * (1.0 - 0.93 * 0.93) / (1.0 - 0.93 * 0.93 - 2.0 * 0.08 * 0.08);
    let [.., second, _, fourth, _, _, _, eighth] = day.central;
    let error = ((eighth - fourth * fourth) / day.size).sqrt() / (second * second);
    assert!((kurtosis - exact).abs() < 4.0 * error, "{kurtosis} for {exact} ± {error}");
    assert!(kurtosis > 3.0 + 4.0 * error);
}

#[test]
fn regimes_take_their_shares_of_the_time() {
    // Without volatility a day's return tells the regime.
    let regimes = price(
        "regimes:
  start: 1 USD
  states:
    bull: { lasts: 100 days, drift: 1 %/day, volatility: 0 %/day, then: { flat: 40 %, bear: 60 % } }
    flat: { lasts: 30 days, drift: 0 %/day, volatility: 0 %/day, then: { bull: 50 %, bear: 50 % } }
    bear: { lasts: 50 days, drift: -1 %/day, volatility: 0 %/day }",
    );
    let day = |path: &[f64]| maths::ln(path[999] / path[998]);
    let returns: Vec<f64> = (0..20_000).map(|at| day(&path(&regimes, at, (1_000, 1.0)))).collect();
    // How often each is entered: ν = (ν₂/2 + ν₃/2, 0.4ν₁ + ν₃/2, 0.6ν₁ + ν₂/2) = (30, 28, 32)/90.
    let weights = [30.0 * 100.0, 28.0 * 30.0, 32.0 * 50.0];
    let sum: f64 = weights.iter().sum();
    for (drift, weight) in [0.01, 0.0, -0.01].into_iter().zip(weights) {
        let is = |moved: &&f64| (**moved - drift).abs() < 1e-6;
        let (n, share) = (returns.len() as f64, weight / sum);
        let found = returns.iter().filter(is).count() as f64 / n;
        let error = (share * (1.0 - share) / n).sqrt();
        assert!((found - share).abs() < 4.0 * error, "{drift}: {found} for {share} ± {error}");
    }
}
