//! The plural of a word or a name.
//!
//! Owns the rules of plurals. Must not know what a name is given to.

/// ```text
/// Stargazers, categories, integer lists
/// ```
///
/// Of a name that is none by the rules, such as one that ends in `s` already, it is a list.
pub(in crate::lower) fn of(word: &str) -> String {
    let lower = word.to_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
    match word.strip_suffix('y') {
        Some(stem) if !ends(&["ay", "ey", "iy", "oy", "uy"]) => format!("{stem}ies"),
        _ if ends(&["ss", "x", "ch", "sh"]) => format!("{word}es"),
        _ if ends(&["s", "data"]) || !lower.ends_with(|end: char| end.is_ascii_alphabetic()) => {
            format!("{word} list")
        }
        _ => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_and_names_have_plurals() {
        let plurals = [
            ("string", "strings"),
            ("simple-user", "simple-users"),
            ("Category", "Categories"),
            ("Key", "Keys"),
            ("Address", "Addresses"),
            ("Branch", "Branches"),
            ("Labels", "Labels list"),
            ("integer list", "integer lists"),
            ("v2", "v2 list"),
            ("", " list"),
        ];
        for (word, plural) in plurals {
            assert_eq!(super::of(word), plural);
        }
    }
}
