//! This file is about an AI model: its size, and either the shape of a language model or the task of
//! a model that sees, hears or paints.

use indexmap::IndexMap;
use language::fault::{Fault, Faults};
use language::quantity::Bytes;
use language::tree::Node;
use language::work::WorkUnit;
use language::yaml;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::roofline::kv_bytes_per_token;
use crate::sourced::{Sourced, empty_sources, positive};
use crate::task::Task;

/// An AI model: one file `hardware-models/models/<name>.yaml`.
///
/// A language model has `layers`, `key_value_heads`, `head_dimension`, `width` and `context`; any
/// other has `task`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AiModel {
    /// What people call it.
    pub name: String,
    /// What it is good for, in a sentence or two.
    pub about: String,
    /// Parameters; of a language model those that each token passes through \[1\]; at least 1.
    #[schemars(transform = positive)]
    pub parameters: Sourced<f64>,
    /// Transformer layers \[1\]; at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = positive)]
    pub layers: Option<Sourced<u32>>,
    /// Heads of keys and values a layer \[1\]; at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = positive)]
    pub key_value_heads: Option<Sourced<u32>>,
    /// Numbers in a head \[1\]; at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = positive)]
    pub head_dimension: Option<Sourced<u32>>,
    /// Width of a layer, d_model \[1\]; at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = positive)]
    pub width: Option<Sourced<u32>>,
    /// Longest context \[tokens\]; at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(transform = positive)]
    pub context: Option<Sourced<u32>>,
    /// What a model that makes no tokens does; left out for a language model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// Size of the weights by quantisation, such as `q4_k_m` \[bytes\]; above 0.
    pub weights: IndexMap<String, Sourced<Bytes>>,
}

/// The shape of a language model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transformer {
    /// Transformer layers.
    pub layers: u32,
    /// Heads of keys and values a layer.
    pub key_value_heads: u32,
    /// Numbers in a head.
    pub head_dimension: u32,
    /// Width of a layer, d_model.
    pub width: u32,
    /// Longest context \[tokens\].
    pub context_tokens: u32,
}

impl Transformer {
    /// Cache of keys and values for one token of context, in FP16 \[bytes\].
    #[must_use]
    pub fn kv_bytes_per_token(&self) -> f64 {
        let [layers, heads, dimension] =
            [self.layers, self.key_value_heads, self.head_dimension].map(f64::from);
        kv_bytes_per_token(layers, heads, dimension)
    }
}

/// The keys that make a model a language model.
const SHAPE: [&str; 5] = ["layers", "key_value_heads", "head_dimension", "width", "context"];

impl AiModel {
    /// Reads a model from a text in the format of this folder; `name` is what faults call it.
    ///
    /// # Errors
    /// Every fault of the text, each at its place.
    pub fn parse(name: &str, text: &str) -> Result<Self, Faults> {
        let tree = yaml::parse(name, text)?;
        let mut faults = Vec::new();
        empty_sources(&tree, &mut faults);
        half_shapes(&tree, &mut faults);
        let model = language::read(&tree, None)?;
        Faults::none_of(faults)?;
        Ok(model)
    }

    /// The shape of a language model; none for a model that makes no tokens.
    #[must_use]
    pub fn transformer(&self) -> Option<Transformer> {
        let count = |of: &Option<Sourced<u32>>| of.as_ref().map(|count| count.value);
        Some(Transformer {
            layers: count(&self.layers)?,
            key_value_heads: count(&self.key_value_heads)?,
            head_dimension: count(&self.head_dimension)?,
            width: count(&self.width)?,
            context_tokens: count(&self.context)?,
        })
    }

    /// What its work is counted in.
    #[must_use]
    pub fn work_unit(&self) -> WorkUnit {
        self.task.as_ref().map_or(WorkUnit::Tokens, |task| task.unit.into())
    }

    /// Power of the best published chip that runs it all the time \[W\], if it is meant to.
    #[must_use]
    pub fn always_on_watts(&self) -> Option<f64> {
        self.task.as_ref()?.always_on.as_ref().map(|power| power.value.value())
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
}

/// Faults of a model that is neither a whole language model nor a task, which no schema can tell.
fn half_shapes(tree: &Node, faults: &mut Vec<Fault>) {
    let has_task = tree.at("task").is_some();
    for key in SHAPE {
        match (tree.at(key), has_task) {
            (Some(node), true) => {
                let message = format!("a model with a task has no `{key}`");
                faults.push(Fault::new(&node.place, message).help("keep `task` or the shape"));
            }
            (None, false) => {
                let fault = Fault::new(&tree.place, format!("a language model needs `{key}`"));
                faults.push(fault.help("or say what it does with `task`"));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "name: A\nabout: B\nparameters: { value: 1e6, mark: estimate, source: x }\n";
    const WEIGHTS: &str = "weights: { int8: { value: 1 MB, mark: estimate, source: x } }\n";
    const LAYERS: &str = "layers: { value: 2, mark: estimate, source: x }\n";
    const TASK: &str = "task: { unit: frame, passes: { all: { network: convolution, \
        operations: { value: 1 GFLOP, mark: estimate, source: x } } } }\n";

    #[test]
    fn a_model_has_a_whole_shape_or_a_task() {
        let read = |parts: &[&str]| AiModel::parse("a.yaml", &parts.concat());
        let model = read(&[HEAD, TASK, WEIGHTS]).expect("a task is enough");
        assert_eq!((model.transformer(), model.work_unit()), (None, WorkUnit::Frames));
        let both = read(&[HEAD, LAYERS, TASK, WEIGHTS]).expect_err("one of them").render(false);
        assert!(both.contains("a model with a task has no `layers`"), "{both}");
        let half = read(&[HEAD, LAYERS, WEIGHTS]).expect_err("it is half").render(false);
        assert!(half.contains("a language model needs `context`"), "{half}");
    }
}
