//! The tables that generated models are made of: objects, enums of strings and unions.
//!
//! Owns what they have in common. Must not know any model. The expansions are kept small, because a large description has
//! thousands of them: what can be a call is one into [`wire`](super::wire). They name `wire` and each other as the place of
//! the table has imported them, so that they are the same in a crate that carries a copy of these files.

mod object;
mod string_enum;
mod union;

// What a copy of these files in another crate is called by.
#[allow(unused_imports)]
pub(crate) use {object::object, string_enum::string_enum, union::union};
