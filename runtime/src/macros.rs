//! The two tables that generated models are made of: what an object's members are called on the wire, and what the values
//! of a string enum are.
//!
//! Owns what a table expands to: constructors, setters, serde's traits. Must not know any model. The expansions are kept
//! small, because a large description has thousands of them: what can be a call is one into [`wire`](super::wire). They
//! name `wire` and each other as the place of the table has imported them, so that they are the same in a crate that
//! carries a copy of these files.

/// The members of a struct: their names on the wire, whether they may be absent, and what their setters take.
///
/// | entry | the field's type | absent | null |
/// |---|---|---|---|
/// | `"a": a` | `T` | refused | as `T` reads it |
/// | `"a": a optional(T)` | `Option<T>` | `None` | `None` |
/// | `"a": a any(T)` | `Option<T>` | `None` | as `T` reads it |
/// | `"a": a nullable(T, a_null)` | `Option<Option<T>>` | `None` | `Some(None)` |
/// | `..extra(T)` | `wire::Map<T>`, all other members | empty | |
///
/// Where a lot is required, the constructor takes a struct: `Pet::new(PetRequired { name: String, .. })`.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($T:ident::new($($argument:ident: $ty:ty),* $(,)?) { $($table:tt)* }) => {
        impl $T {
            /// A value with what is required; the rest is set by the methods below.
            pub fn new($($argument: $ty),*) -> Self {
                object!(@with_arguments $($table)*)
            }
        }
        object!(@impls $T { $($table)* });
    };
    ($T:ident::new($Required:ident { $($argument:ident: $ty:ty),* $(,)? }) { $($table:tt)* }) => {
        #[doc = concat!("The required members of [`", stringify!($T), "`], which documents them.")]
        #[allow(missing_docs)]
        #[derive(Debug, Clone, PartialEq)]
        pub struct $Required {
            $(pub $argument: $ty,)*
        }

        impl $T {
            /// A value with what is required; the rest is set by the methods below.
            pub fn new(required: $Required) -> Self {
                object!(@with_struct required $($table)*)
            }
        }
        object!(@impls $T { $($table)* });
    };

    (@with_arguments $(
        $(#[$attribute:meta])* $wire:literal: $field:ident $($mode:ident($($set:tt)*))?,
    )* $(..$extra:ident($Extra:ty))?) => {
        Self { $($field: object!(@argument $field $($mode)?),)* $($extra: Default::default())? }
    };
    (@argument $field:ident) => { $field.into() };
    (@argument $field:ident $mode:ident) => { None };

    (@with_struct $required:ident $(
        $(#[$attribute:meta])* $wire:literal: $field:ident $($mode:ident($($set:tt)*))?,
    )* $(..$extra:ident($Extra:ty))?) => {
        Self { $($field: object!(@member $required $field $($mode)?),)* $($extra: Default::default())? }
    };
    (@member $required:ident $field:ident) => { $required.$field };
    (@member $required:ident $field:ident $mode:ident) => { None };

    (@impls $T:ident { $(
        $(#[$attribute:meta])* $wire:literal: $field:ident $($mode:ident($($set:tt)*))?,
    )* $(..$extra:ident($Extra:ty))? }) => {
        impl $T {
            $(object! { @setter $wire $field $($mode($($set)*))? [$(#[$attribute])*] })*
            $(
                /// Sets the members that are not declared by name.
                pub fn $extra(mut self, members: wire::Map<$Extra>) -> Self {
                    self.$extra = members;
                    self
                }
            )?
        }

        impl wire::Object for $T {
            fn write<M: ::serde::ser::SerializeMap>(&self, members: &mut M) -> Result<(), M::Error> {
                $(object!(@write self members $wire $field $($mode)?)?;)*
                $(wire::write_extras(members, &self.$extra)?;)?
                Ok(())
            }

            fn read<'de, A: ::serde::de::MapAccess<'de>>(mut members: wire::Members<A>) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                $(let mut $extra = wire::Map::default();)?
                while let Some(name) = members.name()? {
                    match name.as_str() {
                        $($wire => members.value(&mut $field)?,)*
                        _ => object!(@other members name $($extra)?),
                    }
                }
                Ok(Self { $($field: object!(@read $wire $field $($mode)?),)* $($extra)? })
            }
        }

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::write(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::read(deserializer)
            }
        }
    };

    (@setter $wire:literal $field:ident [$($attribute:tt)*]) => {};
    (@setter $wire:literal $field:ident nullable($Set:ty, $null:ident $(,)?) [$($attribute:tt)*]) => {
        #[doc = concat!("Sets `", $wire, "`.")]
        $($attribute)*
        pub fn $field(mut self, $field: $Set) -> Self {
            self.$field = Some(Some($field.into()));
            self
        }

        #[doc = concat!("Sets `", $wire, "` to null.")]
        $($attribute)*
        pub fn $null(mut self) -> Self {
            self.$field = Some(None);
            self
        }
    };
    (@setter $wire:literal $field:ident $mode:ident($Set:ty $(,)?) [$($attribute:tt)*]) => {
        #[doc = concat!("Sets `", $wire, "`.")]
        $($attribute)*
        pub fn $field(mut self, $field: $Set) -> Self {
            self.$field = Some($field.into());
            self
        }
    };

    (@write $this:ident $members:ident $wire:literal $field:ident) => {
        $members.serialize_entry($wire, &$this.$field)
    };
    (@write $this:ident $members:ident $wire:literal $field:ident $mode:ident) => {
        wire::write_present($members, $wire, &$this.$field)
    };

    (@read $wire:literal $field:ident) => { wire::required($field, $wire)? };
    (@read $wire:literal $field:ident optional) => { $field.unwrap_or_default() };
    (@read $wire:literal $field:ident $mode:ident) => { $field };

    (@other $members:ident $name:ident) => { $members.skip()? };
    (@other $members:ident $name:ident $extra:ident) => { $members.extra($name, &mut $extra)? };
}

/// An enum of strings that is open to those a later description adds.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($(#[$attribute:meta])* pub enum $T:ident {
        $($Variant:ident = $wire:literal,)*
        _ = $Unknown:ident $(,)?
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $T {
            $(#[doc = concat!("`", $wire, "`")] $Variant,)*
            /// A value that this version of the description does not know; kept and sent back unchanged.
            $Unknown(String),
        }

        impl $T {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $wire,)*
                    Self::$Unknown(text) => text,
                }
            }

            /// Whether this version of the description knows the value.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::$Unknown(_))
            }
        }

        impl From<&str> for $T {
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$Variant,)*
                    _ => Self::$Unknown(text.to_owned()),
                }
            }
        }

        impl From<String> for $T {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::str::FromStr for $T {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
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

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::text(deserializer)
            }
        }
    };
}

// What a copy of these files in another crate is called by.
#[allow(unused_imports)]
pub(crate) use {object, string_enum};
