//! Matching: which devices get the jobs?

mod cheapest_first;
mod pro_rata;

pub use cheapest_first::CheapestFirst;
pub use pro_rata::ProRata;

crate::kinds::kinds! {
    /// Which devices get the jobs.
    MatchingKind answers Matching:
    /// All alike, by what they offer.
    ProRata(ProRata),
    /// Those whose work costs least.
    CheapestFirst(CheapestFirst),
}

impl Default for MatchingKind {
    fn default() -> Self {
        Self::ProRata(ProRata::default())
    }
}

/// What a cohort of like devices offers to one workload.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offer {
    /// Work it could do in this step [units]; at least 0.
    pub units: f64,
    /// What one unit costs its owners [USD/unit].
    pub cost_usd: f64,
}

/// Answers one question: how much of the requested work does each cohort get?
pub trait Matching {
    /// Writes the work of each cohort [units]; never above its offer, nor in sum above `requested`.
    fn share_out(&self, requested: f64, offers: &[Offer], served: &mut [f64]);
}

/// Gives some of the cohorts the same share of what they offer; returns what is left to do.
fn serve_alike(
    requested: f64,
    offers: &[Offer],
    served: &mut [f64],
    who: impl Fn(&Offer) -> bool,
) -> f64 {
    let offered: f64 = offers.iter().filter(|o| who(o)).map(|o| o.units).sum();
    let share = if offered > 0.0 { (requested / offered).min(1.0) } else { 0.0 };
    for (served, offer) in served.iter_mut().zip(offers).filter(|(_, offer)| who(offer)) {
        *served = offer.units * share;
    }
    (requested - offered).max(0.0)
}
