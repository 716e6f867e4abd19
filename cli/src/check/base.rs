//! The scenarios as they were before: those of a folder, or of a revision of their repository.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::find;
use crate::failure::Failure;
use crate::output::is_inside;

/// Other versions of the scenarios under some paths.
pub struct Base {
    /// What the user calls them.
    pub name: String,
    /// Each path that was named, and where it is as it was.
    roots: Vec<(PathBuf, PathBuf)>,
    /// What was taken from a repository; it is removed in the end.
    _taken: Vec<TempDir>,
}

impl Base {
    /// The files of a folder, or of a revision of the repository that each path is in.
    ///
    /// # Errors
    /// No git, no repository, no such revision.
    pub fn open(name: &str, paths: &[PathBuf]) -> Result<Self, Failure> {
        let folder = Path::new(name);
        if folder.is_dir() {
            let roots =
                paths.iter().map(|path| (find::tidy(path), in_folder(folder, path))).collect();
            return Ok(Self { name: name.to_owned(), roots, _taken: Vec::new() });
        }
        let mut taken: BTreeMap<PathBuf, TempDir> = BTreeMap::new();
        let mut roots = Vec::new();
        for path in paths {
            let (top, rest) = place(name, path)?;
            if !taken.contains_key(&top) {
                taken.insert(top.clone(), files_of(name, &top)?);
            }
            roots.push((find::tidy(path), taken[&top].path().join(rest)));
        }
        Ok(Self { name: name.to_owned(), roots, _taken: taken.into_values().collect() })
    }

    /// Where a scenario is as it was; none if there was none.
    pub fn before(&self, path: &Path) -> Option<PathBuf> {
        self.roots.iter().find_map(|(root, before)| {
            let rest = path.strip_prefix(root).ok()?;
            let before =
                if rest.as_os_str().is_empty() { before.clone() } else { before.join(rest) };
            before.is_file().then_some(before)
        })
    }

    /// Scenarios that there were and are no more, by the path at which they would be.
    pub fn gone(&self) -> Vec<PathBuf> {
        let mut gone = Vec::new();
        for (root, before) in self.roots.iter().filter(|(_, before)| before.is_dir()) {
            // A folder without a scenario has lost none.
            let found = find::scenarios(std::slice::from_ref(before)).unwrap_or_default();
            let rests = found.scenarios.iter().filter_map(|path| path.strip_prefix(before).ok());
            gone.extend(rests.map(|rest| root.join(rest)).filter(|path| !path.exists()));
        }
        gone
    }
}

/// Where a path is within a folder: there under the same name, or the folder stands for it.
fn in_folder(folder: &Path, path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let same = [is_inside(path).then(|| folder.join(path)), Some(folder.join(name))];
    let found = same.into_iter().flatten().find(|same| same.exists());
    found.unwrap_or_else(|| folder.to_owned())
}

/// The top of the repository that a path is in, and the path from there.
fn place(revision: &str, path: &Path) -> Result<(PathBuf, PathBuf), Failure> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let unread = |error| Failure::Usage(format!("{}: cannot be read ({error})", path.display()));
    let top = git(folder, &["rev-parse", "--show-toplevel"], &[], "").map_err(|error| {
        let (path, message) = (path.display(), "is neither a folder nor a revision");
        Failure::Usage(format!(
            "--against {revision}: {message}: {path} is in no repository of git ({error})"
        ))
    })?;
    let top = fs::canonicalize(top.trim_end()).map_err(unread)?;
    let full = fs::canonicalize(path).map_err(unread)?;
    let rest = full.strip_prefix(&top).unwrap_or(&full).to_owned();
    Ok((top, rest))
}

/// The YAML files of a revision, in a folder of their own; neither the index nor the files of the
/// repository are touched.
fn files_of(revision: &str, top: &Path) -> Result<TempDir, Failure> {
    let wrong = |what: String| Failure::Usage(format!("--against {revision}: {what}"));
    let failed = |error| wrong(format!("its files cannot be taken ({error})"));
    let named = format!("{revision}^{{commit}}");
    let commit = git(top, &["rev-parse", "--verify", "--end-of-options", &named], &[], "")
        .map_err(|_| {
            let help = "a clone that is not deep knows few of them (`fetch-depth: 0` on GitHub)";
            wrong(format!("there is neither a folder nor a revision of that name; {help}"))
        })?;
    let retry = |error: std::io::Error| Failure::Retry(format!("no folder for --against: {error}"));
    let folder = tempfile::tempdir().map_err(retry)?;
    let index = [("GIT_INDEX_FILE", folder.path().join(".index"))];
    git(top, &["read-tree", commit.trim_end()], &index, "").map_err(failed)?;
    let names = git(top, &["ls-files", "-z", "--", "*.yaml"], &index, "").map_err(failed)?;
    let prefix = format!("--prefix={}/", folder.path().display());
    let checkout = ["checkout-index", "-z", "--stdin", &prefix];
    git(top, &checkout, &index, &names).map_err(failed)?;
    Ok(folder)
}

/// What git says; an error is what it complains of.
fn git(
    folder: &Path,
    arguments: &[&str],
    variables: &[(&str, PathBuf)],
    input: &str,
) -> Result<String, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).envs(variables.iter().cloned());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let unable = |error: std::io::Error| format!("git cannot be used: {error}");
    let mut child = command.spawn().map_err(unable)?;
    if let Some(mut stdin) = child.stdin.take() {
        // Git that ends before it has read all says itself why.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(unable)?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(said.lines().next().unwrap_or("git says nothing").to_owned())
        }
    }
}
