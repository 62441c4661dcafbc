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
/// | `"a": a fixed("t")` | `T`, which reads `t` alone; given by `new` | refused | as `T` reads it |
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
        Self { $($field: object!(@argument $field $($mode($($set)*))?),)* $($extra: Default::default())? }
    };
    (@argument $field:ident) => { $field.into() };
    (@argument $field:ident fixed($value:expr)) => { $value.into() };
    (@argument $field:ident $mode:ident($($set:tt)*)) => { None };

    (@with_struct $required:ident $(
        $(#[$attribute:meta])* $wire:literal: $field:ident $($mode:ident($($set:tt)*))?,
    )* $(..$extra:ident($Extra:ty))?) => {
        Self { $($field: object!(@member $required $field $($mode($($set)*))?),)* $($extra: Default::default())? }
    };
    (@member $required:ident $field:ident) => { $required.$field };
    (@member $required:ident $field:ident $($mode:tt)+) => { object!(@argument $field $($mode)+) };

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
            const MEMBERS: &'static [wire::Member] = &[$(object!(@facts $wire $($mode($($set)*))?)),*];

            fn write<M: ::serde::ser::SerializeMap>(&self, members: &mut wire::Writer<M>) {
                $(object!(@write self members $wire $field $($mode)?);)*
                $(members.put_all(&self.$extra);)?
            }

            fn read<'de, A: ::serde::de::MapAccess<'de>>(mut members: wire::Members<A>) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                $(let mut $extra = wire::Map::default();)?
                while let Some(name) = members.name()? {
                    match name.as_str() {
                        $($wire => object!(@read members $wire $field $($mode)?),)*
                        _ => object!(@other members name $($extra)?),
                    }?;
                }
                $(object!(@check $wire $field $($mode)?);)*
                Ok(Self { $($field,)* $($extra)? })
            }
        }

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                wire::fits_object::<Self>(value)
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

    (@facts $wire:literal) => { wire::Member::required($wire) };
    (@facts $wire:literal fixed($value:expr)) => { wire::Member::fixed($wire, stringify!($value)) };
    (@facts $wire:literal $mode:ident($($set:tt)*)) => { wire::Member::optional($wire) };

    (@setter $wire:literal $field:ident [$($attribute:tt)*]) => {};
    (@setter $wire:literal $field:ident fixed($value:expr) [$($attribute:tt)*]) => {};
    (@setter $wire:literal $field:ident nullable($($set:tt)*) $attributes:tt) => {
        object! { @nullable $wire $field [$($set)*] $attributes }
    };
    (@setter $wire:literal $field:ident $mode:ident(impl Into<$Set:ty $(,)?> $(,)?) [$($attribute:tt)*]) => {
        #[doc = concat!("Sets `", $wire, "`.")]
        $($attribute)*
        pub fn $field(mut self, $field: impl Into<$Set>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    (@setter $wire:literal $field:ident $mode:ident($Set:ty $(,)?) [$($attribute:tt)*]) => {
        #[doc = concat!("Sets `", $wire, "`.")]
        $($attribute)*
        pub fn $field(mut self, $field: $Set) -> Self {
            self.$field = Some($field);
            self
        }
    };
    (@nullable $wire:literal $field:ident [$Set:ty, $null:ident $(,)?] [$($attribute:tt)*]) => {
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

    (@write $this:ident $members:ident $wire:literal $field:ident $(fixed)?) => { $members.put($wire, &$this.$field) };
    (@write $this:ident $members:ident $wire:literal $field:ident $mode:ident) => {
        $members.put_present($wire, &$this.$field)
    };

    (@read $members:ident $wire:literal $field:ident optional) => { $members.optional($wire, &mut $field) };
    (@read $members:ident $wire:literal $field:ident $($mode:ident)?) => { $members.value($wire, &mut $field) };

    (@check $wire:literal $field:ident $(fixed)?) => {
        let Some($field) = $field else { return Err(wire::missing($wire)) };
    };
    (@check $wire:literal $field:ident $mode:ident) => {};

    (@other $members:ident $name:ident) => { $members.skip() };
    (@other $members:ident $name:ident $extra:ident) => { $members.extra($name, &mut $extra) };
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

        // The derives would compare variant by variant, which takes rustc far longer.
        impl ::std::fmt::Debug for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(self.as_str(), formatter)
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

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                value.as_str().map(|text| usize::from(Self::from(text).is_known()) * 2)
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

/// A value of one of several types.
///
/// Where a type of another package is part of an alternative, `as` says what stands for it when a value is judged.
/// With `by "name"` the member of that name tells which: each alternative has the texts that stand for it. Without, the
/// alternative is the one that the value [fits](super::wire::Fits) best. What fits none is kept as it is, where the enum has a
/// place for it: `_ = Unknown`.
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($(#[$attribute:meta])* pub enum $T:ident by $tag:literal {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(,)?) $($boxed:ident)? = [$($value:literal),* $(,)?],)*
        _ = $Unknown:ident $(,)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T { $([$(#[$doc])*] $Variant($Ty) [$($boxed)?],)* } [$Unknown]);

        impl wire::Tagged for $T {
            const TAG: &'static str = $tag;

            fn read_as<'de, A: ::serde::de::MapAccess<'de>>(
                tag: Option<&str>,
                members: wire::Replay<A>,
            ) -> Result<Self, A::Error> {
                match tag {
                    $(Some(tag) if wire::is_one_of(tag, &[$($value),*]) => members.read(stringify!($Variant)).map(Self::$Variant),)*
                    _ => members.rest().map(Self::$Unknown),
                }
            }
        }

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                wire::fits_tagged(value, $tag, &[$($($value,)*)*])
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::read_tagged(deserializer)
            }
        }
    };
    ($(#[$attribute:meta])* pub enum $T:ident {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(as $Judged:ty)? $(,)?) $($boxed:ident)?,)*
        $(_ = $Unknown:ident $(,)?)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T { $([$(#[$doc])*] $Variant($Ty) [$($boxed)?],)* } [$($Unknown)?]);

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                [$(<union!(@judged $Ty $(as $Judged)?) as wire::Fits>::fits(value)),*].into_iter().flatten().max()
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                let fits = [$((stringify!($Variant), <union!(@judged $Ty $(as $Judged)?) as wire::Fits>::fits(&value))),*];
                match wire::best(&fits) {
                    $(Some(stringify!($Variant)) => wire::read_as(value, stringify!($Variant)).map(Self::$Variant),)*
                    _ => union!(@none value $($Unknown)?),
                }
            }
        }
    };

    (@impls [$(#[$attribute:meta])*] $T:ident {
        $([$(#[$doc:meta])*] $Variant:ident($Ty:ty) [$($boxed:ident)?],)*
    } [$($Unknown:ident)?]) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $T {
            $($(#[$doc])* $Variant(union!(@payload $Ty $(, $boxed)?)),)*
            $(
                /// A value that this version of the description does not know; kept and sent back unchanged.
                $Unknown(::serde_json::Value),
            )?
        }

        $(
            impl From<$Ty> for $T {
                fn from(value: $Ty) -> Self {
                    Self::$Variant(value.into())
                }
            }
        )*

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Variant(value) => ::serde::Serialize::serialize(value, serializer),)*
                    $(Self::$Unknown(value) => ::serde::Serialize::serialize(value, serializer),)?
                }
            }
        }
    };
    (@judged $Ty:ty) => { $Ty };
    (@judged $Ty:ty as $Judged:ty) => { $Judged };
    (@payload $Ty:ty) => { $Ty };
    (@payload $Ty:ty, boxed) => { Box<$Ty> };
    (@none $value:ident) => { Err(wire::no_alternative(&$value)) };
    (@none $value:ident $Unknown:ident) => { Ok(Self::$Unknown($value)) };
}

// What a copy of these files in another crate is called by.
#[allow(unused_imports)]
pub(crate) use {object, string_enum, union};
