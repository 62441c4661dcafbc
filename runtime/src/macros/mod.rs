//! The macros that generated models consist of: objects, enums of strings and unions.
//!
//! Owns what they have in common. Must not know any model. Expansions are small, because a large description has thousands of
//! them: where possible they are calls into [`wire`](super::wire). They name `wire` and each other as the generated file
//! imports them, so that they are the same in a crate with a copy of these files.

mod object;
mod string_enum;
mod union;

// The name of the macro in a copy of these files.
#[allow(unused_imports)]
pub(crate) use {object::object, string_enum::string_enum, union::union};
