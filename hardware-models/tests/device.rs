//! This file is about reading a device: ours, and one that a user writes.

use hardware_models::{Device, device};

const HOTSPOT: &str = include_str!("../hotspot/lorawan.yaml");

#[test]
fn numbers_come_in_the_units_of_the_simulator() {
    let glasses = device("glasses/xiaomi-ai-glasses").expect("it is there");
    assert_eq!((glasses.price_usd(), glasses.life_days()), (275.0, 730.0));
    assert!((glasses.bytes_per_day("egocentric_video") - 64e6).abs() < 1e-6);
    assert_eq!(glasses.bytes_per_day("no_such_kind"), 0.0);
    let phone = device("phone/galaxy-s24").expect("it is there");
    assert_eq!((phone.sustained_share(), glasses.sustained_share()), (0.5, 1.0));
}

#[test]
fn a_users_own_device_is_checked_like_ours() {
    let fault = |from: &str, to: &str| {
        let faults = Device::parse("mine.yaml", &HOTSPOT.replace(from, to));
        faults.expect_err("it is wrong").list()[0].message.clone()
    };
    assert_eq!(Device::parse("mine.yaml", HOTSPOT).map(|d| d.price_usd()), Ok(450.0));
    assert_eq!(fault("value: 450 USD", "value: 0 USD"), "`0 USD` is zero, and must be more");
    assert_eq!(fault("value: 450 USD", "value: 450 W"), "`450 W` is a power");
    assert_eq!(fault("value: 5 W", "value: 3 W"), "it draws more idle than active");
    assert_eq!(fault("it has no other purpose", ""), "a number has no source");
    assert_eq!(fault("class: hotspot", "class: hotspott"), "there is no kind `hotspott`");
    assert_eq!(fault("mark: secondary, ", ""), "`mark` is missing");
}
