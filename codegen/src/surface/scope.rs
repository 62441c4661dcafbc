//! What the names of a file stand for.
//!
//! Owns the paths from the root of the crate that imports and `super` lead to. Must not know items.

use std::collections::HashMap;

use crate::rust::is_of_prelude;

/// What stands before a path that another file of the same module may import. It is looked up when all files are known.
pub(super) const PENDING: char = '\u{1}';

/// The name of the runtime in paths, whether it is a package or a copy.
const RUNTIME: &str = "runtime";

/// A name that a file gives to something of another module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Use {
    /// The path of the name.
    pub(super) path: String,
    /// What it stands for.
    pub(super) target: String,
    /// Whether users can name it.
    pub(super) is_public: bool,
}

/// The names of a module.
#[derive(Debug)]
pub(super) struct Scope {
    /// The modules from the root to this one, as the files stand.
    real: Vec<String>,
    /// The path by which users know the module.
    public: String,
    /// Whether the names of other files are here.
    is_part: bool,
    names: HashMap<String, String>,
}

impl Scope {
    /// The scope of a module, without what it imports.
    pub(super) fn new(real: Vec<String>, public: String) -> Self {
        let is_part = real.join("::") != public;
        Self { real, public, is_part, names: HashMap::new() }
    }

    /// The scope of a module in this one.
    pub(super) fn inner(&self, name: &str) -> Self {
        let real = self.real.iter().cloned().chain([name.to_owned()]).collect();
        Self::new(real, self.path_of(name))
    }

    /// The path of an item of this module.
    pub(super) fn path_of(&self, name: &str) -> String {
        if self.public.is_empty() { name.to_owned() } else { format!("{}::{name}", self.public) }
    }

    /// Takes note of a module in this one.
    pub(super) fn declare(&mut self, name: &str) {
        self.names.insert(name.to_owned(), self.path_of(name));
    }

    /// Takes note of the names that a `use` brings in.
    pub(super) fn import(&mut self, item: &syn::ItemUse) -> Vec<Use> {
        let mut found = Vec::new();
        self.tree(&item.tree, &mut Vec::new(), &mut found);
        let is_public = matches!(item.vis, syn::Visibility::Public(_));
        let uses = found.into_iter().map(|(name, target)| {
            self.names.insert(name.clone(), target.clone());
            Use { path: self.path_of(&name), target, is_public }
        });
        uses.collect()
    }

    fn tree(&self, tree: &syn::UseTree, before: &mut Vec<String>, found: &mut Vec<(String, String)>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before, found);
                before.pop();
            }
            syn::UseTree::Name(name) => {
                let name = name.ident.to_string();
                let (path, last) = if name == "self" {
                    (before.clone(), before.last().cloned().unwrap_or_default())
                } else {
                    (before.iter().cloned().chain([name.clone()]).collect(), name)
                };
                found.push((last, self.absolute(&path)));
            }
            syn::UseTree::Rename(rename) => {
                let path: Vec<String> = before.iter().cloned().chain([rename.ident.to_string()]).collect();
                found.push((rename.rename.to_string(), self.absolute(&path)));
            }
            // A file that re-exports its parts is one module with them.
            syn::UseTree::Glob(_) => {}
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before, found)),
        }
    }

    /// The path from the root of the crate; of the standard library, the last name alone.
    pub(super) fn absolute(&self, path: &[String]) -> String {
        let above = path.iter().take_while(|name| *name == "super").count();
        let (head, rest) = match path.first().map(String::as_str) {
            Some("super") => {
                let kept = self.real.len().saturating_sub(above);
                (self.real.get(..kept).unwrap_or_default().join("::"), path.get(above..).unwrap_or_default())
            }
            Some("crate") => (String::new(), path.get(1..).unwrap_or_default()),
            Some("self") => (self.public.clone(), path.get(1..).unwrap_or_default()),
            Some("std" | "core" | "alloc") => return path.last().cloned().unwrap_or_default(),
            Some("oasmith_runtime") => (RUNTIME.to_owned(), path.get(1..).unwrap_or_default()),
            Some(name) if path.len() > 1 => {
                (self.names.get(name).map_or(name, String::as_str).to_owned(), path.get(1..).unwrap_or_default())
            }
            Some(name) => return self.single(name),
            None => return String::new(),
        };
        let head = (!head.is_empty()).then_some(head.as_str());
        head.into_iter().chain(rest.iter().map(String::as_str)).collect::<Vec<_>>().join("::")
    }

    /// What a name without a path stands for.
    fn single(&self, name: &str) -> String {
        match self.names.get(name) {
            Some(path) => path.clone(),
            None if name == "Self" || is_of_prelude(name) || is_primitive(name) => name.to_owned(),
            None if self.is_part => format!("{PENDING}{}", self.path_of(name)),
            None => self.path_of(name),
        }
    }
}

/// Whether a name without a path is one of Rust's own types: all others begin with a letter that is not small.
fn is_primitive(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
}
