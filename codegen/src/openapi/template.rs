//! Compares path templates with each other and with their parameters.
//!
//! Owns the variables of a template. Must not know how a path is sent or matched.

use std::collections::HashMap;

use crate::api::{Location, Operation, Parameter, Schema, Style, Types};
use crate::diagnostic::{Diagnostic, codes};
use crate::did_you_mean::did_you_mean;

use super::Reader;

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
            content: None,
            schema: self.schemas.push(text),
        }
    }

    /// Reports operations that a server cannot distinguish, because their paths differ only in the names of variables.
    pub(super) fn check_ambiguity(&mut self, operations: &[Operation]) {
        let mut known: HashMap<(&str, String), &Operation> = HashMap::new();
        for operation in operations {
            let key = (operation.method.as_str(), without_names(&operation.path));
            match known.get(&key) {
                Some(earlier) if earlier.path != operation.path => {
                    let message =
                        format!("a server cannot distinguish the paths `{}` and `{}`", operation.path, earlier.path);
                    self.sink.push(
                        Diagnostic::warning(codes::AMBIGUOUS_PATH, operation.at.clone(), message)
                            .help("give one of the two another path"),
                    );
                }
                Some(_) => {}
                None => {
                    known.insert(key, operation);
                }
            }
        }
    }
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
