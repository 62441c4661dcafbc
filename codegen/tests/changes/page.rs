//! The page docs/changes.md says what the table of kinds says.

use std::fs;
use std::path::Path;

use oasmith::diff::kinds::{self, Area, Row};

use super::{Pair, changes, description, pairs};

#[test]
fn the_page_of_changes_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/changes.md");
    let page = page();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, page).unwrap();
    } else {
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == page, "docs/changes.md is out of date: run `BLESS=1 cargo test -p oasmith --test changes`");
    }
}

const START: &str = "\
# Changes of a description

`oasmith diff OLD NEW` tells every change between two descriptions, each with an id of this page. An id never gets another meaning.

The verdict says what a change means for programs that were written for the old description:

- **breaking**: something that was valid is refused, or something comes that was not possible;
- **undecidable**: the descriptions do not say whether it is;
- **compatible**: everything is understood as before.

It depends on the direction. *Sent* are requests, parameters, and responses to webhooks. *Received* are responses, their headers, and
webhooks. A schema that is used in both directions has both verdicts, and the worse one counts. Generated clients are lenient: they
accept properties, statuses and enum values that they do not know. So these are compatible where they are received.
";

/// The parts of the page.
const GROUPS: [(&str, &[Area]); 5] = [
    ("What is sent and received", &[Area::Flow]),
    ("Credentials", &[Area::Security]),
    ("Addresses", &[Area::Server]),
    ("Webhooks and callbacks", &[Area::Webhook]),
    ("What no request and no response shows", &[Area::Metadata, Area::Document]),
];

fn page() -> String {
    let pairs = pairs();
    let mut page = START.to_owned();
    for (heading, areas) in GROUPS {
        page.push_str(&format!("\n## {heading}\n\n"));
        page.push_str("| id | sent | received | why | example |\n|---|---|---|---|---|\n");
        for row in kinds::ALL.iter().filter(|row| areas.contains(&row.area)) {
            page.push_str(&line(row, &pairs));
        }
    }
    page
}

fn line(row: &Row, pairs: &[Pair]) -> String {
    let id = row.kind.id();
    let Row { sent, received, reason, .. } = row;
    let received = match row.area {
        Area::Flow | Area::Document => received.name(),
        Area::Security | Area::Server | Area::Webhook | Area::Metadata => "",
    };
    format!("| `{id}` | {} | {received} | {reason} | {} |\n", sent.name(), example(id, pairs))
}

/// The sentence about the first pair that has a change.
fn example(id: &str, pairs: &[Pair]) -> String {
    let pair = pairs.iter().find(|pair| pair.changes.contains_key(id));
    let found = pair.map(|pair| changes(&description(pair.of, &pair.old), &description(pair.of, &pair.new)));
    let change = found.into_iter().flatten().find(|change| change.kind.id() == id);
    change.map(|change| change.sentence.replace('|', "\\|")).unwrap_or_default()
}
