//! The tables that most generated models are made of: what an object's members are called on the wire, what the values of a
//! string enum are, and what the alternatives of a union.
//!
//! Owns what a table expands to: constructors, setters, serde's traits. Must not know any model. The expansions are kept
//! small, because a large description has thousands of them: what can be a call is one into [`wire`](super::wire). They
//! name `wire` and each other as the place of the table has imported them, so that they are the same in a crate that
//! carries a copy of these files.

/// The members of a struct: their names on the wire, whether they may be absent, and what their setters take.
///
/// | entry | the field's type | absent | null |
/// |---|---|---|---|
/// | `"a" = a` | `T` | refused | as `T` reads it |
/// | `"a" = a fixed("t")` | `T`, which reads `t` alone; given by `new` | refused | as `T` reads it |
/// | `"a" = a closed("t", T::V)` | the same, where no text is made a `T` | refused | as `T` reads it |
/// | `"a": a optional(T)` | `Option<T>` | `None` | `None` |
/// | `"a": a boxed(T)` | `Option<Box<T>>` | `None` | `None` |
/// | `"a": a any(T)` | `Option<T>` | `None` | as `T` reads it |
/// | `"a": a nullable(T, a_null)` | `Option<Option<T>>` | `None` | `Some(None)` |
/// | `..extra(T)` | `wire::Map<T>`, all other members | empty | |
///
/// A member that may be absent can have a default: `"a": a optional(i64) or a_or_default(i64: 10)`. Attributes of its
/// setters stand before their names: `"a": #[deprecated] a nullable(T, #[deprecated] a_null)`.
///
/// Where a lot is required, the constructor takes a struct: `Pet::new(PetRequired { name: String, .. })`.
///
/// The word after a name is that of the function that reads, sets or describes such a member, so that a member needs no call of
/// a macro: rustc takes longer for each of those, the more tables a module has.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($T:ident::new($($argument:ident: $ty:ty),* $(,)?) $table:tt) => {
        object!(@table $T [($($argument: $ty),*) {}] $table);
    };
    ($T:ident::new($Required:ident { $($argument:ident: $ty:ty),* $(,)? }) $table:tt) => {
        #[doc = concat!("The required members of [`", stringify!($T), "`], which documents them.")]
        #[allow(missing_docs)]
        #[derive(Debug, Clone, PartialEq)]
        pub struct $Required {
            $(pub $argument: $ty,)*
        }

        object!(@table $T [(required: $Required) { let $Required { $($argument),* } = required; }] $table);
    };

    (@table $T:ident [$arguments:tt { $($unpack:tt)* }] { $(
        $wire:literal
        $(= $given:ident $(fixed($value:expr))? $(closed($text:literal, $only:path))?)?
        $(: $(#[$attribute:meta])* $field:ident
            $mode:ident($Set:ty $(, $(#[$null_attribute:meta])* $null:ident)? $(,)?)
            $(or $get:ident($($default:tt)*))?
        )?,
    )* $(..$extra:ident($Extra:ty))? }) => {
        // Where all that is required is constant, `new` takes nothing; setters are named by the description.
        #[allow(clippy::new_without_default, clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl $T {
            /// A value with what is required; the rest is set by the methods below.
            pub fn new $arguments -> Self {
                $($unpack)*
                $($($(let $given = $value;)? $(let $given = $only;)?)?)*
                Self { $($($given: $given.into(),)? $($field: None,)?)* $($extra: Default::default())? }
            }

            $($(
                #[doc = concat!("Sets `", stringify!($wire), "`.")]
                $(#[$attribute])*
                pub fn $field(mut self, $field: $Set) -> Self {
                    wire::set::$mode(&mut self.$field, $field);
                    self
                }

                $(
                    #[doc = concat!("Sets `", stringify!($wire), "` to null.")]
                    $(#[$null_attribute])*
                    pub fn $null(mut self) -> Self {
                        self.$field = Some(None);
                        self
                    }
                )?

                $(object! { @default $wire $field $get $($default)* })?
            )?)*

            $(
                /// Sets the members that are not declared by name.
                pub fn $extra(mut self, members: wire::Map<$Extra>) -> Self {
                    self.$extra = members;
                    self
                }
            )?
        }

        impl wire::Object for $T {
            fn write<M: wire::Entries>(&self, members: &mut wire::Writer<M>) {
                $(
                    $(members.put($wire, &self.$given);)?
                    $(members.put_present($wire, &self.$field);)?
                )*
                $(members.put_all(&self.$extra, <Self as wire::Fits>::declares);)?
            }

            fn read<'de, A: ::serde::de::MapAccess<'de>>(mut members: wire::Members<A>) -> Result<Self, A::Error> {
                $($(let mut $given = None;)? $(let mut $field = None;)?)*
                $(let mut $extra = wire::Map::default();)?
                while let Some(name) = members.name()? {
                    match name.as_str() {
                        $($wire => $(members.required($wire, &mut $given))? $(members.$mode($wire, &mut $field))?,)*
                        _ => object!(@other members name $($extra)?),
                    }?;
                }
                $($(let Some($given) = $given else { return Err(wire::missing($wire)) };)?)*
                Ok(Self { $($($given,)? $($field,)?)* $($extra)? })
            }
        }

        impl wire::Fits for $T {
            const MEMBERS: &'static [wire::Member] = &[$(
                $(wire::Member::required($wire) $(.only(stringify!($value)))? $(.only(stringify!($text)))?)?
                $(wire::Member::$mode($wire))?
            ),*];
            $(object!(@keeps $extra);)?
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

    (@keeps $extra:ident) => {
        fn keeps(_: &str) -> bool {
            true
        }
    };

    (@default $wire:literal $field:ident $get:ident &str: $default:literal $(,)?) => {
        #[doc = concat!("`", stringify!($wire), "`; `", stringify!($default), "` where it is absent.")]
        pub fn $get(&self) -> &str {
            self.$field.as_deref().unwrap_or($default)
        }
    };
    (@default $wire:literal $field:ident $get:ident Option<&str>: Some($default:literal) $(,)?) => {
        #[doc = concat!("`", stringify!($wire), "`; `", stringify!($default), "` where it is absent.")]
        pub fn $get(&self) -> Option<&str> {
            self.$field.as_ref().map_or(Some($default), |value| value.as_deref())
        }
    };
    (@default $wire:literal $field:ident $get:ident $Value:ty: $default:expr $(,)?) => {
        #[doc = concat!("`", stringify!($wire), "`; `", stringify!($default), "` where it is absent.")]
        pub fn $get(&self) -> $Value {
            wire::or_default(&self.$field, || $default)
        }
    };

    (@other $members:ident $name:ident) => { $members.skip() };
    (@other $members:ident $name:ident $extra:ident) => { $members.extra($name, &mut $extra) };
}

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

            /// Whether this version of the description knows the value, however it was made.
            pub fn is_known(&self) -> bool {
                match self {
                    Self::$Unknown(text) => !matches!(Self::from(text.as_str()), Self::$Unknown(_)),
                    _ => true,
                }
            }
        }

        // The derives would have code for every variant, which takes rustc far longer; so would a name for each.
        impl ::std::fmt::Debug for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                wire::debug_enum(formatter, self.as_str(), &[$($wire),*], stringify!($($Variant)* $Unknown))
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

            fn from_str(text: &str) -> Result<Self, ::std::convert::Infallible> {
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
                match value.as_str() {
                    Some(text) => wire::fits_text(!matches!(Self::from(text), Self::$Unknown(_))),
                    None => None,
                }
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
/// place for it: `_ = Unknown`; or is read as one of the alternatives: `_ => Other`.
///
/// | after an alternative | |
/// |---|---|
/// | `again` | another one has the same type, so that there is no `From` |
/// | `boxed` | the type contains the union |
/// | `added` | a struct without the tag, which the union writes, and does not hand on when it reads |
/// | `stated` | a struct with the tag, which is written as the text that stands for it |
/// | `checked kind` | a struct whose member `kind` is the tag, which is written if it is one of the values that stand for it |
/// | `ensured` | a map or another union; the tag is written where it is missing |
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($(#[$attribute:meta])* pub enum $T:ident by $tag:literal {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(,)?) $($mode:ident)* = [$($value:literal),* $(,)?],)*
        _ = $Unknown:ident $(,)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T {
            $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [$tag $($value)*],)*
        } [$Unknown]);
        union!(@tagged $T $tag { $($Variant [$($mode)*] [$($value)*])* } |members| members.rest().map(Self::$Unknown));

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                wire::fits_tagged(value, $tag, &[$($($value,)*)*])
            }

            fn keeps(_: &str) -> bool {
                true
            }
        }
    };
    ($(#[$attribute:meta])* pub enum $T:ident by $tag:literal {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(,)?) $($mode:ident)* = [$($value:literal),* $(,)?],)*
        _ => $Default:ident $(as $Judged:ty)? $(,)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T {
            $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [$tag $($value)*],)*
        } []);
        union!(@tagged $T $tag { $($Variant [$($mode)*] [$($value)*])* }
            |members| members.read(stringify!($T), stringify!($Default)).map(Self::$Default));

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                let known = wire::fits_tagged(value, $tag, &[$($($value,)*)*]).filter(|fit| *fit > 0);
                known.or_else(|| union!(@default value $Default $($Judged)?))
            }

            fn keeps(_: &str) -> bool {
                true
            }
        }
    };
    ($(#[$attribute:meta])* pub enum $T:ident {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(as $Judged:ty)? $(,)?) $($mode:ident)*,)*
        $(_ = $Unknown:ident $(,)?)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T { $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [],)* } [$($Unknown)?]);

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                wire::best(&[$(<union!(@judged $Ty $(as $Judged)?) as wire::Fits>::fits(value)),*])
            }

            fn keeps(_: &str) -> bool {
                true
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                let candidates = [$(wire::Candidate::of::<union!(@judged $Ty $(as $Judged)?)>(stringify!($Variant), &value)),*];
                let unknown: Option<fn(::serde_json::Value) -> Self> = union!(@unknown $($Unknown)?);
                let union = stringify!($T);
                wire::choose(union, value, &candidates, unknown, |alternative, value| match alternative {
                    $(stringify!($Variant) => wire::read_as(value, union, alternative).map(Self::$Variant),)*
                    _ => Err(wire::no_alternative(union, &value, &[])),
                })
            }
        }
    };

    (@tagged $T:ident $tag:literal { $($Variant:ident [$($mode:ident)*] [$($value:literal)*])* }
        |$members:ident| $otherwise:expr
    ) => {
        impl wire::Tagged for $T {
            const TAG: &'static str = $tag;

            fn read_as<'de, A: ::serde::de::MapAccess<'de>>(
                tag: Option<&str>,
                $members: wire::Replay<'de, A>,
            ) -> Result<Self, A::Error> {
                match tag {
                    $(Some(tag) if wire::is_one_of(tag, &[$($value),*]) => {
                        let members = union!(@members $tag $members $($mode)*);
                        members.read(stringify!($T), stringify!($Variant)).map(Self::$Variant)
                    })*
                    _ => $otherwise,
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::read_tagged(deserializer)
            }
        }
    };

    (@impls [$(#[$attribute:meta])*] $T:ident {
        $([$(#[$doc:meta])*] $Variant:ident($Ty:ty) [$($mode:ident)*] [$($tag:literal)*],)*
    } [$($Unknown:ident)?]) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $T {
            $($(#[$doc])* $Variant(union!(@payload $Ty, $($mode)*)),)*
            $(
                /// A value that this version of the description does not know; kept and sent back unchanged.
                $Unknown(::serde_json::Value),
            )?
        }

        $(union!(@from $T $Variant($Ty) $($mode)*);)*

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Variant(value) => union!(@write serializer value [$($tag)*] $($mode)*),)*
                    $(Self::$Unknown(value) => ::serde::Serialize::serialize(value, serializer),)?
                }
            }
        }
    };
    (@default $value:ident $Default:ident) => { wire::fits_default(Self::$Default, $value) };
    (@default $value:ident $Default:ident $Judged:ty) => { <$Judged as wire::Fits>::fits($value) };
    (@judged $Ty:ty) => { $Ty };
    (@judged $Ty:ty as $Judged:ty) => { $Judged };

    (@payload $Ty:ty, boxed $($mode:ident)*) => { Box<$Ty> };
    (@payload $Ty:ty, again boxed $($mode:ident)*) => { Box<$Ty> };
    (@payload $Ty:ty, $($mode:ident)*) => { $Ty };

    (@from $T:ident $Variant:ident($Ty:ty) again $($mode:ident)*) => {};
    (@from $T:ident $Variant:ident($Ty:ty) $($mode:ident)*) => {
        impl From<$Ty> for $T {
            fn from(value: $Ty) -> Self {
                Self::$Variant(value.into())
            }
        }
    };

    (@members $tag:literal $members:ident again $($mode:ident)*) => { union!(@members $tag $members $($mode)*) };
    (@members $tag:literal $members:ident boxed $($mode:ident)*) => { union!(@members $tag $members $($mode)*) };
    (@members $tag:literal $members:ident added) => { $members.without_tag() };
    (@members $tag:literal $members:ident $($mode:ident)*) => { $members };

    (@write $to:ident $value:ident $tag:tt again $($mode:ident)*) => { union!(@write $to $value $tag $($mode)*) };
    (@write $to:ident $value:ident [$tag:literal $text:literal $($more:literal)*] added) => {
        wire::write_with_tag($tag, $text, $value, $to)
    };
    (@write $to:ident $value:ident [$tag:literal $text:literal $($more:literal)*] boxed added) => {
        wire::write_with_tag($tag, $text, &**$value, $to)
    };
    (@write $to:ident $value:ident [$tag:literal $text:literal $($more:literal)*] ensured) => {
        wire::write_tagged($tag, $text, $value, $to)
    };
    (@write $to:ident $value:ident [$tag:literal $text:literal $($more:literal)*] boxed ensured) => {
        wire::write_tagged($tag, $text, $value, $to)
    };
    (@write $to:ident $value:ident [$tag:literal $text:literal] stated) => {
        wire::write_stated($tag, $text, $value, $to)
    };
    (@write $to:ident $value:ident [$tag:literal $text:literal] boxed stated) => {
        wire::write_stated($tag, $text, &**$value, $to)
    };
    (@write $to:ident $value:ident $tags:tt boxed checked $field:ident) => {
        union!(@write $to $value $tags checked $field)
    };
    (@write $to:ident $value:ident [$tag:literal $($text:literal)*] checked $field:ident) => {
        wire::write_checked($tag, &[$($text),*], &$value.$field, $value, $to)
    };
    (@write $to:ident $value:ident $tag:tt $($mode:ident)*) => { ::serde::Serialize::serialize($value, $to) };

    (@unknown) => { None };
    (@unknown $Unknown:ident) => { Some(Self::$Unknown) };
}

// What a copy of these files in another crate is called by.
#[allow(unused_imports)]
pub(crate) use {object, string_enum, union};
