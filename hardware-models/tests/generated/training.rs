//! The page on training: tables within the text of `training.md`.

use hardware_models::training::cases::CASES;
use hardware_models::training::goodput::goodput_share;
use hardware_models::training::{Checkpoints, Job, Method, all_reduce, interval, kept, request};
use hardware_models::{Device, device};

use crate::common::job;
use crate::table::row;

const NODE: &str = include_str!("../../gpu/h100-sxm.yaml");
const FRAME: &str = include_str!("training.md");

/// Checkpoint intervals by the three equations.
fn intervals() -> String {
    let mut text = "| C | M | Young | Daly | exact |\n|--:|--:|--:|--:|--:|\n".to_owned();
    let rows: [(f64, f64, &str); 4] = [
        (60.0, 86_400.0, "24 h"),
        (300.0, 86_400.0, "24 h"),
        (600.0, 3_600.0, "1 h"),
        (30.0, 1_800.0, "30 min"),
    ];
    for (c, m, shown) in rows {
        let of = |equation: fn(f64, f64) -> f64| format!("{:.3} s", equation(c, m));
        let [young, daly, exact] =
            [of(interval::young_seconds), of(interval::daly_seconds), of(interval::exact_seconds)];
        text += &row(&[format!("{c} s"), shown.to_owned(), young, daly, exact]);
    }
    text
}

/// Goodput of published clusters and of gangs that nobody runs.
fn goodput() -> String {
    let mut text = "| case | M | C | R | interval (Daly) | goodput | reported | from |\n\
        |--|--:|--:|--:|--:|--:|--|--|\n"
        .to_owned();
    for case in CASES {
        let [c, r, m] = [case.checkpoint_seconds, case.restart_seconds, case.mtbf_seconds()];
        let interval = interval::daly_seconds(c, m);
        text += &row(&[
            case.name.to_owned(),
            format!("{:.3} h", m / 3_600.0),
            format!("{c} s"),
            format!("{r} s"),
            format!("{:.1} min", interval / 60.0),
            format!("{:.3}", goodput_share(interval, c, r, m)),
            case.reported.to_owned(),
            case.source.to_owned(),
        ]);
    }
    text
}

/// Exchange of 20 GB of gradients by line.
fn exchange() -> String {
    let mut text = "| line | each way | two nodes | a large ring | 400 times less | from |\n\
        |--|--:|--:|--:|--:|--|\n"
        .to_owned();
    for line in all_reduce::LINES {
        let each_way = line.bytes_per_second;
        let ring = |nodes: f64| all_reduce::ring_seconds(20e9, nodes, each_way, each_way);
        text += &row(&[
            line.name.to_owned(),
            format!("{} GB/s", each_way / 1e9),
            seconds(ring(2.0)),
            seconds(ring(1e9)),
            seconds(ring(1e9) / 400.0),
            line.source.to_owned(),
        ]);
    }
    text
}

/// Three digits that count.
fn seconds(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0} s"),
        1.0.. => format!("{value:.1} s"),
        0.01.. => format!("{value:.3} s"),
        _ => format!("{value:.5} s"),
    }
}

/// What devices keep of an hour, for jobs in and out of the home.
fn nodes() -> String {
    let mut text = "| job | between interruptions | goodput | computing | left of an hour |\n\
        |--|--:|--:|--:|--:|\n"
        .to_owned();
    let home = device("gpu/rtx-4090").expect("it is in the catalogue");
    let far = |link: &str| {
        Device::parse("h100-sxm.yaml", &NODE.replace("10 Gbit/s", link)).expect("it is right")
    };
    let in_step = job();
    let low = |elastic| Method::LowCommunication { reduction: 400.0, elastic };
    let apart = Job { nodes: 14.0, devices_per_node: 8.0, method: low(false), ..in_step };
    let small = Job { parameters: 1.5e9, ..in_step };
    let rows = [
        ("10B in step, 8 RTX 4090 at home", home.clone(), in_step),
        (
            "the same, each writes its part of a checkpoint",
            home.clone(),
            Job { checkpoints: Checkpoints::Parts, ..in_step },
        ),
        ("1.5B in step, 8 RTX 4090 at home", home.clone(), small),
        ("1.5B, 400 times less, a gang", home.clone(), Job { method: low(false), ..small }),
        ("1.5B, 400 times less, elastic", home.clone(), Job { method: low(true), ..small }),
        ("10B, 400 times less, 14 nodes of 8 H100, 10 Gbit/s", far("10 Gbit/s"), apart),
        ("the same, 1 Gbit/s", far("1 Gbit/s"), apart),
        ("the same, 200 Mbit/s", far("200 Mbit/s"), apart),
    ];
    for (name, device, job) in rows {
        let kept = kept(&device, &job).expect("it trains");
        text += &row(&[
            name.to_owned(),
            format!("{:.1} h", kept.mtbf_seconds / 3_600.0),
            format!("{:.3}", kept.goodput),
            format!("{:.3}", kept.computing),
            format!("{:.1} %", 100.0 * kept.share()),
        ]);
    }
    text
}

fn requests() -> String {
    let lost = 100.0 * request::lost_share(10.0, 86_400.0);
    format!("A request of 10 s in sessions of 24 h loses {lost:.4} %.\n")
}

pub fn page() -> String {
    let parts = [
        ("intervals", intervals()),
        ("goodput", goodput()),
        ("exchange", exchange()),
        ("nodes", nodes()),
        ("requests", requests()),
    ];
    let frame = FRAME.replace("\r\n", "\n");
    parts.iter().fold(frame, |page, (name, part)| {
        let mark = format!("<!-- {name} -->\n");
        assert!(page.contains(&mark), "training.md has no {mark}");
        page.replace(&mark, part)
    })
}
