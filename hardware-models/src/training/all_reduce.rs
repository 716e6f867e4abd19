//! This file is about the exchange of gradients: how long nodes in a ring take to sum them.
//!
//! Why: nodes that train one model must agree on each step, and what they exchange is as large as
//! the model.

/// What a gradient of one parameter takes in the exchange \[bytes\].
pub const GRADIENT_BYTES: f64 = 2.0; // by definition: BF16

/// Time of a ring all-reduce: 2·(n−1)/n · bytes / bandwidth \[s\]; nothing for one node.
///
/// Each of the n nodes sends and receives as much at the same time, so the slower way of the line
/// counts; what a message needs before its first byte is left out, since gradients are large.
///
/// Source: Patarasuk and Yuan 2009, JPDC 69/2 (recalled).
#[must_use]
pub fn ring_seconds(bytes: f64, nodes: f64, up: f64, down: f64) -> f64 {
    2.0 * (nodes - 1.0) / nodes * bytes / up.min(down)
}

/// A line between nodes or cards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// What it is called.
    pub name: &'static str,
    /// Bytes a second each way.
    pub bytes_per_second: f64,
    /// How sure it is and who says so.
    pub source: &'static str,
}

/// Lines from the fastest to the slowest.
pub const LINES: [Line; 6] = [
    Line {
        name: "NVLink 4",
        bytes_per_second: 450e9,
        source: "secondary: 900 GB/s both ways, H100",
    },
    Line { name: "InfiniBand 400 Gbit/s", bytes_per_second: 50e9, source: "by definition" },
    Line {
        name: "PCIe 4.0 x16",
        bytes_per_second: 25e9,
        source: "estimate: about four fifths of 31.5 GB/s",
    },
    Line { name: "Ethernet 10 Gbit/s", bytes_per_second: 1.25e9, source: "by definition" },
    Line { name: "Ethernet 1 Gbit/s", bytes_per_second: 125e6, source: "by definition" },
    Line { name: "broadband 100 Mbit/s", bytes_per_second: 12.5e6, source: "by definition" },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(ring_seconds(1e9, 1.0, 1e6, 1e6), 0.0);
        assert_eq!(ring_seconds(20e9, 2.0, 1.25e9, 1.25e9), 16.0);
        // Of 8 nodes each moves 7/4 of the gradients; the slower way counts.
        assert_eq!(ring_seconds(20e9, 8.0, 12.5e6, 37.5e6), 2_800.0);
    }

    /// 20 GB of gradients by line, each card of a large ring moving 40 GB.
    #[test]
    fn the_published_table_comes_out() {
        let published = [0.09, 0.8, 1.6, 32.0, 320.0, 3_200.0];
        for (line, published) in LINES.iter().zip(published) {
            let seconds = ring_seconds(20e9, 1e9, line.bytes_per_second, line.bytes_per_second);
            // 0.0889 s is printed as 0.09 s.
            assert!((seconds / published - 1.0).abs() < 0.02, "{}: {seconds}", line.name);
        }
        // With 400 times less to exchange: 8 s and 0.8 s.
        assert!((ring_seconds(20e9, 1e9, 12.5e6, 12.5e6) / 400.0 - 8.0).abs() < 1e-6);
    }
}
