//! This file is about lanes: how many numbers the processor works on at once.
//!
//! A kernel is compiled once for each set of vector instructions and the best that the processor
//! has is chosen when a run begins, so the default build is as fast as one for this very machine.
//! All sets give the same bits: kernels add in whole numbers or in a fixed order, and nothing is
//! ever fused.

use bevy_ecs::prelude::Resource;
pub use pulp::NullaryFnOnce as Kernel;
#[cfg(target_arch = "x86_64")]
use pulp::x86::{V3, V4};

/// A set of vector instructions that this processor has.
#[derive(Debug, Clone, Copy, Resource)]
pub enum Lanes {
    /// What every processor of the architecture has: two or four numbers at once.
    Baseline,
    /// AVX2: four or eight at once.
    #[cfg(target_arch = "x86_64")]
    Avx2(V3),
    /// AVX-512: eight or sixteen at once.
    #[cfg(target_arch = "x86_64")]
    Avx512(V4),
}

impl Lanes {
    /// All sets that this processor has, the best first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            all.extend(V4::try_new().map(Self::Avx512));
            all.extend(V3::try_new().map(Self::Avx2));
        }
        all.push(Self::Baseline);
        all
    }

    /// The best set that this processor has.
    #[must_use]
    pub fn best() -> Self {
        Self::all()[0]
    }

    /// Runs a kernel with these instructions; all that it calls must be inlined into it.
    pub fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self {
            Self::Baseline => kernel.call(),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(simd) => simd.vectorize(kernel),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512(simd) => simd.vectorize(kernel),
        }
    }
}
