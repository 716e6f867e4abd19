//! Business: a maker's cash, and what comes in and goes out in a step.

use jiff::civil::Date;
use language::when::Seconds;

use super::line::{Line, Waiting};
use super::{Maker, Shipment};
use crate::world::{Cohort, Group};

/// The state of a maker.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Business {
    /// Its money [USD]; never below zero.
    pub cash_usd: f64,
    /// Whether it could not pay once, and so makes and sells nothing any more.
    pub has_failed: bool,
    /// What happened in this step.
    pub day: Flows,
    costs_usd_per_day: f64,
    reserve_usd: f64,
    /// By group; none where others make the devices.
    lines: Vec<Option<Line>>,
    /// What left the shelf and is not sent yet.
    shipped: Vec<Shipment>,
    /// Devices that are not waited for any more, by cohort.
    cancelled: Vec<(usize, u64)>,
}

/// What happened to a maker in a step.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Flows {
    /// Devices that were ordered and paid.
    pub sold: u64,
    /// Devices that came from the factory.
    pub made: u64,
    /// Devices that are not waited for any more.
    pub cancelled: u64,
    /// What customers paid [USD].
    pub revenue_usd: f64,
    /// What they got back [USD].
    pub refunds_usd: f64,
    /// What the factory got [USD].
    pub production_usd: f64,
    /// Wages, rent and the like [USD].
    pub costs_usd: f64,
    /// What was spent on marketing [USD].
    pub marketing_usd: f64,
    /// What was spent on the next model [USD].
    pub development_usd: f64,
    /// Price less parts of what was sold, less that of what was cancelled [USD].
    pub margin_usd: f64,
}

/// A step of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    /// The first day of the run.
    pub start: Date,
    /// First second of the step.
    pub begin: Seconds,
    /// One past its last second.
    pub end: Seconds,
    /// Its length [days].
    pub days: f64,
}

/// What a group is like for its maker today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outside {
    /// What shocks multiply the price of parts and of devices by [1].
    pub hardware: f64,
    /// What they multiply the factory's time by [1].
    pub lead_time: f64,
    /// Share of the group's limit that has not joined yet [1].
    pub left: f64,
}

impl Business {
    /// A maker on the first day, where a fleet has these groups and so many cohorts.
    #[must_use]
    pub fn new(maker: &Maker, groups: &[Group], cohorts: usize) -> Self {
        let line = |group: &Group| {
            let product = maker.makes.get(&group.name)?;
            Some(Line::new(product, group.price_usd, cohorts))
        };
        Self {
            cash_usd: maker.cash.value(),
            costs_usd_per_day: maker.costs.value(),
            reserve_usd: maker.reserve.value(),
            lines: groups.iter().map(line).collect(),
            ..Self::default()
        }
    }

    /// Whether it makes the devices of a group.
    #[must_use]
    pub fn makes(&self, group: usize) -> bool {
        self.lines[group].is_some()
    }

    /// What a device of a group costs today [USD], and how fast it is over its kind [1]; none if
    /// others make it.
    #[must_use]
    pub fn offer(&self, group: usize, turn: &Turn) -> Option<(f64, f64)> {
        let line = self.lines[group].as_ref()?;
        Some((line.price_today(turn.start, (turn.begin, turn.end)), line.speed_ahead()))
    }

    /// People whom marketing reaches today, of a group.
    #[must_use]
    pub fn reached(&self, group: usize) -> f64 {
        self.lines[group].as_ref().map_or(0.0, |line| line.reached)
    }

    /// Devices that a cohort orders today before they are made.
    #[must_use]
    pub fn presells(&self, (at, cohort): (usize, &Cohort), turn: &Turn) -> u64 {
        let line = self.lines[cohort.group].as_ref();
        let step = (turn.begin, turn.end);
        line.map_or(0, |line| line.presell((at, cohort.share), turn.start, step))
    }

    /// The morning: batches arrive, those who wait get their devices or their money back, and
    /// marketing reaches people.
    pub fn open(&mut self, turn: &Turn, outside: &[Outside]) {
        self.day = Flows::default();
        if self.has_failed {
            return;
        }
        let mut refunds_usd = 0.0;
        for (line, outside) in self.lines.iter_mut().zip(outside) {
            let Some(line) = line else { continue };
            self.day.made += line.receive(turn.end);
            line.renew(turn.end);
            line.ship(&mut self.shipped);
            while let Some(waiting) = line.give_up(turn.begin) {
                let Waiting { cohort, count, price_usd, .. } = waiting;
                let margin_usd = price_usd - line.bom_usd * outside.hardware;
                refunds_usd += price_usd * count as f64;
                self.day.margin_usd -= margin_usd * count as f64;
                self.day.cancelled += count;
                self.cancelled.push((cohort, count));
            }
        }
        self.day.refunds_usd = self.pay(refunds_usd);
        for (at, outside) in outside.iter().enumerate() {
            self.advertise(at, turn.days, outside.left);
        }
    }

    fn advertise(&mut self, at: usize, days: f64, left: f64) {
        let spare_usd = self.spare_usd();
        let Some(line) = &mut self.lines[at] else { return };
        let Some(plan) = line.marketing.as_ref().filter(|_| !self.has_failed) else { return };
        let spent_usd = plan.spent_usd(line.budget_usd, days).min(spare_usd);
        line.reached = plan.reached(spent_usd, left);
        line.budget_usd -= spent_usd;
        self.cash_usd -= spent_usd;
        self.day.marketing_usd += spent_usd;
    }

    /// Sells so many devices to a cohort, of which some are of a presale, at a price; what is on the
    /// shelf leaves it at once.
    pub fn sell(
        &mut self,
        (at, cohort): (usize, &Cohort),
        (count, presold, price_usd): (u64, u64, f64),
        (since, hardware): (Seconds, f64),
    ) {
        let Some(line) = &mut self.lines[cohort.group] else { return };
        let paid_usd = price_usd * count as f64;
        let margin_usd = paid_usd - line.bom_usd * hardware * count as f64;
        line.margin_usd += margin_usd;
        line.order(Waiting { since, cohort: at, count, price_usd }, presold);
        line.ship(&mut self.shipped);
        self.cash_usd += paid_usd;
        self.day.sold += count;
        self.day.revenue_usd += paid_usd;
        self.day.margin_usd += margin_usd;
    }

    /// The evening: costs are paid, batches ordered, the next model begun.
    pub fn close(&mut self, turn: &Turn, outside: &[Outside]) {
        if self.has_failed {
            return;
        }
        self.day.costs_usd = self.pay(self.costs_usd_per_day * turn.days);
        if self.has_failed {
            return;
        }
        for (at, outside) in outside.iter().enumerate() {
            let spare_usd = self.spare_usd();
            let Some(line) = &mut self.lines[at] else { continue };
            if let Some(plan) = &line.marketing {
                line.budget_usd += plan.share.value() * line.margin_usd.max(0.0);
            }
            line.margin_usd = 0.0;
            let due = turn.end.saturating_add(line.takes(outside.lead_time));
            let spent_usd = line.restock(spare_usd, line.bom_usd * outside.hardware, due);
            self.cash_usd = (self.cash_usd - spent_usd).max(0.0);
            self.day.production_usd += spent_usd;
        }
        for at in 0..self.lines.len() {
            let spare_usd = self.spare_usd();
            let Some(line) = &mut self.lines[at] else { continue };
            let spent_usd = line.develop(spare_usd, turn.end);
            self.cash_usd -= spent_usd;
            self.day.development_usd += spent_usd;
        }
    }

    /// What it may spend beside what it must [USD].
    fn spare_usd(&self) -> f64 {
        (self.cash_usd - self.reserve_usd).max(0.0)
    }

    /// Pays what is due, or what it has; returns that [USD].
    fn pay(&mut self, due_usd: f64) -> f64 {
        let paid_usd = due_usd.min(self.cash_usd);
        self.cash_usd -= paid_usd;
        if paid_usd < due_usd {
            self.fail();
        }
        paid_usd
    }

    fn fail(&mut self) {
        self.has_failed = true;
        for waiting in self.lines.iter_mut().flatten().flat_map(Line::stop) {
            self.day.cancelled += waiting.count;
            self.cancelled.push((waiting.cohort, waiting.count));
        }
    }

    /// What has left the shelf since this was last asked.
    pub fn take_shipped(&mut self) -> std::vec::Drain<'_, Shipment> {
        self.shipped.drain(..)
    }

    /// Devices that are not waited for any more since this was last asked, by cohort.
    pub fn take_cancelled(&mut self) -> std::vec::Drain<'_, (usize, u64)> {
        self.cancelled.drain(..)
    }

    /// Devices on its shelves.
    #[must_use]
    pub fn inventory(&self) -> u64 {
        self.lines.iter().flatten().map(Line::inventory).sum()
    }

    /// Devices in production.
    #[must_use]
    pub fn in_production(&self) -> u64 {
        self.lines.iter().flatten().map(Line::in_production).sum()
    }

    /// Devices that are paid and wait to be made.
    #[must_use]
    pub fn backlog(&self) -> u64 {
        self.lines.iter().flatten().map(Line::backlog).sum()
    }

    /// How long its money lasts if all goes on as in a step of so many days [days].
    #[must_use]
    pub fn runway_days(&self, days: f64) -> f64 {
        let burned_usd = self.day.costs_usd + self.day.marketing_usd - self.day.margin_usd;
        match self.has_failed {
            true => 0.0,
            false if burned_usd > 0.0 => self.cash_usd / burned_usd * days,
            false => f64::INFINITY,
        }
    }
}
