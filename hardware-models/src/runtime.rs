//! This file is about runtimes: on which part of a device a model runs, and with which software.

use std::fmt;

use language::fault;

use crate::class::Class;

/// What runs a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Runtime {
    /// The graphics processor with software made for it: CUDA, TensorRT, Metal, MLC, ROCm.
    Gpu,
    /// The graphics processor of a phone through Vulkan.
    Vulkan,
    /// The processor: llama.cpp, ExecuTorch.
    Cpu,
    /// A neural processor: Genie, RKNN, Core ML.
    Npu,
    /// A microcontroller: TensorFlow Lite Micro, X-CUBE-AI.
    Microcontroller,
    /// A chip that listens or looks all the time for less than a milliwatt.
    WakeChip,
}

impl Runtime {
    /// Every runtime, once.
    pub const ALL: &[Self] =
        &[Self::Gpu, Self::Vulkan, Self::Cpu, Self::Npu, Self::Microcontroller, Self::WakeChip];

    /// The word that a file or a command uses for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gpu => "gpu",
            Self::Vulkan => "vulkan",
            Self::Cpu => "cpu",
            Self::Npu => "npu",
            Self::Microcontroller => "microcontroller",
            Self::WakeChip => "wake_chip",
        }
    }

    /// The runtime of a word, in any case.
    ///
    /// # Errors
    /// There is no such runtime.
    pub fn named(word: &str) -> Result<Self, UnknownRuntime> {
        let same = |runtime: &&Self| runtime.word().eq_ignore_ascii_case(word);
        let found = Self::ALL.iter().find(same).copied();
        found.ok_or_else(|| UnknownRuntime { wrong: word.to_owned() })
    }

    /// Whether language models run on it at all.
    #[must_use]
    pub fn runs_language(self) -> bool {
        matches!(self, Self::Gpu | Self::Vulkan | Self::Cpu | Self::Npu)
    }

    /// The runtimes that devices of a class have, by what is inside them.
    #[must_use]
    pub fn of_class(class: Class) -> &'static [Self] {
        match class {
            Class::Geforce | Class::ProGpu | Class::DcGpu => &[Self::Gpu, Self::Vulkan],
            Class::AppleM => &[Self::Gpu, Self::Cpu, Self::Npu],
            Class::Jetson => &[Self::Gpu, Self::Cpu],
            Class::MiniPc | Class::Sbc | Class::PcNpu | Class::Robot | Class::Car => {
                &[Self::Gpu, Self::Vulkan, Self::Cpu, Self::Npu]
            }
            Class::Phone
            | Class::Pin
            | Class::Glasses
            | Class::Headset
            | Class::Handheld
            | Class::Dashcam
            | Class::Watch => Self::ALL,
            Class::Hotspot => &[Self::Cpu, Self::Microcontroller],
            Class::Ring
            | Class::Band
            | Class::Pendant
            | Class::Toy
            | Class::Bicycle
            | Class::WeatherStation
            | Class::RtkStation => &[Self::Microcontroller, Self::WakeChip],
        }
    }

    /// Whether models of more than eight bits run at half the INT8 peak of it, or a part of that.
    #[must_use]
    pub fn counts_in_int8(self) -> bool {
        matches!(self, Self::Npu | Self::Microcontroller | Self::WakeChip)
    }
}

/// A word that names no runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRuntime {
    /// The word.
    pub wrong: String,
}

impl fmt::Display for UnknownRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = Runtime::ALL.iter().map(|runtime| runtime.word()).collect();
        write!(f, "there is no runtime `{}`", self.wrong)?;
        if let Some(nearest) = fault::nearest(&self.wrong, &words) {
            write!(f, "; did you mean `{nearest}`?")?;
        }
        write!(f, "; known here: {}", words.join(", "))
    }
}

impl std::error::Error for UnknownRuntime {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_runtimes_in_any_case() {
        for &runtime in Runtime::ALL {
            assert_eq!(Runtime::named(runtime.word()), Ok(runtime));
        }
        assert_eq!(Runtime::named("NPU"), Ok(Runtime::Npu));
        let unknown = Runtime::named("ngu").expect_err("there is none").to_string();
        assert!(unknown.starts_with("there is no runtime `ngu`; did you mean"), "{unknown}");
    }
}
