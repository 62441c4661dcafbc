//! The items of generated files as lines.
//!
//! Owns which items are public, and what a derive writes. Must not know what the items mean, nor what the runtime's macros write.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use quote::ToTokens;

use super::line::{Kind, Line, NON_EXHAUSTIVE};
use super::macros;
use super::scope::{PENDING, Scope, Use};
use super::text;
use super::types::Types;

/// The module whose content a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The names of the modules from the root to it.
    pub real: Vec<String>,
    /// The path by which users know it.
    pub public: String,
    /// Whether users can name it.
    pub is_public: bool,
}

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Walked {
    /// Sorted, so that those of all files are sorted in no time.
    lines: Vec<Line>,
    uses: Vec<Use>,
}

/// Finds the public items of a file, one after the other.
#[derive(Debug)]
pub struct Walk {
    scope: Scope,
    is_public: bool,
    lines: Vec<String>,
    uses: Vec<Use>,
}

impl Walk {
    /// Begins the file of a module.
    pub fn new(module: Module) -> Self {
        let Module { real, public, is_public } = module;
        Self { scope: Scope::new(real, public), is_public, lines: Vec::new(), uses: Vec::new() }
    }

    /// The next items. What they import is known to those after them, and to each other.
    pub fn items(&mut self, items: &[syn::Item]) {
        for item in items {
            if let syn::Item::Mod(item) = item {
                self.scope.declare(&item.ident.to_string());
            }
        }
        for item in items {
            if let syn::Item::Use(item) = item {
                let uses = self.scope.import(item);
                let is_public = self.is_public;
                self.uses.extend(uses.into_iter().map(|one| Use { is_public: one.is_public && is_public, ..one }));
            }
        }
        items.iter().for_each(|item| self.item(item));
    }

    /// What was found.
    pub fn finish(self) -> Walked {
        let mut lines: Vec<Line> = self.lines.into_iter().filter_map(Line::parse).collect();
        lines.sort();
        Walked { lines, uses: self.uses }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is of another crate, and other items are not written")]
    fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Mod(item) => self.module(item),
            syn::Item::Impl(item) => self.implementation(item),
            syn::Item::Macro(item) => {
                let lines = macros::lines(&item.mac, &self.scope);
                self.lines.extend(lines);
            }
            syn::Item::Struct(item) if self.shows(&item.vis, &item.attrs) => self.structure(item),
            syn::Item::Enum(item) if self.shows(&item.vis, &item.attrs) => self.enumeration(item),
            syn::Item::Trait(item) if self.shows(&item.vis, &item.attrs) => self.definition(item),
            syn::Item::Type(item) if self.shows(&item.vis, &item.attrs) => {
                let types = Types::new(&self.scope);
                let (generics, ty) = (types.generics(&item.generics), types.with(&item.generics).ty(&item.ty));
                self.add(format!("type {}{generics} = {ty}", self.scope.path_of(&item.ident.to_string())));
            }
            syn::Item::Fn(item) if self.shows(&item.vis, &item.attrs) => {
                let signature = Types::new(&self.scope).signature(&item.sig);
                self.add(format!("fn {}{signature}", self.scope.path_of(&item.sig.ident.to_string())));
            }
            syn::Item::Const(item) if self.shows(&item.vis, &item.attrs) => {
                let ty = Types::new(&self.scope).ty(&item.ty);
                self.add(format!("const {}: {ty}", self.scope.path_of(&item.ident.to_string())));
            }
            syn::Item::Static(item) if self.shows(&item.vis, &item.attrs) => {
                let ty = Types::new(&self.scope).ty(&item.ty);
                self.add(format!("static {}: {ty}", self.scope.path_of(&item.ident.to_string())));
            }
            _ => {}
        }
    }

    fn add(&mut self, line: String) {
        self.lines.push(line);
    }

    fn shows(&self, visibility: &syn::Visibility, attributes: &[syn::Attribute]) -> bool {
        self.is_public && is_shown(visibility, attributes)
    }

    fn module(&mut self, item: &syn::ItemMod) {
        let (name, is_public) = (item.ident.to_string(), self.shows(&item.vis, &item.attrs));
        if is_public {
            self.add(format!("mod {}", self.scope.path_of(&name)));
        }
        if let Some((_, items)) = &item.content {
            let mut inner = Self { scope: self.scope.inner(&name), is_public, lines: Vec::new(), uses: Vec::new() };
            inner.items(items);
            self.lines.extend(inner.lines);
            self.uses.extend(inner.uses);
        }
    }

    fn structure(&mut self, item: &syn::ItemStruct) {
        let (path, types) = (self.scope.path_of(&item.ident.to_string()), Types::new(&self.scope));
        let (generics, types) = (types.generics(&item.generics), types.with(&item.generics));
        let public: Vec<(usize, &syn::Field)> =
            item.fields.iter().enumerate().filter(|(_, field)| is_shown(&field.vis, &field.attrs)).collect();
        let shape = match (&item.fields, public.len() == item.fields.len()) {
            (syn::Fields::Unit, _) => "",
            (_, false) => " { .. }",
            (syn::Fields::Named(_), true) => " {}",
            (syn::Fields::Unnamed(_), true) => "()",
        };
        let mut lines = vec![format!("{}struct {path}{generics}{shape}", opened(&item.attrs))];
        for (place, field) in public {
            let name = field.ident.as_ref().map_or_else(|| place.to_string(), ToString::to_string);
            lines.push(format!("field {path}::{name}: {}", types.ty(&field.ty)));
        }
        lines.extend(derived(&item.attrs, &path, &item.generics, &self.scope));
        self.lines.extend(lines);
    }

    fn enumeration(&mut self, item: &syn::ItemEnum) {
        let (path, types) = (self.scope.path_of(&item.ident.to_string()), Types::new(&self.scope));
        let (generics, types) = (types.generics(&item.generics), types.with(&item.generics));
        let mut lines = vec![format!("{}enum {path}{generics}", opened(&item.attrs))];
        for variant in item.variants.iter().filter(|variant| !is_hidden(&variant.attrs)) {
            let fields = variant.fields.iter().map(|field| {
                let name = field.ident.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
                format!("{name}{}", types.ty(&field.ty))
            });
            let fields = fields.collect::<Vec<_>>().join(", ");
            let fields = match &variant.fields {
                syn::Fields::Unit => String::new(),
                syn::Fields::Unnamed(_) => format!("({fields})"),
                syn::Fields::Named(_) => format!(" {{ {fields} }}"),
            };
            lines.push(format!("variant {path}::{}{fields}", variant.ident));
        }
        lines.extend(derived(&item.attrs, &path, &item.generics, &self.scope));
        self.lines.extend(lines);
    }

    /// A trait.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is of another crate, and other items are not written")]
    fn definition(&mut self, item: &syn::ItemTrait) {
        let (path, types) = (self.scope.path_of(&item.ident.to_string()), Types::new(&self.scope));
        let bounded = |bounds: String| if bounds.is_empty() { bounds } else { format!(": {bounds}") };
        let (generics, types) = (types.generics(&item.generics), types.with(&item.generics));
        let mut lines = vec![format!("trait {path}{generics}{}", bounded(types.bounds(&item.supertraits)))];
        for item in &item.items {
            match item {
                syn::TraitItem::Fn(item) => {
                    let provided = if item.default.is_some() { " { .. }" } else { "" };
                    lines.push(format!("fn {path}::{}{}{provided}", item.sig.ident, types.signature(&item.sig)));
                }
                syn::TraitItem::Type(item) => {
                    lines.push(format!("type {path}::{}{}", item.ident, bounded(types.bounds(&item.bounds))));
                }
                _ => {}
            }
        }
        self.lines.extend(lines);
    }

    fn implementation(&mut self, item: &syn::ItemImpl) {
        let types = Types::new(&self.scope);
        let (generics, types) = (types.generics(&item.generics), types.with(&item.generics));
        let target = types.ty(&item.self_ty);
        let mut lines = Vec::new();
        match &item.trait_ {
            Some((name, _)) => {
                let mut line = format!("impl{generics} {} for {target}", types.path(name));
                associated(&types, &item.items, &mut line);
                lines.push(line);
            }
            None => {
                let path = target.split('<').next().unwrap_or_default();
                for item in &item.items {
                    if let syn::ImplItem::Fn(item) = item
                        && is_shown(&item.vis, &item.attrs)
                    {
                        lines.push(format!("fn {path}::{}{}", item.sig.ident, types.signature(&item.sig)));
                    }
                }
            }
        }
        self.lines.extend(lines);
    }
}

/// ` { Output = models::Driver }`
fn associated(types: &Types<'_>, items: &[syn::ImplItem], line: &mut String) {
    let mut found: Vec<String> = items
        .iter()
        .filter_map(|item| {
            let syn::ImplItem::Type(item) = item else { return None };
            Some(format!("{} = {}", item.ident, types.ty(&item.ty)))
        })
        .collect();
    found.sort();
    if !found.is_empty() {
        let _ = write!(line, " {{ {} }}", found.join(", "));
    }
}

/// Whether an item is public and not hidden from documentation.
fn is_shown(visibility: &syn::Visibility, attributes: &[syn::Attribute]) -> bool {
    matches!(visibility, syn::Visibility::Public(_)) && !is_hidden(attributes)
}

/// Whether documentation hides an item.
pub(super) fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let tokens = || attribute.meta.to_token_stream().to_string();
        attribute.path().is_ident("doc") && matches!(attribute.meta, syn::Meta::List(_)) && tokens().contains("hidden")
    })
}

/// What stands before a struct or an enum that may grow.
pub(super) fn opened(attributes: &[syn::Attribute]) -> &'static str {
    let is_open = attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
    if is_open { NON_EXHAUSTIVE } else { "" }
}

/// The impls that the derives among the attributes of a type write.
pub(super) fn derived(
    attributes: &[syn::Attribute],
    path: &str,
    generics: &syn::Generics,
    scope: &Scope,
) -> Vec<String> {
    let derives = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let parse = syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated;
    let derives = derives.filter_map(|attribute| attribute.parse_args_with(parse).ok()).flatten();
    derives.map(|derive| derived_line(&Types::new(scope).path(&derive), path, generics)).collect()
}

fn derived_line(derive: &str, path: &str, generics: &syn::Generics) -> String {
    let lifetimes: Vec<String> = generics.lifetimes().map(|one| one.lifetime.to_string()).collect();
    let types: Vec<String> = generics.type_params().map(|one| one.ident.to_string()).collect();
    let is_std =
        ["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"].contains(&derive);
    let (before, name) = match derive {
        "serde::Deserialize" => (Some("'de"), "serde::Deserialize<'de>"),
        "serde::Serialize" => (None, derive),
        _ if is_std => (None, derive),
        _ => return format!("derive {derive} for {path}"),
    };
    let bracketed =
        |parts: Vec<String>| if parts.is_empty() { String::new() } else { format!("<{}>", parts.join(", ")) };
    let arguments = bracketed(lifetimes.iter().chain(&types).cloned().collect());
    let bounded = types.iter().map(|name| format!("{name}: {derive}"));
    let before = before.map(str::to_owned).into_iter().chain(lifetimes.iter().cloned()).chain(bounded);
    format!("impl{} {name} for {path}{arguments}", bracketed(before.collect()))
}

/// The lines of all files, without those that users cannot name.
pub(super) fn assembled(walked: Vec<Walked>) -> Vec<Line> {
    let targets: HashMap<String, String> =
        walked.iter().flat_map(|file| &file.uses).map(|one| (one.path.clone(), one.target.clone())).collect();
    let mut lines = Vec::new();
    let mut nameable = HashSet::new();
    for one in walked.iter().flat_map(|file| &file.uses).filter(|one| one.is_public) {
        let target = followed(&targets, &one.target);
        lines.extend(Line::parse(format!("use {} = {target}", one.path)));
        nameable.insert(target.to_owned());
    }
    let is_type = |line: &&Line| line.kind().is_type() && line.kind() != Kind::Alias;
    let types: HashSet<String> =
        walked.iter().flat_map(|file| &file.lines).filter(is_type).map(|line| line.path().to_owned()).collect();
    let found = walked.into_iter().flat_map(|file| file.lines).filter_map(|line| settled(line, &targets));
    lines.extend(found.filter(|line| is_nameable(line, &types, &nameable)));
    lines
}

/// What a path stands for in the end. A path that leads back to itself stands for itself.
fn followed<'t>(targets: &'t HashMap<String, String>, path: &'t str) -> &'t str {
    let mut path = path;
    for _ in 0..targets.len() {
        match targets.get(path) {
            Some(next) if next != path => path = next,
            Some(_) | None => return path,
        }
    }
    path
}

/// The line with the paths looked up that its file did not know.
fn settled(line: Line, targets: &HashMap<String, String>) -> Option<Line> {
    if !line.text().contains(PENDING) {
        return Some(line);
    }
    let mut result = String::with_capacity(line.text().len());
    let mut parts = line.text().split(PENDING);
    result.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (path, rest) = part.split_at(text::path_length(part));
        result.push_str(followed(targets, path));
        result.push_str(rest);
    }
    Line::parse(result)
}

/// Whether users can name the trait and the type of an impl, and the type of a method.
fn is_nameable(line: &Line, types: &HashSet<String>, exported: &HashSet<String>) -> bool {
    let is_known = |path: &str| {
        let head = path.split("::").next().unwrap_or_default();
        match path.split_once("::") {
            Some(_) if head == "runtime" => exported.contains(path),
            Some(_) if text::OWN_MODULES.contains(&head) => types.contains(path),
            Some(_) | None => true,
        }
    };
    let first = |text: &'_ str| text.get(..text::path_length(text)).unwrap_or_default().to_owned();
    if let Some(rest) = line.text().strip_prefix("impl") {
        let generics = if rest.starts_with('<') { text::closing(rest).map_or(0, |end| end + 1) } else { 0 };
        let header = rest.get(generics..).unwrap_or_default().trim_start();
        let (name, target) = header.split_once(" for ").unwrap_or_default();
        let target = target.trim_start_matches(['&', '\'']);
        return is_known(&first(name)) && is_known(&first(target));
    }
    if line.kind() != Kind::Function {
        return true;
    }
    let parent = line.parent();
    text::OWN_MODULES.contains(&parent) || parent.is_empty() || types.contains(parent)
}
