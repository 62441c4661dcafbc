//! The differences of two surfaces.
//!
//! Owns which lines are about the same item: a re-export stands for what it re-exports. Must not know what a difference asks for.

use std::collections::{HashMap, HashSet};

use super::change::{ChangeKind, SurfaceChange};
use super::line::{Kind, Line};
use super::rules;
use super::{Surface, text};

/// The differences, in the order of the paths; what belongs to a type that is new or gone is not listed besides the type.
///
/// Two types are the same where a re-export in the new surface says so: a type that places share may change its name while each
/// place keeps its own.
pub fn compare(old: &Surface, new: &Surface) -> Vec<SurfaceChange> {
    let (old_side, new_side) = (Side::new(old), Side::new(new));
    let mut comparison = Comparison { old: &old_side, new: &new_side, met: HashSet::new(), changes: Vec::new() };
    for line in old.lines() {
        if line.kind() == Kind::Reexport { comparison.reexport(line) } else { comparison.find(line) }
    }
    new.lines().iter().for_each(|line| comparison.addition(line));
    let mut changes = comparison.changes;
    changes.sort_by(|one, other| {
        (&one.path, one.kind, &one.old, &one.new).cmp(&(&other.path, other.kind, &other.old, &other.new))
    });
    changes
}

/// How deep aliases of aliases are followed.
const ALIASES_OF_ALIASES: usize = 16;

/// A surface, to look things up in.
struct Side<'s> {
    /// The items, by what they are and their keys: as they are written, and with what their paths stand for.
    items: HashMap<(Space, String), (&'s Line, Line)>,
    /// What re-exports stand for in the end.
    reexports: HashMap<&'s str, &'s str>,
    /// What aliases of types stand for.
    aliases: HashMap<&'s str, &'s str>,
}

/// Items of one space have one name once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Space {
    Feature,
    Type,
    Value,
    Member,
    Impl,
}

impl Space {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Feature => Self::Feature,
            Kind::Module
            | Kind::Struct
            | Kind::Enum
            | Kind::Trait
            | Kind::Alias
            | Kind::AssociatedType
            | Kind::Reexport => Self::Type,
            Kind::Const | Kind::Static | Kind::Function => Self::Value,
            Kind::Field | Kind::Variant => Self::Member,
            Kind::Impl | Kind::Derive => Self::Impl,
        }
    }
}

impl<'s> Side<'s> {
    fn new(surface: &'s Surface) -> Self {
        let targets = |kind: Kind| -> HashMap<&'s str, &'s str> {
            let lines = surface.lines().iter().filter(|line| line.kind() == kind);
            lines.filter_map(|line| Some((line.path(), line.rest().strip_prefix(" = ")?))).collect()
        };
        let direct = targets(Kind::Reexport);
        let reexports = direct.keys().map(|path| (*path, followed(&direct, path))).collect();
        let mut side = Self { items: HashMap::new(), reexports, aliases: targets(Kind::Alias) };
        for line in surface.lines() {
            if let Some(resolved) = side.resolved(line) {
                side.items.insert((Space::of(line.kind()), resolved.key().to_owned()), (line, resolved));
            }
        }
        side
    }

    /// The line with what its paths stand for. The path of an alias stays as it is, and of a re-export everything.
    fn resolved(&self, line: &Line) -> Option<Line> {
        let (head, rest) = match line.kind() {
            Kind::Impl | Kind::Derive => ("", line.text()),
            Kind::Reexport => (line.text(), ""),
            Kind::Feature
            | Kind::Module
            | Kind::Struct
            | Kind::Enum
            | Kind::Trait
            | Kind::Alias
            | Kind::AssociatedType
            | Kind::Const
            | Kind::Static
            | Kind::Field
            | Kind::Variant
            | Kind::Function => line.text().split_at(line.text().len() - line.rest().len()),
        };
        let head = if line.kind() == Kind::Reexport { head.to_owned() } else { self.renamed(head) };
        Line::parse(head + &self.types(rest))
    }

    fn renamed(&self, text: &str) -> String {
        text::replaced(text, |path| self.reexports.get(path).copied())
    }

    /// The text with what its types stand for.
    fn types(&self, text: &str) -> String {
        let mut text = self.renamed(text);
        // No alias stands for itself, so that this ends; a surface that was edited by hand may say otherwise.
        for _ in 0..ALIASES_OF_ALIASES {
            let next = self.renamed(&text::replaced(&text, |path| self.aliases.get(path).copied()));
            if next == text {
                break;
            }
            text = next;
        }
        text
    }

    /// What a path of a type or a module stands for here, if anything.
    fn stands(&self, path: &str) -> Option<String> {
        match self.reexports.get(path) {
            Some(target) => Some((*target).to_owned()),
            None => self.items.contains_key(&(Space::Type, path.to_owned())).then(|| path.to_owned()),
        }
    }
}

/// The end of a chain of re-exports. One that leads back to itself ends anywhere.
fn followed<'s>(targets: &HashMap<&'s str, &'s str>, path: &'s str) -> &'s str {
    let mut path = path;
    for _ in 0..targets.len() {
        match targets.get(path) {
            Some(next) => path = next,
            None => break,
        }
    }
    path
}

struct Comparison<'c> {
    old: &'c Side<'c>,
    new: &'c Side<'c>,
    /// The items of the new surface that the old one has.
    met: HashSet<(Space, String)>,
    changes: Vec<SurfaceChange>,
}

impl Comparison<'_> {
    /// Compares an item of the old surface with that of the new one.
    fn find(&mut self, line: &Line) {
        let Some(old) = self.old.resolved(line).and_then(|line| self.new.resolved(&line)) else { return };
        let key = (Space::of(line.kind()), old.key().to_owned());
        let new_side = self.new;
        let Some((found, new)) = new_side.items.get(&key) else {
            self.removal(line);
            return;
        };
        self.met.insert(key);
        if old.text() != new.text() {
            for (kind, sentence) in rules::changed(&old, new) {
                self.push(kind, line.path(), (Some(line), Some(found)), sentence);
            }
        }
    }

    /// A name of the old surface that re-exports something: it must stand for the same.
    fn reexport(&mut self, line: &Line) {
        let path = line.path();
        self.met.insert((Space::Type, path.to_owned()));
        let Some(old) = self.old.reexports.get(path).copied() else { return };
        match self.new.stands(path) {
            None => self.removal(line),
            Some(new) if self.new.renamed(old) == new => {}
            Some(new) => {
                let found = self.new.items.get(&(Space::Type, path.to_owned())).map(|(line, _)| *line);
                let sentence = format!("`{path}` names `{new}`, and named `{old}`.");
                self.push(ChangeKind::TypeChanged, path, (Some(line), found), sentence);
            }
        }
    }

    fn removal(&mut self, line: &Line) {
        if self.is_told_by_owner(line, self.new) {
            return;
        }
        self.push(rules::removed(line.kind()), line.path(), (Some(line), None), rules::removal(line));
    }

    fn addition(&mut self, line: &Line) {
        let key = self.new.resolved(line).map(|line| line.key().to_owned()).unwrap_or_default();
        let is_known = self.met.contains(&(Space::of(line.kind()), key));
        // A name that re-exported a type before, and is the type now, is no addition.
        let was_name = line.kind().is_type() && self.old.stands(line.path()).is_some();
        if is_known || was_name || self.is_told_by_owner(line, self.old) {
            return;
        }
        let owner = self.old.stands(line.parent());
        let owner = owner.and_then(|path| self.old.items.get(&(Space::Type, path))).map(|(line, _)| *line);
        self.push(rules::added(line, owner), line.path(), (None, Some(line)), rules::addition(line));
    }

    /// Whether the type, trait or module that an item is in says the same: the other surface does not have it, or as another kind
    /// of item.
    fn is_told_by_owner(&self, line: &Line, other: &Side<'_>) -> bool {
        let owner = line.parent();
        // The root is in every surface, and what is no type of the crate has no line.
        let is_listed = |side: &Side<'_>| side.stands(owner).is_some();
        if owner.is_empty() || !(is_listed(self.old) || is_listed(self.new)) {
            return false;
        }
        !is_listed(other) || self.has_other_kind(owner)
    }

    /// Whether a path names another kind of type in the two surfaces.
    fn has_other_kind(&self, path: &str) -> bool {
        let kind = |side: &Side<'_>| side.items.get(&(Space::Type, side.stands(path)?)).map(|(line, _)| line.kind());
        matches!((kind(self.old), kind(self.new)), (Some(old), Some(new)) if old != new)
    }

    fn push(&mut self, kind: ChangeKind, path: &str, lines: (Option<&Line>, Option<&Line>), sentence: String) {
        let text = |line: Option<&Line>| line.map(|line| line.text().to_owned());
        self.changes.push(SurfaceChange {
            path: path.to_owned(),
            kind,
            old: text(lines.0),
            new: text(lines.1),
            impact: kind.impact(),
            sentence,
        });
    }
}
