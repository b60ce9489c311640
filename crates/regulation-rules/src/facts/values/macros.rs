//! How an enum of named values is written.

/// An enum whose values have a word in data and a name in each language.
macro_rules! values {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal $vi:literal $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = concat!($en, " (", $vi, ").")] #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in data.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Its name.
            pub const fn text(self) -> $crate::Text {
                match self { $(Self::$variant => $crate::Text::new($vi, $en),)* }
            }
        }

        impl From<$name> for $crate::evidence::Found {
            fn from(value: $name) -> Self {
                Self::Term(value.text())
            }
        }
    };
}
pub(crate) use values;
