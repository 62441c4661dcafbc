//! The page docs/changes.md says what the table of kinds says.

use std::fs;
use std::path::Path;

use oasmith::diff::kinds::{self, Area, Row};

use super::{Pair, description, effects, pairs};
use oasmith::diff::Change;
use oasmith::surface::Impact;
use std::collections::BTreeMap;

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

The last column says what the example asks of the next version of the generated crate, with default settings. Another change of the
same kind may ask for more or less: `oasmith diff` compares the public items of the code that is generated for both descriptions.
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
    let mut known = BTreeMap::new();
    let mut page = START.to_owned();
    for (heading, areas) in GROUPS {
        page.push_str(&format!("\n## {heading}\n\n"));
        page.push_str("| id | sent | received | why | example | in Rust |\n|---|---|---|---|---|---|\n");
        for row in kinds::ALL.iter().filter(|row| areas.contains(&row.area)) {
            page.push_str(&line(row, &pairs, &mut known));
        }
    }
    page
}

/// The changes of pairs by the names of these.
type Known<'p> = BTreeMap<&'p str, Vec<Change>>;

fn line<'p>(row: &Row, pairs: &'p [Pair], known: &mut Known<'p>) -> String {
    let id = row.kind.id();
    let Row { sent, received, reason, .. } = row;
    let received = match row.area {
        Area::Flow => received.name(),
        Area::Security | Area::Server | Area::Webhook | Area::Metadata | Area::Document => "",
    };
    let pair = pairs.iter().find(|pair| pair.changes.contains_key(id));
    let changes = pair.map(|pair| {
        let changes = || effects(&description(pair.of, &pair.old), &description(pair.of, &pair.new));
        &*known.entry(&pair.name).or_insert_with(changes)
    });
    let of_kind: Vec<&Change> = changes.into_iter().flatten().filter(|change| change.kind == row.kind).collect();
    let example = of_kind.first().map(|change| change.sentence.replace('|', "\\|")).unwrap_or_default();
    let impact = match of_kind.iter().map(|change| change.impact()).max() {
        None => "",
        Some(Impact::Patch) => "patch",
        Some(Impact::Minor) => "minor",
        Some(Impact::Major) => "major",
    };
    format!("| `{id}` | {} | {received} | {reason} | {example} | {impact} |\n", sent.name())
}
