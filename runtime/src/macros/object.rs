//! Objects: what their members are called on the wire, and how they may be absent.
//!
//! Owns what such a table expands to: constructors, setters, serde's traits. Must not know any model.

/// The members of a struct: their names on the wire, whether they may be absent, and what their setters take.
///
/// | entry | the field's type | absent | null |
/// |---|---|---|---|
/// | `"a" = a` | `T` | refused | as `T` reads it |
/// | `"a" = a fixed("t")` | `T`, which reads `t` alone; given by `new` | refused | as `T` reads it |
/// | `"a" = a closed("t", T::V)` | the same, where no text is made a `T` | refused | as `T` reads it |
/// | `"a" = a constant(T: "{}" = T {})` | the same, of an object or a list, by its JSON text | refused | as `T` reads it |
/// | `"a" = a boxed(T)` | `Box<T>`; `new` takes what becomes a `T` | refused | as `T` reads it |
/// | `"a": a optional(T)` | `Option<T>` | `None` | `None` |
/// | `"a": a boxed(T)` | `Option<Box<T>>` | `None` | `None` |
/// | `"a": a any(T)` | `Option<T>` | `None` | as `T` reads it |
/// | `"a": a nullable(T, a_null)` | `Option<Option<T>>` | `None` | `Some(None)` |
/// | `"a": a nullable_boxed(T, a_null)` | `Option<Option<Box<T>>>` | `None` | `Some(None)` |
/// | `..extra(T)` | `wire::Map<T>`, all other members | empty | |
///
/// A member that may be absent can have a default: `"a": a optional(i64) or a_or_default(i64: 10)`; before one that is made of
/// parts stands its JSON text, for its documentation: `or a_or_default(T: "{}" = T {})`. Attributes of its
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
        $(= $given:ident $(fixed($value:expr $(,)?))? $(closed($text:literal, $only:path $(,)?))?
            $(constant($Only:ty: $json:literal = $parts:expr $(,)?))? $(boxed($Boxed:ty $(,)?))?)?
        $(: $(#[$attribute:meta])* $field:ident
            $mode:ident($Set:ty $(, $(#[$null_attribute:meta])* $null:ident)? $(,)?)
            $(or $get:ident($($default:tt)*))?
        )?,
    )* $(..$extra:ident($Extra:ty $(,)?) $(,)?)? }) => {
        // Where all that is required is constant, `new` takes nothing; setters are named by the description.
        #[allow(clippy::new_without_default, clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl $T {
            /// A value with what is required; the rest is set by the methods below.
            pub fn new $arguments -> Self {
                $($unpack)*
                $($($(let $given = $value;)? $(let $given = $only;)? $(let $given: $Only = $parts;)?
                    $(let $given: $Boxed = Into::into($given);)?)?)*
                Self { $($($given: Into::into($given),)? $($field: None,)?)* $($extra: wire::Map::default())? }
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
            // A struct without fields writes nothing.
            fn write<M: wire::Entries>(&self, _members: &mut wire::Writer<M>) {
                $(
                    $(_members.put($wire, &self.$given);)?
                    $(_members.put_present($wire, &self.$field);)?
                )*
                $(_members.put_all(&self.$extra, <Self as wire::Fits>::declares);)?
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
                $(wire::Member::required($wire) $(.only(stringify!($value)))? $(.only(stringify!($text)))? $(.only($json))?)?
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
        #[doc = concat!("`` ", stringify!($wire), " ``; `` ", stringify!($default), " `` where it is absent.")]
        pub fn $get(&self) -> &str {
            self.$field.as_deref().unwrap_or($default)
        }
    };
    (@default $wire:literal $field:ident $get:ident Option<&str>: Some($default:literal $(,)?) $(,)?) => {
        #[doc = concat!("`` ", stringify!($wire), " ``; `` ", stringify!($default), " `` where it is absent.")]
        pub fn $get(&self) -> Option<&str> {
            self.$field.as_ref().map_or(Some($default), |value| value.as_deref())
        }
    };
    (@default $wire:literal $field:ident $get:ident $Value:ty: $json:literal = $default:expr $(,)?) => {
        #[doc = concat!("`` ", stringify!($wire), " ``; `` ", $json, " `` where it is absent.")]
        pub fn $get(&self) -> $Value {
            wire::or_default(&self.$field, || $default)
        }
    };
    (@default $wire:literal $field:ident $get:ident $Value:ty: $default:expr $(,)?) => {
        #[doc = concat!("`` ", stringify!($wire), " ``; `` ", stringify!($default), " `` where it is absent.")]
        pub fn $get(&self) -> $Value {
            wire::or_default(&self.$field, || $default)
        }
    };

    (@other $members:ident $name:ident) => { $members.skip() };
    (@other $members:ident $name:ident $extra:ident) => { $members.extra($name, &mut $extra) };
}

// What a copy of these files in another crate is called by.
#[allow(unused_imports)]
pub(crate) use object;
