//! Makes the bodies of requests, and decides how a body is given that has several media types.
//!
//! Owns which constructors and variants there are. Must not know how a media type is read and written.

use oasmith_runtime::media_type::MediaType as Declared;

use crate::api;
use crate::rust::{Body, BodyOption, Choice, Codec, MediaTypes, Name, Ty};

use crate::lower::docs;
use crate::lower::merge::direction::Direction;
use crate::lower::names::media_words::word;
use crate::lower::names::{Case, Namespace, identifier};
use crate::lower::operations::Operations;
use crate::lower::operations::media_types::{is_open, structured_codec};
use crate::lower::operations::multipart::{self, FormNames};
use crate::lower::shape::Shapes;

/// Names that the type of a body has already.
const RESERVED: &[&str] = &["from", "into", "of", "try_from", "try_into"];

/// Whether the body of an operation has a type of its own: it has several media types, or the caller says which one it is.
pub(in crate::lower) fn has_choice(shapes: &Shapes<'_>, operation: &api::Operation) -> bool {
    match operation.body.as_ref().map(|body| body.media.as_slice()) {
        None | Some([]) => false,
        Some([only]) => is_open(&only.name, structured_codec(shapes, only)),
        Some([_, _, ..]) => true,
    }
}

impl Operations<'_, '_> {
    /// The body of an operation, and whether its types say all that the description says.
    pub(in crate::lower) fn body(
        &mut self,
        operation: &api::Operation,
        (name, form): (Option<Name>, Option<FormNames>),
        arguments: &mut Namespace,
    ) -> (Option<Body>, bool) {
        let body = operation.body.as_ref();
        let Some((body, mut offered)) =
            body.and_then(|body| Some((body, self.media_types(&body.media, Direction::Request)?)))
        else {
            return (None, true);
        };
        if let (Some(media), Some(names)) = (multipart::own_form(self.context, body), form) {
            let parts = arguments.take(&identifier("parts", Case::Snake), "parts of the form");
            let form = self.form(media, names, parts);
            let mut declared = offered.media_types.iter_mut();
            if let Some(lowered) = declared.find(|one| one.payload.codec == Codec::Multipart) {
                lowered.payload.ty = Ty::Unit;
                lowered.form = Some(form);
            }
        }
        let lowered = Body {
            docs: docs::paragraphs([body.description.as_deref()]),
            name: arguments.take(&identifier("body", Case::Snake), "request body"),
            required: body.required,
            choice: name.map(|name| Choice { name, options: options(&offered.media_types) }),
            media_types: offered.media_types,
        };
        (Some(lowered), offered.typed)
    }
}

/// What each media type is called.
fn options(media_types: &MediaTypes) -> Vec<BodyOption> {
    let words: Vec<String> = media_types.iter().map(|media_type| word(&media_type.declared)).collect();
    let sent: Vec<String> = media_types.iter().map(|media_type| word(&media_type.name)).collect();
    // What is sent for a range may be declared as well.
    let constructed = media_types.iter().zip(words.iter().zip(&sent)).map(|(media_type, (own, sent))| {
        let is_range = media_type.name != media_type.declared;
        let includes = || Declared::parse(&media_type.declared).is_some_and(|range| range.includes(&media_type.name));
        match (is_range, media_type.is_open) {
            (false, false) => Some(own.as_str()),
            (false, true) => None,
            (true, false) => Some(sent.as_str()).filter(|sent| !words.iter().any(|word| word == sent)),
            (true, true) => Some(sent.as_str()).filter(|sent| includes() && !words.iter().any(|word| word == sent)),
        }
    });
    let constructed: Vec<Option<&str>> = constructed.collect();
    let spellings: Vec<&str> = constructed.iter().copied().flatten().collect();
    let mut constructors = Namespace::with(RESERVED).assign(&spellings, Case::Snake).into_iter();
    let spellings: Vec<&str> = words.iter().map(String::as_str).collect();
    let variants = Namespace::default().assign(&spellings, Case::Pascal);
    let named = constructed.into_iter().map(|word| word.and_then(|_| constructors.next()));
    named.zip(variants).map(|(constructor, variant)| BodyOption { constructor, variant }).collect()
}
