//! The object that a form is read as.
//!
//! Owns which property a pair belongs to. What a piece of text is follows from the schema, as in a query: without types it is
//! a string. Properties that are not declared are read by `additionalProperties`, else as strings, several of one name as an
//! array. A required property that is not there is null where its schema allows null, because null is not sent. Must not
//! know what else a schema requires.

use std::borrow::Cow;
use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::super::operation::{Encoding, Notation, Parameter, Style};
use super::super::percent;
use super::super::schema::{Schema, Types};
use super::super::style::decode::{self, Booleans, Kind, Text, kind, unreadable};
use super::super::style::pairs::Pairs;
use super::super::violation::{MAX_VIOLATIONS, Violation};

/// A name, decoded, with its value, not decoded.
type Pair<'a> = (Cow<'a, str>, &'a str);

/// The object of a form that is written by these encodings.
///
/// # Errors
/// With all that cannot be read, 100 at most: bytes that are not UTF-8, `%` without two digits after it, text that is not
/// what the schema of its property allows.
pub fn read(schema: &Schema, encodings: &[Encoding], body: &[u8]) -> Result<Value, Vec<Violation>> {
    read_with(schema, encodings, body, Booleans::Strict)
}

/// The same, with these texts as booleans.
///
/// # Errors
/// Like those of [`read`].
pub fn read_with(
    schema: &Schema,
    encodings: &[Encoding],
    body: &[u8],
    booleans: Booleans,
) -> Result<Value, Vec<Violation>> {
    let text = std::str::from_utf8(body).map_err(|_| vec![unreadable("is not UTF-8")])?;
    // A plus is a space here, whichever way a property is written.
    let text = percent::without_plus(text);
    let mut findings = Findings(Vec::new());
    let mut fields = Fields::new(schema, encodings, booleans);
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        match cut(pair) {
            Ok(pair) => fields.take(pair),
            Err(violation) => findings.tell(violation),
        }
    }
    let properties = fields.properties(&mut findings);
    if findings.0.is_empty() { Ok(Value::Object(properties)) } else { Err(findings.0) }
}

/// What cannot be read; a hostile form must not make a long response.
struct Findings(Vec<Violation>);

impl Findings {
    fn tell(&mut self, violation: Violation) {
        if self.0.len() < MAX_VIOLATIONS {
            self.0.push(violation);
        }
    }
}

fn cut(pair: &str) -> Result<Pair<'_>, Violation> {
    let (raw_name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = percent::decode(raw_name).ok_or_else(|| unreadable("has a name that is not UTF-8"))?;
    if percent::is_well_formed(pair) {
        Ok((name, value))
    } else {
        Err(unreadable("has a `%` without two hexadecimal digits after it").under(&name))
    }
}

/// A declared property and the pairs that are its own.
struct Field<'a> {
    name: &'static str,
    schema: &'static Schema,
    notation: Option<Notation>,
    /// Whether its properties stand among the form's own.
    is_spread: bool,
    pairs: Vec<Pair<'a>>,
}

impl Field<'_> {
    fn new(name: &'static str, schema: &'static Schema, notation: Option<Notation>) -> Self {
        let is_spread = match notation {
            Some(Notation::Style { style: Style::DeepObject, .. }) | None => false,
            Some(Notation::Json | Notation::Plain | Notation::File | Notation::FileOrValue | Notation::Encoded(_)) => {
                false
            }
            Some(Notation::Style { explode, .. }) => explode && kind(schema, false) == Kind::Object,
        };
        Self { name, schema, notation, is_spread, pairs: Vec::new() }
    }

    fn is_deep(&self) -> bool {
        matches!(self.notation, Some(Notation::Style { style: Style::DeepObject, .. }))
    }

    /// Whether a pair of this name is a property of this one, which is spread.
    fn has_property(&self, name: &str) -> bool {
        let is_open = self.schema.additional_properties().is_some() || self.schema.properties().next().is_none();
        is_open || self.schema.property(name).is_some()
    }

    /// Its value; `None` where no pair says one.
    fn value(self, booleans: Booleans) -> Result<Option<Value>, Violation> {
        let Self { name, schema, notation, pairs, .. } = self;
        if pairs.is_empty() {
            return Ok(None);
        }
        let texts = || pairs.iter().map(|(_, text)| *text).collect::<Vec<_>>();
        match notation {
            None | Some(Notation::Plain | Notation::File | Notation::FileOrValue | Notation::Encoded(_)) => {
                several(schema, &texts(), |schema, text| decode::scalar(schema, text, Text::encoded(booleans)))
                    .map(Some)
            }
            Some(Notation::Json) => several(schema, &texts(), |_, text| json(text)).map(Some),
            Some(Notation::Style { style, explode, .. }) => {
                let parameter = Parameter::query(name, schema).style(style, explode);
                decode::pairs(&parameter, &Pairs(pairs), booleans, |_| false)
            }
        }
    }
}

/// All properties, each with its pairs.
struct Fields<'a> {
    schema: &'a Schema,
    booleans: Booleans,
    declared: Vec<Field<'a>>,
    by_name: HashMap<&'static str, usize>,
    others: IndexMap<Cow<'a, str>, Vec<&'a str>>,
}

impl<'a> Fields<'a> {
    fn new(schema: &'a Schema, encodings: &[Encoding], booleans: Booleans) -> Self {
        let mut fields =
            Self { schema, booleans, declared: Vec::new(), by_name: HashMap::new(), others: IndexMap::new() };
        for (name, schema) in schema.properties() {
            fields.by_name.entry(name).or_insert_with(|| {
                let notation = encodings.iter().find(|encoding| encoding.name == name);
                fields.declared.push(Field::new(name, schema, notation.map(|encoding| encoding.notation)));
                fields.declared.len() - 1
            });
        }
        fields
    }

    /// The property of this name, or the one that the name begins with: `address[city]` is a part of `address`.
    fn owner(&self, name: &str) -> Option<usize> {
        let named = |name: &str| Some((*self.by_name.get(name)?, self.declared.get(*self.by_name.get(name)?)?));
        let own = named(name).filter(|(_, field)| !field.is_spread);
        let part = || named(name.split_once('[')?.0).filter(|(_, field)| field.is_deep() && name.ends_with(']'));
        let spread = || self.declared.iter().position(|field| field.is_spread && field.has_property(name));
        own.or_else(part).map(|(index, _)| index).or_else(spread)
    }

    fn take(&mut self, (name, text): Pair<'a>) {
        match self.owner(&name).and_then(|index| self.declared.get_mut(index)) {
            Some(field) => field.pairs.push((name, text)),
            None => self.others.entry(name).or_default().push(text),
        }
    }

    fn properties(self, findings: &mut Findings) -> Map<String, Value> {
        let booleans = self.booleans;
        let mut properties = Map::new();
        for field in self.declared {
            let (name, types) = (field.name, field.schema.types());
            let is_null = || types != Types::ALL && types.contains(Types::NULL) && self.schema.requires(name);
            match field.value(booleans) {
                Ok(Some(value)) => drop(properties.insert(name.to_owned(), value)),
                Ok(None) if is_null() => drop(properties.insert(name.to_owned(), Value::Null)),
                Ok(None) => {}
                Err(violation) => findings.tell(violation.under(name)),
            }
        }
        let schema = self.schema.additional_properties().unwrap_or(&Schema::ANY);
        for (name, texts) in self.others {
            match several(schema, &texts, |schema, text| decode::scalar(schema, text, Text::encoded(booleans))) {
                Ok(value) => drop(properties.insert(name.into_owned(), value)),
                Err(violation) => findings.tell(violation.under(&name)),
            }
        }
        properties
    }
}

/// The value of a property that has a pair for each item where it is an array, and one pair where it is anything else.
fn several(
    schema: &Schema,
    texts: &[&str],
    one: impl Fn(&Schema, &str) -> Result<Value, Violation>,
) -> Result<Value, Violation> {
    let says_nothing = schema.types() == Types::ALL && kind(schema, true) == Kind::Scalar;
    match texts {
        _ if kind(schema, texts.len() > 1) == Kind::Array => items(schema, texts, one),
        [only] => one(schema, only),
        _ if says_nothing => items(schema, texts, one),
        _ => Err(unreadable("is given more than once")),
    }
}

fn items(
    schema: &Schema,
    texts: &[&str],
    one: impl Fn(&Schema, &str) -> Result<Value, Violation>,
) -> Result<Value, Violation> {
    let item = |(index, text): (usize, &&str)| {
        one(schema.item(index), text).map_err(|violation: Violation| violation.under(&index.to_string()))
    };
    texts.iter().enumerate().map(item).collect()
}

fn json(text: &str) -> Result<Value, Violation> {
    let text = percent::decode(text).ok_or_else(|| unreadable("is not UTF-8"))?;
    serde_json::from_str(&text).map_err(|error| unreadable(format!("is not JSON: {error}")))
}
