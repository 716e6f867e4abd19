//! Loading a scenario: read, patched, checked, meant.

use indexmap::IndexMap;
use language::fault::{Fault, Faults};
use language::tokens::Token;
use language::tree::{Key, Node, Place, Value};
use language::{read, yaml};

use super::difference::same_steps;
use super::resolve::Faulty;
use super::{
    Against, Interrupted, Scenario, checks, fleet, replicates, resolve, training, warnings,
};
use crate::run;
use crate::world::Game;

/// Device files of the user's own, by the path that the scenario gives.
pub type OwnDevices = IndexMap<String, hardware_models::Device>;

/// A scenario that is ready to be played.
#[derive(Clone)]
pub struct Loaded {
    /// As it is written, with every default.
    pub written: Scenario,
    /// As it is meant.
    pub game: Game,
    tree: Node,
    sets: Vec<(Key, Node)>,
    own: OwnDevices,
}

/// Loads a scenario and checks it, its amendments and its variants.
///
/// `sets` are assignments `path=value` of the command line, applied in their order, and in a variant
/// after what it changes.
///
/// # Errors
/// Every fault of the text, each at its place.
pub fn load(name: &str, text: &str, sets: &[String], own: &OwnDevices) -> Result<Loaded, Faults> {
    let tree = yaml::parse(name, text)?;
    let sets = sets.iter().map(|set| yaml::assignment(set)).collect::<Result<_, _>>()?;
    let loaded = meant(tree, sets, own)?;
    let mut faults = Faulty { tree: &loaded.tree, list: Vec::new() };
    checks::variants(&loaded.written, &mut faults);
    Faults::none_of(faults.list)?;
    for variant in loaded.written.variants.keys() {
        loaded.varied(variant, Vec::new()).map_err(|faults| faults.within(&named(variant)))?;
    }
    check_compared(&loaded)?;
    Ok(loaded)
}

/// What is claimed of a difference from a variant needs the same steps in both.
fn check_compared(loaded: &Loaded) -> Result<(), Faults> {
    for expectation in &loaded.written.expect {
        if let Some(Against::Variant(name)) = &expectation.against {
            let faults = same_steps(loaded, &loaded.variant(name)?);
            Faults::none_of(faults).map_err(|faults| faults.within(&named(name)))?;
        }
    }
    Ok(())
}

fn meant(tree: Node, sets: Vec<(Key, Node)>, own: &OwnDevices) -> Result<Loaded, Faults> {
    assigned(&tree, &sets, own).map_err(|faults| blame(faults, &tree, &sets, own))
}

/// A scenario with assignments of the command line.
fn assigned(tree: &Node, sets: &[(Key, Node)], own: &OwnDevices) -> Result<Loaded, Faults> {
    let mut tree = tree.clone();
    for (path, value) in sets {
        tree.patch(path, value.clone())?;
    }
    let written = written(&tree)?;
    let game = resolve::game(&tree, &written, own)?;
    check_metrics(&tree, &written, &game)?;
    replicates::check_metric(&tree, &written, &game)?;
    Ok(Loaded { written, game, tree, sets: sets.to_vec(), own: own.clone() })
}

/// Points from each fault to the assignment without which it would not be there.
fn blame(faults: Faults, tree: &Node, sets: &[(Key, Node)], own: &OwnDevices) -> Faults {
    let with = |count: usize| assigned(tree, &sets[..count], own).err();
    let before: Vec<Option<Faults>> = (0..sets.len()).map(with).collect();
    let has = |faults: &Option<Faults>, message: &str| {
        faults.iter().flat_map(Faults::list).any(|fault| fault.message == message)
    };
    let mut list = faults.into_list();
    for fault in &mut list {
        let first = before.iter().position(|faults| has(faults, &fault.message));
        // It comes with the last of them where all before are without it.
        let set = first.map_or(sets.last(), |count| sets.get(count.wrapping_sub(1)));
        let is_told = sets.iter().any(|(path, _)| path.place.source == fault.place.source);
        if let Some((path, _)) = set.filter(|_| !is_told) {
            let source = &path.place.source;
            fault.place = Place { source: source.clone(), start: 0, end: source.text.len() };
        }
    }
    Faults::of(list)
}

/// How faults of a variant begin.
fn named(variant: &str) -> String {
    format!("in the variant `{variant}`")
}

/// What is expected or was observed must be something that a run writes down.
fn check_metrics(tree: &Node, written: &Scenario, game: &Game) -> Result<(), Faults> {
    let metrics = run::metrics(game);
    let mut faults = Faulty { tree, list: Vec::new() };
    checks::seen(written, game, &metrics, &mut faults);
    let known = || metrics.iter().map(|metric| metric.name.as_str());
    for (key, _) in tree.get("observed").map_or(&[][..], Node::entries) {
        if known().all(|metric| metric != key.name) {
            let fault = Fault::new(&key.place, format!("there is no metric `{}`", key.name));
            faults.list.push(fault.nearest(&key.name, known()));
        }
    }
    Faults::none_of(faults.list)
}

/// Reads a tree as a scenario.
pub(super) fn written(tree: &Node) -> Result<Scenario, Faults> {
    let word = |path| tree.at(path).and_then(Node::scalar);
    let decimals = word("token.decimals").and_then(|text| text.parse().ok()).unwrap_or(8);
    let token = word("token.symbol").map(|symbol| Token { symbol: symbol.to_owned(), decimals });
    read(tree, token.as_ref())
}

/// Applies the patches that a map of paths holds.
pub(super) fn patch(tree: &mut Node, patches: &Node) -> Result<(), Faults> {
    for (path, value) in patches.entries() {
        tree.patch(path, value.clone())?;
    }
    Ok(())
}

impl Loaded {
    /// The scenario as a variant of it would have it, on the same chance; what the command line
    /// assigns holds in it too.
    ///
    /// # Errors
    /// Every fault of the patched text, each at its place, or that there is no such variant.
    pub fn variant(&self, name: &str) -> Result<Self, Faults> {
        let sets = self.sets.iter().filter(|(path, _)| !path.name.starts_with("variants"));
        let varied = self.varied(name, sets.cloned().collect());
        varied.map_err(|faults| match self.written.variants.contains_key(name) {
            true => faults.within(&named(name)),
            false => faults,
        })
    }

    /// Where the expectation of a number, from 0, stands; where nothing says, the whole text.
    #[must_use]
    pub fn expectation_place(&self, number: usize) -> &Place {
        let node = self.tree.at(&format!("expect.{number}"));
        &node.unwrap_or(&self.tree).place
    }

    /// What is sound and may yet not mean what its author thinks, in the order of the text.
    #[must_use]
    pub fn warnings(&self) -> Vec<Fault> {
        let mut told = Faulty { tree: &self.tree, list: Vec::new() };
        warnings::gather(self, &mut told);
        Faults::of(told.list).into_list()
    }

    fn varied(&self, name: &str, sets: Vec<(Key, Node)>) -> Result<Self, Faults> {
        let mut tree = self.tree.clone();
        let variants = tree.take("variants");
        let Some(patches) = variants.as_ref().and_then(|variants| variants.get(name)) else {
            let known = self.written.variants.keys().map(String::as_str);
            let place = variants.as_ref().map_or(&self.tree.place, |node| &node.place);
            let fault = Fault::new(place, format!("there is no variant `{name}`"));
            return Err(fault.nearest(name, known).into());
        };
        if !matches!(patches.value, Value::Map(_) | Value::Nothing) {
            let help = "write path: value, for example emission.schedule.halving.every: 2 years";
            return Err(Fault::new(&patches.place, "a variant is a map of paths")
                .help(help)
                .into());
        }
        patch(&mut tree, patches)?;
        // It has no variants itself, so that it cannot be compared with one.
        if let Some(Value::List(items)) = tree.get_mut("expect").map(|expect| &mut expect.value) {
            items.retain(|item| item.at("against.variant").is_none());
        }
        meant(tree, sets, &self.own)
    }

    /// Whether the command line has changed it.
    pub(super) fn is_changed(&self) -> bool {
        !self.sets.is_empty()
    }

    /// The scenario's text as a tree.
    pub(super) fn tree(&self) -> &Node {
        &self.tree
    }

    /// What another tree means, with the same files beside it.
    pub(super) fn meaning(&self, tree: Node) -> Result<Self, Faults> {
        meant(tree, Vec::new(), &self.own)
    }

    /// What interruptions leave of each workload that computes, on each group that may do it.
    #[must_use]
    pub fn interrupted(&self) -> Vec<Interrupted> {
        // It was loaded, so that there is nothing wrong with its fleet.
        let mut faults = Faulty { tree: &self.tree, list: Vec::new() };
        let (groups, _, devices) = fleet::resolve(&self.written, &self.own, &mut faults);
        training::interrupted(&self.written, &devices, &groups)
    }

    /// The device files of the user's own that it names.
    #[must_use]
    pub fn own_devices(&self) -> &OwnDevices {
        &self.own
    }

    /// The scenario with every default written out, as YAML.
    #[must_use]
    pub fn resolved_yaml(&self) -> String {
        yaml::print(&self.written)
    }
}
