//! What leads from one page to the next: what a response says, and what the next request has.
//!
//! Owns the schemes of pagination. Must not know how often a page is requested, or its type.

use reqwest::Url;

use super::super::call::Call;
use super::super::error::RequestError;
use super::super::outcome::{DecodeError, Reply};
use super::continuation::Position;
use super::pagination::{Pagination, Scheme};
use super::{link, reading};

/// The pages of one call.
pub(super) struct Following {
    pagination: &'static Pagination,
    /// Where the first page of the call starts, if its parameters say that.
    start: Position,
    /// The URL of the first page, where the request can be made.
    url: Option<Url>,
}

impl Following {
    pub(super) fn new(pagination: &'static Pagination, call: &Call) -> Self {
        let url = call.url(&[]).ok().and_then(|url| Url::parse(&url).ok());
        let number = |parameter, usual| call.query_value(parameter).and_then(|text| text.parse().ok()).unwrap_or(usual);
        let start = match pagination.scheme {
            Scheme::Token(parameter, _) | Scheme::LastItem(parameter, _) => {
                call.query_value(parameter).map_or(Position::Start, Position::Token)
            }
            Scheme::Offset(parameter) => Position::Offset(number(parameter, 0)),
            Scheme::Number(parameter, first) => Position::Number(number(parameter, first)),
            Scheme::Link | Scheme::Url(_) => url.as_ref().map_or(Position::Start, |url| Position::Url(target_of(url))),
        };
        Self { pagination, start, url }
    }

    /// The same position, as what the parameters of the call say where it is that of the call itself.
    pub(super) fn known<'p>(&'p self, position: &'p Position) -> &'p Position {
        if *position == Position::Start { &self.start } else { position }
    }

    /// Sets where the page starts that a call is to give.
    pub(super) fn set(&self, call: &mut Call, position: &Position) -> Result<(), RequestError> {
        let set = |call: &mut Call, parameter: &str, value: &str| *call = call.take().query(parameter, value);
        match (position, self.pagination.scheme) {
            (Position::Start, _) => {}
            (Position::Token(token), Scheme::Token(parameter, _) | Scheme::LastItem(parameter, _)) => {
                set(call, parameter, token);
            }
            (Position::Offset(number), Scheme::Offset(parameter)) => set(call, parameter, &number.to_string()),
            (Position::Number(number), Scheme::Number(parameter, _)) => set(call, parameter, &number.to_string()),
            (Position::Url(target), Scheme::Link | Scheme::Url(_)) => call.extras().target = Some(target.clone()),
            (Position::Token(_) | Position::Offset(_) | Position::Number(_) | Position::Url(_), _) => {
                return Err(call.error("the continuation is of pages that follow each other in another way"));
            }
        }
        Ok(())
    }

    /// Where the page after the one of a response starts; `None` after the last page.
    pub(super) fn next(&self, position: &Position, reply: &Reply) -> Result<Option<Position>, DecodeError> {
        let Pagination { scheme, items, more, total } = *self.pagination;
        let body = reply.body();
        let more = more.map_or(Ok(None), |pointer| reading::boolean(body, pointer))?;
        if more == Some(false) {
            return Ok(None);
        }
        let next = match (scheme, self.known(position)) {
            (Scheme::Token(_, pointer), _) => reading::text(body, pointer)?.map(Position::Token),
            (Scheme::LastItem(_, pointer), _) => reading::of_last(body, items, pointer)?.map(Position::Token),
            (Scheme::Offset(_), Position::Offset(offset)) => {
                let next = offset.saturating_add(reading::count(body, items)?);
                let is_last = match total.map_or(Ok(None), |pointer| reading::number(body, pointer))? {
                    _ if more.is_some() => false,
                    Some(total) => next >= total,
                    None => next == *offset,
                };
                (!is_last).then_some(Position::Offset(next))
            }
            (Scheme::Number(_, first), Position::Number(number)) => {
                let next = number.saturating_add(1);
                let is_last = match total.map_or(Ok(None), |pointer| reading::number(body, pointer))? {
                    _ if more.is_some() => false,
                    Some(pages) => next.saturating_sub(first) >= pages,
                    None => reading::count(body, items)? == 0,
                };
                (!is_last).then_some(Position::Number(next))
            }
            (Scheme::Link, position) => self.followed(position, link::next(reply.headers()))?,
            (Scheme::Url(pointer), position) => self.followed(position, reading::text(body, pointer)?.as_deref())?,
            // A continuation of another scheme has made no request.
            (Scheme::Offset(_) | Scheme::Number(..), _) => None,
        };
        match next {
            None if more == Some(true) => {
                Err(DecodeError::new("there is another page, and nothing says where it starts"))
            }
            next => Ok(next),
        }
    }

    /// The position of a URL that a page has. Only a URL of the same origin is followed: the request has the credentials.
    fn followed(&self, position: &Position, link: Option<&str>) -> Result<Option<Position>, DecodeError> {
        let Some(link) = link else { return Ok(None) };
        let wrong = |reason: &str| DecodeError::new(format!("the URL of the next page {reason}"));
        let first = self.url.as_ref().ok_or_else(|| wrong("has no URL of the first page to be held against"))?;
        let base = match position {
            Position::Url(target) => first.join(target).map_err(|_| wrong("is relative to none"))?,
            Position::Start | Position::Token(_) | Position::Offset(_) | Position::Number(_) => first.clone(),
        };
        let url = base.join(link).map_err(|error| wrong(&format!("is no URL: {error}")))?;
        let has_user = !url.username().is_empty() || url.password().is_some();
        if url.origin() != first.origin() || has_user {
            let (own, other) = (first.origin().ascii_serialization(), url.origin().ascii_serialization());
            let reason = format!("has the origin {other} and not {own}, and credentials are sent to no other origin");
            return Err(wrong(&reason));
        }
        Ok(Some(Position::Url(target_of(&url))))
    }
}

/// Path and query.
fn target_of(url: &Url) -> String {
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", url.path())
}
