//! Reads Server Objects and checks the variables in their URLs.
//!
//! Owns the checks of a server. Must not know what its URL is used for.

use openapiv3::{Server, ServerVariable};

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Node;

use super::{Reader, template};

impl<'a> Reader<'a, '_> {
    /// The servers that a root, a path or an operation states.
    pub(super) fn servers(&mut self, node: &Node<'a>) -> Vec<Server> {
        if self.version.swagger {
            return self.swagger_servers(node);
        }
        let servers = self.items(node, "servers");
        servers.iter().filter_map(|server| self.server(server)).collect()
    }

    fn server(&mut self, node: &Node<'a>) -> Option<Server> {
        let url = self.required_string(node, "url", "add the `url` of the server")?;
        let mut server = Server { url, description: self.string(node, "description"), ..Server::default() };
        // The name came with 3.2, for which openapiv3 has no field.
        if let Some(name) = self.string(node, "name") {
            server.extensions.insert("name".to_owned(), name.into());
        }
        let variables = self.entries(node, "variables");
        if !variables.is_empty() {
            let variables = variables.into_iter();
            let variables = variables.filter_map(|(name, node)| Some((name.to_owned(), self.server_variable(&node)?)));
            server.variables = Some(variables.collect());
        }
        let has_value = |name: &&str| server.variables.as_ref().is_some_and(|variables| variables.contains_key(*name));
        let mut unknown = template::variables(&server.url).into_iter().filter(|name| !has_value(name)).peekable();
        if unknown.peek().is_none() {
            return Some(server);
        }
        for name in unknown {
            self.sink.push(
                Diagnostic::error(
                    codes::SERVER_VARIABLE,
                    node.at.key("url"),
                    format!("`{name}` has no value; this server is left out"),
                )
                .help("declare it under `variables` with a `default`"),
            );
        }
        None
    }

    /// A variable; without a default it has the first of its values. `None` where it has neither.
    fn server_variable(&mut self, node: &Node<'a>) -> Option<ServerVariable> {
        let enumeration = self.strings(node, "enum");
        let stated = self.string(node, "default");
        let problem = match &stated {
            _ if node.get("enum").is_some() && enumeration.is_empty() => Some("`enum` has no value"),
            None => Some("there is no `default`"),
            Some(default) if !enumeration.is_empty() && !enumeration.contains(default) => {
                Some("the `default` is not among the values of `enum`")
            }
            Some(_) => None,
        };
        if let Some(problem) = problem {
            self.sink.push(
                Diagnostic::error(codes::SERVER_VARIABLE, node.at.clone(), problem)
                    .help("state a `default`, and list it in `enum` if there is one"),
            );
        }
        Some(ServerVariable {
            default: stated.or_else(|| enumeration.first().cloned())?,
            enumeration,
            description: self.string(node, "description"),
            ..ServerVariable::default()
        })
    }
}
