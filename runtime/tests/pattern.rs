//! Regular expressions have the meaning of ECMA-262, whichever engine runs them.

#![cfg(feature = "server")]

use std::time::{Duration, Instant};

use oasmith_runtime::pattern::{MAX_BACKTRACKED, compile};

fn is_in(pattern: &str, text: &str) -> bool {
    compile(pattern).unwrap_or_else(|| panic!("{pattern} is not taken"))(text)
}

#[test]
fn what_is_found_and_what_is_not() {
    for (pattern, found, not_found) in [
        ("b", &["abc"][..], &["ac"][..]),
        ("^a|b$", &["ac", "cb"], &["ca", "cbc"]),
        ("^a$", &["a"], &["a\n", "\na"]),
        (r"^\d$", &["7"], &["٣", "७"]),
        (r"^\D$", &["٣"], &["7"]),
        (r"^\w$", &["_", "z"], &["é"]),
        (r"^\W$", &["é"], &["_"]),
        (r"^\s$", &[" ", "\u{feff}", "\u{a0}", "\u{2029}"], &["\u{85}", "x"]),
        (r"^[^\S]$", &[" "], &["x"]),
        (r"^.$", &["é", "😀"], &["\n", "\r", "\u{2028}", "ab"]),
        (r"\bé", &["aé"], &["é"]),
        (r"^[\d_-]+$", &["1-_"], &["a", "+"]),
        (r"^[\w.]+@[\w.-]+$", &["a.b@c-d.e"], &["a b@c"]),
        (r"^[a&&b]$", &["a", "&", "b"], &["c"]),
        (r"^[!--~~]$", &["!", "#", "-", "~"], &["a", "."]),
        (r"^[[:alpha:]]$", &["a]", ":]"], &["z", "a"]),
        (r"^[\]\\^]$", &["]", "\\", "^"], &["a"]),
        (r"^[^]$", &["a", "\n"], &["ab"]),
        (r"^[]$", &[], &["", "a"]),
        (r"^\u0041\x42\u{43}\t\0$", &["ABC\t\0"], &["ABC"]),
        (r"^\cA$", &["\u{1}"], &["A"]),
        (r"^\p{Lu}\p{L}*$", &["Éa"], &["éa", "1"]),
        (r"^(?<year>\d{4})-(?:\d\d)$", &["2024-01"], &["24-01"]),
        (r"^(a)\1$", &["aa"], &["ab"]),
        (r"^(?<q>['x])\k<q>$", &["''"], &["'x"]),
        (r"^(?!foo)(?=.*\d)", &["bar1"], &["foo1", "bar"]),
        (r"(?<=a)b", &["ab"], &["cb"]),
        (r"^a{2,3}$", &["aa", "aaa"], &["a", "aaaa"]),
        (r"^a{,3}$", &["a{,3}"], &["aa"]),
        (r"^{}$", &["{}"], &[""]),
        (r"^a]}$", &["a]}"], &["a"]),
        (r"^\/\-\_$", &["/-_"], &["\\/"]),
        (r"^😀+$", &["😀😀"], &["a"]),
        (r"^[😀-😂]$", &["😁"], &["😃"]),
    ] {
        for text in found {
            assert!(is_in(pattern, text), "{pattern} is not found in {text:?}");
        }
        for text in not_found {
            assert!(!is_in(pattern, text), "{pattern} is found in {text:?}");
        }
    }
}

#[test]
fn what_is_no_expression() {
    for pattern in ["[a-", "[z-a]", "(", "(?P<n>a)", "*", r"\"] {
        assert!(compile(pattern).is_none(), "{pattern}");
    }
}

#[test]
fn a_long_text_costs_little() {
    let started = Instant::now();
    let text = "a".repeat(100_000) + "!";
    assert!(!is_in("^(a+)+$", &text));
    assert!(!is_in("^(a|a)*$", &text));
    // The engine that backtracks gets no long strings.
    let pattern = r"^(?=a).*b$";
    assert!(is_in(pattern, &format!("{}b", "a".repeat(MAX_BACKTRACKED - 1))));
    assert!(!is_in(pattern, &format!("{}b", "a".repeat(MAX_BACKTRACKED))));
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}
