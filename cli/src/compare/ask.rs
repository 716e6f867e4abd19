//! What is compared with what: both sides read, on the same seed and the same days.

use std::path::Path;

use language::Fault;
use sim::scenario::{Loaded, same_chance};

use super::Arguments;
use crate::failure::Failure;
use crate::input;
use crate::run::stem;

/// The base and the proposal.
pub struct Asked {
    /// The base first.
    pub sides: [Side; 2],
}

/// One of the two that are compared.
pub struct Side {
    /// What a reader calls it.
    pub label: String,
    /// The file as it was named, and the variant.
    pub source: String,
    /// The scenario.
    pub loaded: Loaded,
}

impl Side {
    /// Its label as a part of the name of a folder.
    pub fn file_name(&self) -> String {
        let letter = |letter: char| match letter.is_alphanumeric() || "-_.".contains(letter) {
            true => letter,
            false => '-',
        };
        self.label.chars().map(letter).collect()
    }
}

/// Reads the base and the proposal.
///
/// # Errors
/// Either cannot be read, both are the same, or they cannot be paired because their days differ.
pub fn asked(arguments: &Arguments) -> Result<Asked, Failure> {
    is_there_anything_to_compare(arguments)?;
    let first = load(arguments, 0, &arguments.sets)?;
    let run = &first.written.run;
    let seed = arguments.seed.unwrap_or(run.seed);
    let replicates = arguments.replicates.unwrap_or(run.replicates.least());
    // Both are played so often and on this chance, whatever a file or a variant says.
    let pinned = [format!("run.seed={seed}"), format!("run.replicates={replicates}")];
    let sets: Vec<String> = arguments.sets.iter().cloned().chain(pinned).collect();
    let [base_label, label] = labels(arguments);
    let base = load(arguments, 0, &sets)?;
    let proposal = load(arguments, 1, &sets)?;
    same_chance(&base, &proposal)?;
    let [base_source, source] = [0, 1].map(|side| source(arguments, side));
    let base = Side { label: base_label, source: base_source, loaded: base };
    Ok(Asked { sides: [base, Side { label, source, loaded: proposal }] })
}

/// The file and the variant of the base (0) or the proposal (1), whose file is that of the base where none
/// is named.
fn named(arguments: &Arguments, side: usize) -> (&Path, Option<&str>) {
    match side {
        0 => (&arguments.base, arguments.base_variant.as_deref()),
        _ => {
            let file = arguments.proposal.as_deref().unwrap_or(&arguments.base);
            (file, arguments.variant.as_deref())
        }
    }
}

fn load(arguments: &Arguments, side: usize, sets: &[String]) -> Result<Loaded, Failure> {
    let (file, variant) = named(arguments, side);
    input::variant(file, sets, variant)
}

fn source(arguments: &Arguments, side: usize) -> String {
    let (file, variant) = named(arguments, side);
    let variant = variant.map_or(String::new(), |name| format!(", variant {name}"));
    format!("{}{variant}", file.display())
}

fn is_there_anything_to_compare(arguments: &Arguments) -> Result<(), Failure> {
    if named(arguments, 0) != named(arguments, 1) {
        return Ok(());
    }
    let loaded = input::scenario(&arguments.base, &arguments.sets)?;
    let variants: Vec<&str> = loaded.written.variants.keys().map(String::as_str).collect();
    let help = match variants.as_slice() {
        [] => "it has no variants, so name another scenario".to_owned(),
        names => format!("name another scenario, or --variant NAME, one of {}", names.join(", ")),
    };
    let what = source(arguments, 0);
    Err(Failure::Usage(format!("{what} would be compared with itself; {help}")))
}

/// What a reader calls the two: the names of the files, or of variants where the file is the same.
fn labels(arguments: &Arguments) -> [String; 2] {
    let sides = [0, 1].map(|side| named(arguments, side));
    let is_one_file = sides[0].0 == sides[1].0;
    let labels = sides.map(|(file, variant)| match variant {
        Some(variant) if is_one_file => variant.to_owned(),
        Some(variant) => format!("{} {variant}", stem(file)),
        None => stem(file),
    });
    match labels[0] == labels[1] {
        true => ["base", "proposal"].map(|side| format!("{} {side}", labels[0])),
        false => labels,
    }
}

/// What only the proposal is warned of.
pub fn only_of_proposal([base, proposal]: &[Side; 2]) -> Vec<Fault> {
    let known = base.loaded.warnings();
    let mut told = proposal.loaded.warnings();
    told.retain(|warning| known.iter().all(|of_base| of_base.message != warning.message));
    told
}
