//! What is listed, shown and drawn.

use super::*;

#[test]
fn a_device_of_ones_own_is_as_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let catalogue =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../hardware-models/gpu/rtx-4090.yaml");
    let text = fs::read_to_string(catalogue).expect("readable");
    let text = text.replace("1010 GB/s", "2020 GB/s");
    fs::write(folder.path().join("mine.yaml"), text).expect("written");
    let question = |device| {
        let arguments = ["estimate", "--device", device, "--model", "llama-3.1-8b", "--json"];
        let done = aipin(folder.path(), &arguments);
        let answer: Value = serde_json::from_str(&done.stdout).expect("is JSON");
        number(&answer, "decode_tokens_per_second")
    };
    assert!(question("mine.yaml") > 1.8 * question("gpu/rtx-4090"), "twice the bandwidth");
    let shown = aipin(folder.path(), &["show", "mine.yaml"]);
    assert!(shown.stdout.contains("2020 GB/s"), "{shown:?}");
}

#[test]
fn a_list_is_of_one_class_if_that_is_wanted() {
    let list = json(&["list", "--class", "Apple M"]);
    let devices = list["devices"].as_array().expect("a list");
    assert!(!devices.is_empty());
    assert!(devices.iter().all(|device| device["class"] == "apple_m"), "{list}");
    let mini =
        devices.iter().find(|device| device["name"] == "edge/mac-mini-m4").expect("it is one");
    assert_eq!((number(mini, "price_usd"), number(mini, "bytes_per_second")), (599.0, 120e9));
    assert!(mini["largest_model"].is_string(), "{mini}");
    assert_eq!(list["models"], Value::Null, "nobody asked for them");
    let family = json(&["list", "--class", "gpu"]);
    let classes: Vec<_> = family["devices"].as_array().into_iter().flatten().collect();
    assert!(classes.iter().any(|device| device["class"] == "dc_gpu"), "{family}");
    assert!(classes.iter().all(|device| device["family"] == "gpu"), "{family}");
    assert!(!json(&["list"])["models"].as_array().expect("a list").is_empty());
}

#[test]
fn a_device_is_drawn_with_the_figures_behind_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = aipin(folder.path(), &["show", "gpu/rtx-4090", "--out", "charts"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    for chart in ["gpu-rtx-4090-roofline", "gpu-rtx-4090-day"] {
        let file = |ending: &str| folder.path().join(format!("charts/{chart}.{ending}"));
        let svg = fs::read_to_string(file("svg")).expect("readable");
        assert!(svg.starts_with("<svg") && svg.contains("RTX 4090"), "{chart}");
        assert_eq!(fs::read(file("png")).expect("readable")[1..4], *b"PNG");
        assert!(fs::read_to_string(file("csv")).expect("readable").lines().count() > 10, "{chart}");
        assert!(done.stdout.contains(&format!("{chart}.svg")), "{}", done.stdout);
    }
    fs::write(folder.path().join("file"), "mine").expect("written");
    let refused = aipin(folder.path(), &["show", "gpu/rtx-4090", "--out", "file"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("name another folder"), "{refused:?}");
}

#[test]
fn a_device_without_a_roofline_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = aipin(folder.path(), &["show", "hotspot/lorawan", "--out", "."]);
    assert!(done.stdout.contains("no roofline: "), "{}", done.stdout);
    assert!(folder.path().join("hotspot-lorawan-day.svg").is_file());
}
