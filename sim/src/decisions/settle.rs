//! Settle: what each device earned and cost today, what its owner sells, and whether it goes on.

use super::selling::Policy;
use super::staying::Limit;
use crate::emission::pay;
use crate::world::{Active, Balance, Losing, Profit, Shown, Spread};

/// What holds for all devices of a cohort today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    /// Pay for a weight of one, as `rate / 2^shift` [grains].
    pub rate: u64,
    /// See `rate`.
    pub shift: u32,
    /// Value of a grain [USD].
    pub grain_usd: f64,
    /// What customers pay in money for a weight of one [USD].
    pub fee_usd: f64,
    /// Costs of a device that is up [USD].
    pub cost_up_usd: f64,
    /// Costs of every active device [USD].
    pub cost_always_usd: f64,
    /// Length of the step [days].
    pub days: f64,
    /// What owners sell.
    pub policy: Policy,
    /// When owners leave.
    pub limit: Limit,
}

/// What the devices of a lot did together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Settled {
    /// Sold [grains].
    pub sold: u64,
    /// Devices that worked at a loss.
    pub losing: u64,
    /// Devices that left.
    pub left: u64,
    /// What the owners of these devices hold afterwards, those who left included [grains].
    pub held: u64,
}

/// The columns that settling reads and writes.
pub(super) struct Rows<'a> {
    pub shown: &'a [Shown],
    pub active: &'a mut [Active],
    pub balance: &'a mut [Balance],
    pub profit: &'a mut [Profit],
    pub losing: &'a mut [Losing],
}

/// Settles the day for the devices of a lot.
pub(super) fn settle(terms: &Terms, rows: Rows, margins: &mut Spread) -> Settled {
    let mut sum = Settled::default();
    let devices = rows.shown.iter().zip(rows.active).zip(rows.balance).zip(rows.profit);
    for ((((shown, active), balance), profit), losing) in devices.zip(rows.losing) {
        let here = f64::from(active.0);
        let is_up = f64::from(u8::from(shown.0 > 0));
        let pay = pay(shown.0, terms.rate, terms.shift);
        let fee_usd = terms.fee_usd * f64::from(shown.0);
        let cost_usd = terms.cost_up_usd * is_up + terms.cost_always_usd * here;
        let margin_usd = pay as f64 * terms.grain_usd + fee_usd - cost_usd;
        profit.0 += margin_usd;

        let sold = sold(terms, pay, balance.0, cost_usd - fee_usd);
        balance.0 -= sold;
        sum.sold += sold;
        sum.held += balance.0;

        let per_day = margin_usd / terms.days;
        margins.count(per_day as f32, u32::from(active.0));
        let is_loss = per_day < terms.limit.least_usd_per_day;
        sum.losing += u64::from(is_loss) & u64::from(active.0);
        losing.0 = if is_loss { losing.0 + terms.days as f32 } else { 0.0 };
        let gives_up = is_loss && f64::from(losing.0) >= terms.limit.days;
        sum.left += u64::from(gives_up) & u64::from(active.0);
        active.0 &= u8::from(!gives_up);
    }
    sum
}

/// What an owner sells of a pay and a balance that it is already in [grains].
fn sold(terms: &Terms, pay: u64, held: u64, unpaid_usd: f64) -> u64 {
    let for_costs = if terms.policy.covers_costs && unpaid_usd > 0.0 {
        // A price of zero makes this infinite, and the cast the largest number there is.
        ((unpaid_usd / terms.grain_usd).ceil() as u64).min(held)
    } else {
        0
    };
    let rest = pay.saturating_sub(for_costs);
    for_costs + ((rest as f64 * terms.policy.share) as u64).min(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms {
            rate: 2,
            shift: 0,
            grain_usd: 0.5,
            fee_usd: 0.1,
            cost_up_usd: 3.0,
            cost_always_usd: 1.0,
            days: 1.0,
            policy: Policy { covers_costs: true, share: 0.5 },
            limit: Limit { least_usd_per_day: 0.0, days: 2.0 },
        }
    }

    fn settle_one(
        terms: &Terms,
        shown: u32,
        device: &mut (Active, Balance, Profit, Losing),
    ) -> Settled {
        let rows = Rows {
            shown: &[Shown(shown)],
            active: std::slice::from_mut(&mut device.0),
            balance: std::slice::from_mut(&mut device.1),
            profit: std::slice::from_mut(&mut device.2),
            losing: std::slice::from_mut(&mut device.3),
        };
        settle(terms, rows, &mut Spread::default())
    }

    #[test]
    fn by_hand() {
        // Shows 10: pay 20 grains = 10 USD, fees 1 USD, costs 4 USD: margin 7 USD.
        // Unpaid costs 3 USD = 6 grains, then half of the other 14: 13 sold of 20.
        let mut device = (Active(1), Balance(20), Profit(-100.0), Losing(1.0));
        let settled = settle_one(&terms(), 10, &mut device);
        assert_eq!(settled, Settled { sold: 13, losing: 0, left: 0, held: 7 });
        assert_eq!((device.1.0, device.2.0, device.3.0), (7, -93.0, 0.0));
    }

    #[test]
    fn an_owner_leaves_on_the_last_day_of_patience() {
        let mut device = (Active(1), Balance(1), Profit(0.0), Losing(0.0));
        // Down: costs 1 USD = 2 grains, of which it holds 1.
        assert_eq!(
            settle_one(&terms(), 0, &mut device),
            Settled { sold: 1, losing: 1, left: 0, held: 0 }
        );
        assert_eq!((device.0.0, device.2.0), (1, -1.0));
        assert_eq!(
            settle_one(&terms(), 0, &mut device),
            Settled { sold: 0, losing: 1, left: 1, held: 0 }
        );
        assert_eq!(device.0.0, 0);
        // Gone: no costs, no losses, nothing happens any more.
        assert_eq!(settle_one(&terms(), 0, &mut device), Settled::default());
        assert_eq!(device.2.0, -2.0);
    }
}
