//! Types, as the programs write them.
//!
//! Owns their text. Must not know what has which type.

use oasmith::rust::{Scalar, Ty};

/// The text of a type, seen from a module inside the generated one.
pub fn text(ty: &Ty) -> String {
    match ty {
        Ty::Unit => "()".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::I32 => "i32".to_owned(),
        Ty::I64 => "i64".to_owned(),
        Ty::F32 => "f32".to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Scalar(scalar) => of_scalar(scalar).to_owned(),
        Ty::Json => "serde_json::Value".to_owned(),
        Ty::JsonObject => "serde_json::Map<String, serde_json::Value>".to_owned(),
        Ty::Bytes => "Bytes".to_owned(),
        Ty::Vec(item) => format!("Vec<{}>", text(item)),
        Ty::Map(value) => format!("runtime::wire::Map<{}>", text(value)),
        Ty::Nullable(value) => format!("Option<{}>", text(value)),
        Ty::Named(name) | Ty::StringAlias(name) | Ty::Union(name) => format!("models::{}", name.as_str()),
    }
}

fn of_scalar(scalar: &Scalar) -> &str {
    match scalar {
        Scalar::I8 => "i8",
        Scalar::I16 => "i16",
        Scalar::I128 => "i128",
        Scalar::U8 => "u8",
        Scalar::U16 => "u16",
        Scalar::U32 => "u32",
        Scalar::U64 => "u64",
        Scalar::Timestamp => "jiff::Timestamp",
        Scalar::Date => "jiff::civil::Date",
        Scalar::Uuid => "uuid::Uuid",
        Scalar::Ipv4 => "std::net::Ipv4Addr",
        Scalar::Ipv6 => "std::net::Ipv6Addr",
        Scalar::Base64 => "super::Base64",
        Scalar::Base64Url => "super::Base64Url",
        Scalar::Secret => "super::Secret",
        Scalar::Foreign(path) => path,
    }
}
