//! Spoofed location: a device that says that it is elsewhere.

use super::Cheat;

/// A device that says that it is where it is not: it is paid for being there and for what it says it
/// collects there, of which customers get nothing. What it computes, it computes.
///
/// ## Equation
/// `claimed = what an honest device could do`; `served = claimed` of what is computed and 0 of what is
/// collected; power, presence and all costs like those of an honest device
///
/// ## Why one would choose it
/// Coverage and pictures of a street are paid by place, and a place is told by the device itself.
///
/// ## Source
/// Helium's hotspots with false places and its list of those that are denied rewards; Hivemapper
/// tells apart frames with false positions (recalled). How many do so is assumed.
///
/// ## Example
/// ```yaml
/// cheats: { spoofed_location: 10 % }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpoofedLocation;

impl Cheat for SpoofedLocation {
    fn serves(&self, computes: bool) -> f64 {
        f64::from(u8::from(computes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!([true, false].map(|computes| SpoofedLocation.claims(computes)), [1.0; 2]);
        assert_eq!([true, false].map(|computes| SpoofedLocation.serves(computes)), [1.0, 0.0]);
        assert_eq!(SpoofedLocation.boxes(), 1.0);
    }
}
