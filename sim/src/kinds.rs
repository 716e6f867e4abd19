//! This file is about kinds: it gathers the answers to one question into a choice in YAML.

/// Makes the enum of a question's kinds, each the payload of a variant, and lets it answer the
/// question's trait through a reference. The key in YAML is the variant in snake case.
macro_rules! kinds {
    (
        $(#[$doc:meta])*
        $choice:ident answers $question:path: $($(#[$kind_doc:meta])* $variant:ident($kind:ty)),* $(,)?
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        pub enum $choice {
            $($(#[$kind_doc])* $variant($kind),)*
        }

        impl std::ops::Deref for $choice {
            type Target = dyn $question;

            fn deref(&self) -> &Self::Target {
                match self {
                    $(Self::$variant(kind) => kind,)*
                }
            }
        }
    };
}

pub(crate) use kinds;
