//! The program of a description: for each operation a function that makes one round trip.
//!
//! Owns its text. Must not know how values are drawn, sent or compared: that is `programs/trip.rs`.

use std::fmt::Write as _;

use oasmith::rust::{
    Body, Choice, Codec, Form, Krate, MediaType, Operation, Outcome, Parameter, PartContent, Payload, ResponseBody,
    Role, SchemeKind, Status, Webhook,
};

use super::types;

/// The text of the module that is appended to what is generated, inside of which it is.
pub fn module(krate: &Krate) -> String {
    let mut text = String::from(
        "\npub mod round_trips {\nuse std::future::{Future, IntoFuture};\nuse super::{client, models, operations, runtime, server};\n\
         use super::client::CallExt as _;\nuse runtime::server::{Bytes, Rejection};\nuse crate::trip::{Expected, Service, Trip};\n",
    );
    service(krate, &mut text);
    text.push_str(
        "\npub fn main() {\n    let service = Service::default();\n    let client = client::Client::builder()",
    );
    for scheme in &krate.schemes {
        let given = match scheme.kind {
            SchemeKind::Bearer | SchemeKind::ApiKey(..) => "\"secret\"",
            SchemeKind::Basic => "\"user\", \"secret\"",
            SchemeKind::Other => continue,
        };
        write!(text, ".{}({given})", scheme.method.as_str()).unwrap();
    }
    let has_tables = krate.operations.iter().any(|operation| !operation.response_tables.is_empty());
    let tables = if has_tables { "super::validate::RESPONSES" } else { "&[]" };
    writeln!(
        text,
        ".retries(0).base_url(\"http://round.trip\").service(server::router(Fake(service.clone()))).build().unwrap();\n\
         let mut trip = Trip::new(client, service, {tables});"
    )
    .unwrap();
    for (number, operation) in krate.operations.iter().enumerate() {
        let responses = if is_read_whole(operation) { responses(operation).len() } else { 0 };
        writeln!(text, "    trip.operation({:?}, {responses}, once_{number});", operation.id).unwrap();
    }
    for (number, webhook) in krate.webhooks.iter().enumerate() {
        writeln!(text, "    trip.operation({:?}, 0, webhook_{number});", webhook.id).unwrap();
    }
    text.push_str("}\n");
    for (number, operation) in krate.operations.iter().enumerate() {
        once(number, operation, &mut text);
    }
    for (number, webhook) in krate.webhooks.iter().enumerate() {
        received(number, webhook, &mut text);
    }
    text.push_str("}\n");
    text
}

/// The service: each of its handlers does the same.
fn service(krate: &Krate, text: &mut String) {
    let is_guarded = |operation: &Operation| operation.security.iter().any(|alternative| !alternative.is_empty());
    text.push_str("\npub struct Fake(Service);\n");
    let guarded = krate.operations.iter().any(is_guarded);
    if guarded {
        text.push_str(
            "impl server::Authenticate for Fake {\n    type Principal = ();\n    type Error = Rejection;\n    \
             async fn authenticate(&self, _: &server::Context) -> Result<(), Rejection> { Ok(()) }\n    \
             fn admits_strangers(&self) -> bool { true }\n}\n",
        );
    }
    text.push_str("impl server::Api for Fake {\n");
    if !guarded {
        text.push_str("    type Error = Rejection;\n");
    }
    for operation in &krate.operations {
        let is_optional = operation.security.iter().any(Vec::is_empty);
        let principal = match (is_guarded(operation), is_optional) {
            (false, _) => "",
            (true, false) => ", _: ()",
            (true, true) => ", _: Option<()>",
        };
        writeln!(
            text,
            "    fn {}(&self{principal}, request: server::{}) -> impl Future<Output = Result<server::{}, Rejection>> + Send {{ self.0.serve(request) }}",
            operation.name.as_str(),
            operation.request.as_str(),
            operation.response.as_str(),
        )
        .unwrap();
    }
    text.push_str("}\n");
}

/// Whether awaiting a call gives a body that is read whole.
fn is_read_whole(operation: &Operation) -> bool {
    !operation.streams.iter().any(|call| call.is_usual)
}

/// One round trip of an operation.
fn once(number: usize, operation: &Operation, text: &mut String) {
    let constant = operation.constant.as_str();
    writeln!(text, "\nfn once_{number}(trip: &mut Trip<client::Client>) -> Option<()> {{").unwrap();
    writeln!(text, "    let op = &operations::{constant};").unwrap();
    let (mut given, mut set, mut same) = (Vec::new(), String::new(), String::new());
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let Parameter { name, required, .. } = parameter;
        let (name, ty) = (name.as_str(), types::text(&parameter.ty));
        let (ty, draw) = if *required { (ty, "parameter") } else { (format!("Option<{ty}>"), "optional") };
        writeln!(text, "    let p{index}: {ty} = trip.draw.{draw}(op, {index})?;").unwrap();
        if *required {
            given.push(format!("p{index}.clone()"));
        } else {
            writeln!(
                set,
                "    let call = match p{index}.clone() {{ Some(value) => call.{name}(value), None => call }};"
            )
            .unwrap();
        }
        writeln!(same, "        arrived.same({name:?}, &p{index}, &request.{name});").unwrap();
    }
    if let Some(body) = &operation.body {
        self::body(body, text, &mut given, &mut set, &mut same);
    }
    writeln!(text, "    let call = trip.client.{}({});\n{set}", operation.name.as_str(), given.join(", ")).unwrap();
    let request = operation.request.as_str();
    let compare = format!("move |arrived, request: &mut server::{request}| {{\n{same}    }}");
    if !is_read_whole(operation) {
        writeln!(text, "    trip.send_raw(call.send_raw(), {compare})\n}}").unwrap();
        return;
    }
    let responses = responses(operation);
    if responses.is_empty() {
        writeln!(text, "    let expected = Expected::Anything;").unwrap();
    } else {
        writeln!(text, "    let expected = match trip.round % {} {{", responses.len()).unwrap();
        for (index, response) in responses.iter().enumerate() {
            let pattern = if index + 1 == responses.len() { "_".to_owned() } else { index.to_string() };
            writeln!(text, "        {pattern} => {response}").unwrap();
        }
        text.push_str("    };\n");
    }
    writeln!(text, "    trip.send(call.into_future(), expected, {compare})\n}}").unwrap();
}

/// A webhook that is written and read.
fn received(number: usize, webhook: &Webhook, text: &mut String) {
    let constant = webhook.constant.as_str();
    let body = webhook.body.as_ref().map_or("()".to_owned(), |body| drawn(body, 0));
    writeln!(text, "\nfn webhook_{number}(trip: &mut Trip<client::Client>) -> Option<()> {{").unwrap();
    writeln!(text, "    let op = &operations::{constant};\n    let body = {body};").unwrap();
    writeln!(text, "    trip.webhook(&super::webhooks::{constant}, body)\n}}").unwrap();
}

/// The body of a request: what is drawn, what the client is given, and what has to arrive.
fn body(body: &Body, text: &mut String, given: &mut Vec<String>, set: &mut String, same: &mut String) {
    let preferred = &body.media_types.preferred;
    let (draw, arrives, field) = match (&body.choice, &preferred.form) {
        (Some(choice), _) => (chosen(body, choice), Arrives::Debug(choice), body.name.as_str()),
        (None, Some(form)) => (parts(form), Arrives::Parts(form), form.parts.as_str()),
        (None, None) if is_streamed(preferred) => (drawn(preferred, 0), Arrives::Streamed, body.name.as_str()),
        (None, None) => (drawn(preferred, 0), Arrives::Equal, body.name.as_str()),
    };
    let both = match arrives {
        Arrives::Equal | Arrives::Streamed => format!("{{ let value = {draw}; (value.clone(), value) }}"),
        Arrives::Debug(_) | Arrives::Parts(_) => draw,
    };
    let setter = body.name.as_str();
    if body.required {
        writeln!(text, "    let (sent, body) = {both};").unwrap();
        given.push("sent".to_owned());
    } else {
        writeln!(text, "    let (sent, body) = if trip.draw.below(2) == 0 {{ (None, None) }} else {{ let (sent, body) = {both}; (Some(sent), Some(body)) }};").unwrap();
        writeln!(set, "    let call = match sent {{ Some(value) => call.{setter}(value), None => call }};").unwrap();
    }
    match arrives {
        Arrives::Equal => writeln!(same, "        arrived.same(\"body\", &body, &request.{field});").unwrap(),
        Arrives::Debug(choice) => {
            let printed = printed(body, choice);
            let arrived = match body.required {
                true => format!("{{ let body = &mut request.{field}; {printed} }}"),
                false => format!("request.{field}.as_mut().map(|body| {printed})"),
            };
            writeln!(same, "        arrived.same(\"body\", &body, &{arrived});").unwrap();
        }
        Arrives::Streamed => {
            let arrived = match body.required {
                true => format!("crate::trip::content(&mut request.{field})"),
                false => format!("request.{field}.as_mut().map(crate::trip::content)"),
            };
            writeln!(same, "        arrived.same(\"body\", &body, &{arrived});").unwrap();
        }
        Arrives::Parts(form) => {
            let request =
                if body.required { format!("Some(&mut request.{field})") } else { format!("request.{field}.as_mut()") };
            let sent = if body.required { "Some(body)" } else { "body" };
            writeln!(same, "        arrived.parts({sent}, {request}, |part| match part {{\n{}        }});", read(form))
                .unwrap();
        }
    }
}

/// How a body is compared with what arrives.
enum Arrives<'k> {
    /// By `PartialEq`.
    Equal,
    /// By `Debug`: it may be of a type that can also be a form that is read part by part.
    Debug(&'k Choice),
    /// By its content, which is read.
    Streamed,
    /// Part by part.
    Parts(&'k Form),
}

/// Whether the server reads a body while it comes.
fn is_streamed(media_type: &MediaType) -> bool {
    media_type.payload.codec == Codec::Bytes
}

/// What is printed of the server's `body`: the content of bytes, which is read, and `Debug` of anything else.
fn printed(body: &Body, choice: &Choice) -> String {
    let content = |media_type: &MediaType| match media_type.is_told() {
        true => "format!(\"{:?} {:?}\", body.media_type, crate::trip::content(&mut body.body))",
        false => "format!(\"{:?}\", crate::trip::content(body))",
    };
    if body.media_types.others.is_empty() {
        let preferred = &body.media_types.preferred;
        return if is_streamed(preferred) { content(preferred).to_owned() } else { "format!(\"{body:?}\")".to_owned() };
    }
    let streamed = body.options().filter(|(media_type, _)| is_streamed(media_type)).map(|(media_type, option)| {
        format!("server::{}::{}(body) => {},\n", choice.name.as_str(), option.variant.as_str(), content(media_type))
    });
    let streamed: Vec<String> = streamed.collect();
    let others = if streamed.len() == body.options().count() { "" } else { "other => format!(\"{other:?}\"),\n" };
    format!("match body {{\n{}{others}}}", streamed.concat())
}

/// One of the media types of a body: what the client is given, and what the server's body prints.
fn chosen(body: &Body, choice: &Choice) -> String {
    let name = choice.name.as_str();
    let mut arms = Vec::new();
    for (index, (media_type, option)) in body.options().enumerate().filter(|(_, (one, _))| one.form.is_none()) {
        let value = drawn(media_type, index);
        let sent = match &option.constructor {
            Some(constructor) => format!("client::{name}::{}(value.clone())", constructor.as_str()),
            None => format!("client::{name}::of({:?}, value.clone())", media_type.name),
        };
        if is_streamed(media_type) {
            let printed = match media_type.is_told() {
                true => format!("format!(\"{{:?}} {{:?}}\", {:?}, value)", media_type.name),
                false => "format!(\"{:?}\", value)".to_owned(),
            };
            arms.push(format!("{{ let value = {value}; ({sent}, {printed}) }}"));
            continue;
        }
        let arrives = if media_type.is_told() {
            format!("server::Typed::new({:?}, value)", media_type.name)
        } else {
            "value".to_owned()
        };
        let arrives = if body.media_types.others.is_empty() {
            arrives
        } else {
            format!("server::{name}::{}({arrives})", option.variant.as_str())
        };
        arms.push(format!("{{ let value = {value}; ({sent}, format!(\"{{:?}}\", {arrives})) }}"));
    }
    // A form that is read part by part, and nothing else.
    if arms.is_empty() {
        let constructor = choice.options.first().and_then(|option| option.constructor.as_ref());
        let constructor = constructor.map_or("of", |constructor| constructor.as_str());
        panic!("{name}::{constructor} has no media type that is drawn");
    }
    let last = arms.len() - 1;
    let arms = arms.iter().enumerate().map(|(index, arm)| {
        let pattern = if index == last { "_".to_owned() } else { index.to_string() };
        format!("{pattern} => {arm},\n")
    });
    format!("match trip.draw.below({}) {{ {} }}", last + 1, arms.collect::<String>())
}

/// A form that is read part by part: what the client is given, and the parts that have to arrive.
fn parts(form: &Form) -> String {
    let (mut text, mut given, mut set) = ("{ let mut parts = Vec::new();\n".to_owned(), Vec::new(), String::new());
    for (index, field) in form.fields.iter().enumerate() {
        let (name, wire, variant) = (field.name.as_str(), &field.wire, field.variant.as_str());
        let (value, noted) = match &field.content {
            PartContent::File | PartContent::Either(_) => ("trip.draw.file()?".to_owned(), "value.noted()".to_owned()),
            PartContent::Files => (
                "[trip.draw.file()?, trip.draw.file()?]".to_owned(),
                "value.iter().map(|file| file.noted()).collect::<Vec<_>>()".to_owned(),
            ),
            PartContent::Value { ty, part } => {
                let noted = if ty == part {
                    "vec![format!(\"{value:?}\")]"
                } else {
                    "value.iter().map(|item| format!(\"{item:?}\")).collect::<Vec<_>>()"
                };
                (format!("trip.draw.property::<{}>(op, {wire:?})?", types::text(ty)), noted.to_owned())
            }
        };
        let client = match &field.content {
            PartContent::File => "value.file()",
            PartContent::Either(_) => "client::FileOr::File(value.file())",
            PartContent::Files => "value.map(|file| file.file())",
            PartContent::Value { .. } => "value",
        };
        let noted = match &field.content {
            PartContent::File | PartContent::Either(_) => format!("vec![{noted}]"),
            PartContent::Files | PartContent::Value { .. } => noted,
        };
        writeln!(text, "let f{index} = {{ let value = {value}; (({noted}), value) }};").unwrap();
        let note = format!("parts.extend(f{index}.0.into_iter().map(|part| ({variant:?}, part)));");
        if field.required {
            writeln!(text, "{note}").unwrap();
            given.push(format!("{{ let value = f{index}.1; {client} }}"));
        } else {
            writeln!(set, "let form = if trip.draw.below(2) == 0 {{ form }} else {{ {note} let value = f{index}.1; form.{name}({client}) }};").unwrap();
        }
    }
    write!(text, "let form = client::{}::new({});\n{set}(form, parts) }}", form.name.as_str(), given.join(", "))
        .unwrap();
    text
}

/// How a part that arrived is noted.
fn read(form: &Form) -> String {
    let part = form.part.as_str();
    let arms = form.fields.iter().map(|field| {
        let variant = field.variant.as_str();
        let noted = match &field.content {
            PartContent::File | PartContent::Files => "crate::trip::noted(value)",
            PartContent::Either(_) => "match value { server::FileOr::File(file) => crate::trip::noted(file), server::FileOr::Value(value) => format!(\"{value:?}\") }",
            PartContent::Value { .. } => "format!(\"{value:?}\")",
        };
        format!("            server::{part}::{variant}(value) => ({variant:?}, {noted}),\n")
    });
    arms.collect()
}

/// What draws the body of a media type.
fn drawn(media_type: &MediaType, index: usize) -> String {
    match media_type.payload.codec {
        Codec::Bytes | Codec::Empty => "trip.draw.bytes()?".to_owned(),
        Codec::Text => format!("trip.draw.text(op, {index})?"),
        Codec::Json | Codec::Form | Codec::Multipart | Codec::Plain => {
            format!("trip.draw.body::<{}>(op, {index})?", types::text(&media_type.payload.ty))
        }
    }
}

/// The responses that are compared: each sets what the handler gives, and is what the client has to get.
fn responses(operation: &Operation) -> Vec<String> {
    let outcomes = operation.outcomes.iter().filter(|outcome| !outcome.is_stream());
    let mut responses = Vec::new();
    for outcome in outcomes {
        let statuses: &[bool] = match outcome.role {
            Role::Success => &[true],
            Role::Failure => &[false],
            Role::Either => &[true, false],
            Role::Neither if outcome.status == Status::Exact(304) => {
                responses.push(format!(
                    "{{ trip.respond(server::{}::{}); Expected::NotModified }}",
                    operation.response.as_str(),
                    outcome.name.as_str()
                ));
                &[]
            }
            Role::Neither => &[],
        };
        responses.extend(statuses.iter().filter_map(|is_success| response(operation, outcome, *is_success)));
    }
    responses
}

fn response(operation: &Operation, outcome: &Outcome, is_success: bool) -> Option<String> {
    let status = status(operation, outcome.status, is_success)?;
    let payload = outcome.payload();
    let (kind, body) = if is_success { ("Success", &operation.success) } else { ("Failure", &operation.failure) };
    let code = match outcome.status {
        Status::Exact(_) => String::new(),
        Status::Range(_) | Status::Default => format!("{status}, "),
    };
    let variant = format!("server::{}::{}", operation.response.as_str(), outcome.name.as_str());
    let empty = payload.codec == Codec::Empty;
    let made = match (empty, code.is_empty()) {
        (true, true) => variant,
        (true, false) => format!("{variant}({status})"),
        (false, _) => format!("{variant}({code}body.clone())"),
    };
    let draw = if empty { "();".to_owned() } else { format!("{};", drawn_response(payload, status)) };
    let expected = expected(operation, outcome, body);
    Some(format!("{{ let body = {draw} trip.respond({made}); Expected::{kind}({status}, {expected}) }}"))
}

/// What the client has to get, where `body` was sent.
fn expected(operation: &Operation, outcome: &Outcome, body: &ResponseBody) -> String {
    match body {
        ResponseBody::One(payload) if payload.codec == Codec::Empty || operation.method == "HEAD" => "()".to_owned(),
        ResponseBody::One(_) => "body".to_owned(),
        ResponseBody::Several(name, arms) => {
            let of = |wanted: Status| arms.iter().find(|(status, _)| *status == wanted);
            let Some((_, variant)) = of(outcome.status).or_else(|| of(Status::Default)) else { return "()".to_owned() };
            let value = if variant.payload.codec == Codec::Empty { "" } else { "(body)" };
            format!("client::{}::{}{value}", name.as_str(), variant.name.as_str())
        }
    }
}

fn drawn_response(payload: &Payload, status: u16) -> String {
    match payload.codec {
        Codec::Json => format!("trip.draw.response::<{}>(op, {status})?", types::text(&payload.ty)),
        Codec::Text => "trip.draw.plain()?".to_owned(),
        Codec::Bytes | Codec::Multipart | Codec::Empty => "trip.draw.bytes()?".to_owned(),
        Codec::Form | Codec::Plain => match payload.ty.name() {
            Some(_) => format!("trip.draw.model::<{}>()?", types::text(&payload.ty)),
            None => format!("trip.draw.some::<{}>()?", types::text(&payload.ty)),
        },
    }
}

/// A status that is declared by this and by nothing else.
fn status(operation: &Operation, status: Status, is_success: bool) -> Option<u16> {
    let is_declared = |code: u16| {
        operation.outcomes.iter().any(|outcome| match outcome.status {
            Status::Exact(other) => other == code,
            Status::Range(digit) => status == Status::Default && digit == code / 100,
            Status::Default => false,
        })
    };
    match status {
        Status::Exact(code) => Some(code),
        Status::Range(digit) => (digit * 100..digit * 100 + 100).rev().find(|code| !is_declared(*code)),
        Status::Default => {
            let mut codes = if is_success { 200..300 } else { 400..600 }.rev();
            codes.find(|code| !is_declared(*code))
        }
    }
}
