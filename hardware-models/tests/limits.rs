//! This file is about what an estimate refuses, and what a batch changes.

use hardware_models::estimate::on_machine;
use hardware_models::machine::Machine;
use hardware_models::{
    CannotRun, Class, Estimate, Load, Runtime, device, estimate, model, perform,
};

fn run(name: &str, ai_model: &str, quantisation: &str, load: Load) -> Result<Estimate, CannotRun> {
    let device = device(name).expect("it is in the catalogue");
    estimate(device, model(ai_model).expect("it is in the catalogue"), quantisation, load)
}

fn refusal(name: &str, quantisation: &str, load: Load) -> CannotRun {
    run(name, "llama-3.1-8b", quantisation, load).expect_err("it cannot run")
}

#[test]
fn what_does_not_fit_cannot_run() {
    // 16.063177687 GB of weights and 512 · 131,072 bytes of cache, in 10.7 GB.
    let needed_bytes = 16_063_177_687.0 + 67_108_864.0;
    let expected = CannotRun::DoesNotFit { needed_bytes, memory_bytes: 10.7e9 };
    let refused = refusal("edge/mac-mini-m4", "f16", Load::default());
    assert_eq!(refused, expected);
    assert_eq!(refused.to_string(), "it needs 16.1 GB of memory and has 10.7 GB");
    // The cache counts: 4.5 GB of weights fit into 6.5 GB, but not with 16 contexts beside them.
    let load = Load { context_tokens: 8_192, batch: 16, ..Load::default() };
    let refused = refusal("edge/jetson-orin-nano-super", "int4", load);
    assert!(matches!(refused, CannotRun::DoesNotFit { .. }), "{refused}");
    let refused = refusal("phone/galaxy-s24", "q4_k_m", Load::default());
    assert!(matches!(refused, CannotRun::DoesNotFit { .. }), "{refused}");
}

#[test]
fn what_only_senses_runs_no_language_model() {
    for (name, class) in
        [("hotspot/lorawan", Class::Hotspot), ("glasses/xiaomi-ai-glasses", Class::Glasses)]
    {
        assert_eq!(refusal(name, "q4_k_m", Load::default()), CannotRun::NoFactors { class });
    }
}

#[test]
fn what_could_but_was_not_measured_says_so() {
    let refused = refusal("robot/unitree-g1-edu", "q4_k_m", Load::default()).to_string();
    let told = "no measurement of a language model on class `robot` is known; describe it with \
        --class jetson";
    assert_eq!(refused, told);
    assert!(Class::ALL.iter().all(|class| !Runtime::of_class(*class).is_empty()));
}

#[test]
fn a_runtime_that_a_class_lacks_is_refused() {
    let weights = model("llama-3.2-1b").expect("listed").as_weights("q4_k_m").expect("listed");
    let of = |name: &str, runtime| {
        let machine = device(name).expect("listed").machine();
        let machine = Machine { runtime: Some(runtime), ..machine };
        on_machine(&machine, &weights, Load::default()).map(|_| ())
    };
    let refused = of("gpu/rtx-4090", Runtime::Npu).expect_err("no card has one").to_string();
    let told = "on class `geforce` such a model does not run on `npu`; say gpu, vulkan, or leave \
        it out";
    assert_eq!(refused, told);
    assert!(of("phone/galaxy-s24", Runtime::WakeChip).is_err());
    assert_eq!(of("phone/galaxy-s24", Runtime::Npu), Ok(()));
    let listens = model("wake-word").expect("listed");
    let ring = device("ring/galaxy-ring").expect("listed").machine();
    let on = |runtime| {
        perform::on_machine(&Machine { runtime: Some(runtime), ..ring }, listens, "int8").is_ok()
    };
    assert_eq!([Runtime::Gpu, Runtime::WakeChip].map(on), [false, true]);
}

#[test]
fn what_the_model_lacks_is_named() {
    let refused = refusal("gpu/rtx-4090", "q4_k_n", Load::default()).to_string();
    let start =
        "there is no quantisation `q4_k_n`; did you mean `q4_k_m`?; known here: q4_k_m, int4";
    assert!(refused.starts_with(start), "{refused}");
    let load = Load { context_tokens: 200_000, ..Load::default() };
    let expected = CannotRun::ContextTooLong { tokens: 200_000, tokens_max: 131_072 };
    assert_eq!(refusal("gpu/rtx-4090", "q4_k_m", load), expected);
}

/// A machine that a user describes by its class and bandwidth alone.
#[test]
fn a_machine_described_by_its_bandwidth_decodes() {
    let weights = model("llama-3.1-8b").expect("listed").as_weights("q4_k_m").expect("listed");
    let machine = Machine { bytes_per_second: Some(448e9), ..Machine::of(Class::Geforce) };
    let load = Load { context_tokens: 0, ..Load::default() };
    let estimate = on_machine(&machine, &weights, load).expect("it runs");
    // 4.917737553 GB at 0.854 · 0.9 · 448 GB/s take 14.282 ms, and 32 layers add 0.8 ms.
    assert!((estimate.decode_tokens_per_second.mid - 66.304).abs() < 0.001, "{estimate:?}");
    assert_eq!((estimate.prefill_tokens_per_second, estimate.joules_per_token), (None, None));
    let batch = on_machine(&machine, &weights, Load { batch: 2, ..load });
    assert!(matches!(batch, Err(CannotRun::NoCompute { .. })));
    let blind = on_machine(&Machine { bytes_per_second: None, ..machine }, &weights, load);
    assert_eq!(blind, Err(CannotRun::NoCompute { missing: "memory bandwidth" }));
}

/// A small computer with wide memory decodes on graphics, one with narrow memory on its processor.
#[test]
fn the_memory_of_a_small_computer_says_on_what_it_decodes() {
    let of = |speed: f64| {
        let machine = Machine { bytes_per_second: Some(speed), ..Machine::of(Class::MiniPc) };
        machine.known_runtime()
    };
    assert_eq!([of(38.4e9), of(273e9)], [Some(Runtime::Cpu), Some(Runtime::Gpu)]);
    assert_eq!(Machine::of(Class::MiniPc).known_runtime(), None);
    let stated = Machine { runtime: Some(Runtime::Npu), ..Machine::of(Class::MiniPc) };
    assert_eq!(stated.known_runtime(), Some(Runtime::Npu));
}

#[test]
fn a_batch_makes_more_tokens_of_less_energy() {
    let of = |batch| {
        let load = Load { batch, ..Load::default() };
        run("gpu/rtx-4090", "llama-3.1-8b", "q4_k_m", load).expect("it runs")
    };
    let (one, sixteen) = (of(1), of(16));
    let speed = |estimate: &Estimate| estimate.decode_tokens_per_second.mid;
    // The weights are read once for all 16, but each has a cache of its own.
    assert!(speed(&sixteen) > 12.0 * speed(&one) && speed(&sixteen) < 16.0 * speed(&one));
    let joules = |estimate: &Estimate| estimate.joules_per_token.expect("its power is known").mid;
    let range = sixteen.decode_tokens_per_second;
    assert!(range.low <= 0.5 * range.mid && range.high >= 1.4 * range.mid, "{range:?}");
    assert!(joules(&sixteen) < joules(&one) / 8.0);
}
