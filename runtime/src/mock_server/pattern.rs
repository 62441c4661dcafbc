//! Strings that match a regular expression.
//!
//! Owns how one is made of the parts of an expression. Assertions match no character and are left out; validation finds out whether the
//! expression matches the string. Must not know schemas.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use super::super::draw::{Chance, drawable};

/// How often a part is repeated beyond what it must be.
const MORE: u32 = 4;

/// The most repetitions of a part, and the longest string in bytes.
const MOST: u32 = 1024;

/// A string that likely matches; `None` where no engine accepts the expression, or nothing matches it.
pub(super) fn matching(expression: &str, chance: &mut dyn Chance) -> Option<String> {
    let hir = regex_syntax::parse(&drawable(expression)?).ok()?;
    let mut text = String::new();
    append(&hir, chance, &mut text)?;
    Some(text)
}

// An expression is nested as deep as its parser allows, which is 250 levels.
fn append(hir: &Hir, chance: &mut dyn Chance, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(character(class, chance)?),
        HirKind::Repetition(repetition) => {
            for _ in 0..times(repetition, chance) {
                if text.len() > MOST as usize {
                    break;
                }
                append(&repetition.sub, chance, text)?;
            }
        }
        HirKind::Capture(capture) => append(&capture.sub, chance, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                append(part, chance, text)?;
            }
        }
        HirKind::Alternation(alternatives) => append(one(alternatives, chance)?, chance, text)?,
    }
    Some(())
}

fn times(Repetition { min, max, .. }: &Repetition, chance: &mut dyn Chance) -> u32 {
    // Once rather than never, because an empty string is like no string of a service.
    let least = (*min).max(u32::from(max.is_none_or(|max| max > 0)));
    let most = max.unwrap_or(u32::MAX).min(least.saturating_add(MORE));
    let times = if least < most { chance.between(least.into(), most.into()) } else { least.into() };
    u32::try_from(times).unwrap_or(least).min(MOST)
}

/// A character of a class: a letter or a digit of ASCII, or a visible one of ASCII, where the class has one.
fn character(class: &Class, chance: &mut dyn Chance) -> Option<char> {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    let within = |low: char, high: char| {
        let cut = ranges.iter().map(|(start, end)| ((*start).max(low.into()), (*end).min(high.into())));
        cut.filter(|(start, end)| start <= end).collect::<Vec<_>>()
    };
    let usual: Vec<_> = [within('a', 'z'), within('A', 'Z'), within('0', '9')].concat();
    let visible = within('!', '~');
    let chosen = [&usual, &visible, &ranges].into_iter().find(|ranges| !ranges.is_empty())?;
    let (start, end) = *one(chosen, chance)?;
    let code = if start < end { chance.between(start.into(), end.into()) } else { start.into() };
    // Surrogates are in no class.
    u32::try_from(code).ok().and_then(char::from_u32)
}

fn one<'t, T>(items: &'t [T], chance: &mut dyn Chance) -> Option<&'t T> {
    let last = i128::try_from(items.len()).ok()? - 1;
    let index = if last > 0 { chance.between(0, last) } else { 0 };
    items.get(usize::try_from(index).ok()?)
}
