pub mod common;
#[test]
fn shows() {
    for t in [
        include_str!("../../scenarios/first-steps/glasses.yaml"),
        include_str!("../../scenarios/devices/training-or-inference.yaml"),
    ] {
        let r = common::record(t, &["run.days=400"]);
        for m in ["market.close_usd", "devices.active"] {
            let v = common::numbers(&r, m);
            eprintln!("{m} {:?}", [0, 9, 99, 399].map(|d| v[d]));
        }
    }
}
