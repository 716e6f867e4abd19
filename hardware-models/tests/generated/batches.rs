//! What a batch changes: measured, and by the roofline.

use hardware_models::energy::{WALL_PER_CARD_WATT, usd_per_million_tokens};
use hardware_models::estimate::{BATCHED_RANGE, on_machine};
use hardware_models::measurements::{BatchRow, batches, language};
use hardware_models::{Estimate, Load, Machine, device, estimate, model};

use super::table::{short, signed, table};

/// What households pay in the world \[USD/kWh\], secondary: globalpetrolprices.
const USD_PER_KWH: f64 = 0.165;
/// Idle and highest power of an H100 \[W\].
const H100_WATTS: [f64; 2] = [70.0, 700.0]; // estimate: a tenth; recalled: the vendor's limit

pub fn section() -> String {
    format!(
        "## Batching decides the margin\n\n{}\n### Serving many at once\n\n\
Nothing here was fitted: the shares are those of single streams by llama.cpp, held against servers with vLLM, which also read prompts and schedule.\n\
Contexts are taken to be 512 tokens. The batch is the largest that a server allowed; how full it was is not published. A server with few requests\n\
waits for them, so these errors mix the roofline with how busy the servers were, most of all on the A100. So the range of an estimate with more\n\
than one sequence is at least {} to {} times its middle: all rows with a batch but those of the A100 lie within.\n\n{}",
        margin(),
        BATCHED_RANGE[0],
        BATCHED_RANGE[1],
        served()
    )
}

fn of(row: &BatchRow) -> Estimate {
    let cards = (row.machine.bytes_per_second.unwrap_or_default() / 3_350e9).round();
    let machine = Machine {
        idle_and_active_watts: Some(H100_WATTS.map(|watts| watts * cards)),
        ..row.machine
    };
    let load = Load { batch: row.batch, ..Load::default() };
    on_machine(&machine, &row.weights, load).expect("no memory is stated, so it fits")
}

/// A card at home with one request beside a data centre's with many.
fn margin() -> String {
    let mut rows = Vec::new();
    let mut add =
        |name: &str, ai_model: &str, measured: Option<f64>, estimated: Option<f64>, wall: f64| {
            let [measured, estimated] = [measured, estimated].map(|joules| {
                joules.map_or(["—".to_owned(), "—".to_owned()], |joules| {
                    let cost = usd_per_million_tokens(joules * wall, USD_PER_KWH);
                    [short(joules * wall), format!("{cost:.4}")]
                })
            });
            let mut cells = vec![name.to_owned(), ai_model.to_owned()];
            cells.extend(measured.into_iter().chain(estimated));
            rows.push(cells);
        };
    let card = device("gpu/rtx-4090").expect("it is in the catalogue");
    let at_home = |ai_model: &str, batch: u32| {
        let model = model(ai_model).expect("it is in the catalogue");
        let load = Load { batch, ..Load::default() };
        estimate(card, model, "q4_k_m", load).ok().and_then(|made| Some(made.joules_per_token?.mid))
    };
    let measured = |ai_model: &str| {
        let own = language().iter().find(|row| {
            row.device == "RTX 4090 24GB" && row.model == ai_model && row.power_watts.is_some()
        });
        own.and_then(|row| Some(row.power_watts? / row.decode))
    };
    add(
        "RTX 4090 PC, one request",
        "Llama-3.2-3B Q4",
        measured("Llama-3.2-3B"),
        at_home("llama-3.2-3b", 1),
        1.0,
    );
    add("RTX 4090 PC, one request", "Llama-3.1-8B Q4", None, at_home("llama-3.1-8b", 1), 1.0);
    add("RTX 4090 PC, 32 requests", "Llama-3.1-8B Q4", None, at_home("llama-3.1-8b", 32), 1.0);
    add(
        "RTX 4090 PC, one request",
        "R1-distill-14B Q4",
        measured("DeepSeek-R1-Distill-14B"),
        at_home("r1-distill-qwen-14b", 1),
        1.0,
    );
    for row in batches().iter().filter(|row| row.device.contains("H100")) {
        let name = format!("{}, {} requests", row.device, row.batch);
        let joules = row.power_watts.map(|watts| watts / row.tokens_per_second);
        let made = of(row).joules_per_token.map(|joules| joules.mid);
        add(&name, &format!("{} 16-bit", row.model), joules, made, WALL_PER_CARD_WATT);
    }
    let one = at_home("llama-3.1-8b", 1).unwrap_or_default();
    let many = batches().iter().find(|row| row.batch == 512 && row.device == "H100");
    let many = many.map_or(1.0, |row| 688.0 / row.tokens_per_second * WALL_PER_CARD_WATT);
    let head =
        ["setup", "model", "J/token measured", "USD/Mtoken", "J/token estimated", "USD/Mtoken"];
    format!(
        "At {USD_PER_KWH} USD/kWh a token of an 8B model costs an RTX 4090 with one request at a time (estimate, {} J) {} times the electricity that it costs an\n\
H100 with 512 (measured, {} J with host and cooling). One request reads all weights for one token; 512 requests read them once for 512 tokens. Joules\n\
are at the wall: measured for the PC, {WALL_PER_CARD_WATT} times the card's for the H100 (estimate).\n\n{}",
        short(one),
        short(one / many),
        short(many),
        table(&head, 2, &rows)
    )
}

fn served() -> String {
    let row = |row: &BatchRow| {
        let speed = of(row).decode_tokens_per_second.mid;
        let off = signed(speed / row.tokens_per_second - 1.0);
        let mut cells = vec![row.device.clone(), row.model.clone(), row.batch.to_string()];
        cells.extend([short(row.tokens_per_second), short(speed), off]);
        cells
    };
    let rows: Vec<_> = batches().iter().map(row).collect();
    table(&["cards", "model", "batch", "tokens/s measured", "estimate", "off"], 2, &rows)
}
