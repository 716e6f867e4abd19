//! Tells the program from which commit it was built, where there is one, and gives it the presets.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// The scenarios that are presets, by the names of their files.
const PRESETS: &str = "../scenarios/replica";

fn main() -> io::Result<()> {
    println!("cargo:rustc-env=AIPIN_COMMIT={}", commit());
    println!("cargo:rerun-if-changed=../.git/HEAD");
    println!("cargo:rerun-if-changed={PRESETS}");
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(folder.join("presets.rs"), presets(Path::new(PRESETS))?)
}

fn commit() -> String {
    let output = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output();
    let commit = output.ok().filter(|output| output.status.success());
    let commit = commit.and_then(|output| String::from_utf8(output.stdout).ok());
    commit.map_or_else(|| "unknown".to_owned(), |text| text.trim().to_owned())
}

/// Rust code of all presets: their names and texts, in order of the names.
fn presets(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path().canonicalize()?;
        if path.extension().is_some_and(|ending| ending == "yaml") {
            files.push(path);
        }
    }
    files.sort_by_key(|path| path.file_stem().map(ToOwned::to_owned));
    let entry = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or_default();
        format!("({name:?}, include_str!({path:?})), ")
    };
    let entries: String = files.iter().map(entry).collect();
    Ok(format!("const PRESETS: &[(&str, &str)] = &[{entries}];"))
}
