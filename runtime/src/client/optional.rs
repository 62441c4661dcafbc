//! What an optional setter of a call takes: a value, or an `Option` of one.
//!
//! Owns the conversions. Must not know parameters or bodies.
//!
//! A setter of a plain type is `impl Into<Option<T>>`. A setter that takes its value in several forms needs one of these traits,
//! because `None` alone does not tell what it is an `Option` of: each has one implementation for `Option`, which gives `None`
//! its type.

/// What a setter of a string takes: anything that lends a string, an `Option<&str>` (so that `None` has one type), or an
/// `Option` by reference. `M` tells these apart for the compiler, which finds it by itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a string or an `Option<&str>`",
    note = "an `Option<String>` is given by reference: `&name`, or `name.as_deref()`"
)]
pub trait OptionalStr<M> {
    /// The string; `None` where there is none.
    fn into_option(self) -> Option<String>;
}

/// What a setter takes whose value can be converted from others: what converts into a `T`, or an `Option<T>` (so that `None`
/// has one type). `M` tells these apart for the compiler, which finds it by itself.
#[diagnostic::on_unimplemented(message = "`{Self}` does not convert into `{T}`, and is not an `Option<{T}>`")]
pub trait Optional<T, M> {
    /// The value; `None` where there is none.
    fn into_option(self) -> Option<T>;
}

/// A value by itself.
#[derive(Debug)]
pub enum Given {}

/// An `Option` of a value.
#[derive(Debug)]
pub enum Maybe {}

/// An `Option` of a value, by reference.
#[derive(Debug)]
pub enum Lent {}

// Hidden, because it would be in the documentation of every type.
#[doc(hidden)]
impl<S: AsRef<str>> OptionalStr<Given> for S {
    fn into_option(self) -> Option<String> {
        Some(self.as_ref().to_owned())
    }
}

impl OptionalStr<Maybe> for Option<&str> {
    fn into_option(self) -> Option<String> {
        self.map(str::to_owned)
    }
}

impl<S: AsRef<str>> OptionalStr<Lent> for &Option<S> {
    fn into_option(self) -> Option<String> {
        self.as_ref().map(|value| value.as_ref().to_owned())
    }
}

// Hidden, because it would be in the documentation of every type.
#[doc(hidden)]
impl<T, S: Into<T>> Optional<T, Given> for S {
    fn into_option(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T> Optional<T, Maybe> for Option<T> {
    fn into_option(self) -> Option<T> {
        self
    }
}
