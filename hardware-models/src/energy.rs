//! This file is about energy at the wall: what a token and a day take, and what that costs.

/// Joules in a kilowatt-hour, by definition.
const KWH_JOULES: f64 = 3.6e6;
/// Watt-hours that a watt draws in a day, per kilowatt-hour.
const DAY_KWH_PER_WATT: f64 = 24.0 / 1_000.0;

/// Watts at the wall for a watt of a data-centre card: host, power supply and cooling.
pub const WALL_PER_CARD_WATT: f64 = 1.5; // estimate

/// Energy of a token: P / rate \[J\]; the rate is above 0.
#[must_use]
pub fn joules_per_token(power_watts: f64, tokens_per_second: f64) -> f64 {
    power_watts / tokens_per_second
}

/// Electricity for a million tokens \[USD\].
#[must_use]
pub fn usd_per_million_tokens(joules_per_token: f64, usd_per_kwh: f64) -> f64 {
    joules_per_token * 1e6 / KWH_JOULES * usd_per_kwh
}

/// Power between idle and active: P = idle + u · (active − idle) \[W\]; u is from 0 to 1.
#[must_use]
pub fn power_watts(idle_watts: f64, active_watts: f64, utilisation: f64) -> f64 {
    idle_watts + utilisation * (active_watts - idle_watts)
}

/// Power that an energy is, spread evenly over a day \[W\].
#[must_use]
pub fn mean_watts(wh_per_day: f64) -> f64 {
    wh_per_day / 24.0
}

/// Electricity of a day \[USD\], if it works for `busy_share` of it and is idle for the rest.
#[must_use]
pub fn usd_per_day(idle_watts: f64, active_watts: f64, busy_share: f64, usd_per_kwh: f64) -> f64 {
    power_watts(idle_watts, active_watts, busy_share) * DAY_KWH_PER_WATT * usd_per_kwh
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
    }

    #[test]
    fn energy_and_cost_of_tokens() {
        near(joules_per_token(30.0, 20.0), 1.5);
        near(joules_per_token(350.0, 140.0), 2.5);
        near(joules_per_token(0.0, 1.0), 0.0);
        // 3.6 J a token are exactly 1 kWh for a million.
        near(usd_per_million_tokens(3.6, 0.165), 0.165);
        near(usd_per_million_tokens(0.72, 0.10), 0.02);
        near(usd_per_million_tokens(7.2, 0.25), 0.5);
    }

    #[test]
    fn power_and_cost_of_a_day() {
        near(power_watts(50.0, 450.0, 0.0), 50.0);
        near(power_watts(50.0, 450.0, 0.5), 250.0);
        near(power_watts(50.0, 450.0, 1.0), 450.0);
        assert_eq!([0.0, 12.0, 24.0].map(mean_watts), [0.0, 0.5, 1.0]);
        near(usd_per_day(5.0, 5.0, 0.3, 0.10), 0.012);
        near(usd_per_day(50.0, 450.0, 0.5, 0.20), 1.2);
        near(usd_per_day(0.0, 1_000.0, 1.0, 0.25), 6.0);
    }

    /// Watts at the wall and tokens a second as measured, and the published cost of a million
    /// tokens at the prices of Asia, the world and Europe.
    #[test]
    fn published_measurements_cost_what_the_table_says() {
        let rows = [
            // verified: geerlingguy/ai-benchmarks issue 43, RTX 4090, Llama-3.2-3B Q4_K_M
            (261.9, 334.67, 0.78, [0.018, 0.036, 0.053]),
            // verified: geerlingguy/ai-benchmarks, Mac mini M4, Llama-3.2-3B Q4_K_M
            (30.1, 41.31, 0.73, [0.017, 0.033, 0.050]),
            // verified: geerlingguy/ai-benchmarks issue 2, Mac mini M4, Llama-3.1-8B Q4_K_M
            (30.1, 20.89, 1.44, [0.034, 0.066, 0.098]),
        ];
        for (watts, tokens_per_second, joules, costs) in rows {
            let exact = joules_per_token(watts, tokens_per_second);
            assert!((exact / joules - 1.0).abs() < 0.01, "{exact} J is not {joules} J");
            for (usd_per_kwh, cost) in [0.084, 0.165, 0.245].into_iter().zip(costs) {
                // Costs are published with three decimals: off by up to half of the last.
                let exact = usd_per_million_tokens(exact, usd_per_kwh);
                assert!((exact - cost).abs() <= 0.01 * cost + 0.000_5, "{exact} is not {cost}");
            }
        }
    }
}
