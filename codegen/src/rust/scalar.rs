//! The types of formats: strings and numbers with a type of their own.
//!
//! Owns which types there are, and which of them a crate uses. Must not know which format has which type.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::{Codec, Item, Krate, MediaType, Payload, ResponseBody, Ty};

/// A type of strings or of numbers, or a type that the user chose.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i128`
    I128,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `jiff::Timestamp`
    Timestamp,
    /// `jiff::civil::Date`
    Date,
    /// `uuid::Uuid`
    Uuid,
    /// `std::net::Ipv4Addr`
    Ipv4,
    /// `std::net::Ipv6Addr`
    Ipv6,
    /// The runtime's bytes that are base64 on the wire.
    Base64,
    /// The runtime's bytes that are base64url on the wire.
    Base64Url,
    /// The runtime's string that `Debug` does not show.
    Secret,
    /// The path of a type that the user chose.
    Foreign(String),
}

impl Scalar {
    /// Whether only the type itself can tell whether a value fits, and neither this crate nor the runtime.
    pub fn is_foreign(&self) -> bool {
        match self {
            Self::Timestamp | Self::Date | Self::Uuid | Self::Foreign(_) => true,
            Self::I8
            | Self::I16
            | Self::I128
            | Self::U8
            | Self::U16
            | Self::U32
            | Self::U64
            | Self::Ipv4
            | Self::Ipv6
            | Self::Base64
            | Self::Base64Url
            | Self::Secret => false,
        }
    }

    /// Its values, where it is a type of integers.
    pub fn integers(&self) -> Option<RangeInclusive<i128>> {
        match self {
            Self::I8 => Some(i8::MIN.into()..=i8::MAX.into()),
            Self::I16 => Some(i16::MIN.into()..=i16::MAX.into()),
            Self::I128 => Some(i128::MIN..=i128::MAX),
            Self::U8 => Some(0..=u8::MAX.into()),
            Self::U16 => Some(0..=u16::MAX.into()),
            Self::U32 => Some(0..=u32::MAX.into()),
            Self::U64 => Some(0..=u64::MAX.into()),
            Self::Timestamp
            | Self::Date
            | Self::Uuid
            | Self::Ipv4
            | Self::Ipv6
            | Self::Base64
            | Self::Base64Url
            | Self::Secret
            | Self::Foreign(_) => None,
        }
    }

    /// Its name as words of an identifier.
    pub fn word(&self) -> &str {
        match self {
            Self::I8 | Self::I16 | Self::I128 | Self::U8 | Self::U16 | Self::U32 | Self::U64 => "Integer",
            Self::Timestamp => "Timestamp",
            Self::Date => "Date",
            Self::Uuid => "Uuid",
            Self::Ipv4 => "Ipv4",
            Self::Ipv6 => "Ipv6",
            Self::Base64 => "Base64",
            Self::Base64Url => "Base64Url",
            Self::Secret => "Secret",
            Self::Foreign(path) => {
                let head = path.split('<').next().unwrap_or(path);
                head.rsplit("::").next().unwrap_or(head).trim()
            }
        }
    }
}

impl Krate {
    /// The types of formats that the crate uses.
    pub fn scalars(&self) -> BTreeSet<&Scalar> {
        let scalars = self.types().filter_map(|ty| if let Ty::Scalar(scalar) = ty { Some(scalar) } else { None });
        scalars.collect()
    }

    /// Whether a request has a form in parts.
    pub fn has_multipart(&self) -> bool {
        let bodies = self.operations.iter().flat_map(|operation| &operation.body);
        bodies.flat_map(|body| body.media_types.iter()).any(|one| one.payload.codec == Codec::Multipart)
    }

    /// Whether the crate uses the map of the runtime.
    pub fn has_maps(&self) -> bool {
        let extras = |item: &Item| matches!(item, Item::Struct(item) if item.extras.is_some());
        self.items.iter().any(extras) || self.types().any(|ty| matches!(ty, Ty::Map(_)))
    }

    /// The types that the crate uses, and the types inside them.
    fn types(&self) -> impl Iterator<Item = &Ty> {
        let in_items = self.items.iter().flat_map(item_types);
        let in_operations = self.operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
            let body = operation.body.iter().flat_map(|body| body.media_types.iter()).flat_map(MediaType::types);
            let outcomes = operation.outcomes.iter().map(|outcome| &outcome.payload().ty);
            let bodies = [&operation.success, &operation.failure].into_iter().flat_map(|body| match body {
                ResponseBody::One(Payload { ty, .. }) => vec![ty],
                ResponseBody::Several(..) => Vec::new(),
            });
            let streams = operation.outcomes.iter().flat_map(|outcome| &outcome.streams).map(|stream| &stream.ty);
            let headers = operation.header_sets().flat_map(|set| &set.headers).map(|header| &header.ty);
            parameters.chain(body).chain(outcomes).chain(bodies).chain(streams).chain(headers)
        });
        let in_webhooks = self.webhooks.iter().flat_map(|webhook| {
            let headers = webhook.headers.iter().map(|header| &header.ty);
            headers.chain(webhook.body.iter().map(|body| &body.payload.ty))
        });
        in_items.chain(in_operations).chain(in_webhooks).flat_map(Ty::parts)
    }
}

/// The types inside a type of the models.
fn item_types(item: &Item) -> Vec<&Ty> {
    match item {
        Item::Struct(item) => {
            item.fields.iter().map(|field| &field.ty).chain(item.extras.iter().map(|extras| &extras.ty)).collect()
        }
        Item::OneOf(item) => item.alternatives.iter().map(|alternative| &alternative.ty).collect(),
        Item::Alias(item) | Item::Newtype(item) => vec![&item.ty],
        Item::Tuple(item) => item.items.iter().map(|item| &item.ty).chain(&item.rest).collect(),
        Item::StringEnum(_) | Item::NumberEnum(_) => Vec::new(),
    }
}
