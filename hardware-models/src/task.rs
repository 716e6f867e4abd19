//! This file is about what a model does that makes no tokens: it looks at frames, listens, paints.

use indexmap::IndexMap;
use language::quantity::{Operations, Watts};
use language::work::WorkUnit;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sourced::{Sourced, positive};

/// What one unit of a model's work takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What its work is counted in.
    pub unit: TaskUnit,
    /// The passes through its networks that one unit takes, one after another.
    pub passes: IndexMap<String, Pass>,
    /// Power of the best published chip that runs it all the time \[W\]; above 0; left out for a
    /// model that works only when it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = positive)]
    pub always_on: Option<Sourced<Watts>>,
}

/// A pass through a network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// What the network is made of, which decides what part of a peak it reaches.
    pub network: Network,
    /// Operations of one pass, two for a multiplication with an addition \[OP\]; above 0.
    #[schemars(transform = positive)]
    pub operations: Sourced<Operations>,
    /// How often a unit of work passes it \[1\]; at least 1; once where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = positive)]
    pub times: Option<Sourced<u32>>,
    /// Kernels that a framework launches one by one for a pass, where nobody compiled it into a
    /// graph \[1\]; at least 1; left out where it is always compiled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = positive)]
    pub launches: Option<Sourced<u32>>,
}

/// What work of a task is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskUnit {
    /// Frames looked at.
    Frame,
    /// Images made.
    Image,
    /// Requests answered, such as a text read or half a minute of speech written down.
    Request,
}

impl From<TaskUnit> for WorkUnit {
    fn from(unit: TaskUnit) -> Self {
        match unit {
            TaskUnit::Frame => Self::Frames,
            TaskUnit::Image => Self::Images,
            TaskUnit::Request => Self::Requests,
        }
    }
}

macro_rules! networks {
    ($($(#[$doc:meta])* $network:ident $word:literal,)*) => {
        /// What a network is made of.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Network {
            $($(#[$doc])* $network,)*
        }

        impl Network {
            /// Every network, once.
            pub const ALL: &[Self] = &[$(Self::$network,)*];

            /// The word that a file uses for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$network => $word,)* }
            }
        }
    };
}

networks! {
    /// Convolutions over all channels, such as ResNet and YOLO.
    Convolution "convolution",
    /// Convolutions a channel at a time, such as MobileNet, which move more than they compute.
    Depthwise "depthwise",
    /// Convolutions over a second of sound, too small to keep a processor busy, such as DS-CNN.
    Sound "sound",
    /// Layers that join all with all, such as an auto-encoder.
    Dense "dense",
    /// Attention over a text or a sound at once, such as BERT and Whisper's encoder.
    Transformer "transformer",
    /// One step of writing, which reads all weights for little arithmetic.
    Decoder "decoder",
    /// Steps that wait for each other, such as RNN-T.
    Recurrent "recurrent",
    /// The U-Net of a painter.
    Diffusion "diffusion",
}

/// A pass as an estimate sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// What the network is made of.
    pub network: Network,
    /// Operations of a pass \[OP\]; above 0.
    pub operations: f64,
    /// Passes; at least 1.
    pub times: f64,
    /// Kernels launched one by one in a pass; at least 0.
    pub launches: f64,
    /// Bits of a weight \[1\]; above 0.
    pub bits: f64,
}

impl Pass {
    /// The pass as an estimate sees it, with weights of so many bits.
    #[must_use]
    pub fn work(&self, bits: f64) -> Work {
        let count = |of: &Option<Sourced<u32>>| of.as_ref().map(|count| f64::from(count.value));
        Work {
            network: self.network,
            operations: self.operations.value.value(),
            times: count(&self.times).unwrap_or(1.0),
            launches: count(&self.launches).unwrap_or(0.0),
            bits,
        }
    }
}
