//! `aipin hardware`: what devices there are, what is known of one, and what it does on a model.

mod always_on;
mod answer;
mod asked;
mod charts;
mod day;
mod economics;
mod estimate;
mod fitting;
mod list;
mod numbers;
pub mod quantities;
mod roofline;
mod show;
mod subject;
mod task_answer;

use std::borrow::Cow;
use std::path::Path;

use hardware_models::{Device, catalogue};

use crate::failure::Failure;
use crate::input;

/// Look at the catalogue of devices, and ask what one does on an AI model.
#[derive(Debug, clap::Subcommand)]
pub enum Arguments {
    /// All devices and AI models, one a line.
    List(list::Arguments),
    /// One device: every number with its source and how sure it is, and its speeds.
    Show(show::Arguments),
    /// How fast a device runs a model, what energy and money a token takes, and when it pays back.
    Estimate(Box<estimate::Arguments>),
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    match arguments {
        Arguments::List(arguments) => list::run(arguments),
        Arguments::Show(arguments) => show::run(arguments),
        Arguments::Estimate(arguments) => estimate::run(arguments),
    }
}

/// A device of the catalogue by its name, or one of the user's own by the path of its file.
fn device(name: &str) -> Result<Cow<'static, Device>, Failure> {
    if name.ends_with(".yaml") {
        return input::device(Path::new(name)).map(Cow::Owned);
    }
    let found = catalogue::device(name).map(Cow::Borrowed);
    found.map_err(|unknown| Failure::Usage(unknown.to_string()))
}
