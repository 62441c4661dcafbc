//! The parts of a form, one after the other as they come.
//!
//! Owns the limits, and that a form has each part that it must have. Must not know what a part means.

use std::collections::VecDeque;
use std::fmt;

use http::header::CONTENT_TYPE;
use multer::{Constraints, Multipart, SizeLimit};

use super::super::operation::{Codec, Encoding};
use super::super::schema::Schema;
use super::super::server::timed::TooSlow;
use super::super::server::{Incoming, Rejection, Streamed};
use super::super::style::decode::{Booleans, unreadable};
use super::super::violation::{Part as Place, Violation};
use super::file::File;
use super::part::{Content, FromPart, Part, Property, undecodable};

/// The parts of a form. They are read from the request when they are asked for, so that a large file is never in memory as a
/// whole. Each value is validated as it comes. A part that the description does not declare is skipped, unless it forbids that.
pub struct Parts<P> {
    source: Source<P>,
}

enum Source<P> {
    /// Parts that are here, for tests.
    Here(VecDeque<P>),
    Coming(Box<Coming>),
    /// An error has ended it.
    Over,
}

/// A form on its way.
struct Coming {
    multipart: Multipart<'static>,
    schema: &'static Schema,
    encodings: &'static [Encoding],
    booleans: Booleans,
    /// The most bytes of a part, and the most parts.
    limits: (usize, usize),
    /// How many parts of each property came.
    counts: Vec<(&'static str, usize)>,
    seen: usize,
}

impl<P: FromPart> Parts<P> {
    /// These parts, for tests.
    pub fn new(parts: impl IntoIterator<Item = P>) -> Self {
        Self { source: Source::Here(parts.into_iter().collect()) }
    }

    /// The parts of a request that requires a form.
    ///
    /// # Errors
    /// When there is none, or it has no boundary.
    pub fn of(incoming: &mut Incoming) -> Result<Self, Rejection> {
        let missing = || Violation::new("", "required", "a body is required").within(Place::Body);
        Self::optional(incoming)?.ok_or_else(|| Rejection::Invalid { violations: vec![missing()] })
    }

    /// The parts of a request, if it has a form.
    ///
    /// # Errors
    /// When the form has no boundary.
    pub fn optional(incoming: &mut Incoming) -> Result<Option<Self>, Rejection> {
        let Some(Streamed { body, media, limits, booleans }) = incoming.take_stream() else { return Ok(None) };
        let encodings = match media.codec {
            Codec::Multipart(encodings) => encodings,
            Codec::Json | Codec::Form(_) | Codec::Raw => &[],
        };
        let boundary = boundary(incoming.context().headers().get(CONTENT_TYPE).and_then(|given| given.to_str().ok()))?;
        let sizes = SizeLimit::new().whole_stream(size(limits.body_bytes())).per_field(size(limits.part_bytes()));
        let constraints = Constraints::new().size_limit(sizes);
        let multipart = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
        let limits = (limits.part_bytes(), limits.part_count());
        let (schema, counts) = (media.schema, Vec::new());
        let coming = Coming { multipart, schema, encodings, booleans, limits, counts, seen: 0 };
        Ok(Some(Self { source: Source::Coming(Box::new(coming)) }))
    }

    /// The next part; `None` at the end of the form. What is left of the file before it is skipped.
    ///
    /// # Errors
    /// When the request breaks off or is larger than its limits, when a part cannot be read or violates its schema, and at the
    /// end when a required part did not come.
    pub async fn next(&mut self) -> Result<Option<P>, Rejection> {
        self.read(false).await
    }

    /// All parts that are still to come, with the files in memory.
    ///
    /// # Errors
    /// As those of [`next`](Self::next).
    pub async fn collect(mut self) -> Result<Vec<P>, Rejection> {
        let mut parts = Vec::new();
        while let Some(part) = self.read(true).await? {
            parts.push(part);
        }
        Ok(parts)
    }

    async fn read(&mut self, is_whole: bool) -> Result<Option<P>, Rejection> {
        let read = match &mut self.source {
            Source::Here(parts) => return Ok(parts.pop_front()),
            Source::Over => return Ok(None),
            Source::Coming(coming) => coming.next(is_whole).await,
        };
        let read = read.and_then(|part| part.map(P::from_part).transpose());
        if !matches!(read, Ok(Some(_))) {
            self.source = Source::Over;
        }
        read
    }
}

impl Coming {
    async fn next(&mut self, is_whole: bool) -> Result<Option<Part>, Rejection> {
        loop {
            let (most_bytes, most_parts) = self.limits;
            let Some(field) = self.multipart.next_field().await.map_err(|error| rejection(error, most_bytes))? else {
                return self.end().map(|()| None);
            };
            self.seen += 1;
            if self.seen > most_parts {
                let message = format!("has more than {most_parts} parts");
                return Err(Rejection::Undecodable { violations: vec![unreadable(message).within(Place::Body)] });
            }
            let given = field.name().unwrap_or_default().to_owned();
            let Some(property) = Property::named(self.schema, self.encodings, &given) else {
                if self.schema.additional_properties().is_some_and(Schema::is_never) {
                    let violation = Violation::new("", "additionalProperties", "is not allowed");
                    return Err(Rejection::Invalid { violations: vec![violation.under(&given).within(Place::Body)] });
                }
                continue;
            };
            let index = self.count(property)?;
            let content = if property.is_file(field.file_name().is_some()) {
                let file = File::coming(field, most_bytes);
                Content::File(if is_whole { file.read().await? } else { file })
            } else {
                let content_type = field.headers().get(CONTENT_TYPE).and_then(|given| given.to_str().ok());
                let content_type = content_type.map(str::to_owned);
                let text = field.bytes().await.map_err(|error| rejection(error, most_bytes))?;
                Content::Value(property.value(index, content_type.as_deref(), &text, self.booleans)?)
            };
            return Ok(Some(Part { name: property.name, content }));
        }
    }

    /// Counts a part, and says how many of its property were before it.
    fn count(&mut self, property: Property) -> Result<usize, Rejection> {
        match self.counts.iter_mut().find(|(name, _)| *name == property.name) {
            Some((name, _)) if !property.is_array() => Err(undecodable(unreadable("is given more than once"), name)),
            Some((_, count)) => {
                *count += 1;
                property.has_items(*count, false)?;
                Ok(*count - 1)
            }
            None => {
                self.counts.push((property.name, 1));
                Ok(0)
            }
        }
    }

    /// What is missing at the end.
    fn end(&self) -> Result<(), Rejection> {
        let has = |name: &str| self.counts.iter().any(|(known, _)| *known == name);
        let missing = self.schema.properties().map(|(name, _)| name).filter(|name| self.schema.requires(name));
        let missing = missing.filter(|name| !has(name));
        let violation =
            |name| Violation::new("", "required", format!("`{name}` is missing")).under(name).within(Place::Body);
        let violations: Vec<Violation> = missing.map(violation).collect();
        if !violations.is_empty() {
            return Err(Rejection::Invalid { violations });
        }
        let arrays = self.counts.iter().filter_map(|(name, count)| {
            let property = Property::named(self.schema, self.encodings, name)?;
            property.is_array().then_some((property, *count))
        });
        arrays.into_iter().try_for_each(|(property, count)| property.has_items(count, true))
    }
}

/// The boundary that a media type states.
pub(super) fn boundary(content_type: Option<&str>) -> Result<String, Rejection> {
    multer::parse_boundary(content_type.unwrap_or_default()).map_err(|_| Rejection::Undecodable {
        violations: vec![unreadable("has no boundary in its media type").within(Place::Body)],
    })
}

pub(super) fn size(limit: usize) -> u64 {
    u64::try_from(limit).unwrap_or(u64::MAX)
}

/// The refusal of a form that cannot be read on.
pub(super) fn rejection(error: multer::Error, part: usize) -> Rejection {
    if let Some(TooSlow { time }) = TooSlow::within(&error) {
        return Rejection::RequestTimeout { limit: time };
    }
    match error {
        multer::Error::StreamSizeExceeded { limit } => {
            Rejection::PayloadTooLarge { limit: usize::try_from(limit).unwrap_or(usize::MAX) }
        }
        multer::Error::FieldSizeExceeded { .. } => Rejection::PayloadTooLarge { limit: part },
        multer::Error::IncompleteStream
        | multer::Error::IncompleteHeaders
        | multer::Error::IncompleteFieldData { .. }
        | multer::Error::StreamReadFailed(_) => {
            Rejection::Undecodable { violations: vec![unreadable("breaks off").within(Place::Body)] }
        }
        other => {
            let message = format!("cannot be read as a form: {other}");
            Rejection::Undecodable { violations: vec![unreadable(message).within(Place::Body)] }
        }
    }
}

impl<P> fmt::Debug for Parts<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.source {
            Source::Here(_) => "Parts(in memory)",
            Source::Coming(_) => "Parts(on their way)",
            Source::Over => "Parts(over)",
        })
    }
}
