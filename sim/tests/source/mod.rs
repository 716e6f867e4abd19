//! The source of the crate, for the tests that read it.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages of a day, each a folder.
pub const STAGES: [&str; 6] = ["price", "demand", "work", "emission", "decisions", "market"];

/// A file of `src` by its path there, with its text.
pub struct File {
    /// Its path below `src`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// The stage in whose folder it is.
    pub fn stage(&self) -> Option<&str> {
        let folder = self.path.split('/').next()?;
        STAGES.into_iter().find(|&stage| stage == folder)
    }

    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The folder in which it is; empty for `src` itself.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Its lines without comments, with their numbers.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines.map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default()))
    }

    /// The text of its doc comments.
    pub fn docs(&self) -> String {
        let line = |line: &str| {
            let line = line.trim_start();
            let doc = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
            Some(format!("{}\n", doc.strip_prefix(' ').unwrap_or(doc)))
        };
        self.text.lines().filter_map(line).collect()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file of the crate, in order of their paths.
pub fn files() -> Vec<File> {
    let mut files = Vec::new();
    walk(&root(), &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(files.len() > 60, "only {} files were found", files.len());
    files
}

fn walk(folder: &Path, files: &mut Vec<File>) {
    for path in entries(folder) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = text(&path);
            let inside = path.strip_prefix(root()).expect("it is below the root");
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            files.push(File { path: parts.join("/"), text });
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the model reads no file, and this is about its files"
)]
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    entries.map(|entry| entry.expect("it can be read").path()).collect()
}

/// The text of a file.
#[expect(
    clippy::disallowed_methods,
    reason = "the model reads no file, and this is about its files"
)]
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Files of the stages that are no kinds, and what they are.
const NO_KINDS: &[(&str, &str)] = &[
    ("decisions/comeback.rs", "who comes back, for the loop over devices"),
    ("decisions/leave.rs", "who leaves, for the loop over devices"),
    ("decisions/maker/business.rs", "a maker's cash, and what comes in and goes out"),
    ("decisions/maker/line.rs", "a kind of device from the factory to those who wait for it"),
    ("decisions/mend.rs", "what owners do with the devices that broke"),
    ("decisions/moods.rs", "what owners expect and are inclined to"),
    ("decisions/needs.rs", "tokens that pay a cost, for the loop over devices"),
    ("decisions/operators.rs", "who owns several devices decides for all of them"),
    ("decisions/orders.rs", "who orders a device"),
    ("decisions/owners.rs", "the columns of the loop over devices"),
    ("decisions/resell.rs", "which idle devices are sold"),
    ("decisions/poach.rs", "what rivals take of the owners"),
    ("decisions/settle.rs", "the loop over devices of the decisions' systems"),
    ("decisions/terms.rs", "what that loop needs to know of a cohort"),
    ("demand/stock.rs", "what there is of data that come and age"),
    ("decisions/trade.rs", "what is paid, sold and staked, for the loop over devices"),
    ("emission/burn/books.rs", "what a vault owes and may mint again"),
    ("emission/controllers/decimal.rs", "numbers with 18 decimals"),
    ("emission/controllers/filecoin_base_fee.rs", "the arithmetic of a kind of fee"),
    ("emission/controllers/filecoin_premium_fee.rs", "the arithmetic of a kind of fee"),
    ("emission/locks/bonds.rs", "the collateral of a cohort's devices"),
    ("emission/locks/filecoin_fees.rs", "arithmetic of a chain; no rule of a scenario yet"),
    ("emission/locks/pledge.rs", "arithmetic of a chain; no rule of a scenario yet"),
    ("emission/locks/proof_fee.rs", "arithmetic of a chain; no rule of a scenario yet"),
    ("emission/locks/queue.rs", "what waits until it is free"),
    ("emission/locks/reward_vesting.rs", "arithmetic of a chain; no rule of a scenario yet"),
    ("emission/locks/steps.rs", "a length of time in equal steps"),
    ("emission/locks/tranches.rs", "locked pay by the time in which it was earned"),
    ("emission/network.rs", "what the rules of emission may look at"),
    ("emission/schedule/epoch.rs", "the grain of time in which a schedule mints"),
    ("emission/schedule/filecoin/exponential.rs", "the exponential function of Filecoin's chain"),
    ("emission/schedule/filecoin/reward.rs", "what an epoch of Filecoin's chain pays"),
    ("emission/schedule/filecoin/state.rs", "what the reward actor of Filecoin's chain keeps"),
    ("emission/schedule/period.rs", "what a schedule is asked about"),
    ("emission/schedule/rest.rs", "what rounding leaves over of a share"),
    ("emission/sharing/utility.rs", "what parts of a network were worth, by past rules"),
    ("market/flows/book.rs", "what a speculator has, orders and gets"),
    ("price/shock.rs", "all that can happen on known days"),
    ("work/answers.rs", "what customers make of the day's work"),
    ("work/cheats/deterrence.rs", "when cheating stops paying; no rule of a scenario"),
    ("work/cheats/written.rs", "how the cheats of a group are written"),
    ("work/check.rs", "who is caught faking work"),
    ("work/jobs.rs", "who gets the jobs"),
    ("work/outages/lost.rs", "what a pattern of outages takes from a step"),
    ("work/strike.rs", "the loop over devices whose end has come"),
    ("work/turn.rs", "when chance is asked of a device that stays as it is"),
    ("work/wake.rs", "the loop over devices of the work's systems"),
    ("work/wash.rs", "what owners buy of their own work"),
];

/// Whether a file is about a kind: an answer to the question of its folder.
pub fn is_kind(file: &File) -> bool {
    let is_other = ["mod.rs", "systems.rs"].contains(&file.name());
    file.stage().is_some() && !is_other && NO_KINDS.iter().all(|(path, _)| *path != file.path)
}
