//! Fills the variables of server URLs with their defaults.
//!
//! Owns the list of URLs a client may start from. Must not know how a URL is joined with a path.

use openapiv3::Server;

use crate::api::Api;

/// The absolute server URLs, and the path of the first server without a slash at its end.
pub(in crate::lower) fn servers(api: &Api) -> (Vec<String>, String) {
    let urls: Vec<String> = api.servers.iter().map(filled).collect();
    let base_path = urls.first().map(|url| path_of(url)).unwrap_or_default();
    let absolute = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    (urls.into_iter().filter(absolute).collect(), base_path)
}

fn filled(server: &Server) -> String {
    let variables = server.variables.iter().flatten();
    variables.fold(server.url.clone(), |url, (name, variable)| url.replace(&format!("{{{name}}}"), &variable.default))
}

/// The path of a URL, absolute or not, that may serve as the prefix of routes: empty or beginning with a slash.
fn path_of(url: &str) -> String {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let is_absolute = after_scheme.len() != url.len();
    let path = if is_absolute { after_scheme.find('/').and_then(|start| after_scheme.get(start..)) } else { Some(url) };
    let path = path.unwrap_or_default().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if path.starts_with('/') { path.to_owned() } else { String::new() }
}
