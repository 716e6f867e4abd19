//! Owners: the columns of some neighbouring devices, and what their owners are like.

use crate::world::{
    Active, Balance, Electricity, Losing, Patience, Profit, Rows, Sells, Shown, Uptime, Weight,
};

/// The columns that settling reads and writes.
pub(super) struct Owners<'a> {
    /// The number of the first device within its cohort.
    pub first: u64,
    pub shown: &'a [Shown],
    pub weight: &'a [Weight],
    pub uptime: &'a [Uptime],
    pub electricity: &'a [Electricity],
    pub sells: &'a [Sells],
    pub patience: &'a [Patience],
    pub active: &'a mut [Active],
    pub balance: &'a mut [Balance],
    pub profit: &'a mut [Profit],
    pub losing: &'a mut [Losing],
    /// Where what each earned is noted, if operators weigh it.
    pub noted: Option<&'a mut [f32]>,
}

impl Rows for Owners<'_> {
    fn len(&self) -> usize {
        self.shown.len()
    }

    #[inline(always)]
    fn split_at(self, row: usize) -> (Self, Self) {
        let (shown, shown_after) = self.shown.split_at(row);
        let (weight, weight_after) = self.weight.split_at(row);
        let (uptime, uptime_after) = self.uptime.split_at(row);
        let (electricity, electricity_after) = self.electricity.split_at(row);
        let (sells, sells_after) = self.sells.split_at(row);
        let (patience, patience_after) = self.patience.split_at(row);
        let (active, active_after) = self.active.split_at_mut(row);
        let (balance, balance_after) = self.balance.split_at_mut(row);
        let (profit, profit_after) = self.profit.split_at_mut(row);
        let (losing, losing_after) = self.losing.split_at_mut(row);
        let (noted, noted_after) = match self.noted {
            Some(noted) => {
                let (noted, after) = noted.split_at_mut(row);
                (Some(noted), Some(after))
            }
            None => (None, None),
        };
        let after = Self {
            first: self.first + row as u64,
            shown: shown_after,
            weight: weight_after,
            uptime: uptime_after,
            electricity: electricity_after,
            sells: sells_after,
            patience: patience_after,
            active: active_after,
            balance: balance_after,
            profit: profit_after,
            losing: losing_after,
            noted: noted_after,
        };
        let first = self.first;
        let before = Self {
            first,
            shown,
            weight,
            uptime,
            electricity,
            sells,
            patience,
            active,
            balance,
            profit,
            losing,
            noted,
        };
        (before, after)
    }
}
