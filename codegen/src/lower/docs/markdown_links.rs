//! Removes the targets of relative Markdown links: they lead nowhere outside the site that a description was written for.
//!
//! Owns which targets are relative. A code span is not changed. Must not know what is documented.
//!
//! Source: CommonMark, section "Links"; RFC 3986, section 4.2 (relative references).

/// A paragraph with the text alone of each link whose target is relative.
pub(in crate::lower) fn without_relative(paragraph: &str) -> String {
    let mut kept = String::with_capacity(paragraph.len());
    let mut rest = paragraph;
    // Where the texts of the links begin that are open.
    let mut open: Vec<usize> = Vec::new();
    while let Some(sign) = rest.chars().next() {
        let taken = match sign {
            '`' => code_span(rest),
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            _ => sign.len_utf8(),
        };
        let target = rest.strip_prefix("](").and_then(|after| after.split_once(')')).map(|(target, _)| target);
        match (sign, target) {
            ('[', _) => open.push(kept.len()),
            (']', target) => {
                let text = open.pop();
                if let (Some(text), Some(target)) = (text, target.filter(|target| is_relative(target))) {
                    unlink(&mut kept, text);
                    rest = rest.get("]()".len() + target.len()..).unwrap_or_default();
                    continue;
                }
            }
            (_, _) => {}
        }
        let (head, tail) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        kept.push_str(head);
        rest = tail;
    }
    kept
}

/// Takes the bracket from the text that begins with it, and the sign of an image before it.
fn unlink(kept: &mut String, text: usize) {
    kept.remove(text);
    if kept.get(..text).is_some_and(|before| before.ends_with('!')) {
        kept.remove(text - 1);
    }
}

/// The length of a code span; of a fence that nothing closes, its own.
fn code_span(text: &str) -> usize {
    let fence = text.len() - text.trim_start_matches('`').len();
    let mut at = fence;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('`')) {
        let start = at + found;
        let run = text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches('`').len());
        if run == fence {
            return start + run;
        }
        at = start + run;
    }
    fence
}

/// Whether a target has no scheme and no host. What contains brackets of its own is left to its author.
fn is_relative(target: &str) -> bool {
    let target = target.trim().trim_start_matches('<');
    let head = target.split(['/', '?', '#', ' ']).next().unwrap_or_default();
    let is_host = target.starts_with("//") || head.starts_with("www.");
    !target.is_empty() && !target.contains('(') && !head.contains(':') && !is_host
}

#[cfg(test)]
mod tests {
    use super::without_relative;

    #[test]
    fn what_leads_nowhere_is_text() {
        let texts = [
            ("A [file](/docs/files) of [us](https://a.b/c).", "A file of [us](https://a.b/c)."),
            ("[`a`](#a), [b [c]](../c \"C\") and ![logo](logo.png)", "`a`, b [c] and logo"),
            ("![a [b](/b)](https://a.b)", "![a b](https://a.b)"),
            ("`[a](/a)` ``b` [a](/a)`` \\[a](/a)", "`[a](/a)` ``b` [a](/a)`` \\[a](/a)"),
            ("` [a](/a)", "` a"),
            (
                "[a](mailto:a@b.c) [b](//b.c) [c](www.c.d/e) [d](models::D)",
                "[a](mailto:a@b.c) [b](//b.c) [c](www.c.d/e) [d](models::D)",
            ),
            ("[a](/a_(b)) [x] (y) a](b) [ü](ö)", "[a](/a_(b)) [x] (y) a](b) ü"),
            ("a [b\nc](/d) [e](\n/f)\ng", "a b\nc e\ng"),
            ("[", "["),
            ("\\", "\\"),
        ];
        for (text, expected) in texts {
            assert_eq!(without_relative(text), expected);
        }
    }
}
