//! Drawing a JSON value that satisfies schemas.
//!
//! Owns the choice of the type, the validation of what was drawn, and the bound on its size. How a value of each type is
//! drawn is in the modules beside this one. Must not know models.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::super::schema::{Schema, Types};
use super::Discriminator;
use super::conjunction::Conjunction;
use super::depth::Depths;

/// From this depth on, values have their required parts only.
const DEEPEST: usize = 4;

/// How many properties and items a value has beyond the required ones.
const SIZE: usize = 128;

/// How often values are drawn, at any depth, before drawing fails.
const EFFORT: usize = 4096;

/// How often a part is drawn before drawing it fails.
const TRIES: usize = 12;

/// A value that satisfies a schema; `None` where none is found.
pub(super) fn draw(
    schema: &'static Schema,
    discriminators: &'static [Discriminator],
    runner: &mut TestRunner,
) -> Option<Value> {
    let mut draw = Draw { runner, discriminators, room: SIZE, effort: EFFORT, depths: Depths::default() };
    draw.value(&[schema], 0)
}

/// Whether a value is that of the model itself. A model cannot hold the null that its schema may allow: the code that uses the
/// model leaves it out.
pub(super) fn is_whole(depth: usize) -> bool {
    depth == 0
}

/// The source of randomness, and what may still be drawn.
pub(super) struct Draw<'r> {
    runner: &'r mut TestRunner,
    pub(super) discriminators: &'static [Discriminator],
    room: usize,
    effort: usize,
    pub(super) depths: Depths,
}

impl Draw<'_> {
    /// A value that satisfies all these schemas.
    pub(super) fn value(&mut self, schemas: &[&'static Schema], depth: usize) -> Option<Value> {
        for _ in 0..TRIES {
            self.effort = self.effort.checked_sub(1)?;
            let drawn = self.attempt(schemas, depth);
            if drawn.as_ref().is_some_and(|value| schemas.iter().all(|schema| schema.validate(value).is_empty())) {
                return drawn;
            }
        }
        None
    }

    /// A value that probably satisfies them.
    fn attempt(&mut self, schemas: &[&'static Schema], depth: usize) -> Option<Value> {
        let said = Conjunction::of(schemas, depth, self);
        if let Some(listed) = said.listed() {
            let mut accepted: Vec<Value> = listed.into_iter().filter(|value| said.holds(value)).collect();
            if is_whole(depth) && accepted.len() > 1 {
                accepted.retain(|value| !value.is_null());
            }
            return self.one(&accepted).cloned();
        }
        if said.says_nothing() {
            return Some(self.anything());
        }
        match self.kind(said.types(), depth)? {
            Types::STRING => self.text(&said),
            Types::INTEGER => self.integer(&said),
            Types::NUMBER => self.number(&said),
            Types::BOOLEAN => Some(self.is_one_in(2).into()),
            Types::NULL => Some(Value::Null),
            Types::ARRAY => self.array(&said, depth),
            _ => self.object(&said, depth),
        }
    }

    /// One of several types: null rarely, and where a value is deep already, a scalar.
    fn kind(&mut self, types: Types, depth: usize) -> Option<Types> {
        let number = if types.contains(Types::NUMBER) { Types::NUMBER } else { Types::INTEGER };
        let small = [Types::STRING, number, Types::BOOLEAN].into_iter().filter(|one| types.contains(*one));
        let mut kinds: Vec<Types> = small.collect();
        let is_null = types.contains(Types::NULL);
        if !self.is_deep(depth) || kinds.is_empty() && !is_null {
            kinds.extend([Types::ARRAY, Types::OBJECT].into_iter().filter(|one| types.contains(*one)));
        }
        if is_null && (kinds.is_empty() || !is_whole(depth) && self.is_one_in(6)) {
            return Some(Types::NULL);
        }
        self.one(&kinds).copied()
    }

    /// Any JSON value.
    fn anything(&mut self) -> Value {
        let values = [
            json!(null),
            json!(true),
            json!(7),
            json!(-0.5),
            json!("text"),
            json!([1, "a", null]),
            json!({ "a": { "b": [] } }),
        ];
        self.one(&values).cloned().unwrap_or_default()
    }

    /// Whether a value here has its required parts only.
    pub(super) fn is_deep(&self, depth: usize) -> bool {
        depth >= DEEPEST || self.room == 0
    }

    /// Counts a part that is not required.
    pub(super) fn spend(&mut self) {
        self.room = self.room.saturating_sub(1);
    }

    /// A number in this inclusive range; the first where the range is empty.
    pub(super) fn between(&mut self, low: i128, high: i128) -> i128 {
        if low < high { self.of(&(low..=high)).unwrap_or(low) } else { low }
    }

    /// A size in this inclusive range.
    pub(super) fn size(&mut self, low: usize, high: usize) -> usize {
        if low < high { self.of(&(low..=high)).unwrap_or(low) } else { low }
    }

    /// Whether a random number is one in so many.
    pub(super) fn is_one_in(&mut self, times: usize) -> bool {
        self.size(1, times) == 1
    }

    /// One of several.
    pub(super) fn one<'t, T>(&mut self, items: &'t [T]) -> Option<&'t T> {
        items.get(self.size(0, items.len().checked_sub(1)?))
    }

    /// A value of a strategy.
    pub(super) fn of<S: Strategy>(&mut self, strategy: &S) -> Option<S::Value> {
        strategy.new_tree(self.runner).ok().map(|tree| tree.current())
    }
}
