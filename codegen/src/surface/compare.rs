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
    old.lines().iter().for_each(|line| comparison.find(line, None));
    for line in old.lines().iter().filter(|line| line.kind() == Kind::Reexport) {
        comparison.reexport(line);
    }
    new.lines().iter().for_each(|line| comparison.addition(line));
    let mut changes = comparison.changes;
    changes.sort_by(|one, other| {
        (&one.path, one.kind, &one.old, &one.new).cmp(&(&other.path, other.kind, &other.old, &other.new))
    });
    changes.dedup();
    changes
}

/// A surface, to look things up in.
struct Side<'s> {
    lines: &'s [Line],
    /// The items, by what they are and their keys.
    items: HashMap<(Space, String), &'s Line>,
    /// What re-exports stand for in the end.
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
        let targets: HashMap<&str, &str> = surface
            .lines()
            .iter()
            .filter(|line| line.kind() == Kind::Reexport)
            .filter_map(|line| Some((line.path(), line.rest().strip_prefix(" = ")?)))
            .collect();
        let aliases = targets.keys().map(|path| (*path, followed(&targets, path))).collect();
        let items =
            surface.lines().iter().map(|line| ((Space::of(line.kind()), line.key().to_owned()), line)).collect();
        Self { lines: surface.lines(), items, aliases }
    }

    /// The text with what its paths stand for here.
    fn resolved(&self, text: &str) -> String {
        text::replaced(text, |path| self.aliases.get(path).copied())
    }

    /// The items that stand directly in a type, with its impls.
    fn within<'p>(&self, path: &'p str) -> impl Iterator<Item = &'s Line> + use<'s, 'p> {
        // They are sorted by path.
        let start = self.lines.partition_point(|line| line.path() < path);
        let lines = self.lines.get(start..).unwrap_or_default().iter();
        lines
            .take_while(move |line| line.path().starts_with(path))
            .filter(move |line| line.parent() == path || line.path() == path)
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
    /// Compares an item of the old surface, seen by a name that re-exports its type where there is one.
    fn find(&mut self, line: &Line, name: Option<(&str, &str)>) {
        let named = |text: &str| match name {
            Some((original, reexport)) => text::replaced(text, |path| (path == original).then_some(reexport)),
            None => text.to_owned(),
        };
        let space = Space::of(line.kind());
        let key = (space, self.new.resolved(&named(line.key())));
        if line.kind() == Kind::Reexport {
            self.met.insert((space, line.key().to_owned()));
            return;
        }
        let Some(found) = self.new.items.get(&key).copied() else {
            self.removal(line, &named(line.path()), &named(line.parent()));
            return;
        };
        self.met.insert(key);
        let old_text = self.new.resolved(&named(&self.old.resolved(line.text())));
        let new_text = self.new.resolved(found.text());
        if old_text == new_text {
            return;
        }
        let parse = |text: String| Line::parse(text);
        if let (Some(old), Some(new)) = (parse(old_text), parse(new_text)) {
            let changes = rules::changed(&old, &new);
            self.changes.extend(changes.into_iter().map(|(kind, sentence)| SurfaceChange {
                path: named(line.path()),
                kind,
                old: Some(line.text().to_owned()),
                new: Some(found.text().to_owned()),
                impact: kind.impact(),
                sentence,
            }));
        }
    }

    /// A name of the old surface that re-exports something: what it stands for must have what it had.
    fn reexport(&mut self, line: &Line) {
        let path = line.path();
        let (Some(old), stands) = (self.old.aliases.get(path).copied(), self.new.stands(path)) else { return };
        let Some(new) = stands else {
            self.removal(line, path, line.parent());
            return;
        };
        if self.new.resolved(old) == new {
            return;
        }
        let before = self.changes.len();
        let is_own = old.split("::").next().is_some_and(|head| text::OWN_MODULES.contains(&head));
        if is_own {
            let (side, old) = (self.old, old.to_owned());
            side.within(&old).for_each(|line| self.find(line, Some((&old, path))));
        }
        if self.changes.len() == before {
            let kind = if is_own { ChangeKind::Replaced } else { ChangeKind::TypeChanged };
            self.changes.push(SurfaceChange {
                path: path.to_owned(),
                kind,
                old: Some(line.text().to_owned()),
                new: self.new.items.get(&(Space::Type, path.to_owned())).map(|line| line.text().to_owned()),
                impact: kind.impact(),
                sentence: format!("`{path}` names `{new}`, and named `{old}`."),
            });
        }
    }

    fn removal(&mut self, line: &Line, path: &str, parent: &str) {
        let is_of_type = line.path() != line.parent() || matches!(line.kind(), Kind::Impl | Kind::Derive);
        let is_member = is_of_type && parent.contains("::");
        // The type or the module says it.
        let stands = |path: &str| self.new.stands(path).is_some();
        if (is_member || parent == "client" || parent == "server") && !stands(parent) {
            return;
        }
        if is_member && self.has_other_kind(parent) {
            return;
        }
        let kind = rules::removed(line.kind());
        self.changes.push(SurfaceChange {
            path: path.to_owned(),
            kind,
            old: Some(line.text().to_owned()),
            new: None,
            impact: kind.impact(),
            sentence: rules::removal(line),
        });
    }

    /// Whether a path names another kind of type in the two surfaces.
    fn has_other_kind(&self, path: &str) -> bool {
        let key = |path: &str| (Space::Type, path.to_owned());
        let (old, new) = (self.old.resolved(path), self.new.resolved(path));
        let kind = |side: &Side<'_>, path: &str| side.items.get(&key(path)).map(|line| line.kind());
        matches!((kind(self.old, &old), kind(self.new, &new)), (Some(old), Some(new)) if old != new)
    }

    fn addition(&mut self, line: &Line) {
        let key = (Space::of(line.kind()), line.key().to_owned());
        if self.met.contains(&key) {
            return;
        }
        let parent = line.parent();
        let is_top = !parent.contains("::");
        let known = |path: &str| self.old.stands(path);
        if (!is_top && (known(parent).is_none() || self.has_other_kind(parent)))
            || (is_top && !parent.is_empty() && known(parent).is_none())
        {
            return;
        }
        // A name that re-exported a type before, and is the type now, is no addition.
        if line.kind().is_type() && known(line.path()).is_some() {
            return;
        }
        let owner = known(parent).and_then(|path| self.old.items.get(&(Space::Type, path)).copied());
        let kind = rules::added(line, owner);
        self.changes.push(SurfaceChange {
            path: line.path().to_owned(),
            kind,
            old: None,
            new: Some(line.text().to_owned()),
            impact: kind.impact(),
            sentence: rules::addition(line),
        });
    }
}

impl Side<'_> {
    /// What a path of a type or a module stands for here, if anything.
    fn stands(&self, path: &str) -> Option<String> {
        match self.aliases.get(path) {
            Some(target) => Some((*target).to_owned()),
            None => self.items.contains_key(&(Space::Type, path.to_owned())).then(|| path.to_owned()),
        }
    }
}
