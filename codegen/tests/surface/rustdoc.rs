//! What rustdoc finds in a crate, as lines of a surface.
//!
//! Paths of other crates, and of the runtime, are their last names: where a type is defined there says nothing about the surface.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use oasmith::surface::{Kind, Line, Surface};
use serde_json::Value;

/// The modules whose items have paths of their own.
const OWN: [&str; 5] = ["models", "client", "server", "operations", "webhooks"];

/// The lines of a surface as rustdoc's are written: impls without their associated types, and with what aliases stand for.
pub fn written(surface: &Surface) -> BTreeSet<String> {
    let aliases = surface.lines().iter().filter(|line| line.kind() == Kind::Alias);
    let aliases: Vec<(&str, &str)> =
        aliases.filter_map(|line| Some((line.path(), line.text().split_once(" = ")?.1))).collect();
    let written = |line: &Line| {
        if line.kind() != Kind::Impl {
            return last_names(line.text());
        }
        let mut header = line.text().split_once(" { ").map_or(line.text(), |(header, _)| header).to_owned();
        for _ in 0..aliases.len() {
            for (alias, target) in &aliases {
                for end in [">", ",", ")", " "] {
                    header = header.replace(&format!("{alias}{end}"), &format!("{target}{end}"));
                }
            }
        }
        last_names(&header)
    };
    surface.lines().iter().map(written).collect()
}

/// The text with the last name of each path that is not the crate's own.
fn last_names(text: &str) -> String {
    let (mut result, mut rest) = (String::new(), text);
    let is_of_name = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '#';
    while let Some(start) = rest.find(is_of_name) {
        result.push_str(&rest[..start]);
        rest = &rest[start..];
        let mut end = 0;
        loop {
            end += rest[end..].find(|sign| !is_of_name(sign)).unwrap_or(rest.len() - end);
            if !rest[end..].starts_with("::") || !rest[end + 2..].starts_with(is_of_name) {
                break;
            }
            end += 2;
        }
        let path = &rest[..end];
        let is_own = OWN.iter().any(|module| path.starts_with(&format!("{module}::")));
        result.push_str(if is_own { path } else { path.rsplit("::").next().unwrap() });
        rest = &rest[end..];
    }
    result + rest
}

/// What rustdoc wrote about a crate.
pub struct Documented {
    json: Value,
}

impl Documented {
    pub fn read(path: &Path) -> Self {
        Self { json: serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap() }
    }

    fn item(&self, id: &Value) -> Option<&Value> {
        self.json["index"].get(id.to_string())
    }

    /// The lines of a module of the crate, or of the crate where there is none.
    pub fn lines(&self, module: Option<&str>) -> BTreeSet<String> {
        let mut reader = Reader {
            documented: self,
            prefix: module.unwrap_or_default(),
            lines: BTreeSet::new(),
            exported: BTreeSet::new(),
        };
        let root = self.item(&self.json["root"]).unwrap();
        match module {
            Some(name) => {
                let items = items(&root["inner"]["module"]["items"]);
                let found = items.filter_map(|id| self.item(id)).find(|item| item["name"] == name).unwrap();
                reader.module(found, "");
            }
            None => reader.module(root, ""),
        }
        reader.impls();
        reader.lines
    }
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn name(item: &Value) -> &str {
    item["name"].as_str().unwrap_or_default()
}

struct Reader<'d> {
    documented: &'d Documented,
    /// The module that the paths begin in.
    prefix: &'d str,
    lines: BTreeSet<String>,
    /// The last names of what is re-exported.
    exported: BTreeSet<String>,
}

impl Reader<'_> {
    fn add(&mut self, line: String) {
        self.lines.insert(line);
    }

    fn module(&mut self, module: &Value, path: &str) {
        let within = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") };
        for id in items(&module["inner"]["module"]["items"]) {
            let Some(item) = self.documented.item(id) else { continue };
            let inner = item["inner"].as_object().unwrap();
            let (kind, content) = inner.iter().next().unwrap();
            let path = within(name(item));
            match kind.as_str() {
                "module" => {
                    self.add(format!("mod {path}"));
                    self.module(item, &path);
                }
                "use" => {
                    let source = content["source"].as_str().unwrap();
                    let last = source.rsplit("::").next().unwrap();
                    self.exported.insert(last.to_owned());
                    let target = match self.path_of(&content["id"]) {
                        Some(target) if is_own(&target) => target,
                        Some(_) | None => last.to_owned(),
                    };
                    self.add(format!("use {} = {target}", within(content["name"].as_str().unwrap())));
                }
                "struct" => self.structure(item, content, &path),
                "enum" => self.enumeration(item, content, &path),
                "trait" => self.definition(content, &path),
                "function" => {
                    let signature = self.signature(content);
                    self.add(format!("fn {path}{signature}"));
                }
                "type_alias" => {
                    let ty = self.ty(&content["type"]);
                    self.add(format!("type {path} = {ty}"));
                }
                "constant" | "static" => {
                    let word = if kind == "constant" { "const" } else { "static" };
                    let ty = self.ty(&content["type"]);
                    self.add(format!("{word} {path}: {ty}"));
                }
                other => panic!("{path} is a {other}"),
            }
        }
    }

    fn structure(&mut self, item: &Value, content: &Value, path: &str) {
        let generics = self.generics(&content["generics"]);
        let kind = &content["kind"];
        let (fields, shape): (Vec<&Value>, _) = match (kind.get("plain"), kind.get("tuple")) {
            (Some(plain), _) => {
                let shape = if plain["has_stripped_fields"] == true { " { .. }" } else { " {}" };
                (items(&plain["fields"]).collect(), shape)
            }
            (_, Some(tuple)) => {
                let is_hidden = items(tuple).any(Value::is_null);
                (items(tuple).filter(|id| !id.is_null()).collect(), if is_hidden { " { .. }" } else { "()" })
            }
            (None, None) => (Vec::new(), ""),
        };
        self.add(format!("{}struct {path}{generics}{shape}", opened(item)));
        for id in fields {
            let field = self.documented.item(id).unwrap();
            let ty = self.ty(&field["inner"]["struct_field"]);
            self.add(format!("field {path}::{}: {ty}", name(field)));
        }
        self.methods(content, path);
    }

    fn enumeration(&mut self, item: &Value, content: &Value, path: &str) {
        let generics = self.generics(&content["generics"]);
        self.add(format!("{}enum {path}{generics}", opened(item)));
        for id in items(&content["variants"]) {
            let variant = self.documented.item(id).unwrap();
            let held = items(&variant["inner"]["variant"]["kind"]["tuple"])
                .map(|id| self.ty(&self.documented.item(id).unwrap()["inner"]["struct_field"]));
            let held = held.collect::<Vec<_>>().join(", ");
            let held = if held.is_empty() { held } else { format!("({held})") };
            self.add(format!("variant {path}::{}{held}", name(variant)));
        }
        self.methods(content, path);
    }

    /// The methods of a type.
    fn methods(&mut self, content: &Value, path: &str) {
        for id in items(&content["impls"]) {
            let Some(found) = self.documented.item(id) else { continue };
            let found = &found["inner"]["impl"];
            if !found["trait"].is_null() {
                continue;
            }
            for id in items(&found["items"]) {
                let Some(method) = self.documented.item(id) else { continue };
                let signature = self.signature(&method["inner"]["function"]);
                self.add(format!("fn {path}::{}{signature}", name(method)));
            }
        }
    }

    fn definition(&mut self, content: &Value, path: &str) {
        let bounded = |bounds: String| if bounds.is_empty() { bounds } else { format!(": {bounds}") };
        self.add(format!("trait {path}{}", bounded(self.bounds(&content["bounds"]))));
        for id in items(&content["items"]) {
            let item = self.documented.item(id).unwrap();
            let inner = &item["inner"];
            let path = format!("{path}::{}", name(item));
            if let Some(function) = inner.get("function") {
                let provided = if function["has_body"] == true { " { .. }" } else { "" };
                let signature = self.signature(function);
                self.add(format!("fn {path}{signature}{provided}"));
            } else if let Some(ty) = inner.get("assoc_type") {
                self.add(format!("type {path}{}", bounded(self.bounds(&ty["bounds"]))));
            }
        }
    }

    /// The impls of all types, without those that the compiler makes.
    fn impls(&mut self) {
        for item in self.documented.json["index"].as_object().unwrap().values() {
            let found = &item["inner"]["impl"];
            if found.is_null()
                || found["trait"].is_null()
                || found["is_synthetic"] == true
                || !found["blanket_impl"].is_null()
            {
                continue;
            }
            let of_trait = last_names(found["trait"]["path"].as_str().unwrap());
            if of_trait.starts_with("Structural")
                || of_trait == "Freeze"
                || self.is_hidden(&found["trait"]["id"], &of_trait)
            {
                continue;
            }
            let own = self.path_of(&found["trait"]["id"]).filter(|path| is_own(path));
            let of_trait = own.unwrap_or(of_trait);
            let target = self.ty(&found["for"]);
            let of_trait = format!("{of_trait}{}", self.arguments(&found["trait"]["args"]));
            let line = format!("impl{} {of_trait} for {target}", self.generics(&found["generics"]));
            // One of the runtime, or of another module.
            if OWN.iter().any(|module| line.contains(&format!("{module}::"))) {
                // The map of the runtime is an alias.
                self.add(line.replace("IndexMap<String, ", "Map<"));
            }
        }
    }

    /// Whether a trait is one of the runtime's that nothing re-exports.
    fn is_hidden(&self, id: &Value, last: &str) -> bool {
        let path = &self.documented.json["paths"][id.to_string()];
        let names: Vec<&str> = items(&path["path"]).filter_map(Value::as_str).collect();
        names.iter().any(|name| *name == "runtime" || *name == "oasmith_runtime") && !self.exported.contains(last)
    }

    /// The path of an item, with the module's left out; of another module, marked.
    fn path_of(&self, id: &Value) -> Option<String> {
        let found = self.documented.json["paths"].get(id.to_string())?;
        let names: Vec<&str> = items(&found["path"]).filter_map(Value::as_str).collect();
        let names = if found["crate_id"] == 0 { &names[1..] } else { &names[..] };
        match names {
            [module, rest @ ..] if *module == self.prefix && found["crate_id"] == 0 => Some(rest.join("::")),
            _ if self.prefix.is_empty() => Some(names.join("::")),
            _ => Some(names.last()?.to_string()),
        }
    }

    fn generics(&self, generics: &Value) -> String {
        let parameters: Vec<String> = items(&generics["params"])
            .filter(|parameter| parameter["kind"]["type"]["is_synthetic"] != true)
            .map(|parameter| {
                let bounds = self.bounds(&parameter["kind"]["type"]["bounds"]);
                let bounds = if bounds.is_empty() { bounds } else { format!(": {bounds}") };
                format!("{}{bounds}", name(parameter))
            })
            .collect();
        if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) }
    }

    fn signature(&self, function: &Value) -> String {
        let inputs = items(&function["sig"]["inputs"]).map(|input| {
            let (name, ty) = (input[0].as_str().unwrap(), self.ty(&input[1]));
            match (name, ty.as_str()) {
                ("self", "Self") => "self".to_owned(),
                ("self", "&Self") => "&self".to_owned(),
                ("self", "&mut Self") => "&mut self".to_owned(),
                _ => format!("{name}: {ty}"),
            }
        });
        let inputs = inputs.collect::<Vec<_>>().join(", ");
        let output = &function["sig"]["output"];
        let output = if output.is_null() { String::new() } else { format!(" -> {}", self.ty(output)) };
        format!("{}({inputs}){output}", self.generics(&function["generics"]))
    }

    fn bounds(&self, bounds: &Value) -> String {
        let bounds = items(bounds).map(|bound| match bound.get("trait_bound") {
            Some(bound) => {
                let last = last_names(bound["trait"]["path"].as_str().unwrap());
                let own = self.path_of(&bound["trait"]["id"]).filter(|path| is_own(path));
                format!("{}{}", own.unwrap_or(last), self.arguments(&bound["trait"]["args"]))
            }
            None => bound["outlives"].as_str().unwrap_or_default().to_owned(),
        });
        bounds.collect::<Vec<_>>().join(" + ")
    }

    fn arguments(&self, arguments: &Value) -> String {
        let Some(bracketed) = arguments.get("angle_bracketed") else { return String::new() };
        let given = items(&bracketed["args"]).map(|argument| match argument.get("type") {
            Some(ty) => self.ty(ty),
            None => argument["lifetime"].as_str().unwrap_or("?").to_owned(),
        });
        let bound = items(&bracketed["constraints"]).map(|constraint| {
            format!("{} = {}", name(constraint), self.ty(&constraint["binding"]["equality"]["type"]))
        });
        let all: Vec<String> = given.chain(bound).collect();
        if all.is_empty() { String::new() } else { format!("<{}>", all.join(", ")) }
    }

    fn ty(&self, ty: &Value) -> String {
        let (kind, content) = ty.as_object().and_then(|ty| ty.iter().next()).unwrap();
        match kind.as_str() {
            "resolved_path" => {
                let path = self.path_of(&content["id"]).unwrap_or_else(|| content["path"].as_str().unwrap().to_owned());
                let path = if is_own(&path) { path } else { path.rsplit("::").next().unwrap().to_owned() };
                format!("{path}{}", self.arguments(&content["args"]))
            }
            "generic" | "primitive" => content.as_str().unwrap().to_owned(),
            "tuple" => {
                let types: Vec<String> = items(content).map(|ty| self.ty(ty)).collect();
                let comma = if types.len() == 1 { "," } else { "" };
                format!("({}{comma})", types.join(", "))
            }
            "slice" => format!("[{}]", self.ty(content)),
            "impl_trait" => format!("impl {}", self.bounds(content)),
            "dyn_trait" => {
                let traits = items(&content["traits"]).map(|bound| {
                    let last = last_names(bound["trait"]["path"].as_str().unwrap());
                    format!("{last}{}", self.arguments(&bound["trait"]["args"]))
                });
                let lifetime = content["lifetime"].as_str().map(str::to_owned);
                format!("dyn {}", traits.chain(lifetime).collect::<Vec<_>>().join(" + "))
            }
            "array" => format!("[{}; {}]", self.ty(&content["type"]), content["len"].as_str().unwrap()),
            "borrowed_ref" => {
                let lifetime = content["lifetime"].as_str().map(|name| format!("{name} ")).unwrap_or_default();
                let mutable = if content["is_mutable"] == true { "mut " } else { "" };
                format!("&{lifetime}{mutable}{}", self.ty(&content["type"]))
            }
            "qualified_path" => {
                let name = content["name"].as_str().unwrap();
                match content["self_type"].get("generic") {
                    Some(_) => name.to_owned(),
                    None => {
                        let of_trait = last_names(content["trait"]["path"].as_str().unwrap());
                        format!("<{} as {of_trait}>::{name}", self.ty(&content["self_type"]))
                    }
                }
            }
            other => panic!("{other}: {content}"),
        }
    }
}

fn is_own(path: &str) -> bool {
    OWN.iter().any(|module| path.starts_with(&format!("{module}::")))
}

fn opened(item: &Value) -> &'static str {
    let is_open = items(&item["attrs"])
        .any(|attribute| attribute == "non_exhaustive" || attribute.to_string().contains("non_exhaustive"));
    if is_open { "#[non_exhaustive] " } else { "" }
}

/// How two sets of lines differ; empty where they do not.
pub fn difference(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> String {
    let of = |sign: &str, lines: Vec<&String>| lines.iter().map(|line| format!("{sign} {line}\n")).collect::<String>();
    of("rustdoc alone:", theirs.difference(ours).collect()) + &of("surface alone:", ours.difference(theirs).collect())
}

/// The differences of several crates, by name.
pub fn report(differences: BTreeMap<String, String>) -> String {
    differences.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("{name}\n{text}")).collect()
}
