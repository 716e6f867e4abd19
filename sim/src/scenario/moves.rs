//! Which rules of emission an amendment writes elsewhere, so that they keep what they know.

use language::tree::Node;

use crate::memory::Move;
use crate::world::Moves;

/// Keys below which something is remembered that is worth more than a part of a base unit.
const REMEMBER: [&str; 11] = [
    "base_fee",
    "bonding",
    "buy_back",
    "capped",
    "disinflation",
    "filecoin_reward",
    "oracle",
    "pool",
    "steered",
    "vault",
    "vault_waterfall",
];

/// The keys that lead to a node.
type Path<'a> = Vec<&'a str>;

/// What of the rules before is written elsewhere in the rules after.
pub(super) fn between(before: &Node, after: &Node) -> Moves {
    let moved = |root, names| moved(&paths(before, root), &paths(after, root), names);
    Moves {
        schedule: moved("emission.schedule", 0),
        burn: moved("emission.burn", 0),
        // A part that is paid first remembers by its name, and its schedule below `most`.
        split: moved("emission.split.first", 2),
    }
}

/// Each kind that is gone from where it was, and the first of the same kind that is new elsewhere.
fn moved(old: &[Path], new: &[Path], names: usize) -> Vec<Move> {
    let mut come: Vec<&Path> = new.iter().filter(|path| !old.contains(path)).collect();
    let mut moves = Vec::new();
    for from in old.iter().filter(|path| !new.contains(path)) {
        if let Some(at) = come.iter().position(|to| to.last() == from.last()) {
            let to = parts(come.remove(at), names);
            moves.push(Move { from: parts(from, names), to });
        }
    }
    moves
}

/// The parts of a memory that a path leads through: the first names, and then each key that stands
/// below a kind and is no kind.
fn parts(path: &[&str], names: usize) -> Vec<String> {
    let is_part = |at: usize| at < names || (at - names) % 2 == 1;
    let parts = path.iter().enumerate().filter(|(at, _)| is_part(*at));
    parts.map(|(_, key)| (*key).to_owned()).collect()
}

/// The paths below a root to all that is remembered.
fn paths<'a>(tree: &'a Node, root: &str) -> Vec<Path<'a>> {
    let mut found = Vec::new();
    if let Some(node) = tree.at(root) {
        walk(node, &mut Vec::new(), &mut found);
    }
    found
}

fn walk<'a>(node: &'a Node, path: &mut Path<'a>, found: &mut Vec<Path<'a>>) {
    for (key, below) in node.entries() {
        path.push(&key.name);
        if REMEMBER.contains(&key.name.as_str()) {
            found.push(path.clone());
        }
        walk(below, path, found);
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moves(before: &str, after: &str) -> Moves {
        let [before, after] = [before, after].map(|text| {
            language::yaml::parse("a.yaml", text).unwrap_or_else(|fault| panic!("{fault}"))
        });
        between(&before, &after)
    }

    fn told(moves: &[Move]) -> Vec<(String, String)> {
        moves.iter().map(|rule| (rule.from.join(" "), rule.to.join(" "))).collect()
    }

    #[test]
    fn by_hand() {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let found = moves(
            "emission: { burn: { vault: {} } }",
            "emission: { burn: { sum: { credits: { vault: {} } } } }",
        );
        assert_eq!(told(&found.burn), [pair("", "credits")]);
        let found = moves(
            "emission: { schedule: { capped: { schedule: { pool: {} } } } }",
            "emission: { schedule: { sum: { a: { capped: { schedule: { pool: {} } } }, b: { pool: {} } } } }",
        );
        assert_eq!(told(&found.schedule), [pair("", "a"), pair("schedule", "a schedule")]);
        let found = moves(
            "emission: { burn: { burn_and_mint: { oracle: {} } } }",
            "emission: { burn: { sum: { use: { burn_and_mint: { oracle: {} } } } } }",
        );
        assert_eq!(told(&found.burn), [pair("oracle", "use oracle")]);
        let found = moves(
            "emission: { split: { first: { a: { most: { pool: {} } } } } }",
            "emission: { split: { first: { a: { most: { scaled: { schedule: { pool: {} } } } } } } }",
        );
        assert_eq!(told(&found.split), [pair("a most", "a most schedule")]);
    }

    #[test]
    fn what_stays_and_what_ends_does_not_move() {
        let none = moves(
            "emission: { burn: { vault: {} }, schedule: { pool: {} } }",
            "emission: { burn: { vault: {} }, schedule: { capped: {} } }",
        );
        assert_eq!((told(&none.burn), told(&none.schedule)), (vec![], vec![]));
    }
}
