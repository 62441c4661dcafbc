//! Runtime expressions: values that are known when a request was made.
//!
//! Owns their grammar. Must not know what they are used for. Source: OpenAPI 3.2, section "Runtime Expressions".

/// Whether a string that begins with `$` is a runtime expression.
pub(super) fn is_expression(text: &str) -> bool {
    if matches!(text, "$url" | "$method" | "$statusCode") {
        return true;
    }
    let source = text.strip_prefix("$request.").or_else(|| text.strip_prefix("$response."));
    source.is_some_and(|source| match source.split_once('.') {
        Some(("header", name)) => !name.is_empty() && name.bytes().all(is_token),
        Some(("query" | "path", name)) => !name.is_empty(),
        _ => source == "body" || source.starts_with("body#/") || source == "body#",
    })
}

/// The first text between braces that begins like a runtime expression and is not one.
pub(super) fn broken(text: &str) -> Option<&str> {
    let inner = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    inner.filter(|inner| inner.starts_with('$')).find(|inner| !is_expression(inner))
}

/// Whether a byte may stand in a token (RFC 9110, section 5.6.2).
pub(super) fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::{broken, is_expression};

    #[test]
    fn knows_expressions() {
        let good = ["$url", "$method", "$statusCode", "$request.path.id", "$request.query.q", "$request.header.X-Id"];
        let bodies = ["$request.body", "$response.body#/uuid", "$response.body#/a/b"];
        for text in good.into_iter().chain(bodies) {
            assert!(is_expression(text), "{text}");
        }
        for text in ["$", "$path.id", "$request.cookie.a", "$request.header.a b", "$response.path.", "$request.body/id"]
        {
            assert!(!is_expression(text), "{text}");
        }
    }

    #[test]
    fn finds_broken_ones_in_text() {
        assert_eq!(broken("http://n.com?id={$request.body#/id}&x={y}"), None);
        assert_eq!(broken("http://n.com?id={$request.boddy#/id}"), Some("$request.boddy#/id"));
    }
}
