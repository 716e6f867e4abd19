//! Quantities of the command line: read as those of a scenario are, and refused in the same words.

use hardware_models::{Class, Device, catalogue};
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

/// Which devices of the catalogue are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Those of a class.
    Class(Class),
    /// Those of a family, the folder that their names begin with.
    Family(&'static str),
}

impl Only {
    /// Whether a device is one of them.
    pub fn holds(self, name: &'static str, device: &Device) -> bool {
        match self {
            Self::Class(class) => device.class == class,
            Self::Family(family) => family_of(name) == family,
        }
    }
}

/// A class of devices, or else a family of the catalogue.
pub fn class_or_family(text: &str) -> Result<Only, String> {
    class(text).map(Only::Class).or_else(|fault| family(text).map(Only::Family).ok_or(fault))
}

/// The family of a device: what its name has before the stroke.
pub fn family_of(name: &'static str) -> &'static str {
    name.split('/').next().unwrap_or(name)
}

fn family(text: &str) -> Option<&'static str> {
    let wanted = text.trim().to_lowercase();
    catalogue::device_names().map(family_of).find(|family| *family == wanted)
}

/// The classes of the devices of a family, each once.
fn classes_of(family: &str) -> Vec<&'static str> {
    let own = catalogue::device_names().filter(|name| family_of(name) == family);
    let words = own.filter_map(|name| catalogue::device(name).ok()).map(|of| of.class.word());
    let mut words: Vec<&str> = words.collect();
    words.dedup();
    words
}

/// A class of devices, by its word in files or its name in tables, in letters of any case.
pub fn class(text: &str) -> Result<Class, String> {
    let plain = |name: &str| name.to_lowercase().replace([' ', '-'], "_");
    let wanted = plain(text.trim());
    let named = |class: &&Class| [class.word(), class.label()].map(plain).contains(&wanted);
    Class::ALL.iter().copied().find(|class| named(&class)).ok_or_else(|| {
        if let Some(family) = family(text) {
            let classes = classes_of(family).join(", ");
            return format!("`{family}` is a family of devices; its classes are {classes}");
        }
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
    fn a_family_has_classes() {
        assert_eq!(
            class("gpu"),
            Err("`gpu` is a family of devices; its classes are geforce, pro_gpu, dc_gpu".to_owned())
        );
        assert_eq!(class_or_family("GPU"), Ok(Only::Family("gpu")));
        assert_eq!(class_or_family("phone"), Ok(Only::Class(Class::Phone)));
        assert!(class_or_family("gforce").is_err_and(|told| told.contains("`geforce`?")));
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
