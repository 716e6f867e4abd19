//! Quantities of the command line: read as those of a scenario are, and refused in the same words.

use hardware_models::Class;
use language::fault::nearest;
use language::quantity::{Measure, value_of};
use language::work::WorkPrice;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// A quantity that may be zero, in the unit of its measure.
pub fn quantity<M: Measure>(text: &str) -> Result<f64, String> {
    value_of::<M>(text).map_err(|(message, help)| format!("{message}; {help}"))
}

/// A quantity above zero, in the unit of its measure.
pub fn positive<M: Measure>(text: &str) -> Result<f64, String> {
    match quantity::<M>(text)? {
        0.0 => Err(format!("{} above zero is wanted, such as `{}`", M::NAME, M::EXAMPLE)),
        value => Ok(value),
    }
}

/// A number above zero without a unit.
pub fn count(text: &str) -> Result<f64, String> {
    let number = text.replace('_', "").parse().ok();
    let number = number.filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| format!("`{text}` is no number above zero, such as `8.03e9`"))
}

/// What a competitor asks for work.
pub fn work_price(text: &str) -> Result<WorkPrice, String> {
    let reader: StrDeserializer<'_, Error> = text.into_deserializer();
    WorkPrice::deserialize(reader)
        .map_err(|error| format!("{error}; write money per work, such as `0.05 USD/Mtoken`"))
}

/// A class of devices, by its word in files or its name in tables, in letters of any case.
pub fn class(text: &str) -> Result<Class, String> {
    let plain = |name: &str| name.to_lowercase().replace([' ', '-'], "_");
    let wanted = plain(text.trim());
    let named = |class: &&Class| [class.word(), class.label()].map(plain).contains(&wanted);
    Class::ALL.iter().copied().find(|class| named(&class)).ok_or_else(|| {
        let words: Vec<&str> = Class::ALL.iter().map(|class| class.word()).collect();
        let meant = nearest(&wanted, &words);
        let meant = meant.map_or(String::new(), |word| format!("did you mean `{word}`? "));
        format!("there is no class `{text}`; {meant}known here: {}", words.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use language::quantity::DataRateMeasure;

    use super::*;

    #[test]
    fn a_class_has_two_names_in_any_case() {
        for class_of_all in Class::ALL {
            for name in [class_of_all.word(), class_of_all.label()] {
                assert_eq!(class(&name.to_uppercase()), Ok(*class_of_all), "{name}");
            }
        }
        assert_eq!(class("mini-pc"), Ok(Class::MiniPc));
        assert!(class("gforce").is_err_and(|told| told.contains("did you mean `geforce`?")));
    }

    #[test]
    fn quantities_have_units_and_bounds() {
        assert_eq!(positive::<DataRateMeasure>("448 GB/s"), Ok(448e9));
        assert!(positive::<DataRateMeasure>("0 GB/s").is_err());
        assert_eq!(
            quantity::<DataRateMeasure>("448 GB").unwrap_err(),
            "`448 GB` is a volume of data; a data rate is wanted, such as `102 GB/s`"
        );
        assert_eq!(count("8.03e9"), Ok(8.03e9));
        assert_eq!(count("8_030_000_000"), Ok(8.03e9));
        assert!(count("8B").is_err() && count("0").is_err() && count("inf").is_err());
        assert_eq!(work_price("2 USD/token").map(|price| price.usd), Ok(2.0));
        assert!(work_price("0.05 USD").is_err_and(|told| told.contains("such as")));
    }
}
