//! What is said of a question that has no answer.

use super::*;

#[test]
fn faults_say_what_would_be_right() {
    let cases: &[(&[&str], &[&str])] = &[
        (
            &["--device", "gpu/rtx-4900", "--model", "llama-3.1-8b"],
            &["did you mean `gpu/rtx-4090`?"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--model", "lama-3.1-8b"],
            &["did you mean `llama-3.1-8b`?"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--model", "llama-3.1-8b", "--quant", "q4_k_n"],
            &["there is no quantisation `q4_k_n`", "did you mean `q4_k_m`?"],
        ),
        (
            &["--class", "gforce", "--bandwidth", "448 GB/s", "--model", "llama-3.1-8b"],
            &["there is no class `gforce`", "did you mean `geforce`?"],
        ),
        (&["--model", "llama-3.1-8b"], &["<--device <DEVICE>|--class <CLASS>>"]),
        (
            &["--device", "gpu/rtx-4090", "--class", "geforce", "--model", "llama-3.1-8b"],
            &["'--device <DEVICE>' cannot be used with '--class <CLASS>'"],
        ),
        (&["--class", "geforce", "--model", "llama-3.1-8b"], &["--bandwidth <BANDWIDTH>"]),
        (&["--device", "gpu/rtx-4090"], &["<--model <MODEL>|--parameters <PARAMETERS>>"]),
        (&["--device", "gpu/rtx-4090", "--parameters", "8e9"], &["--model-size <MODEL_SIZE>"]),
        (
            &["--device", "gpu/rtx-4090", "--memory", "8 GB", "--model", "llama-3.1-8b"],
            &["'--memory <MEMORY>'", "'--device <DEVICE>'"],
        ),
        (
            &["--class", "geforce", "--bandwidth", "448 GB", "--model", "llama-3.1-8b"],
            &["`448 GB` is a volume of data; a data rate is wanted, such as `102 GB/s`"],
        ),
        (
            &["--class", "geforce", "--bandwidth", "448", "--model", "llama-3.1-8b"],
            &["`448` has no unit"],
        ),
        (
            &[
                "--device",
                "gpu/rtx-4090",
                "--model",
                "llama-3.1-8b",
                "--electricity",
                "0.2 EUR/kWh",
            ],
            &["`EUR` is no unit"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--model", "llama-3.1-8b", "--competitor", "1 USD/image"],
            &["write such as `0.05 USD/Mtoken`"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--model", "llama-3.1-8b", "--context", "200000"],
            &["200000 tokens are more than the model's 131072"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--parameters", "8B", "--model-size", "5 GB"],
            &["`8B` is no number above zero"],
        ),
        (&["--device", "hotspot/lorawan", "--model", "llama-3.1-8b"], &["run no language models"]),
        (
            &["--device", "robot/unitree-g1-edu", "--model", "llama-3.1-8b"],
            &["no measurement of a language model on class `robot` is known", "--class jetson"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--model", "llama-3.1-8b", "--runtime", "npu"],
            &["on class `geforce` such a model does not run on `npu`; say gpu, vulkan"],
        ),
        (
            &["--device", "ring/galaxy-ring", "--model", "wake-word", "--runtime", "gpu"],
            &["on class `ring` such a model does not run on `gpu`; say microcontroller, wake_chip"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--model", "sdxl", "--batch", "4"],
            &["--batch is for language models", "one image after another: leave it out"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--model", "yolov8n", "--context", "64"],
            &["--context-tokens is for language models"],
        ),
        (
            &["--class", "gpu", "--bandwidth", "448 GB/s", "--model", "llama-3.1-8b"],
            &["`gpu` is a family of devices; its classes are geforce, pro_gpu, dc_gpu"],
        ),
        (
            &["--device", "mine.yaml", "--model", "llama-3.1-8b"],
            &["mine.yaml: there is no such file"],
        ),
        (
            &["--device", "gpu/rtx-4090", "--model", "llama-3.1-8b", "--batch", "0"],
            &["0 is not in 1..="],
        ),
    ];
    for (arguments, words) in cases {
        let done = aipin(Path::new("."), &[&["estimate"], *arguments].concat());
        assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        for words in *words {
            assert!(done.stderr.contains(words), "{arguments:?}: {words} in {}", done.stderr);
        }
    }
}
