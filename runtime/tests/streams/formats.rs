//! The formats of streams, read from chunks that are cut at every place.

use std::time::Duration;

use bytes::Bytes;
use oasmith_runtime::client::Event;
use oasmith_runtime::client::streams::TooLarge;
use oasmith_runtime::client::streams::frames::{Frames, Framing};
use oasmith_runtime::client::streams::sse::Parser;

/// The events of a text that comes in these chunks.
fn events_of<'c>(chunks: impl IntoIterator<Item = &'c [u8]>) -> Vec<Event<String>> {
    let mut parser = Parser::new(1024);
    let mut events = Vec::new();
    for chunk in chunks {
        let mut chunk = Bytes::copy_from_slice(chunk);
        while let Some(event) = parser.next(&mut chunk).unwrap() {
            events.push(event);
        }
        assert!(chunk.is_empty());
    }
    events
}

/// The events of a text, which are the same wherever it is cut in two, and byte by byte.
fn events(text: &str) -> Vec<Event<String>> {
    let text = text.as_bytes();
    let whole = events_of([text]);
    for at in 0..=text.len() {
        assert_eq!(events_of([&text[..at], &text[at..]]), whole, "cut at {at}");
    }
    assert_eq!(events_of(text.chunks(1)), whole);
    whole
}

fn data(text: &str) -> Vec<String> {
    events(text).into_iter().map(|event| event.data).collect()
}

#[test]
fn lines_of_data_are_one_text_whatever_ends_them() {
    assert_eq!(data("data: a\ndata: b\n\n"), ["a\nb"]);
    assert_eq!(data("data: a\rdata: b\r\r"), ["a\nb"]);
    assert_eq!(data("data: a\r\ndata: b\r\n\r\n"), ["a\nb"]);
    assert_eq!(data("data: a\r\n\rdata: b\n\r\ndata: c\r\n\n"), ["a", "b", "c"]);
    // The example of the specification: CR LF CR LF is one line ending and a blank line.
    assert_eq!(data("data: a\r\n\r\ndata: b\r\n\r\n"), ["a", "b"]);
}

/// The examples of the specification.
#[test]
fn the_specification_is_followed() {
    assert_eq!(data("data: YHOO\ndata: +2\ndata: 10\n\n"), ["YHOO\n+2\n10"]);
    let read = events(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n");
    assert_eq!(
        read,
        [
            Event::new("first event".to_owned()).with_id("1"),
            Event::new("second event".to_owned()),
            Event::new(" third event".to_owned()),
        ]
    );
    // Two events without data, and one that is not complete.
    assert_eq!(data("data\n\ndata\ndata\n\ndata:"), ["", "\n"]);
    assert_eq!(data("data:test\n\ndata: test\n\n"), ["test", "test"]);
}

#[test]
fn only_one_space_and_one_byte_order_mark_are_left_out() {
    assert_eq!(data("\u{feff}data:  a\n\n"), [" a"]);
    assert_eq!(data("\u{feff}\u{feff}data: a\n\ndata: b\n\n"), ["b"]);
    assert_eq!(data("data: \u{feff}\n\n\u{feff}data: b\n\n"), ["\u{feff}"]);
    assert_eq!(data("\u{feff}\n\ndata: a\n\n"), ["a"]);
}

#[test]
fn an_event_has_a_type_only_where_it_says_so() {
    let read = events("event: add\ndata: 1\n\ndata: 2\n\nevent: gone\n\ndata: 3\n\nevent: a\nevent:b\ndata: 4\n\n");
    let types: Vec<_> = read.iter().map(|event| event.event.as_deref()).collect();
    assert_eq!(types, [Some("add"), None, None, Some("b")]);
}

#[test]
fn the_last_id_holds_until_another_one() {
    let read = events("id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\nid: x\0y\ndata: d\n\nid\ndata: e\n\nid: 3\n");
    let ids: Vec<_> = read.iter().map(|event| event.id.as_deref()).collect();
    assert_eq!(ids, [Some("1"), Some("1"), Some("2"), Some("2"), None]);
    let mut parser = Parser::new(64);
    let mut chunk = Bytes::from("id: 1\n\nid: 2\ndata: a\n");
    assert_eq!(parser.next(&mut chunk), Ok(None));
    assert_eq!(parser.last_id(), Some("1"), "an id counts when its event is complete");
    parser.restart();
    let mut chunk = Bytes::from("\u{feff}data: b\n\n");
    assert_eq!(parser.next(&mut chunk), Ok(Some(Event::new("b".to_owned()).with_id("1"))));
}

#[test]
fn retry_has_digits_only() {
    let text = "retry: 10\ndata: a\n\ndata: b\n\nretry: 1.5\nretry: -1\nretry:\nretry: ten\nretry: 99999999999999999999\ndata: c\n\n";
    let retries: Vec<_> = events(text).into_iter().map(|event| event.retry).collect();
    assert_eq!(retries, [Some(Duration::from_millis(10)), None, None]);
    let mut parser = Parser::new(64);
    assert_eq!(parser.next(&mut Bytes::from("retry: 250\n\n")), Ok(None));
    assert_eq!(parser.retry(), Some(Duration::from_millis(250)));
}

#[test]
fn comments_and_unknown_fields_say_nothing() {
    assert_eq!(data(":\n: data: x\n:data: x\nfoo: x\nDATA: x\n data: x\ndata : x\ndata: a\n\n"), ["a"]);
    assert_eq!(data(":\n\n:\n\n"), [""; 0]);
}

#[test]
fn letters_may_be_cut_and_other_bytes_are_replaced() {
    assert_eq!(data("data: Grüße 🎉\n\n"), ["Grüße 🎉"]);
    let read = events_of([&b"data: \xf0\x9f"[..], b"\ndata: a\xff\n\n"]);
    assert_eq!(read[0].data, "\u{fffd}\na\u{fffd}");
}

#[test]
fn an_event_is_bounded_however_it_comes() {
    let fails = |text: &str| {
        let mut parser = Parser::new(16);
        let mut results = text.as_bytes().chunks(3).map(|chunk| parser.next(&mut Bytes::copy_from_slice(chunk)));
        results.find_map(Result::err)
    };
    assert_eq!(fails("data: 0123456789\n\n"), None);
    assert_eq!(fails("data: 01234567890\n\n"), Some(TooLarge));
    assert_eq!(fails(&format!(":{}", " ".repeat(16))), Some(TooLarge));
    assert_eq!(fails("data: 0\n".repeat(16).as_str()), Some(TooLarge));
    assert_eq!(fails("data: 0\n\n".repeat(16).as_str()), None);
}

/// The items of a text, which are the same wherever it is cut in two, and byte by byte.
fn items(framing: Framing, text: &str) -> Vec<String> {
    let read = |chunks: Vec<&[u8]>| {
        let mut frames = Frames::new(framing, 1024);
        let mut items = Vec::new();
        for chunk in chunks {
            let mut chunk = Bytes::copy_from_slice(chunk);
            while let Some(item) = frames.next(&mut chunk).unwrap() {
                items.push(String::from_utf8(item).unwrap());
            }
        }
        items.extend(frames.last().map(|last| match last {
            Ok(item) => String::from_utf8(item).unwrap(),
            Err(truncated) => format!("truncated {}", String::from_utf8(truncated.0).unwrap()),
        }));
        items
    };
    let whole = read(vec![text.as_bytes()]);
    for at in 0..=text.len() {
        assert_eq!(read(vec![&text.as_bytes()[..at], &text.as_bytes()[at..]]), whole, "cut at {at}");
    }
    assert_eq!(read(text.as_bytes().chunks(1).collect()), whole);
    whole
}

#[test]
fn each_line_is_an_item_and_a_blank_one_is_none() {
    assert_eq!(items(Framing::Lines, "{\"a\":1}\n{\"a\":\"ü\"}\n"), ["{\"a\":1}", "{\"a\":\"ü\"}"]);
    assert_eq!(items(Framing::Lines, "\n1\r\n\r\n \t\n2"), ["1\r", "2"]);
    assert_eq!(items(Framing::Lines, ""), [""; 0]);
}

#[test]
fn each_record_is_an_item() {
    assert_eq!(items(Framing::Records, "\u{1e}{\"a\":1}\n\u{1e}{\n\"a\":2}\n"), ["{\"a\":1}\n", "{\n\"a\":2}\n"]);
    assert_eq!(items(Framing::Records, "\u{1e}\u{1e}\n\u{1e}1\n\u{1e}[]"), ["1\n", "[]"]);
    assert_eq!(items(Framing::Records, "\u{1e}true\n\u{1e}12"), ["true\n", "truncated 12"]);
}

#[test]
fn an_item_is_bounded() {
    let mut frames = Frames::new(Framing::Lines, 4);
    assert_eq!(frames.next(&mut Bytes::from("1234\n")), Ok(Some(b"1234".to_vec())));
    assert_eq!(frames.next(&mut Bytes::from("123")), Ok(None));
    assert_eq!(frames.next(&mut Bytes::from("45\n")), Err(TooLarge));
}
