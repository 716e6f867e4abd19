//! This file is about the catalogue: the devices, AI models and regions that come with the program.

use std::fmt;
use std::sync::OnceLock;

use language::fault::{self, Faults};

use crate::ai_model::AiModel;
use crate::device::Device;
use crate::electricity::{self, Electricity};

/// A file of this folder, embedded as text and read when it is first asked for.
struct Entry<T> {
    name: &'static str,
    text: &'static str,
    read: OnceLock<T>,
}

/// Embeds the file of each name; a name is listed here once and nowhere else.
macro_rules! embedded {
    ($entries:ident: $kind:ty, $folder:literal: $($name:literal)*) => {
        static $entries: [Entry<$kind>; [$($name),*].len()] = [$(Entry {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), $folder, $name, ".yaml")),
            read: OnceLock::new(),
        },)*];
    };
}

embedded! { DEVICES: Device, "/":
    "ring/oura-ring-4"
    "ring/galaxy-ring"
    "band/xiaomi-smart-band-9"
    "watch/apple-watch-series-10"
    "watch/rtos-watch"
    "pendant/friend"
    "toy/bubblepal"
    "pin/humane-ai-pin"
    "glasses/ray-ban-meta"
    "glasses/xiaomi-ai-glasses"
    "glasses/ray-ban-display"
    "headset/vision-pro"
    "headset/quest-3"
    "handheld/rabbit-r1"
    "phone/iphone-16-pro-max"
    "phone/iphone-17-pro"
    "phone/galaxy-s24"
    "phone/oneplus-12"
    "bicycle/mobike-classic"
    "bicycle/mobike-lite"
    "robot/unitree-g1"
    "robot/unitree-g1-edu"
    "robot/unitree-go2"
    "car/tesla-hw3"
    "car/tesla-hw4"
    "dashcam/hivemapper-bee"
    "hotspot/lorawan"
    "hotspot/helium-mobile-indoor"
    "weather/weatherxm-d1"
    "rtk/geodnet-station"
    "edge/raspberry-pi-5"
    "edge/rk3588"
    "edge/n150-mini-pc"
    "edge/jetson-orin-nano-super"
    "edge/jetson-agx-orin-64gb"
    "edge/mac-mini-m4"
    "edge/mac-studio-m3-ultra"
    "edge/framework-desktop"
    "edge/dgx-spark"
    "gpu/rtx-3060"
    "gpu/rtx-3090"
    "gpu/rtx-4090"
    "gpu/rtx-5090"
    "gpu/rtx-a6000"
    "gpu/rtx-6000-ada"
    "gpu/l40s"
    "gpu/a100-sxm-80gb"
    "gpu/h100-sxm"
}

embedded! { MODELS: AiModel, "/models/":
    "llama-3.1-8b"
    "llama-3.2-3b"
    "llama-3.2-1b"
    "qwen2.5-0.5b"
    "qwen2.5-1.5b"
    "qwen2.5-3b"
    "qwen2.5-7b"
    "tinyllama-1.1b"
    "gemma-2-2b"
    "phi-3.5-mini"
    "llama-2-7b"
    "r1-distill-qwen-14b"
    "llama-3.1-70b"
    "whisper-tiny"
    "whisper-base"
    "whisper-small"
    "yolov8n"
    "mobilenet-v2"
    "bert-base"
    "stable-diffusion-1.5"
    "sdxl"
    "ds-cnn-kws"
    "resnet-8"
    "mobilenet-v1-vww"
    "fc-ae"
    "wake-word"
}

embedded! { ELECTRICITY: electricity::Regions, "/": "electricity" }

/// A name that is not in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What was looked for: `device`, `AI model` or `region`.
    pub kind: &'static str,
    /// The name that was asked for.
    pub wrong: String,
    /// The name that was most likely meant.
    pub nearest: Option<&'static str>,
    /// Every name that there is.
    pub known: Vec<&'static str>,
}

impl Unknown {
    fn new(kind: &'static str, wrong: &str, known: Vec<&'static str>) -> Self {
        Self { kind, wrong: wrong.to_owned(), nearest: fault::nearest(wrong, &known), known }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no {} `{}`", self.kind, self.wrong)?;
        if let Some(nearest) = self.nearest {
            write!(f, "; did you mean `{nearest}`?")?;
        }
        if self.nearest.is_some() && self.known.len() > fault::LISTED {
            return Ok(());
        }
        let known = self.known.iter().map(|&name| name.to_owned()).collect();
        write!(f, "; known here: {}", fault::listed(known))
    }
}

impl std::error::Error for Unknown {}

/// The device of a name, such as `gpu/rtx-4090`.
///
/// # Errors
/// The name is not in the catalogue.
pub fn device(name: &str) -> Result<&'static Device, Unknown> {
    find(&DEVICES, name, Device::parse)
        .ok_or_else(|| Unknown::new("device", name, device_names().collect()))
}

/// The names of all devices, in the order of the catalogue.
pub fn device_names() -> impl Iterator<Item = &'static str> {
    DEVICES.iter().map(|entry| entry.name)
}

/// The AI model of a name, such as `llama-3.1-8b`.
///
/// # Errors
/// The name is not in the catalogue.
pub fn model(name: &str) -> Result<&'static AiModel, Unknown> {
    find(&MODELS, name, AiModel::parse)
        .ok_or_else(|| Unknown::new("AI model", name, model_names().collect()))
}

/// The names of all AI models, in the order of the catalogue.
pub fn model_names() -> impl Iterator<Item = &'static str> {
    MODELS.iter().map(|entry| entry.name)
}

/// The electricity of a region, such as `asia`.
///
/// # Errors
/// The name is not in the catalogue.
pub fn electricity(region: &str) -> Result<&'static Electricity, Unknown> {
    let known = || Unknown::new("region", region, region_names().collect());
    regions().get(region).ok_or_else(known)
}

/// The names of all regions, in the order of their file.
pub fn region_names() -> impl Iterator<Item = &'static str> {
    regions().keys().map(String::as_str)
}

fn regions() -> &'static electricity::Regions {
    find(&ELECTRICITY, "electricity", electricity::parse).expect("the file is embedded")
}

/// Finds an entry and reads it if nobody has; a test reads every file, so that none fails here.
fn find<T>(
    entries: &'static [Entry<T>],
    name: &str,
    read: fn(&str, &str) -> Result<T, Faults>,
) -> Option<&'static T> {
    let entry = entries.iter().find(|entry| entry.name == name)?;
    let file = || format!("hardware-models/{}.yaml", entry.name);
    let fresh = || read(&file(), entry.text).unwrap_or_else(|faults| panic!("{faults}"));
    Some(entry.read.get_or_init(fresh))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_gets_the_nearest_and_the_list() {
        let unknown = device("gpu/rtx-4900").expect_err("there is no such card");
        assert_eq!((unknown.kind, unknown.nearest), ("device", Some("gpu/rtx-4090")));
        assert_eq!(unknown.known.len(), DEVICES.len());
        let many = "there is no device `gpu/rtx-4900`; did you mean `gpu/rtx-4090`?";
        assert_eq!(unknown.to_string(), many);
        let far = device("submarine").expect_err("there is no such device").to_string();
        assert!(far.ends_with(&format!(", and {} more", DEVICES.len() - fault::LISTED)), "{far}");
        let message = electricity("azia").expect_err("there is no such region").to_string();
        let start = "there is no region `azia`; did you mean `asia`? known here: world, europe,";
        assert!(message.starts_with(&start.replace("? known", "?; known")), "{message}");
        assert_eq!(model("gpt-7").expect_err("there is no such model").nearest, None);
    }

    #[test]
    fn names_find_what_they_name() {
        assert_eq!(device("phone/galaxy-s24").map(|d| d.price_usd()), Ok(799.0));
        let shape = model("llama-3.1-8b").expect("listed").transformer().expect("it makes tokens");
        assert_eq!(shape.kv_bytes_per_token(), 131_072.0);
        assert_eq!(electricity("asia").map(Electricity::household_usd_per_kwh), Ok(0.084));
    }
}
