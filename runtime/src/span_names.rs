//! The names that spans have of a request, whichever end makes them.
//!
//! Owns the method and the name of a span. Must not know clients or servers.
//!
//! Source: OpenTelemetry, semantic conventions for HTTP spans, "Name" and `http.request.method`.

use http::Method;

/// The methods that a span names; others may be any text, which is not for a field of few values.
const METHODS: [&str; 10] = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"];

/// The method as `http.request.method` has it.
pub fn method(method: &Method) -> &'static str {
    known(method).unwrap_or("_OTHER")
}

/// `GET /drivers/{driver}`: the method, with the path template where that is known.
pub fn name(method: &Method, template: Option<&str>) -> String {
    let method = known(method).unwrap_or("HTTP");
    template.map_or_else(|| method.to_owned(), |template| format!("{method} {template}"))
}

fn known(method: &Method) -> Option<&'static str> {
    METHODS.into_iter().find(|known| *known == method.as_str())
}
