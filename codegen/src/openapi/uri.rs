//! Resolves a reference against a base address.
//!
//! Owns RFC 3986, section 5.2, without query components, which identifiers of schemas do not have. Must not know what is
//! addressed.

/// The address of a reference relative to a base. The base may be empty or relative.
pub(super) fn join(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    if base.is_empty() || has_scheme(reference) {
        return reference.to_owned();
    }
    let (scheme, rest) = match base.split_once(':') {
        Some((scheme, rest)) if has_scheme(base) => (format!("{scheme}:"), rest),
        _ => (String::new(), base),
    };
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let after_slashes = rest.strip_prefix("//");
    let (authority, path) = match after_slashes {
        Some(inner) => rest.split_at(inner.find('/').map_or(rest.len(), |slash| slash + 2)),
        None => ("", rest),
    };
    let merged = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        let folder = path.rfind('/').and_then(|slash| path.get(..=slash));
        // Below an authority a path begins with a slash (RFC 3986, section 5.2.3).
        let folder = folder.unwrap_or(if authority.is_empty() { "" } else { "/" });
        format!("{folder}{reference}")
    };
    format!("{scheme}{authority}{}", without_dots(&merged))
}

/// Whether an address names a scheme, such as `https:` or `urn:`.
fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// A path without the segments `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." && kept.len() > 1 {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn joins_as_rfc_3986_section_5_4_says() {
        let base = "http://a/b/c/d;p";
        let joined = [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("", "http://a/b/c/d;p"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
        ];
        for (reference, address) in joined {
            assert_eq!(join(base, reference), address, "{reference}");
        }
    }

    #[test]
    fn bases_may_be_relative_or_without_a_path() {
        assert_eq!(join("", "tree"), "tree");
        assert_eq!(join("schemas/tree", "node"), "schemas/node");
        assert_eq!(join("http://a", "g"), "http://a/g");
        assert_eq!(join("urn:uuid:1", "urn:uuid:2"), "urn:uuid:2");
    }
}
