//! Drawing a JSON value that satisfies schemas.
//!
//! Owns the choice of the type, the judgement of what was drawn, and how much is drawn at most. What a value of a type is
//! made of is in the modules beside this one. Must not know models.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::super::schema::{Schema, Types};
use super::Tagged;
use super::conjunction::Conjunction;
use super::depth::Ends;

/// From here on, values have what they must have and nothing else.
const DEEPEST: usize = 4;

/// How many members and items a value has besides those that it must have.
const SIZE: usize = 128;

/// How often values are drawn, at any depth, before one is given up.
const EFFORT: usize = 4096;

/// How often a part is drawn before it is given up.
const TRIES: usize = 12;

/// A value that satisfies a schema; `None` where none is found.
pub(super) fn draw(schema: &'static Schema, tagged: &'static [Tagged], runner: &mut TestRunner) -> Option<Value> {
    let mut draw = Draw { runner, tagged, room: SIZE, effort: EFFORT, ends: Ends::default() };
    draw.value(&[schema], 0)
}

/// Whether a value is that of the model itself, which has no place for the null that its schema may allow: it is for those
/// who use the model to leave it out.
pub(super) fn is_whole(depth: usize) -> bool {
    depth == 0
}

/// The source of chance, and what is left to be drawn.
pub(super) struct Draw<'r> {
    runner: &'r mut TestRunner,
    pub(super) tagged: &'static [Tagged],
    room: usize,
    effort: usize,
    pub(super) ends: Ends,
}

impl Draw<'_> {
    /// A value that satisfies all these schemas.
    pub(super) fn value(&mut self, schemas: &[&'static Schema], depth: usize) -> Option<Value> {
        for _ in 0..TRIES {
            self.effort = self.effort.checked_sub(1)?;
            let drawn = self.attempt(schemas, depth);
            if drawn.as_ref().is_some_and(|value| schemas.iter().all(|schema| schema.check(value).is_empty())) {
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

    /// One of several types: null seldom, and where a value is deep already, one that ends.
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

    /// Whether a value here has only what it must have.
    pub(super) fn is_deep(&self, depth: usize) -> bool {
        depth >= DEEPEST || self.room == 0
    }

    /// Counts a part that a value need not have.
    pub(super) fn spend(&mut self) {
        self.room = self.room.saturating_sub(1);
    }

    /// A number from this to that one, both included; the first where there is none.
    pub(super) fn between(&mut self, low: i128, high: i128) -> i128 {
        if low < high { self.of(&(low..=high)).unwrap_or(low) } else { low }
    }

    /// A size from this to that one, both included.
    pub(super) fn size(&mut self, low: usize, high: usize) -> usize {
        if low < high { self.of(&(low..=high)).unwrap_or(low) } else { low }
    }

    /// Whether chance has it, one time in so many.
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
