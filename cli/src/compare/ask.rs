//! What is compared with what: both sides read, on the same seed and the same days.

use std::path::Path;

use sim::scenario::Loaded;

use super::Arguments;
use crate::failure::Failure;
use crate::input;

/// One of the two that are compared.
pub struct Side {
    /// What a reader calls it.
    pub label: String,
    /// The scenario.
    pub loaded: Loaded,
}

/// Reads the base and the proposal.
///
/// # Errors
/// Either cannot be read, both are the same, or they cannot be paired because their days differ.
pub fn sides(arguments: &Arguments) -> Result<[Side; 2], Failure> {
    is_there_anything_to_compare(arguments)?;
    let first = input::variant(&arguments.base, &arguments.sets, base_variant(arguments))?;
    let run = &first.written.run;
    let seed = arguments.seed.unwrap_or(run.seed);
    let replicates = arguments.replicates.unwrap_or(run.replicates.least());
    // Both are played so often and on this chance, whatever a file or a variant says.
    let pinned = [format!("run.seed={seed}"), format!("run.replicates={replicates}")];
    let sets: Vec<String> = arguments.sets.iter().cloned().chain(pinned).collect();
    let [base_label, label] = labels(arguments);
    let base = input::variant(&arguments.base, &sets, base_variant(arguments))?;
    let proposal = input::variant(proposal(arguments), &sets, arguments.variant.as_deref())?;
    have_the_same_days(&base, &proposal)?;
    Ok([Side { label: base_label, loaded: base }, Side { label, loaded: proposal }])
}

fn base_variant(arguments: &Arguments) -> Option<&str> {
    arguments.base_variant.as_deref()
}

/// The file of the proposal: that of the base where none is named.
fn proposal(arguments: &Arguments) -> &Path {
    arguments.proposal.as_deref().unwrap_or(&arguments.base)
}

fn is_there_anything_to_compare(arguments: &Arguments) -> Result<(), Failure> {
    let same_file = proposal(arguments) == arguments.base;
    if !same_file || arguments.variant != arguments.base_variant {
        return Ok(());
    }
    let loaded = input::scenario(&arguments.base, &arguments.sets)?;
    let variants: Vec<&str> = loaded.written.variants.keys().map(String::as_str).collect();
    let base = arguments.base.display();
    let help = match variants.as_slice() {
        [] => "it has no variants, so name another scenario".to_owned(),
        names => format!("name another scenario, or --variant ({})", names.join(", ")),
    };
    Err(Failure::Usage(format!("{base} would be compared with itself; {help}")))
}

/// Runs are paired day by day, so that both must have the same days.
fn have_the_same_days(base: &Loaded, proposal: &Loaded) -> Result<(), Failure> {
    let of = |loaded: &Loaded| {
        let run = &loaded.written.run;
        let step = serde_json::to_value(run.step).unwrap_or_default();
        let step = step.as_str().unwrap_or_default().to_owned();
        [("start", run.start.to_string()), ("days", run.days.to_string()), ("step", step)]
    };
    for ((key, base), (_, proposal)) in of(base).into_iter().zip(of(proposal)) {
        if base != proposal {
            return Err(Failure::Usage(format!(
                "the two cannot be paired day by day: run.{key} is {base} in the base and {proposal} in \
                 the proposal; add --set run.{key}={base}, which holds in both"
            )));
        }
    }
    Ok(())
}

/// What a reader calls the two: the names of the files, or of variants where the file is the same.
pub fn labels(arguments: &Arguments) -> [String; 2] {
    let (base, proposal) = (stem(&arguments.base), stem(proposal(arguments)));
    let name = |file: &str, variant: Option<&str>| match variant {
        Some(variant) if base == proposal => variant.to_owned(),
        Some(variant) => format!("{file} {variant}"),
        None => file.to_owned(),
    };
    let labels =
        [name(&base, base_variant(arguments)), name(&proposal, arguments.variant.as_deref())];
    match labels[0] == labels[1] {
        true => ["base", "proposal"].map(|side| format!("{} ({side})", labels[0])),
        false => labels,
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(|| "scenario".to_owned(), |stem| stem.to_string_lossy().into_owned())
}
