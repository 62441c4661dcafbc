//! Where the models of large descriptions hold any JSON value, and whether their schemas say no more than that.
//!
//! `cargo test --release -p oasmith --test proofs -- --ignored census --nocapture` lists each place whose schema says more;
//! `census.toml` holds how many there are, by the keywords that say it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use oasmith::at::At;
use oasmith::config::Config;
use oasmith::diagnostic::Sink;
use oasmith::rust::{Item, Krate, Ty};
use oasmith::source::{Documents, Limits, Node};
use serde::{Deserialize, Serialize};

use super::corpus;

const DESCRIPTIONS: &[&str] = &[
    "large/stripe.com.json",
    "large/github.com__api.github.com.json",
    "large/openai__openapi.yaml",
    "large/kubernetes.io.json",
];

/// Members of a schema that refuse no value and type none.
const NOTES: &[&str] = &[
    "title",
    "description",
    "summary",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "externalDocs",
    "xml",
    "$comment",
    "$id",
    "$schema",
];

/// What holds any JSON value in the models of one description.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Census {
    /// Members, alternatives and aliases in all.
    places: usize,
    /// Those that are any JSON value, or lists or maps of such.
    any: usize,
    /// Those of them that are required and not declared: nothing is said of them.
    undeclared: usize,
    /// Those of the others whose schemas say more, by the keywords that say it.
    constrained: BTreeMap<String, usize>,
}

/// A type that is written, and where its schema stands.
struct Place<'k> {
    at: &'k At,
    /// Whether the schema at the place is that of the whole object.
    undeclared: bool,
    what: String,
    ty: &'k Ty,
}

/// Members, alternatives and aliases.
fn places(krate: &Krate) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for item in &krate.items {
        if let Item::Struct(item) = item {
            for field in &item.fields {
                let what = format!("{}.{}", item.name.as_str(), field.wire);
                let undeclared = field.at == item.at;
                places.push(Place { at: &field.at, undeclared, what, ty: &field.ty });
            }
        } else if let Item::OneOf(item) = item {
            for alternative in &item.alternatives {
                let what = format!("{}::{}", item.name.as_str(), alternative.name.as_str());
                places.push(Place { at: &item.at, undeclared: false, what, ty: &alternative.ty });
            }
        } else if let Item::Alias(item) = item {
            let what = item.name.as_str().to_owned();
            places.push(Place { at: &item.at, undeclared: false, what, ty: &item.ty });
        }
    }
    places
}

/// The keywords of the schema that a type's innermost part was made of, which say more than any value; none where the document has
/// no schema there, as of what is only required.
fn keywords(documents: &Documents, at: &At, ty: &Ty) -> Option<Vec<String>> {
    let found = documents.document(at.file).and_then(|root| {
        let value = root.value.pointer(&at.pointer)?;
        Some(Node { value, at: at.clone() })
    });
    let mut node = found?;
    let layers = ty.parts().filter(|part| matches!(part, Ty::Vec(_) | Ty::Map(_))).count();
    for _ in 0..layers {
        node = followed(documents, node);
        let inner = ["items", "additionalProperties"].iter().find_map(|name| node.get(name));
        match inner.filter(|inner| inner.value.as_object().is_some()) {
            Some(inner) => node = inner,
            None => return Some(Vec::new()),
        }
    }
    let node = followed(documents, node);
    let said = node.entries().map(|(name, _)| name).filter(|name| !NOTES.contains(name) && !name.starts_with("x-"));
    let mut said: Vec<String> = said.map(str::to_owned).collect();
    if let Some(ty) = node.get("type").as_ref().and_then(|ty| Some(ty.as_str()?.to_owned())) {
        said.push(format!("={ty}"));
    }
    said.sort();
    Some(said)
}

/// What a chain of references ends at.
fn followed<'d>(documents: &'d Documents, mut node: Node<'d>) -> Node<'d> {
    for _ in 0..32 {
        let target = node.get("$ref").as_ref().and_then(Node::as_str).map(|target| (node.at.file, target));
        match target.and_then(|(file, target)| documents.resolve(file, target).ok()) {
            Some(target) => node = target,
            None => break,
        }
    }
    node
}

fn census(corpus: &Path, description: &str) -> Census {
    let documents = Documents::read(&corpus.join(description), &Limits::default()).unwrap();
    let api = oasmith::openapi::read(&documents, &mut Sink::new()).unwrap();
    // Each location counts, also where it shares its type.
    let mut config = Config::new("api.json", "census");
    config.models.share = false;
    let krate = oasmith::lower::lower(api, &config, &mut Sink::new()).krate;
    let places = places(&krate);
    let mut census = Census { places: places.len(), ..Census::default() };
    for place in places.iter().filter(|place| place.ty.parts().any(|part| *part == Ty::Json)) {
        census.any += 1;
        let said = keywords(&documents, place.at, place.ty).filter(|_| !place.undeclared);
        let Some(keywords) = said.map(|said| said.join(" ")) else {
            census.undeclared += 1;
            continue;
        };
        if !keywords.is_empty() {
            println!("{description}: {} {} ({keywords})", place.what, place.at);
            *census.constrained.entry(keywords).or_default() += 1;
        }
    }
    census
}

#[test]
#[ignore = "large descriptions: cargo test --release -p oasmith --test proofs -- --ignored census"]
fn any_value_is_what_the_schema_says() {
    let Some(corpus) = corpus() else { return };
    let met: BTreeMap<String, Census> =
        DESCRIPTIONS.iter().map(|name| ((*name).to_owned(), census(&corpus, name))).collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/proofs/census.toml");
    for (name, census) in &met {
        let constrained: usize = census.constrained.values().sum();
        println!("{name}: {} of {} places are any value, {constrained} say more", census.any, census.places);
    }
    if std::env::var_os("BLESS").is_some() {
        let header = "# Where models hold any JSON value; written by BLESS=1, read by tests/proofs.\n\n";
        fs::write(&file, format!("{header}{}", toml::to_string(&met).unwrap())).unwrap();
    }
    let expected: BTreeMap<String, Census> = toml::from_str(&fs::read_to_string(&file).unwrap_or_default()).unwrap();
    assert_eq!(met, expected);
}
