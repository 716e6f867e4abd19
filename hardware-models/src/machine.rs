//! This file is about how an estimate sees a device and a model: as a few plain numbers.

use crate::ai_model::AiModel;
use crate::cannot_run::CannotRun;
use crate::class::Class;
use crate::device::Device;
use crate::roofline::Weights;

/// A device as an estimate sees it; of the catalogue, or described on the spot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machine {
    /// Whose efficiency factors hold.
    pub class: Class,
    /// Peak bandwidth \[bytes/s\]; above 0.
    pub bytes_per_second: Option<f64>,
    /// Peak dense FP16 speed \[FLOP/s\]; above 0; without it prompts and batches have no estimate.
    pub operations_per_second: Option<f64>,
    /// Memory for weights and cache \[bytes\]; above 0; without it every model is taken to fit.
    pub memory_bytes: Option<f64>,
    /// Idle and active power at the wall \[W\]; without it energy has no estimate.
    pub idle_and_active_watts: Option<[f64; 2]>,
}

impl Device {
    /// The device as an estimate sees it.
    #[must_use]
    pub fn machine(&self) -> Machine {
        Machine {
            class: self.class,
            bytes_per_second: self.memory_bandwidth.as_ref().map(|rate| rate.value.value()),
            operations_per_second: self.compute.as_ref().map(|speed| speed.value.value()),
            memory_bytes: self.memory.as_ref().map(|memory| memory.value.value()),
            idle_and_active_watts: Some([self.idle_watts(), self.active_watts()]),
        }
    }
}

impl AiModel {
    /// The model as the roofline sees it, in a quantisation.
    ///
    /// # Errors
    /// It does not come in that quantisation.
    pub fn as_weights(&self, quantisation: &str) -> Result<Weights, CannotRun> {
        let bytes = self.weight_bytes(quantisation).ok_or_else(|| {
            let known = self.quantisations().map(str::to_owned).collect();
            CannotRun::UnknownQuantisation { wrong: quantisation.to_owned(), known }
        })?;
        Ok(Weights {
            parameters: self.parameters.value,
            bytes,
            kv_bytes_per_token: self.kv_bytes_per_token(),
            layers_times_width: f64::from(self.layers.value) * f64::from(self.width.value),
        })
    }
}
