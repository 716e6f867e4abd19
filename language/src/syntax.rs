//! This file is about the YAML library's own errors, said so that a writer of a page can mend them.

use std::sync::Arc;

use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::{Error, ExternalMessageSource, Location};

use crate::fault::Fault;
use crate::tree::{Place, Source};

/// How many values a file may hold, those that aliases repeat included.
pub(crate) const VALUES_MAX: usize = 50_000;
/// How many maps and lists may lie inside each other.
pub(crate) const DEPTH_MAX: usize = 64;

/// The fault that an error of the library stands for; `text` is what it was given to read, which
/// has the places of `source`.
pub(crate) fn fault(error: &Error, text: &str, source: &Arc<Source>) -> Fault {
    let at = error.location().map_or(0, |location| byte_of(text, location));
    let kind = kind_of(error);
    let open = open_bracket(&text[..at]);
    let at = match (kind, open) {
        // The library complains where the file ends; the bracket is where one looks.
        (Some(ErrorKind::UnclosedFlowCollection { .. }), Some(open)) => open,
        // And it complains of the word beside a tab.
        (Some(kind), _) if is_about_tabs(kind) => {
            let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
            text[line..].find('\t').map_or(at, |tab| line + tab)
        }
        _ => at,
    };
    let end = text[at..].chars().next().filter(|c| *c != '\n').map_or(at, |c| at + c.len_utf8());
    let place = Place { source: source.clone(), start: at, end };
    let (message, help) = words(error, kind);
    let fault = Fault::new(&place, message);
    match open.filter(|&open| open < at && is_about_brackets(kind)) {
        Some(open) => {
            let bracket = &text[open..=open];
            let before = Place { source: source.clone(), start: open, end: open + 1 };
            let (line, column) = before.line_and_column();
            fault.help(format!("the `{bracket}` in line {line}, column {column} is still open"))
        }
        None if help.is_empty() => fault,
        None => fault.help(help),
    }
}

/// The byte at a line and column, which the library gives even where it gives no byte.
fn byte_of(text: &str, location: Location) -> usize {
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text[start..].split('\n').next().unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

fn kind_of(error: &Error) -> Option<&ErrorKind> {
    match error {
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => Some(error.kind()),
            _ => None,
        },
        Error::AliasError { error, .. } => kind_of(error),
        _ => None,
    }
}

fn is_about_tabs(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(
        kind,
        K::TabNotAllowed
            | K::TabInBlockIndentation
            | K::TabInIndentation
            | K::TabInPlainScalar
            | K::TabAtBlockScalarStart
    )
}

fn is_about_brackets(kind: Option<&ErrorKind>) -> bool {
    use ErrorKind as K;
    matches!(
        kind,
        Some(
            K::UnexpectedEofFlowSequence
                | K::UnexpectedEofFlowMapping
                | K::UnexpectedEofImplicitFlowMapping
                | K::ExpectedFlowMappingSeparator
                | K::ExpectedFlowSequenceSeparator
                | K::InvalidFlowScalarIndent
                | K::InvalidColonPlacement
        )
    )
}

/// What is wrong and what would be right.
fn words(error: &Error, kind: Option<&ErrorKind>) -> (String, String) {
    use ErrorKind as K;
    if let Some(kind) = kind {
        let (message, help) = match kind {
            kind if is_about_tabs(kind) => ("there is a tab here", "indent with spaces"),
            K::ExpectedFlowMappingSeparator
            | K::UnexpectedEofFlowMapping
            | K::UnexpectedEofImplicitFlowMapping => ("a `,` or a `}` is missing here", ""),
            K::ExpectedFlowSequenceSeparator | K::UnexpectedEofFlowSequence => {
                ("a `,` or a `]` is missing here", "")
            }
            K::UnclosedFlowCollection { .. } => ("this bracket is never closed", ""),
            K::MisplacedFlowCollectionEnd | K::MismatchedFlowCollectionEnd { .. } => {
                ("this bracket closes none that is open", "every `{` needs a `}`, every `[` a `]`")
            }
            K::UnclosedQuotedScalar => {
                ("a quote is never closed", "end the text with the quote it begins with")
            }
            K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => (
                "there is more text after the closing quote",
                "write a quote inside quotes as '' or as \\\"",
            ),
            K::UnknownQuotedScalarEscape => {
                ("`\\` begins no escape that is known", "write \\\\, or use single quotes")
            }
            K::MappingValueNotAllowed | K::InvalidColonPlacement => (
                "a `:` does not belong here",
                "indent the keys of one map alike; put text that holds `: ` in quotes",
            ),
            K::InvalidIndentation
            | K::ExpectedDocumentStart
            | K::ExpectedNodeContent
            | K::CommentInterceptedScalar
            | K::UnexpectedEofBlockMapping
            | K::UnexpectedEofBlockSequence
            | K::ExpectedBlockMappingKey
            | K::SimpleKeyExpected
            | K::InvalidSimpleKey
            | K::ExpectedBlockSequenceEntry => (
                "this line is neither a key with its value nor an item of a list",
                "write `key: value` or `- item`, and indent those of one map or list alike",
            ),
            K::BlockEntryInFlowCollection
            | K::BlockSequenceEntryNotAllowed
            | K::InvalidBlockEntryWhitespace => (
                "a `-` does not belong here",
                "write items as [a, b], or each as `- item` in a line of its own",
            ),
            K::UnexpectedCharacter { .. }
            | K::PlainScalarStartsWithDashFlowIndicator
            | K::MappingKeyNotAllowed
            | K::MissingAnchorOrAliasName
            | K::InvalidBlockScalarHeader => {
                ("no value begins with this character", "put the text in quotes")
            }
            K::CommentNotSeparated => (
                "a space is missing before the `#`",
                "write one, or put text that holds a `#` in quotes",
            ),
            K::RecursionLimitExceeded => return too_deep(),
            other => return (other.to_string(), String::new()),
        };
        return (message.to_owned(), help.to_owned());
    }
    match error.without_snippet() {
        Error::AliasError { error, .. } => words(error, None),
        Error::UnknownAnchor { .. } => (
            "there is nothing of this name to repeat".to_owned(),
            "`*name` repeats what `&name` marks; put text that begins with `*` in quotes"
                .to_owned(),
        ),
        Error::NullIntoString { .. } => (
            "a key is missing here".to_owned(),
            "write `key: value`; put a key that is called null or ~ in quotes".to_owned(),
        ),
        Error::Unexpected { expected: "string scalar", .. } => {
            ("a key is a single word".to_owned(), "write `key: value`".to_owned())
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            ("this repeats what it lies in".to_owned(), "write out what is meant".to_owned())
        }
        Error::MultipleDocuments { .. } => (
            "a second document begins here".to_owned(),
            "keep one, without the line `---` between them".to_owned(),
        ),
        Error::Budget { breach: serde_yaml::budget::BudgetBreach::Depth { .. }, .. } => too_deep(),
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => (
            format!("the file has grown to more than {VALUES_MAX} values here"),
            "each alias `*name` counts for all that it repeats; long series belong in a CSV file"
                .to_owned(),
        ),
        other => {
            let text = other.to_string();
            let message = text.split(" at line ").next().unwrap_or_default();
            (message.to_owned(), String::new())
        }
    }
}

fn too_deep() -> (String, String) {
    let message = format!("more than {DEPTH_MAX} maps and lists lie inside each other");
    (message, "no key of a scenario lies so deep".to_owned())
}

/// The innermost bracket that is open where a text ends; quotes and comments are passed over.
fn open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let (mut quote, mut in_comment, mut last) = (None, false, ' ');
    for (at, c) in text.char_indices() {
        let begins = last.is_whitespace() || "[{,:".contains(last);
        match (quote, c) {
            _ if in_comment => in_comment = c != '\n',
            (Some(mark), _) => quote = Some(mark).filter(|mark| *mark != c || last == '\\'),
            (None, '"' | '\'') if begins => quote = Some(c),
            (None, '#') if last.is_whitespace() => in_comment = true,
            (None, '{' | '[') if begins || !open.is_empty() => open.push(at),
            (None, '}' | ']') => drop(open.pop()),
            _ => {}
        }
        last = c;
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    fn told(text: &str) -> String {
        let faults = yaml::parse("t.yaml", text).expect_err("is wrong");
        let fault = &faults.list()[0];
        let (line, column) = fault.place.line_and_column();
        let help = fault.help.as_deref().unwrap_or_default();
        format!("{line}:{column}: {}; {help}", fault.message)
    }

    #[test]
    fn a_bracket_that_stays_open_is_named_with_its_place() {
        assert_eq!(
            told("a: { b: 1\nc: 2\n"),
            "2:2: a `,` or a `}` is missing here; the `{` in line 1, column 4 is still open"
        );
        assert_eq!(told("a: { b: \"}\" # }\n"), "1:4: this bracket is never closed; ");
    }

    #[test]
    fn brackets_in_quotes_and_comments_do_not_count() {
        assert_eq!(open_bracket("a: '{' # {\nb: { c: [1, 2]"), Some(14));
        assert_eq!(open_bracket("a: [\"\\\"]\"]"), None);
    }

    #[test]
    fn a_tab_is_marked_where_it_stands() {
        assert_eq!(told("a:\n  b: c\n\td: 1\n"), "3:1: there is a tab here; indent with spaces");
    }

    #[test]
    fn places_count_characters_and_not_bytes() {
        assert_eq!(
            told("ä: 1\nö: \"ü\" ß\n"),
            "2:8: there is more text after the closing quote; \
             write a quote inside quotes as '' or as \\\""
        );
    }
}
