//! Proves that `aipin hardware` answers with the numbers of the library, in words and as JSON, and
//! says what is wrong with a question.

#[path = "../common/mod.rs"]
mod common;
mod faults;
mod looks;

use std::fs;
use std::path::Path;
use std::process::Command;

use hardware_models::{Load, catalogue, estimate, perform};
use serde_json::Value;

use common::{Done, done};

fn aipin(folder: &Path, arguments: &[&str]) -> Done {
    let arguments = [&["hardware"], arguments].concat();
    done(Command::new(env!("CARGO_BIN_EXE_aipin")), folder, &arguments)
}

fn told(arguments: &[&str]) -> String {
    let done = aipin(Path::new("."), arguments);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done.stdout
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&told(&[arguments, &["--json"]].concat())).expect("is JSON")
}

fn estimated(arguments: &[&str]) -> Value {
    json(&[&["estimate"], arguments].concat())
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn near(value: f64, expected: f64) {
    assert!((value / expected - 1.0).abs() < 1e-9, "{value} is not {expected}");
}

const CARD: &[&str] = &["--device", "gpu/rtx-4090", "--model", "llama-3.1-8b", "--quant", "q4_k_m"];
const SPOT: &[&str] = &[
    "--class",
    "geforce",
    "--bandwidth",
    "448 GB/s",
    "--tflops",
    "40 TFLOPS",
    "--memory",
    "8 GB",
    "--power",
    "220 W",
];
const SPOT_MODEL: &[&str] = &["--parameters", "8.03e9", "--model-size", "4.92 GB"];

#[test]
fn an_estimate_is_that_of_the_library() {
    let answer = estimated(&[CARD, &["--batch", "8", "--electricity", "0.165 USD/kWh"]].concat());
    let device = catalogue::device("gpu/rtx-4090").expect("it is there");
    let model = catalogue::model("llama-3.1-8b").expect("it is there");
    let load = Load { batch: 8, ..Load::default() };
    let library = estimate(device, model, "q4_k_m", load).expect("it fits");
    let decode = library.decode_tokens_per_second;
    let prefill = library.prefill_tokens_per_second.expect("its computing speed is known");
    let joules = library.joules_per_token.expect("its power is known");
    assert_eq!(answer["fits"], true);
    assert_eq!((&answer["class"], &answer["runtime"]), (&"geforce".into(), &"gpu".into()));
    let told = "not measured: the roofline alone; published servers reached 0.5 to 1.4 times of \
        such estimates";
    assert_eq!(answer["batched"], told);
    for (key, expected) in [
        ("needed_bytes", library.needed_bytes),
        ("prefill_tokens_per_second", prefill.mid),
        ("prefill_tokens_per_second_low", prefill.low),
        ("prefill_tokens_per_second_high", prefill.high),
        ("decode_tokens_per_second", decode.mid),
        ("decode_tokens_per_second_low", decode.low),
        ("decode_tokens_per_second_high", decode.high),
        ("joules_per_token", joules.mid),
        ("joules_per_token_low", joules.low),
        ("joules_per_token_high", joules.high),
        ("usd_per_million_tokens", joules.mid / 3.6 * 0.165),
        ("usd_per_million_tokens_low", joules.low / 3.6 * 0.165),
        ("usd_per_million_tokens_high", joules.high / 3.6 * 0.165),
    ] {
        near(number(&answer, key), expected);
    }
}

#[test]
fn a_device_that_is_described_is_one_of_the_catalogue_by_hand() {
    let answer = estimated(&[SPOT, SPOT_MODEL, &["--electricity", "0.36 USD/kWh"]].concat());
    let [low, mid, high] =
        ["_low", "", "_high"].map(|end| number(&answer, &format!("decode_tokens_per_second{end}")));
    // 4.92 GB at 448 GB/s take 11 ms, so that no device makes more than 91 tokens a second.
    assert!(30.0 < low && low < mid && mid < high && high < 91.1, "{answer}");
    // All of the 220 W for each token, and 0.36 USD for 3.6 million joules.
    near(number(&answer, "joules_per_token"), 220.0 / mid);
    near(number(&answer, "usd_per_million_tokens"), 22.0 / mid);
    assert_eq!(answer["memory_bytes"], 8e9);
    assert_eq!(answer["break_even"], Value::Null);
}

/// The phone's published 34 tokens/s are on Vulkan, which the question does not state.
#[test]
fn a_runtime_that_nobody_states_widens_the_range() {
    let question = ["--device", "phone/galaxy-s24", "--model", "llama-3.2-1b"];
    let answer = estimated(&question);
    assert_eq!((&answer["class"], &answer["runtime"]), (&"phone".into(), &Value::Null));
    assert_eq!(answer["spanned_runtimes"], serde_json::json!(["vulkan", "cpu", "npu"]));
    assert!(number(&answer, "decode_tokens_per_second_low") < 34.0, "{answer}");
    assert_eq!(answer["batched"], Value::Null);
    let stated = estimated(&[&question[..], &["--runtime", "vulkan"]].concat());
    assert_eq!(
        (&stated["runtime"], &stated["spanned_runtimes"]),
        (&"vulkan".into(), &serde_json::json!([]))
    );
    // What heat leaves stands beside the peak.
    let sustained = number(&answer, "decode_tokens_per_second") * number(&answer, "heat_share");
    near(number(&answer, "sustained_tokens_per_second"), sustained);
    let text = told(&[&["estimate"], &question[..]].concat());
    for words in ["runtime:     not stated: ", " tokens/s over hours, 50.1 % of its peak"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let shown = told(&["show", "phone/galaxy-s24"]);
    assert!(shown.contains(" over hours, "), "{shown}");
}

/// 0.507 mW all day, from a ring of 0.0771 Wh whose owner's use takes a charge in 6.5 days.
#[test]
fn a_model_that_listens_all_day_takes_days_of_a_charge() {
    let question = ["--device", "ring/galaxy-ring", "--model", "wake-word"];
    let answer = estimated(&question);
    let always = &answer["always_on"];
    near(number(always, "watts"), 0.507e-3);
    let battery = catalogue::device("ring/galaxy-ring").expect("it is there").battery.as_ref();
    let battery = battery.expect("it has one");
    near(number(always, "days_of_a_charge"), battery.days_of_a_charge(0.507e-3));
    near(number(always, "days_of_a_charge_without"), battery.days_of_a_charge(0.0));
    let text = told(&[&["estimate"], &question[..]].concat());
    let line = "power:       0.507 mW all day, in the device; its battery leaves 0 mW: a charge lasts \
        3.18 days instead of 6.49 days";
    assert!(text.contains(line), "{text}");
    let seldom = estimated(&["--device", "gpu/rtx-4090", "--model", "yolov8n"]);
    assert_eq!(seldom["always_on"], Value::Null);
}

/// A model fits if any of its quantisations does, for all three commands.
#[test]
fn the_largest_model_is_the_same_wherever_it_is_told() {
    let list = json(&["list", "--class", "phone"]);
    let largest = list["devices"][0]["largest_model"].as_str().expect("one fits");
    let (model, quantisation) = largest.split_once(' ').expect("a model and its quantisation");
    assert!(!list.to_string().contains("exl2"), "that format is for CUDA: {list}");
    let name = list["devices"][0]["name"].as_str().expect("a name");
    let folder = tempfile::tempdir().expect("a folder");
    let shown = aipin(folder.path(), &["show", name, "--out", "."]).stdout;
    assert!(shown.contains(&format!("  {model:<22} {quantisation:<7} ")), "{largest} in {shown}");
    let table = format!("{}-roofline.csv", name.replace('/', "-"));
    let table = fs::read_to_string(folder.path().join(table)).expect("readable");
    let called = &catalogue::model(model).expect("it is there").name;
    assert!(table.contains(&format!("{called} {quantisation}")), "{table}");
}

#[test]
fn what_is_not_said_of_a_device_is_null() {
    let bare = ["--class", "Apple M", "--bandwidth", "120 GB/s"];
    let answer = estimated(&[&bare[..], SPOT_MODEL].concat());
    for key in ["prefill_tokens_per_second", "joules_per_token", "usd_per_million_tokens"] {
        assert_eq!(answer[key], Value::Null, "{key}");
    }
    assert_eq!(answer["fits"], true, "nothing says that it does not");
    let text = told(&[&["estimate"], &bare[..], SPOT_MODEL].concat());
    for line in [
        "fits:        yes, if it has ",
        "prefill:     not known without its computing speed",
        "energy:      not known without its power",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn a_model_that_does_not_fit_is_an_answer() {
    let question = ["--device", "phone/galaxy-s24", "--model", "llama-3.1-8b"];
    let text = told(&[&["estimate"], &question[..]].concat());
    assert!(text.ends_with("fits:        no: needs 4.98 GB of memory and has 4 GB\n"), "{text}");
    let answer = estimated(&question);
    assert_eq!(answer["fits"], false);
    near(number(&answer, "needed_bytes"), 4_917_737_553.0 + 512.0 * 131_072.0);
    for key in ["prefill_tokens_per_second", "decode_tokens_per_second_low", "joules_per_token"] {
        assert_eq!(answer[key], Value::Null, "{key}");
    }
}

#[test]
fn a_competitor_that_asks_less_than_electricity_is_never_beaten() {
    let never = told(&[&["estimate"], CARD, &["--competitor", "0.05 USD/Mtoken"]].concat());
    let line = "break-even:  never: electricity alone costs more than the competitor asks";
    assert!(never.contains(line), "{never}");
    let question = [CARD, &["--batch", "64", "--competitor", "0.10 USD/Mtoken"]].concat();
    let answer = estimated(&question);
    let pays = &answer["break_even"];
    let margin = 0.10 - number(&answer, "usd_per_million_tokens");
    let a_day = number(&answer, "decode_tokens_per_second") * 0.0864 * margin;
    near(number(pays, "hours_of_work_needed"), 2_500.0 / a_day * 24.0);
    // Its owner leaves it 60 % of the day, and it is reached on 85 % of the days.
    near(number(pays, "days_of_work"), 2_500.0 / a_day / (0.60 * 0.85));
}

#[test]
fn a_model_that_sees_has_a_latency() {
    let question = ["--device", "gpu/rtx-4090", "--model", "yolov8n"];
    let answer = estimated(&question);
    let device = catalogue::device("gpu/rtx-4090").expect("it is there");
    let model = catalogue::model("yolov8n").expect("it is there");
    let first = model.quantisations().next().expect("it has one");
    let library = perform(device, model, first).expect("it fits");
    assert_eq!((&answer["unit"], &answer["fits"]), (&"frame".into(), &true.into()));
    near(number(&answer, "ms_per_unit"), library.seconds.mid * 1e3);
    near(number(&answer, "units_per_second_low"), library.units_per_second.low);
    near(number(&answer, "joules_per_unit"), library.joules_per_unit.expect("known"));
    let text = told(&[&["estimate"], &question[..]].concat());
    assert!(text.contains("ms per frame (from "), "{text}");
}

#[test]
fn one_answer_in_full() {
    let spot =
        ["--class", "mini-pc", "--bandwidth", "64 GB/s", "--memory", "16 GB", "--power", "20 W"];
    let model = ["--parameters", "1e9", "--model-size", "1 GB", "--price", "200 USD"];
    let money = ["--electricity", "0.10 USD/kWh", "--competitor", "1 USD/Mtoken"];
    let answer = estimated(&[&spot[..], &model, &money].concat());
    let rate = number(&answer, "decode_tokens_per_second");
    let text = told(&[&["estimate"], &spot[..], &model, &money].concat());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "a device of class Mini-PC, a model of 1 billion parameters");
    assert_eq!(lines[1], "batch 1, prompt of 512 tokens, context of 512");
    assert!(lines[3].starts_with("fits:        yes: needs 1."), "{text}");
    assert_eq!(rate.round(), 31.0);
    assert_eq!(lines[4], "runtime:     cpu, with the efficiency of class `mini_pc`");
    assert!(lines[6].starts_with("decode:      31 tokens/s (from "), "{text}");
    assert!(lines[7].starts_with("energy:      0.645 J/token (from "), "{text}");
    assert!(
        lines[7]
            .ends_with(") over the ranges of speed and power, 20 W at the wall while it decodes"),
        "{text}"
    );
    assert!(lines[8].starts_with("electricity: 0.0179 USD per million tokens (from "), "{text}");
    assert!(lines[8].ends_with(") at 0.1 USD/kWh"), "{text}");
    assert!(lines[9].ends_with(" of work without a pause (its price is 200 USD)"), "{text}");
}
