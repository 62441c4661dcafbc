//! The table of ARCHITECTURE.md is the law: no module of codegen imports what its row does not allow.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

type Layers = BTreeMap<String, Vec<String>>;

/// The rows of the table: a module and the modules it may import; `None` stands for all.
fn layers(page: &str) -> BTreeMap<String, Option<Vec<String>>> {
    let rows = page.lines().skip_while(|line| !line.starts_with("| module of codegen")).skip(2);
    let mut layers = BTreeMap::new();
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [modules, _, imports] = cells.as_slice() else { panic!("a row with other than three cells: {row}") };
        let imports = match *imports {
            "all" => None,
            "nothing of ours" => Some(Vec::new()),
            listed => Some(listed.split(',').map(|module| module.trim().to_owned()).collect()),
        };
        for module in modules.split(',') {
            layers.insert(module.trim().to_owned(), imports.clone());
        }
    }
    layers
}

/// Imports that a file may not have, as `file:line: module imports other`.
fn violations(file: &Path, text: &str, module: &str, depth: usize, known: &Layers, allowed: &[String]) -> Vec<String> {
    let up = "super::".repeat(depth);
    let mut violations = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let mut imported: Vec<&str> = Vec::new();
        // Emitters quote paths that begin with `super`; what they import themselves stands at the beginning of a line.
        let prefixes = if line.starts_with("use ") { vec!["crate::", up.as_str()] } else { vec!["crate::"] };
        for prefix in prefixes {
            for (start, _) in code.match_indices(prefix) {
                let before = code[..start].chars().next_back();
                if before.is_some_and(|character| character.is_alphanumeric() || character == ':' || character == '_') {
                    continue;
                }
                let rest = &code[start + prefix.len()..];
                imported.extend(heads(rest));
            }
        }
        for import in imported {
            let is_lib = !known.contains_key(import);
            let allowed = if is_lib {
                allowed.iter().any(|a| a == "lib")
            } else {
                import == module || allowed.iter().any(|a| a == import)
            };
            if !allowed {
                violations.push(format!("{}:{}: {module} imports {import}", file.display(), number + 1));
            }
        }
    }
    violations
}

/// The first names after a path prefix: `a::b` is `a`, `{a, b::c}` are `a` and `b`.
fn heads(rest: &str) -> Vec<&str> {
    let head = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    match rest.strip_prefix('{') {
        Some(group) => group
            .split('}')
            .next()
            .unwrap_or(group)
            .split(',')
            .map(str::trim)
            .map(|item| &item[..head(item)])
            .filter(|item| !item.is_empty())
            .collect(),
        None => Some(&rest[..head(rest)]).filter(|name| !name.is_empty() && *name != "super").into_iter().collect(),
    }
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

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

#[test]
fn every_import_is_allowed_by_the_table() {
    let page = fs::read_to_string(root().join("../ARCHITECTURE.md")).unwrap();
    let layers = layers(&page);
    let known: Layers =
        layers.iter().map(|(module, imports)| (module.clone(), imports.clone().unwrap_or_default())).collect();
    assert!(known.len() > 10, "the table of ARCHITECTURE.md was not found");
    let src = root().join("src");
    let mut all = Vec::new();
    for file in sources(&src) {
        let relative = file.strip_prefix(&src).unwrap();
        let parts: Vec<&str> = relative.iter().filter_map(|part| part.to_str()).collect();
        let module = parts[0].trim_end_matches(".rs");
        let is_root_of_module = parts.len() == 1 || parts.last() == Some(&"mod.rs");
        let depth = if is_root_of_module { parts.len().max(2) - 1 } else { parts.len() };
        match layers.get(module) {
            None => all.push(format!("{}: the table has no row for `{module}`", relative.display())),
            Some(None) => {}
            Some(Some(allowed)) => {
                let text = fs::read_to_string(&file).unwrap();
                all.extend(violations(relative, &text, module, depth, &known, allowed));
            }
        }
    }
    assert!(all.is_empty(), "imports against the layers:\n{}", all.join("\n"));
}

#[test]
fn a_forbidden_import_is_found_with_its_place() {
    let known: Layers =
        [("emit", vec![]), ("config", vec![])].map(|(m, i): (&str, Vec<String>)| (m.to_owned(), i)).into();
    let text = "use crate::emit::Source;\nuse crate::{config::Config, emit};\n// crate::config\nfn f() { crate::config::x() }\n";
    let found = violations(Path::new("emit/mod.rs"), text, "emit", 1, &known, &[]);
    assert_eq!(found, ["emit/mod.rs:2: emit imports config", "emit/mod.rs:4: emit imports config"]);
    let found = violations(Path::new("emit/a.rs"), "use super::super::config::Config;\n", "emit", 2, &known, &[]);
    assert_eq!(found, ["emit/a.rs:1: emit imports config"]);
}
