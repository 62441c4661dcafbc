//! Enums of strings with a variant for unknown ones.
//!
//! Owns the expansion of `string_enum!`. Must not know any model.

/// An enum of strings that is open to those a later description adds.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($(#[$attribute:meta])* pub enum $T:ident {
        $($(#[$doc:meta])* $Variant:ident = $wire:literal,)*
        _ = $Unknown:ident $(,)?
    }) => {
        $(#[$attribute])*
        #[non_exhaustive]
        pub enum $T {
            $($(#[$doc])* $Variant,)*
            /// A value that this version of the description does not know; it is sent back unchanged.
            $Unknown(String),
        }

        impl $T {
            /// The string on the wire, one of these:
            ///
            #[doc = "``"]
            #[doc = stringify!($($wire),*)]
            #[doc = "``"]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $wire,)*
                    Self::$Unknown(string) => string,
                }
            }

            /// Whether this version of the description knows the value, however it was made.
            pub fn is_known(&self) -> bool {
                wire::is_known::<Self>(self.as_str())
            }
        }

        // The derives would have code for every variant, which takes rustc far longer; so would a name for each.
        impl ::std::fmt::Debug for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                wire::debug_enum::<Self>(formatter, self.as_str(), stringify!($($Variant)* $Unknown))
            }
        }

        impl Clone for $T {
            fn clone(&self) -> Self {
                Self::from(self.as_str())
            }
        }

        impl PartialEq for $T {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $T {}

        impl ::std::hash::Hash for $T {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state)
            }
        }

        impl From<&str> for $T {
            fn from(string: &str) -> Self {
                match string {
                    $($wire => Self::$Variant,)*
                    _ => Self::$Unknown(string.to_owned()),
                }
            }
        }

        impl From<String> for $T {
            fn from(string: String) -> Self {
                Self::from(string.as_str())
            }
        }

        impl ::std::str::FromStr for $T {
            type Err = ::std::convert::Infallible;

            fn from_str(string: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(string))
            }
        }

        impl AsRef<str> for $T {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl wire::Fits for $T {
            const STRINGS: Option<&'static [&'static str]> = Some(&[$($wire),*]);
        }

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::string(deserializer)
            }
        }
    };
}

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use string_enum;
