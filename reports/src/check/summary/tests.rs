//! Holds the summary to its length, and to what a reader needs.

use super::super::example;
use super::*;

#[test]
fn look() {
    println!("{}", summary(&example::checked()));
}
