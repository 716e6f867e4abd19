//! What a scenario's links are: the parts of the loop that can be switched off one at a time, so that
//! the same chance shows which of them carries a death spiral.
//!
//! A link is switched off by a change of the text that anyone can make by hand; it holds against
//! amendments too.

use language::fault::Faults;
use language::tree::{Key, Node, Value};
use language::yaml;

use super::Loaded;

/// A part of the loop that a scenario has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// What it is called.
    pub name: &'static str,
    /// What happens by it, as a clause: `owners sell their pay`.
    pub what: &'static str,
    /// What it is of the loop.
    pub part: Part,
    /// Where it stands in a scenario; `*` is any key.
    paths: &'static [&'static str],
    /// What is written there instead.
    off: Off,
}

/// What is written where a link stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Off {
    /// Nothing: the key is taken out.
    Out,
    /// A word.
    Word(&'static str),
    /// A rule by which those who run the network keep what was burned of customers' money, so that
    /// owners get neither more of it nor less.
    Kept,
}

/// What a link is of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It befalls the network from outside.
    Cause,
    /// It goes from one part of the network to another.
    Link,
    /// Several links go through it at once.
    Several,
    /// It is what a spiral is seen by, so that without it there is none to be seen.
    Sight,
}

const fn link(
    name: &'static str,
    what: &'static str,
    paths: &'static [&'static str],
    off: Off,
) -> Link {
    Link { name, what, part: Part::Link, paths, off }
}

/// Every link that there can be, in the order of the day.
const LINKS: &[Link] = &[
    Link { part: Part::Cause, ..link("shocks", "shocks come from outside", &["shocks"], Off::Out) },
    Link {
        part: Part::Cause,
        ..link("rivals", "rivals take owners and buyers", &["rivals"], Off::Out)
    },
    link(
        "churn",
        "customers leave a service that fails",
        &["demand.*.customers.*.leaves"],
        Off::Word("0 %/day"),
    ),
    Link {
        part: Part::Cause,
        ..link(
            "competitor",
            "the competitor's price falls",
            &["demand.*.competitor_falls"],
            Off::Out,
        )
    },
    link("data_market", "more data are worth less", &["demand.*.data_market"], Off::Out),
    link("flywheel", "data make the service better", &["flywheel"], Off::Out),
    link("outages", "outages cut regions off", &["work.outages"], Off::Word("none")),
    link("ageing", "devices break", &["work.ageing"], Off::Word("none")),
    link("wearing", "people tire of devices", &["work.wearing"], Off::Word("none")),
    link("cheats", "cheats take a part of the pay", &["fleet.*.cheats"], Off::Out),
    link("burn", "tokens are burned", &["emission.burn"], Off::Kept),
    link(
        "onboarding",
        "newcomers burn tokens",
        &["emission.burn.burn_and_mint.onboarding"],
        Off::Out,
    ),
    link("remint", "burned tokens are minted again", &["emission.remint"], Off::Out),
    link("collateral", "devices put tokens down", &["emission.collateral"], Off::Out),
    link("joining", "new devices join", &["decisions.joining"], Off::Word("none")),
    Link {
        part: Part::Sight,
        ..link(
            "leaving",
            "owners leave when they lose",
            &["decisions.staying"],
            Off::Word("always"),
        )
    },
    link("returning", "owners come back", &["decisions.returning"], Off::Word("none")),
    link("panic", "owners take fright", &["decisions.panic"], Off::Out),
    link("engagement", "people put devices away", &["decisions.engagement"], Off::Out),
    link("resale", "devices are sold second-hand", &["decisions.resale"], Off::Out),
    link("marketing", "sales pay for marketing", &["maker.makes.*.marketing"], Off::Out),
    link("maker", "a firm with a purse makes the devices", &["maker"], Off::Out),
    link("staking", "owners stake", &["decisions.staking"], Off::Out),
    link("selling", "owners sell their pay", &["decisions.selling"], Off::Word("hold")),
    link("unlocks", "insiders sell what comes free", &["token.allocation.*.sells"], Off::Out),
    link("treasury", "the treasury sells for its costs", &["flows.treasury"], Off::Out),
    link("momentum", "speculators follow the price", &["flows.momentum"], Off::Out),
    link("value", "speculators look at the value", &["flows.value"], Off::Out),
    Link {
        part: Part::Several,
        ..link("impact", "trades move the price", &["market"], Off::Word("exogenous"))
    },
];

impl Link {
    /// How it is switched off, in the words of the scenario.
    #[must_use]
    pub fn off(&self) -> String {
        let path = self.paths.join("`, `");
        match self.off {
            Off::Out => format!("without `{path}`"),
            Off::Word(word) => format!("`{path}: {word}`"),
            Off::Kept => format!("`{path}: fees`, all that was burned `kept` in money"),
        }
    }
}

impl Loaded {
    /// The links that the scenario has, in the order of the day.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        let has = |link: &&Link| self.switched_off(link).1;
        LINKS.iter().filter(has).copied().collect()
    }

    /// The scenario without one of its links, on the same chance; what it expects is left out.
    ///
    /// # Errors
    /// Why it cannot be without.
    pub fn without(&self, link: &Link) -> Result<Self, Faults> {
        let (mut tree, _) = self.switched_off(link);
        for part in ["variants", "expect", "observed"] {
            tree.take(part);
        }
        self.meaning(tree)
    }

    /// The scenario's tree without a link, and whether that is another one.
    fn switched_off(&self, link: &Link) -> (Node, bool) {
        let mut tree = self.tree().clone();
        let off = self.instead(link);
        let mut has_changed = false;
        for path in link.paths {
            let path: Vec<&str> = path.split('.').collect();
            has_changed |= switch_off(&mut tree, &path, off.as_ref());
            let sets = amendments(&mut tree);
            has_changed |= sets.fold(false, |any, set| forget(set, &path, off.as_ref()) | any);
        }
        (tree, has_changed)
    }

    /// What is written where a link stood; nothing if its key is taken out.
    fn instead(&self, link: &Link) -> Option<Node> {
        let text = match link.off {
            Off::Out => return None,
            Off::Word(word) => word.to_owned(),
            Off::Kept => {
                let kept = 100.0 * (1.0 - self.game.rules[0].1.emission.burn.paid_out());
                match kept > 0.0 {
                    true => {
                        format!("{{ fees: {{ burned: 0 %, treasury: 0 %, kept: {kept:.6} % }} }}")
                    }
                    false => "none".to_owned(),
                }
            }
        };
        let assignment = yaml::assignment(&format!("{}={text}", link.name));
        Some(assignment.expect("it is an assignment").1)
    }
}

/// What the amendments set, each a map of paths.
fn amendments(tree: &mut Node) -> impl Iterator<Item = &mut Vec<(Key, Node)>> {
    let items = match tree.get_mut("amendments").map(|node| &mut node.value) {
        Some(Value::List(items)) => items.as_mut_slice(),
        _ => &mut [],
    };
    items.iter_mut().filter_map(|item| match &mut item.get_mut("set")?.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    })
}

/// Switches off what stands at a path; returns whether anything did.
fn switch_off(node: &mut Node, path: &[&str], off: Option<&Node>) -> bool {
    let (Value::Map(entries), [head, rest @ ..]) = (&mut node.value, path) else { return false };
    let count = entries.len();
    if rest.is_empty() && off.is_none() {
        entries.retain(|(key, _)| !fits(head, &key.name));
        return entries.len() < count;
    }
    let meant = entries.iter_mut().filter(|(key, _)| fits(head, &key.name));
    meant.fold(false, |any, (_, value)| any | switch_off_below(value, rest, off))
}

fn switch_off_below(value: &mut Node, rest: &[&str], off: Option<&Node>) -> bool {
    match off {
        Some(off) if rest.is_empty() => {
            let was_on = yaml::print(value) != yaml::print(off);
            value.value = off.value.clone();
            was_on
        }
        _ => switch_off(value, rest, off),
    }
}

/// Takes out of an amendment what would switch a link on again; returns whether there was anything.
fn forget(set: &mut Vec<(Key, Node)>, path: &[&str], off: Option<&Node>) -> bool {
    let count = set.len();
    set.retain(|(key, _)| {
        let keys = key.name.split('.');
        keys.clone().count() < path.len() || !keys.zip(path).all(|(key, part)| fits(part, key))
    });
    let above = set.iter_mut().filter_map(|(key, value)| {
        let keys = key.name.split('.');
        let rest = &path[keys.clone().count().min(path.len())..];
        keys.zip(path).all(|(key, part)| fits(part, key)).then_some((value, rest))
    });
    let has_changed = above.fold(false, |any, (value, rest)| any | switch_off(value, rest, off));
    has_changed | (set.len() < count)
}

/// Whether a key is the one that a part of a path means.
fn fits(part: &str, key: &str) -> bool {
    part == "*" || part == key
}

#[cfg(test)]
mod tests {
    use crate::scenario::{Loaded, load};

    const TEXT: &str = "
run: { start: 2026-01-01, days: 3 }
token: { symbol: T, genesis: 1_000_000 T, allocation: { team: { share: 10 %, sells: 50 % } } }
fleet: { boxes: { hardware: edge/mac-mini-m4, devices: 3 } }
price: { constant: { usd: 1 USD } }
shocks: [{ name: fall, price: { to: 50 %, at: day 1 } }]
emission: { schedule: { fixed: { rate: 5 T/day } } }
decisions: { selling: cover_costs, staying: { patience: { days: 5 } }, returning: none }
market: { linear_impact: { impact: 1 %, depth: 10 T/day } }
amendments:
  - { from: 2026-01-02, set: { decisions.selling.cover_costs.then: 50 %, emission.burn: { fees: { burned: 5 %, treasury: 0 % } } } }
  - { from: 2026-01-03, set: { emission: { schedule: { fixed: { rate: 7 T/day } }, burn: { fees: { burned: 9 %, treasury: 0 % } } } } }
expect: [{ that: price.usd, at: end, mean: { at_least: 0 } }]
";

    #[test]
    fn a_scenario_has_the_links_that_it_names() {
        let loaded = load("a.yaml", TEXT, &[], &Default::default()).unwrap();
        let names: Vec<&str> = loaded.links().iter().map(|link| link.name).collect();
        assert_eq!(names, ["shocks", "burn", "leaving", "selling", "unlocks", "impact"]);
    }

    #[test]
    fn without_a_link_no_amendment_brings_it_back() {
        let loaded = load("a.yaml", TEXT, &[], &Default::default()).unwrap();
        for link in loaded.links() {
            let without = loaded.without(&link).unwrap_or_else(|faults| panic!("{faults}"));
            assert!(without.links().iter().all(|other| other.name != link.name), "{}", link.name);
            assert_eq!(without.links().len(), loaded.links().len() - 1, "{}", link.name);
        }
        let burn = loaded.links().into_iter().find(|link| link.name == "burn").unwrap();
        let text = loaded.without(&burn).unwrap().resolved_yaml();
        assert!(text.contains("rate: 7 T/day") && !text.contains("fees"), "{text}");
    }

    /// Else owners would be paid what was burned before, which is another link.
    #[test]
    fn without_the_burn_owners_get_what_they_got_of_customers_money() {
        let text = TEXT.replace("schedule: { fixed: { rate: 5 T/day } }", "schedule: { fixed: { rate: 5 T/day } }, burn: { burn_and_mint: { credit: 0.01 USD, share: 70 % } }");
        let loaded = load("a.yaml", &text, &[], &Default::default()).unwrap();
        let burn = loaded.links().into_iter().find(|link| link.name == "burn").unwrap();
        let without = loaded.without(&burn).unwrap();
        let paid_out = |loaded: &Loaded| loaded.game.rules[0].1.emission.burn.paid_out();
        assert!((paid_out(&without) - paid_out(&loaded)).abs() < 1e-9);
        assert_eq!(without.links().iter().filter(|link| link.name == "burn").count(), 0);
    }
}
