//! The signature of a function in a line.
//!
//! Owns how it is taken apart. Must not know what a change of it means.

use super::text;

/// What follows the path of a function.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signature<'l> {
    /// `<T: Bound>`, or nothing.
    pub(super) generics: &'l str,
    /// `&self`, where it has one.
    pub(super) receiver: Option<&'l str>,
    /// The names and types of the parameters.
    pub(super) parameters: Vec<(&'l str, &'l str)>,
    /// What follows the parameters: the result and the bounds.
    pub(super) result: &'l str,
    /// Whether a trait provides it.
    pub(super) is_provided: bool,
}

impl<'l> Signature<'l> {
    /// The signature in the text behind a path.
    pub(super) fn parse(text: &'l str) -> Option<Self> {
        let (generics, rest) = match text.starts_with('<') {
            true => text.split_at(text::closing(text)? + 1),
            false => text.split_at(0),
        };
        let (parameters, rest) = rest.split_at(text::closing(rest)?);
        let mut parameters = text::between_commas(parameters.strip_prefix('(')?);
        let receiver = parameters.first().copied().filter(|first| is_receiver(first));
        if receiver.is_some() {
            parameters.remove(0);
        }
        let parameters = parameters.into_iter().filter_map(|parameter| parameter.split_once(": ")).collect();
        let rest = rest.strip_prefix(')')?;
        let (result, is_provided) = rest.strip_suffix(" { .. }").map_or((rest, false), |result| (result, true));
        Some(Self { generics, receiver, parameters, result, is_provided })
    }
}

fn is_receiver(parameter: &str) -> bool {
    ["self", "&self", "&mut self"].contains(&parameter) || parameter.starts_with("self: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_has_parts() {
        let text = "<M>(&self, a: impl Into<(A, B)>, b: C) -> Result<D, E> { .. }";
        let expected = Signature {
            generics: "<M>",
            receiver: Some("&self"),
            parameters: vec![("a", "impl Into<(A, B)>"), ("b", "C")],
            result: " -> Result<D, E>",
            is_provided: true,
        };
        assert_eq!(Signature::parse(text), Some(expected));
    }
}
