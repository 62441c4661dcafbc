//! JSON values that satisfy schemas, drawn at random: any of them for tests, or such as a service has.
//!
//! Owns the choice of the type, the validation of what was drawn, and the bound on its size. How a value of each type is
//! drawn is in the modules below. Must not know models, nor where random choices come from.

mod array;
mod conjunction;
mod depth;
mod number;
mod object;
mod pattern;
mod string;

pub use pattern::drawable;

use serde_json::{Value, json};

use super::schema::{Schema, Types};
use conjunction::Conjunction;
use depth::Depths;

/// Where random choices come from, and what kind of values is wanted.
pub trait Chance {
    /// A number in this inclusive range. The range is not empty.
    fn between(&mut self, low: i128, high: i128) -> i128;

    /// A number in this inclusive range that may have a fraction. The range is not empty.
    fn fraction(&mut self, low: f64, high: f64) -> f64;

    /// A string that likely matches an expression of ECMA-262; `None` where none can be made.
    fn matching(&mut self, expression: &str) -> Option<String>;

    /// Whether values are like those of a service, and not the unusual ones that tests look for.
    fn is_plain(&self) -> bool {
        false
    }

    /// Whether values of a schema have a property only where it is required.
    fn is_left_out(&self, schema: &'static Schema, property: &str) -> bool {
        let _ = (schema, property);
        false
    }

    /// An example of values of a schema.
    fn example(&mut self, schema: &'static Schema) -> Option<Value> {
        let _ = schema;
        None
    }
}

/// A union with a discriminator property that its schema does not have.
#[derive(Debug)]
pub struct Discriminator {
    /// The schema of the union.
    pub union: &'static Schema,
    /// The discriminator property.
    pub property: &'static str,
    /// Its values, and the schemas of the alternatives that they select.
    pub values: &'static [(&'static str, &'static Schema)],
}

/// From this depth on, values have their required parts only.
const DEEPEST: usize = 4;

/// How many properties and items a value has beyond the required ones.
const SIZE: usize = 128;

/// How often values are drawn, at any depth, before drawing fails.
const EFFORT: usize = 4096;

/// How often a part is drawn before drawing it fails.
const TRIES: usize = 12;

/// A value that satisfies a schema; `None` where none is found.
pub fn draw(
    schema: &'static Schema,
    discriminators: &'static [Discriminator],
    chance: &mut dyn Chance,
) -> Option<Value> {
    let mut draw = Draw { chance, discriminators, room: SIZE, effort: EFFORT, depths: Depths::default() };
    draw.value(&[schema], 0)
}

/// Whether a value is that of the model itself. A model cannot hold the null that its schema may allow: the code that uses the
/// model leaves it out.
fn is_whole(depth: usize) -> bool {
    depth == 0
}

/// The source of randomness, and what may still be drawn.
struct Draw<'c> {
    chance: &'c mut dyn Chance,
    discriminators: &'static [Discriminator],
    room: usize,
    effort: usize,
    depths: Depths,
}

impl Draw<'_> {
    /// A value that satisfies all these schemas.
    fn value(&mut self, schemas: &[&'static Schema], depth: usize) -> Option<Value> {
        for _ in 0..TRIES {
            self.effort = self.effort.checked_sub(1)?;
            let drawn = self.attempt(schemas, depth);
            if drawn.as_ref().is_some_and(|value| satisfies(value, schemas)) {
                return drawn;
            }
        }
        None
    }

    /// A value that probably satisfies them.
    fn attempt(&mut self, schemas: &[&'static Schema], depth: usize) -> Option<Value> {
        let said = Conjunction::of(schemas, depth, self);
        let example = said.schemas.iter().find_map(|schema| {
            self.chance.example(schema).filter(|value| satisfies(value, schemas) && said.holds(value))
        });
        if example.is_some() {
            return example;
        }
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
        if is_null && (kinds.is_empty() || !is_whole(depth) && !self.is_plain() && self.is_one_in(6)) {
            return Some(Types::NULL);
        }
        self.one(&kinds).copied()
    }

    /// Any JSON value.
    fn anything(&mut self) -> Value {
        if self.is_plain() {
            return json!({});
        }
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
    fn is_deep(&self, depth: usize) -> bool {
        depth >= DEEPEST || self.room == 0
    }

    /// Counts a part that is not required.
    fn spend(&mut self) {
        self.room = self.room.saturating_sub(1);
    }

    /// A number in this inclusive range; the first where the range is empty.
    fn between(&mut self, low: i128, high: i128) -> i128 {
        if low < high { self.chance.between(low, high) } else { low }
    }

    /// A size in this inclusive range.
    fn size(&mut self, low: usize, high: usize) -> usize {
        let number = |size| i128::try_from(size).unwrap_or(i128::MAX);
        usize::try_from(self.between(number(low), number(high))).unwrap_or(low)
    }

    /// Whether a random number is one in so many.
    fn is_one_in(&mut self, times: usize) -> bool {
        self.size(1, times) == 1
    }

    /// One of several.
    fn one<'t, T>(&mut self, items: &'t [T]) -> Option<&'t T> {
        items.get(self.size(0, items.len().checked_sub(1)?))
    }

    /// Whether values are like those of a service.
    fn is_plain(&self) -> bool {
        self.chance.is_plain()
    }
}

/// Whether a value satisfies all of some schemas.
fn satisfies(value: &Value, schemas: &[&'static Schema]) -> bool {
    schemas.iter().all(|schema| schema.validate(value).is_empty())
}
