//! Random fleets and what they work at: devices, prices of electricity, workloads, uptimes, checks.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{dollars, maybe, one_of, power, shares, varied_share};

/// The hardware of the catalogue with the work that it can do.
const HARDWARE: &[(&str, &str, &str)] = &[
    ("glasses/xiaomi-ai-glasses", "data: egocentric_video", "GB"),
    ("hotspot/lorawan", "data: lorawan_packets", "GB"),
    ("gpu/rtx-4090", "model: llama-3.1-8b", "Mtoken"),
    ("phone/galaxy-s24", "model: llama-3.2-1b", "Mtoken"),
    ("edge/jetson-orin-nano-super", "model: llama-3.2-3b", "Mtoken"),
    ("edge/mac-mini-m4", "model: qwen2.5-7b", "Mtoken"),
    // Twice: it is the only one that can be mended.
    ("devices/mended.yaml", "data: egocentric_video", "GB"),
    ("devices/mended.yaml", "data: egocentric_video", "GB"),
];

/// Cheats of every manner, alone and together.
const CHEATS: &[&str] = &[
    "0 %",
    "10 %",
    "40 %",
    "100 %",
    "{ spoofed_location: 30 %, faked_work: 10 % }",
    "{ sybils: 50 %, identities: 7 }",
    "{ wash_demand: 40 %, spends: 300 USD/day, collusion: 35 %, passes: 70 % }",
    "{ faked_work: 20 %, spoofed_location: 20 %, sybils: 20 %, wash_demand: 20 %, collusion: 20 % }",
];

fn group(hardware: &'static str) -> BoxedStrategy<String> {
    let regions = select(&["world", "asia, europe", "europe, africa, asia"][..]);
    let regions = regions.prop_flat_map(|names| {
        let names: Vec<&str> = names.split(", ").collect();
        shares(names.len()).prop_map(move |shares| {
            let pairs = names.iter().zip(shares).map(|(name, share)| format!("{name}: {share} %"));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        })
    });
    let electricity = maybe(", electricity: ", electricity());
    let standby = maybe(", standby: ", one_of(&["0 %", "35 %", "100 %"]));
    let options = (
        maybe(", price: ", dollars(0, 3)),
        maybe(", lead_time: ", one_of(&["0 days", "12 hours", "9 days"])),
        maybe(", upkeep: ", one_of(&["0 USD/day", "0.3 USD/day"])),
        maybe(", duty: ", one_of(&["1 %", "40 %", "100 %"])),
        maybe(", spread: ", one_of(&["0 %", "30 %", "150 %"])),
        maybe(", cheats: ", one_of(CHEATS)),
        // Always: word of mouth knows no bound, and memory does.
        (0..400_u32).prop_map(|n| format!(", limit: {n}")),
        (electricity, standby, maybe(", operators: ", operators())),
    );
    (0..200_u32, regions, options)
        .prop_map(move |(devices, regions, options)| {
            let (price, lead, upkeep, duty, spread, cheats, limit, owners) = options;
            let (electricity, standby, operators) = owners;
            format!(
                "{{ hardware: {hardware}, devices: {devices}, regions: {regions}{price}{lead}\
                 {upkeep}{duty}{spread}{cheats}{limit}{electricity}{standby}{operators} }}"
            )
        })
        .boxed()
}

/// Who owns devices: operators of one, of several, of very different numbers, or one of all.
fn operators() -> BoxedStrategy<String> {
    one_of(&[
        "{ devices: 1 }",
        "{ devices: 7 }",
        "{ devices: { from: 1, to: 20 } }",
        "{ devices: { median: 3, spread: 120 % }, discount: 10 % }",
        "{ devices: 65535, discount: 100 % }",
    ])
}

/// What owners pay for electricity: nothing, a usual price, or more than any device earns.
fn electricity() -> BoxedStrategy<String> {
    let price = || select(&[0.0, 0.05, 0.2, 0.9, 50.0][..]);
    let same = price().prop_map(|usd| format!("{usd} USD/kWh"));
    let between = (price(), price()).prop_map(|(one, other): (f64, f64)| {
        format!("{{ from: {} USD/kWh, to: {} USD/kWh }}", one.min(other), one.max(other))
    });
    let around = (price(), one_of(&["0 %", "35 %", "150 %"]))
        .prop_map(|(median, spread)| format!("{{ median: {median} USD/kWh, spread: {spread} }}"));
    prop_oneof![same, between, around].boxed()
}

fn workload(work: &'static str, unit: &'static str) -> BoxedStrategy<String> {
    let price = || power(-6, 1).prop_map(move |usd| format!("{usd} USD/{unit}")).boxed();
    let rate = || power(-1, 5).prop_map(move |rate| format!("{rate} {unit}s/day"));
    let rate = move || rate().prop_map(|text| text.replace("GBs", "GB"));
    let logistic = (rate(), rate(), 0..60_u32, maybe(", width: ", one_of(&["1 day", "30 days"])))
        .prop_map(|(from, to, day, width)| {
            format!("logistic: {{ from: {from}, to: {to}, midpoint: day {day}{width} }}")
        });
    let volume = prop_oneof![rate().prop_map(|rate| format!("constant: {rate}")), logistic];
    let competitor = (price(), maybe(", competitor_falls: ", one_of(FALLS)));
    let competitor = competitor.prop_map(|(price, falls)| format!("{price}{falls}")).boxed();
    let competitor = maybe(", competitor: ", competitor);
    let elasticity = one_of(&["0", "-0.8", "-3"]);
    let pays = maybe(", pays: ", price());
    let customers = (0..=100_u32, option::weighted(0.5, pays));
    let is_data = work.starts_with("data");
    let market = maybe(", data_market: ", one_of(DATA_MARKETS));
    (volume, price(), competitor, elasticity, customers, market)
        .prop_map(move |(volume, price, competitor, elasticity, customers, market)| {
            let market = if is_data { market } else { String::new() };
            let customers = segments(customers);
            format!(
                "{{ {work}, {volume}, price: {price}{competitor}, elasticity: {elasticity}{customers}\
                 {market} }}"
            )
        })
        .boxed()
}

/// How a competitor's price may fall.
const FALLS: &[&str] = &["{ halves_every: 9 days }", "{ halves_every: 1 year, since: day 3 }"];

/// What data may be worth.
const DATA_MARKETS: &[&str] = &[
    "{ scale: 1 GB }",
    "{ scale: 5 GB, exponent: 0.3, stock: 1 TB, half_life: 9 days, owners: 0 % }",
    "{ scale: 900 GB, exponent: 10, half_life: 2 years, owners: 37 % }",
];

/// Two segments, the first with such a share and the most that it pays; or none.
fn segments((share, pays): (u32, Option<String>)) -> String {
    let Some(pays) = pays else { return String::new() };
    let rest = 100 - share;
    format!(
        ", customers: {{ a: {{ share: {share} %, leaves: 90 %/day, returns: 3 %/day{pays} }}, \
         b: {{ share: {rest} %, leaves: 2 %/day, tolerates: 30 %, elasticity: -1.5 }} }}"
    )
}

/// What a network that collects data may learn from them.
const FLYWHEELS: &[&str] = &[
    "{ data: 1 GB, first_quality: 60 %, demand: 1.5 }",
    "{ data: 100 TB, half_life: 5 days, first_quality: 5 %, exponent: 2, demand: 10 }",
    "{ data: 1 MB, first_quality: 100 %, demand: 0 }",
];

/// `fleet`, `demand` and `flywheel`: one to three groups and at most one workload for each.
pub fn fleet() -> BoxedStrategy<String> {
    let member = || {
        select(HARDWARE).prop_flat_map(|(hardware, work, unit)| {
            (group(hardware), option::weighted(0.8, workload(work, unit)))
        })
    };
    (vec(member(), 1..=3), maybe("flywheel: ", one_of(FLYWHEELS)))
        .prop_map(|(members, flywheel)| {
            let named = |at: usize, text: &str| format!("  n{at}: {text}\n");
            let groups = members.iter().enumerate().map(|(at, (group, _))| named(at, group));
            let groups: String = groups.collect();
            let works = members.iter().enumerate();
            let works = works.filter_map(|(at, (_, w))| Some(named(at, w.as_ref()?)));
            let works: String = works.collect();
            let demand = if works.is_empty() { "" } else { "demand:\n" };
            let learns = works.contains("data: ") && !flywheel.is_empty();
            let flywheel = if learns { format!("{flywheel}\n") } else { String::new() };
            format!("fleet:\n{groups}{demand}{works}{flywheel}")
        })
        .boxed()
}

/// What who is caught loses beside a slash.
const PENALTIES: &[&str] =
    &["{ fine: 3 USD }", "{ fine: 900 USD, escalates: 4, bans: 3 days }", "{ bans: 100 years }"];

/// `work`: who is up, how much comes to each, who gets it, and how often it is checked.
pub fn work() -> BoxedStrategy<String> {
    let share = varied_share().prop_map(|share| format!("{{ bernoulli: {{ share: {share} }} }}"));
    let together = (varied_share(), one_of(&["0", "0.2", "1"]))
        .prop_map(|(share, rho)| format!("{{ correlated: {{ share: {share}, rho: {rho} }} }}"));
    let uptime = prop_oneof![
        1 => together,
        1 => one_of(&["{ sessions: { share: 60 %, every: 30 hours } }", "{ sessions: { every: 5 hours } }"]),
        1 => Just("always".to_owned()),
        1 => Just("bernoulli".to_owned()),
        3 => share,
    ];
    let checking = one_of(&[
        "none",
        "{ spot_check: { share: 20 %, slash: 35 % } }",
        "{ spot_check: { share: 3 %, slash: 90 % } }",
        "{ spot_check: { share: 100 %, slash: 100 % } }",
        "{ spot_check: { share: 30 %, slash: 10 %, detects: 70 %, false_alarms: 20 %, every: 2 days, costs: 0.3 USD } }",
        "{ redundant: { copies: 2, slash: 5 % } }",
        "{ redundant: { copies: 5, slash: 60 % } }",
    ]);
    let matching = one_of(&[
        "pro_rata",
        "cheapest_first",
        "{ by_reputation: { first: 40 %, gain: 30 %, fall: 80 % } }",
    ]);
    let penalty = maybe(", penalty: ", one_of(PENALTIES));
    let load = maybe(", load: ", one_of(&["even", "exponential"]));
    (uptime, matching, checking, load, penalty, ends())
        .prop_map(|(uptime, matching, checking, load, penalty, ends)| {
            format!(
                "work: {{ uptime: {uptime}, matching: {matching}, checking: \
                 {checking}{load}{penalty}{ends} }}\n"
            )
        })
        .boxed()
}

/// What ends the lives of devices, and what cuts them off.
fn ends() -> BoxedStrategy<String> {
    let ageing = one_of(&["none", "hardware", "{ hardware: { times: 20 } }"]);
    let wearing = one_of(&["none", "hardware", "{ weibull: { scale: 90 days, shape: 0.7 } }"]);
    let outages = one_of(&[
        "none",
        "{ regional: { per_year: 50, lasts: 9 hours } }",
        "{ regional: { per_year: 9, lasts: 40 days, share: 70 % } }",
        "{ common_cause: { per_year: 30, lasts: 30 hours, groups: [n0] } }",
        "{ sum: { a: { regional: { per_year: 20, lasts: 2 days } }, b: { common_cause: { per_year: 9, \
         lasts: 4 days, share: 70 % } } } }",
    ]);
    let parts =
        (maybe(", ageing: ", ageing), maybe(", wearing: ", wearing), maybe(", outages: ", outages));
    parts.prop_map(|(ageing, wearing, outages)| format!("{ageing}{wearing}{outages}")).boxed()
}
