//! What two scenarios differ in: their parameters with every default written out, and since when.

mod walk;

use std::collections::{BTreeMap, BTreeSet};

use language::fault::{Fault, Faults};
use language::schema;
use language::when::Day;
use serde_json::Value;

use super::load::{patch, written};
use super::resolve::Faulty;
use super::{Loaded, Scenario};
use walk::{Parameter, parameters};

/// A parameter that is not the same in two scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands, such as `emission.schedule.halving.every`; a number is the place of an item in a
    /// list, from 0.
    pub path: String,
    /// What it is in words, from its description.
    pub name: String,
    /// Its unit as the description has it; empty for what has none.
    pub unit: String,
    /// What it is in the base, as one writes it; none where the base has no such parameter.
    pub from: Option<String>,
    /// What it is in the proposal, as one writes it; none where the proposal has no such parameter.
    /// It is the same as `from` where amendments end a difference.
    pub to: Option<String>,
    /// Since when: the date of an amendment; none for what holds from the first day on.
    pub date: Option<Day>,
}

/// What a proposal changes: first what holds from the first day on, and then by date what becomes
/// another difference, or none, as amendments come into force; each in the order of the scenario.
///
/// What is written in another way and means the same is no change, as are amendments that come to the
/// same rules on the same day. A choice that is another kind is one change, and each of its parameters
/// another.
#[must_use]
pub fn difference(base: &Loaded, proposal: &Loaded) -> Vec<Change> {
    let schema = super::schema();
    let (base, proposal) = (states(base), states(proposal));
    let dates: BTreeSet<Option<Day>> = base.keys().chain(proposal.keys()).copied().collect();
    let mut before = BTreeMap::new();
    let mut changes = Vec::new();
    for date in dates {
        let [base, proposal] = [&base, &proposal]
            .map(|states| states.range(..=date).next_back().map_or(&Value::Null, |(_, it)| it));
        let now = parameters(base, proposal, &schema);
        let is_new = |parameter: &&Parameter| {
            let known: Option<&Parameter> = before.get(&parameter.path);
            match known {
                Some(known) if parameter.is_same => !known.is_same,
                Some(known) => known.is_same || !known.has_values_of(parameter),
                None => !parameter.is_same,
            }
        };
        changes.extend(now.iter().filter(is_new).map(|parameter| parameter.since(date)));
        before = now.into_iter().map(|parameter| (parameter.path.clone(), parameter)).collect();
    }
    changes
}

/// A scenario as it holds from the first day on, and from the date of each amendment.
fn states(loaded: &Loaded) -> BTreeMap<Option<Day>, Value> {
    let mut states = BTreeMap::from([(None, plain(&loaded.written))]);
    let mut tree = loaded.tree().clone();
    for (at, amendment) in loaded.written.amendments.iter().enumerate() {
        let Some(patches) = loaded.tree().at(&format!("amendments.{at}.set")) else { continue };
        // It was loaded, so that nothing is wrong with it.
        if patch(&mut tree, patches).is_ok()
            && let Ok(amended) = written(&tree)
        {
            states.insert(Some(amendment.from), plain(&amended));
        }
    }
    states
}

/// A scenario with every default as plain values.
fn plain(scenario: &Scenario) -> Value {
    serde_json::to_value(scenario).unwrap_or_default()
}

/// What two runs must have in common for a step of one to be a step of the other, on the same chance.
const STEPS: [&str; 4] = ["start", "days", "step", "chance"];

/// And for a replicate of one to be a replicate of the other.
const REPLICATES: [&str; 2] = ["replicates", "seed"];

/// That two scenarios can be compared replicate by replicate: the same seed, the same number of
/// replicates, and the same steps from the same day on.
///
/// # Errors
/// What is not the same, at its place in the proposal.
pub fn same_chance(base: &Loaded, proposal: &Loaded) -> Result<(), Faults> {
    let mut faults = same_steps(base, proposal);
    faults.extend(not_the_same(&REPLICATES, base, proposal));
    Faults::none_of(faults)
}

/// That replicates of two scenarios of the same seed can be compared step by step: what is not the same, at
/// its place in the proposal.
pub(super) fn same_steps(base: &Loaded, proposal: &Loaded) -> Vec<Fault> {
    not_the_same(&STEPS, base, proposal)
}

fn not_the_same(keys: &[&str], base: &Loaded, proposal: &Loaded) -> Vec<Fault> {
    let mut faults = Faulty { tree: proposal.tree(), list: Vec::new() };
    let [base, proposal] = [base, proposal].map(|loaded| plain(&loaded.written));
    for key in keys {
        let [base, proposal] = [&base, &proposal].map(|scenario| match &scenario["run"][key] {
            // What is usual is left out.
            Value::Null => "independent".to_owned(),
            value => schema::written(value),
        });
        if base != proposal {
            let message = format!("`run.{key}` is {proposal}, and {base} in the base");
            let help = format!(
                "both are played on the same chance and compared on the same days: give both the \
                 same, as `--set run.{key}={base}` does"
            );
            faults.add(&format!("run.{key}"), message, help);
        }
    }
    faults.list
}
