//! Values of models for proptest: any that satisfy the schema; a failing one is shrunk.
//!
//! Owns the strategy of generated models. A value is drawn as JSON from the schema (`draw`), validated, and read; a value that the type
//! cannot hold, or does not write again, is rejected. Must not know any model.

mod choices;
mod shrink;

use std::any::type_name;
use std::fmt;
use std::marker::PhantomData;

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{Reason, TestRunner};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::draw::draw;
use super::schema::Schema;
use choices::Choices;

pub use super::draw::Discriminator;
pub use super::validate::Validate;
pub use proptest::arbitrary::Arbitrary;

/// The models of a crate that get a strategy.
///
/// It names `arbitrary` as the generated file imports it.
#[doc(hidden)]
#[macro_export]
macro_rules! arbitrary {
    ($($models:ident::$Model:ident $(by $property:literal { $($value:literal: $others:ident::$Other:ident,)* })?,)*) => {
        $(
            impl arbitrary::Arbitrary for $models::$Model {
                type Parameters = ();
                type Strategy = arbitrary::Values<Self>;

                fn arbitrary_with((): ()) -> arbitrary::Values<Self> {
                    arbitrary::Values::new(DISCRIMINATORS)
                }
            }
        )*

        static DISCRIMINATORS: &[arbitrary::Discriminator] = &[$($(arbitrary::Discriminator {
            union: <$models::$Model as arbitrary::Validate>::SCHEMA,
            property: $property,
            values: &[$(($value, <$others::$Other as arbitrary::Validate>::SCHEMA)),*],
        },)?)*];
    };
}

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use arbitrary;

/// How often a value is drawn before the strategy fails.
const ATTEMPTS: usize = 64;

/// How many smaller values are validated before the smallest so far is reported.
const SMALLER: usize = 1024;

/// A type that values are drawn for.
pub trait Model: Validate + DeserializeOwned + Clone + fmt::Debug {}

impl<T: Validate + DeserializeOwned + Clone + fmt::Debug> Model for T {}

/// All values of a model that satisfy its schema.
pub struct Values<T> {
    discriminators: &'static [Discriminator],
    model: PhantomData<fn() -> T>,
}

impl<T> Values<T> {
    /// A strategy for the schema of the model, in a crate with these unions.
    pub const fn new(discriminators: &'static [Discriminator]) -> Self {
        Self { discriminators, model: PhantomData }
    }
}

impl<T> Clone for Values<T> {
    fn clone(&self) -> Self {
        Self::new(self.discriminators)
    }
}

impl<T> fmt::Debug for Values<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Values<{}>", type_name::<T>())
    }
}

impl<T: Model> Strategy for Values<T> {
    type Tree = Tree<T>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        for _ in 0..ATTEMPTS {
            if let Some(json) = draw(T::SCHEMA, self.discriminators, &mut Choices::new(runner))
                && let Some(value) = read(&json)
            {
                return Ok(Tree { value, json, least: Value::Null, smaller: Vec::new().into_iter(), left: SMALLER });
            }
            runner.reject_local(type_name::<T>())?;
        }
        Err(Reason::from(format!("no value was found that the schema of {} accepts", type_name::<T>())))
    }
}

/// A JSON value that a schema accepts; `None` where none is found.
#[doc(hidden)]
pub fn json(schema: &'static Schema, runner: &mut TestRunner) -> Option<Value> {
    draw(schema, &[], &mut Choices::new(runner))
}

/// A value of a type from JSON, if its type can hold it in a form that its schema accepts.
fn read<T: Model>(json: &Value) -> Option<T> {
    T::deserialize(json).ok().filter(|value| value.validate().is_ok())
}

/// A value, and the smaller ones that are tried when it fails.
pub struct Tree<T> {
    value: T,
    json: Value,
    /// The smallest failing value so far.
    least: Value,
    /// The edits of that value that are still to be tried.
    smaller: std::vec::IntoIter<shrink::Edit>,
    /// How many smaller values may still be validated.
    left: usize,
}

impl<T: fmt::Debug> fmt::Debug for Tree<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tree").field(&self.value).finish()
    }
}

impl<T: Model> Tree<T> {
    /// Goes to the next smaller value that the schema accepts.
    fn advance(&mut self) -> bool {
        while let Some(edit) = self.smaller.next().filter(|_| self.left > 0) {
            self.left -= 1;
            let json = edit.applied(&self.least);
            if T::SCHEMA.validate(&json).is_empty()
                && let Some(value) = read(&json)
            {
                (self.value, self.json) = (value, json);
                return true;
            }
        }
        false
    }
}

impl<T: Model> ValueTree for Tree<T> {
    type Value = T;

    fn current(&self) -> T {
        self.value.clone()
    }

    fn simplify(&mut self) -> bool {
        self.least = self.json.clone();
        self.smaller = shrink::edits(&self.least).into_iter();
        self.advance()
    }

    fn complicate(&mut self) -> bool {
        if self.advance() {
            return true;
        }
        if let Some(value) = read(&self.least) {
            (self.value, self.json) = (value, self.least.clone());
        }
        false
    }
}
