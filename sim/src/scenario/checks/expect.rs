//! What does not fit in what is expected.

use std::collections::BTreeSet;

use language::fault::Fault;

use crate::record::{Metric, YES_OR_NO};
use crate::scenario::resolve::Faulty;
use crate::scenario::{
    Against, At, Bounds, DeviceQuantity, Difference, Expectation, Scenario, ShareOfDevices,
};
use crate::world::GameParts;

/// What is claimed, and of which days and devices: all that can be told without its game.
pub(super) fn check(written: &Scenario, faults: &mut Faulty) {
    for (at, expectation) in written.expect.iter().enumerate() {
        let mut told = Told { expectation, path: format!("expect.{at}"), faults };
        told.claims();
        told.statistics();
        told.invariants();
        if let Some(of) = &expectation.share_of_devices {
            told.devices(of, written);
        }
        told.comparison();
    }
}

/// What is looked at, which must be something that a run of the game writes down, on days of it.
pub(in crate::scenario) fn seen(
    written: &Scenario,
    game: &GameParts,
    metrics: &[Metric],
    faults: &mut Faulty,
) {
    for (at, expectation) in written.expect.iter().enumerate() {
        let mut told = Told { expectation, path: format!("expect.{at}"), faults };
        told.days(game);
        match told.unit(metrics) {
            Some(unit) => told.units(unit),
            None => told.unknown(metrics),
        }
    }
}

/// The variants that expectations name; a variant itself has none.
pub(in crate::scenario) fn variants(written: &Scenario, faults: &mut Faulty) {
    for (at, expectation) in written.expect.iter().enumerate() {
        let Some(Against::Variant(name)) = &expectation.against else { continue };
        if !written.variants.contains_key(name) {
            let place = faults.place(&format!("expect.{at}.against.variant"));
            let fault = Fault::new(&place, format!("there is no variant `{name}`"));
            faults.list.push(fault.nearest(name, written.variants.keys().map(String::as_str)));
        }
    }
}

/// An expectation, its path, and what is wrong with it.
struct Told<'a, 'b> {
    expectation: &'a Expectation,
    path: String,
    faults: &'a mut Faulty<'b>,
}

impl Told<'_, '_> {
    fn add(&mut self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.faults.add(&format!("{}.{key}", self.path), message, help);
    }

    /// Something is claimed, each time of a number within bounds that are there and in order.
    fn claims(&mut self) {
        let expectation = self.expectation;
        let shares = expectation.share_of_runs.as_ref();
        let devices = expectation.share_of_devices.as_ref();
        if expectation.of_metric().count() == 0 {
            let message = format!("nothing is claimed of `{}`", expectation.that);
            self.add("that", message, "write for example p05: { at_least: 3_000 }");
        }
        let all = expectation.of_metric();
        let all = all.chain(shares.map(|share| ("share_of_runs", share.bounds())));
        let all = all.chain(devices.map(|of| ("share_of_devices.with", of.with)));
        for (key, bounds) in all {
            if bounds.are_none() {
                self.add(key, "a bound is missing", "write at_least, at_most or both");
            }
            if let (Some(least), Some(most)) = (bounds.at_least, bounds.at_most)
                && least > most
            {
                let message = format!("at most {most} is below at least {least}");
                self.add(&format!("{key}.at_most"), message, "nothing is within such bounds");
            }
        }
    }

    /// Quantiles, tails and shares that a number of replicates can show.
    fn statistics(&mut self) {
        let expectation = self.expectation;
        let is_inner = |share: f64| share > 0.0 && share < 1.0;
        if let Some(quantile) = expectation.quantile.as_ref().filter(|q| !is_inner(q.of.value())) {
            let message = format!("no run tells the {} quantile", quantile.of);
            self.add("quantile.of", message, "a quantile is between 0 % and 100 %");
        }
        if let Some(cvar) = &expectation.cvar
            && (cvar.worst.value() == 0.0 || cvar.worst.value() > 0.5)
        {
            let message = format!("the worst are not {} of the replicates", cvar.worst);
            self.add("cvar.worst", message, "write more than 0 % and at most 50 %");
        }
        let Some(share) = &expectation.share_of_runs else { return };
        for (key, bound) in [("at_least", &share.at_least), ("at_most", &share.at_most)] {
            if let Some(bound) = bound.as_ref().filter(|bound| !is_inner(bound.value())) {
                let message =
                    format!("no number of replicates shows {bound} of all that there can be");
                let help = "write `always` for what holds in every one that is played, or 99 %";
                self.add(&format!("share_of_runs.{key}"), message, help);
            }
        }
    }

    /// What holds in steps is looked at in steps, of a metric of the run itself.
    fn invariants(&mut self) {
        let expectation = self.expectation;
        let keys = [("always", expectation.always), ("sometimes", expectation.sometimes)];
        for (key, _) in keys.into_iter().filter(|(_, bounds)| bounds.is_some()) {
            if expectation.share_of_devices.is_some() {
                let message =
                    format!("`{key}` looks at every step, and devices are known at the end");
                self.add(key, message, "write a statistic, such as p05: { at_least: 60 % }");
            } else if expectation.against.is_some() {
                let message =
                    format!("`{key}` is about each run by itself, and not `against` another");
                self.add(key, message, "write a statistic, such as mean: { at_least: 0 }");
            }
            let fits = match expectation.at {
                At::End | At::EveryDay(_) => true,
                At::SomeDay(_) => key == "sometimes",
                At::On(_) | At::Between(_) => false,
            };
            if !fits {
                let message = format!("`{key}` looks at every step");
                let help =
                    "leave `at` out, or write at: { every_day: { from: day 30, to: day 60 } }";
                self.add("at", message, help);
            }
        }
    }

    /// Devices that there can be, at the end.
    fn devices(&mut self, of: &ShareOfDevices, written: &Scenario) {
        if self.expectation.at != At::End {
            let message = "devices are known at the end";
            self.add("at", message, "leave `at` out, or ask for a metric such as devices.active");
        }
        let groups = || written.fleet.keys().map(String::as_str);
        let group = of.group.as_ref().and_then(|name| written.fleet.get(name));
        if let Some(name) = of.group.as_ref().filter(|_| group.is_none()) {
            self.nearest(
                "share_of_devices.group",
                &format!("there is no group `{name}`"),
                name,
                groups(),
            );
        }
        // Of a group its own regions, or those of all.
        let all = written.fleet.values().filter(|other| group.is_none_or(|own| own == *other));
        let regions: BTreeSet<&str> =
            all.flat_map(|group| group.regions.keys()).map(String::as_str).collect();
        if let Some(name) = of.region.as_ref().filter(|name| !regions.contains(name.as_str())) {
            let message = format!("none of them is in a region `{name}`");
            self.nearest("share_of_devices.region", &message, name, regions);
        }
    }

    fn nearest<'n>(
        &mut self,
        key: &str,
        message: &str,
        wrong: &str,
        right: impl IntoIterator<Item = &'n str>,
    ) {
        let place = self.faults.place(&format!("{}.{key}", self.path));
        self.faults.list.push(Fault::new(&place, message).nearest(wrong, right));
    }

    /// What is compared, and how.
    fn comparison(&mut self) {
        let expectation = self.expectation;
        match expectation.against {
            None if expectation.difference == Difference::Relative => {
                let help = "write `against: baseline` or `against: { variant: NAME }` too";
                self.add("difference", "a difference from what?", help);
            }
            Some(Against::Baseline) => self.baseline(),
            Some(Against::Variant(_)) => {
                let with = expectation.share_of_runs.as_ref().map(|share| share.with);
                let is_both = with.is_some_and(|with| with.at_least.and(with.at_most).is_some());
                if is_both && matches!(expectation.at, At::EveryDay(_) | At::SomeDay(_)) {
                    let message = "which day is compared is not clear with both bounds";
                    self.add(
                        "share_of_runs.with",
                        message,
                        "write two expectations, each with one bound",
                    );
                }
            }
            None => {}
        }
    }

    /// A baseline knows means at the end, and their errors.
    fn baseline(&mut self) {
        let expectation = self.expectation;
        let known = "a baseline knows the mean of a metric at the end";
        let help = "write mean: { at_least: 0 }, or `against: { variant: NAME }`";
        for (key, _) in expectation.of_metric() {
            let key = key.split('.').next().unwrap_or_default();
            // What holds in steps has a fault of its own.
            if !["mean", "always", "sometimes"].contains(&key) {
                self.add(key, known, help);
            }
        }
        if expectation.at != At::End {
            self.add("at", known, "leave `at` out, or write `against: { variant: NAME }`");
        }
        if expectation.share_of_devices.is_some() {
            self.add("share_of_devices", known, "write `against: { variant: NAME }`");
        }
    }

    /// Days from the start of the run on, in order.
    fn days(&mut self, game: &GameParts) {
        let at = self.expectation.at;
        for (key, day, _) in at.moments().filter(|(_, day, _)| day.after(game.start) < 0) {
            let help = format!("it starts on {}", game.start);
            self.add(&format!("at.{key}"), format!("{day} is before the start of the run"), help);
        }
        if let At::EveryDay(days) | At::SomeDay(days) | At::Between(days) = at
            && let (Some(from), Some(to)) = (days.from, days.to)
            && from.after(game.start) >= to.after(game.start)
        {
            let keys = at.moments().filter(|(_, _, may_be_end)| *may_be_end).map(|(key, ..)| key);
            let message = format!("{to} is not after {from}");
            for key in keys {
                self.add(&format!("at.{key}"), &message, "`to` is the day after the last");
            }
        }
    }

    /// The unit of what is looked at; none if there is no such thing.
    fn unit(&self, metrics: &[Metric]) -> Option<&'static str> {
        let that = &self.expectation.that;
        match self.expectation.share_of_devices {
            Some(_) => DeviceQuantity::named(that).map(|quantity| quantity.unit),
            None => metrics.iter().find(|metric| metric.name == *that).map(|metric| metric.unit),
        }
    }

    fn unknown(&mut self, metrics: &[Metric]) {
        let that = &self.expectation.that;
        if self.expectation.share_of_devices.is_some() {
            let message = format!("`{that}` is not known of devices");
            return self.nearest("that", &message, that, DeviceQuantity::names());
        }
        if DeviceQuantity::named(that).is_some() {
            let message = format!("`{that}` is another for each device");
            let help = "write for example share_of_devices: { with: { at_least: 0 } } too";
            return self.add("that", message, help);
        }
        let names = metrics.iter().map(|metric| metric.name.as_str());
        self.nearest("that", &format!("there is no metric `{that}`"), that, names);
    }

    /// Bounds that are shares where a share is meant, and only there.
    fn units(&mut self, unit: &'static str) {
        let expectation = self.expectation;
        let of = expectation.share_of_devices.as_ref();
        let is_relative =
            expectation.against.is_some() && expectation.difference == Difference::Relative;
        let own = if of.is_some() || is_relative { "share" } else { unit };
        if unit == YES_OR_NO && expectation.against.is_none() {
            self.flags();
        }
        let may_exceed = is_relative;
        for (key, bounds) in expectation.of_metric() {
            self.bounds(key, bounds, own, may_exceed);
        }
        if let Some(of) = of {
            self.bounds("share_of_devices.with", of.with, unit, false);
        }
    }

    /// The mean of what is so or not is the share of runs in which it is so; over several days it is their
    /// average, which may be none or all.
    fn flags(&mut self) {
        let expectation = self.expectation;
        let Some(mean) = expectation.mean.filter(|_| !matches!(expectation.at, At::Between(_)))
        else {
            return;
        };
        let is_inner = |share: f64| share > 0.0 && share < 1.0;
        for (key, bound) in [("at_least", mean.at_least), ("at_most", mean.at_most)] {
            if let Some(bound) = bound.filter(|bound| !is_inner(*bound)) {
                let message =
                    format!("no number of replicates shows {bound} of all that there can be");
                let help = "its mean is the share of runs in which it is so, as 5 %; write `always` for what \
                            holds in every one that is played";
                self.add(&format!("mean.{key}"), message, help);
            }
        }
    }

    fn bounds(&mut self, key: &str, bounds: Bounds, unit: &str, may_exceed: bool) {
        for (name, bound) in [("at_least", bounds.at_least), ("at_most", bounds.at_most)] {
            let Some(bound) = bound else { continue };
            let key = format!("{key}.{name}");
            let node = self.faults.tree.at(&format!("{}.{key}", self.path));
            let text = node.and_then(|node| node.scalar()).unwrap_or_default().to_owned();
            let that = &self.expectation.that;
            if unit == "share" && bound > 1.0 && !may_exceed {
                let message = format!("`{that}` is a share, from 0 % to 100 %");
                self.add(&key, message, format!("write for example {text} %"));
            } else if text.ends_with('%') && unit != "share" && unit != YES_OR_NO {
                let unit = if unit.is_empty() { "a plain number" } else { unit };
                let message = format!("`{text}` is a share, and `{that}` is none");
                self.add(&key, message, format!("its unit: {unit}"));
            }
        }
    }
}
