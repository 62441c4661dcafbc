//! Media types and media ranges: of what kind one is, and how closely two fit.
//!
//! Owns what JSON is, what XML, a text and a form are. Must not know which media types an operation has, or how a body is
//! read and written.
//!
//! Source: RFC 9110, sections 8.3.1 and 12.5.1; RFC 6838, section 4.2; RFC 6839, section 3.1; RFC 7303, section 4.2.

/// A media type or range without its parameters. Case counts for nothing.
#[derive(Debug, Clone, Copy)]
pub struct MediaType<'a> {
    kind: &'a str,
    subtype: &'a str,
}

impl<'a> MediaType<'a> {
    /// Reads `type/subtype`, with or without parameters; `None` where one of the two is missing. A name that is malformed
    /// in another way equals only itself.
    pub fn parse(name: &'a str) -> Option<Self> {
        let essence = name.split(';').next().unwrap_or(name).trim();
        let (kind, subtype) = essence.split_once('/')?;
        (!kind.is_empty() && !subtype.is_empty()).then_some(Self { kind, subtype })
    }

    /// What follows the last `+` of the subtype; without one the subtype.
    fn syntax(self) -> &'a str {
        self.subtype.rsplit_once('+').map_or(self.subtype, |(_, suffix)| suffix)
    }

    fn is(self, kind: &str, subtype: &str) -> bool {
        self.kind.eq_ignore_ascii_case(kind) && self.subtype.eq_ignore_ascii_case(subtype)
    }

    /// Whether it is JSON: the subtype `json` of any type (`application/json`, `text/json`, `x/json`), or the suffix `+json`.
    pub fn is_json(self) -> bool {
        self.syntax().eq_ignore_ascii_case("json")
    }

    /// Whether it is XML: the subtype `xml` of any type, or the suffix `+xml`.
    pub fn is_xml(self) -> bool {
        self.syntax().eq_ignore_ascii_case("xml")
    }

    /// Whether it is a text of no other syntax that is known here: `text/..`, neither JSON nor XML.
    pub fn is_text(self) -> bool {
        self.kind.eq_ignore_ascii_case("text") && !self.is_json() && !self.is_xml()
    }

    /// Whether it is `text/plain`.
    pub fn is_plain_text(self) -> bool {
        self.is("text", "plain")
    }

    /// Whether it is a form that may have files: `multipart/form-data`.
    pub fn is_form_data(self) -> bool {
        self.is("multipart", "form-data")
    }

    /// Whether it is a form without files: `application/x-www-form-urlencoded`.
    pub fn is_urlencoded(self) -> bool {
        self.is("application", "x-www-form-urlencoded")
    }

    /// Whether it is a stream of server-sent events: `text/event-stream`.
    pub fn is_event_stream(self) -> bool {
        self.is("text", "event-stream")
    }

    /// Whether it has a line for each JSON value: `application/jsonl`, `application/x-ndjson` and their other names.
    pub fn is_json_lines(self) -> bool {
        const NAMES: &[&str] =
            &["json-lines", "json-stream", "jsonl", "jsonlines", "ndjson", "ndjson-stream", "stream+json"];
        let name = self.subtype.strip_prefix("x-").or_else(|| self.subtype.strip_prefix("X-")).unwrap_or(self.subtype);
        NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Whether it has a record for each JSON value: the subtype `json-seq`, or the suffix `+json-seq` (RFC 7464, RFC 8091).
    pub fn is_json_sequence(self) -> bool {
        self.syntax().eq_ignore_ascii_case("json-seq")
    }

    /// Whether it is made of parts.
    pub fn is_multipart(self) -> bool {
        self.kind.eq_ignore_ascii_case("multipart")
    }

    /// Whether it is a range: `*/*` or `type/*`, and what descriptions write as one, such as `application/*+json`.
    pub fn is_range(self) -> bool {
        self.kind == "*" || self.subtype.contains('*')
    }

    /// Whether a subtype is one that this, a range, allows: `*` stands for any text.
    fn allows(self, subtype: &str) -> bool {
        let (start, end) = self.subtype.split_once('*').unwrap_or((self.subtype, ""));
        let has = |part: Option<&str>, expected: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(expected));
        let long_enough = subtype.len() >= start.len() + end.len();
        let end_at = subtype.len().saturating_sub(end.len());
        if self.subtype.contains('*') {
            long_enough && has(subtype.get(..start.len()), start) && has(subtype.get(end_at..), end)
        } else {
            self.subtype.eq_ignore_ascii_case(subtype)
        }
    }

    /// Whether it is a range that this media type is in, or this media type itself.
    pub fn includes(self, media_type: &str) -> bool {
        MediaType::parse(media_type).is_some_and(|given| self.fit(given).is_some())
    }

    /// How closely this, as a description declares it, fits a given media type; `None` where it does not.
    pub fn fit(self, given: MediaType<'_>) -> Option<Fit> {
        if self.is(given.kind, given.subtype) {
            Some(Fit::Equal)
        } else if !self.is_range() || !self.allows(given.subtype) {
            None
        } else if self.kind.eq_ignore_ascii_case(given.kind) {
            Some(if self.subtype == "*" { Fit::SameType } else { Fit::SameSuffix })
        } else {
            (self.kind == "*").then_some(Fit::AnyType)
        }
    }
}

/// How closely a declared media type or range fits a given media type, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The range `*/*`.
    AnyType,
    /// The range `type/*` of the same type.
    SameType,
    /// What descriptions write as a range of some subtypes of the same type, such as `application/*+json`.
    SameSuffix,
    /// The same media type.
    Equal,
}

/// Whether a media type is JSON.
pub fn is_json(name: &str) -> bool {
    MediaType::parse(name).is_some_and(MediaType::is_json)
}
