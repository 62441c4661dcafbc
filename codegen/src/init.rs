//! The first `oasmith.toml` for a description.
//!
//! Owns what is proposed, and what of a description it follows from. Must not know where the file is written, nor what a setting
//! does.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::api::{Api, Location, Operation, SchemaId, Types};

/// Where the code of a description goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// A crate of its own.
    Crate,
    /// Files of the crate that is there.
    Sources,
}

/// More operations than that are too many for one list of methods.
const MANY_OPERATIONS: usize = 60;

/// Fewer optional properties than that tell nothing of a description's habits.
const FEW_PROPERTIES: usize = 20;

/// The text of the settings: those that are needed, and those that the description suggests, each with the reason.
pub(crate) fn settings(api: &Api, description: &str, destination: Destination) -> String {
    let mut text = format!(
        "# What `oasmith generate` writes, and `oasmith check` compares. All settings: docs/configuration.md of oasmith.\n\
         description = {}\n",
        quoted(description)
    );
    text.push_str(match destination {
        Destination::Crate => "output = \"sdk\"\nlayout = \"crate\"            # a crate of its own, with a Cargo.toml\n",
        Destination::Sources => {
            "output = \"src/api\"\nlayout = \"sources\"          # files of this crate: `mod api;` in lib.rs or main.rs\n"
        }
    });
    text.push_str(
        "products = [\"client\"]       # also: \"server\", \"webhooks\", \"validate\", \"schemars\", \"proptest\"\n",
    );
    let tags = tags(api);
    text.push_str(&client(api, &tags));
    text.push_str(&selection(api, &tags));
    text.push_str(&nullable(api));
    text
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The first tags of the operations, the most frequent first, and of how many each is.
fn tags(api: &Api) -> Vec<(&str, usize)> {
    let mut tags: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in api.operations.iter().filter_map(|operation| operation.tags.first()) {
        *tags.entry(tag).or_default() += 1;
    }
    let mut tags: Vec<_> = tags.into_iter().collect();
    tags.sort_by_key(|(name, count)| (Reverse(*count), *name));
    tags
}

/// Groups of many operations, and the header that makes it safe to send a request again.
fn client(api: &Api, tags: &[(&str, usize)]) -> String {
    let count = api.operations.len();
    let is_grouped = count > MANY_OPERATIONS && tags.len() > 1;
    let key = idempotency_key(api);
    if !is_grouped && key.is_none() {
        return String::new();
    }
    let mut text = String::from(if is_grouped { "\n[client]\n" } else { "\n# [client]\n" });
    if is_grouped {
        let _ = write!(
            text,
            "# {count} operations in {} tags: a type for each tag, as in `client.issues().create(..)`.\ngroup = \"tag\"\n",
            tags.len()
        );
    }
    if let Some(name) = key {
        let _ = write!(
            text,
            "# With this header, a request that is not idempotent is sent again, too.\n# idempotency_key = {}\n",
            quoted(name)
        );
    }
    text
}

/// The name of the header, where an operation declares it.
fn idempotency_key(api: &Api) -> Option<&str> {
    let is_key = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "").ends_with("idempotencykey");
    let mut headers = api.operations.iter().flat_map(|operation| &operation.parameters);
    headers.find(|one| one.location == Location::Header && is_key(&one.name)).map(|one| one.name.as_str())
}

/// A selection of many operations.
fn selection(api: &Api, tags: &[(&str, usize)]) -> String {
    if api.operations.len() <= MANY_OPERATIONS {
        return String::new();
    }
    let mut text = String::from("\n# A part of the operations compiles in a part of the time.\n");
    for (name, count) in tags.iter().take(10) {
        let _ = writeln!(text, "#   {}: {count}", quoted(&format!("tag:{name}")));
    }
    let include = match (tags.first(), api.operations.first()) {
        (Some((name, _)), _) => format!("tag:{name}"),
        (None, Some(operation)) => selector(api, operation),
        (None, None) => return String::new(),
    };
    let _ = writeln!(text, "# [select]\n# include = [{}]", quoted(&include));
    text
}

/// `path:/v1/charges/**` for the path of the first operation, up to the first segment that not all paths have.
fn selector(api: &Api, first: &Operation) -> String {
    let segments = |operation: &Operation| -> Vec<String> {
        let path = operation.path.split(['?', '#']).next().unwrap_or_default();
        path.split('/').skip(1).take_while(|segment| !segment.contains('{')).map(str::to_owned).collect()
    };
    let own = segments(first);
    let shared = |other: &Operation| own.iter().zip(segments(other)).take_while(|(one, other)| *one == other).count();
    let common = api.operations.iter().map(shared).min().unwrap_or_default();
    let prefix: String = own.iter().take(common + 1).map(|segment| format!("/{segment}")).collect();
    if prefix == first.path { format!("path:{prefix}") } else { format!("path:{prefix}/**") }
}

/// One `None` for absent and null, where nearly all that may be absent may be null.
fn nullable(api: &Api) -> String {
    let (mut optional, mut nullable) = (0, 0);
    for (_, schema) in api.schemas.iter() {
        let object = &schema.object;
        for (_, property) in object.properties.iter().filter(|(name, _)| !object.required.contains(name)) {
            optional += 1;
            nullable += usize::from(may_be_null(api, *property));
        }
    }
    if optional < FEW_PROPERTIES || nullable * 10 < optional * 9 {
        return String::new();
    }
    format!(
        "\n# {nullable} of {optional} optional properties may be null. If the service does not tell null and absent apart,\n\
         # `Option<T>` in place of `Option<Option<T>>` is enough.\n# [models]\n# optional_nullable = \"flat\"\n"
    )
}

/// Whether a schema says by itself, or by one of its alternatives, that null is a value.
fn may_be_null(api: &Api, id: SchemaId) -> bool {
    let has_null = |id: SchemaId| api.schemas[id].types.is_some_and(|types| types.contains(Types::NULL));
    let combine = &api.schemas[id].combine;
    has_null(id) || combine.any_of.iter().chain(&combine.one_of).any(|alternative| has_null(*alternative))
}
