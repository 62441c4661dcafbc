//! What changes of a description do to the Rust API: each difference of two surfaces under the change that caused it.
//!
//! Owns the search for the cause. Must not know how surfaces are made. A difference without a cause in the descriptions comes from
//! the settings or from oasmith itself, if these differ.

use std::collections::{BTreeMap, HashMap};

use super::kinds::{self, Area, Kind};
use super::{Change, Side, Wire};
use crate::at::{At, FileId};
use crate::bounds::CAUSES_SEARCHED;
use crate::surface::{Impact, Origins, Surface, SurfaceChange};

/// The public surface of the code that is generated for a description.
#[derive(Debug, Clone, Copy)]
pub struct Code<'a> {
    /// What users can name.
    pub surface: &'a Surface,
    /// Where it comes from.
    pub origins: &'a Origins,
}

/// What differs besides the descriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Besides {
    /// Nothing.
    Nothing,
    /// The settings.
    Settings,
    /// The version of oasmith.
    Generator,
}

impl Besides {
    fn side(self) -> Side {
        match self {
            Self::Nothing => Side::Metadata,
            Self::Settings => Side::Settings,
            Self::Generator => Side::Generator,
        }
    }
}

/// Adds to each change what it does to the Rust API, and a change for each item whose difference has no cause among them.
pub fn effects(changes: &mut Vec<Change>, old: Code<'_>, new: Code<'_>, besides: Besides) {
    let differences = crate::surface::compare(old.surface, new.surface);
    let causes = Causes::new(changes, old.origins, new.origins);
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    for difference in differences {
        match causes.of(&difference) {
            Some(index) => found.push((index, difference)),
            None => rest.push(difference),
        }
    }
    let only = causes.only();
    let mut alone: BTreeMap<String, Vec<SurfaceChange>> = BTreeMap::new();
    for difference in rest {
        let cause = match besides {
            Besides::Nothing => mentioned(&difference, &found).or(only),
            Besides::Settings | Besides::Generator => None,
        };
        match cause {
            Some(index) => found.push((index, difference)),
            None => alone.entry(item(&difference.path)).or_default().push(difference),
        }
    }
    for (index, difference) in found {
        if let Some(change) = changes.get_mut(index) {
            change.rust.push(difference);
        }
    }
    for change in &mut *changes {
        change.rust.sort_by_key(|difference| std::cmp::Reverse(difference.impact));
    }
    changes.extend(alone.into_iter().map(|(path, rust)| without_cause(path, rust, besides)));
    changes.sort_by_key(|change| std::cmp::Reverse((change.wire(), change.impact())));
}

/// The cause of a difference that mentions an item, such as a function that takes a type of the runtime, which is exported then.
fn mentioned(difference: &SurfaceChange, found: &[(usize, SurfaceChange)]) -> Option<usize> {
    let name = difference.path.rsplit("::").next().filter(|name| !name.is_empty())?;
    let is_in = |line: &Option<String>| {
        let words =
            line.as_deref().unwrap_or_default().split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        words.into_iter().any(|word| word == name)
    };
    let mentions =
        |change: &SurfaceChange| change.path != difference.path && (is_in(&change.old) || is_in(&change.new));
    found.iter().take(CAUSES_SEARCHED).find(|(_, change)| mentions(change)).map(|(index, _)| *index)
}

/// The item that a path belongs to: `models::Driver` of `models::Driver::name`.
fn item(path: &str) -> String {
    path.split("::").take(2).collect::<Vec<_>>().join("::")
}

fn without_cause(path: String, rust: Vec<SurfaceChange>, besides: Besides) -> Change {
    let sentence = format!("`{path}` of the generated code changed");
    Change {
        kind: kinds::GENERATED_CODE_CHANGED,
        sides: vec![(besides.side(), Wire::Compatible)],
        sentence,
        old: None,
        new: None,
        operations: Vec::new(),
        subject: path,
        rust,
    }
}

/// The changes that may be causes, by where they stand and which operations they concern.
struct Causes<'c> {
    changes: &'c [Change],
    old_origins: &'c Origins,
    new_origins: &'c Origins,
    old_places: BTreeMap<(FileId, &'c str), Vec<usize>>,
    new_places: BTreeMap<(FileId, &'c str), Vec<usize>>,
    operations: HashMap<&'c str, Vec<usize>>,
    /// The locations of operations by their names in code, without what the styles of names make different.
    calls: BTreeMap<String, &'c At>,
}

impl<'c> Causes<'c> {
    fn new(changes: &'c [Change], old_origins: &'c Origins, new_origins: &'c Origins) -> Self {
        let (mut old_places, mut new_places) = (BTreeMap::new(), BTreeMap::new());
        let mut operations: HashMap<&str, Vec<usize>> = HashMap::new();
        let visible = changes.iter().enumerate().filter(|(_, change)| can_show(change.kind));
        for (index, change) in visible {
            let places: [(&mut BTreeMap<_, Vec<usize>>, &'c Option<At>); 2] =
                [(&mut old_places, &change.old), (&mut new_places, &change.new)];
            for (places, at) in places {
                if let Some(at) = at {
                    places.entry((at.file, &*at.pointer)).or_default().push(index);
                }
            }
            for name in &change.operations {
                operations.entry(name.as_str()).or_default().push(index);
            }
        }
        let of_operations = |origins: &'c Origins| {
            let all = origins.iter().filter_map(|(path, at)| Some((path.strip_prefix("operations::")?, at)));
            all.filter(|(_, at)| at.pointer.starts_with("/paths/")).map(|(name, at)| (plain(name), at))
        };
        let calls = of_operations(old_origins).chain(of_operations(new_origins)).collect();
        Self { changes, old_origins, new_origins, old_places, new_places, operations, calls }
    }

    /// The change that caused a difference.
    fn of(&self, difference: &SurfaceChange) -> Option<usize> {
        // What a re-export stands for says where it comes from.
        let target =
            |line: &Option<String>| Some(line.as_deref()?.strip_prefix("use ")?.split_once(" = ")?.1.to_owned());
        let new_path = target(&difference.new).unwrap_or_else(|| difference.path.clone());
        let old_path = target(&difference.old).unwrap_or_else(|| difference.path.clone());
        let name = plain(difference.path.rsplit("::").next().unwrap_or_default());
        let new = self.new_origins.of(&new_path).map(|at| (at, &self.new_places));
        let old = self.old_origins.of(&old_path).map(|at| (at, &self.old_places));
        let sides = if difference.new.is_none() { [old, new] } else { [new, old] };
        // A change of the same name counts more than the side that it is found on.
        let same = sides.iter().flatten().find_map(|(at, places)| self.named(&self.near(at, places), &name));
        let any = || sides.iter().flatten().find_map(|(at, places)| self.near(at, places).first().copied());
        let outer = || sides.iter().flatten().find_map(|(at, places)| around(places, at));
        let call = || self.of_call(&difference.path, &name);
        same.or_else(any).or_else(outer).or_else(call).or_else(|| self.of_area(&difference.path))
    }

    /// The changes inside a place, and those of the operation that the place is.
    fn near(&self, at: &At, places: &BTreeMap<(FileId, &str), Vec<usize>>) -> Vec<usize> {
        let mut near = within(places, at);
        near.extend(self.of_operation(at));
        near
    }

    /// The cause of a difference of a type that has the name of an operation in its own.
    fn of_call(&self, path: &str, name: &str) -> Option<usize> {
        let words = plain(path.split("::").nth(1)?);
        let starts = |call: &String| words.starts_with(call.as_str());
        let longest = self.calls.iter().filter(|(call, _)| starts(call)).max_by_key(|(call, _)| call.len());
        let near = longest.map(|(_, at)| self.of_operation(at)).unwrap_or_default();
        self.named(&near, name).or(near.first().copied())
    }

    /// The only change that can show in code, where there is no other.
    fn only(&self) -> Option<usize> {
        let mut visible = (0..self.changes.len())
            .filter(|index| self.changes.get(*index).is_some_and(|change| can_show(change.kind)));
        visible.next().filter(|_| visible.next().is_none())
    }

    /// Of several changes the one that is about something of this name.
    fn named(&self, candidates: &[usize], name: &str) -> Option<usize> {
        let is_named = |index: &&usize| self.changes.get(**index).is_some_and(|change| is_about(change, name));
        candidates.iter().find(is_named).copied()
    }

    /// The changes that concern an operation, those outside the named schemas first.
    fn of_operation(&self, at: &At) -> Vec<usize> {
        let mut tokens = at.tokens();
        let (Some("paths"), Some(path), Some(method)) = (tokens.next().as_deref(), tokens.next(), tokens.next()) else {
            return Vec::new();
        };
        let name = format!("{} {path}", method.to_uppercase());
        let mut all = self.operations.get(name.as_str()).cloned().unwrap_or_default();
        let is_shared = |index: &usize| {
            let at = self.changes.get(*index).and_then(|change| change.new.as_ref().or(change.old.as_ref()));
            at.is_some_and(|at| at.pointer.starts_with("/components/schemas/"))
        };
        all.sort_by_key(is_shared);
        all
    }

    /// A change of what belongs to the client or the server as a whole: credentials and addresses.
    fn of_area(&self, path: &str) -> Option<usize> {
        let wholes =
            ["client::ClientBuilder", "server::Api", "server::service", "server::Authenticate", "server::BASE_PATH"];
        if !wholes.iter().any(|whole| path.starts_with(whole)) {
            return None;
        }
        let of = |area: Area| self.changes.iter().position(|change| change.kind.row().area == area);
        match path.contains("server_url") || path.ends_with("BASE_PATH") {
            true => of(Area::Server),
            false => of(Area::Security).or_else(|| of(Area::Server)),
        }
    }
}

/// Whether a change can show in code.
fn can_show(kind: Kind) -> bool {
    let quiet = [
        kinds::DESCRIPTION_CHANGED,
        kinds::EXAMPLES_CHANGED,
        kinds::INFO_CHANGED,
        kinds::VERSION_CHANGED,
        kinds::OPENAPI_CHANGED,
        kinds::LINKS_CHANGED,
        kinds::FORMAT_NOTE_CHANGED,
        kinds::PATTERN_ADDED,
        kinds::PATTERN_REMOVED,
        kinds::PATTERN_CHANGED,
    ];
    !quiet.contains(&kind)
}

/// Changes inside a place, in the order of the description.
fn within(places: &BTreeMap<(FileId, &str), Vec<usize>>, at: &At) -> Vec<usize> {
    let start = (at.file, &*at.pointer);
    let is_inside = |(file, pointer): &(FileId, &str)| *file == at.file && pointer.starts_with(&*at.pointer);
    let is_part = |pointer: &str| {
        pointer.len() == at.pointer.len() || pointer.get(at.pointer.len()..).is_some_and(|rest| rest.starts_with('/'))
    };
    let inside = places.range(start..).take_while(|(place, _)| is_inside(place));
    inside.filter(|((_, pointer), _)| is_part(pointer)).flat_map(|(_, indices)| indices).copied().collect()
}

/// A change of what a place stands in, such as an operation that was added: the nearest one.
fn around(places: &BTreeMap<(FileId, &str), Vec<usize>>, at: &At) -> Option<usize> {
    let ends = at.pointer.rmatch_indices('/').map(|(end, _)| end);
    ends.filter_map(|end| at.pointer.get(..end)).find_map(|pointer| places.get(&(at.file, pointer))?.first().copied())
}

/// A name without what the styles of names make different.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a change is about something of this name.
fn is_about(change: &Change, name: &str) -> bool {
    let quoted = change.sentence.split('`').skip(1).step_by(2);
    quoted.flat_map(|words| words.rsplit('.').next()).any(|word| plain(word) == name)
}

impl Change {
    /// What it asks of the next version of a crate that is generated.
    pub fn impact(&self) -> Impact {
        self.rust.iter().map(|change| change.impact).max().unwrap_or(Impact::Patch)
    }
}
