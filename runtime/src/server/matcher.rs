//! Which operation a method and a path belong to.
//!
//! Owns the tree of path templates. It is matched against the path as it was sent, still percent-encoded, so that an
//! encoded slash stays inside its value. Must not know what operations do.
//!
//! Source: OpenAPI 3.2, section "Path Templating".

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::operation::{Location, Operation, Parameter, Segment};
use super::super::percent;
use super::condition::{Clues, Conditions};
use super::rejection::Rejection;

/// Path templates with the operations behind them.
///
/// A literal segment is tried before one with parameters, and among those the one with more literal text first. Where the
/// first template that matches a path has no operation of the method, the others are tried too. Operations with the same
/// method and template shape are told apart by their [conditions](Conditions); of those that fit equally well the one added
/// first is found.
#[derive(Default)]
pub struct Matcher {
    root: Node,
}

/// What follows after some segments of a path.
#[derive(Default)]
struct Node {
    literals: HashMap<String, Node>,
    patterns: Vec<(Pattern, Node)>,
    /// The operations of the templates that end here.
    routes: Vec<Candidate>,
}

/// An operation that a path may be for.
struct Candidate {
    method: &'static str,
    conditions: Conditions,
    route: usize,
    /// Whether the last parameter is the empty string.
    ends_empty: bool,
}

/// The route for a request.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The number it was added under.
    pub route: usize,
    /// The path values in the order of the template, still encoded.
    pub values: Vec<String>,
}

impl Matcher {
    /// Adds an operation under a number.
    pub fn add(&mut self, operation: &Operation, route: usize) {
        self.insert(template(operation.path), operation, route, false);
        if let Some(patterns) = without_last(operation) {
            self.insert(patterns, operation, route, true);
        }
    }

    fn insert(&mut self, patterns: Vec<Pattern>, operation: &Operation, route: usize, ends_empty: bool) {
        let mut node = &mut self.root;
        for pattern in patterns {
            node = node.child(pattern);
        }
        let conditions = Conditions::of(operation);
        node.routes.push(Candidate { method: operation.method, conditions, route, ends_empty });
    }

    /// The route for this method and this path as it was sent. `HEAD` takes the route of `GET` where it has no route of its
    /// own.
    ///
    /// # Errors
    /// [`Rejection::NotFound`] for a path of no template, else [`Rejection::MethodNotAllowed`].
    pub fn find(&self, method: &str, path: &str, clues: Clues<'_>) -> Result<Found, Rejection> {
        let segments: Vec<_> = path.split('/').map(percent::normalize).collect();
        let mut search = Search { method, clues, values: Vec::new(), allowed: Vec::new() };
        match search.descend(&self.root, &segments) {
            Some(route) => Ok(Found { route, values: search.values }),
            None if search.allowed.is_empty() => Err(Rejection::NotFound),
            None => {
                if search.allowed.contains(&"GET") && !search.allowed.contains(&"HEAD") {
                    search.allowed.push("HEAD");
                }
                Err(Rejection::MethodNotAllowed { allowed: search.allowed })
            }
        }
    }
}

impl Node {
    fn child(&mut self, pattern: Pattern) -> &mut Node {
        let pattern = match pattern.into_literal() {
            Ok(literal) => return self.literals.entry(literal).or_default(),
            Err(pattern) => pattern,
        };
        let known = self.patterns.iter().position(|(other, _)| *other == pattern);
        let index = known.unwrap_or_else(|| {
            let rank = pattern.rank();
            let index = self.patterns.partition_point(|(other, _)| other.rank() <= rank);
            self.patterns.insert(index, (pattern, Node::default()));
            index
        });
        // The index was found or made in the lines above.
        #[allow(clippy::indexing_slicing)]
        &mut self.patterns[index].1
    }

    fn route(&self, method: &str, clues: Clues<'_>) -> Option<&Candidate> {
        let candidates = self.routes.iter().filter(|candidate| candidate.method == method);
        let fitting = candidates.filter_map(|candidate| Some((candidate.conditions.score(clues)?, candidate)));
        // Of several that fit equally well the first one.
        fitting.rev().max_by_key(|(score, _)| *score).map(|(_, candidate)| candidate)
    }
}

struct Search<'a> {
    method: &'a str,
    clues: Clues<'a>,
    values: Vec<String>,
    allowed: Vec<&'static str>,
}

impl Search<'_> {
    /// Visits each node at most once, so a path costs no more than there are templates.
    fn descend(&mut self, node: &Node, segments: &[Cow<'_, str>]) -> Option<usize> {
        let Some((segment, rest)) = segments.split_first() else {
            let get = || (self.method == "HEAD").then(|| node.route("GET", self.clues)).flatten();
            let route = node.route(self.method, self.clues).or_else(get);
            if route.is_none() {
                let fitting = node.routes.iter().filter(|candidate| candidate.conditions.score(self.clues).is_some());
                for method in fitting.map(|candidate| candidate.method) {
                    if !self.allowed.contains(&method) {
                        self.allowed.push(method);
                    }
                }
            }
            let route = route?;
            self.values.extend(route.ends_empty.then(String::new));
            return Some(route.route);
        };
        if let Some(child) = node.literals.get(segment.as_ref()) {
            let found = self.descend(child, rest);
            if found.is_some() {
                return found;
            }
        }
        for (pattern, child) in &node.patterns {
            let Some(values) = pattern.capture(segment) else { continue };
            let known = self.values.len();
            self.values.extend(values.into_iter().map(str::to_owned));
            let found = self.descend(child, rest);
            if found.is_some() {
                return found;
            }
            self.values.truncate(known);
        }
        None
    }
}

/// One segment of a template: literal text and parameters, in turns.
#[derive(Default, PartialEq, Eq)]
struct Pattern(Vec<Piece>);

#[derive(PartialEq, Eq)]
enum Piece {
    Literal(String),
    Parameter,
}

impl Pattern {
    fn literal(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Piece::Literal(last)) => last.push_str(text),
            _ => self.0.push(Piece::Literal(text.to_owned())),
        }
    }

    /// The text of a segment without parameters.
    fn into_literal(mut self) -> Result<String, Self> {
        match (self.0.pop(), self.0.is_empty()) {
            (None, _) => Ok(String::new()),
            (Some(Piece::Literal(text)), true) => Ok(text),
            (Some(last), _) => {
                self.0.push(last);
                Err(self)
            }
        }
    }

    /// The lower, the earlier it is tried: much literal text first, then few parameters.
    fn rank(&self) -> (std::cmp::Reverse<usize>, usize) {
        let literal = self.0.iter().map(|piece| match piece {
            Piece::Literal(text) => text.len(),
            Piece::Parameter => 0,
        });
        (std::cmp::Reverse(literal.sum()), self.0.len())
    }

    /// The values of the parameters in a segment, none of them empty. A value ends where the literal after it is first
    /// found, the last one where the segment does.
    fn capture<'t>(&self, segment: &'t str) -> Option<Vec<&'t str>> {
        let mut values = Vec::new();
        let mut rest = segment;
        let mut open = false;
        for (index, piece) in self.0.iter().enumerate() {
            let (value, after) = match piece {
                Piece::Literal(text) if !open => (None, rest.strip_prefix(text.as_str())?),
                Piece::Literal(text) if index + 1 == self.0.len() => (Some(rest.strip_suffix(text.as_str())?), ""),
                Piece::Literal(text) => {
                    let (value, after) = split_after_first(rest, text)?;
                    (Some(value), after)
                }
                // Nothing separates one value from the next.
                Piece::Parameter if open => {
                    let (value, after) = split_after_first(rest, "")?;
                    (Some(value), after)
                }
                Piece::Parameter => (None, rest),
            };
            if value.is_some_and(str::is_empty) {
                return None;
            }
            values.extend(value);
            rest = after;
            open = matches!(piece, Piece::Parameter);
        }
        match (open, rest.is_empty()) {
            (true, false) => {
                values.push(rest);
                Some(values)
            }
            (false, true) => Some(values),
            _ => None,
        }
    }
}

/// What is before and after a string that is not at the very start.
fn split_after_first<'t>(whole: &'t str, text: &str) -> Option<(&'t str, &'t str)> {
    let first = whole.chars().next()?.len_utf8();
    let at = first + whole.get(first..)?.find(text)?;
    Some((whole.get(..at)?, whole.get(at + text.len()..)?))
}

/// The paths of an operation as axum writes them, with a parameter for each segment that is not plain text: `/a/{p1}`. Templates of
/// one shape have the same one. There are two where the last parameter may be the empty string, which axum has no route for.
pub(super) fn shapes(operation: &Operation) -> impl Iterator<Item = String> {
    std::iter::once(template(operation.path)).chain(without_last(operation)).map(shape)
}

fn shape(patterns: Vec<Pattern>) -> String {
    let segments = patterns.into_iter().enumerate().map(|(index, pattern)| match pattern.into_literal() {
        // Other characters may be sent percent-encoded, and a route of axum does not see that.
        Ok(literal) if literal.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')) => literal,
        Ok(_) | Err(_) => format!("{{p{index}}}"),
    });
    let path = segments.collect::<Vec<_>>().join("/");
    if path.starts_with('/') { path } else { format!("/{path}") }
}

/// The template with an empty last segment, where that is a parameter that may be the empty string.
fn without_last(operation: &Operation) -> Option<Vec<Pattern>> {
    let Some(Segment::Parameter(last)) = operation.path.last() else { return None };
    let may_be_empty = |parameter: &&Parameter| {
        parameter.location == Location::Path && parameter.name == *last && parameter.allow_empty
    };
    operation.parameters.iter().find(may_be_empty)?;
    let mut patterns = template(operation.path);
    let is_whole = patterns.pop()? == Pattern(vec![Piece::Parameter]);
    patterns.push(Pattern::default());
    is_whole.then_some(patterns)
}

/// A template cut at its slashes. What follows `#` or `?` is not part of a path.
fn template(path: &[Segment]) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    let mut current = Pattern::default();
    for segment in path {
        let text = match segment {
            Segment::Literal(text) => *text,
            Segment::Parameter(_) => {
                current.0.push(Piece::Parameter);
                continue;
            }
        };
        let sent = text.split(['#', '?']).next().unwrap_or_default();
        for (index, part) in sent.split('/').enumerate() {
            if index > 0 {
                patterns.push(std::mem::take(&mut current));
            }
            if !part.is_empty() {
                current.literal(&percent::normalize(&percent::encode_reserved(part)));
            }
        }
        if sent.len() < text.len() {
            break;
        }
    }
    patterns.push(current);
    let rooted = patterns.first().is_some_and(|first| first.0.is_empty());
    if !rooted {
        patterns.insert(0, Pattern::default());
    }
    patterns
}
