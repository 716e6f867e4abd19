//! Matching: which devices get the jobs?

mod by_reputation;
mod cheapest_first;
mod pro_rata;

pub use by_reputation::ByReputation;
pub use cheapest_first::CheapestFirst;
pub use pro_rata::ProRata;

crate::kinds::kinds! {
    /// Which devices get the jobs.
    MatchingKind answers Matching:
    /// All alike, by what they offer.
    ProRata(ProRata),
    /// Those whose work costs least.
    CheapestFirst(CheapestFirst),
    /// Those who did checked work well.
    ByReputation(ByReputation),
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
    /// What its devices are thought of [1]; from 0 to 1.
    pub reputation: f64,
}

/// What became of the work of a cohort's devices in a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conduct {
    /// Probability with which each of its devices was checked and passed [1].
    pub good: f64,
    /// Share of its devices that was caught [1].
    pub caught: f64,
}

/// Answers one question: how much of the requested work does each cohort get?
pub trait Matching {
    /// Writes the work of each cohort [units]; never above its offer, nor in sum above `requested`.
    fn share_out(&self, requested: f64, offers: &[Offer], served: &mut [f64]);

    /// What the devices of a cohort are thought of after a step [1], given what they were before it;
    /// none on the first day.
    fn reputed(&self, _before: Option<f64>, _conduct: &Conduct) -> f64 {
        1.0
    }

    /// Whether that matters.
    fn is_by_reputation(&self) -> bool {
        false
    }
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
