//! The two charts of a device: what it can compute, and how its day goes.

use std::fs;
use std::path::Path;

use hardware_models::Device;
use reports::files::write_atomically;

use super::{day, roofline};
use crate::failure::Failure;

/// Writes both charts into a folder, as SVG, PNG and the CSV behind them, and says so.
pub fn write(name: &str, device: &Device, folder: &Path) -> Result<Vec<String>, Failure> {
    let unusable = |error: std::io::Error| {
        let message = format!("--out {}: cannot be made ({error})", folder.display());
        Failure::Usage(format!("{message}; name another folder"))
    };
    fs::create_dir_all(folder).map_err(unusable)?;
    let stem = stem(name);
    let mut lines = Vec::new();
    let file = |name: &str, bytes: &[u8]| write_atomically(&folder.join(name), bytes);
    match roofline::chart(&stem, device) {
        Ok(chart) => {
            file(&format!("{}.svg", chart.name), chart.to_svg().as_bytes())?;
            file(&format!("{}.png", chart.name), &chart.to_png()?)?;
            file(&format!("{}.csv", chart.name), &chart.to_table().to_csv()?)?;
            lines.push(written(folder, &chart.name, &chart.title));
        }
        Err(reason) => lines.push(format!("no roofline: {reason}")),
    }
    let day = day::chart(&stem, device);
    let chart = day.chart();
    file(&format!("{}.svg", day.name), chart.to_svg().as_bytes())?;
    file(&format!("{}.png", day.name), &chart.to_png()?)?;
    file(&format!("{}.csv", day.name), &day.to_table().to_csv()?)?;
    lines.push(written(folder, &day.name, &day.title));
    Ok(lines)
}

fn written(folder: &Path, name: &str, title: &str) -> String {
    format!("{}/{name}.svg (.png, .csv): {title}", folder.display())
}

/// The name of a device as the beginning of a file's: `gpu/rtx-4090` becomes `gpu-rtx-4090`.
fn stem(name: &str) -> String {
    let own = Path::new(name).file_stem().filter(|_| name.ends_with(".yaml"));
    own.map_or(name.to_owned(), |stem| stem.to_string_lossy().into_owned()).replace('/', "-")
}
