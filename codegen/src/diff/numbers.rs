//! Bounds: of numbers, of lengths, and what strings must match.
//!
//! Owns which bound is tighter. Must not know which keywords hold other schemas.

use super::kinds::{self, Kind};
use super::view::{View, as_float};
use super::walk::Part;
use crate::api::{Number, Schema, Types};
use crate::at::At;

/// A lower or an upper bound of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bound {
    value: f64,
    is_exclusive: bool,
}

impl Bound {
    fn text(self) -> String {
        format!("{}{}", self.value, if self.is_exclusive { " (exclusive)" } else { "" })
    }

    /// The same bound without `exclusive`, where all numbers are integers.
    fn of_integers(self, step: f64) -> Self {
        match self.is_exclusive && self.value.fract() == 0.0 {
            true => Self { value: self.value + step, is_exclusive: false },
            false => self,
        }
    }
}

impl Part<'_> {
    /// Compares the keywords about numbers.
    pub(super) fn numbers(&mut self) {
        let (old, new) = (lower(&self.old), lower(&self.new));
        let is_tighter = |one: &Bound, other: &Bound| above(one, other);
        self.bound(&old, &new, [kinds::MINIMUM_RAISED, kinds::MINIMUM_LOWERED], is_tighter);
        let (old, new) = (upper(&self.old), upper(&self.new));
        let is_tighter = |one: &Bound, other: &Bound| below(one, other);
        self.bound(&old, &new, [kinds::MAXIMUM_LOWERED, kinds::MAXIMUM_RAISED], is_tighter);
        self.multiples();
    }

    fn bound(
        &mut self,
        old: &Option<(Bound, At)>,
        new: &Option<(Bound, At)>,
        [tightened, loosened]: [Kind; 2],
        is_tighter: impl Fn(&Bound, &Bound) -> bool,
    ) {
        let kind = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => tightened,
            (Some(_), None) => loosened,
            (Some((old, _)), Some((new, _))) if is_tighter(new, old) => tightened,
            (Some((old, _)), Some((new, _))) if is_tighter(old, new) => loosened,
            (Some(_), Some(_)) => return,
        };
        let words = |bound: &Option<(Bound, At)>| bound.as_ref().map_or("none".to_owned(), |(bound, _)| bound.text());
        let place = |bound: &Option<(Bound, At)>| bound.as_ref().map(|(_, at)| at.clone());
        self.push_at(kind, (place(old), place(new)), (words(old), words(new)));
    }

    fn multiples(&mut self) {
        let all = |view: &View<'_>| -> Vec<f64> {
            let numbers = view.parts.iter().flat_map(|part| &part.number.multiple_of);
            numbers.map(|number| as_float(*number)).collect()
        };
        let (old, new) = (all(&self.old), all(&self.new));
        // Each of the first is satisfied by every number that satisfies the second.
        let covers = |wide: &[f64], narrow: &[f64]| {
            wide.iter().all(|step| narrow.iter().any(|other| *step != 0.0 && (other / step).fract() == 0.0))
        };
        let kind = match (covers(&old, &new), covers(&new, &old)) {
            (true, true) => return,
            (true, false) => kinds::MULTIPLE_OF_NARROWED,
            (false, true) => kinds::MULTIPLE_OF_WIDENED,
            (false, false) => kinds::MULTIPLE_OF_CHANGED,
        };
        let words = |steps: &[f64]| {
            let texts: Vec<String> = steps.iter().map(f64::to_string).collect();
            if texts.is_empty() { "any number".to_owned() } else { texts.join(" and ") }
        };
        self.push(kind, words(&old), words(&new));
    }

    /// Compares the keywords about strings, and the sizes of arrays and objects.
    pub(super) fn strings(&mut self) {
        for (get, keyword, kinds) in LOWER {
            self.size(*get, keyword, *kinds, |one, other| one > other);
        }
        for (get, keyword, kinds) in UPPER {
            self.size(*get, keyword, *kinds, |one, other| one < other);
        }
        self.patterns();
        let texts: [(Text, Kind); 2] = [
            (|schema| schema.string.content_encoding.as_deref(), kinds::CONTENT_ENCODING_CHANGED),
            (|schema| schema.string.content_media_type.as_deref(), kinds::CONTENT_MEDIA_TYPE_CHANGED),
        ];
        for (get, kind) in texts {
            let (old, new) = (self.old.first(get), self.new.first(get));
            if old != new {
                let words = |text: Option<&str>| text.map_or("none".to_owned(), |text| format!("`{text}`"));
                self.push(kind, words(old), words(new));
            }
        }
    }

    fn size(&mut self, get: Size, keyword: &str, kinds: [Kind; 2], is_tighter: impl Fn(&u64, &u64) -> bool) {
        let old = self.old.tightest(get, &is_tighter);
        let new = self.new.tightest(get, &is_tighter);
        let number = |bound: &Option<(u64, &At)>| bound.as_ref().map(|(number, _)| *number);
        let (tightened, loosened) = (kinds[0], kinds[1]);
        // A lower bound of nothing is none.
        let is_minimum = keyword.starts_with("min");
        let effective = |bound| number(bound).filter(|number| !is_minimum || *number > 0);
        let kind = match (effective(&old), effective(&new)) {
            (None, None) => return,
            (None, Some(_)) => tightened,
            (Some(_), None) => loosened,
            (Some(old), Some(new)) if is_tighter(&new, &old) => tightened,
            (Some(old), Some(new)) if is_tighter(&old, &new) => loosened,
            (Some(_), Some(_)) => return,
        };
        let words = |bound| number(bound).map_or("none".to_owned(), |number| number.to_string());
        let place = |bound: &Option<(u64, &At)>| bound.as_ref().map(|(_, at)| at.key(keyword));
        let (places, words) = ((place(&old), place(&new)), (words(&old), words(&new)));
        self.push_at(kind, places, words);
    }

    fn patterns(&mut self) {
        let all = |view: &View<'_>| -> Vec<(String, At)> {
            let of_part = |part: &&Schema| {
                let at = part.at.key("pattern");
                part.string.patterns.iter().map(|text| (text.clone(), at.clone())).collect::<Vec<_>>()
            };
            // A pattern that matches every string limits nothing.
            let is_limit = |text: &str| !matches!(text, "" | ".*" | "^.*$" | "^" | "$");
            view.parts.iter().flat_map(of_part).filter(|(text, _)| is_limit(text)).collect()
        };
        let (old, new) = (all(&self.old), all(&self.new));
        let without = |some: &[(String, At)], others: &[(String, At)]| -> Vec<(String, At)> {
            let is_in = |text: &String| others.iter().any(|(other, _)| other == text);
            some.iter().filter(|(text, _)| !is_in(text)).cloned().collect()
        };
        let (gone, more) = (without(&old, &new), without(&new, &old));
        for index in 0..gone.len().max(more.len()) {
            let (before, after) = (gone.get(index), more.get(index));
            let kind = match (before, after) {
                (Some(_), Some(_)) => kinds::PATTERN_CHANGED,
                (Some(_), None) => kinds::PATTERN_REMOVED,
                (None, _) => kinds::PATTERN_ADDED,
            };
            let text = |pattern: Option<&(String, At)>| pattern.map(|(text, _)| text.clone()).unwrap_or_default();
            let place = |pattern: Option<&(String, At)>| pattern.map(|(_, at)| at.clone());
            self.push_at(kind, (place(before), place(after)), (text(before), text(after)));
        }
    }
}

type Size = fn(&Schema) -> Option<u64>;
type Text = for<'s> fn(&'s Schema) -> Option<&'s str>;

/// Lower bounds of sizes, with the kinds for one that was raised and one that was lowered.
const LOWER: &[(Size, &str, [Kind; 2])] = &[
    (|schema| schema.string.min_length, "minLength", [kinds::MIN_LENGTH_RAISED, kinds::MIN_LENGTH_LOWERED]),
    (|schema| schema.array.min_items, "minItems", [kinds::MIN_ITEMS_RAISED, kinds::MIN_ITEMS_LOWERED]),
    (
        |schema| schema.object.min_properties,
        "minProperties",
        [kinds::MIN_PROPERTIES_RAISED, kinds::MIN_PROPERTIES_LOWERED],
    ),
];

/// Upper bounds of sizes, with the kinds for one that was lowered and one that was raised.
const UPPER: &[(Size, &str, [Kind; 2])] = &[
    (|schema| schema.string.max_length, "maxLength", [kinds::MAX_LENGTH_LOWERED, kinds::MAX_LENGTH_RAISED]),
    (|schema| schema.array.max_items, "maxItems", [kinds::MAX_ITEMS_LOWERED, kinds::MAX_ITEMS_RAISED]),
    (
        |schema| schema.object.max_properties,
        "maxProperties",
        [kinds::MAX_PROPERTIES_LOWERED, kinds::MAX_PROPERTIES_RAISED],
    ),
];

/// Whether a lower bound excludes more than another.
fn above(one: &Bound, other: &Bound) -> bool {
    one.value > other.value || (one.value == other.value && one.is_exclusive && !other.is_exclusive)
}

/// Whether an upper bound excludes more than another.
fn below(one: &Bound, other: &Bound) -> bool {
    one.value < other.value || (one.value == other.value && one.is_exclusive && !other.is_exclusive)
}

/// The two ways to state a bound of numbers, with their keywords.
type Ways = [(fn(&Schema) -> Option<Number>, bool, &'static str); 2];

fn lower(view: &View<'_>) -> Option<(Bound, At)> {
    let ways: Ways = [
        (|schema| schema.number.minimum, false, "minimum"),
        (|schema| schema.number.exclusive_minimum, true, "exclusiveMinimum"),
    ];
    number(view, ways, 1.0, above)
}

fn upper(view: &View<'_>) -> Option<(Bound, At)> {
    let ways: Ways = [
        (|schema| schema.number.maximum, false, "maximum"),
        (|schema| schema.number.exclusive_maximum, true, "exclusiveMaximum"),
    ];
    number(view, ways, -1.0, below)
}

fn number(view: &View<'_>, ways: Ways, step: f64, is_tighter: fn(&Bound, &Bound) -> bool) -> Option<(Bound, At)> {
    let is_integer = view.types.is_some_and(|types| !types.contains(Types::NUMBER));
    let mut best: Option<(Bound, At)> = None;
    for part in &view.parts {
        for (get, is_exclusive, keyword) in ways {
            let Some(value) = get(part) else { continue };
            let bound = Bound { value: as_float(value), is_exclusive };
            let bound = if is_integer { bound.of_integers(step) } else { bound };
            if best.as_ref().is_none_or(|(known, _)| is_tighter(&bound, known)) {
                best = Some((bound, part.at.key(keyword)));
            }
        }
    }
    best
}
