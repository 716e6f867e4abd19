//! Numbers that real networks published or that their code computes, held against the model: each
//! test is named after the row of `vectors.csv` that it is about.

mod akash;
mod bittensor;
mod filecoin;
mod helium;
mod helium_preset;
mod hivemapper;
mod io_net;
mod livepeer;
mod preset;
mod render;
mod schedules;
mod sinks;
mod small_networks;
mod table;

/// A test is about a row if it has its name and asks the table for it.
#[test]
fn every_row_has_its_test() {
    let tests = table::tests();
    let without = |row: &&table::Row| {
        let (name, asked) = (format!("fn {}_", row.id.to_lowercase()), format!("(\"{}\")", row.id));
        !tests.iter().any(|test| asks(test, &name, &asked))
    };
    let missing: Vec<String> = table::rows().iter().filter(without).map(|r| r.id.clone()).collect();
    assert!(missing.is_empty(), "no test is about {}", missing.join(", "));
}

/// Whether the function of a name asks for a row, up to the next test.
fn asks(text: &str, name: &str, row: &str) -> bool {
    let body = text.split(name).nth(1).and_then(|rest| rest.split("#[test]").next());
    body.is_some_and(|body| body.contains(row))
}
