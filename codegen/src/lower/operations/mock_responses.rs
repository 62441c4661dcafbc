//! Decides what a mock server responds with.
//!
//! Owns the media types and the headers of each response, with their examples. Must not know how a value is made.

use crate::api::{self, Header, Media, Response, Status};
use crate::rust::{Codec, MockContent, MockForm, MockHeader, MockResponse, SchemaTableRef};

use crate::lower::merge::context::Purpose;
use crate::lower::merge::direction::Direction;
use crate::lower::names::{Case, identifier};
use crate::lower::operations::Operations;
use crate::lower::operations::media_types::{preferred, sent_as, structured_codec};
use crate::lower::operations::streams;

impl Operations<'_, '_> {
    /// What the responses of an operation are made of; nothing where code is written.
    pub(super) fn mock_responses(&mut self, operation: &api::Operation) -> Vec<MockResponse> {
        match self.context.purpose {
            Purpose::Code => Vec::new(),
            Purpose::Mock => operation.responses.iter().map(|one| self.mock_response(operation, one)).collect(),
        }
    }

    fn mock_response(&mut self, operation: &api::Operation, response: &Response) -> MockResponse {
        let headers = response.headers.iter().map(|header| self.mock_header(header)).collect();
        let is_bodiless = matches!(response.status, Status::Exact(100..=199 | 204 | 205 | 304) | Status::Range(1));
        if is_bodiless {
            return MockResponse { status: response.status, headers, contents: Vec::new() };
        }
        let whole = streams::whole(&response.media);
        let first = preferred(self.shapes, &whole, Direction::Response).map(|media| media.at.clone());
        let (mut contents, mut others) = (Vec::new(), Vec::new());
        for media in &response.media {
            let made = if Some(&media.at) == first.as_ref() { &mut contents } else { &mut others };
            made.push(self.mock_content(media));
        }
        contents.extend(others);
        if let Some(lines) = streams::lines(self.context, operation, response) {
            let schema_table = self.piece_table(&lines);
            let media_type = lines.name;
            contents = vec![MockContent { media_type, form: MockForm::Items, schema_table, examples: Vec::new() }];
        }
        MockResponse { status: response.status, headers, contents }
    }

    fn mock_header(&mut self, header: &Header) -> MockHeader {
        let name = identifier(&header.name, Case::Snake);
        let parameter = self.header_form(header, name, header.required);
        MockHeader { parameter, examples: header.examples.clone() }
    }

    fn mock_content(&mut self, media: &Media) -> MockContent {
        if streams::is_sequence(media) {
            let piece = streams::piece(self.shapes, media);
            let form = match streams::is_events(&media.name) {
                true => self.event_form(piece),
                false => MockForm::Items,
            };
            let (media_type, schema_table) = (media.name.clone(), self.piece_table(media));
            return MockContent { media_type, form, schema_table, examples: Vec::new() };
        }
        let codec = match structured_codec(self.shapes, media) {
            // A response is not written in parts.
            Codec::Multipart => Codec::Bytes,
            codec @ (Codec::Empty | Codec::Json | Codec::Form | Codec::Plain | Codec::Text | Codec::Bytes) => codec,
        };
        let encodings = match (codec, media.schema) {
            (Codec::Form, Some(schema)) => self.encodings(media, schema),
            (Codec::Form, None) => Vec::new(),
            (Codec::Empty | Codec::Json | Codec::Multipart | Codec::Plain | Codec::Text | Codec::Bytes, _) => {
                Vec::new()
            }
        };
        MockContent {
            media_type: sent_as(media, codec),
            form: MockForm::Whole(codec, encodings),
            schema_table: media.schema.map_or(SchemaTableRef::Known("ANY"), |schema| self.schema_table(schema)),
            examples: media.examples.clone(),
        }
    }

    fn event_form(&mut self, piece: streams::Piece) -> MockForm {
        match self.event_type(piece).0 {
            crate::rust::Pieces::Events(data) => MockForm::Events(data),
            crate::rust::Pieces::Items | crate::rust::Pieces::Bytes => MockForm::Items,
        }
    }

    /// The table of a piece of a stream. Any text is a piece that nothing is said of.
    fn piece_table(&mut self, media: &Media) -> SchemaTableRef {
        let schema = streams::piece(self.shapes, media).schema;
        schema.map_or(SchemaTableRef::Known("STRING"), |schema| self.schema_table(schema))
    }
}
