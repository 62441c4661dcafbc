//! The servers of a description, and the URL that the requests of an operation go to.
//!
//! Owns the choice among servers and the values of their variables. Must not know how a URL is joined with a path.
//!
//! Source: OpenAPI 3.2, sections "Server Object" and "Server Variable Object".

use super::super::operation::Operation;
use super::builder::BuildError;

/// A server that a description declares.
#[derive(Debug, Clone, Copy)]
pub struct Server {
    url: &'static str,
    name: Option<&'static str>,
    variables: &'static [Variable],
}

impl Server {
    /// A server with this URL, absolute or not.
    pub const fn new(url: &'static str) -> Self {
        Self { url, name: None, variables: &[] }
    }

    /// The same server, with a name.
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// The same server, with the variables of its URL.
    pub const fn variables(mut self, variables: &'static [Variable]) -> Self {
        self.variables = variables;
        self
    }

    fn is_absolute(&self) -> bool {
        self.url.starts_with("https://") || self.url.starts_with("http://")
    }

    /// Whether its URL has no host.
    fn is_relative(&self) -> bool {
        !self.url.contains("://") && !self.url.starts_with("//")
    }

    /// The URL with the values that are set, or the defaults.
    fn filled(&self, set: &[(&'static str, String)]) -> Result<String, BuildError> {
        let mut url = self.url.to_owned();
        for Variable { name, default, values } in self.variables {
            let value = set.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
            if let Some(value) = value.filter(|value| !values.is_empty() && !values.contains(value)) {
                return Err(BuildError::ServerVariable { name, value: value.to_owned(), values });
            }
            url = url.replace(&format!("{{{name}}}"), value.unwrap_or(default));
        }
        Ok(url)
    }

    /// The path of its URL by default, without a slash at its end.
    fn path(&self) -> String {
        let url = self.filled(&[]).unwrap_or_default();
        let path = if self.is_relative() { url.as_str() } else { url.get(origin(&url).len()..).unwrap_or_default() };
        path.trim_end_matches('/').to_owned()
    }
}

/// A variable of a server's URL.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    name: &'static str,
    default: &'static str,
    values: &'static [&'static str],
}

impl Variable {
    /// A variable of any value.
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default, values: &[] }
    }

    /// A variable that has one of these values.
    pub const fn one_of(name: &'static str, default: &'static str, values: &'static [&'static str]) -> Self {
        Self { name, default, values }
    }
}

/// How a server is chosen: by its name, or by its index in the description, from zero.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerKey {
    /// By its name (OpenAPI 3.2).
    Name(String),
    /// By its index.
    Index(usize),
}

impl From<usize> for ServerKey {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl From<String> for ServerKey {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<&str> for ServerKey {
    fn from(name: &str) -> Self {
        Self::from(name.to_owned())
    }
}

impl ServerKey {
    fn of(&self, servers: &'static [Server]) -> Option<&'static Server> {
        match self {
            Self::Index(index) => servers.get(*index),
            Self::Name(name) => servers.iter().find(|server| server.name == Some(name)),
        }
    }
}

/// Operations with servers of their own.
pub type OwnServers = (&'static [Server], &'static [&'static Operation]);

/// What is declared, and what the user chose.
#[derive(Clone)]
pub struct Choice {
    /// The servers of the description.
    pub declared: &'static [Server],
    /// Those of paths and operations.
    pub own: &'static [OwnServers],
    /// Which server the user chose.
    pub key: Option<ServerKey>,
    /// The values of variables.
    pub variables: Vec<(&'static str, String)>,
    /// The URL in place of all servers.
    pub base_url: Option<String>,
}

impl Choice {
    /// A choice among the servers of a description: the first absolute one.
    pub fn of(declared: &'static [Server]) -> Self {
        Self { declared, own: &[], key: None, variables: Vec::new(), base_url: None }
    }

    /// The URLs that requests go to.
    ///
    /// # Errors
    /// When there is none, or when requests cannot be sent to one.
    pub fn urls(&self) -> Result<Urls, BuildError> {
        let base = match self.base() {
            Ok(url) => Some(url),
            // Operations with servers of their own need no other.
            Err(_) if self.is_untouched() && self.own_servers().any(Server::is_absolute) => None,
            Err(error) => return Err(error),
        };
        let mut own = Vec::new();
        for (servers, operations) in self.own {
            own.extend(self.own_url(base.as_deref(), servers)?.map(|url| (*operations, url)));
        }
        Ok(Urls { base, own })
    }

    fn base(&self) -> Result<String, BuildError> {
        match (&self.base_url, &self.key) {
            (Some(url), None) => checked(url),
            // What a chosen server without a host is relative to.
            (Some(url), Some(_)) if self.server()?.is_relative() => self.below(&checked(url)?, self.server()?),
            (Some(url), Some(_)) => checked(url),
            (None, _) => checked(&self.server()?.filled(&self.variables)?),
        }
    }

    /// Whether the user chose nothing, and the description declares no server with a host.
    fn is_untouched(&self) -> bool {
        self.base_url.is_none() && self.key.is_none() && !self.declared.iter().any(Server::is_absolute)
    }

    fn own_servers(&self) -> impl Iterator<Item = &'static Server> {
        self.own.iter().flat_map(|(servers, _)| *servers)
    }

    fn server(&self) -> Result<&'static Server, BuildError> {
        let Some(key) = &self.key else {
            let absolute = self.declared.iter().find(|server| server.is_absolute());
            return absolute.or(self.declared.first()).ok_or(BuildError::NoBaseUrl);
        };
        key.of(self.declared).ok_or_else(|| BuildError::Server { key: key.clone(), declared: names(self.declared) })
    }

    /// The URL of operations with servers of their own; `None` where it is that of all others. A URL that the user gives is in
    /// place of every server with a host, so that credentials reach no other host.
    fn own_url(&self, base: Option<&str>, servers: &'static [Server]) -> Result<Option<String>, BuildError> {
        let named = self.key.as_ref().filter(|key| matches!(key, ServerKey::Name(_))).and_then(|key| key.of(servers));
        let absolute = named.or_else(|| servers.iter().find(|server| server.is_absolute()));
        match absolute.or_else(|| servers.iter().find(|server| server.is_relative())) {
            Some(server) if server.is_relative() => base.map(|base| self.below(self.root(base), server)).transpose(),
            Some(server) if self.base_url.is_none() => checked(&server.filled(&self.variables)?).map(Some),
            Some(_) | None => Ok(None),
        }
    }

    /// The URL of a server without a host.
    fn below(&self, root: &str, server: &Server) -> Result<String, BuildError> {
        let path = server.filled(&self.variables)?;
        checked(&format!("{root}/{}", path.trim_start_matches('/')))
    }

    /// What a URL without a host is relative to: the base URL without the path of a declared server, or else its origin.
    fn root<'b>(&self, base: &'b str) -> &'b str {
        let paths = self.declared.iter().map(Server::path).filter(|path| !path.is_empty());
        let without = paths.filter_map(|path| base.strip_suffix(path.as_str()));
        without.min_by_key(|rest| rest.len()).unwrap_or_else(|| origin(base))
    }
}

/// What declared servers can be chosen by.
fn names(servers: &[Server]) -> Vec<String> {
    let name =
        |(index, server): (usize, &Server)| server.name.map_or_else(|| index.to_string(), |name| format!("`{name}`"));
    servers.iter().enumerate().map(name).collect()
}

/// Scheme and authority of an absolute URL.
pub(super) fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |end| end + 3);
    let end = url.get(start..).and_then(|rest| rest.find('/')).map_or(url.len(), |slash| start + slash);
    url.get(..end).unwrap_or(url)
}

/// The address without trailing slashes, if requests can be sent there.
pub(super) fn checked(url: &str) -> Result<String, BuildError> {
    let invalid = |reason| Err(BuildError::BaseUrl { url: url.to_owned(), reason });
    if url.contains(['?', '#']) {
        return invalid("has a query or a fragment");
    }
    let Ok(uri) = url.parse::<http::Uri>() else {
        return invalid("is not an absolute http or https URL");
    };
    match (uri.scheme_str(), uri.authority()) {
        (_, Some(authority)) if authority.as_str().contains('@') => {
            Err(BuildError::BaseUrl { url: "..@..".to_owned(), reason: "has a user name or password in it" })
        }
        (Some("http" | "https"), Some(_)) => Ok(url.trim_end_matches('/').to_owned()),
        _ => invalid("is not an absolute http or https URL"),
    }
}

/// The URLs that requests go to, without a slash at their ends.
pub struct Urls {
    /// Of all operations without servers of their own.
    pub base: Option<String>,
    own: Vec<(&'static [&'static Operation], String)>,
}

impl Urls {
    /// The URL that the path of an operation is appended to; `None` where nothing says one.
    pub fn of(&self, operation: &'static Operation) -> Option<&str> {
        let is_one = |operations: &[&'static Operation]| operations.iter().any(|other| std::ptr::eq(*other, operation));
        self.own
            .iter()
            .find(|(operations, _)| is_one(operations))
            .map(|(_, url)| url)
            .or(self.base.as_ref())
            .map(String::as_str)
    }
}
