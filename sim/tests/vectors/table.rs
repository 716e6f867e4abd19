//! The table of what must come out.

use std::path::Path;

const TABLE: &str = include_str!("vectors.csv");

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its name.
    pub id: String,
    /// What it is about, with the numbers that it begins from.
    pub quantity: String,
    /// What must come out, as it is written.
    pub value: String,
    /// How far off it may be, as it is written.
    pub tolerance: String,
}

/// All rows.
pub fn rows() -> Vec<Row> {
    let row = |line: &str| {
        let cells = cells(line);
        let cell = |at: usize| cells[at].clone();
        Row { id: cell(0), quantity: cell(2), value: cell(4), tolerance: cell(5) }
    };
    TABLE.lines().skip(1).map(row).collect()
}

/// A row by its name.
pub fn row(id: &str) -> Row {
    let found = rows().into_iter().find(|row| row.id == id);
    found.unwrap_or_else(|| panic!("there is no row {id}"))
}

impl Row {
    /// The numbers in its value, in order: `12755 / 20000` has two.
    pub fn numbers(&self) -> Vec<f64> {
        numbers(&self.value)
    }

    /// The numbers in what it is about, in order.
    pub fn asked(&self) -> Vec<f64> {
        numbers(&self.quantity)
    }

    /// The number of its tolerance, without its unit.
    pub fn within(&self) -> f64 {
        numbers(&self.tolerance)[0]
    }

    /// Asserts that numbers are those of the row, each within the row's tolerance.
    pub fn check(&self, found: &[f64]) {
        let wanted = self.numbers();
        assert_eq!(found.len(), wanted.len(), "{}: {found:?} for {wanted:?}", self.id);
        for (found, wanted) in found.iter().zip(&wanted) {
            let off = (found - wanted).abs();
            assert!(off <= self.within(), "{}: {found}, not {wanted}", self.id);
        }
    }
}

/// The numbers in a text; commas between thousands belong to them.
fn numbers(text: &str) -> Vec<f64> {
    let is_part = |c: char| c.is_ascii_digit() || ".,e-".contains(c);
    text.split(|c: char| !is_part(c))
        .flat_map(without_commas)
        .filter_map(|n| n.parse().ok())
        .collect()
}

/// One number of thousands, or several numbers with commas between them.
fn without_commas(word: &str) -> Vec<String> {
    let parts: Vec<&str> = word.split(',').collect();
    let (first, rest) = (parts[0], &parts[1..]);
    let has_thousands = first.len() <= 3
        && rest.iter().all(|part| part.split('.').next().is_some_and(|whole| whole.len() == 3));
    if has_thousands {
        vec![parts.concat()]
    } else {
        parts.iter().map(|p| (*p).to_owned()).collect()
    }
}

/// The cells of a line; a cell in quotes may hold commas.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            other => cells.last_mut().expect("there is a cell").push(other),
        }
    }
    cells
}

/// The texts of the files with the tests.
#[expect(clippy::disallowed_methods, reason = "the model reads no file, and this is about tests")]
pub fn tests() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let files = std::fs::read_dir(folder).expect("the folder is there");
    let paths = files.map(|file| file.expect("it can be read").path());
    let code = paths.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    code.map(|path| std::fs::read_to_string(path).expect("it can be read")).collect()
}

#[test]
fn the_table_is_read_as_it_is_written() {
    assert_eq!(rows().len(), 43);
    assert_eq!(row("V46").numbers(), [180_584_729.0]);
    assert_eq!(row("V16").numbers(), [12_755.0, 20_000.0]);
    assert_eq!((row("V64").numbers().len(), row("V64").within()), (4, 0.0));
    row("V08").check(&[1_643.835_617]);
}
