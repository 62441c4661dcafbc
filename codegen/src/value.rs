//! The tree that both YAML and JSON end in.
//!
//! Owns the shape of a parsed value. Must not know how it is read or what it means.

use indexmap::IndexMap;

/// An object: its properties in the order of the text, each name once.
pub type Object = IndexMap<String, Value>;

/// A parsed value. Integers have 128 bits, because some descriptions have the bounds of `uint64` and beyond.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number without fraction or exponent.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// What the value is, in the words of JSON, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The string, where this is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The properties, where this is an object.
    pub fn as_object(&self) -> Option<&Object> {
        if let Self::Object(properties) = self { Some(properties) } else { None }
    }

    /// The items, where this is an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The property of this name, where this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }

    /// The value at a JSON pointer below this one (RFC 6901).
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        crate::at::tokens(pointer).try_fold(self, |value, token| match value {
            Self::Object(properties) => properties.get(&token),
            Self::Array(items) => items.get(array_index(&token)?),
            Self::Null | Self::Bool(_) | Self::Integer(_) | Self::Float(_) | Self::String(_) => None,
        })
    }

    /// The value at a JSON pointer below this one, to be changed.
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Value> {
        crate::at::tokens(pointer).try_fold(self, |value, token| match value {
            Self::Object(properties) => properties.get_mut(&token),
            Self::Array(items) => items.get_mut(array_index(&token)?),
            Self::Null | Self::Bool(_) | Self::Integer(_) | Self::Float(_) | Self::String(_) => None,
        })
    }

    /// The same value for serde_json. Integers beyond 64 bits become the nearest double.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(flag) => (*flag).into(),
            Self::Integer(number) => match (i64::try_from(*number), u64::try_from(*number)) {
                (Ok(number), _) => number.into(),
                (_, Ok(number)) => number.into(),
                _ => (*number as f64).into(),
            },
            Self::Float(number) => (*number).into(),
            Self::String(text) => text.as_str().into(),
            Self::Array(items) => items.iter().map(Self::to_json).collect(),
            Self::Object(properties) => serde_json::Value::Object(
                properties.iter().map(|(name, value)| (name.clone(), value.to_json())).collect(),
            ),
        }
    }
}

/// An array index of a JSON pointer: digits without a leading zero (RFC 6901, section 4).
fn array_index(token: &str) -> Option<usize> {
    let plain = token == "0" || (!token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit()));
    plain.then(|| token.parse().ok()).flatten()
}
