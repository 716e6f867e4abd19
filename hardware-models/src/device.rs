//! This file is about a device: what it costs, draws, collects and computes.

use indexmap::IndexMap;
use language::fault::{Fault, Faults};
use language::quantity::{
    Bytes, BytesPerSecond, Duration, OperationsPerSecond, Share, Usd, UsdPerDay, Watts,
};
use language::units::DAY_SECONDS;
use language::when::Day;
use language::yaml;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::battery::Battery;
use crate::class::Class;
use crate::failures::{Repair, Wearing};
use crate::heat::Heat;
use crate::link::Link;
use crate::sourced::{Sourced, empty_sources, positive};

/// A device: one file `hardware-models/<family>/<device>.yaml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// What people call it.
    pub name: String,
    /// What it is and what it does in a network, in a sentence or two.
    pub about: String,
    /// The class whose efficiency factors it shares.
    pub class: Class,
    /// The day on which it was first sold or shown.
    pub launched: Sourced<Day>,
    /// What an owner pays for one, ready to work \[USD\]; above 0.
    #[schemars(transform = positive)]
    pub price: Sourced<Usd>,
    /// Time from an order to the first day of work \[days\]; at least 0.
    pub lead_time: Sourced<Duration>,
    /// Power at the wall.
    pub power: Power,
    /// What it runs on away from mains; left out where it always hangs on mains.
    #[serde(default)]
    pub battery: Option<Battery>,
    /// Power that it may turn into heat for long where it touches skin \[W\]; above 0; left out
    /// where nobody wears it.
    #[serde(default)]
    #[schemars(transform = positive)]
    pub skin_limit: Option<Sourced<Watts>>,
    /// Memory that a model's weights and its cache may take \[bytes\]; above 0.
    #[serde(default)]
    #[schemars(transform = positive)]
    pub memory: Option<Sourced<Bytes>>,
    /// Peak bandwidth of that memory \[bytes/s\]; above 0.
    #[serde(default)]
    #[schemars(transform = positive)]
    pub memory_bandwidth: Option<Sourced<BytesPerSecond>>,
    /// Peak dense FP16 computing speed, to which the efficiency factors refer \[FLOP/s\]; above 0.
    #[serde(default)]
    #[schemars(transform = positive)]
    pub compute: Option<Sourced<OperationsPerSecond>>,
    /// Peak dense INT8 computing speed, for models of vision, speech and sensors \[OP/s\]; above 0.
    #[serde(default)]
    #[schemars(transform = positive)]
    pub compute_int8: Option<Sourced<OperationsPerSecond>>,
    /// What heat leaves of its peak speed; all of it where it is left out.
    #[serde(default)]
    pub heat: Option<Heat>,
    /// Share of the day that its owner leaves to the network \[1\]; from 0 % to 100 %.
    pub duty: Sourced<Share>,
    /// When that is: always, or only while it charges, is worn, driven or not used.
    #[serde(default)]
    pub window: Window,
    /// Share of days on which the network can reach it at all \[1\]; from 0 % to 100 %.
    pub uptime: Sourced<Share>,
    /// How it reaches others, and for how long at a time; left out where it only sends data.
    #[serde(default)]
    pub link: Option<Link>,
    /// Data that it collects and sends, by kind \[bytes/s\], such as `11 MB/day` of `photos`; at
    /// least 0.
    #[serde(default)]
    pub collects: IndexMap<String, Sourced<BytesPerSecond>>,
    /// Relative standard deviation of speed between units of this type \[1\]; from 0 % to 100 %.
    pub spread: Sourced<Share>,
    /// Running cost beside electricity: subscription, connectivity, hassle \[USD/day\]; at least 0.
    pub upkeep: Sourced<UsdPerDay>,
    /// Share of units that a fault from the factory ends, most of them in the first weeks \[1\];
    /// from 0 % to 100 %; 0 % where it is left out.
    #[serde(default)]
    pub infant_failures: Option<Sourced<Share>>,
    /// Share of units that break by chance within a year of use \[1\]; from 0 % to 100 %.
    pub annual_failure_rate: Sourced<Share>,
    /// Time until it is worn out or obsolete \[days\]; above 0.
    #[schemars(transform = positive)]
    pub life: Sourced<Duration>,
    /// What mends a broken one; left out where it cannot be mended.
    #[serde(default)]
    pub repair: Option<Repair>,
    /// For how long people go on using it; left out where nobody wears or plays with it.
    #[serde(default)]
    pub wearing: Option<Wearing>,
}

/// Power at the wall; for a device with a battery, the average that its charger takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// While it is on and does nothing for the network \[W\]; at least 0.
    pub idle: Sourced<Watts>,
    /// While it works at its limit \[W\]; at least the idle power.
    pub active: Sourced<Watts>,
}

/// When a device may work for the network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// At any time.
    #[default]
    Always,
    /// While it charges, as phones at night: its battery does not bind.
    Charging,
    /// While it is worn or carried: its battery and the skin bind.
    Worn,
    /// While it is driven, ridden or at work: what moves it feeds it.
    Driving,
    /// While its owner does not use it.
    Unused,
}

impl Device {
    /// Reads a device from a text in the format of this folder; `name` is what faults call it.
    ///
    /// # Errors
    /// Every fault of the text, each at its place.
    pub fn parse(name: &str, text: &str) -> Result<Self, Faults> {
        let tree = yaml::parse(name, text)?;
        let device: Self = language::read(&tree, None)?;
        let mut faults = Vec::new();
        empty_sources(&tree, &mut faults);
        if device.idle_watts() > device.active_watts()
            && let Some(idle) = tree.at("power.idle.value")
        {
            let fault = Fault::new(&idle.place, "it draws more idle than active");
            faults.push(fault.help("`active` is the power at its limit, so at least that of idle"));
        }
        Faults::none_of(faults)?;
        Ok(device)
    }

    /// What an owner pays for one \[USD\].
    #[must_use]
    pub fn price_usd(&self) -> f64 {
        self.price.value.value()
    }

    /// Time from an order to the first day of work \[days\].
    #[must_use]
    pub fn lead_time_days(&self) -> f64 {
        self.lead_time.value.value()
    }

    /// Power at the wall while it does nothing for the network \[W\].
    #[must_use]
    pub fn idle_watts(&self) -> f64 {
        self.power.idle.value.value()
    }

    /// Power at the wall at its limit \[W\].
    #[must_use]
    pub fn active_watts(&self) -> f64 {
        self.power.active.value.value()
    }

    /// Share of the day that its owner leaves to the network \[1\].
    #[must_use]
    pub fn duty_share(&self) -> f64 {
        self.duty.value.value()
    }

    /// Share of days on which the network can reach it \[1\].
    #[must_use]
    pub fn uptime_share(&self) -> f64 {
        self.uptime.value.value()
    }

    /// Share of its peak speed that it keeps for hours \[1\].
    #[must_use]
    pub fn sustained_share(&self) -> f64 {
        self.heat.as_ref().map_or(1.0, |heat| heat.sustained.value.value())
    }

    /// Relative standard deviation of speed between units \[1\].
    #[must_use]
    pub fn spread_share(&self) -> f64 {
        self.spread.value.value()
    }

    /// Running cost beside electricity \[USD/day\].
    #[must_use]
    pub fn upkeep_usd_per_day(&self) -> f64 {
        self.upkeep.value.value()
    }

    /// Share of units that break within a year \[1\].
    #[must_use]
    pub fn annual_failure_share(&self) -> f64 {
        self.annual_failure_rate.value.value()
    }

    /// Time until it is worn out or obsolete \[days\].
    #[must_use]
    pub fn life_days(&self) -> f64 {
        self.life.value.value()
    }

    /// Data of one kind that it collects \[bytes/day\]; 0 for a kind that it does not collect.
    #[must_use]
    pub fn bytes_per_day(&self, kind: &str) -> f64 {
        self.collects.get(kind).map_or(0.0, |rate| rate.value.value() * DAY_SECONDS)
    }
}
