//! How many lines something will have in a source file.
//!
//! Owns the estimate. Its numbers are those of the code of GitHub's and Stripe's descriptions, and a test holds it against what is
//! written. Must not know how a line is written.

use crate::rust::{
    Argument, Body, Construct, Field, Item, Keyword, Operation, Outcome, Parameter, ResponseBody, SchemaTable,
    SchemaTableRef,
};

/// The lines of the `impl Validate` of a model.
pub(super) const OF_VALIDATED: usize = 4;

/// The lines of a type in `models.rs`.
pub(super) fn of_item(item: &Item) -> usize {
    match item {
        Item::Struct(item) => {
            let fields: usize = item.fields.iter().map(of_field).sum();
            let given = item.fields.iter().filter(|field| field.is_given()).count();
            let construct = match item.construct {
                Construct::Required(_) => given,
                Construct::Default | Construct::New => 0,
            };
            item.docs.len() + fields + construct + 2 * usize::from(item.extras.is_some()) + 12
        }
        Item::StringEnum(item) => {
            let variants: usize = item.variants.iter().map(|variant| variant.docs.len() + 1).sum();
            item.docs.len() + variants + 7
        }
        Item::NumberEnum(item) => {
            let variants: usize = item.variants.iter().map(|variant| variant.docs.len() + 1).sum();
            item.docs.len() + variants + 7
        }
        Item::OneOf(item) => {
            let alternatives: usize = item.alternatives.iter().map(|alternative| alternative.docs.len() + 1).sum();
            item.docs.len() + alternatives + 7
        }
        Item::Tuple(item) => item.docs.len() + item.items.iter().map(|item| item.docs.len() + 1).sum::<usize>() + 7,
        Item::Alias(item) | Item::Newtype(item) => item.docs.len() + 4,
    }
}

/// The field, and its row in the table.
fn of_field(field: &Field) -> usize {
    field.docs.len() + 2 + usize::from(field.deprecated)
}

/// The lines of an operation in `client.rs`.
pub(super) fn of_client(operation: &Operation) -> usize {
    let (required, optional): (Vec<&Parameter>, Vec<&Parameter>) =
        operation.parameters.iter().partition(|parameter| parameter.required);
    let setters: usize = optional.iter().map(|parameter| parameter.docs.len().max(1) + 4).sum();
    let statuses = match &operation.failure {
        ResponseBody::Several(_, statuses) => statuses.len() + 4,
        ResponseBody::One(_) => 0,
    };
    let body = operation.body.as_ref().map_or(0, |body| of_body(body) + 6);
    operation.docs.len() + setters + statuses + 2 * required.len() + body + 40
}

/// The lines of the types of a body in `client.rs`: a function for each media type, and one for each property of a form.
fn of_body(body: &Body) -> usize {
    let choice = body.choice.as_ref().map_or(0, |choice| 5 * choice.options.len() + 18);
    let form =
        body.form().map_or(0, |form| form.fields.iter().map(|field| field.docs.len().max(1) + 4).sum::<usize>() + 10);
    choice + form
}

/// The lines of an operation in `server.rs`.
pub(super) fn of_server(operation: &Operation) -> usize {
    let parameters: usize = operation.parameters.iter().map(|parameter| parameter.docs.len().max(1) + 4).sum();
    let outcomes: usize = operation.outcomes.iter().map(|outcome: &Outcome| outcome.docs.len().max(1) + 2).sum();
    let body = operation.body.as_ref().map_or(0, |body| {
        let choice = body.choice.as_ref().filter(|_| !body.media_types.others.is_empty());
        let variants = choice.map_or(0, |choice| 3 * choice.options.len() + 14);
        let form = body
            .form()
            .map_or(0, |form| form.fields.iter().map(|field| field.docs.len().max(1) + 2).sum::<usize>() + 12);
        variants + form + 6
    });
    operation.docs.len() + parameters + outcomes + body + 51
}

/// The lines of an operation in `operations.rs`.
pub(super) fn of_operation(operation: &Operation) -> usize {
    operation.segments.len() + operation.parameters.len() + operation.outcomes.len() + 13
}

/// The lines of a schema table.
pub(super) fn of_table(table: &SchemaTable) -> usize {
    table.keywords.iter().map(of_keyword).sum::<usize>() + 4
}

/// The width that the entries of a list have on one line.
const WIDTH: usize = 65;

/// Each property has a line, and so has each value of a list that is too long for one line.
fn of_keyword(keyword: &Keyword) -> usize {
    let (_, arguments) = keyword.parts();
    let rows = arguments.iter().map(|argument| {
        if let Argument::TablesByName(tables) = argument {
            let rows = tables.iter().map(|(name, table)| if name.len() + of_name(table) > WIDTH { 4 } else { 1 });
            rows.sum::<usize>() + 2
        } else if let Argument::Strings(strings) = argument {
            let width: usize = strings.iter().map(|string| string.len() + 4).sum();
            if width > WIDTH { strings.len() + 2 } else { 0 }
        } else if let Argument::Literals(values) = argument {
            if values.len() > 2 { values.len() + 2 } else { 0 }
        } else {
            0
        }
    });
    rows.sum::<usize>() + 1
}

fn of_name(table: &SchemaTableRef) -> usize {
    match table {
        SchemaTableRef::Known(name) => name.len() + 8,
        SchemaTableRef::Named(name) => name.as_str().len(),
    }
}
