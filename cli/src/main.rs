//! aipin
fn main() {}
