//! Criterion benches of the model; the benches themselves are the files beside this one.
