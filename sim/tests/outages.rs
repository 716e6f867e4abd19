//! Proves that what hits many devices at once hits those that it names, and that devices whose days are
//! correlated are up as the closed form says.

pub mod common;

use common::{assert_same, numbers, record};
use sim::record::Record;

const FLEET: &str = "
run: { start: 2026-01-01, days: 400 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet:
  cams: { hardware: glasses/xiaomi-ai-glasses, devices: 200, regions: { asia: 50 %, europe: 50 % } }
  spots: { hardware: hotspot/lorawan, devices: 200, regions: { asia: 50 %, africa: 50 % } }
price: { constant: { usd: 1 USD } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 100 LENS/day } } }
market: exogenous
";

fn with(work: &str, sets: &[&str]) -> Record {
    record(FLEET, &[&[work], sets].concat())
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn variance(numbers: &[f64]) -> f64 {
    let mean = mean(numbers);
    numbers.iter().map(|number| (number - mean) * (number - mean)).sum::<f64>()
        / (numbers.len() - 1) as f64
}

/// A cause that lasts exactly as long as a step is rare takes all of it or parts of two; one that lasts
/// days takes whole days too.
#[test]
fn a_common_cause_hits_those_that_it_names_together() {
    let lost = |names: &str| {
        let cause =
            format!("work.outages={{ common_cause: {{ per_year: 12, lasts: 5 days{names} }} }}");
        let record = with(&cause, &[]);
        let up = numbers(&record, "work.devices_up");
        let share = numbers(&record, "work.outage_share");
        let whole: Vec<f64> = up.iter().copied().filter(|up| up % 100.0 == 0.0).collect();
        let least = whole.iter().fold(f64::INFINITY, |least, up| up.min(least));
        (least, share.iter().fold(0.0_f64, |most, lost| lost.max(most)))
    };
    assert_eq!(lost(""), (0.0, 1.0));
    assert_eq!(lost(", groups: [cams]"), (200.0, 0.5));
    assert_eq!(lost(", regions: [asia]"), (200.0, 0.5));
    assert_eq!(lost(", regions: [asia], groups: [spots]"), (300.0, 0.25));
    assert_eq!(lost(", regions: [europe], groups: [spots]"), (400.0, 0.0));
}

#[test]
fn of_several_causes_each_takes_its_part() {
    let power = "regional: { per_year: 20, lasts: 3 days }";
    let cloud = "common_cause: { per_year: 9, lasts: 2 days }";
    let share = |outages: &str| {
        let record = with(&format!("work.outages={{ {outages} }}"), &["run.days=2_000"]);
        numbers(&record, "work.outage_share").to_vec()
    };
    let both = share(&format!("sum: {{ power: {{ {power} }}, cloud: {{ {cloud} }} }}"));
    let one = share(power);
    // The first of them has the same outages as alone.
    assert!(both.iter().zip(&one).all(|(both, one)| both >= one));
    assert_eq!(share(&format!("sum: {{ power: {{ {power} }} }}")), one);
    // What neither takes is the product of what each leaves, on average over 2,000 days.
    let cloud = share(cloud);
    let left = (1.0 - mean(&one)) * (1.0 - mean(&cloud));
    assert!((1.0 - mean(&both) - left).abs() < 0.02, "{} and {left}", mean(&both));
}

/// Var = n·p·(1 − p)·(1 + (n − 1)·rho), within four standard errors of a sample variance of as many
/// days; the fourth moment is that of the common part, 3.25 times the square of the second at p = 80 %.
#[test]
fn the_number_of_devices_that_are_up_varies_with_rho_as_it_should() {
    let (n, p, days) = (200.0, 0.8, 4_000.0_f64);
    let fleet = "fleet={ cams: { hardware: glasses/xiaomi-ai-glasses, devices: 200, regions: { asia: \
                 50 %, europe: 50 % } } }";
    for rho in [0.0, 0.02, 0.1, 0.5, 1.0] {
        let work = format!("work.uptime={{ correlated: {{ share: 80 %, rho: {rho} }} }}");
        let record = with(&work, &[fleet, "run.days=4_000"]);
        let up = numbers(&record, "work.devices_up");
        let wanted = n * p * (1.0 - p) * (1.0 + (n - 1.0) * rho);
        let found = variance(up);
        assert!((found / wanted - 1.0).abs() < 4.0 * (2.25 / days).sqrt(), "{rho}: {found}");
        assert!((mean(up) - n * p).abs() < 4.0 * (wanted / days).sqrt(), "{rho}: {}", mean(up));
    }
}

#[test]
fn without_correlation_it_is_bernoulli_to_the_bit() {
    let one = with("work.uptime={ correlated: { share: 80 %, rho: 0 } }", &[]);
    let other = with("work.uptime={ bernoulli: { share: 80 % } }", &[]);
    assert_same(&one, &other, "rho: 0");
}

#[test]
fn groups_have_bad_days_of_their_own_and_the_hours_of_a_day_are_alike() {
    let alone = "work.uptime={ correlated: { share: 90 %, rho: 1 } }";
    let record = with(alone, &["run.days=40", "run.step=hour"]);
    let up = numbers(&record, "work.devices_up");
    assert!(up.chunks(24).all(|day| day.iter().all(|hour| *hour == day[0])));
    // All of a group or none: none, one or both of the two.
    assert!(up.iter().all(|up| [0.0, 200.0, 400.0].contains(up)));
    assert!([200.0, 400.0].iter().all(|seen| up.contains(seen)));
}

#[test]
fn a_cause_of_what_there_is_not_is_a_fault() {
    let outages = "work.outages={ sum: { a: { common_cause: { per_year: 1, lasts: 1 day, groups: [cam] } } } }";
    let faults = sim::scenario::load("a.yaml", FLEET, &[outages.to_owned()], &Default::default());
    let told = faults.err().map_or_else(String::new, |faults| faults.to_string());
    assert!(told.starts_with("error: there is no `cam` here\n"), "{told}");
    assert!(told.ends_with("did you mean `cams`? known here: `cams`, `spots`"), "{told}");
}

/// A device that is up stays so: with the correlation 1 − t/every, which for the number of those that
/// are up is that of one of them. 200 alike, 800 days of hours; times fall on the hours of an eighth.
#[test]
fn sessions_last_as_long_as_they_say_whatever_the_step() {
    let fleet = "fleet={ cams: { hardware: glasses/xiaomi-ai-glasses, devices: 200 } }";
    let sessions = "work.uptime={ sessions: { share: 60 %, every: 16 hours } }";
    let record = with(sessions, &[fleet, "run.days=400", "run.step=hour"]);
    let up = numbers(&record, "work.devices_up");
    let (mean, variance) = (mean(up), variance(up));
    assert!((mean - 120.0).abs() < 1.0, "{mean}");
    assert!((variance / 48.0 - 1.0).abs() < 0.2, "{variance}");
    let correlation = |lag: usize| {
        let pairs = up.iter().zip(&up[lag..]).map(|(one, other)| (one - mean) * (other - mean));
        pairs.sum::<f64>() / (up.len() - lag) as f64 / variance
    };
    for (lag, wanted) in [(2, 0.875), (8, 0.5), (12, 0.25), (16, 0.0), (40, 0.0)] {
        let found = correlation(lag);
        assert!((found - wanted).abs() < 0.12, "{lag} hours: {found}");
    }
    // Steps that are longer are drawn anew: a mean and a variance as with `bernoulli`.
    let days = with(sessions, &[fleet, "run.days=400"]);
    let up = numbers(&days, "work.devices_up");
    assert!((self::mean(up) - 120.0).abs() < 4.0 * (48.0_f64 / 400.0).sqrt());
    assert!((self::variance(up) / 48.0 - 1.0).abs() < 4.0 * (2.0_f64 / 400.0).sqrt());
}

#[test]
fn in_sessions_loads_differ_from_step_to_step() {
    let made = |load: &str| {
        let sets = [
            "fleet={ cams: { hardware: glasses/xiaomi-ai-glasses, devices: 1 } }",
            "demand={ video: { data: egocentric_video, constant: 900 TB/day, price: 1 USD/GB } }",
            "run.days=30",
            load,
        ];
        let record = with("work.uptime={ sessions: { share: 100 %, every: 90 days } }", &sets);
        let mut made = numbers(&record, "work.data_megabytes").to_vec();
        made.sort_by(f64::total_cmp);
        made.dedup();
        made.len()
    };
    assert_eq!([made("work.load=even"), made("work.load=exponential")], [1, 30]);
}
