//! This example is about looking at charts: it draws one of each sort, from invented figures.
//!
//! Run it as `cargo run -p reports --example gallery -- target/gallery`.

use std::error::Error;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use reports::files::write_atomically;
use reports::{Align, Block, Chart, Document, Layer, Mark, MarkKind, Panel, Scale, X};

const DAYS: usize = 1095;
const READING: &str = "The line is the median of 200 runs; the dark band holds the middle half of \
                       them and the light band nine in ten.";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("say which folder to draw into")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("charts"))?;
    let charts = [
        token_price(),
        devices(),
        supply(),
        emission_and_burn(),
        margin(),
        demand(),
        against_published(),
        six_regions(),
        hardware_price(),
    ];
    for chart in &charts {
        let file = |kind: &str| folder.join("charts").join(format!("{}.{kind}", chart.name));
        write_atomically(&file("svg"), chart.to_svg().as_bytes())?;
        write_atomically(&file("png"), &chart.to_png()?)?;
        write_atomically(&file("csv"), &chart.to_table().to_csv()?)?;
    }
    let report = report(&charts);
    write_atomically(&folder.join("report.md"), report.to_markdown().as_bytes())?;
    write_atomically(&folder.join("report.html"), report.to_html()?.as_bytes())?;
    Ok(())
}

fn start() -> Date {
    date(2026, 1, 1)
}

fn day(nth: usize) -> Date {
    start().saturating_add((nth as i64).days())
}

fn days() -> X {
    X::Dates((0..DAYS).map(day).collect())
}

/// Noise that is the same on every machine, between -1 and 1.
fn noise(seed: usize) -> impl FnMut() -> f64 {
    let mut state = seed as u64 * 7919 + 1;
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1_u32 << 30) - 1.0
    }
}

/// A wandering line around `middle`, wider with time, for each of five quantiles.
fn fan_around(seed: usize, spread: f64, middle: impl Fn(f64) -> f64) -> [Vec<f64>; 5] {
    let mut noise = noise(seed);
    let mut wander = 0.0;
    let path: Vec<f64> = (0..DAYS)
        .map(|_| {
            wander = 0.98 * wander + 0.02 * noise();
            wander
        })
        .collect();
    [-1.64, -0.67, 0.0, 0.67, 1.64].map(|deviations| {
        let value = |nth: usize| {
            let width = spread * (nth as f64 / DAYS as f64).sqrt();
            middle(nth as f64) * (deviations * width + path[nth]).exp()
        };
        (0..DAYS).map(value).collect()
    })
}

fn series(value: impl Fn(f64) -> f64) -> Vec<f64> {
    (0..DAYS).map(|nth| value(nth as f64)).collect()
}

fn crashed(price: f64, nth: f64) -> f64 {
    if nth < 270.0 { price } else { price * (1.0 - 0.7 * (-(nth - 270.0) / 180.0).exp()) }
}

fn panel(title: &str, unit: &str, layers: Vec<Layer>) -> Panel {
    let (title, unit) = (title.into(), unit.into());
    Panel { title, unit, scale: Scale::Linear, x: days(), layers }
}

fn mark(nth: usize, label: &str, kind: MarkKind) -> Mark {
    Mark { at: day(nth), label: label.into(), kind }
}

fn crash() -> Vec<Mark> {
    vec![mark(270, "crash to 30 %", MarkKind::Shock)]
}

fn chart(name: &str, title: &str, caption: &str, panels: Vec<Panel>, marks: Vec<Mark>) -> Chart {
    let alt = format!("{title} {caption}");
    let [name, title, caption] = [name, title, caption].map(String::from);
    Chart { name, title, caption, alt, panels, marks }
}

fn token_price() -> Chart {
    let quantiles = fan_around(1, 0.62, |nth| crashed(0.4 + nth * 0.0001, nth));
    let caption = format!("Sellers outnumber buyers until depth returns. {READING}");
    chart(
        "token-price",
        "The token loses 70 % on day 270 and needs until spring 2027 to win back the half of it",
        &caption,
        vec![panel("", "USD per LENS", vec![Layer::fan("median", quantiles)])],
        crash(),
    )
}

fn devices() -> Chart {
    let logistic = |nth: f64, top: f64| top / (1.0 + (-(nth - 300.0) / 120.0).exp()) + top * 0.08;
    let leaving = move |nth: f64, top: f64, share: f64| {
        let left = if nth < 270.0 { 0.0 } else { share * (1.0 - (-(nth - 270.0) / 60.0).exp()) };
        logistic(nth, top) * (1.0 - left)
    };
    let glasses = fan_around(2, 0.2, |nth| leaving(nth, 42_000.0, 0.08));
    let gpus = fan_around(3, 0.35, |nth| leaving(nth, 1_900.0, 0.55));
    chart(
        "devices",
        "Glasses stay on through the crash; more than half of the home GPUs leave within a quarter",
        &format!("Glasses cost their owners almost no electricity, GPUs do. {READING}"),
        vec![
            panel("AI glasses", "devices active", vec![Layer::fan("glasses", glasses)]),
            panel("Home GPUs", "devices active", vec![Layer::fan("GPUs", gpus)]),
        ],
        crash(),
    )
}

fn supply() -> Chart {
    let locked = series(|nth| 350e6 * (1.0 - ((nth - 365.0).max(0.0) / 730.0).min(1.0)));
    let treasury = series(|nth| 120e6 - nth * 30e3);
    let burned = series(|nth| nth * nth * 90.0);
    let circulating = series(|nth| {
        200e6 + 260e6 * (1.0 - (-nth / 500.0).exp()) + 350e6 * ((nth - 365.0).max(0.0) / 730.0)
    });
    let parts = [
        ("circulating", circulating),
        ("locked", locked),
        ("treasury", treasury),
        ("burned", burned),
    ];
    let parts = parts.map(|(label, values)| (label.to_owned(), values)).to_vec();
    chart(
        "supply",
        "Unlocking doubles the circulating supply in the second year, long before burning matters",
        "Team and investor tokens unlock over two years after a cliff of one. Median of 200 runs.",
        vec![panel("", "LENS", vec![Layer::Stack { parts }])],
        vec![mark(365, "cliff ends", MarkKind::Amendment)],
    )
}

fn emission_and_burn() -> Chart {
    let halving = |nth: f64| 500e3 * 0.5_f64.powf((nth / 365.0).floor());
    let mut noise = noise(4);
    let burn: Vec<f64> = (0..DAYS)
        .map(|nth| {
            (4e3 + 170.0 * nth as f64)
                * (1.0 + 0.12 * noise())
                * if nth % 7 > 4 { 0.9 } else { 1.0 }
        })
        .collect();
    chart(
        "emission-and-burn",
        "Burning overtakes emission in the autumn of 2028",
        "Emission halves each year; buyers burn what they spend on inference. Median of 200 runs.",
        vec![panel(
            "",
            "LENS per day",
            vec![
                Layer::line("minted", series(halving)),
                Layer::line("burned", burn),
                Layer::dashed("cap on emission", series(|_| 500e3)),
            ],
        )],
        Vec::new(),
    )
}

fn margin() -> Chart {
    let [_, low, middle, high, _] = fan_around(5, 0.5, |nth| crashed(1.0, nth));
    let shift = |values: Vec<f64>| values.into_iter().map(|value| 1.8 * value - 0.9).collect();
    let operators = [low, middle, high].map(shift);
    chart(
        "operator-margin",
        "The median operator loses money for eleven months after the crash",
        "Revenue less electricity and bandwidth. The line is the median operator, the band holds \
         eight in ten.",
        vec![panel(
            "",
            "USD per device and day",
            vec![Layer::fan_p10_p90("median operator", operators)],
        )],
        crash(),
    )
}

fn demand() -> Chart {
    let requested = fan_around(6, 0.25, |nth| 2e9 + 58e9 / (1.0 + (-(nth - 400.0) / 90.0).exp()));
    let share =
        |floor: f64| series(move |nth| 100.0 - floor * (-((nth - 420.0) / 130.0).powi(2)).exp());
    let share = [share(38.0), share(30.0), share(24.0), share(15.0), share(8.0)];
    chart(
        "demand",
        "Capacity falls short in the year after the crash: one request in four goes unserved",
        &format!("Demand grows on its own while devices leave. {READING}"),
        vec![
            panel("Demand", "tokens per day", vec![Layer::fan("requested", requested)]),
            panel(
                "Service",
                "% of requested tokens served",
                vec![Layer::fan("served", share), Layer::dashed("promised", series(|_| 95.0))],
            ),
        ],
        crash(),
    )
}

fn against_published() -> Chart {
    let growth = |nth: f64| 150.0 * (nth / 190.0).exp().min(60.0 + nth / 20.0);
    let mut noise = noise(8);
    let observed: Vec<usize> = (0..26).map(|nth| nth * 30 + 10).collect();
    let values = observed.iter().map(|nth| growth(*nth as f64) * (0.35 * noise()).exp()).collect();
    let x = X::Dates(observed.into_iter().map(day).collect());
    let published = Layer::Points { label: "published (Helium 2020–22)".into(), x, values };
    let simulated = Layer::fan("simulated", fan_around(9, 0.4, growth));
    let panel =
        Panel { scale: Scale::Log, ..panel("", "hotspots, log scale", vec![simulated, published]) };
    chart(
        "against-published",
        "The simulated network grows as the published one did, within the band in 23 of 26 months",
        &format!("Nothing was fitted to the dots. {READING}"),
        vec![panel],
        vec![
            mark(400, "HIP-10: rewards for data", MarkKind::Amendment),
            mark(450, "HIP-15: beacons", MarkKind::Amendment),
            mark(470, "HIP-17: density", MarkKind::Amendment),
        ],
    )
}

fn six_regions() -> Chart {
    let regions = ["Asia", "Europe", "North America", "South America", "Africa", "Oceania"];
    let regional = |(nth, region): (usize, &str)| {
        let top = 21_000.0 / (nth + 1) as f64;
        let with = fan_around(20 + nth, 0.2, |day| top * (1.0 - (-day / 200.0).exp()));
        let [_, _, without, _, _] =
            fan_around(30 + nth, 0.2, |day| top * 0.8 * (1.0 - (-day / 260.0).exp()));
        let layers = vec![Layer::fan("proposal", with), Layer::line("no change", without)];
        panel(region, "devices active", layers)
    };
    chart(
        "regions",
        "The proposal keeps more devices in every region",
        READING,
        regions.into_iter().enumerate().map(regional).collect(),
        crash(),
    )
}

fn hardware_price() -> Chart {
    let prices: Vec<f64> = (0..=60).map(|nth| 100.0 + f64::from(nth) * 15.0).collect();
    let payback = |per_day: f64| prices.iter().map(|price| price / per_day).collect();
    let x = X::Numbers { label: "hardware price [USD]".into(), values: prices.clone() };
    let layers = vec![
        Layer::line("no change", payback(0.9)),
        Layer::line("rewards by work, not by device", payback(1.32)),
        Layer::line("slower emission", payback(0.86)),
        Layer::line("floor under rewards", payback(1.3)),
        Layer::dashed("owners' patience", prices.iter().map(|_| 365.0).collect()),
    ];
    let panel = Panel { x, ..panel("", "days until the device has paid for itself", layers) };
    chart(
        "hardware-price",
        "Rewards by work let hardware of up to 480 USD pay for itself within a year",
        "Median of 200 runs for each of 61 prices.",
        vec![panel],
        Vec::new(),
    )
}

fn report(charts: &[Chart]) -> Document {
    let row = |cells: [&str; 4]| cells.map(String::from).to_vec();
    let text = |text: &str| Block::Paragraph(text.to_owned());
    let heading = |level, text: &str| Block::Heading { level, text: text.to_owned() };
    let mut blocks = vec![
        text(
            "A maker sells AI glasses; owners earn LENS for inference and for what the camera \
             sees. The token falls **70 %** on day 270. *Who stays, and does the service hold?*",
        ),
        heading(2, "What we found"),
        Block::List(vec![
            "Glasses stay: their owners pay **0.4 cents** of electricity a day.".into(),
            "Home GPUs leave within a quarter, see `operators.margin_usd_median`.".into(),
            "Method: [the model description](https://example.org/model).".into(),
        ]),
        Block::Note("All figures are invented; this page is for eyes only.".into()),
        Block::Table {
            header: row(["metric", "median", "p5", "p95"]),
            rows: vec![
                row(["`price.usd` at the end", "0.43", "0.15", "1.21"]),
                row(["`devices.active`", "41,220", "35,100", "47,903"]),
                row(["`operators.margin_usd_median` per device and day", "0.81", "−0.20", "2.34"]),
            ],
            align: vec![Align::Left, Align::Right, Align::Right, Align::Right],
            caption: "Outcomes on the last day, 200 runs.".into(),
        },
        heading(2, "Charts"),
    ];
    for chart in charts {
        blocks.push(heading(3, &chart.name));
        blocks.push(text("The mechanism, in a sentence or two, comes before its picture."));
        blocks.push(Block::figure(chart));
    }
    blocks.extend([
        heading(2, "How to run it again"),
        Block::Code {
            language: "sh".into(),
            text: "aipin run scenarios/crash.yaml --seed 7".into(),
        },
        Block::Details {
            summary: "What was assumed".into(),
            blocks: vec![
                text("Owners decide once a week."),
                Block::List(vec!["No new rivals.".into()]),
            ],
        },
    ]);
    Document {
        title: "AI glasses: a 70 % crash, and who stays".into(),
        front_matter: [("Scenario", "crash.yaml"), ("Runs", "200 of 1,095 days"), ("Seed", "7")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .to_vec(),
        blocks,
    }
}
