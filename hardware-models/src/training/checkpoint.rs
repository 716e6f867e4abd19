//! This file is about checkpoints: how large one is, and how long it takes to write and to read.
//!
//! Why: a job that is interrupted goes on from its last checkpoint, which must have left the node.

/// What is kept of a parameter while it is trained \[bytes\]: the weight in BF16, its copy and the
/// two moments of the optimiser in FP32.
pub const STATE_BYTES: f64 = 14.0; // estimate: 2 + 4 + 4 + 4; other recipes keep 12 to 18

/// State of a model: parameters times bytes a parameter \[bytes\]; 10⁹ at 14 B are 14 GB.
#[must_use]
pub fn state_bytes(parameters: f64, bytes_per_parameter: f64) -> f64 {
    parameters * bytes_per_parameter
}

/// Time to send or fetch a state over a line: bytes over bytes a second \[s\].
#[must_use]
pub fn transfer_seconds(bytes: f64, bytes_per_second: f64) -> f64 {
    bytes / bytes_per_second
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let [one, ten] = [1e9, 10e9].map(|parameters| state_bytes(parameters, STATE_BYTES));
        assert_eq!([one, ten], [14e9, 140e9]);
        // 10 Gbit/s, 1 Gbit/s and 100 Mbit/s are 1.25 GB/s, 125 MB/s and 12.5 MB/s.
        assert_eq!(transfer_seconds(ten, 1.25e9), 112.0);
        assert_eq!(transfer_seconds(ten, 125e6), 1_120.0);
        assert_eq!(transfer_seconds(one, 12.5e6), 1_120.0);
    }
}
