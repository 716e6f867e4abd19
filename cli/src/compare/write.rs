//! The files of a comparison.

use reports::Picture;
use reports::compare::{self as report, Pair};

use crate::failure::Failure;
use crate::output::Output;

/// Writes everything but the manifest.
pub fn write(output: &mut Output, pair: &Pair, yaml: &[String; 2]) -> Result<(), Failure> {
    for (at, folder) in ["base", "proposal"].into_iter().enumerate() {
        output.scenario(folder, pair.loaded[at], &yaml[at])?;
    }
    output.table("changes", &report::changes(pair), true)?;
    output.table("differences", &report::differences(pair), true)?;
    output.table("winners", &report::winners(pair), true)?;
    let pictures = report::pictures(pair);
    pictures.iter().try_for_each(|picture| draw(output, picture))?;
    let page = report::page(pair, &pictures);
    output.file("report.md", page.to_markdown().as_bytes())?;
    output.file("report.html", page.to_html()?.as_bytes())
}

/// Writes a picture twice, and the numbers behind it.
fn draw(output: &mut Output, picture: &Picture) -> Result<(), Failure> {
    let name = picture.name();
    output.file(&format!("charts/{name}.svg"), picture.to_svg().as_bytes())?;
    output.file(&format!("charts/{name}.png"), &picture.to_png()?)?;
    output.file(&format!("charts/{name}.csv"), &picture.to_table().to_csv()?)
}
