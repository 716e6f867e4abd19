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

#[test]
fn every_row_has_its_test() {
    let tests = table::tests();
    let without = |row: &&table::Row| {
        let name = format!("fn {}_", row.id.to_lowercase());
        !tests.iter().any(|text| text.contains(&name))
    };
    let missing: Vec<String> = table::rows().iter().filter(without).map(|r| r.id.clone()).collect();
    assert!(missing.is_empty(), "no test is about {}", missing.join(", "));
}
