//! Elasticity: how demand answers to the price, with a competitor as the way out.

use crate::maths;

/// Demand as a multiple of what it would be at the competitor's price.
///
/// ## Equation
/// `(price / competitor)^elasticity`
///
/// ## Why
/// Customers of AI inference can always go to a hosted service; an elasticity of −0.8 says that a
/// price 10 % above the competitor's costs 7.3 % of demand.
///
/// ## Source
/// Constant-elasticity demand, Marshall (1890), *Principles of Economics*, book III.
#[must_use]
pub fn times_base(price_usd: f64, competitor_usd: f64, elasticity: f64) -> f64 {
    if elasticity == 0.0 || competitor_usd <= 0.0 || price_usd <= 0.0 {
        return 1.0;
    }
    maths::power(price_usd / competitor_usd, elasticity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(times_base(2.0, 1.0, -1.0), 0.5);
        assert_eq!(times_base(1.0, 4.0, -0.5), 2.0);
        // 1.1^-0.8 = 0.92659.
        assert!((times_base(1.1, 1.0, -0.8) - 0.926_586_2).abs() < 1e-6);
        assert_eq!(times_base(5.0, 1.0, 0.0), 1.0);
    }
}
