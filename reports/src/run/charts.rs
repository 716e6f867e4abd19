//! This file is about the charts of a run: which there are, and what each is to show.

use jiff::civil::Date;
use language::when::date_at;
use sim::scenario::Loaded;
use studies::Fan;

use super::Played;
use super::captions;
use super::findings::{self, of_runs};
use crate::{Chart, Layer, Mark, MarkKind, Panel, Scale, X};

/// All charts of a run, in the order in which they are read.
#[must_use]
pub fn charts(played: &Played) -> Vec<Chart> {
    let mut charts = vec![price(played)];
    charts.extend(played.has_devices().then(|| devices(played)));
    charts.extend([supply(played), emission(played)]);
    charts.extend(played.has_devices().then(|| margin(played)));
    charts.extend(played.has_demand().then(|| service(played)));
    charts.extend(gone(played));
    charts.extend(super::groups::charts(played));
    charts.extend(observed(played));
    charts.extend(super::convergence::chart(played));
    charts
}

/// The days of a scenario.
pub(crate) fn dates(loaded: &Loaded) -> X {
    let calendar = &loaded.game.calendar;
    X::Dates((0..calendar.steps()).map(|step| calendar.date(step)).collect())
}

pub(super) fn chart(
    played: &Played,
    name: &str,
    finding: String,
    mechanism: &str,
    panels: Vec<Panel>,
) -> Chart {
    let title = format!("{finding} ({})", of_runs(played));
    let alt = format!("{title}. {mechanism}");
    Chart {
        name: name.to_owned(),
        title,
        caption: mechanism.to_owned(),
        alt,
        panels,
        marks: marks(played.loaded),
    }
}

pub(super) fn panel(played: &Played, title: &str, unit: &str, layers: Vec<Layer>) -> Panel {
    Panel {
        title: title.to_owned(),
        unit: unit.to_owned(),
        scale: Scale::Linear,
        x: dates(played.loaded),
        layers,
    }
}

/// Shocks and amendments within the run.
pub(crate) fn marks(loaded: &Loaded) -> Vec<Mark> {
    let (game, written) = (&loaded.game, &loaded.written);
    let last = game.calendar.date(game.calendar.steps().saturating_sub(1));
    let shocks = game.shocks.iter().filter_map(|shock| {
        let at = date_at(game.start, shock.begins(game.start)?);
        Some(Mark { at, label: shock.name.clone(), kind: MarkKind::Shock })
    });
    let amendments = written.amendments.iter().map(|amendment| Mark {
        at: amendment.from.0,
        label: amendment.proposal.clone(),
        kind: MarkKind::Amendment,
    });
    let within = |at: Date| at >= game.start && at <= last;
    shocks.chain(amendments).filter(|mark| within(mark.at)).collect()
}

fn fan(played: &Played, metric: &str) -> Option<Fan> {
    Fan::of(&played.collected.kept, metric, played.decimals())
}

/// The fan of a metric, multiplied; nothing if the run has no such metric.
pub(super) fn fan_layer(played: &Played, label: &str, metric: &str, times: f64) -> Vec<Layer> {
    let scaled = |values: Vec<f64>| values.into_iter().map(|value| value * times).collect();
    fan(played, metric)
        .map(|fan| Layer::fan(label, fan.quantiles().map(scaled)))
        .into_iter()
        .collect()
}

pub(super) fn median(played: &Played, metric: &str) -> Vec<f64> {
    fan(played, metric).map_or_else(Vec::new, |fan| fan.p50)
}

fn price(played: &Played) -> Chart {
    let layers = fan_layer(played, played.symbol(), "price.usd", 1.0);
    let mut panel = panel(played, "", &format!("USD per {}, log scale", played.symbol()), layers);
    panel.scale = Scale::Log;
    chart(
        played,
        "price",
        findings::price(played),
        &format!("The price opens each morning. {}", captions::bands(played)),
        vec![panel],
    )
}

fn devices(played: &Played) -> Chart {
    let groups = &played.loaded.game.groups;
    let panel = |group: &sim::world::Group| {
        let layers = fan_layer(played, "active", &format!("devices.active.{}", group.name), 1.0);
        panel(played, &group.name.replace('_', " "), "devices", layers)
    };
    // The first of the file come first.
    let panels = groups.iter().take(ROOM).map(panel).collect();
    chart(played, "devices_active", findings::devices(played), &captions::devices(played), panels)
}

/// Why devices are gone, where there is more than one reason for it.
fn gone(played: &Played) -> Option<Chart> {
    let finding = findings::gone(played)?;
    let parts =
        findings::REASONS.map(|(label, metric, _)| (label.to_owned(), median(played, metric)));
    let parts = parts.into_iter().filter(|(_, values)| is_seen(values)).collect();
    let mut panels = vec![panel(
        played,
        "Not in the network",
        "devices that joined",
        vec![Layer::Stack { parts }],
    )];
    panels.extend(outages(played));
    let below = if panels.len() > 1 { " Below: the outages of one run." } else { "" };
    let mechanism = format!(
        "{}, one upon the other. Broken: a fault from the factory, chance or wear, and those in repair. \
         Tired of: people stopped using them, whatever they earn. Given up: they lost money for too \
         long, and may come back.{below}",
        captions::medians(played)
    );
    Some(chart(played, "why_gone", finding, &mechanism, panels))
}

/// What outages took from the devices of one run: over the runs they would be hidden in a median of
/// nothing.
fn outages(played: &Played) -> Option<Panel> {
    let first = played.collected.kept.first()?;
    let column = first.record.column("work.outage_share")?;
    let lost = |step| first.record.number(column, step, played.decimals()) * 100.0;
    let lost: Vec<f64> = (0..first.record.steps()).map(lost).collect();
    let any = is_seen(&lost);
    let layers = vec![Layer::line("cut off", lost)];
    any.then(|| panel(played, "Cut off with their region, first run", "% of the time", layers))
}

fn supply(played: &Played) -> Chart {
    let parts = [
        ("circulating", "ledger.circulating"),
        ("locked", "ledger.locked"),
        ("locked pay", "ledger.vesting"),
        ("collateral", "ledger.collateral"),
        ("unbonding", "ledger.unbonding"),
        ("treasury", "ledger.treasury"),
        ("burned", "ledger.burned"),
    ];
    let parts = parts.map(|(label, metric)| (label.to_owned(), median(played, metric)));
    let parts = parts.into_iter().filter(|(_, values)| is_seen(values)).collect();
    let panel = panel(played, "", played.symbol(), vec![Layer::Stack { parts }]);
    let mut mechanism = format!("{}, one upon the other.", captions::medians(played));
    if is_seen(&median(played, "ledger.burned")) {
        mechanism += " Burned tokens are shown on top of the supply: they are gone.";
    }
    chart(played, "supply", findings::supply(played), &mechanism, vec![panel])
}

fn emission(played: &Played) -> Chart {
    let step = format!("{} per {}", played.symbol(), played.step());
    let lines = [
        ("minted", "emission.minted_tokens"),
        ("burned", "emission.burned_tokens"),
        ("sold by owners", "operators.sold_tokens"),
        ("sold by insiders", "market.insiders_sold_tokens"),
    ];
    let lines = lines.map(|(label, metric)| (label, median(played, metric)));
    let [_, burned, _, insiders] = &lines;
    let mechanism = captions::emission(played, is_seen(&burned.1), is_seen(&insiders.1));
    let lines = lines.into_iter().filter(|(label, values)| *label == "minted" || is_seen(values));
    let layers = lines.map(|(label, values)| Layer::line(label, values)).collect();
    let panel = panel(played, "", &step, layers);
    chart(played, "emission_and_burn", findings::emission(played), &mechanism, vec![panel])
}

/// Whether there is anything to be seen of a series.
pub(super) fn is_seen(values: &[f64]) -> bool {
    values.iter().any(|value| *value > 0.0)
}

fn margin(played: &Played) -> Chart {
    let metrics =
        ["operators.margin_usd_p10", "operators.margin_usd_median", "operators.margin_usd_p90"];
    let band = Layer::fan_p10_p90("margin", metrics.map(|metric| median(played, metric)));
    let zero = vec![0.0; played.loaded.game.calendar.steps() as usize];
    let panel =
        panel(played, "", "USD per device and day", vec![band, Layer::dashed("break-even", zero)]);
    let mechanism = captions::margin(played);
    chart(played, "operator_margin", findings::margin(played), &mechanism, vec![panel])
}

/// Panels that a chart has room for.
pub(super) const ROOM: usize = 6;

fn service(played: &Played) -> Chart {
    let workloads = &played.loaded.game.workloads;
    // Two panels a workload, where there is room for both.
    let shows_both = 2 * workloads.len() <= ROOM;
    let mut panels = Vec::new();
    for workload in workloads.iter().take(ROOM) {
        let name = &workload.name;
        let shown = name.replace('_', " ");
        if shows_both {
            let (unit, _) = workload.unit.shown();
            let asked = fan_layer(played, "asked for", &format!("demand.requested.{name}"), 1.0);
            let unit = format!("{unit} per {}", played.step());
            panels.push(panel(played, &format!("{shown}: asked for"), &unit, asked));
        }
        let served = fan_layer(played, "served", &format!("demand.served_share.{name}"), 100.0);
        panels.push(panel(played, &format!("{shown}: served"), "% of what is asked for", served));
    }
    let mechanism = format!(
        "What customers ask for, and the share of it that the devices do. {}",
        captions::bands(played)
    );
    chart(played, "demand_and_service", findings::service(played), &mechanism, panels)
}

/// The unit of a metric, with the token's symbol for amounts of it.
pub(super) fn metric_unit<'a>(played: &Played<'a>, metric: &str) -> &'a str {
    let record = &played.collected.last;
    let unit = record.column(metric).map(|column| record.metrics[column].unit);
    match unit {
        Some("tokens") => &played.loaded.written.token.symbol,
        Some(unit) => unit,
        None => "",
    }
}

/// What was really observed, beside what the runs did.
fn observed(played: &Played) -> Option<Chart> {
    let observed = &played.loaded.written.observed;
    let mut panels = Vec::new();
    for (metric, series) in observed.iter().take(ROOM) {
        let mut layers = fan_layer(played, "simulated", metric, 1.0);
        layers.push(Layer::Points {
            label: "published".to_owned(),
            x: X::Dates(series.values.keys().map(|day| day.0).collect()),
            values: series.values.values().copied().collect(),
        });
        let unit = format!("{}, log scale", metric_unit(played, metric));
        let mut panel = panel(played, metric, &unit, layers);
        panel.scale = Scale::Log;
        panels.push(panel);
    }
    let sources: Vec<&str> = observed.values().map(|series| series.source.as_str()).collect();
    let mechanism =
        format!("Points: published ({}). {}", sources.join("; "), captions::bands(played));
    let finding = super::gap::sentence(played)?;
    Some(chart(played, "observed", finding, &mechanism, panels))
}
