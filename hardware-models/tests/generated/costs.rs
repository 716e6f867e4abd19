//! What a token costs in electricity, as measured.

use hardware_models::energy::{joules_per_token, usd_per_million_tokens};
use hardware_models::measurements::{batches, language};

use super::table::table;

/// Asia, the world and Europe \[USD/kWh\], secondary: globalpetrolprices.
const PRICES: [f64; 3] = [0.084, 0.165, 0.245];

pub fn section() -> String {
    let mut setups: Vec<(String, String, f64, &str)> = Vec::new();
    for row in language() {
        if let Some(watts) = row.power_watts {
            let at = if row.chip_power { "chip" } else { "wall" };
            let joules = joules_per_token(watts, row.decode);
            setups.push((row.device.clone(), row.model.clone(), joules, at));
        }
    }
    // verified: arXiv 2603.23640, row 109, whose bandwidth is not known
    setups.push(("RPi5 + Hailo-10H".into(), "Qwen2.5-1.5B".into(), 2.0 / 6.9, "chip"));
    for row in batches() {
        if let Some(watts) = row.power_watts {
            let name = format!("{}, batch {}", row.device, row.batch);
            setups.push((name, row.model.clone(), watts / row.tokens_per_second, "chip"));
        }
    }
    setups.sort_by(|a, b| a.2.total_cmp(&b.2));
    let row = |(device, model, joules, at): &(String, String, f64, &str)| {
        let mut cells =
            vec![device.clone(), model.clone(), (*at).to_owned(), format!("{joules:.3}")];
        let costs = PRICES.map(|price| usd_per_million_tokens(*joules, price));
        cells.extend(costs.map(|cost| format!("{cost:.3}")));
        cells
    };
    let rows: Vec<_> = setups.iter().map(row).collect();
    let head = [
        "setup",
        "model",
        "power of",
        "J/token",
        "USD/Mtoken at 0.084 USD/kWh",
        "at 0.165",
        "at 0.245",
    ];
    format!(
        "## What a token costs in electricity\n\n\
Measured watts ÷ measured tokens per second, at what households pay in Asia, in the world and in Europe. `wall` is the whole computer, `chip` the\n\
accelerator alone: a host and cooling add about half (estimate).\n\n{}",
        table(&head, 3, &rows)
    )
}
