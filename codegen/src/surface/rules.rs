//! What a difference is, and what it asks for.
//!
//! Owns the rules. Must not know how the lines were found.

use super::change::ChangeKind;
use super::line::{Kind, Line};
use super::signature::Signature;

/// The kind of a change by which an item is gone.
pub(super) fn removed(kind: Kind) -> ChangeKind {
    match kind {
        Kind::Field => ChangeKind::FieldRemoved,
        Kind::Variant => ChangeKind::VariantRemoved,
        Kind::Impl | Kind::Derive => ChangeKind::ImplRemoved,
        Kind::Feature
        | Kind::Module
        | Kind::Struct
        | Kind::Enum
        | Kind::Trait
        | Kind::Alias
        | Kind::AssociatedType
        | Kind::Const
        | Kind::Static
        | Kind::Reexport
        | Kind::Function => ChangeKind::Removed,
    }
}

/// The kind of a change by which an item is new, in a type or trait of the old surface.
pub(super) fn added(line: &Line, owner: Option<&Line>) -> ChangeKind {
    let is_open = owner.is_none_or(Line::is_open);
    match line.kind() {
        Kind::Field if is_open => ChangeKind::FieldAdded,
        Kind::Field => ChangeKind::RequiredFieldAdded,
        Kind::Variant if is_open => ChangeKind::VariantAdded,
        Kind::Variant => ChangeKind::ExhaustiveVariantAdded,
        Kind::Impl | Kind::Derive => ChangeKind::ImplAdded,
        Kind::AssociatedType => ChangeKind::RequiredMethodAdded,
        Kind::Function => {
            let is_of_trait = owner.is_some_and(|owner| owner.kind() == Kind::Trait);
            let is_provided = Signature::parse(line.rest()).is_some_and(|signature| signature.is_provided);
            if is_of_trait && !is_provided { ChangeKind::RequiredMethodAdded } else { ChangeKind::Added }
        }
        Kind::Feature
        | Kind::Module
        | Kind::Struct
        | Kind::Enum
        | Kind::Trait
        | Kind::Alias
        | Kind::Const
        | Kind::Static
        | Kind::Reexport => ChangeKind::Added,
    }
}

/// What changed between two lines of one item, with a sentence each. Both have the paths of the new surface.
pub(super) fn changed(old: &Line, new: &Line) -> Vec<(ChangeKind, String)> {
    let path = old.path();
    if old.kind() != new.kind() {
        return vec![(
            ChangeKind::KindChanged,
            format!("`{path}` is {}, and was {}.", word(new.kind()), word(old.kind())),
        )];
    }
    let (was, is) = (shown(old.rest()), shown(new.rest()));
    let with = |kind| vec![(kind, format!("`{path}` is `{is}`, and was `{was}`."))];
    match old.kind() {
        Kind::Field => with(ChangeKind::FieldTypeChanged),
        Kind::Variant => {
            let holds = |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") };
            vec![(ChangeKind::VariantChanged, format!("`{path}` holds {}, and held {}.", holds(is), holds(was)))]
        }
        Kind::Function => function(path, old, new),
        Kind::Struct | Kind::Enum => vec![shape(path, old, new)],
        Kind::Trait | Kind::AssociatedType => {
            vec![(ChangeKind::BoundsChanged, format!("`{path}` asks for `{is}`, and asked for `{was}`."))]
        }
        Kind::Impl | Kind::Derive => {
            vec![(ChangeKind::TypeChanged, format!("`{}` is now `{}`.", old.text(), new.text()))]
        }
        Kind::Feature | Kind::Module | Kind::Alias | Kind::Const | Kind::Static | Kind::Reexport => {
            with(ChangeKind::TypeChanged)
        }
    }
}

/// The shape of a struct or an enum: whether it may be written or matched as a whole.
fn shape(path: &str, old: &Line, new: &Line) -> (ChangeKind, String) {
    match (old.is_open(), new.is_open()) {
        (false, true) => (ChangeKind::Opened, format!("`{path}` cannot be written or matched as a whole any more.")),
        (true, false) => (ChangeKind::Closed, format!("`{path}` can be written or matched as a whole.")),
        (true, true) | (false, false) => {
            (ChangeKind::KindChanged, format!("`{}` is now `{}`.", old.text(), new.text()))
        }
    }
}

fn function(path: &str, old: &Line, new: &Line) -> Vec<(ChangeKind, String)> {
    let (Some(was), Some(is)) = (Signature::parse(old.rest()), Signature::parse(new.rest())) else {
        return vec![(ChangeKind::SignatureChanged, format!("`{}` is now `{}`.", old.text(), new.text()))];
    };
    let mut found = Vec::new();
    if (was.generics, was.receiver, was.result) != (is.generics, is.receiver, is.result) {
        let sentence = match was.result == is.result {
            true => format!("`{}` is now `{}`.", old.text(), new.text()),
            false => format!("`{path}` returns `{}`, and returned `{}`.", shown(is.result), shown(was.result)),
        };
        found.push((ChangeKind::SignatureChanged, sentence));
    }
    match (was.is_provided, is.is_provided) {
        (true, false) => {
            found.push((
                ChangeKind::MethodNotProvided,
                format!("`{path}` must be written, and was provided by the trait."),
            ));
        }
        (false, true) => {
            found.push((
                ChangeKind::MethodProvided,
                format!("`{path}` is provided by the trait, and had to be written."),
            ));
        }
        (true, true) | (false, false) => {}
    }
    found.extend(parameters(path, &was, &is));
    found
}

fn parameters(path: &str, was: &Signature<'_>, is: &Signature<'_>) -> Vec<(ChangeKind, String)> {
    let (old, new) = (&was.parameters, &is.parameters);
    let has = |list: &[(&str, &str)], name: &str| list.iter().any(|(other, _)| *other == name);
    if old.len() != new.len() {
        let added = new.iter().filter(|(name, _)| !has(old, name));
        let added = added.map(|(name, ty)| (ChangeKind::ParameterAdded, format!("`{path}` takes `{name}: {ty}` too.")));
        let removed = old.iter().filter(|(name, _)| !has(new, name));
        let removed = removed.map(|(name, ty)| {
            (ChangeKind::ParameterRemoved, format!("`{path}` does not take `{name}: {ty}` any more."))
        });
        let mut found: Vec<_> = added.chain(removed).collect();
        if found.is_empty() {
            found.push((ChangeKind::SignatureChanged, format!("`{path}` takes other parameters.")));
        }
        return found;
    }
    let place = |list: &[(&str, &str)], name: &str| list.iter().position(|(other, _)| *other == name);
    let is_moved = |(index, (name, _)): (usize, &(&str, &str))| place(new, name).is_some_and(|place| place != index);
    if old.iter().enumerate().any(is_moved) {
        let names = |list: &[(&str, &str)]| list.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("`, `");
        return vec![(
            ChangeKind::ParametersReordered,
            format!("`{path}` takes `{}`, and took `{}`: calls send other values.", names(new), names(old)),
        )];
    }
    let mut found = Vec::new();
    for ((old_name, old_type), (new_name, new_type)) in old.iter().zip(new) {
        if old_type != new_type {
            let kind =
                if takes(new_type, old_type) { ChangeKind::ParameterWidened } else { ChangeKind::ParameterTypeChanged };
            found.push((kind, format!("`{new_name}` of `{path}` is `{new_type}`, and was `{old_type}`.")));
        } else if old_name != new_name {
            found.push((ChangeKind::ParameterRenamed, format!("`{old_name}` of `{path}` is called `{new_name}`.")));
        }
    }
    found
}

/// Whether a parameter takes every value of another type.
fn takes(parameter: &str, ty: &str) -> bool {
    let into =
        |inner: &str| parameter.strip_prefix("impl Into<").and_then(|rest| rest.strip_suffix('>')) == Some(inner);
    into(ty)
        || (ty == "String" && parameter == "impl AsRef<str>")
        || (!ty.starts_with("impl ") && into(&format!("Option<{ty}>")))
}

/// A sentence about an item that is gone.
pub(super) fn removal(line: &Line) -> String {
    format!("{} is gone.", subject(line))
}

/// A sentence about an item that is new.
pub(super) fn addition(line: &Line) -> String {
    format!("{} is new.", subject(line))
}

/// An item, at the beginning of a sentence.
fn subject(line: &Line) -> String {
    match line.kind().is_impl() {
        true => format!("`{}`", line.key()),
        false => format!("The {} `{}`", noun(line.kind()), line.path()),
    }
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Feature => "feature",
        Kind::Module => "module",
        Kind::Struct => "struct",
        Kind::Enum => "enum",
        Kind::Trait => "trait",
        Kind::Alias => "alias",
        Kind::AssociatedType => "associated type",
        Kind::Const => "constant",
        Kind::Static => "static",
        Kind::Reexport => "re-export",
        Kind::Field => "field",
        Kind::Variant => "variant",
        Kind::Function => "function",
        Kind::Impl => "impl",
        Kind::Derive => "derive",
    }
}

fn word(kind: Kind) -> String {
    let noun = noun(kind);
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// What follows a path, without the signs before it.
fn shown(rest: &str) -> &str {
    let rest = rest.trim_start();
    [": ", "= ", "-> "].iter().find_map(|sign| rest.strip_prefix(sign)).unwrap_or(rest)
}
