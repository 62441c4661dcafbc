//! The servers that a client can choose among, and the methods that set the variables of their URLs.
//!
//! Owns which server is the default, and which operations have servers of their own. Must not know how a URL is joined with a
//! path.

use openapiv3::Server as Declared;

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::rust::{Server, ServerVariable, Servers, VariableSetter};

use crate::lower::docs;
use crate::lower::names::{Case, Namespace};

/// The servers of a description, and the setters of their variables, which get names among those of the builder's methods.
pub(in crate::lower) fn servers(api: &Api, methods: &mut Namespace) -> Servers {
    let declared: Vec<Server> = api.servers.iter().map(server).collect();
    let absolute = declared.iter().find(|server| is_absolute(&server.url));
    let mut own: Vec<(Vec<Server>, Vec<usize>)> = Vec::new();
    for (index, operation) in api.operations.iter().enumerate() {
        if operation.servers.is_empty() || operation.servers == api.servers {
            continue;
        }
        let servers: Vec<Server> = operation.servers.iter().map(server).collect();
        match own.iter_mut().find(|(known, _)| *known == servers) {
            Some((_, operations)) => operations.push(index),
            None => own.push((servers, vec![index])),
        }
    }
    let all = declared.iter().chain(own.iter().flat_map(|(servers, _)| servers));
    let setters = setters(all.flat_map(|server| &server.variables), methods);
    Servers { default: absolute.map(filled), base_path: base_path(&api.servers), declared, own, setters }
}

fn server(declared: &Declared) -> Server {
    let variables = declared.variables.iter().flatten().map(|(name, variable)| ServerVariable {
        wire: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
    });
    Server {
        url: declared.url.clone(),
        name: declared.extensions.get("name").and_then(|name| name.as_str()).map(str::to_owned),
        docs: declared.description.as_deref().map(docs::one_line).filter(|docs| !docs.is_empty()),
        variables: variables.collect(),
    }
}

/// A setter for each name of a variable. Servers that have a variable of the same name mean the same by it.
fn setters<'v>(variables: impl Iterator<Item = &'v ServerVariable>, methods: &mut Namespace) -> Vec<VariableSetter> {
    let mut known: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for variable in variables {
        let values = variable.values.iter().map(String::as_str);
        match known.iter_mut().find(|(wire, ..)| *wire == variable.wire) {
            Some((_, _, listed)) => {
                let new: Vec<&str> = values.filter(|value| !listed.contains(value)).collect();
                listed.extend(new);
            }
            None => known.push((&variable.wire, &variable.default, values.collect())),
        }
    }
    let spellings: Vec<String> = known.iter().map(|(wire, ..)| format!("server_{wire}")).collect();
    let spellings: Vec<&str> = spellings.iter().map(String::as_str).collect();
    let names = methods.assign(&spellings, Case::Snake);
    let setter = |(method, (wire, default, values)): (_, (&str, &str, Vec<&str>))| {
        let what =
            format!("Sets the variable {} of server URLs. Its default is {}.", docs::code(wire), docs::code(default));
        let listed: Vec<String> = values.iter().map(|value| docs::code(value)).collect();
        let listed = (!listed.is_empty()).then(|| format!("Its values: {}.", listed.join(", ")));
        VariableSetter {
            method,
            wire: wire.to_owned(),
            docs: docs::paragraphs([Some(what.as_str()), listed.as_deref()]),
        }
    };
    names.into_iter().zip(known).map(setter).collect()
}

/// Reports the operations that a server of this crate does not serve where their own servers are.
pub(in crate::lower) fn report_paths(api: &Api, sink: &mut Sink) {
    let base_path = base_path(&api.servers);
    for operation in &api.operations {
        let own = self::base_path(&operation.servers);
        if operation.servers.is_empty() || own == base_path {
            continue;
        }
        let message = format!("its own server has the path `{own}`; the router serves it under `{base_path}`");
        let help = "rewrite the path of such requests before they reach the router";
        sink.push(Diagnostic::new(codes::SERVER_IGNORED, operation.at.clone(), message).help(help));
    }
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn filled(server: &Server) -> String {
    let variables = server.variables.iter();
    variables
        .fold(server.url.clone(), |url, variable| url.replace(&format!("{{{}}}", variable.wire), &variable.default))
}

/// The path of the first of these servers.
fn base_path(servers: &[Declared]) -> String {
    servers.first().map(|first| path_of(&filled(&server(first)))).unwrap_or_default()
}

/// The path of a URL, absolute or not, that may serve as the prefix of routes: empty or beginning with a slash.
fn path_of(url: &str) -> String {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let is_absolute = after_scheme.len() != url.len();
    let path = if is_absolute { after_scheme.find('/').and_then(|start| after_scheme.get(start..)) } else { Some(url) };
    let path = path.unwrap_or_default().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if path.starts_with('/') { path.to_owned() } else { String::new() }
}
