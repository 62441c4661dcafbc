//! The table of ARCHITECTURE.md says what each module of codegen may import. This test reads the table and the sources.
//!
//! Every file at the top of `codegen/src` and every folder has a row. A file belongs to the row of its folder. A row may
//! name another row, `oasmith_runtime`, and `lib`, which is what `lib.rs` itself declares. A folder may use its own folders.

#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The package of ours that is not a module of codegen.
const RUNTIME: &str = "oasmith_runtime";

/// The macros whose content is code of another crate.
const QUOTES: &[&str] = &["quote", "quote_spanned", "parse_quote"];

/// The rows: a module, and what it may import; `None` stands for all.
type Table = BTreeMap<String, Option<Vec<String>>>;

fn table(page: &str) -> Table {
    rows(page).into_iter().collect()
}

/// The rows in their order.
fn rows(page: &str) -> Vec<(String, Option<Vec<String>>)> {
    let lines = page.lines().skip_while(|line| !line.starts_with("| module of codegen")).skip(2);
    let mut rows = Vec::new();
    for line in lines.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [modules, _, imports] = cells.as_slice() else { panic!("a row with other than three cells: {line}") };
        let imports = match *imports {
            "all" => None,
            "nothing of ours" => Some(Vec::new()),
            listed => Some(listed.split(',').map(|module| module.trim().to_owned()).collect()),
        };
        rows.extend(modules.split(',').map(|module| (module.trim().to_owned(), imports.clone())));
    }
    rows
}

/// A path that a file names, from the root of the crate, and its line.
type Import = (Vec<String>, usize);

/// The paths that code of a module names.
fn imports(tokens: TokenStream, module: &[String]) -> Vec<Import> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let mut next = index + 1;
        match token {
            TokenTree::Group(group) => found.extend(imports(group.stream(), module)),
            TokenTree::Ident(ident) => match (ident.to_string().as_str(), &tokens[next..]) {
                ("mod", [TokenTree::Ident(name), TokenTree::Group(group), ..]) => {
                    found.extend(imports(group.stream(), &[module, &[name.to_string()]].concat()));
                    next += 2;
                }
                (name, [TokenTree::Punct(_), TokenTree::Group(_), ..]) if QUOTES.contains(&name) => next += 2,
                // Who may see an item is no import.
                ("pub", [TokenTree::Group(_), ..]) => next += 1,
                ("crate" | "super" | "self", rest) if is_separator(rest) => {
                    next = tree(&tokens, index, module.to_vec(), &mut found);
                }
                (RUNTIME, _) => next = tree(&tokens, index, Vec::new(), &mut found),
                _ => {}
            },
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        index = next;
    }
    found
}

/// Reads a path, or a tree of paths as `use` has it, after what leads to it. The index after it.
fn tree(tokens: &[TokenTree], mut index: usize, mut path: Vec<String>, found: &mut Vec<Import>) -> usize {
    let line = tokens.get(index).map_or(0, |token| token.span().start().line);
    loop {
        match tokens.get(index) {
            Some(TokenTree::Ident(ident)) => match ident.to_string().as_str() {
                "crate" => path.clear(),
                "super" => drop(path.pop()),
                "self" => {}
                name => path.push(name.to_owned()),
            },
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let items: Vec<TokenTree> = group.stream().into_iter().collect();
                let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
                for item in items.split(is_comma).filter(|item| !item.is_empty()) {
                    tree(item, 0, path.clone(), found);
                }
                return index + 1;
            }
            // A glob, or the arguments of a type.
            _ => break,
        }
        index += 1;
        if !is_separator(&tokens[index..]) {
            break;
        }
        index += 2;
    }
    found.push((path, line));
    index
}

/// Whether `::` comes next.
fn is_separator(tokens: &[TokenTree]) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    tokens.len() > 1 && tokens[..2].iter().all(is_colon)
}

/// The longest part of a path that has a row.
fn row_of<'p>(table: &Table, path: &'p [String]) -> Option<(String, &'p [String])> {
    let lengths = (1..=path.len()).rev();
    lengths.map(|length| (path[..length].join("/"), &path[length..])).find(|(row, _)| table.contains_key(row))
}

/// What the table does not allow in a file, as `file:line: module imports other`.
fn violations(table: &Table, file: &str, text: &str) -> Vec<String> {
    let parts: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    let is_top = parts.len() == 1;
    let folder = if is_top { parts.join("/") } else { parts[..parts.len() - 1].join("/") };
    let Some(allowed) = table.get(&folder) else {
        // The table says `bin` of all that is below it.
        let is_below_all = row_of(table, &parts).is_some_and(|(row, _)| table[&row].is_none());
        return if is_below_all { Vec::new() } else { vec![format!("{file}: the table has no row for `{folder}`")] };
    };
    let Some(allowed) = allowed else { return Vec::new() };
    let is_named_by_folder = parts.last().is_some_and(|name| name == "mod");
    let module = if is_named_by_folder { &parts[..parts.len() - 1] } else { &parts[..] };
    let mut violations = Vec::new();
    for (path, line) in imports(text.parse().unwrap(), module) {
        let import = match path.first() {
            Some(first) if first == RUNTIME => RUNTIME.to_owned(),
            _ => row_of(table, &path).map_or("lib".to_owned(), |(row, _)| row),
        };
        let is_own = import == folder || import.starts_with(&format!("{folder}/"));
        if !is_own && !allowed.contains(&import) {
            violations.push(format!("{file}:{line}: {folder} imports {import}"));
        }
    }
    violations
}

/// Rows that no file belongs to, and names that are no rows.
fn stale(table: &Table, files: &[String]) -> Vec<String> {
    let mut stale = Vec::new();
    for (row, allowed) in table {
        let (file, folder) = (format!("{row}.rs"), format!("{row}/"));
        if !files.iter().any(|one| *one == file || one.starts_with(&folder)) {
            stale.push(format!("the table has a row for `{row}`, which is no module"));
        }
        let known = |name: &String| table.contains_key(name) || name == RUNTIME;
        for name in allowed.iter().flatten().filter(|name| !known(name)) {
            stale.push(format!("the row of `{row}` names `{name}`, which has no row"));
        }
    }
    stale
}

/// Folders of a module that import a folder which is below them in the table, as `one imports other`: these rows are in the
/// order of the work.
fn out_of_order(page: &str) -> Vec<String> {
    let folders: Vec<_> = rows(page).into_iter().filter(|(row, _)| row.contains('/')).collect();
    let mut found = Vec::new();
    for (index, (row, imports)) in folders.iter().enumerate() {
        let is_below = |name: &&String| folders[index..].iter().any(|(below, _)| below == *name);
        found.extend(imports.iter().flatten().filter(is_below).map(|name| format!("{row} imports {name}")));
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_import_is_allowed_by_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = table(&fs::read_to_string(root.join("../ARCHITECTURE.md")).unwrap());
    assert!(table.len() > 10, "the table of ARCHITECTURE.md was not found");
    let src = root.join("src");
    let mut all = Vec::new();
    let mut names = Vec::new();
    for file in sources(&src) {
        let name = file.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
        all.extend(violations(&table, &name, &fs::read_to_string(&file).unwrap()));
        names.push(name);
    }
    all.extend(stale(&table, &names));
    assert!(all.is_empty(), "imports against the layers:\n{}", all.join("\n"));
}

/// What is still out of order.
const OUT_OF_ORDER: &[&str] = &[];

#[test]
fn the_folders_of_a_module_are_in_the_order_of_their_imports() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md")).unwrap();
    assert_eq!(out_of_order(&page), OUT_OF_ORDER);
    let page = "| module of codegen | owns | may import |\n|---|---|---|\n\
                | lower/merge | merging | api, lower/types |\n| lower/types | types | lower/merge |\n";
    assert_eq!(out_of_order(page), ["lower/merge imports lower/types"]);
}

/// A table as ARCHITECTURE.md has it, for the tests of this test.
fn sample() -> Table {
    table(
        "| module of codegen | owns | may import |\n|---|---|---|\n\
         | api | meaning | nothing of ours |\n| config | choices | nothing of ours |\n\
         | lower | decisions | api, config |\n| lower/merge | merging | api |\n| lower/types | types | api, lower/merge |\n\
         | emit | pictures | oasmith_runtime |\n| lib, bin | wiring | all |\n\nMore.\n",
    )
}

#[test]
fn a_layer_that_is_not_allowed_is_found_with_its_line() {
    let text = "use crate::emit::Source;\nuse crate::{config::Config, emit};\n// crate::config\n\
                fn f() { crate::config::x(crate::Summary) }\nfn g() { quote! { crate::config::x() } }\n";
    assert_eq!(
        violations(&sample(), "emit/mod.rs", text),
        ["emit/mod.rs:2: emit imports config", "emit/mod.rs:4: emit imports config", "emit/mod.rs:4: emit imports lib"]
    );
    let text = "use super::super::config::{self, Config as C};\n";
    assert_eq!(violations(&sample(), "emit/a.rs", text), ["emit/a.rs:1: emit imports config"; 2]);
    let text =
        "mod inner {\n    use super::super::config::Config;\n}\nuse super::config;\npub(in super::config) fn f() {}\n";
    assert_eq!(violations(&sample(), "api.rs", text), ["api.rs:2: api imports config", "api.rs:4: api imports config"]);
}

#[test]
fn a_room_that_is_not_allowed_is_found_in_every_spelling() {
    let found = |text: &str| violations(&sample(), "lower/merge/all_of.rs", text);
    let types = "lower/merge/all_of.rs:1: lower/merge imports lower/types";
    assert_eq!(found("use crate::lower::types::unions::Union;"), [types]);
    assert_eq!(found("use crate::lower::{merge::any_of, types::{self}};"), [types]);
    assert_eq!(found("use super::super::types;"), [types]);
    assert_eq!(found("fn f() { vec![super::super::types::f()]; }"), [types]);
    assert_eq!(found("use super::super::Lower;"), ["lower/merge/all_of.rs:1: lower/merge imports lower"]);
    assert_eq!(found("use super::any_of::merge;\nuse super::Kept;\nuse crate::api::Api;"), [""; 0]);
    assert_eq!(violations(&sample(), "lower/types/mod.rs", "use super::merge::all_of; use self::unions::f;"), [""; 0]);
    assert_eq!(violations(&sample(), "lower/mod.rs", "use self::types::f; use crate::lower::merge::g;"), [""; 0]);
}

#[test]
fn the_runtime_is_an_import_like_another() {
    let text = "use oasmith_runtime::string_formats::is_date;\nfn f() { ::oasmith_runtime::pattern::compile() }\n";
    let runtime = [1, 2].map(|line| format!("lower/types/a.rs:{line}: lower/types imports oasmith_runtime"));
    assert_eq!(violations(&sample(), "lower/types/a.rs", text), runtime);
    assert_eq!(violations(&sample(), "emit/a.rs", text), [""; 0]);
}

#[test]
fn what_has_no_row_and_a_row_of_nothing_are_found() {
    assert_eq!(violations(&sample(), "cache.rs", ""), ["cache.rs: the table has no row for `cache`"]);
    assert_eq!(
        violations(&sample(), "lower/names/mod.rs", ""),
        ["lower/names/mod.rs: the table has no row for `lower/names`"]
    );
    assert_eq!(violations(&sample(), "bin/oasmith/main.rs", "use oasmith_runtime::x;"), [""; 0]);
    let files = ["api.rs", "lower/mod.rs", "lower/merge/mod.rs", "emit/mod.rs", "lib.rs", "bin/a/main.rs", "config.rs"];
    assert_eq!(
        stale(&sample(), &files.map(str::to_owned)),
        ["the table has a row for `lower/types`, which is no module"]
    );
    let mut table = sample();
    table.insert("api".to_owned(), Some(vec!["value".to_owned()]));
    let found = stale(&table, &files.map(str::to_owned));
    assert_eq!(found[0], "the row of `api` names `value`, which has no row");
}
