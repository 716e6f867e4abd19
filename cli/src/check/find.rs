//! Which files are scenarios: those that are named, and those in the folders that are named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use language::yaml;

use super::baseline;
use crate::failure::Failure;
use crate::input;

/// The scenarios under some paths, and what else was there.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    /// The scenarios: each with the path under which it was named or found, in order.
    pub scenarios: Vec<PathBuf>,
    /// Files of folders that are no scenarios, and what they are.
    pub skipped: Vec<(PathBuf, &'static str)>,
}

/// Keys that every scenario has at the top, and no other file of ours.
const KEYS: [&str; 2] = ["run", "token"];

/// How the list of all keys begins, which shows kinds beside each other and cannot be played.
const LIST_OF_KEYS: &str = "# Every key that a scenario may have";

/// Finds the scenarios: files as they are named, and in folders every `.yaml` file that is one.
///
/// # Errors
/// A path that is not there, a folder that cannot be read or that holds no scenario.
pub fn scenarios(paths: &[PathBuf]) -> Result<Found, Failure> {
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        let wrong = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
        if !path.exists() {
            return Err(wrong(format!("there is no such file or folder{}", input::beside(path))));
        }
        let mut files = vec![path.clone()];
        if path.is_dir() {
            files = below(path)?;
            // A baseline beside its scenario is no file that was left out.
            let own: BTreeSet<PathBuf> = files.iter().map(|file| baseline::path(file)).collect();
            files.retain(|file| !own.contains(file));
            files.retain(|file| match other(file) {
                Some(reason) => {
                    found.skipped.push((tidy(file), reason));
                    false
                }
                None => true,
            });
            if files.is_empty() {
                return Err(wrong("there is no scenario in this folder".to_owned()));
            }
        }
        files.retain(|file| seen.insert(fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
        found.scenarios.extend(files.iter().map(|file| tidy(file)));
    }
    Ok(found)
}

/// A path without the `./` before it, as services name files.
pub fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

/// The `.yaml` and `.yml` files below a folder, in the order of their names; hidden ones are left alone.
fn below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unread = |error| Failure::Usage(format!("{}: cannot be read ({error})", folder.display()));
    let mut entries: Vec<_> =
        fs::read_dir(folder).and_then(Iterator::collect::<Result<_, _>>).map_err(unread)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.path();
        // A link to a folder may lead back to where we are.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        } else if is_folder {
            files.append(&mut below(&path)?);
        } else if path.is_file()
            && path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
        {
            files.push(path);
        }
    }
    Ok(files)
}

/// What a file of a folder is, if it is no scenario.
fn other(path: &Path) -> Option<&'static str> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.ends_with(baseline::ENDING) {
        return Some("a baseline without its scenario");
    }
    if name.ends_with(".yml") {
        return Some("not looked at: the name of a scenario ends in .yaml");
    }
    if name == "scenario.resolved.yaml" {
        return Some("what a run wrote");
    }
    // What cannot be read is told where it is loaded.
    let text = input::text(path).ok()?;
    if text.starts_with(LIST_OF_KEYS) {
        return Some("the list of all keys");
    }
    let is_scenario = match yaml::parse(&name, &text) {
        Ok(tree) => KEYS.iter().any(|key| tree.get(key).is_some()),
        // What is meant as a scenario is told that it is none, not left out.
        Err(_) => KEYS.iter().any(|key| text.contains(&format!("{key}:"))),
    };
    (!is_scenario).then_some("no scenario: it has neither `run:` nor `token:`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        folder
    }

    #[test]
    fn scenarios_are_found_in_order_and_others_are_told_from_them() {
        let folder = folder(&[
            ("b.yaml", "token: {}\n"),
            ("a/z.yaml", "run: {}\n"),
            ("a/broken.yaml", "run: {\n"),
            ("a/z.baseline.yaml", "baseline: 1\n"),
            ("a/y.baseline.yaml", "baseline: 1\n"),
            ("a/scenario.resolved.yaml", "run: {}\n"),
            ("a/device.yaml", "class: ring\n"),
            ("a/keys.yaml", "# Every key that a scenario may have: …\nrun: {}\n"),
            ("a/notes.txt", "run: {}\n"),
            ("a/other.yml", "run: {}\n"),
            ("a/flow.yaml", "{run: {start: 2026-01-01\n"),
            ("a/chart.yaml", "{{ values }}: {\n"),
            (".hidden/c.yaml", "run: {}\n"),
        ]);
        let root = folder.path().to_owned();
        let found = scenarios(&[root.clone(), root.join("b.yaml")]).expect("there are some");
        let names =
            ["a/broken.yaml", "a/flow.yaml", "a/z.yaml", "b.yaml"].map(|name| root.join(name));
        assert_eq!(found.scenarios, names);
        let skipped: Vec<_> = found.skipped.iter().map(|(_, reason)| *reason).collect();
        let reasons = [
            "no scenario: it has neither `run:` nor `token:`",
            "no scenario: it has neither `run:` nor `token:`",
            "the list of all keys",
            "not looked at: the name of a scenario ends in .yaml",
            "what a run wrote",
            "a baseline without its scenario",
        ];
        assert_eq!(skipped, reasons);
    }

    #[test]
    fn a_path_without_a_scenario_is_refused() {
        let folder = folder(&[("device.yaml", "class: ring\n")]);
        let told = |path: PathBuf| match scenarios(&[path]) {
            Err(Failure::Usage(text)) => text,
            other => panic!("{other:?}"),
        };
        assert!(told(folder.path().to_owned()).ends_with("there is no scenario in this folder"));
        let near = told(folder.path().join("devise.yaml"));
        assert!(near.ends_with("no such file or folder; did you mean `device.yaml`?"), "{near}");
    }
}
