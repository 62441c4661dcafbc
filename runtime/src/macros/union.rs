//! Values of one of several types.
//!
//! Owns what such a table expands to. Must not know any model, nor how an alternative is chosen.

/// A value of one of several types.
///
/// Where a type of another package is part of an alternative, `as` says what stands for it when a value is judged.
/// With `by "name"` the member of that name tells which: each alternative has the texts that stand for it; of those that share a
/// text, which stands behind `shared` too, and where there is no tag, the alternative is the one that the value
/// [fits](super::super::wire::Fits) best. What fits none is kept as it is, where the enum has a
/// place for it: `_ = Unknown`; or is read as one of the alternatives: `_ => Other`.
///
/// | after an alternative | |
/// |---|---|
/// | `again` | another one has the same type, so that there is no `From` |
/// | `boxed` | in a box: the type contains the union, or there are many |
/// | `added` | a struct without the tag, which the union writes, and does not hand on when it reads |
/// | `stated` | a struct with the tag, which is written as the text that stands for it |
/// | `checked kind` | a struct whose member `kind` is the tag, which is written if it is one of the values that stand for it |
/// | `ensured` | a map or another union; the tag is written where it is missing |
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($(#[$attribute:meta])* pub enum $T:ident by $tag:literal $(shared = [$($shared:literal),* $(,)?])? {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(as $Judged:ty)? $(,)?) $($mode:ident)* = [$($value:literal),* $(,)?],)*
        _ = $Unknown:ident $(,)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T {
            $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [$tag $($value)*],)*
        } [$Unknown]);
        union!(@tagged $T $tag [$($($shared)*)?] [$Unknown] { $($Variant [$($mode)*] [$($value)*])* }
            |members| members.rest().map(Self::$Unknown));

        impl wire::Fits for $T {
            const TAG: Option<&'static str> = Some($tag);
            const ALTERNATIVES: &'static [wire::Alternative] = &[$(
                wire::Alternative::of::<union!(@judged $Ty $(as $Judged)?)>(stringify!($Variant), &[$($value),*])
            ),*];
        }
    };
    ($(#[$attribute:meta])* pub enum $T:ident by $tag:literal $(shared = [$($shared:literal),* $(,)?])? {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(as $Judged:ty)? $(,)?) $($mode:ident)* = [$($value:literal),* $(,)?],)*
        _ => $Default:ident $(as $Meant:ty)? $(,)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T {
            $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [$tag $($value)*],)*
        } []);
        union!(@tagged $T $tag [$($($shared)*)?] [] { $($Variant [$($mode)*] [$($value)*])* }
            |members| members.read(stringify!($T), stringify!($Default)).map(Self::$Default));

        impl wire::Fits for $T {
            const TAG: Option<&'static str> = Some($tag);
            const ALTERNATIVES: &'static [wire::Alternative] = &[$(
                wire::Alternative::of::<union!(@judged $Ty $(as $Judged)?)>(stringify!($Variant), &[$($value),*])
            ),*];
            const OTHERWISE: Option<fn(&::serde_json::Value) -> Option<usize>> =
                Some(|value| union!(@default value $Default $($Meant)?));
        }
    };
    ($(#[$attribute:meta])* pub enum $T:ident {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(as $Judged:ty)? $(,)?) $($mode:ident)*,)*
        $(_ = $Unknown:ident $(,)?)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T { $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [],)* } [$($Unknown)?]);

        impl wire::Fits for $T {
            const ALTERNATIVES: &'static [wire::Alternative] = &[$(
                wire::Alternative::of::<union!(@judged $Ty $(as $Judged)?)>(stringify!($Variant), &[])
            ),*];
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                let unknown: Option<fn(::serde_json::Value) -> Self> = union!(@unknown $($Unknown)?);
                let union = stringify!($T);
                wire::choose(union, value, unknown, |alternative, value| match alternative {
                    $(stringify!($Variant) => wire::read_as(value, union, alternative).map(Self::$Variant),)*
                    _ => Err(wire::no_alternative(union, &value, &[])),
                })
            }
        }
    };

    // Of what shares its tag with others the object is looked at as a whole.
    (@shared $tag:literal $text:ident $members:ident $T:ident [] $rest:tt { $($variants:tt)* }) => {};
    (@shared $tag:literal $text:ident $members:ident $T:ident [$($shared:literal)+] [$($Unknown:ident)?] {
        $($Variant:ident [$($mode:ident)*])*
    }) => {
        if let Some(text) = $text.filter(|text| wire::is_one_of(text, &[$($shared),+])) {
            let unknown: Option<fn(::serde_json::Value) -> Self> = union!(@unknown $($Unknown)?);
            let union = stringify!($T);
            return wire::choose_shared(union, text, $members.rest()?, unknown, |alternative, value| match alternative {
                $(stringify!($Variant) => {
                    wire::read_as(union!(@value $tag value $($mode)*), union, alternative).map(Self::$Variant)
                })*
                _ => Err(wire::no_alternative(union, &value, &[])),
            });
        }
    };

    (@tagged $T:ident $tag:literal $shared:tt $unknown:tt { $($Variant:ident [$($mode:ident)*] [$($value:literal)*])* }
        |$members:ident| $otherwise:expr
    ) => {
        impl wire::Tagged for $T {
            const TAG: &'static str = $tag;

            fn read_as<'de, A: ::serde::de::MapAccess<'de>>(
                tag: Option<&str>,
                $members: wire::Replay<'de, A>,
            ) -> Result<Self, A::Error> {
                union!(@shared $tag tag $members $T $shared $unknown { $($Variant [$($mode)*])* });
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
                Self::$Variant(Into::into(value))
            }
        }
    };

    (@members $tag:literal $members:ident again $($mode:ident)*) => { union!(@members $tag $members $($mode)*) };
    (@members $tag:literal $members:ident boxed $($mode:ident)*) => { union!(@members $tag $members $($mode)*) };
    (@members $tag:literal $members:ident added) => { $members.without_tag() };
    (@members $tag:literal $members:ident $($mode:ident)*) => { $members };

    (@value $tag:literal $value:ident again $($mode:ident)*) => { union!(@value $tag $value $($mode)*) };
    (@value $tag:literal $value:ident boxed $($mode:ident)*) => { union!(@value $tag $value $($mode)*) };
    (@value $tag:literal $value:ident added) => { wire::without_tag($value, $tag) };
    (@value $tag:literal $value:ident $($mode:ident)*) => { $value };

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
pub(crate) use union;
