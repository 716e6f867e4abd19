//! Finding the page that somebody asks for.

use language::fault::nearest;

use super::page::Page;
use crate::failure::Failure;

/// What was asked for.
pub enum Found<'a> {
    /// One page, and others of the same name.
    One(&'a Page, Vec<&'a Page>),
    /// As many are likely.
    Several(Vec<&'a Page>),
}

/// Finds the page of a word, of a path, or of the end of one.
pub fn find<'a>(asked: &str, pages: &'a [Page]) -> Result<Found<'a>, Failure> {
    let wanted = asked.trim().to_lowercase().replace('-', "_");
    let of = |is_it: fn(&str, &str) -> bool| -> Vec<&Page> {
        let is_it = |page: &&Page| page.paths.iter().any(|path| is_it(path, &wanted));
        pages.iter().filter(is_it).collect()
    };
    let exact = of(is_path);
    let ending = of(ends_with);
    let Some(rank) = ending.iter().map(|page| page.rank()).min() else {
        return Err(Failure::Usage(unknown(asked, &wanted, pages)));
    };
    let likely = ending.iter().copied().filter(|page| page.rank() == rank);
    let likely: Vec<&Page> = if exact.is_empty() { likely.collect() } else { exact };
    match likely[..] {
        [page] => {
            let others = ending.into_iter().filter(|other| !std::ptr::eq(*other, page));
            Ok(Found::One(page, others.collect()))
        }
        _ => Ok(Found::Several(ending)),
    }
}

fn is_path(path: &str, wanted: &str) -> bool {
    path == wanted || plain(path).join(".") == wanted.replace("[]", "")
}

/// Whether a path ends so: with names of the author's own in their places, or without them.
fn ends_with(path: &str, wanted: &str) -> bool {
    let wanted: Vec<&str> = wanted.split('.').map(|part| part.trim_end_matches("[]")).collect();
    let all: Vec<&str> = path.split('.').map(|part| part.trim_end_matches("[]")).collect();
    let fits = |(part, asked): (&&str, &&str)| part == asked || part.starts_with('<');
    let ends_in_place = wanted.len() > 1
        && all.len() >= wanted.len()
        && all[all.len() - wanted.len()..].iter().zip(&wanted).all(fits);
    ends_in_place || plain(path).ends_with(&wanted)
}

/// The words of a path that are not the author's own.
fn plain(path: &str) -> Vec<&str> {
    let parts = path.split('.').map(|part| part.trim_end_matches("[]"));
    parts.filter(|part| !part.starts_with('<')).collect()
}

fn unknown(asked: &str, wanted: &str, pages: &[Page]) -> String {
    let paths = || pages.iter().flat_map(|page| page.paths.iter().map(String::as_str));
    let names: Vec<&str> = match wanted.contains('.') {
        true => paths().collect(),
        false => pages.iter().map(|page| page.name.as_str()).collect(),
    };
    let hint = nearest(wanted, &names);
    let hint = hint.map_or(String::new(), |name| format!("did you mean `{name}`? "));
    format!("a scenario has no `{asked}`; {hint}`aipin explain` lists all kinds")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_by_its_end_with_or_without_names() {
        let path = "demand.<name>.training.method";
        for wanted in
            ["method", "training.method", "demand.training.method", "demand.x.training.method"]
        {
            assert!(ends_with(path, wanted), "{wanted}");
        }
        for wanted in ["training", "x.method", "thod", "work.demand.training.method"] {
            assert!(!ends_with(path, wanted), "{wanted}");
        }
        assert!(ends_with("emission.missed[]", "missed"));
        assert!(is_path("token.allocation.<name>", "token.allocation"));
    }
}
