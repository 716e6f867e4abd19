//! Line: one kind of device that a maker makes, from the factory to those who wait for it.

use std::collections::VecDeque;

use jiff::civil::Date;
use language::when::Seconds;

use super::{Marketing, NextModel, Presale, Product};

/// What a line is doing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    pub bom_usd: f64,
    pub price_usd: f64,
    pub marketing: Option<Marketing>,
    pub presale: Option<Presale>,
    /// What it makes now, over the speed of the kind [1].
    speed: f64,
    batch: u64,
    target: u64,
    lead: Seconds,
    waits: Option<Seconds>,
    next_model: Option<NextModel>,
    /// When the next model is ready, once its development has begun.
    ready: Option<Seconds>,
    /// Devices on the shelf by their speed, the oldest first.
    shelf: VecDeque<(u64, f64)>,
    /// Batches in production, in order of time.
    factory: VecDeque<Batch>,
    /// Those who wait, the first first.
    backlog: VecDeque<Waiting>,
    /// What marketing may spend [USD].
    pub budget_usd: f64,
    /// People whom marketing reaches today.
    pub reached: f64,
    /// Margin on what was sold since the budget was last filled [USD].
    pub margin_usd: f64,
    /// Devices sold before they were made, by cohort.
    presold: Vec<u64>,
}

/// Devices in production.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Batch {
    due: Seconds,
    count: u64,
    speed: f64,
}

/// People of a cohort who have paid and wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Waiting {
    pub since: Seconds,
    pub cohort: usize,
    pub count: u64,
    pub price_usd: f64,
}

/// Devices that leave the shelf for people of a cohort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shipment {
    /// Index of the cohort.
    pub cohort: usize,
    /// How many.
    pub count: u64,
    /// What was paid for each [USD].
    pub price_usd: f64,
    /// Their speed over that of their kind [1].
    pub speed: f64,
}

fn seconds(days: f64) -> Seconds {
    (days * 86_400.0).round() as Seconds
}

impl Line {
    /// The first day of a product of which a group of so many cohorts pays a price by default.
    pub(super) fn new(product: &Product, price_usd: f64, cohorts: usize) -> Self {
        let batch = u64::from(product.batch);
        let first_usd = product.marketing.as_ref().map_or(0.0, |plan| plan.first.value());
        Self {
            bom_usd: product.bom.value(),
            price_usd: product.price.as_ref().map_or(price_usd, |usd| usd.value()),
            marketing: product.marketing.clone(),
            presale: product.presale.clone(),
            speed: 1.0,
            batch,
            target: product.target.map_or(batch / 2, u64::from),
            lead: seconds(product.lead_time.value()),
            waits: product.waits.as_ref().map(|time| seconds(time.value())),
            next_model: product.next_model.clone(),
            shelf: [(u64::from(product.inventory), 1.0)].into(),
            budget_usd: first_usd,
            presold: vec![0; cohorts],
            ..Self::default()
        }
    }

    /// Devices on the shelf.
    pub(super) fn inventory(&self) -> u64 {
        self.shelf.iter().map(|(count, _)| count).sum()
    }

    /// Devices in production.
    pub(super) fn in_production(&self) -> u64 {
        self.factory.iter().map(|batch| batch.count).sum()
    }

    /// Devices for which people wait.
    pub(super) fn backlog(&self) -> u64 {
        self.backlog.iter().map(|waiting| waiting.count).sum()
    }

    /// The speed of a device that is ordered now [1].
    pub(super) fn speed_ahead(&self) -> f64 {
        let batches = self.factory.iter().map(|batch| (batch.count, batch.speed));
        let mut before = self.backlog();
        for (count, speed) in self.shelf.iter().copied().chain(batches) {
            if count > before {
                return speed;
            }
            before -= count;
        }
        self.speed
    }

    /// Puts what the factory has made by a moment on the shelf; returns how many.
    pub(super) fn receive(&mut self, until: Seconds) -> u64 {
        let mut made = 0;
        while let Some(batch) = self.factory.pop_front_if(|batch| batch.due < until) {
            self.shelf.push_back((batch.count, batch.speed));
            made += batch.count;
        }
        made
    }

    /// Turns to the next model if it is ready by a moment.
    pub(super) fn renew(&mut self, until: Seconds) {
        if self.ready.is_none_or(|ready| ready >= until) {
            return;
        }
        let Some(next) = self.next_model.take() else { return };
        self.bom_usd = next.bom.map_or(self.bom_usd, |usd| usd.value());
        self.price_usd = next.price.map_or(self.price_usd, |usd| usd.value());
        self.speed = 1.0 + next.speed.value();
        self.ready = None;
    }

    /// Begins to develop the next model if so much money suffices; returns what that costs [USD].
    pub(super) fn develop(&mut self, spare_usd: f64, now: Seconds) -> f64 {
        let next = self.next_model.as_ref().filter(|next| next.begins(spare_usd));
        let Some(next) = next.filter(|_| self.ready.is_none()) else { return 0.0 };
        self.ready = Some(now.saturating_add(seconds(next.takes.value())));
        next.costs.value()
    }

    /// Takes an order that is paid, of which some devices are of a presale.
    pub(super) fn order(&mut self, waiting: Waiting, presold: u64) {
        self.presold[waiting.cohort] += presold;
        self.backlog.push_back(waiting);
    }

    /// Sends those who wait what is on the shelf, the first first.
    pub(super) fn ship(&mut self, shipped: &mut Vec<Shipment>) {
        while let (Some(waiting), Some(lot)) = (self.backlog.front_mut(), self.shelf.front_mut()) {
            let count = waiting.count.min(lot.0);
            if count > 0 {
                let Waiting { cohort, price_usd, .. } = *waiting;
                shipped.push(Shipment { cohort, count, price_usd, speed: lot.1 });
            }
            waiting.count -= count;
            lot.0 -= count;
            if waiting.count == 0 {
                self.backlog.pop_front();
            } else {
                self.shelf.pop_front();
            }
        }
    }

    /// Takes an order off the list of somebody who has waited for too long by a moment.
    pub(super) fn give_up(&mut self, now: Seconds) -> Option<Waiting> {
        let waits = self.waits?;
        self.backlog.pop_front_if(|waiting| now - waiting.since > waits)
    }

    /// Stops for good; returns those who waited.
    pub(super) fn stop(&mut self) -> VecDeque<Waiting> {
        self.factory.clear();
        self.reached = 0.0;
        std::mem::take(&mut self.backlog)
    }

    /// Orders as many batches as the target asks for and so much money pays for, at a price of the
    /// parts; returns what they cost [USD].
    pub(super) fn restock(&mut self, spare_usd: f64, bom_usd: f64, due: Seconds) -> f64 {
        let wanted = self.target + self.backlog();
        let missing = wanted.saturating_sub(self.inventory() + self.in_production());
        let batch_usd = bom_usd * self.batch as f64;
        let mut batches = missing.div_ceil(self.batch);
        if batch_usd > 0.0 {
            batches = batches.min((spare_usd / batch_usd).max(0.0) as u64);
        }
        if batches == 0 {
            return 0.0;
        }
        let batch = Batch { due, count: batches * self.batch, speed: self.speed };
        let place = self.factory.partition_point(|other| other.due <= due);
        self.factory.insert(place, batch);
        batch_usd * batches as f64
    }

    /// How long a batch takes that is ordered now, where shocks make it longer.
    pub(super) fn takes(&self, times: f64) -> Seconds {
        (self.lead as f64 * times) as Seconds
    }

    /// What a device costs today, where shocks make nothing dearer [USD].
    pub(super) fn price_today(&self, start: Date, step: (Seconds, Seconds)) -> f64 {
        let presale = self.presale.as_ref().filter(|presale| presale.runs(start, step));
        presale.map_or(self.price_usd, |presale| presale.price.value())
    }

    /// Devices that a cohort, a share of the group, orders today before they are made.
    pub(super) fn presell(
        &self,
        (cohort, share): (usize, f64),
        start: Date,
        (begin, end): (Seconds, Seconds),
    ) -> u64 {
        let runs = self.presale.as_ref().filter(|presale| presale.runs(start, (begin, end)));
        runs.map_or(0, |presale| presale.sold(start, end, share) - self.presold[cohort])
    }
}

#[cfg(test)]
mod tests {
    use language::quantity::{Duration, Ratio, Usd};

    use super::*;

    const DAY: Seconds = 86_400;

    fn line() -> Line {
        let next = NextModel {
            costs: Usd::of("500 USD"),
            from_cash: None,
            takes: Duration::of("10 days"),
            bom: Some(Usd::of("6 USD")),
            price: None,
            speed: Ratio::of("50 %"),
        };
        let product = Product {
            bom: Usd::of("10 USD"),
            price: None,
            inventory: 5,
            batch: 4,
            target: Some(6),
            lead_time: Duration::of("20 days"),
            waits: Some(Duration::of("3 days")),
            marketing: None,
            presale: None,
            next_model: Some(next),
        };
        Line::new(&product, 25.0, 2)
    }

    fn waiting(since: Seconds, cohort: usize, count: u64) -> Waiting {
        Waiting { since, cohort, count, price_usd: 25.0 }
    }

    #[test]
    fn the_first_who_waits_is_the_first_who_gets_one() {
        let mut line = line();
        line.order(waiting(0, 0, 3), 0);
        line.order(waiting(0, 1, 4), 0);
        let mut shipped = Vec::new();
        line.ship(&mut shipped);
        let sent: Vec<_> = shipped.iter().map(|sent| (sent.cohort, sent.count)).collect();
        assert_eq!(sent, [(0, 3), (1, 2)]);
        assert_eq!((line.inventory(), line.backlog()), (0, 2));
        // After three days they want their money back.
        assert_eq!(line.give_up(3 * DAY), None);
        assert_eq!(line.give_up(3 * DAY + 1), Some(waiting(0, 1, 2)));
        assert_eq!(line.backlog(), 0);
    }

    #[test]
    fn batches_fill_the_shelf_up_as_far_as_money_goes() {
        // 6 wanted and 5 there: a batch of 4 at 10 USD.
        assert_eq!(line().restock(39.0, 10.0, 20 * DAY), 0.0);
        let mut line = line();
        assert_eq!(line.restock(40.0, 10.0, 20 * DAY), 40.0);
        assert_eq!(line.restock(1e6, 10.0, 20 * DAY), 0.0);
        // Ten wait: 16 wanted, 9 there: two batches.
        line.order(waiting(0, 0, 10), 0);
        assert_eq!(line.restock(1e6, 12.5, 30 * DAY), 100.0);
        assert_eq!((line.receive(20 * DAY), line.receive(20 * DAY + 1)), (0, 4));
        assert_eq!((line.inventory(), line.in_production()), (9, 8));
        // What costs nothing is made without money.
        line.order(waiting(0, 0, 20), 0);
        assert_eq!((line.restock(0.0, 0.0, 30 * DAY), line.in_production()), (0.0, 28));
    }

    #[test]
    fn the_next_model_is_made_when_it_is_ready_and_sold_after_the_old_one() {
        let mut line = line();
        assert_eq!([499.0, 500.0, 500.0].map(|usd| line.develop(usd, 0)), [0.0, 500.0, 0.0]);
        line.renew(10 * DAY);
        assert_eq!(line.bom_usd, 10.0);
        line.renew(10 * DAY + 1);
        assert_eq!((line.bom_usd, line.price_usd), (6.0, 25.0));
        line.restock(1e6, line.bom_usd, 30 * DAY);
        assert_eq!(line.speed_ahead(), 1.0);
        // Five old ones are spoken for: who orders now gets a new one.
        line.order(waiting(0, 0, 6), 0);
        assert_eq!(line.speed_ahead(), 1.5);
        line.receive(31 * DAY);
        let mut shipped = Vec::new();
        line.ship(&mut shipped);
        let sent: Vec<_> = shipped.iter().map(|sent| (sent.count, sent.speed)).collect();
        assert_eq!(sent, [(5, 1.0), (1, 1.5)]);
        // It is developed once.
        assert_eq!(line.develop(1e9, 40 * DAY), 0.0);
    }
}
