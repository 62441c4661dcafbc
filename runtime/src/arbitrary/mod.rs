//! Values of models for proptest: any that satisfy the schema, and of a failing one the smallest.
//!
//! Owns the strategy that generated models have. A value is drawn as JSON from the table of its schema, judged by the
//! check, and read; what the type cannot hold, or does not keep, is rejected. Must not know any model.

mod array;
mod conjunction;
mod depth;
mod draw;
mod number;
mod object;
mod pattern;
mod shrink;
mod string;

use std::any::type_name;
use std::fmt;
use std::marker::PhantomData;

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{Reason, TestRunner};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::schema::Schema;

pub use super::validate::Validate;
pub use proptest::arbitrary::Arbitrary;

/// The models of a crate, which proptest has values of.
///
/// It names `arbitrary` as the place of the table has imported it.
#[doc(hidden)]
#[macro_export]
macro_rules! arbitrary {
    ($($models:ident::$Model:ident $(by $member:literal { $($value:literal: $others:ident::$Other:ident,)* })?,)*) => {
        $(
            impl arbitrary::Arbitrary for $models::$Model {
                type Parameters = ();
                type Strategy = arbitrary::Values<Self>;

                fn arbitrary_with((): ()) -> arbitrary::Values<Self> {
                    arbitrary::Values::new(TAGGED)
                }
            }
        )*

        static TAGGED: &[arbitrary::Tagged] = &[$($(arbitrary::Tagged {
            union: <$models::$Model as arbitrary::Validate>::SCHEMA,
            member: $member,
            values: &[$(($value, <$others::$Other as arbitrary::Validate>::SCHEMA)),*],
        },)?)*];
    };
}

// What a copy of these files in another crate is called by.
#[allow(unused_imports)]
pub(crate) use arbitrary;

/// A union whose alternatives are told apart by a member, which its table does not say.
#[derive(Debug)]
pub struct Tagged {
    /// The table of the union.
    pub union: &'static Schema,
    /// The member.
    pub member: &'static str,
    /// Its values, and the tables of the alternatives that they stand for.
    pub values: &'static [(&'static str, &'static Schema)],
}

/// How often a value is drawn before it is said that there is none.
const ATTEMPTS: usize = 64;

/// How many smaller values are judged before the smallest so far is told.
const SMALLER: usize = 1024;

/// A type that values are drawn for.
pub trait Model: Validate + DeserializeOwned + Clone + fmt::Debug {}

impl<T: Validate + DeserializeOwned + Clone + fmt::Debug> Model for T {}

/// All values of a model that satisfy its schema.
pub struct Values<T> {
    tagged: &'static [Tagged],
    model: PhantomData<fn() -> T>,
}

impl<T> Values<T> {
    /// Of the schema that the model was made of, in a crate with these unions.
    pub const fn new(tagged: &'static [Tagged]) -> Self {
        Self { tagged, model: PhantomData }
    }
}

impl<T> Clone for Values<T> {
    fn clone(&self) -> Self {
        Self::new(self.tagged)
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
            if let Some(json) = draw::draw(T::SCHEMA, self.tagged, runner)
                && let Some(value) = read(&json)
            {
                return Ok(Tree { value, json, least: Value::Null, smaller: Vec::new().into_iter(), left: SMALLER });
            }
            runner.reject_local(type_name::<T>())?;
        }
        Err(Reason::from(format!("no value was found that the schema of {} accepts", type_name::<T>())))
    }
}

/// A value of a type, where it holds what stands in JSON in a way that its schema accepts.
fn read<T: Model>(json: &Value) -> Option<T> {
    T::deserialize(json).ok().filter(|value| value.validate().is_ok())
}

/// A value, and the smaller ones that are tried when it fails.
pub struct Tree<T> {
    value: T,
    json: Value,
    /// The smallest value so far that fails.
    least: Value,
    /// What can be taken from that.
    smaller: std::vec::IntoIter<shrink::Edit>,
    /// How many smaller values may still be judged.
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
            if T::SCHEMA.check(&json).is_empty()
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
