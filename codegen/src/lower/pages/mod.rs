//! Decides which operations respond with one page of many, and how these follow each other.
//!
//! Owns that decision: the settings have precedence over what is recognised. Must not know how a page is requested.

mod body;
mod chosen;
mod known;
mod parameters;
mod report;

use crate::api;
use crate::config::{Concerned, Paging, Selector};
use crate::diagnostic::Sink;
use crate::product::Product;
use crate::rust::{Codec, Operation, PageScheme, Pagination, ResponseBody, Role, Ty};

use crate::lower::merge::context::Context;
use crate::lower::merge::direction::Direction;
use crate::lower::operations::media_types::preferred;
use crate::lower::operations::streams;
use crate::lower::settings::selectors::matches;
use crate::lower::types::uses::Uses;

use body::{Items, PageBody};

/// How pages follow each other, before the type of an item is known.
#[derive(Debug)]
struct Found {
    scheme: PageScheme,
    items: Items,
    more: Option<String>,
    total: Option<String>,
}

/// Gives every operation its pages, and reports settings that are about none.
pub(in crate::lower) fn assign(
    context: Context<'_>,
    uses: &mut Uses<'_>,
    operations: &mut [Operation],
    sink: &mut Sink,
) {
    if !context.config.products.contains(&Product::Client) {
        return;
    }
    for (operation, described) in operations.iter_mut().zip(&context.api.operations) {
        let found = Some(described).filter(|_| is_read_whole(operation));
        let found = found.and_then(|described| found_without(context, described, None));
        operation.pagination = found.map(|Found { scheme, items, more, total }| {
            let item = items.item.map_or(Ty::Json, |item| uses.used(item, sink).whole());
            Pagination { scheme, items: items.pointer, more, total, item }
        });
    }
    report::settings(context, operations, sink);
}

/// Whether a success is one JSON value of one type.
fn is_read_whole(operation: &Operation) -> bool {
    let is_success = |role| matches!(role, Role::Success | Role::Either);
    let is_json = matches!(&operation.success, ResponseBody::One(payload) if payload.codec == Codec::Json);
    is_json && !operation.outcomes.iter().any(|outcome| is_success(outcome.role) && outcome.is_stream())
}

/// The pages of an operation, without what one of the settings says.
fn found_without(context: Context<'_>, operation: &api::Operation, left_out: Option<&Concerned>) -> Option<Found> {
    let body = body(context, operation)?;
    match setting(context, operation, left_out) {
        Some(Paging::Off) => None,
        // Where a rule does not fit, it says nothing.
        Some(Paging::By(rule)) => chosen::found(operation, &body, rule).ok().or_else(|| known::found(operation, &body)),
        None => known::found(operation, &body),
    }
}

/// The body of the first success that has one.
fn body<'a>(context: Context<'a>, operation: &'a api::Operation) -> Option<PageBody<'a>> {
    let is_success = |status| match status {
        api::Status::Exact(code) => (200..300).contains(&code),
        api::Status::Range(digit) => digit == 2,
        api::Status::Default => true,
    };
    let successes = operation.responses.iter().filter(|response| is_success(response.status));
    let mut bodies = successes.filter_map(|response| {
        let whole = streams::whole(&response.media);
        let schema = preferred(context.shapes, &whole, Direction::Response)?.schema?;
        Some(PageBody::new(context, response, schema))
    });
    bodies.next().filter(|_| operation.method != "HEAD")
}

/// The setting that is about an operation: of several the one that says more, by kind and then by length.
fn setting<'a>(context: Context<'a>, operation: &api::Operation, left_out: Option<&Concerned>) -> Option<&'a Paging> {
    let settings = context.config.pagination.iter().filter(|(concerned, _)| Some(*concerned) != left_out);
    let settings = settings.filter(|(concerned, _)| concerns(concerned, operation));
    settings.max_by_key(|(concerned, _)| (rank(concerned), concerned.to_string().len())).map(|(_, paging)| paging)
}

fn concerns(concerned: &Concerned, operation: &api::Operation) -> bool {
    match concerned {
        Concerned::All => true,
        Concerned::Selected(selector) => matches(selector, operation),
    }
}

fn rank(concerned: &Concerned) -> u8 {
    match concerned {
        Concerned::All => 0,
        Concerned::Selected(Selector::Method(_)) => 1,
        Concerned::Selected(Selector::Tag(_)) => 2,
        Concerned::Selected(Selector::Path(_)) => 3,
        Concerned::Selected(Selector::Id(_)) => 4,
    }
}
