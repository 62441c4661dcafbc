//! Newtypes around arrays, maps, strings and numbers.
//!
//! Owns the expansion of `newtype!`. Must not know any model.

/// The traits of a newtype besides those of serde, which it derives:
/// `newtype! { Tree(Vec<Tree>) = list(Tree) }`.
///
/// Where the inner type contains one of another package, `as` names the type that scores a value instead.
///
/// | after `=` | the inner type |
/// |---|---|
/// | `list(T)` | `Vec<T>` |
/// | `map(T)` | a map from strings to `T` |
/// | `object` | any JSON object |
/// | `text` | `String` |
/// | `value` | a type with `FromStr` and `Display` |
/// | `opaque` | any other type |
#[doc(hidden)]
#[macro_export]
macro_rules! newtype {
    ($T:ident($Inner:ty $(as $Scored:ty)? $(,)?) = $kind:ident $(($Of:ty $(,)?))?) => {
        impl From<$Inner> for $T {
            fn from(value: $Inner) -> Self {
                Self(value)
            }
        }

        impl From<$T> for $Inner {
            fn from(value: $T) -> Self {
                value.0
            }
        }

        impl wire::Fits for $T {
            fn fits(value: &::serde_json::Value) -> Option<usize> {
                <newtype!(@scored $Inner $(as $Scored)?) as wire::Fits>::fits(value)
            }

            fn declares(property: &str) -> bool {
                <newtype!(@scored $Inner $(as $Scored)?) as wire::Fits>::declares(property)
            }

            fn keeps(property: &str) -> bool {
                <newtype!(@scored $Inner $(as $Scored)?) as wire::Fits>::keeps(property)
            }
        }

        newtype!(@$kind $T [$Inner] $($Of)?);
    };
    (@scored $Inner:ty) => { $Inner };
    (@scored $Inner:ty as $Scored:ty) => { $Scored };

    (@list $T:ident [$Inner:ty] $Item:ty) => {
        newtype!(@collection $T [$Inner] $Item, &'a $Item, &'a mut $Item);
    };
    (@map $T:ident [$Inner:ty] $Value:ty) => {
        newtype!(@collection $T [$Inner] (String, $Value), (&'a String, &'a $Value), (&'a String, &'a mut $Value));
    };
    (@object $T:ident [$Inner:ty]) => { newtype!(@map $T [$Inner] ::serde_json::Value); };
    (@collection $T:ident [$Inner:ty] $Item:ty, $Lent:ty, $Changed:ty) => {
        impl ::std::ops::Deref for $T {
            type Target = $Inner;

            fn deref(&self) -> &$Inner {
                &self.0
            }
        }

        impl ::std::ops::DerefMut for $T {
            fn deref_mut(&mut self) -> &mut $Inner {
                &mut self.0
            }
        }

        impl FromIterator<$Item> for $T {
            fn from_iter<I: IntoIterator<Item = $Item>>(items: I) -> Self {
                Self(items.into_iter().collect())
            }
        }

        impl Extend<$Item> for $T {
            fn extend<I: IntoIterator<Item = $Item>>(&mut self, items: I) {
                self.0.extend(items)
            }
        }

        impl IntoIterator for $T {
            type Item = $Item;
            type IntoIter = <$Inner as IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }

        impl<'a> IntoIterator for &'a $T {
            type Item = $Lent;
            type IntoIter = <&'a $Inner as IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }

        impl<'a> IntoIterator for &'a mut $T {
            type Item = $Changed;
            type IntoIter = <&'a mut $Inner as IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter_mut()
            }
        }
    };

    (@text $T:ident [$Inner:ty]) => {
        newtype!(@value $T [$Inner]);

        impl From<&str> for $T {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl AsRef<str> for $T {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl $T {
            /// The string.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
    (@value $T:ident [$Inner:ty]) => {
        impl ::std::fmt::Display for $T {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, formatter)
            }
        }

        impl ::std::str::FromStr for $T {
            type Err = <$Inner as ::std::str::FromStr>::Err;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
    (@opaque $T:ident [$Inner:ty]) => {};
}

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use newtype;
