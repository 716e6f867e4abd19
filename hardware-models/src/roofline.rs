//! This file is about the roofline: a model's time on a device is bound by what it computes or by
//! what it reads, whichever takes longer.
//!
//! | letter | meaning |
//! |---|---|
//! | N | parameters that each token passes through |
//! | B | bytes of weights read for each step |
//! | KV | bytes of cache for one token of context |
//! | n, c, b | tokens of the prompt, of the context, sequences in a batch |
//! | F, W | operations and bytes a second that the device reaches: peak × efficiency |
//! | t₀ | fixed time of a step: launching kernels, switching graphs |
//!
//! The equations are those of Williams et al. 2009 (CACM 52/4) as used for language models.

/// Bytes of a number of the cache, which runtimes keep in FP16.
const CACHE_NUMBER_BYTES: f64 = 2.0;

/// A model as the roofline sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// N \[1\]; above 0.
    pub parameters: f64,
    /// B \[bytes\]; above 0. The whole file is counted, as in the efficiency factors.
    pub bytes: f64,
    /// KV \[bytes/token\]; at least 0.
    pub kv_bytes_per_token: f64,
    /// Layers, each of which is launched anew in every step \[1\]; at least 0.
    pub layers: f64,
    /// Layers times their width, which attention over the prompt costs \[1\]; at least 0.
    pub layers_times_width: f64,
}

impl Weights {
    /// A model of which only parameters and size are known, with the shape that models of its size
    /// have: as many layers as a power of its parameters, and a cache of eight heads of 128 numbers.
    ///
    /// The power passes through Llama 3.2 1B (16 layers) and Llama 3.1 70B (80 layers).
    #[must_use]
    pub fn typical(parameters: f64, bytes: f64) -> Self {
        let layers = (14.7 * libm::pow(parameters / 1e9, 0.398)).round().max(1.0); // derived
        let width = libm::sqrt(parameters / (12.0 * layers)); // derived: 12 · width² a layer
        Self {
            parameters,
            bytes,
            kv_bytes_per_token: kv_bytes_per_token(layers, 8.0, 128.0),
            layers,
            layers_times_width: layers * width,
        }
    }

    /// Bits of a weight, over the whole file \[1\].
    #[must_use]
    pub fn bits(&self) -> f64 {
        8.0 * self.bytes / self.parameters
    }
}

/// What a device really reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Roof {
    /// F \[FLOP/s\]; above 0; infinite where it is unknown and does not bind.
    pub operations_per_second: f64,
    /// W \[bytes/s\]; above 0.
    pub bytes_per_second: f64,
    /// t₀ \[s\]; at least 0.
    pub step_seconds: f64,
}

/// KV = 2 · layers · heads · dimension · 2 bytes: a key and a value each \[bytes/token\].
#[must_use]
pub fn kv_bytes_per_token(layers: f64, heads: f64, dimension: f64) -> f64 {
    2.0 * layers * heads * dimension * CACHE_NUMBER_BYTES
}

/// Memory that a batch needs: B + b · c · KV \[bytes\].
#[must_use]
pub fn needed_bytes(weights: &Weights, context_tokens: f64, batch: f64) -> f64 {
    weights.bytes + batch * context_tokens * weights.kv_bytes_per_token
}

/// Operations of a prompt: 2·N·n + 2·layers·width·n², the second for causal attention \[FLOP\].
#[must_use]
pub fn prefill_operations(weights: &Weights, prompt_tokens: f64) -> f64 {
    let n = prompt_tokens;
    2.0 * weights.parameters * n + 2.0 * weights.layers_times_width * n * n
}

/// Time to read a prompt: the weights must be read once, however short it is \[s\].
#[must_use]
pub fn prefill_seconds(weights: &Weights, roof: &Roof, prompt_tokens: f64) -> f64 {
    let compute = prefill_operations(weights, prompt_tokens) / roof.operations_per_second;
    let memory = weights.bytes / roof.bytes_per_second;
    compute.max(memory) + roof.step_seconds
}

/// Time that a step of decoding spends on reading and on computing \[s\].
#[must_use]
pub fn decode_bounds(weights: &Weights, roof: &Roof, context_tokens: f64, batch: f64) -> [f64; 2] {
    let memory = needed_bytes(weights, context_tokens, batch) / roof.bytes_per_second;
    let compute = 2.0 * weights.parameters * batch / roof.operations_per_second;
    [memory, compute]
}

/// Time of a step that gives one token to each sequence of a batch \[s\].
#[must_use]
pub fn decode_seconds(weights: &Weights, roof: &Roof, context_tokens: f64, batch: f64) -> f64 {
    let [memory, compute] = decode_bounds(weights, roof, context_tokens, batch);
    memory.max(compute) + roof.step_seconds
}

/// The batch from which computing binds, without a context: F·B / (2·N·W) \[sequences\].
#[must_use]
pub fn critical_batch(weights: &Weights, roof: &Roof) -> f64 {
    roof.operations_per_second * weights.bytes / (2.0 * weights.parameters * roof.bytes_per_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LLAMA_8B_F16: Weights = Weights {
        parameters: 8e9,
        bytes: 16e9,
        kv_bytes_per_token: 131_072.0,
        layers: 32.0,
        layers_times_width: 131_072.0,
    };
    const ROOF: Roof =
        Roof { operations_per_second: 100e12, bytes_per_second: 800e9, step_seconds: 0.001 };

    fn near(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn cache_of_a_token() {
        // 2 · 32 · 8 · 128 · 2; 2 · 16 · 8 · 64 · 2; 2 · 28 · 2 · 128 · 2.
        assert_eq!(kv_bytes_per_token(32.0, 8.0, 128.0), 131_072.0);
        assert_eq!(kv_bytes_per_token(16.0, 8.0, 64.0), 32_768.0);
        assert_eq!(kv_bytes_per_token(28.0, 2.0, 128.0), 28_672.0);
    }

    #[test]
    fn a_typical_shape_is_near_that_of_models_of_its_size() {
        // 14.7 · 8.03^0.398 = 33.7; √(8.03e9 / (12 · 34)) = 4,436.
        let eight = Weights::typical(8.03e9, 4.92e9);
        assert_eq!((eight.layers, eight.kv_bytes_per_token), (34.0, 139_264.0));
        assert!((eight.layers_times_width / 34.0 - 4_436.0).abs() < 1.0);
        assert_eq!(Weights::typical(70.554e9, 42.5e9).layers, 80.0);
        assert_eq!(Weights::typical(1.236e9, 0.8e9).layers, 16.0);
        near(LLAMA_8B_F16.bits(), 16.0);
    }

    #[test]
    fn memory_of_a_batch() {
        near(needed_bytes(&LLAMA_8B_F16, 0.0, 1.0), 16e9);
        near(needed_bytes(&LLAMA_8B_F16, 8_192.0, 1.0), 17_073_741_824.0);
        near(needed_bytes(&LLAMA_8B_F16, 8_192.0, 4.0), 20_294_967_296.0);
    }

    #[test]
    fn operations_and_time_of_a_prompt() {
        near(prefill_operations(&LLAMA_8B_F16, 1.0), 16e9 + 262_144.0);
        near(prefill_operations(&LLAMA_8B_F16, 1_000.0), 16.262_144e12);
        near(prefill_operations(&LLAMA_8B_F16, 2_000.0), 33.048_576e12);
        // A prompt of one token still reads all weights: 16 GB at 800 GB/s are 20 ms.
        near(prefill_seconds(&LLAMA_8B_F16, &ROOF, 1.0), 0.021);
        near(prefill_seconds(&LLAMA_8B_F16, &ROOF, 1_000.0), 0.163_621_44);
        near(prefill_seconds(&LLAMA_8B_F16, &ROOF, 2_000.0), 0.331_485_76);
    }

    #[test]
    fn time_of_a_step() {
        near(decode_seconds(&LLAMA_8B_F16, &ROOF, 0.0, 1.0), 0.021);
        // 8,192 tokens of cache add 1.073741824 GB.
        near(decode_seconds(&LLAMA_8B_F16, &ROOF, 8_192.0, 1.0), 0.022_342_177_28);
        // 16e9 · 1000 operations at 100 TFLOP/s take 160 ms, more than the 20 ms of reading.
        near(decode_seconds(&LLAMA_8B_F16, &ROOF, 0.0, 1_000.0), 0.161);
    }

    #[test]
    fn batch_from_which_computing_binds() {
        near(critical_batch(&LLAMA_8B_F16, &ROOF), 125.0);
        // The peaks of an H100 and of an RTX 4090 (FP32 accumulation), in BF16: about 295 and 164.
        let peak = |tflops: f64, gigabytes: f64| Roof {
            operations_per_second: tflops * 1e12,
            bytes_per_second: gigabytes * 1e9,
            step_seconds: 0.0,
        };
        assert_eq!(critical_batch(&LLAMA_8B_F16, &peak(989.0, 3_350.0)).round(), 295.0);
        assert_eq!(critical_batch(&LLAMA_8B_F16, &peak(165.0, 1_008.0)).round(), 164.0);
    }
}
