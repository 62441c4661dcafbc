//! Compares path templates with each other and with their parameters.
//!
//! Owns the variables of a template. Must not know how a path is sent or matched.

use std::collections::{BTreeSet, HashMap};

use crate::api::{Location, Operation, Parameter, Schema, SchemaId, Style, Types};
use crate::diagnostic::{Diagnostic, codes};
use crate::did_you_mean::did_you_mean;

use super::Reader;

/// How many references are followed to find the only value of a parameter.
const REFERENCES: usize = 8;

/// The names between braces, in order, a repeated one each time. What follows a `#` is not part of a path.
pub(super) fn variables(template: &str) -> Vec<&str> {
    let template = template.split('#').next().unwrap_or(template);
    let opened = template.split('{').skip(1);
    opened.filter_map(|rest| Some(rest.split_once('}')?.0)).filter(|name| !name.is_empty()).collect()
}

impl Reader<'_, '_> {
    /// Adds the slash that a path begins with, where it is missing.
    ///
    /// Source: OpenAPI 3.2, section "Paths Object".
    pub(super) fn begin_with_slash(&mut self, operation: &mut Operation) {
        if !operation.path.starts_with('/') {
            let message = format!("a path begins with a slash; `{}` is read as `/{0}`", operation.path);
            self.warn(codes::TEMPLATE, operation.at.clone(), message, "begin the path with `/`");
            operation.path.insert(0, '/');
        }
    }

    /// Removes the operators of RFC 6570 from a path, such as those in `{;id*}`: a parameter states its style itself.
    pub(super) fn plain_template(&mut self, operation: &mut Operation) {
        let declared = |name: &str| {
            operation.parameters.iter().any(|parameter| parameter.location == Location::Path && parameter.name == name)
        };
        let mut plain = operation.path.clone();
        for variable in variables(&operation.path) {
            let name = variable.trim_start_matches(['+', '.', '/', ';', '?', '&']).trim_end_matches('*');
            if !declared(variable) && declared(name) {
                plain = plain.replace(&format!("{{{variable}}}"), &format!("{{{name}}}"));
            }
        }
        if plain != operation.path {
            let message =
                format!("`{}` is read as `{plain}`; the style of a value is stated by its parameter", operation.path);
            self.warn(codes::TEMPLATE, operation.at.clone(), message, "write only names between braces");
            operation.path = plain;
        }
    }

    /// Adds the path parameters that a template names and that are not declared.
    pub(super) fn add_implicit_parameters(&mut self, operation: &mut Operation) {
        let mut names = variables(&operation.path);
        let mut seen = std::collections::HashSet::new();
        let repeated: Vec<&str> = names.iter().copied().filter(|name| !seen.insert(*name)).collect();
        for name in repeated {
            let message = format!("`{name}` is in the path more than once; each has the same value");
            self.warn(codes::REPEATED_VARIABLE, operation.at.clone(), message, "give each variable a name of its own");
        }
        seen.clear();
        names.retain(|name| seen.insert(*name));
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        for name in names {
            let in_path = |parameter: &&Parameter| parameter.location == Location::Path;
            if operation.parameters.iter().filter(in_path).any(|parameter| parameter.name == name) {
                continue;
            }
            let declared = operation.parameters.iter().filter(in_path).map(|parameter| parameter.name.as_str());
            let help = match did_you_mean(&name, declared) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "declare it as a parameter with `in: path`".to_owned(),
            };
            let message = format!("`{{{name}}}` in the path is not declared as a parameter; it is a required string");
            self.warn(codes::IMPLICIT_PARAMETER, operation.at.clone(), message, &help);
            let parameter = self.implicit_parameter(operation, name);
            operation.parameters.push(parameter);
        }
    }

    fn implicit_parameter(&mut self, operation: &Operation, name: String) -> Parameter {
        let text = Schema { types: Some(Types::STRING), ..Schema::any(operation.at.clone()) };
        Parameter {
            at: operation.at.clone(),
            name,
            preferred_name: None,
            location: Location::Path,
            description: None,
            required: true,
            deprecated: false,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            allow_empty: false,
            is_collection: false,
            inner: Vec::new(),
            content: None,
            whole_query: None,
            schema: self.schemas.push(text),
        }
    }

    /// Reports operations that a server cannot distinguish: their paths differ in the names of variables, or in what follows `#`,
    /// and neither the query of a path nor a required parameter of one value tells them apart.
    pub(super) fn check_ambiguity(&mut self, operations: &[Operation]) {
        type Key<'o> = (&'o str, String, BTreeSet<Condition<'o>>);
        let mut known: HashMap<Key<'_>, &Operation> = HashMap::new();
        let mut ambiguous = Vec::new();
        for operation in operations {
            let path = operation.path.split(['#', '?']).next().unwrap_or_default();
            let key = (operation.method.as_str(), without_names(path), self.conditions(operation));
            match known.get(&key) {
                Some(earlier) if earlier.path != operation.path => ambiguous.push((operation, *earlier)),
                Some(_) => {}
                None => drop(known.insert(key, operation)),
            }
        }
        for (operation, earlier) in ambiguous {
            let message = format!("a server cannot distinguish the paths `{}` and `{}`", operation.path, earlier.path);
            self.sink.push(
                Diagnostic::warning(codes::AMBIGUOUS_PATH, operation.at.clone(), message)
                    .help("give one of the two another path, or a required parameter with one value"),
            );
        }
    }

    /// What a request of this operation has besides its path, and those of others need not have.
    fn conditions<'o>(&'o self, operation: &'o Operation) -> BTreeSet<Condition<'o>> {
        let path = operation.path.split('#').next().unwrap_or_default();
        let query = path.split_once('?').map_or("", |(_, query)| query);
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value))));
        let stated = pairs.map(|(name, value)| Condition { is_header: false, name, value });
        let is_told_apart = |location| matches!(location, Location::Query | Location::Header);
        let is_pair = |one: &&Parameter| one.whole_query.is_none() && is_told_apart(one.location);
        let required = operation.parameters.iter().filter(|one| one.required).filter(is_pair);
        let constant = required.filter_map(|parameter| {
            let value = Some(self.only_string(parameter.schema)?);
            let (is_header, name) = (parameter.location == Location::Header, parameter.name.as_str());
            Some(Condition { is_header, name, value })
        });
        stated.chain(constant).collect()
    }

    /// The string that is the only value of a schema.
    fn only_string(&self, id: SchemaId) -> Option<&str> {
        let mut schema = &self.schemas[id];
        // A reference may lead back to itself.
        for _ in 0..REFERENCES {
            schema = schema.reference.map_or(schema, |target| &self.schemas[target]);
        }
        match (&schema.constant, schema.enumeration.as_deref()) {
            (Some(only), _) | (None, Some([only])) => only.as_str(),
            (None, _) => None,
        }
    }
}

/// A name in the query or among the headers, with its value.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Condition<'a> {
    is_header: bool,
    name: &'a str,
    value: Option<&'a str>,
}

/// A template with the names between braces left out.
fn without_names(template: &str) -> String {
    let mut parts = template.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push('{');
        plain.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{variables, without_names};

    #[test]
    fn finds_variables() {
        assert_eq!(variables("/a/{x}-{y}.json#{z}"), ["x", "y"]);
        assert_eq!(variables("/a/{}/{x"), Vec::<&str>::new());
        assert_eq!(variables("/{x}/{x}"), ["x", "x"]);
    }

    #[test]
    fn leaves_names_out() {
        assert_eq!(without_names("/a/{x}.json/{y}"), "/a/{.json/{");
    }
}
