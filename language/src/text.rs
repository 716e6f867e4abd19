//! This file is about types that are written as one word of text: how they read, print and appear in
//! the schema.

/// Lets types be read by their own `read`, printed by their `Display` and named in the schema by
/// a key; and makes the function that checks a text against one of them.
macro_rules! read_from_text {
    ($($type:ident $key:literal $example:literal;)*) => {
        /// Checks the text of one of the types of this file.
        ///
        /// # Errors
        /// What is wrong and what would be right.
        pub fn check(key: &str, text: &str) -> Option<Result<(), (String, String)>> {
            match key {
                $($key => Some($type::read(text).map(|_| ())),)*
                _ => None,
            }
        }

        $(
            impl<'de> Deserialize<'de> for $type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = String::deserialize(deserializer)?;
                    Self::read(&text).map_err(|(message, _)| de::Error::custom(message))
                }
            }

            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl JsonSchema for $type {
                fn inline_schema() -> bool {
                    true
                }

                fn schema_name() -> Cow<'static, str> {
                    Cow::Borrowed($key)
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": "string", "x-measure": $key, "examples": [$example] })
                }
            }
        )*
    };
}

pub(crate) use read_from_text;
