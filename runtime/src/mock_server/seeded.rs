//! Random choices that a seed decides, for values such as a service has.
//!
//! Owns the generator, and that examples come before random values. Must not know requests.

use serde_json::Value;

use super::super::draw::{Chance, draw};
use super::super::schema::Schema;
use super::described::Hints;
use super::pattern;

/// A generator of numbers: SplitMix64.
///
/// Source: Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014.
pub(super) struct Seeded<'h> {
    state: u64,
    hints: &'h Hints,
    /// Whether values are such as a service has. Few are where alternatives exclude each other by what they do not have.
    is_plain: bool,
}

impl<'h> Seeded<'h> {
    /// The choices for what has these names.
    pub(super) fn new(seed: u64, names: &[&str], hints: &'h Hints) -> Self {
        // FNV-1a, so that each operation has values of its own.
        let bytes = names.iter().flat_map(|name| name.bytes().chain([0]));
        let hash = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash, hints, is_plain: true }
    }

    /// A value that satisfies a schema; `None` where none is found.
    pub(super) fn value(&mut self, schema: &'static Schema) -> Option<Value> {
        self.is_plain = true;
        draw(schema, &[], self).or_else(|| {
            self.is_plain = false;
            draw(schema, &[], self)
        })
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Chance for Seeded<'_> {
    fn between(&mut self, low: i128, high: i128) -> i128 {
        let bits = (u128::from(self.next()) << 64) | u128::from(self.next());
        // The number of integers in the range; zero is all of them.
        let count = high.wrapping_sub(low).cast_unsigned().wrapping_add(1);
        let offset = bits.checked_rem(count).unwrap_or(bits);
        low.wrapping_add(offset.cast_signed())
    }

    fn fraction(&mut self, low: f64, high: f64) -> f64 {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (high - low).mul_add(share, low).clamp(low, high)
    }

    fn matching(&mut self, expression: &str) -> Option<String> {
        pattern::matching(expression, self)
    }

    fn is_plain(&self) -> bool {
        self.is_plain
    }

    fn is_left_out(&self, schema: &'static Schema, property: &str) -> bool {
        self.hints.of(schema).is_some_and(|hint| hint.left_out.iter().any(|name| name == property))
    }

    fn example(&mut self, schema: &'static Schema) -> Option<Value> {
        let hints = self.hints;
        let values = &hints.of(schema)?.examples;
        let last = i128::try_from(values.len()).ok()? - 1;
        let index = if last > 0 { self.between(0, last) } else { 0 };
        values.get(usize::try_from(index).ok()?).cloned()
    }
}
