//! Proves what it changes that operators own several devices: who leaves when, and how concentrated a
//! network is; and what it does not change: what a device is paid, and the bits of all else.

pub mod common;

use std::collections::BTreeMap;

use common::{VARIANTS, assert_same_outcome, bits, load, numbers, play, record, varied};
use sim::lanes::Lanes;
use sim::record::Record;
use sim::run::{DeviceAtEnd, Outcome, Run};
use sim::scenario;
use sim::world::{Crew, Game, State};

/// Like devices in two regions, whose price falls to a tenth and comes back.
const ALIKE: &str = "
run: { start: 2026-01-01, days: 70 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet:
  spots: { hardware: hotspot/lorawan, devices: 480, regions: { asia: 50 %, europe: 50 % }, spread: 0 %, upkeep: 0.5 USD/day }
price: { replay: { between: hold, usd: { 2026-01-01: 1 USD, 2026-01-20: 0.1 USD, 2026-02-20: 1 USD } } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 480 LENS/day } }, sharing: by_presence }
decisions:
  staying: { patience: { days: 5, spread: 0 % } }
  selling: { fixed_share: { share: 50 % } }
  returning: { hurdle: { margin: 25 %, look: 100 %/day } }
";

/// What a record says of all but concentration.
fn but_concentration(record: &Record) -> Vec<(&str, Vec<u128>)> {
    let all = bits(record).into_iter();
    all.filter(|(name, _)| !name.starts_with("concentration.")).collect()
}

fn last(record: &Record, metric: &str) -> f64 {
    numbers(record, metric).last().copied().expect("there is a step")
}

fn sum(record: &Record, metric: &str) -> f64 {
    numbers(record, metric).iter().sum()
}

#[test]
fn operators_of_one_device_each_are_as_if_nothing_were_said() {
    for variant in VARIANTS {
        let groups = ["glasses", "gpus", "minis"];
        let sets = groups.map(|group| format!("fleet.{group}.operators.devices=1"));
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        let (alone, owned) =
            (play(&varied(variant, &[]), 7, 0), play(&varied(variant, &sets), 7, 0));
        for (alone, owned) in bits(&alone.record).iter().zip(but_concentration(&owned.record)) {
            assert_eq!(alone, &owned, "{variant}");
        }
        assert_eq!(alone.devices, owned.devices, "{variant}");
        assert!(sum(&owned.record, "devices.returned") > 0.0, "{variant}");
        let active = numbers(&owned.record, "devices.active");
        assert_eq!(numbers(&owned.record, "concentration.operators"), active, "{variant}");
        assert!(numbers(&owned.record, "concentration.gini").iter().all(|gini| *gini == 0.0));
    }
}

/// As all devices are alike, all are paid alike, and all decide alike, whoever owns how many.
#[test]
fn an_operator_who_is_split_into_two_halves_earns_the_same() {
    let usual = play(&load(ALIKE, &[]).game, 1, 0);
    assert!(
        sum(&usual.record, "devices.left") > 0.0 && sum(&usual.record, "devices.returned") > 0.0
    );
    let held = |outcome: &Outcome| -> Vec<u128> {
        outcome.devices.iter().map(|device| device.balance).collect()
    };
    for devices in [2, 8, 4, 480] {
        let owned = format!("fleet.spots.operators.devices={devices}");
        let owned = play(&load(ALIKE, &[&owned]).game, 1, 0);
        assert_eq!(bits(&usual.record), but_concentration(&owned.record), "{devices}");
        assert_eq!(held(&usual), held(&owned), "{devices}");
    }
}

/// Devices differ and owners decide nothing: what each is paid does not depend on who owns it.
#[test]
fn what_a_device_is_paid_does_not_depend_on_its_owner() {
    let sets = [
        "fleet.spots.spread=60 %",
        "work.uptime={ bernoulli: { share: 70 % } }",
        "decisions.staying=always",
    ];
    let usual = play(&load(ALIKE, &sets).game, 1, 0);
    for devices in ["8", "{ from: 1, to: 20 }", "{ median: 3, spread: 120 % }"] {
        let owned = format!("fleet.spots.operators={{ devices: {devices} }}");
        let owned = play(&load(ALIKE, &[&sets[..], &[&owned]].concat()).game, 1, 0);
        assert_eq!(bits(&usual.record), but_concentration(&owned.record), "{devices}");
    }
}

/// Electricity at 0.90 USD/kWh for a single device and a tenth less for each doubling: where pay falls
/// below what it costs those who own few, they leave, and the others own more of what is left.
#[test]
fn where_size_makes_electricity_cheaper_small_operators_leave_first() {
    let sets = [
        "fleet.spots.electricity=0.90 USD/kWh",
        "fleet.spots.upkeep=0 USD/day",
        "fleet.spots.devices=2_000",
        "fleet.spots.operators={ devices: { median: 3, spread: 120 % }, discount: 10 % }",
        "emission.schedule.fixed.rate=170 LENS/day",
        "price={ constant: { usd: 1 USD } }",
        "decisions.returning=none",
    ];
    let Outcome { record, devices, .. } = play(&load(ALIKE, &sets).game, 1, 0);
    let begin = |metric| numbers(&record, metric)[0];
    let share = last(&record, "devices.active") / begin("devices.active");
    assert!((0.2..0.9).contains(&share), "{share}");
    let few = last(&record, "concentration.operators") / begin("concentration.operators");
    assert!(few < 0.8 * share, "{few} of operators, {share} of devices");
    let mean = |state| {
        let all = owners(&devices);
        let sizes = all.values().filter(|own| own[0].state == state).map(|own| own.len() as f64);
        let sizes: Vec<f64> = sizes.collect();
        sizes.iter().sum::<f64>() / sizes.len() as f64
    };
    assert!(mean(State::Active) > 2.0 * mean(State::GaveUp));
}

/// Regions and their operators in another order, and the kind by another name.
#[test]
fn who_is_named_first_and_how_changes_nothing() {
    let record = |name: &str, regions: &str| {
        let text = ALIKE.replace("spots:", &format!("{name}:"));
        let sets = [
            format!("fleet.{name}.regions={{ {regions} }}"),
            format!("fleet.{name}.operators={{ devices: {{ from: 1, to: 20 }} }}"),
            format!("fleet.{name}.electricity={{ from: 0.1 USD/kWh, to: 6 USD/kWh }}"),
            "work.uptime={ bernoulli: { share: 70 % } }".to_owned(),
        ];
        record(&text, &sets.each_ref().map(String::as_str))
    };
    let one = record("spots", "asia: 50 %, europe: 50 %");
    let other = record("posts", "europe: 50 %, asia: 50 %");
    assert!(sum(&one, "devices.left") > 0.0 && sum(&one, "devices.returned") > 0.0);
    for name in ["operators", "gini", "nakamoto"].map(|name| format!("concentration.{name}")) {
        assert_eq!(bits_of(&one, &name), bits_of(&other, &name), "{name}");
    }
    for name in ["devices.active", "devices.left", "devices.returned", "ledger.owners"] {
        assert_eq!(bits_of(&one, name), bits_of(&other, name), "{name}");
    }
}

fn bits_of(record: &Record, name: &str) -> Vec<u128> {
    let found = bits(record).into_iter().find(|(other, _)| *other == name);
    found.map(|(_, values)| values).unwrap_or_else(|| panic!("there is no metric `{name}`"))
}

/// Whose a device is, and what it has in common with the others of its owner.
fn owners(devices: &[DeviceAtEnd]) -> BTreeMap<(usize, u64), Vec<&DeviceAtEnd>> {
    let mut owners: BTreeMap<_, Vec<&DeviceAtEnd>> = BTreeMap::new();
    for device in devices {
        owners.entry((device.cohort, device.operator)).or_default().push(device);
    }
    owners
}

const OWNED: [&str; 2] = [
    "fleet.glasses.operators={ devices: { median: 3, spread: 120 % } }",
    "fleet.gpus.operators={ devices: { from: 1, to: 20 } }",
];

#[test]
fn an_operator_leaves_and_comes_back_with_all_devices() {
    let game = varied(VARIANTS[0], &[&OWNED[..], &["decisions.joining=none"]].concat());
    let mut run = Run::new(&game, 7, 0);
    let mut of_many = 0;
    while run.steps_left() > 0 {
        run.step().unwrap_or_else(|broken| panic!("{broken}"));
        let devices = run.devices();
        let own = devices.iter().filter(|device| game.cohorts[device.cohort].group < 2);
        let own: Vec<DeviceAtEnd> = own.copied().collect();
        for ((cohort, operator), devices) in owners(&own) {
            let first = devices[0];
            let shared =
                |d: &DeviceAtEnd| (d.state, d.electricity_usd_per_kwh, d.sells, d.patience_days);
            let is_shared = devices.iter().all(|device| shared(device) == shared(first));
            assert!(is_shared, "cohort {cohort}, operator {operator}: {devices:?}");
            of_many += u32::from(devices.len() > 1 && first.state == State::GaveUp);
        }
    }
    assert!(of_many > 100, "{of_many}");
    assert!(sum(run.record(), "devices.returned") > 0.0);
}

/// Devices that are down half of the time cost half a dollar a day, and bring about two dollars when
/// they are up. Who owns one loses three days in a row before long, and leaves for it; who owns twenty
/// makes a loss in 0.6 % of days, and three in a row in one of five million.
#[test]
fn who_owns_many_bears_bad_luck_better() {
    let left = |owned: &str| {
        let sets = [
            "price={ constant: { usd: 1 USD } }",
            "work.uptime={ bernoulli: { share: 50 % } }",
            "decisions.staying.patience.days=3",
            "decisions.returning=none",
        ];
        let record = record(ALIKE, &[&sets[..], &[owned]].concat());
        480.0 - last(&record, "devices.active")
    };
    assert!(left("fleet.spots.operators={ devices: 1 }") > 440.0);
    assert_eq!(left("fleet.spots.operators={ devices: 20 }"), 0.0);
}

#[test]
fn whose_a_device_is_does_not_depend_on_when_it_comes_or_who_else_is_there() {
    let owned = |sets: &[&str]| {
        let game = varied(VARIANTS[0], &[&OWNED[..], sets].concat());
        let devices = play(&game, 7, 0).devices;
        let own = |device: &DeviceAtEnd| {
            let cohort = &game.cohorts[device.cohort];
            let group = game.groups[cohort.group].name.clone();
            let name = (group, cohort.region.clone(), cohort.code, device.number);
            let traits = (device.electricity_usd_per_kwh, device.sells, device.patience_days);
            (name, (device.operator, traits))
        };
        devices.iter().map(own).collect::<BTreeMap<_, _>>()
    };
    let usual = owned(&[]);
    for other in ["fleet.glasses.devices=700", "fleet.glasses.devices=9", "fleet.minis.devices=0"] {
        let others = owned(&[other]);
        let both = usual.iter().filter_map(|(name, own)| Some((name, own, others.get(name)?)));
        let both: Vec<_> = both.collect();
        assert!(both.len() > 60, "{other}: {}", both.len());
        for (name, own, other_own) in both {
            assert_eq!(own, other_own, "{other}: {name:?}");
        }
    }
}

/// What is written down of concentration is what the devices at the end say, by the plain formulas.
#[test]
fn concentration_is_that_of_the_devices_in_the_network() {
    let game = varied(VARIANTS[0], &OWNED);
    let Outcome { record, devices, .. } = play(&game, 7, 0);
    let active: Vec<DeviceAtEnd> =
        devices.into_iter().filter(|device| device.state == State::Active).collect();
    let mut sizes: Vec<f64> = owners(&active).values().map(|own| own.len() as f64).collect();
    sizes.sort_unstable_by(|one, other| other.total_cmp(one));
    let (count, whole) = (sizes.len() as f64, sizes.iter().sum::<f64>());
    assert_eq!(last(&record, "concentration.operators"), count);
    assert_eq!(last(&record, "devices.active"), whole);
    let pairs = sizes.iter().flat_map(|one| sizes.iter().map(move |other| (one - other).abs()));
    let gini = pairs.sum::<f64>() / (2.0 * count * whole);
    assert!((last(&record, "concentration.gini") - gini).abs() < 1e-12, "{gini}");
    assert!(gini > 0.1, "{gini}");
    let mut owned = 0.0;
    let fewest = sizes.iter().take_while(|size| {
        let wants_more = owned <= whole / 2.0;
        owned += **size;
        wants_more
    });
    let fewest = fewest.count() as f64;
    assert_eq!(last(&record, "concentration.nakamoto"), fewest);
}

/// The Gini coefficient of a lognormal law is erf(σ/2), that of even shares from 1 to n is (n − 1)/3n.
/// Of 15,000, 18,000 and 24,000 operators; the standard errors are of 40 samples drawn elsewhere.
#[test]
fn the_gini_coefficient_is_that_of_the_law_of_which_operators_are_drawn() {
    for (devices, gini, error) in [
        ("{ median: 20, spread: 100 % }", 0.520_499_878, 0.0036),
        ("{ median: 20, spread: 80 % }", 0.428_392_355, 0.0033),
        ("{ from: 1, to: 41 }", 40.0 / 123.0, 0.0012),
    ] {
        let owned = format!("fleet.spots.operators={{ devices: {devices} }}");
        let sets =
            ["fleet.spots.devices=500_000", "fleet.spots.regions={ world: 100 % }", "run.days=1"];
        let record = record(ALIKE, &[&sets[..], &[&owned]].concat());
        let found = last(&record, "concentration.gini");
        assert!((found - gini).abs() < 4.0 * error, "{devices}: {found} for {gini}");
    }
}

/// Cohorts of more than a chunk of 32,768, with operators across the ends of blocks, chunks and lots.
const LARGE: [&str; 8] = [
    "run.days=14",
    "fleet.glasses.devices=70_000",
    "fleet.gpus.devices=33_768",
    "fleet.gpus.limit=33_800",
    "emission.schedule.decay.initial=700_000 LENS/day",
    "demand.chat.constant=3e11 tokens/day",
    "token.genesis=2_000_000_000 LENS",
    "market.constant_product.depth=60_000_000 USD",
];

#[test]
fn bits_depend_on_neither_instructions_nor_threads() {
    let game: Game = varied(VARIANTS[0], &[&LARGE[..], &OWNED[..]].concat());
    let finish = |run: Run| run.finish(true).unwrap_or_else(|broken| panic!("{broken}"));
    let usual = finish(Run::new(&game, 7, 0));
    for metric in ["devices.joined", "devices.left", "devices.returned"] {
        assert!(sum(&usual.record, metric) > 0.0, "{metric}");
    }
    for lanes in Lanes::all() {
        let other = finish(Run::new(&game, 7, 0).with_lanes(lanes));
        assert_same_outcome(&usual, &other, &format!("{lanes:?}"));
    }
    let crew = finish(Run::new(&game, 7, 0).with_crew(Crew::SideBySide));
    assert_same_outcome(&usual, &crew, "side by side");
}

#[test]
fn nobody_owns_no_device_half_a_one_or_more_than_can_be_counted() {
    for (devices, message) in [
        ("0", "0 is too small: at least 1"),
        ("2.5", "2.5 devices: operators own whole ones"),
        ("{ from: 1, to: 2.5 }", "2.5 devices: operators own whole ones"),
        ("{ from: 3, to: 2 }", "`2` is below `3`"),
        ("70000", "70000 is too large: at most 65535"),
        ("{ median: 0, spread: 80 % }", "0 is too small: at least 1"),
        ("many", "many"),
    ] {
        let set = format!("fleet.spots.operators={{ devices: {devices} }}");
        let Err(faults) = scenario::load("test.yaml", ALIKE, &[set], &Default::default()) else {
            panic!("{devices} was read");
        };
        let text = faults.to_string();
        assert!(text.contains(message), "{devices}: {text}");
    }
}
