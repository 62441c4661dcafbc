//! Operations that are made at run time, with what they respond.
//!
//! Owns how an operation of the lowered crate becomes one of the runtime. Must not know how schema tables are made.

use oasmith_runtime::mock_server::{Content, Example, Form, Header, Hints, Mocked, Response};
use oasmith_runtime::operation as made;
use oasmith_runtime::operation::status;

use crate::rust::{
    self, Body, Codec, Encoding, EventData, Krate, Location, MediaType, MediaTypes, MockContent, MockForm, MockHeader,
    MockResponse, Notation, Operation, Outcome, Parameter, SchemeKind, Security, Segment, Status, Style,
};
use crate::source::Documents;

use super::tables::{Tables, leak, list, text, texts};

/// The operations of a crate.
pub(super) struct Made {
    pub(super) operations: Vec<Mocked>,
    /// What is known of their schemas.
    pub(super) hints: Hints,
}

/// Makes them.
pub(super) fn make(krate: &Krate, documents: &Documents) -> Made {
    let schemes = krate.schemes.iter().map(|scheme| leak(self::scheme(scheme)));
    let mut maker = Maker { tables: Tables::new(krate), schemes: schemes.collect(), documents };
    let operations = krate.operations.iter().map(|operation| maker.mocked(operation)).collect();
    Made { operations, hints: maker.tables.hints }
}

struct Maker<'k> {
    tables: Tables<'k>,
    schemes: Vec<&'static made::Scheme>,
    documents: &'k Documents,
}

impl<'k> Maker<'k> {
    fn mocked(&mut self, operation: &'k Operation) -> Mocked {
        let responses: Vec<Response> = operation.mock_responses.iter().map(|one| self.response(one)).collect();
        Mocked::new(leak(self.operation(operation)), responses)
    }

    fn operation(&mut self, operation: &'k Operation) -> made::Operation {
        let segments = operation.segments.iter().map(|segment| match segment {
            Segment::Literal(literal) => made::Segment::Literal(text(literal)),
            Segment::Parameter(name) => made::Segment::Parameter(text(name)),
        });
        let outcomes = operation.outcomes.iter().zip(&operation.mock_responses);
        made::Operation {
            id: text(&operation.id),
            method: text(&operation.method),
            path: list(segments),
            parameters: list(operation.parameters.iter().map(|parameter| self.parameter(parameter))),
            body: operation.body.as_ref().map(|body| self.body(body)),
            security: self.security(&operation.security),
            outcomes: list(outcomes.map(|(outcome, response)| outcome_of(outcome, response))),
            success: list(operation.successes.iter().map(|success| number(*success))),
        }
    }

    fn security(&self, alternatives: &Security) -> &'static [made::Requirement] {
        let requirement = |alternative: &Vec<(usize, Vec<String>)>| {
            let schemes = alternative.iter();
            made::Requirement(list(
                schemes.filter_map(|(index, scopes)| Some((*self.schemes.get(*index)?, texts(scopes)))),
            ))
        };
        list(alternatives.iter().map(requirement))
    }

    fn parameter(&mut self, parameter: &'k Parameter) -> made::Parameter {
        let name = text(&parameter.wire);
        let schema = self.tables.table(&parameter.schema_table);
        let whole_query = parameter.whole_query.as_ref().map(|query| codec(query.codec, &query.encodings));
        made::Parameter {
            name,
            location: location(parameter.location),
            style: if parameter.is_json { made::Style::Json } else { style(parameter.style) },
            explode: parameter.explode && !parameter.is_json,
            allow_reserved: parameter.allow_reserved,
            allow_empty: parameter.allow_empty,
            required: parameter.required || parameter.location == Location::Path,
            inner: list(parameter.inner.iter().map(|one| style(*one))),
            whole_query,
            schema,
        }
    }

    fn body(&mut self, body: &'k Body) -> made::Body {
        made::Body { required: body.required, media: list(body.media_types.iter().map(|media| self.media(media))) }
    }

    fn media(&mut self, media: &'k MediaType) -> made::Media {
        let is_streamed = match media.payload.codec {
            Codec::Bytes => true,
            Codec::Multipart => media.form.is_some(),
            Codec::Empty | Codec::Json | Codec::Form | Codec::Text | Codec::Plain => false,
        };
        made::Media {
            name: text(&media.name),
            accepted: text(&media.declared),
            schema: self.tables.table(&media.schema_table),
            codec: codec(media.payload.codec, &media.encodings),
            is_streamed,
        }
    }

    fn response(&mut self, response: &'k MockResponse) -> Response {
        let made = Response::new(made::Status::of(number(response.status)));
        let made = response.headers.iter().fold(made, |made, header| made.header(self.header(header)));
        response.contents.iter().fold(made, |made, content| made.content(self.content(content)))
    }

    fn header(&mut self, MockHeader { parameter, examples }: &'k MockHeader) -> Header {
        let header = Header::new(self.parameter(parameter));
        examples.iter().filter_map(|example| self.example(example)).fold(header, Header::example)
    }

    fn content(&mut self, content: &'k MockContent) -> Content {
        let form = match &content.form {
            MockForm::Whole(Codec::Json, _) => Form::Json,
            MockForm::Whole(Codec::Form, encodings) => Form::UrlEncoded(encodings_of(encodings)),
            MockForm::Whole(Codec::Text | Codec::Plain, _) => Form::Text,
            MockForm::Whole(Codec::Empty | Codec::Multipart | Codec::Bytes, _) => Form::Bytes,
            MockForm::Events(EventData::Json) => Form::JsonEvents,
            MockForm::Events(EventData::Plain | EventData::Text) => Form::TextEvents,
            MockForm::Events(EventData::Whole) => Form::WholeEvents,
            MockForm::Items => Form::Items,
        };
        let made = Content::new(&content.media_type, form, self.tables.table(&content.schema_table));
        content.examples.iter().filter_map(|example| self.example(example)).fold(made, Content::example)
    }

    /// An example with its value in the description.
    fn example(&self, example: &rust::Example) -> Option<Example> {
        let document = self.documents.document(example.at.file)?;
        let value = document.value.pointer(&example.at.pointer)?.to_json();
        Some(Example { name: example.name.clone(), value })
    }
}

/// The media types of what a server responds with, each as it is declared.
fn outcome_of(outcome: &Outcome, response: &MockResponse) -> made::Outcome {
    let names = response.contents.iter().map(|content| text(&content.media_type));
    let ranges = outcome.media_types.iter().flat_map(MediaTypes::iter).map(|media_type| text(&media_type.accepted));
    let made = made::Outcome::new(list([number(outcome.status)]), list(names.chain(ranges)));
    made.requiring(texts(&outcome.required_headers))
}

fn number(status: Status) -> u16 {
    match status {
        Status::Exact(code) => code,
        Status::Range(digit) => status::range(digit),
        Status::Default => status::DEFAULT,
    }
}

fn scheme(scheme: &rust::Scheme) -> made::Scheme {
    let kind = match &scheme.kind {
        SchemeKind::Bearer => made::SchemeKind::Bearer,
        SchemeKind::Basic => made::SchemeKind::Basic,
        SchemeKind::ApiKey(place, key) => made::SchemeKind::ApiKey(location(*place), text(key)),
        SchemeKind::Other => made::SchemeKind::Other,
    };
    made::Scheme { name: text(&scheme.wire), kind }
}

fn codec(codec: Codec, encodings: &[Encoding]) -> made::Codec {
    match codec {
        Codec::Json => made::Codec::Json,
        Codec::Form => made::Codec::Form(encodings_of(encodings)),
        Codec::Multipart => made::Codec::Multipart(encodings_of(encodings)),
        Codec::Empty | Codec::Text | Codec::Plain | Codec::Bytes => made::Codec::Raw,
    }
}

fn encodings_of(encodings: &[Encoding]) -> &'static [made::Encoding] {
    list(encodings.iter().map(|Encoding { name, notation, content_type, required_headers }| {
        let name = text(name);
        let encoding = match *notation {
            Notation::Plain => made::Encoding::plain(name),
            Notation::Json => made::Encoding::json(name),
            Notation::File => made::Encoding::file(name),
            Notation::FileOrValue => made::Encoding::file_or_value(name),
            Notation::Encoded(encoding) => made::Encoding::encoded(name, encoding),
            Notation::Style { style, explode, allow_reserved: true } => {
                made::Encoding::reserved(name, self::style(style), explode)
            }
            Notation::Style { style, explode, allow_reserved: false } => {
                made::Encoding::style(name, self::style(style), explode)
            }
        };
        let encoding = content_type.iter().fold(encoding, |encoding, content_type| encoding.of(text(content_type)));
        encoding.requires(texts(required_headers))
    }))
}

fn location(location: Location) -> made::Location {
    match location {
        Location::Path => made::Location::Path,
        Location::Query => made::Location::Query,
        Location::Header => made::Location::Header,
        Location::Cookie => made::Location::Cookie,
    }
}

fn style(style: Style) -> made::Style {
    match style {
        Style::Simple => made::Style::Simple,
        Style::Form => made::Style::Form,
        Style::Matrix => made::Style::Matrix,
        Style::Label => made::Style::Label,
        Style::SpaceDelimited => made::Style::SpaceDelimited,
        Style::PipeDelimited => made::Style::PipeDelimited,
        Style::TabDelimited => made::Style::TabDelimited,
        Style::DeepObject => made::Style::DeepObject,
        Style::Cookie => made::Style::Cookie,
    }
}
