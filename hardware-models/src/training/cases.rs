//! This file is about the cases for which a goodput was published or can be compared with one.

/// A job with its interruptions, and what it keeps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// What it is.
    pub name: &'static str,
    /// Mean time between interruptions of a node \[h\]; of the whole job where `nodes` is 1.
    pub node_mtbf_hours: f64,
    /// Nodes of the gang.
    pub nodes: f64,
    /// C \[s\].
    pub checkpoint_seconds: f64,
    /// R \[s\].
    pub restart_seconds: f64,
    /// Daly's interval, rounded \[minutes\]; left out where no interval helps.
    pub interval_minutes: Option<f64>,
    /// Goodput at that interval, rounded \[1\].
    pub goodput: f64,
    /// What was reported of the real job.
    pub reported: &'static str,
    /// Where its numbers are from.
    pub source: &'static str,
}

impl Case {
    /// M \[s\].
    #[must_use]
    pub fn mtbf_seconds(&self) -> f64 {
        super::goodput::gang_mtbf_seconds(self.node_mtbf_hours * 3_600.0, self.nodes)
    }
}

/// The time between interruptions of Llama 3 405B: 54 days over 419 unexpected ones \[h\].
const LLAMA_HOURS: f64 = 54.0 * 24.0 / 419.0; // derived: verified counts of Meta, 2024

/// Published clusters, and gangs of nodes that nobody runs.
pub const CASES: [Case; 9] = [
    Case {
        name: "Llama 3 405B, 16,384 H100, checkpoints of 60 s",
        node_mtbf_hours: LLAMA_HOURS,
        nodes: 1.0,
        checkpoint_seconds: 60.0,
        restart_seconds: 600.0,
        interval_minutes: Some(18.6),
        goodput: 0.853,
        reported: "above 0.90",
        source: "419 interruptions in 54 days (verified); C and R are estimates",
    },
    Case {
        name: "the same, checkpoints of 5 s and hot spares",
        node_mtbf_hours: LLAMA_HOURS,
        nodes: 1.0,
        checkpoint_seconds: 5.0,
        restart_seconds: 300.0,
        interval_minutes: Some(5.5),
        goodput: 0.945,
        reported: "above 0.90",
        source: "419 interruptions in 54 days (verified); C and R are estimates",
    },
    Case {
        name: "BLOOM, 384 A100",
        node_mtbf_hours: 168.0,
        nodes: 1.0,
        checkpoint_seconds: 40.0,
        restart_seconds: 600.0,
        interval_minutes: Some(115.0),
        goodput: 0.988,
        reported: "",
        source: "a card lost a week, 2.3 TB in 40 s (verified: BigScience's notes); R is an estimate",
    },
    Case {
        name: "OPT-175B, 1,024 A100, 4 h to replace a node",
        node_mtbf_hours: 14.9,
        nodes: 1.0,
        checkpoint_seconds: 600.0,
        restart_seconds: 14_400.0,
        interval_minutes: Some(127.0),
        goodput: 0.656,
        reported: "0.59",
        source: "90 restarts in 56 days (verified: Meta's log book); C and R are estimates",
    },
    Case {
        name: "14 data-centre nodes, 10 Gbit/s, 10B",
        node_mtbf_hours: 720.0,
        nodes: 14.0,
        checkpoint_seconds: 112.0,
        restart_seconds: 412.0,
        interval_minutes: Some(106.0),
        goodput: 0.963,
        reported: "",
        source: "estimate: a month between interruptions of a node; 14 B a parameter",
    },
    Case {
        name: "64 nodes, 168 h, 1 Gbit/s, 10B",
        node_mtbf_hours: 168.0,
        nodes: 64.0,
        checkpoint_seconds: 1_120.0,
        restart_seconds: 1_420.0,
        interval_minutes: Some(65.0),
        goodput: 0.507,
        reported: "",
        source: "estimate: a week between interruptions of a node; 14 B a parameter",
    },
    Case {
        name: "8 consumer nodes, 100 Mbit/s, 10B",
        node_mtbf_hours: 24.0,
        nodes: 8.0,
        checkpoint_seconds: 11_200.0,
        restart_seconds: 11_500.0,
        interval_minutes: Some(150.0),
        goodput: 0.052,
        reported: "",
        source: "estimate: sessions of 24 h; 14 B a parameter",
    },
    Case {
        name: "64 consumer nodes, 100 Mbit/s, 10B",
        node_mtbf_hours: 24.0,
        nodes: 64.0,
        checkpoint_seconds: 11_200.0,
        restart_seconds: 11_500.0,
        interval_minutes: None,
        goodput: 0.0,
        reported: "",
        source: "estimate: sessions of 24 h; 14 B a parameter",
    },
    Case {
        name: "64 consumer nodes, 100 Mbit/s, 1B",
        node_mtbf_hours: 24.0,
        nodes: 64.0,
        checkpoint_seconds: 1_120.0,
        restart_seconds: 1_420.0,
        interval_minutes: Some(18.0),
        goodput: 0.068,
        reported: "",
        source: "estimate: sessions of 24 h; 14 B a parameter",
    },
];
