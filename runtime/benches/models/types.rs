//! The same structs twice: by our tables, and by serde's derives.

/// Declares structs in the module `ours` and in the module `theirs`.
macro_rules! both {
    ($($T:ident { $($wire:literal $field:ident: $ty:ty,)* ; $($opt_wire:literal $opt:ident: $opt_ty:ty,)* })*) => {
        pub mod ours {
            #![allow(clippy::too_many_arguments, clippy::useless_conversion, dead_code)]
            #[allow(unused_imports)]
            use super::*;
            use oasmith_runtime::{object, wire};

            $(
                #[derive(Clone, PartialEq)]
                pub struct $T {
                    $(pub $field: $ty,)*
                    $(pub $opt: Option<$opt_ty>,)*
                }

                object! {
                    $T::new($($field: $ty),*) {
                        $($wire = $field,)*
                        $($opt_wire: $opt optional($opt_ty),)*
                    }
                }
            )*
        }

        pub mod theirs {
            #[allow(unused_imports)]
            use super::*;

            $(
                #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
                pub struct $T {
                    $(#[serde(rename = $wire)] pub $field: $ty,)*
                    $(#[serde(rename = $opt_wire, skip_serializing_if = "Option::is_none")] pub $opt: Option<$opt_ty>,)*
                }
            )*
        }
    };
}

pub(crate) use both;

both! {
    Driver {
        "id" id: String, "object" object: String, "name" name: String, "email" email: String, "active" active: bool,
        "created" created: i64, "rating" rating: f64, "tags" tags: Vec<String>,
        ; "phone" phone: String, "country" country: String, "external_id" external_id: String, "notes" notes: String,
        "updated" updated: i64,
    }
}

pub fn driver() -> String {
    serde_json::json!({
        "id": "drv_1a2b3c4d5e6f", "object": "driver", "name": "Ada Lovelace", "email": "ada@example.com",
        "active": true, "created": 1_760_000_000, "rating": 4.75, "tags": ["night", "long-distance"],
        "phone": "+33189000029", "country": "FR", "external_id": "X-42", "updated": 1_770_000_000,
    })
    .to_string()
}
