//! Anchors: each component is the scope of its own, where a file has several with one name.

use super::schemas;

#[test]
fn a_dynamic_anchor_means_what_the_outermost_component_says() {
    let outcome = schemas(
        "Many: { type: array, items: { $dynamicRef: '#item' }, $defs: { n: { $dynamicAnchor: item, not: {} } } }\n\
         Between: { $ref: '#/components/schemas/Many' }\n\
         Words: { $ref: '#/components/schemas/Many', $defs: { i: { $dynamicAnchor: item, type: string } } }\n\
         Counts: { $ref: '#/components/schemas/Between', $defs: { i: { $dynamicAnchor: item, type: integer } } }",
    );
    let types = outcome.types();
    assert_eq!(types["Words"], ["Vec<String>"]);
    assert_eq!(types["Counts"], ["Vec<i64>"]);
    assert_eq!(types["Many"], ["Vec<serde_json::Value>"]);
    assert_eq!(types["Between"], ["Many"]);
    assert_eq!(
        outcome.ledger,
        [
            "W-repeated-anchor #/components/schemas/Words/$defs/i",
            "W-repeated-anchor #/components/schemas/Counts/$defs/i",
        ]
    );
}

#[test]
fn an_anchor_means_that_of_its_own_component() {
    let outcome = schemas(
        "Cats: { type: array, items: { $ref: '#item' }, $defs: { a: { $anchor: item, type: string } } }\n\
         Dogs: { type: array, items: { $ref: '#item' }, $defs: { a: { $anchor: item, type: integer } } }\n\
         Others: { type: array, items: { $ref: '#item' } }\n\
         Single: { type: array, items: { $ref: '#only' } }\n\
         Only: { $anchor: only, type: boolean }",
    );
    let types = outcome.types();
    assert_eq!(types["Cats"], ["Vec<String>"]);
    assert_eq!(types["Dogs"], ["Vec<i64>"]);
    // Elsewhere it is the first of the file.
    assert_eq!(types["Others"], ["Vec<String>"]);
    assert_eq!(types["Single"], ["Vec<Only>"]);
    assert_eq!(outcome.ledger, ["W-repeated-anchor #/components/schemas/Dogs/$defs/a"]);
}

#[test]
fn one_anchor_counts_in_its_whole_file() {
    let outcome = schemas(
        "Many: { type: array, items: { $dynamicRef: '#item' } }\n\
         Item: { $dynamicAnchor: item, type: string }",
    );
    assert_eq!(outcome.types()["Many"], ["Vec<Item>"]);
    assert_eq!(outcome.ledger, [""; 0]);
}
