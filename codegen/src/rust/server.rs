//! The servers of a description, as the client chooses among them.
//!
//! Owns what is known of a server. Must not know how a URL is made of it.

use super::{Docs, Name};

/// The servers of a description.
#[derive(Debug, Clone, Default)]
pub struct Servers {
    /// Those of the document, in its order.
    pub declared: Vec<Server>,
    /// The URL that requests go to where the user chooses nothing: that of the first server with a host, with the defaults of
    /// its variables.
    pub default: Option<String>,
    /// The path of the first server, without a slash at its end.
    pub base_path: String,
    /// Operations with servers of their own, as indices into [`Krate::operations`](super::Krate::operations).
    pub own: Vec<(Vec<Server>, Vec<usize>)>,
    /// The builder's methods that set variables.
    pub setters: Vec<VariableSetter>,
}

/// A server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its URL, with its variables in braces.
    pub url: String,
    /// Its name (OpenAPI 3.2).
    pub name: Option<String>,
    /// Its documentation, in one line.
    pub docs: Option<String>,
    /// Its variables.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name in the URL.
    pub wire: String,
    /// The value where the user sets none.
    pub default: String,
    /// The values that it may have; empty where it may have any.
    pub values: Vec<String>,
}

/// A method of the builder that sets the variables of one name.
#[derive(Debug, Clone)]
pub struct VariableSetter {
    /// The method.
    pub method: Name,
    /// The name in the URLs.
    pub wire: String,
    /// Its documentation.
    pub docs: Docs,
}
