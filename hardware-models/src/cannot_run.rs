//! This file is about why a device cannot run a model, as a user reads it.

use std::fmt;

use language::fault;

use crate::class::Class;
use crate::runtime::Runtime;

/// Why a device cannot run a model.
#[derive(Debug, Clone, PartialEq)]
pub enum CannotRun {
    /// Nothing says how fast it computes.
    NoCompute {
        /// What is missing.
        missing: &'static str,
    },
    /// The class has no efficiency factors, since nobody published how fast its devices run language
    /// models; most of them run none.
    NoFactors {
        /// The class.
        class: Class,
    },
    /// Devices of the class have no such runtime, or such models do not run on it.
    NoRuntime {
        /// The class.
        class: Class,
        /// The runtime that was asked for.
        wrong: Runtime,
        /// Those on which such models run.
        known: Vec<Runtime>,
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
            Self::NoFactors { class } => match like(*class) {
                Some(like) => write!(
                    f,
                    "no measurement of a language model on class `{}` is known; describe it with \
                     --class {}",
                    class.word(),
                    like.word()
                ),
                None => write!(f, "devices of class `{}` run no language models", class.word()),
            },
            Self::NoRuntime { class, wrong, known } => {
                let known: Vec<&str> = known.iter().map(|runtime| runtime.word()).collect();
                let (class, wrong) = (class.word(), wrong.word());
                write!(f, "on class `{class}` such a model does not run on `{wrong}`; ")?;
                write!(f, "say {}, or leave it out", known.join(", "))
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

/// The class with the same chips as one on which no language model was measured.
fn like(class: Class) -> Option<Class> {
    match class {
        Class::Robot | Class::Car => Some(Class::Jetson),
        Class::Headset | Class::Handheld | Class::Pin => Some(Class::Phone),
        Class::Dashcam => Some(Class::Sbc),
        _ => None,
    }
}

impl std::error::Error for CannotRun {}
