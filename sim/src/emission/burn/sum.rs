//! Sum: several sinks at once.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, BurnKind, Burned, Memory, Network};

/// Burns what several sinks do together.
///
/// ## Equation
/// `burned = Σ burned_part`, and likewise for the treasury and the devices; what one sink buys, the
/// next cannot, and what one mints, the next may not. Operators are paid in money what no part takes: `1 − Σ (1 − paid_out_part)`, at
/// least 0.
///
/// ## Why one would choose it
/// Networks burn for several reasons at once: for use, for joining, and by buying back.
///
/// ## Source
/// IoTeX burns for registrations and for storage and bridges; Theta for transactions and for payments.
///
/// ## Example
/// ```yaml
/// burn:
///   sum:
///     use: { fees: { burned: 95 %, kept: 5 % } }
///     joining: { registration: { fee: 10 LENS } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sum(
    /// The sinks, by name.
    pub IndexMap<String, BurnKind>,
);

impl Burn for Sum {
    fn burned(&self, network: &Network, memory: &mut Memory) -> Burned {
        let mut network = *network;
        self.0.iter().fold(Burned::default(), |sum, (name, part)| {
            let more = part.burned(&network, memory.part(name)).at_most(network.held);
            network.held -= more.bought();
            network.room = more.room_after(network.room);
            sum + more
        })
    }

    fn fee_usd(&self, network: &Network) -> f64 {
        self.0.values().map(|part| part.fee_usd(network)).sum()
    }

    fn paid_out(&self) -> f64 {
        let taken: f64 = self.0.values().map(|part| 1.0 - part.paid_out()).sum();
        (1.0 - taken).max(0.0)
    }

    fn pays_devices(&self) -> bool {
        self.0.values().any(|part| part.pays_devices())
    }

    fn misfit(&self) -> Option<(String, String)> {
        let of_part = |(name, part): (&String, &BurnKind)| {
            let (message, help) = part.misfit()?;
            Some((format!("{name}: {message}"), help))
        };
        self.0.iter().find_map(of_part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    fn read(text: &str) -> BurnKind {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read(&tree, None).unwrap()
    }

    #[test]
    fn by_hand() {
        let sum = read(
            "sum: { a: { fees: { burned: 60 %, kept: 10 % } }, b: { dated: { 2026-01-02: 4 LENS/day } },
                    c: { registration: { fee: 10 LENS, burned: 50 % } } }",
        );
        let on = |at, joined, held| {
            let network = Network { spent_usd: 10.0, joined, held, ..day(at, 0) };
            let burned = sum.burned(&network, &mut Memory::default());
            (burned.burned, burned.to_treasury)
        };
        assert_eq!(on(0, 0, 100), (6, 0));
        assert_eq!(on(1, 1, 100), (6 + 4 + 5, 5));
        // The first takes 6, the second the 3 that are left, and the third nothing.
        assert_eq!(on(1, 1, 9), (9, 0));
        assert!((sum.paid_out() - 0.3).abs() < 1e-15);
        assert_eq!(sum.fee_usd(&day(0, 0)), 10.0);
        assert!(!sum.pays_devices() && sum.misfit().is_none());
    }

    #[test]
    fn parts_that_remember_keep_apart() {
        let one = "buy_back: { share: 100 %, every: 2 days }";
        let sum = read(&format!("sum: {{ a: {{ {one} }}, b: {{ {one} }} }}"));
        let mut memory = Memory::default();
        let on = |at| Network { spent_usd: 10.0, held: 100, ..day(at, 0) };
        let burned = [0, 1, 2, 3].map(|at| sum.burned(&on(at), &mut memory).burned);
        assert_eq!(burned, [0, 0, 40, 0]);
    }

    #[test]
    fn a_part_with_a_fault_is_named() {
        let sum = read("sum: { use: { fees: { burned: 95 %, kept: 6 % } } }");
        assert_eq!(sum.misfit().unwrap().0, "use: the shares sum to 101 %");
    }
}
