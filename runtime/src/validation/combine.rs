//! The keywords that combine schemas.
//!
//! Owns their meaning, and which alternative the message names when none is satisfied. Must not know what a schema says of a
//! value.

use serde_json::Value;

use super::super::schema::{Keyword, Schema, Types};
use super::super::violation::Violation;
use super::{Validation, name, type_of};

impl Validation {
    pub(super) fn all_of(&mut self, schemas: &[&Schema], value: &Value) {
        for schema in schemas {
            if !self.is_full() {
                self.schema(schema, value);
            }
        }
    }

    pub(super) fn not(&mut self, schema: &Schema, value: &Value) {
        if self.satisfies(schema, value) {
            self.report("not", "is what `not` excludes");
        }
    }

    pub(super) fn condition(
        &mut self,
        test: &Schema,
        then: Option<&Schema>,
        otherwise: Option<&Schema>,
        value: &Value,
    ) {
        let branch = if self.satisfies(test, value) { then } else { otherwise };
        if let Some(branch) = branch {
            self.schema(branch, value);
        }
    }

    /// Reports one violation where no alternative is satisfied, or where several are and only one may be. Where only one
    /// alternative has the type of the value, reports all violations of that.
    pub(super) fn alternatives(&mut self, keyword: &Keyword, schemas: &[&Schema], value: &Value) {
        let single = type_of(value);
        let candidates: Vec<&Schema> =
            schemas.iter().filter(|schema| schema.types().contains(single)).copied().collect();
        match candidates.as_slice() {
            [] => {
                let types = schemas.iter().fold(Types::NONE, |types, schema| types.or(schema.types()));
                let (wanted, found) = (types.words(), name(value));
                self.report(
                    keyword.name(),
                    format!("matches none of the alternatives: expected {wanted}, found {found}"),
                );
            }
            [only] => self.schema(only, value),
            several => self.candidates(keyword, several, value),
        }
    }

    fn candidates(&mut self, keyword: &Keyword, schemas: &[&Schema], value: &Value) {
        let mut satisfied = 0;
        let mut nearest: Option<Violation> = None;
        for schema in schemas {
            match self.first(schema, value) {
                None if matches!(keyword, Keyword::AnyOf(_)) => return,
                None => satisfied += 1,
                Some(violation) if satisfied == 0 => {
                    let is_nearer = |known: &Violation| self.nearness(&violation) > self.nearness(known);
                    if nearest.as_ref().is_none_or(is_nearer) {
                        nearest = Some(violation);
                    }
                }
                Some(_) => {}
            }
            if satisfied > 1 || self.gave_up {
                return self.report(keyword.name(), "matches more than one of the alternatives");
            }
        }
        if satisfied == 0 {
            let reason = nearest.map(|violation| self.reason(&violation)).unwrap_or_default();
            self.report(keyword.name(), format!("matches none of the alternatives: {reason}"));
        }
    }

    /// How likely the value was meant for the alternative with this violation: less where its type is another one, or where a
    /// constant that tells alternatives apart differs; more the deeper the violation is.
    fn nearness(&self, violation: &Violation) -> (u8, usize) {
        let inside = violation.pointer.get(self.pointer.len()..).unwrap_or_default();
        let depth = inside.matches('/').count();
        let kind = match violation.keyword {
            "type" if depth == 0 => 0,
            "const" | "enum" | "discriminator" | "false" => 1,
            "required" => 2,
            _ => 3,
        };
        (kind, depth)
    }

    /// The message of a violation, with its pointer as seen from here.
    pub(super) fn reason(&self, violation: &Violation) -> String {
        let inside = violation.pointer.get(self.pointer.len()..).unwrap_or_default();
        // The message names the missing property.
        let inside = match violation.keyword {
            "required" => inside.rsplit_once('/').map_or(inside, |(owner, _)| owner),
            _ => inside,
        };
        if inside.is_empty() { violation.message.clone() } else { format!("{inside} {}", violation.message) }
    }
}
