//! The next version of a crate or of an API.
//!
//! Owns Cargo's rule: the first number that is not zero says what is compatible. Must not know what changed.
//!
//! Source: The Cargo Book, "SemVer Compatibility".

use crate::surface::Impact;

/// The next version after a change; `None` where the text is not a version of three numbers.
///
/// A pre-release promises nothing, so that its numbers are the next version.
pub fn next(version: &str, impact: Impact) -> Option<String> {
    let version = version.strip_prefix('v').unwrap_or(version);
    let (numbers, _) = version.split_once('+').unwrap_or((version, ""));
    let (numbers, is_pre_release) = match numbers.split_once('-') {
        Some((numbers, _)) => (numbers, true),
        None => (numbers, false),
    };
    let mut parts = numbers.split('.').map(|part| part.parse::<u64>().ok());
    let (major, minor, patch) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    let next = match (impact, major, minor) {
        _ if is_pre_release => (major, minor, patch),
        (Impact::Major, 0, 0) | (Impact::Minor, 0, _) | (Impact::Patch, _, _) => (major, minor, patch.checked_add(1)?),
        (Impact::Major, 0, _) | (Impact::Minor, _, _) => (major, minor.checked_add(1)?, 0),
        (Impact::Major, _, _) => (major.checked_add(1)?, 0, 0),
    };
    Some(format!("{}.{}.{}", next.0, next.1, next.2))
}

#[cfg(test)]
mod tests {
    use super::next;
    use crate::surface::Impact;

    #[test]
    fn the_first_number_that_is_not_zero_says_what_is_compatible() {
        let all = |version| [Impact::Major, Impact::Minor, Impact::Patch].map(|impact| next(version, impact));
        let versions = |versions: [&str; 3]| versions.map(|version| Some(version.to_owned()));
        assert_eq!(all("1.2.3"), versions(["2.0.0", "1.3.0", "1.2.4"]));
        assert_eq!(all("0.2.3"), versions(["0.3.0", "0.2.4", "0.2.4"]));
        assert_eq!(all("0.0.3"), versions(["0.0.4", "0.0.4", "0.0.4"]));
        assert_eq!(all("1.0.0-rc.1"), versions(["1.0.0", "1.0.0", "1.0.0"]));
        assert_eq!(all("v2.0.0+build"), versions(["3.0.0", "2.1.0", "2.0.1"]));
        for text in ["", "1", "1.2", "1.2.x", "1.2.3.4", "2026-08-19"] {
            assert_eq!(next(text, Impact::Major), None, "{text}");
        }
    }
}
