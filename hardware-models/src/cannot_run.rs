//! This file is about why a device cannot run a model, as a user reads it.

use std::fmt;

use language::fault;

use crate::class::Class;

/// Why a device cannot run a model.
#[derive(Debug, Clone, PartialEq)]
pub enum CannotRun {
    /// Nothing says how fast it computes.
    NoCompute {
        /// What is missing.
        missing: &'static str,
    },
    /// The class has no efficiency factors, since its devices run no language models.
    NoFactors {
        /// The class.
        class: Class,
    },
    /// The model makes no tokens: it sees, hears or paints.
    NoTokens,
    /// The model makes tokens, which are counted in another way.
    MakesTokens,
    /// Weights and cache are larger than the memory.
    DoesNotFit {
        /// What they take \[bytes\].
        needed_bytes: f64,
        /// What there is \[bytes\].
        memory_bytes: f64,
    },
    /// The model does not come in this quantisation.
    UnknownQuantisation {
        /// The one that was asked for.
        wrong: String,
        /// The ones that there are.
        known: Vec<String>,
    },
    /// The prompt or the context is longer than the model takes.
    ContextTooLong {
        /// What was asked for \[tokens\].
        tokens: u32,
        /// What the model takes \[tokens\].
        tokens_max: u32,
    },
}

impl fmt::Display for CannotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCompute { missing } => write!(f, "its {missing} is not known"),
            Self::NoFactors { class } => {
                write!(f, "devices of class `{}` run no language models", class.word())
            }
            Self::NoTokens => write!(f, "the model makes no tokens; ask for its task"),
            Self::MakesTokens => write!(f, "the model makes tokens; ask for their speed"),
            Self::DoesNotFit { needed_bytes, memory_bytes } => {
                let (needed, memory) = (needed_bytes / 1e9, memory_bytes / 1e9);
                write!(f, "it needs {needed:.1} GB of memory and has {memory:.1} GB")
            }
            Self::UnknownQuantisation { wrong, known } => {
                let names: Vec<&str> = known.iter().map(String::as_str).collect();
                write!(f, "there is no quantisation `{wrong}`")?;
                if let Some(nearest) = fault::nearest(wrong, &names) {
                    write!(f, "; did you mean `{nearest}`?")?;
                }
                write!(f, "; known here: {}", names.join(", "))
            }
            Self::ContextTooLong { tokens, tokens_max } => {
                write!(f, "{tokens} tokens are more than the model's {tokens_max}")
            }
        }
    }
}

impl std::error::Error for CannotRun {}
