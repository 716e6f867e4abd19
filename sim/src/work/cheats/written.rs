//! How the cheats of a group are written: one share, or shares by manner.

use std::borrow::Cow;
use std::fmt;

use language::quantity::{Share, UsdPerDay};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Collusion, FakedWork, Manner, SpoofedLocation, Sybils, WashDemand};

/// The devices of a group that cheat: a share, which fakes its work, or shares by manner.
#[derive(Debug, Clone, PartialEq)]
pub enum Cheats {
    /// So many fake their work.
    Share(Share),
    /// So many of each manner.
    ByManner(Box<ByManner>),
}

/// Shares of the devices of a group by the manner in which they cheat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByManner {
    /// They are paid for work that they do not do [1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faked_work: Option<Share>,
    /// They say that they are where they are not [1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoofed_location: Option<Share>,
    /// They are several names of one box [1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sybils: Option<Share>,
    /// Names that a box has [1]; from 1 to 1 million; 10 by default, assumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub identities: Option<u32>,
    /// Their owners buy their own work [1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wash_demand: Option<Share>,
    /// What such an owner spends on the work of a device at the most [USD/day]; 10 USD/day by default,
    /// assumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spends: Option<UsdPerDay>,
    /// They fake work and collude with those who check [1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collusion: Option<Share>,
    /// Share of their checks that pass [1]; 50 % by default, assumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passes: Option<Share>,
}

impl Cheats {
    /// Nobody cheats.
    #[must_use]
    pub fn none() -> Self {
        Self::Share(Share::of("0 %"))
    }

    /// Whether they are written by manner, so that what they get is written down by manner too.
    #[must_use]
    pub fn is_by_manner(&self) -> bool {
        matches!(self, Self::ByManner(_))
    }

    /// Whether some are names of a box that has several.
    #[must_use]
    pub fn has_sybils(&self) -> bool {
        self.shares().iter().any(|(manner, _)| matches!(manner, Manner::Sybils(_)))
    }

    /// The manners with their shares, those that nobody has left out.
    #[must_use]
    pub fn shares(&self) -> Vec<(Manner, f64)> {
        let all = match self {
            Self::Share(share) => vec![(Manner::FakedWork(FakedWork), share.value())],
            Self::ByManner(by) => by.shares(),
        };
        all.into_iter().filter(|(_, share)| *share > 0.0).collect()
    }

    /// A number that belongs to a manner which is not there, and the manner.
    #[must_use]
    pub fn stray(&self) -> Option<(&'static str, &'static str)> {
        let Self::ByManner(by) = self else { return None };
        let pairs = [
            (by.identities.is_some() && by.sybils.is_none(), ("identities", "sybils")),
            (by.spends.is_some() && by.wash_demand.is_none(), ("spends", "wash_demand")),
            (by.passes.is_some() && by.collusion.is_none(), ("passes", "collusion")),
        ];
        pairs.into_iter().find(|(is_stray, _)| *is_stray).map(|(_, pair)| pair)
    }
}

impl ByManner {
    fn shares(&self) -> Vec<(Manner, f64)> {
        let share = |share: &Option<Share>| share.as_ref().map_or(0.0, Share::value);
        let sybils = Sybils { identities: self.identities.unwrap_or(10) };
        let spends_usd_per_day = self.spends.as_ref().map_or(10.0, UsdPerDay::value);
        let passes = self.passes.as_ref().map_or(0.5, Share::value);
        vec![
            (Manner::FakedWork(FakedWork), share(&self.faked_work)),
            (Manner::SpoofedLocation(SpoofedLocation), share(&self.spoofed_location)),
            (Manner::Sybils(sybils), share(&self.sybils)),
            (Manner::WashDemand(WashDemand { spends_usd_per_day }), share(&self.wash_demand)),
            (Manner::Collusion(Collusion { passes }), share(&self.collusion)),
        ]
    }
}

impl Serialize for Cheats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Share(share) => share.serialize(serializer),
            Self::ByManner(by) => by.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Cheats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

/// Reads the form that is there.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Cheats;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a share, or shares by manner")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Cheats, E> {
        Share::deserialize(StrDeserializer::new(text)).map(Cheats::Share)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cheats, A::Error> {
        let by = ByManner::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Cheats::ByManner(Box::new(by)))
    }
}

impl JsonSchema for Cheats {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Cheats")
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut share = Share::json_schema(generator);
        share.insert("title".to_owned(), "Faked work alone".into());
        share.insert("description".to_owned(), "Share that fakes its work [1].".into());
        let mut by_manner = ByManner::json_schema(generator);
        by_manner.insert("title".to_owned(), "By manner".into());
        json_schema!({ "anyOf": [share, by_manner] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Cheats {
        serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}"))
    }

    #[test]
    fn a_share_is_faked_work() {
        assert_eq!(read("\"10 %\"").shares(), [(Manner::FakedWork(FakedWork), 0.1)]);
        assert!(read("\"0 %\"").shares().is_empty() && !Cheats::none().is_by_manner());
    }

    #[test]
    fn manners_have_shares_and_numbers_of_their_own() {
        let by = read("{\"sybils\": \"20 %\", \"identities\": 4, \"wash_demand\": \"2 %\"}");
        let sybils = (Manner::Sybils(Sybils { identities: 4 }), 0.2);
        let wash = (Manner::WashDemand(WashDemand { spends_usd_per_day: 10.0 }), 0.02);
        assert_eq!(by.shares(), [sybils, wash]);
        assert!(by.is_by_manner() && by.stray().is_none());
        assert_eq!(read("{\"passes\": \"9 %\"}").stray(), Some(("passes", "collusion")));
    }

    #[test]
    fn no_two_manners_have_the_same_number() {
        let manners = [
            Manner::FakedWork(FakedWork),
            Manner::SpoofedLocation(SpoofedLocation),
            Manner::Sybils(Sybils { identities: 2 }),
            Manner::WashDemand(WashDemand { spends_usd_per_day: 1.0 }),
            Manner::Collusion(Collusion { passes: 0.5 }),
        ];
        let mut codes: Vec<usize> = manners.iter().map(|manner| manner.code()).collect();
        codes.dedup();
        assert_eq!(codes, [32, 16_384, 16_416, 32_768, 32_800]);
    }
}
