//! Proves that customers leave a service that fails and come back as the scenario says, that data are
//! worth less the more there are, and that the data flywheel turns demand, or nothing when it is off.

pub mod common;

use common::{assert_same, numbers, record};
use sim::maths::{exp, ln, power};
use sim::record::{Record, Values};

const NETWORK: &str = "
run: { start: 2026-01-01, days: 60 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet:
  glasses: { hardware: glasses/xiaomi-ai-glasses, devices: 400 }
  gpus: { hardware: gpu/rtx-4090, devices: 20 }
price: { gbm: { start: 1 USD, volatility: 90 %/year } }
demand:
  chat: { model: llama-3.1-8b, constant: 4e7 tokens/day, price: 0.08 USD/Mtoken }
  video: { data: egocentric_video, constant: 2 GB/day, price: 0.25 USD/GB }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 3_000 LENS/day } }, sharing: by_presence }
";

/// Nobody is up from the eleventh day to the twentieth.
const FAILS: &str = "amendments=[ \
    { from: 2026-01-11, set: { work.uptime: { bernoulli: { share: 0 % } } } }, \
    { from: 2026-01-21, set: { work.uptime: always } } ]";

const SEGMENTS: &str = "demand.chat.customers={ \
    firms: { share: 25 %, leaves: 10 %/day, returns: 1 %/day }, \
    hobbyists: { share: 75 %, tolerates: 20 %, leaves: 2 %/day, returns: 4 %/day } }";

const MARKET: &str =
    "demand.video.data_market={ scale: 10 GB, half_life: 100 days, stock: 10 GB, owners: 40 % }";

const FLYWHEEL: &str = "flywheel={ data: 10 GB, first_quality: 60 %, demand: 1.5 }";

fn near(found: f64, exact: f64, what: &str) {
    assert!((found / exact - 1.0).abs() < 1e-9, "{what}: {found}, not {exact}");
}

/// The record without the columns of this test's mechanisms.
fn without(record: &Record, prefixes: &[&str]) -> Record {
    let columns = record.metrics.iter().zip(&record.columns);
    let is_other = |name: &str| prefixes.iter().all(|prefix| !name.starts_with(prefix));
    let (metrics, columns): (_, Vec<Values>) = columns
        .filter(|(metric, _)| is_other(&metric.name))
        .map(|(metric, values)| (metric.clone(), values.clone()))
        .unzip();
    Record { metrics, columns }
}

#[test]
fn a_network_that_fails_loses_customers_and_has_them_back_at_the_stated_rates() {
    let record = record(NETWORK, &[FAILS, SEGMENTS]);
    let served = numbers(&record, "demand.served_share.chat");
    assert_eq!([9, 10, 19, 20].map(|day| served[day]), [1.0, 0.0, 0.0, 1.0]);
    let firms = numbers(&record, "demand.customers_share.chat.firms");
    let hobbyists = numbers(&record, "demand.customers_share.chat.hobbyists");
    assert_eq!((firms[9], hobbyists[9]), (1.0, 1.0));
    let (lost_firms, lost_hobbyists) = (exp(-1.0), exp(-0.2));
    near(firms[19], lost_firms, "firms after ten days without service");
    near(hobbyists[19], lost_hobbyists, "hobbyists");
    near(firms[49], 1.0 - (1.0 - lost_firms) * exp(-0.3), "firms thirty days later");
    near(hobbyists[49], 1.0 - (1.0 - lost_hobbyists) * exp(-1.2), "hobbyists");
    let all = numbers(&record, "demand.customers_share.chat");
    near(all[19], 0.25 * lost_firms + 0.75 * lost_hobbyists, "all");
    // Who is there in the evening asks on the next morning.
    let requested = numbers(&record, "demand.requested.chat");
    for day in 0..59 {
        near(requested[day + 1], 40.0 * all[day], "what is asked for");
    }
    let churned: f64 = numbers(&record, "demand.churned_share.chat").iter().sum();
    near(churned, 1.0 - all[19], "all who ever left");
    // The network that did not fail lost nobody, and the other workload none either.
    assert!(numbers(&record, "demand.requested.video").iter().all(|asked| *asked == 2.0));
}

#[test]
fn customers_who_never_leave_are_no_segments() {
    let stay = "demand.chat.customers={ all: { share: 100 %, leaves: 0 %/day, returns: 9 %/day } }";
    for other in ["run.seed=1", "demand.chat.competitor=0.05 USD/Mtoken"] {
        let sets = ["demand.chat.elasticity=-0.8", FAILS, other];
        let (plain, stayed) =
            (record(NETWORK, &sets), record(NETWORK, &[&sets[..], &[stay]].concat()));
        let own = ["demand.customers_share", "demand.churned_share"];
        assert_same(&plain, &without(&stayed, &own), other);
    }
}

/// Half of what is asked for is done at first; as customers leave, more of the rest is.
#[test]
fn steps_of_any_length_lose_about_as_many() {
    let left = |step: &str| {
        let busy = "demand.chat.constant=4e8 tokens/day";
        let step = format!("run.step={step}");
        let record = record(NETWORK, &[SEGMENTS, busy, &step, "run.days=56"]);
        let there = numbers(&record, "demand.customers_share.chat");
        there[there.len() - 1]
    };
    let [hour, day, week] = ["hour", "day", "week"].map(left);
    assert!(hour < 0.9 && hour > 0.3, "{hour}");
    assert!((day / hour - 1.0).abs() < 0.01, "{day} {hour}");
    assert!((week / hour - 1.0).abs() < 0.05, "{week} {hour}");
}

#[test]
fn who_pays_less_asks_for_nothing_when_the_price_rises() {
    let cheap = "demand.chat.customers={ \
        students: { share: 30 %, leaves: 0 %/day, pays: 0.05 USD/Mtoken }, \
        others: { share: 70 %, leaves: 0 %/day, elasticity: -1 } }";
    let price = "demand.chat.price={ 2026-01-01: 0.04 USD/Mtoken, 2026-01-11: 0.08 USD/Mtoken }";
    let record = record(NETWORK, &[cheap, price, "demand.chat.competitor=0.04 USD/Mtoken"]);
    let requested = numbers(&record, "demand.requested.chat");
    near(requested[9], 40.0, "at the competitor's price");
    near(requested[10], 40.0 * 0.7 / 2.0, "at twice the price");
}

#[test]
fn a_competitor_whose_price_falls_takes_demand_or_the_price() {
    let falls = [
        "demand.chat.competitor=0.08 USD/Mtoken",
        "demand.chat.competitor_falls={ halves_every: 30 days, since: day 10 }",
        "demand.chat.elasticity=-1",
    ];
    let kept = record(NETWORK, &falls);
    let requested = numbers(&kept, "demand.requested.chat");
    assert_eq!((requested[0], requested[10]), (40.0, 40.0));
    near(requested[40], 20.0, "after half of the competitor's price");
    let text = NETWORK.replace("tokens/day, price: 0.08 USD/Mtoken", "tokens/day");
    let followed = record(&text, &falls);
    assert!(numbers(&followed, "demand.requested.chat").iter().all(|asked| *asked == 40.0));
    let revenue = numbers(&followed, "work.revenue_usd");
    near(revenue[10] - revenue[40], 40.0 * 0.04, "what is lost by following");
}

#[test]
fn data_are_worth_less_the_more_there_are() {
    let plain = record(NETWORK, &[]);
    let sold = record(NETWORK, &[MARKET]);
    let stock = numbers(&sold, "demand.data_stock_megabytes.video");
    let worth = numbers(&sold, "demand.data_worth_share.video");
    let left = power(0.5, 0.01);
    let kept = (1.0 - left) / (ln(2.0) * 0.01);
    near(stock[0], 10_000.0 * left + 2_000.0 * kept, "the first evening");
    for day in 0..60 {
        near(worth[day], 1.0 / (1.0 + stock[day] / 10_000.0), "worth");
    }
    let of_video =
        |record: &Record, day: usize| numbers(record, "work.revenue_usd")[day] - 40.0 * 0.08;
    near(of_video(&plain, 30), 0.5, "two gigabytes at 0.25 USD");
    near(of_video(&sold, 0), 0.25, "the first day begins with half of the worth");
    near(of_video(&sold, 30), 0.5 * worth[29], "a month later");
    assert!(worth[59] < 0.15, "{}", worth[59]);
    assert_eq!(numbers(&sold, "demand.requested.video"), numbers(&plain, "demand.requested.video"));
}

#[test]
fn owners_get_their_share_of_what_data_bring() {
    let margin = |owners: &str| {
        let owners = format!("demand.video.data_market={{ scale: 10 GB, owners: {owners} }}");
        let record = record(NETWORK, &[&owners]);
        numbers(&record, "operators.margin_usd_mean")[20]
    };
    let market = "demand.video.data_market={ scale: 10 GB }";
    let paid = numbers(&record(NETWORK, &[market]), "work.revenue_usd")[20] - 40.0 * 0.08;
    let [all, half, none] = ["100 %", "50 %", "0 %"].map(margin);
    // Sums of margins are whole units of 2^-20 USD.
    assert!((all - none - paid / 420.0).abs() < 1e-6, "{all} {none} {paid}");
    assert!((all - half - paid / 840.0).abs() < 1e-6, "{all} {half} {paid}");
}

#[test]
fn a_data_market_of_no_effect_is_none() {
    let still = "demand.video.data_market={ scale: 10 GB, exponent: 0 }";
    let (plain, marketed) = (record(NETWORK, &[]), record(NETWORK, &[still]));
    assert_same(&plain, &without(&marketed, &["demand.data_"]), "an exponent of 0");
}

#[test]
fn the_flywheel_makes_demand_grow_with_data() {
    let (plain, turning) = (record(NETWORK, &[]), record(NETWORK, &[FLYWHEEL]));
    let data = numbers(&turning, "flywheel.data_megabytes");
    let quality = numbers(&turning, "flywheel.quality");
    let requested = numbers(&turning, "demand.requested.chat");
    assert_eq!(requested[0], 40.0);
    for day in 0..59 {
        near(data[day], 10_000.0 + 2_000.0 * (day + 1) as f64, "what was collected");
        near(quality[day], 1.0 - 0.4 * power(data[day] / 10_000.0, -0.28), "the power law");
        near(requested[day + 1], 40.0 * power(quality[day] / 0.6, 1.5), "what is asked for");
        assert!(requested[day + 1] > requested[day]);
    }
    // On the same chance, and data themselves are not asked for more.
    for same in ["price.usd", "demand.requested.video"] {
        assert_eq!(numbers(&plain, same), numbers(&turning, same), "{same}");
    }
}

#[test]
fn a_flywheel_that_is_off_turns_nothing_to_the_bit() {
    let plain = record(NETWORK, &[]);
    for off in ["flywheel.demand=0", "flywheel.exponent=0", "flywheel.first_quality=100 %"] {
        let off = without(&record(NETWORK, &[FLYWHEEL, off]), &["flywheel."]);
        assert_same(&plain, &off, "a flywheel that is off");
    }
    // Switched off by an amendment it leaves what it had learned.
    let amended = "amendments=[{ from: 2026-01-31, set: { flywheel.demand: 0 } }]";
    let amended = record(NETWORK, &[FLYWHEEL, amended]);
    let requested = numbers(&amended, "demand.requested.chat");
    assert!(requested[29] > 45.0 && requested[30] == 40.0, "{requested:?}");
    let data = numbers(&amended, "flywheel.data_megabytes");
    near(data[59], 130_000.0, "data of sixty days");
}

#[test]
fn old_data_teach_no_more() {
    let ages = record(NETWORK, &[FLYWHEEL, "flywheel.half_life=20 days", "run.days=400"]);
    let quality = numbers(&ages, "flywheel.quality");
    // What comes and what ages balance at 2 GB a day · 20 days / ln 2 = 57.7 GB.
    let rest = 2.0 * 20.0 / ln(2.0);
    let wanted = 1.0 - 0.4 * power(rest / 10.0, -0.28);
    assert!((quality[399] - wanted).abs() < 1e-6, "{} {wanted}", quality[399]);
}

#[test]
fn half_the_step_is_about_the_same_dataset_and_worth() {
    let last = |step: &str, metric: &str| {
        let step = format!("run.step={step}");
        let record = record(
            NETWORK,
            &[FLYWHEEL, "flywheel.half_life=20 days", MARKET, &step, "run.days=28"],
        );
        let values = numbers(&record, metric);
        values[values.len() - 1]
    };
    for metric in ["flywheel.quality", "demand.data_stock_megabytes.video"] {
        let [hour, day, week] = ["hour", "day", "week"].map(|step| last(step, metric));
        near(day, hour, metric);
        near(week, hour, metric);
    }
}

#[test]
fn what_does_not_fit_is_told_with_what_would_be_right() {
    let told = |sets: &[&str]| {
        let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
        let loaded = sim::scenario::load("a.yaml", NETWORK, &sets, &Default::default());
        loaded.err().map(|faults| faults.to_string()).unwrap_or_default()
    };
    let faults: [(&[&str], &str); 13] = [
        (
            &["demand.chat.customers={ a: { share: 70 %, leaves: 1 %/day } }"],
            "the shares of the segments sum to 70 %",
        ),
        (
            &["demand.chat.customers={ a: { share: 100 %, leaves: 1 %/day, pays: 3 USD/GB } }"],
            "`customers.a.pays` is in GB",
        ),
        (&["demand.chat.customers={ a: { share: 100 % } }"], "leaves"),
        (
            &["demand.chat.competitor_falls={ halves_every: 9 months }"],
            "`chat` has no `competitor` whose price falls",
        ),
        (
            &[
                "demand.chat.competitor={ 2026-01-01: 1 USD/Mtoken }",
                "demand.chat.competitor_falls={ halves_every: 9 months }",
            ],
            "`competitor` is a table by date",
        ),
        (
            &[
                "demand.chat.competitor=1 USD/Mtoken",
                "demand.chat.competitor_falls={ halves_every: 9 months, least: 1 USD/GB }",
            ],
            "`competitor_falls.least` is in GB",
        ),
        (
            &["demand.chat.data_market={ scale: 1 GB }"],
            "`chat` collects no data, so nobody buys any",
        ),
        (&["demand.video.data_market={ scale: 0 GB }"], "scale"),
        (&[FLYWHEEL, "flywheel.learns_from=[vidio]"], "did you mean `video`?"),
        (&[FLYWHEEL, "flywheel.learns_from=[chat]"], "`chat` collects no data to learn from"),
        (&[FLYWHEEL, "flywheel.first_quality=0.5 %"], "a quality of 0.5 % is none"),
        (&[FLYWHEEL, "flywheel.improves=[chatt]"], "there is no workload `chatt`"),
        (
            &[
                "amendments=[{ from: 2026-01-03, set: { demand.chat.customers: { a: { share: 100 %, leaves: 1 %/day } } } }]",
            ],
            "an amendment cannot add or drop a segment of customers",
        ),
    ];
    for (sets, message) in faults {
        let found = told(sets);
        assert!(found.contains(message), "{sets:?}: {found}");
    }
    assert_eq!(told(&[SEGMENTS, MARKET, FLYWHEEL]), "");
}
