//! A program that names everything of a surface: what must compile as long as a change is not major.

use std::fmt::Write as _;

use oasmith::surface::{Kind, Line, Surface};
use quote::ToTokens;

/// The traits of the standard library that have to be imported.
const IMPORTS: &str = "use std::{convert::Infallible, fmt::{Debug, Display}, future::Future, hash::Hash, \
                       ops::{Deref, DerefMut}, str::FromStr};\n";

/// The program for a surface whose crate is `api`.
pub fn program(surface: &Surface) -> String {
    let mut program = String::from(IMPORTS);
    for (number, line) in surface.lines().iter().enumerate() {
        if let Some(code) = item(line, number, surface) {
            program.push_str(&code);
            program.push('\n');
        }
    }
    program
}

/// Paths as the program writes them.
fn named(text: &str) -> String {
    let mut result = String::new();
    let mut before = ' ';
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let begins = !before.is_alphanumeric() && before != '_' && before != ':';
        let head = ["models::", "client::", "server::", "operations::", "webhooks::"];
        if begins && head.iter().any(|head| rest.starts_with(head)) {
            result.push_str("api::");
        } else if begins && rest.starts_with("runtime::") {
            result.push_str("oasmith_");
        }
        let word =
            rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(rest.len()).max(sign.len_utf8());
        result.push_str(&rest[..word]);
        before = rest[..word].chars().last().unwrap();
        rest = &rest[word..];
    }
    result
}

/// What follows the path of a line.
fn rest(line: &Line) -> &str {
    let place = line.text().find(line.path()).unwrap() + line.path().len();
    &line.text()[place..]
}

fn parent(line: &Line) -> &str {
    line.path().rsplit_once("::").map_or("", |(parent, _)| parent)
}

/// The line of the type that a line belongs to.
fn owner<'s>(line: &Line, surface: &'s Surface) -> Option<&'s Line> {
    let is_type = |line: &Line| matches!(line.kind(), Kind::Struct | Kind::Enum | Kind::Trait);
    surface.lines().iter().find(|other| is_type(other) && other.path() == parent(line))
}

/// The lifetimes of a type, as arguments.
fn lifetimes(line: &Line) -> &'static str {
    if rest(line).starts_with("<'") { "<'_>" } else { "" }
}

fn item(line: &Line, number: usize, surface: &Surface) -> Option<String> {
    let path = format!("api::{}", line.path());
    let ty = |text: &str| named(text.trim_start_matches([':', ' ', '=']));
    Some(match line.kind() {
        // The modules of a file have no features.
        Kind::Feature => return None,
        Kind::Module => format!("mod m{number} {{ use super::api; pub use {path} as module; }}"),
        Kind::Struct => structure(line, number, surface),
        Kind::Enum => {
            let is_open = line.text().starts_with("#[non_exhaustive]");
            let variants =
                surface.lines().iter().filter(|other| other.kind() == Kind::Variant && parent(other) == line.path());
            let arms = variants.map(|variant| format!("api::{} {{ .. }} => {{}}", variant.path())).collect::<Vec<_>>();
            let other = if is_open { ", _ => {}" } else { "" };
            format!("fn e{number}(x: {path}) {{ match x {{ {}{other} }} }}", arms.join(", "))
        }
        Kind::Trait => implementation(line, number, surface),
        Kind::Alias => format!("fn a{number}(x: {path}) -> {} {{ x }}", ty(rest(line))),
        Kind::AssociatedType => return None,
        Kind::Const => format!("const C{number}: {} = {path};", ty(rest(line))),
        Kind::Static => format!("fn s{number}() -> &'static {} {{ &{path} }}", ty(rest(line))),
        Kind::Reexport => {
            let target = ty(rest(line));
            let same = if target.starts_with("api::models::") && path.starts_with("api::models::") {
                format!("fn u{number}(x: {path}) -> {target} {{ x }}")
            } else {
                String::new()
            };
            format!("mod m{number} {{ use super::api; pub use {path} as name; }} {same}")
        }
        Kind::Field => {
            let owner_line = owner(line, surface)?;
            let (owner, name) =
                (format!("api::{}{}", parent(line), lifetimes(owner_line)), line.path().rsplit("::").next()?);
            let ty = ty(rest(line));
            format!(
                "fn f{number}(x: {owner}) -> {ty} {{ x.{name} }} fn g{number}(x: &mut {owner}, y: {ty}) {{ x.{name} = y; }}"
            )
        }
        Kind::Variant => {
            let owner = format!("api::{}", parent(line));
            match rest(line).strip_prefix('(').and_then(|held| held.strip_suffix(')')) {
                Some(held) => {
                    let held = named(held).replace("Self", &owner);
                    format!(
                        "fn v{number}(x: {owner}, y: {held}) -> {owner} {{ if let {path}(z) = x {{ let _: {held} = z; }} {path}(y) }}"
                    )
                }
                None => format!("fn v{number}() -> {owner} {{ {path} }}"),
            }
        }
        Kind::Function => function(line, number, surface)?,
        Kind::Impl => implemented(line, number),
        Kind::Derive => return None,
    })
}

/// A struct that may be written as a whole is taken apart.
fn structure(line: &Line, number: usize, surface: &Surface) -> String {
    let path = format!("api::{}", line.path());
    let ty = format!("type T{number}{0} = {path}{0};", if rest(line).starts_with("<'a>") { "<'a>" } else { "" });
    if line.text().starts_with("#[non_exhaustive]") || rest(line).contains("..") {
        return ty;
    }
    let fields = surface.lines().iter().filter(|other| other.kind() == Kind::Field && parent(other) == line.path());
    let fields: Vec<String> = fields.map(|field| field.path().rsplit("::").next().unwrap().to_owned()).collect();
    let names: Vec<String> = fields.iter().map(|name| format!("{name}: x{}", name.trim_start_matches("r#"))).collect();
    format!("{ty} fn w{number}(x: {path}) -> {path} {{ let {path} {{ {0} }} = x; {path} {{ {0} }} }}", names.join(", "))
}

/// One type implements a trait of the surface with all its methods, another with those alone that the trait does not provide.
fn implementation(line: &Line, number: usize, surface: &Surface) -> String {
    let own =
        |kind: Kind| surface.lines().iter().filter(move |other| other.kind() == kind && parent(other) == line.path());
    // One that is implemented for all types that implement others.
    if own(Kind::Function).next().is_none() {
        return format!("fn t{number}<T: api::{}>() {{}}", line.path());
    }
    let (mut types, mut methods, mut required) = (String::new(), String::new(), String::new());
    for of_trait in own(Kind::AssociatedType) {
        let name = of_trait.path().rsplit("::").next().unwrap();
        let _ = write!(types, "type {name} = oasmith_runtime::server::Rejection; ");
    }
    for method in own(Kind::Function) {
        let name = method.path().rsplit("::").next().unwrap();
        let signature = rest(method);
        let (signature, is_provided) =
            signature.strip_suffix(" { .. }").map_or((signature, false), |signature| (signature, true));
        let code = format!("fn {name}{} {{ async {{ unimplemented!() }} }} ", named(signature));
        methods.push_str(&code);
        if !is_provided {
            required.push_str(&code);
        }
    }
    let common = ["Authenticate", "Fallible"].into_iter().find(|name| rest(line).contains(&format!("::{name}")));
    let implemented = |name: &str, methods: &str| {
        let common = common.map(|common| {
            let principal = if common == "Authenticate" { "type Principal = (); " } else { "" };
            let error = "type Error = oasmith_runtime::server::Rejection;";
            format!("impl oasmith_runtime::server::{common} for {name}{number} {{ {principal}{error} }}")
        });
        let common = common.unwrap_or_default();
        format!("struct {name}{number}; {common} impl api::{} for {name}{number} {{ {types}{methods} }} ", line.path())
    };
    implemented("All", &methods) + &implemented("Required", &required)
}

/// A function with the same signature calls it.
fn function(line: &Line, number: usize, surface: &Surface) -> Option<String> {
    let is_of_type = line.path().split("::").count() == 3;
    let owner_line = if is_of_type { Some(owner(line, surface)?) } else { None };
    if owner_line.is_some_and(|owner| owner.kind() == Kind::Trait) {
        return None;
    }
    let owner = format!("api::{}", parent(line));
    let text = format!("fn call{number}{};", named(rest(line)));
    let function: syn::TraitItemFn = syn::parse_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let this = format!("{owner}{}", owner_line.map_or("", lifetimes));
    let (mut parameters, mut arguments) = (Vec::new(), Vec::new());
    for input in &function.sig.inputs {
        match input {
            syn::FnArg::Receiver(receiver) => {
                let text = receiver.to_token_stream().to_string();
                let sign = text.trim_end_matches("self").replace("& ", "&");
                parameters.push(format!("this: {sign}{this}"));
                arguments.push("this".to_owned());
            }
            syn::FnArg::Typed(input) => {
                let name = input.pat.to_token_stream().to_string();
                parameters.push(format!("{name}: {}", of_self(&input.ty.to_token_stream().to_string(), &this)));
                arguments.push(name);
            }
        }
    }
    let generics = function.sig.generics.to_token_stream();
    let result = of_self(&function.sig.output.to_token_stream().to_string(), &this);
    let path = format!("api::{}", line.path());
    Some(format!(
        "fn call{number}{generics}({}) {result} {{ {path}({}) }}",
        parameters.join(", "),
        arguments.join(", ")
    ))
}

/// The text with the type in place of `Self`.
fn of_self(text: &str, ty: &str) -> String {
    text.split(' ').map(|word| if word == "Self" { ty } else { word }).collect::<Vec<_>>().join(" ")
}

/// A function asks for an impl.
fn implemented(line: &Line, number: usize) -> String {
    let text = named(line.text().strip_prefix("impl").unwrap());
    let (header, associated) =
        text.split_once(" { ").map_or((text.as_str(), ""), |(header, rest)| (header, rest.trim_end_matches(" }")));
    let (generics, header) = match header.strip_prefix('<') {
        Some(rest) => {
            let end = rest.find('>').unwrap();
            (rest[..end].to_owned(), &rest[end + 1..])
        }
        None => (String::new(), header),
    };
    let (name, target) = header.trim().split_once(" for ").unwrap();
    let associated: String = associated.replace("Self", target);
    let bound = match (name.strip_suffix('>'), associated.is_empty()) {
        (_, true) => name.to_owned(),
        (Some(open), false) => format!("{open}, {associated}>"),
        (None, false) => format!("{name}<{associated}>"),
    };
    let higher = if generics == "'de" { "for<'de> " } else { "" };
    let types: Vec<&str> = generics.split(", ").filter(|one| !one.is_empty() && !one.starts_with('\'')).collect();
    let outer = [&["'a"], types.as_slice()].concat().join(", ");
    // A borrowed argument has a lifetime of its own.
    let bound = bound.replace("&str", "&'a str");
    format!("fn i{number}<{outer}>() {{ fn asks<'a, T: {higher}{bound}>() {{}} asks::<{target}>() }}")
}
