//! This file is about an AI model: its size, its cache and how long a context it takes.

use indexmap::IndexMap;
use language::fault::Faults;
use language::quantity::Bytes;
use language::yaml;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::roofline::kv_bytes_per_token;
use crate::sourced::{Sourced, empty_sources, positive};

/// A language model: one file `hardware-models/models/<name>.yaml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AiModel {
    /// What people call it.
    pub name: String,
    /// What it is good for, in a sentence or two.
    pub about: String,
    /// Parameters that each token passes through \[1\]; at least 1.
    #[schemars(transform = positive)]
    pub parameters: Sourced<f64>,
    /// Transformer layers \[1\]; at least 1.
    #[schemars(transform = positive)]
    pub layers: Sourced<u32>,
    /// Heads of keys and values a layer \[1\]; at least 1.
    #[schemars(transform = positive)]
    pub key_value_heads: Sourced<u32>,
    /// Numbers in a head \[1\]; at least 1.
    #[schemars(transform = positive)]
    pub head_dimension: Sourced<u32>,
    /// Width of a layer, d_model \[1\]; at least 1.
    #[schemars(transform = positive)]
    pub width: Sourced<u32>,
    /// Longest context \[tokens\]; at least 1.
    #[schemars(transform = positive)]
    pub context: Sourced<u32>,
    /// Size of the weights by quantisation, such as `q4_k_m` \[bytes\]; above 0.
    pub weights: IndexMap<String, Sourced<Bytes>>,
}

impl AiModel {
    /// Reads a model from a text in the format of this folder; `name` is what faults call it.
    ///
    /// # Errors
    /// Every fault of the text, each at its place.
    pub fn parse(name: &str, text: &str) -> Result<Self, Faults> {
        let tree = yaml::parse(name, text)?;
        let mut faults = Vec::new();
        empty_sources(&tree, &mut faults);
        let model = language::read(&tree, None)?;
        Faults::none_of(faults)?;
        Ok(model)
    }

    /// Size of the weights in a quantisation \[bytes\], if it has that one.
    #[must_use]
    pub fn weight_bytes(&self, quantisation: &str) -> Option<f64> {
        self.weights.get(quantisation).map(|bytes| bytes.value.value())
    }

    /// Names of the quantisations that it comes in.
    pub fn quantisations(&self) -> impl Iterator<Item = &str> {
        self.weights.keys().map(String::as_str)
    }

    /// Cache of keys and values for one token of context, in FP16 \[bytes\].
    #[must_use]
    pub fn kv_bytes_per_token(&self) -> f64 {
        let number = |count: &Sourced<u32>| f64::from(count.value);
        kv_bytes_per_token(
            number(&self.layers),
            number(&self.key_value_heads),
            number(&self.head_dimension),
        )
    }
}
