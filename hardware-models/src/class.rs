//! This file is about classes of devices: devices of one class share their efficiency factors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident $word:literal $label:literal,)*) => {
        /// The class of a device.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize, JsonSchema,
        )]
        pub enum Class {
            $($(#[$doc])* #[serde(rename = $word)] $class,)*
        }

        impl Class {
            /// Every class, once.
            pub const ALL: &[Class] = &[$(Self::$class,)*];

            /// The word that a file uses for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$class => $word,)* }
            }

            /// How tables of measurements name it.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$class => $label,)* }
            }
        }
    };
}

classes! {
    /// A consumer graphics card of Nvidia in a PC.
    Geforce "geforce" "GeForce",
    /// A workstation graphics card.
    ProGpu "pro_gpu" "ProGPU",
    /// A data-centre accelerator.
    DcGpu "dc_gpu" "DC GPU",
    /// A computer with an Apple M chip.
    AppleM "apple_m" "Apple M",
    /// A small computer whose processor or integrated graphics runs models.
    MiniPc "mini_pc" "Mini-PC",
    /// A single-board computer.
    Sbc "sbc" "SBC",
    /// A Jetson module of Nvidia.
    Jetson "jetson" "Jetson",
    /// A phone.
    Phone "phone" "Phone",
    /// A laptop whose neural processor runs models.
    PcNpu "pc_npu" "PC NPU",
    /// A smart ring.
    Ring "ring" "Ring",
    /// A fitness band.
    Band "band" "Band",
    /// A watch.
    Watch "watch" "Watch",
    /// A pendant with a microphone.
    Pendant "pendant" "Pendant",
    /// A toy with a voice.
    Toy "toy" "Toy",
    /// A pin.
    Pin "pin" "Pin",
    /// Glasses with a camera.
    Glasses "glasses" "Glasses",
    /// A headset for mixed reality.
    Headset "headset" "Headset",
    /// A handheld assistant.
    Handheld "handheld" "Handheld",
    /// A shared bicycle.
    Bicycle "bicycle" "Bicycle",
    /// A robot.
    Robot "robot" "Robot",
    /// A car's computer.
    Car "car" "Car",
    /// A dashcam.
    Dashcam "dashcam" "Dashcam",
    /// A hotspot of a wireless network.
    Hotspot "hotspot" "Hotspot",
    /// A weather station.
    WeatherStation "weather_station" "Weather station",
    /// A reference station for satellite positioning.
    RtkStation "rtk_station" "RTK station",
}
