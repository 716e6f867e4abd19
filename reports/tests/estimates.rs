//! Keeps the picture of `docs/hardware/estimates.md` in step with the factors and the published
//! rows. After a change: `BLESS=1 cargo test -p reports --test estimates`.

use std::fs;

use hardware_models::Class;
use hardware_models::fit::{self, Pair, Phase, quantile};
use hardware_models::measurements::language;
use reports::{Scatter, ScatterGroup, ScatterPanel};

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/hardware/estimates.svg");
const REFRESH: &str = "BLESS=1 cargo test -p reports --test estimates";

fn pairs(phase: Phase, class: Option<Class>) -> Vec<Pair> {
    let rows = language().iter().filter(|row| class.is_none_or(|c| row.machine.class == c));
    rows.filter_map(|row| fit::pair(row, phase, true)).collect()
}

fn panel(title: &str, phase: Phase) -> ScatterPanel {
    let classes = Class::ALL.iter().enumerate();
    let groups = classes.filter_map(|(hue, &class)| {
        let pairs = pairs(phase, Some(class));
        let points = pairs.iter().map(|pair| (pair.measured, pair.estimated)).collect();
        let label = class.label().to_owned();
        (!pairs.is_empty()).then_some(ScatterGroup { label, hue, points })
    });
    let title = format!("{title}, n = {}", pairs(phase, None).len());
    ScatterPanel { title, unit: "tokens/s".into(), groups: groups.collect() }
}

fn picture() -> Scatter {
    let errors = |phase| pairs(phase, None).iter().map(Pair::error).collect::<Vec<_>>();
    let (decode, prefill) = (errors(Phase::Decode), errors(Phase::Prefill));
    let median = |errors: &[f64]| quantile(errors, 0.5) * 100.0;
    let left_out = |phase| {
        let pairs = language().iter().filter_map(|row| fit::left_out(language(), row, phase));
        pairs.map(|pair| pair.error()).collect::<Vec<_>>()
    };
    let (decode_left_out, prefill_left_out) = (left_out(Phase::Decode), left_out(Phase::Prefill));
    let within = decode.iter().filter(|error| **error <= 0.2).count();
    let title = format!(
        "{within} of {} published decode speeds are estimated to within 20 %, by two numbers a class and runtime",
        decode.len()
    );
    let caption = format!(
        "A dot is a published measurement of a language model on a device, with the runtime stated. \
         Median error {:.0} % decoding (n = {}) and {:.0} % reading prompts (n = {}); {:.0} % (n = {}) \
         and {:.0} % (n = {}) where the device is left out of the fit. Decoding reads all weights for \
         each token, so bandwidth sets it; a prompt is arithmetic, so peak speed does. \
         Small models lie lower than these alone would say, because launching layers takes a fixed \
         time. Dashed lines are a factor of two off; the dot far above the line is a 1.1B model \
         through Vulkan on an RTX 4090.",
        median(&decode),
        decode.len(),
        median(&prefill),
        prefill.len(),
        median(&decode_left_out),
        decode_left_out.len(),
        median(&prefill_left_out),
        prefill_left_out.len()
    );
    let alt = "Dots of nine classes of devices along the diagonal of equal values, from 1 to 800 \
               tokens per second decoding and from 20 to 20,000 reading prompts."
        .to_owned();
    let panels = vec![panel("Decoding", Phase::Decode), panel("Reading prompts", Phase::Prefill)];
    Scatter { title, caption, alt, panels, factor: 2.0 }
}

#[test]
fn the_picture_of_estimates_is_in_step() {
    let wanted = picture().to_svg();
    let committed = fs::read_to_string(PICTURE).unwrap_or_default().replace("\r\n", "\n");
    if committed == wanted {
        return;
    }
    if std::env::var("BLESS").is_ok_and(|bless| bless == "1") {
        fs::write(PICTURE, wanted).unwrap_or_else(|error| panic!("{PICTURE}: {error}"));
        return;
    }
    panic!("{PICTURE} is out of step with the code; refresh it: {REFRESH}");
}
