//! Objects: the names of their properties on the wire, and how they may be absent.
//!
//! Owns the expansion of `object!`: constructors, setters, serde's traits. Must not know any model.

/// The properties of a struct: their names on the wire, whether they may be absent, and what their setters take.
///
/// | entry | the field's type | absent | null |
/// |---|---|---|---|
/// | `"a" = a` | `T` | refused | as `T` reads it |
/// | `"a" = a fixed("t")` | `T`, which reads `t` alone; given by `new` | refused | as `T` reads it |
/// | `"a" = a closed("t", T::V)` | the same, where `T` has no conversion from strings | refused | as `T` reads it |
/// | `"a" = a constant(T: "{}" = T {})` | the same, of an object or an array, with its JSON text | refused | as `T` reads it |
/// | `"a" = a boxed(T)` | `Box<T>`; `new` takes what converts into `T` | refused | as `T` reads it |
/// | `"a": a optional(T)` | `Option<T>` | `None` | `None` |
/// | `"a": a boxed(T)` | `Option<Box<T>>` | `None` | `None` |
/// | `"a": a any(T)` | `Option<T>` | `None` | as `T` reads it |
/// | `"a": a nullable(T, a_null)` | `Option<Option<T>>` | `None` | `Some(None)` |
/// | `"a": a nullable_boxed(T, a_null)` | `Option<Option<Box<T>>>` | `None` | `Some(None)` |
/// | `..extra(T)` | `wire::Map<T>`, all other properties | empty | |
///
/// A property that may be absent can have a default: `"a": a optional(i64) or a_or_default(i64: 10)`. A default that is an
/// object or an array is written after its JSON text, for its documentation: `or a_or_default(T: "{}" = T {})`. Attributes of
/// setters stand before their names: `"a": #[deprecated] a nullable(T, #[deprecated] a_null)`.
///
/// Where many properties are required, the constructor takes a struct: `Pet::new(PetRequired { name: String, .. })`.
///
/// The word after a field is the name of the functions that read, set and describe such a property, so that a property needs no
/// call of a macro: rustc takes longer for each call, the more macros a module has.
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($T:ident::new() $table:tt) => {
        impl Default for $T {
            fn default() -> Self {
                Self::new()
            }
        }

        object!(@table $T [() {}] $table);
    };
    ($T:ident::new($($argument:ident: $ty:ty),+ $(,)?) $table:tt) => {
        object!(@table $T [($($argument: $ty),+) { $(let $argument = Into::into($argument);)+ }] $table);
    };
    ($T:ident::new($Required:ident { $($argument:ident: $ty:ty),* $(,)? }) $table:tt) => {
        #[doc = concat!("The required properties of [`", stringify!($T), "`], which documents them.")]
        #[allow(missing_docs)]
        #[derive(Debug, Clone)]
        pub struct $Required {
            $(pub $argument: $ty,)*
        }

        object!(@table $T [(required: $Required) { let $Required { $($argument),* } = required; }] $table);
    };

    (@table $T:ident [$arguments:tt { $($unpack:tt)* }] { $(
        $wire:literal
        $(= $given:ident $(fixed($value:expr $(,)?))? $(closed($text:literal, $only:path $(,)?))?
            $(constant($Only:ty: $json:literal = $parts:expr $(,)?))? $(boxed($Boxed:ty $(,)?))?)?
        $(: $(#[$attribute:meta])* $field:ident
            $mode:ident($Set:ty $(, $(#[$null_attribute:meta])* $null:ident)? $(,)?)
            $(or $get:ident($($default:tt)*))?
        )?,
    )* $(..$extra:ident($Extra:ty $(,)?) $(,)?)? }) => {
        // Setters are named by the description.
        #[allow(clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl $T {
            /// A value with its required properties. The methods below set the others.
            pub fn new $arguments -> Self {
                $($unpack)*
                $($($(let $given = Into::into($value);)? $(let $given = $only;)? $(let $given: $Only = $parts;)?
                    $(let $given = Box::<$Boxed>::new($given);)?)?)*
                Self { $($($given,)? $($field: None,)?)* $($extra: wire::Map::default())? }
            }

            $($(
                /// Sets the field of this name.
                $(#[$attribute])*
                pub fn $field(mut self, $field: $Set) -> Self {
                    wire::set::$mode(&mut self.$field, $field);
                    self
                }

                $(
                    /// Sets the field to null.
                    $(#[$null_attribute])*
                    pub fn $null(mut self) -> Self {
                        wire::set::null(&mut self.$field);
                        self
                    }
                )?

                $(object! { @default $wire $field $get $($default)* })?
            )?)*

            $(
                /// Sets the undeclared properties.
                pub fn $extra(mut self, properties: wire::Map<$Extra>) -> Self {
                    self.$extra = properties;
                    self
                }
            )?
        }

        impl wire::Object for $T {
            // A struct without fields does not use it.
            fn write<M: wire::Entries>(&self, _properties: &mut wire::Writer<M>) {
                $(
                    $(_properties.put($wire, &self.$given);)?
                    $(_properties.put_present($wire, &self.$field);)?
                )*
                $(_properties.put_all(&self.$extra, <Self as wire::Fits>::declares);)?
            }

            fn read<'de, A: ::serde::de::MapAccess<'de>>(properties: wire::Properties<'de, A>) -> Result<Self, A::Error> {
                object!(@read properties [$($($wire $given)?)*] [$($($field)?)*] [$($extra)?] {
                    $($wire => $(required $given)? $($mode $field)?,)*
                })
            }
        }

        impl ::std::fmt::Debug for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                wire::debug(self, stringify!($T), formatter)
            }
        }

        impl wire::Fits for $T {
            const PROPERTIES: &'static [wire::Property] = &[$(
                $(wire::Property::required($wire) $(.only(stringify!($value)))? $(.only(stringify!($text)))? $(.only($json))?)?
                $(wire::Property::$mode($wire))?
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
        #[doc = concat!("`` ", stringify!($wire), " ``; `` ", stringify!($default), " `` if it is absent.")]
        pub fn $get(&self) -> &str {
            self.$field.as_deref().unwrap_or($default)
        }
    };
    (@default $wire:literal $field:ident $get:ident Option<&str>: Some($default:literal $(,)?) $(,)?) => {
        #[doc = concat!("`` ", stringify!($wire), " ``; `` ", stringify!($default), " `` if it is absent.")]
        pub fn $get(&self) -> Option<&str> {
            self.$field.as_ref().map_or(Some($default), |value| value.as_deref())
        }
    };
    (@default $wire:literal $field:ident $get:ident $Value:ty: $json:literal = $default:expr $(,)?) => {
        #[doc = concat!("`` ", stringify!($wire), " ``; `` ", $json, " `` if it is absent.")]
        pub fn $get(&self) -> $Value {
            wire::or_default(&self.$field, || $default)
        }
    };
    (@default $wire:literal $field:ident $get:ident $Value:ty: $default:expr $(,)?) => {
        #[doc = concat!("`` ", stringify!($wire), " ``; `` ", stringify!($default), " `` if it is absent.")]
        pub fn $get(&self) -> $Value {
            wire::or_default(&self.$field, || $default)
        }
    };

    // Without required properties, the object itself takes the values. Otherwise each has a variable until all are read. rustc
    // takes longer for a `?` than for a match.
    (@read $properties:ident [] [$($field:ident)*] [$($extra:ident)?] {
        $($wire:literal => $read:ident $slot:ident,)*
    }) => {{
        #[allow(unused_mut)] // A struct without fields.
        let mut object = Self { $($field: None,)* $($extra: wire::Map::default())? };
        object!(@each $properties {
            $($wire => $properties.$read(&mut object.$slot),)*
            _ => object!(@other $properties $(object.$extra)?),
        });
        Ok(object)
    }};
    (@read $properties:ident [$($required:literal $given:ident)*] [$($field:ident)*] [$($extra:ident)?] {
        $($wire:literal => $read:ident $slot:ident,)*
    }) => {{
        $(let mut $given = None;)*
        $(let mut $field = None;)*
        $(let mut $extra = wire::Map::default();)?
        object!(@each $properties {
            $($wire => $properties.$read(&mut $slot),)*
            _ => object!(@other $properties $($extra)?),
        });
        $(let Some($given) = $given else { return Err(wire::missing($required)) };)*
        Ok(Self { $($given,)* $($field,)* $($extra)? })
    }};

    (@each $properties:ident $read:tt) => {
        let mut $properties = $properties;
        loop {
            match $properties.advance() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => return Err(error),
            }
            if let Err(error) = match $properties.name() $read {
                return Err($properties.in_value(error));
            }
        }
    };

    (@other $properties:ident) => { $properties.skip() };
    (@other $properties:ident $($extra:tt)+) => { $properties.extra(&mut $($extra)+) };
}

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use object;
