//! This file is about the roofline against published measurements.

use hardware_models::estimate::Interval;
use hardware_models::{Estimate, Load, device, estimate, model};

/// A published measurement.
struct Row {
    device: &'static str,
    model: &'static str,
    quantisation: &'static str,
    /// Tokens of the prompt.
    prompt: u32,
    /// Tokens of context while it decodes, on average.
    context: u32,
    /// Speed of reading the prompt, if it was measured \[tokens/s\].
    prefill: Option<f64>,
    /// Speed of decoding \[tokens/s\].
    decode: f64,
    /// The factor within which the estimate of decoding must lie.
    within: f64,
}

/// Estimates of reading a prompt lie within this factor of every measurement.
const PREFILL_WITHIN: f64 = 1.3;

const ROWS: &[Row] = &[
    Row {
        device: "gpu/rtx-4090",
        model: "llama-3.1-8b",
        quantisation: "q4_k_m",
        prompt: 1024,
        context: 512,
        prefill: Some(6_898.71),
        decode: 127.74,
        within: 1.15,
    }, // verified: XiongjieDai/GPU-Benchmarks-on-LLM-Inference, Llama-3-8B, pp1024 and tg1024
    Row {
        device: "gpu/rtx-4090",
        model: "llama-3.1-8b",
        quantisation: "f16",
        prompt: 1024,
        context: 512,
        prefill: Some(9_056.26),
        decode: 54.34,
        within: 1.3,
    }, // verified: XiongjieDai/GPU-Benchmarks-on-LLM-Inference, Llama-3-8B, pp1024 and tg1024
    Row {
        device: "gpu/rtx-4090",
        model: "llama-3.2-3b",
        quantisation: "q4_k_m",
        prompt: 512,
        context: 64,
        prefill: Some(20_323.29),
        decode: 334.67,
        within: 1.15,
    }, // verified: geerlingguy/ai-benchmarks, issue 43
    Row {
        device: "edge/mac-mini-m4",
        model: "llama-3.1-8b",
        quantisation: "q4_k_m",
        prompt: 512,
        context: 64,
        prefill: Some(224.81),
        decode: 20.87,
        within: 1.3,
    }, // verified: brand-o/normiebench, issues 3 and 40, pp512 and tg128
    Row {
        device: "edge/mac-mini-m4",
        model: "llama-3.2-3b",
        quantisation: "q4_k_m",
        prompt: 512,
        context: 64,
        prefill: None,
        decode: 41.31,
        within: 1.15,
    }, // verified: geerlingguy/ai-benchmarks
    Row {
        device: "edge/jetson-orin-nano-super",
        model: "llama-3.1-8b",
        quantisation: "int4",
        prompt: 128,
        context: 64,
        prefill: None,
        decode: 19.14,
        within: 1.25,
    }, // verified: NVIDIA-AI-IOT/jetson-generative-ai-playground
    Row {
        device: "phone/galaxy-s24",
        model: "llama-3.2-1b",
        quantisation: "int4",
        prompt: 64,
        context: 64,
        prefill: Some(260.0),
        decode: 34.0,
        within: 1.7,
    }, // verified: pytorch/executorch, Vulkan, which reaches half the bandwidth of other runtimes
];

fn run(row: &Row) -> Estimate {
    let device = device(row.device).expect("it is in the catalogue");
    let model = model(row.model).expect("it is in the catalogue");
    let load = Load { prompt_tokens: row.prompt, context_tokens: row.context, batch: 1 };
    estimate(device, model, row.quantisation, load).expect("it runs")
}

/// Whether an estimate is within a factor, and what was measured within the range of its class; 2 %
/// are left to the ranges, which were rounded and taken without the cache and the fixed time.
fn agree(estimated: Interval, measured: f64, within: f64) -> bool {
    let factor = estimated.mid / measured;
    let in_range = estimated.low * 0.98 <= measured && measured <= estimated.high * 1.02;
    in_range && factor <= within && 1.0 / factor <= within
}

#[test]
fn decoding_is_near_what_was_measured() {
    for row in ROWS {
        let speed = run(row).decode_tokens_per_second;
        let what = format!("{} {} {}", row.device, row.model, row.quantisation);
        println!(
            "{what}: {:.1} for {}, ratio {:.2}",
            speed.mid,
            row.decode,
            speed.mid / row.decode
        );
        assert!(agree(speed, row.decode, row.within), "{what}: {speed:?}, not {}", row.decode);
    }
}

#[test]
fn reading_a_prompt_is_near_what_was_measured() {
    for (row, measured) in ROWS.iter().filter_map(|row| row.prefill.map(|measured| (row, measured)))
    {
        let speed = run(row).prefill_tokens_per_second.expect("its computing speed is known");
        let what = format!("{} {} {}", row.device, row.model, row.quantisation);
        println!("{what}: {:.0} for {measured}, ratio {:.2}", speed.mid, speed.mid / measured);
        assert!(agree(speed, measured, PREFILL_WITHIN), "{what}: {speed:?}, not {measured}");
    }
}

#[test]
fn energy_is_within_half_of_what_was_measured() {
    // verified: geerlingguy/ai-benchmarks, watts at the wall by tokens a second
    let joules = [(2, 261.9 / 334.67), (3, 30.1 / 20.89), (4, 30.1 / 41.31)];
    for (row, measured) in joules {
        let estimated = run(&ROWS[row]).joules_per_token.expect("its power is known");
        println!("{} {}: {estimated:.2} J for {measured:.2} J", ROWS[row].device, ROWS[row].model);
        let factor = estimated / measured;
        assert!((1.0 / 1.5..1.5).contains(&factor), "{estimated} J, not {measured} J");
    }
}
