//! This file is about how an estimate sees a device and a model: as a few plain numbers.

use crate::ai_model::AiModel;
use crate::cannot_run::CannotRun;
use crate::class::Class;
use crate::device::Device;
use crate::roofline::Weights;
use crate::runtime::Runtime;

/// A device as an estimate sees it; of the catalogue, or described on the spot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machine {
    /// Whose efficiency factors hold.
    pub class: Class,
    /// What models run on; without it the factors of the whole class hold.
    pub runtime: Option<Runtime>,
    /// Peak bandwidth \[bytes/s\]; above 0.
    pub bytes_per_second: Option<f64>,
    /// Peak dense FP16 speed \[FLOP/s\]; above 0; without it prompts and batches have no estimate.
    pub operations_per_second: Option<f64>,
    /// Peak dense INT8 speed \[OP/s\]; above 0.
    pub int8_operations_per_second: Option<f64>,
    /// Memory for weights and cache \[bytes\]; above 0; without it every model is taken to fit.
    pub memory_bytes: Option<f64>,
    /// Idle and active power at the wall \[W\]; without it energy has no estimate.
    pub idle_and_active_watts: Option<[f64; 2]>,
}

/// A small computer with more bandwidth than this has it for its graphics processor.
const WIDE_BYTES_PER_SECOND: f64 = 150e9; // estimate: two channels of DDR5 give 90 GB/s

impl Machine {
    /// A machine of which only the class is known; the rest is filled in by `..Machine::of(class)`.
    #[must_use]
    pub fn of(class: Class) -> Self {
        Self {
            class,
            runtime: None,
            bytes_per_second: None,
            operations_per_second: None,
            int8_operations_per_second: None,
            memory_bytes: None,
            idle_and_active_watts: None,
        }
    }

    /// What language models run on, as far as that is known: what is stated, and for a small computer
    /// the graphics processor where its memory is wide and the processor where it is not.
    #[must_use]
    pub fn known_runtime(&self) -> Option<Runtime> {
        let wide = self.bytes_per_second.map(|speed| speed >= WIDE_BYTES_PER_SECOND);
        let of_small = |wide: bool| if wide { Runtime::Gpu } else { Runtime::Cpu };
        self.runtime.or(wide.filter(|_| self.class == Class::MiniPc).map(of_small))
    }

    /// Refuses a stated runtime that devices of the class do not have, or on which models of the
    /// kind that is asked for do not run.
    pub(crate) fn check_runtime(&self, runs: fn(Runtime) -> bool) -> Result<(), CannotRun> {
        let known = Runtime::of_class(self.class).iter().copied().filter(|on| runs(*on));
        let known: Vec<Runtime> = known.collect();
        match self.runtime.filter(|stated| !known.contains(stated)) {
            Some(wrong) => Err(CannotRun::NoRuntime { class: self.class, wrong, known }),
            None => Ok(()),
        }
    }

    /// The peak that language models on a runtime are held against: INT8 on neural processors, FP16
    /// elsewhere, and the other one where that is not known \[FLOP/s\].
    #[must_use]
    pub fn language_peak(&self, runtime: Runtime) -> Option<f64> {
        let (wide, narrow) = (self.operations_per_second, self.int8_operations_per_second);
        if runtime.counts_in_int8() { narrow.or(wide) } else { wide.or(narrow) }
    }
}

impl Device {
    /// The device as an estimate sees it.
    #[must_use]
    pub fn machine(&self) -> Machine {
        let speed = |of: &Option<crate::Sourced<language::quantity::OperationsPerSecond>>| {
            of.as_ref().map(|speed| speed.value.value())
        };
        Machine {
            bytes_per_second: self.memory_bandwidth.as_ref().map(|rate| rate.value.value()),
            operations_per_second: speed(&self.compute),
            int8_operations_per_second: speed(&self.compute_int8),
            memory_bytes: self.memory.as_ref().map(|memory| memory.value.value()),
            idle_and_active_watts: Some([self.idle_watts(), self.active_watts()]),
            ..Machine::of(self.class)
        }
    }
}

impl AiModel {
    /// The model as the roofline sees it, in a quantisation.
    ///
    /// # Errors
    /// It does not come in that quantisation, or makes no tokens.
    pub fn as_weights(&self, quantisation: &str) -> Result<Weights, CannotRun> {
        let transformer = self.transformer().ok_or(CannotRun::NoTokens)?;
        let layers = f64::from(transformer.layers);
        Ok(Weights {
            parameters: self.parameters.value,
            bytes: self.known_bytes(quantisation)?,
            kv_bytes_per_token: transformer.kv_bytes_per_token(),
            layers,
            layers_times_width: layers * f64::from(transformer.width),
        })
    }

    /// Size of the weights in a quantisation \[bytes\].
    ///
    /// # Errors
    /// It does not come in that quantisation.
    pub fn known_bytes(&self, quantisation: &str) -> Result<f64, CannotRun> {
        self.weight_bytes(quantisation).ok_or_else(|| {
            let known = self.quantisations().map(str::to_owned).collect();
            CannotRun::UnknownQuantisation { wrong: quantisation.to_owned(), known }
        })
    }
}
