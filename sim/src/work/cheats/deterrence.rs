//! Deterrence: at what share of checks cheating stops paying.
//!
//! Who cheats gains `g` a step where no check comes, and loses `l` where one does, both against what
//! he would have if he did not cheat. He expects `(1 − p)·g − p·l`, which is zero at
//! `p* = g / (g + l)` (Becker 1968, *Crime and punishment*). Under the rules here, with the pay `y`
//! for a step's claimed work less the energy of being up (who is caught is shut out, and draws none),
//! the cost `k` of doing it, the cost `b` of being there up or not, and a penalty `F`
//! (`work.penalty.fine`, and the slashed share of what is held):
//!
//! - Against honest work, which leaves `y − k − b`: a cheat that passes has `y − b`, so `g = k`; one
//!   that is caught loses the step's pay and the penalty, and has `−F − b`, so `l = y − k + F`. Hence
//!   `p* = k / (y + F)`: as the pay for honest work and the fine stand between, a small share of
//!   checks deters those whom work costs little.
//! - Against staying away, which leaves nothing: `g = y − b`, `l = F + b`, `p* = (y − b) / (y + F)`.
//!
//! A slash of a share `σ` of what is held has a penalty that grows with what was kept: in the long run
//! a cheat that keeps a share `κ` of its pay loses all of it, whatever `σ` is, since what it holds is
//! steady only where slashes take as much as comes in, `p·σ·held = (1 − p)·κ·y`. It then earns
//! `(1 − p)·(1 − κ)·y`. With a fine alone, which what is held covers, `p*` is exact.

/// What cheating brings and costs in a step [USD].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Temptation {
    /// Gain where no check comes, against not cheating.
    pub gain_usd: f64,
    /// Loss where one does, against not cheating.
    pub penalty_usd: f64,
}

impl Temptation {
    /// To fake work rather than do it, given the pay for it less what it costs to be up, what it costs to
    /// do, and the fine.
    #[must_use]
    pub fn to_fake(pay_usd: f64, work_usd: f64, fine_usd: f64) -> Self {
        Self { gain_usd: work_usd, penalty_usd: pay_usd - work_usd + fine_usd }
    }

    /// To cheat rather than stay away, given the pay less what it costs to be up, what it costs to be
    /// there, and the fine.
    #[must_use]
    pub fn to_come(pay_usd: f64, being_usd: f64, fine_usd: f64) -> Self {
        Self { gain_usd: pay_usd - being_usd, penalty_usd: being_usd + fine_usd }
    }

    /// What is expected of cheating, against not cheating, where so many are caught [USD].
    #[must_use]
    pub fn expected_usd(&self, caught: f64) -> f64 {
        (1.0 - caught) * self.gain_usd - caught * self.penalty_usd
    }

    /// The probability of being caught at which cheating stops paying [1]; 0 where it never pays, and
    /// 1 where nothing deters.
    #[must_use]
    pub fn break_even(&self) -> f64 {
        if self.gain_usd <= 0.0 {
            return 0.0;
        }
        (self.gain_usd / (self.gain_usd + self.penalty_usd).max(self.gain_usd)).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // Pay of 3 USD for work that costs 1 USD, and a fine of 7 USD: 1 in 10.
        let fake = Temptation::to_fake(3.0, 1.0, 7.0);
        assert_eq!(fake, Temptation { gain_usd: 1.0, penalty_usd: 9.0 });
        assert_eq!(fake.break_even(), 0.1);
        assert!(fake.expected_usd(0.1).abs() < 1e-15);
        assert_eq!((fake.expected_usd(0.0), fake.expected_usd(1.0)), (1.0, -9.0));
        // To come for 3 USD at a cost of 0.5 USD: 2.5 in 10.
        assert_eq!(Temptation::to_come(3.0, 0.5, 7.0).break_even(), 0.25);
        // Without a fine, who would stay away otherwise loses nothing but what it costs to be there.
        assert_eq!(Temptation::to_come(3.0, 0.0, 0.0).break_even(), 1.0);
        assert_eq!(Temptation::to_fake(3.0, 0.0, 0.0).break_even(), 0.0);
        // Work that costs more than it brings is faked whatever is checked, if it must be claimed.
        assert_eq!(Temptation::to_fake(3.0, 4.0, 0.0).break_even(), 1.0);
    }
}
