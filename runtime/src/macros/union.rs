//! Values of one of several types.
//!
//! Owns the expansion of `union!`. Must not know any model, nor how an alternative is selected.

/// A value of one of several types.
///
/// Where an alternative contains a type of another package, `as` names the type that scores a value instead.
/// With `by "name"` that property is the discriminator property: each alternative has its discriminator values. Of alternatives
/// that share a value, which is listed behind `shared` too, and where there is no discriminator property, the one is read that
/// the value [fits](super::super::wire::Fits) best. A value that fits none becomes the variant for unknown values (`_ =
/// Unknown`), or is read as one of the alternatives (`_ => Other`).
///
/// | after an alternative | |
/// |---|---|
/// | `again` | another one has the same type, so that there is no `From` |
/// | `boxed` | in a box: the type contains the union, or there are many |
/// | `added` | a struct without the discriminator property: the union writes it, and does not pass it on when it reads |
/// | `stated` | a struct with the discriminator property, which is written with the value of the alternative |
/// | `checked kind` | a struct whose property `kind` is the discriminator property; it must have a value of the alternative to be written |
/// | `ensured` | a map or another union; the discriminator property is written where it is absent |
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    ($(#[$attribute:meta])* pub enum $T:ident by $discriminator:literal $(shared = [$($shared:literal),* $(,)?])? {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(as $Scored:ty)? $(,)?) $($mode:ident)* = [$($value:literal),* $(,)?],)*
        _ = $Unknown:ident $(,)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T {
            $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [$discriminator $($value)*],)*
        } [$Unknown]);
        union!(@discriminated $T $discriminator [$($($shared)*)?] [$Unknown] { $($Variant [$($mode)*] [$($value)*])* }
            |properties| properties.rest().map(Self::$Unknown));

        impl wire::Fits for $T {
            const DISCRIMINATOR: Option<&'static str> = Some($discriminator);
            const ALTERNATIVES: &'static [wire::Alternative] = &[$(
                wire::Alternative::of::<union!(@scored $Ty $(as $Scored)?)>(stringify!($Variant), &[$($value),*])
            ),*];
        }
    };
    ($(#[$attribute:meta])* pub enum $T:ident by $discriminator:literal $(shared = [$($shared:literal),* $(,)?])? {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(as $Scored:ty)? $(,)?) $($mode:ident)* = [$($value:literal),* $(,)?],)*
        _ => $Default:ident $(as $ScoredDefault:ty)? $(,)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T {
            $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [$discriminator $($value)*],)*
        } []);
        union!(@discriminated $T $discriminator [$($($shared)*)?] [] { $($Variant [$($mode)*] [$($value)*])* }
            |properties| properties.read(stringify!($T), stringify!($Default)).map(Self::$Default));

        impl wire::Fits for $T {
            const DISCRIMINATOR: Option<&'static str> = Some($discriminator);
            const ALTERNATIVES: &'static [wire::Alternative] = &[$(
                wire::Alternative::of::<union!(@scored $Ty $(as $Scored)?)>(stringify!($Variant), &[$($value),*])
            ),*];
            const DEFAULT: Option<fn(&::serde_json::Value) -> Option<usize>> =
                Some(|value| union!(@default value $Default $($ScoredDefault)?));
        }
    };
    ($(#[$attribute:meta])* pub enum $T:ident {
        $($(#[$doc:meta])* $Variant:ident($Ty:ty $(as $Scored:ty)? $(,)?) $($mode:ident)*,)*
        $(_ = $Unknown:ident $(,)?)?
    }) => {
        union!(@impls [$(#[$attribute])*] $T { $([$(#[$doc])*] $Variant($Ty) [$($mode)*] [],)* } [$($Unknown)?]);

        impl wire::Fits for $T {
            const ALTERNATIVES: &'static [wire::Alternative] = &[$(
                wire::Alternative::of::<union!(@scored $Ty $(as $Scored)?)>(stringify!($Variant), &[])
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

    // Alternatives that share a discriminator value are selected by the whole object.
    (@shared $discriminator:literal $given:ident $properties:ident $T:ident [] $rest:tt { $($variants:tt)* }) => {};
    (@shared $discriminator:literal $given:ident $properties:ident $T:ident [$($shared:literal)+] [$($Unknown:ident)?] {
        $($Variant:ident [$($mode:ident)*])*
    }) => {
        if let Some(given) = $given.filter(|given| wire::is_one_of(given, &[$($shared),+])) {
            let unknown: Option<fn(::serde_json::Value) -> Self> = union!(@unknown $($Unknown)?);
            let union = stringify!($T);
            return wire::choose_shared(union, given, $properties.rest()?, unknown, |alternative, value| match alternative {
                $(stringify!($Variant) => {
                    wire::read_as(union!(@value $discriminator value $($mode)*), union, alternative).map(Self::$Variant)
                })*
                _ => Err(wire::no_alternative(union, &value, &[])),
            });
        }
    };

    (@discriminated $T:ident $discriminator:literal $shared:tt $unknown:tt { $($Variant:ident [$($mode:ident)*] [$($value:literal)*])* }
        |$properties:ident| $otherwise:expr
    ) => {
        impl wire::Discriminated for $T {
            const DISCRIMINATOR: &'static str = $discriminator;

            fn read_as<'de, A: ::serde::de::MapAccess<'de>>(
                given: Option<&str>,
                $properties: wire::Replay<'de, A>,
            ) -> Result<Self, A::Error> {
                union!(@shared $discriminator given $properties $T $shared $unknown { $($Variant [$($mode)*])* });
                match given {
                    $(Some(given) if wire::is_one_of(given, &[$($value),*]) => {
                        let properties = union!(@properties $discriminator $properties $($mode)*);
                        properties.read(stringify!($T), stringify!($Variant)).map(Self::$Variant)
                    })*
                    _ => $otherwise,
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::read_discriminated(deserializer)
            }
        }
    };

    (@impls [$(#[$attribute:meta])*] $T:ident {
        $([$(#[$doc:meta])*] $Variant:ident($Ty:ty) [$($mode:ident)*] [$($discriminator:literal)*],)*
    } [$($Unknown:ident)?]) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $T {
            $($(#[$doc])* $Variant(union!(@payload $Ty, $($mode)*)),)*
            $(
                /// A value that this version of the description does not know; it is sent back unchanged.
                $Unknown(::serde_json::Value),
            )?
        }

        $(union!(@from $T $Variant($Ty) $($mode)*);)*

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Variant(value) => union!(@write serializer value [$($discriminator)*] $($mode)*),)*
                    $(Self::$Unknown(value) => ::serde::Serialize::serialize(value, serializer),)?
                }
            }
        }
    };
    (@default $value:ident $Default:ident) => { wire::fits_default(Self::$Default, $value) };
    (@default $value:ident $Default:ident $Scored:ty) => { <$Scored as wire::Fits>::fits($value) };
    (@scored $Ty:ty) => { $Ty };
    (@scored $Ty:ty as $Scored:ty) => { $Scored };

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

    (@properties $discriminator:literal $properties:ident again $($mode:ident)*) => { union!(@properties $discriminator $properties $($mode)*) };
    (@properties $discriminator:literal $properties:ident boxed $($mode:ident)*) => { union!(@properties $discriminator $properties $($mode)*) };
    (@properties $discriminator:literal $properties:ident added) => { $properties.without_discriminator() };
    (@properties $discriminator:literal $properties:ident $($mode:ident)*) => { $properties };

    (@value $discriminator:literal $value:ident again $($mode:ident)*) => { union!(@value $discriminator $value $($mode)*) };
    (@value $discriminator:literal $value:ident boxed $($mode:ident)*) => { union!(@value $discriminator $value $($mode)*) };
    (@value $discriminator:literal $value:ident added) => { wire::without_discriminator($value, $discriminator) };
    (@value $discriminator:literal $value:ident $($mode:ident)*) => { $value };

    (@write $to:ident $value:ident $discriminator:tt again $($mode:ident)*) => { union!(@write $to $value $discriminator $($mode)*) };
    (@write $to:ident $value:ident [$discriminator:literal $only:literal $($more:literal)*] added) => {
        wire::write_added($discriminator, $only, $value, $to)
    };
    (@write $to:ident $value:ident [$discriminator:literal $only:literal $($more:literal)*] boxed added) => {
        wire::write_added($discriminator, $only, &**$value, $to)
    };
    (@write $to:ident $value:ident [$discriminator:literal $only:literal $($more:literal)*] ensured) => {
        wire::write_ensured($discriminator, $only, $value, $to)
    };
    (@write $to:ident $value:ident [$discriminator:literal $only:literal $($more:literal)*] boxed ensured) => {
        wire::write_ensured($discriminator, $only, $value, $to)
    };
    (@write $to:ident $value:ident [$discriminator:literal $only:literal] stated) => {
        wire::write_stated($discriminator, $only, $value, $to)
    };
    (@write $to:ident $value:ident [$discriminator:literal $only:literal] boxed stated) => {
        wire::write_stated($discriminator, $only, &**$value, $to)
    };
    (@write $to:ident $value:ident $tags:tt boxed checked $field:ident) => {
        union!(@write $to $value $tags checked $field)
    };
    (@write $to:ident $value:ident [$discriminator:literal $($only:literal)*] checked $field:ident) => {
        wire::write_checked($discriminator, &[$($only),*], &$value.$field, $value, $to)
    };
    (@write $to:ident $value:ident $discriminator:tt $($mode:ident)*) => { ::serde::Serialize::serialize($value, $to) };

    (@unknown) => { None };
    (@unknown $Unknown:ident) => { Some(Self::$Unknown) };
}

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use union;
