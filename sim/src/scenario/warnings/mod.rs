//! Warnings: what is sound, and may yet not mean what its author thinks.

mod combinations;
mod dates;
mod mechanisms;

use super::resolve::Faulty;
use super::{Loaded, Scenario};

/// All that a scenario is warned of.
pub(super) fn gather(loaded: &Loaded, told: &mut Faulty) {
    dates::check(&loaded.written, &loaded.game, told);
    mechanisms::check(&loaded.written, &loaded.game, told);
    combinations::check(&loaded.written, told);
    // A variant may change what the command line has changed already, and that is no fault of the file.
    for name in loaded.written.variants.keys().filter(|_| !loaded.is_changed()) {
        let same = loaded.variant(name).is_ok_and(|variant| is_same(&loaded.written, variant));
        if same {
            let message = format!("the variant `{name}` changes nothing");
            told.add(&format!("variants.{name}"), message, "it is played as the scenario itself");
        }
    }
}

/// Whether a variant is what it is a variant of.
fn is_same(written: &Scenario, variant: Loaded) -> bool {
    Scenario { variants: written.variants.clone(), ..variant.written } == *written
}
