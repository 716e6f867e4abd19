//! Proves that a network can sell what makes no tokens: frames looked at and images painted.

pub mod common;

use common::{numbers, record};
use hardware_models::{device, model, units_per_second};
use language::units::DAY_SECONDS;

const EYES: &str = "
run: { start: 2026-01-01, days: 3 }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet: { gpus: { hardware: gpu/rtx-4090, devices: 10 } }
price: { constant: { usd: 1 USD } }
demand: { eyes: { model: yolov8n, constant: 1e9 frames/day, price: 0.0001 USD/frame } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
";

#[test]
fn frames_are_served_up_to_what_the_devices_look_at() {
    let (card, yolo) = (device("gpu/rtx-4090"), model("yolov8n"));
    let (card, yolo) = (card.expect("it is listed"), yolo.expect("it is listed"));
    let (_, rate) = units_per_second(card, yolo, "int8").expect("it runs");
    let ten = 10.0 * rate.mid * card.sustained_share() * card.duty_share() * DAY_SECONDS;
    let wanted = (ten / 1e9).min(1.0);
    let record = record(EYES, &[]);
    for share in numbers(&record, "demand.served_share.eyes") {
        assert!((share / wanted - 1.0).abs() < 1e-6, "{share}, not {wanted}");
    }
}

#[test]
fn what_sees_is_not_counted_in_tokens() {
    let text = EYES.replace("1e9 frames/day", "1e9 tokens/day");
    let Err(faults) = sim::scenario::load("eyes.yaml", &text, &[], &Default::default()) else {
        panic!("frames were counted in tokens");
    };
    let told = faults.render(false);
    assert!(told.contains("`model` is in frame, and `eyes` is asked for in Mtoken"), "{told}");
}
