//! The positions of the values of a JSON text (RFC 8259).
//!
//! Owns the scan for spans. Must not report faults: a text that serde_json accepted is scanned to its end, in any other the scan
//! may stop anywhere.

use std::collections::HashSet;

use crate::bounds::POSITION_DEPTH;

use super::positions::{Children, Positions, Span, Spot};

/// The values of a JSON text; `None` where it is not JSON after all.
pub(super) fn scan(text: &str) -> Option<Positions> {
    let mut scanner = Scanner { text, position: 0, line: 1, column: 1, counted: 0, repeated: None };
    let root = scanner.value(0)?;
    Some(Positions { root, repeated: scanner.repeated })
}

struct Scanner<'t> {
    text: &'t str,
    position: usize,
    line: usize,
    /// The column of `counted`: columns are counted onwards from the last position, because a line may be megabytes.
    column: usize,
    counted: usize,
    repeated: Option<Span>,
}

impl Scanner<'_> {
    fn value(&mut self, depth: usize) -> Option<Spot> {
        self.skip_space();
        let mut span = self.mark();
        let children = match self.peek()? {
            b'{' if depth < POSITION_DEPTH => self.properties(depth)?,
            b'[' if depth < POSITION_DEPTH => self.items(depth)?,
            b'{' | b'[' => return None,
            b'"' => {
                self.string()?;
                Children::None
            }
            _ => {
                let rest = self.text.get(self.position..)?;
                let length = rest.find([',', ':', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(rest.len());
                self.position += length;
                (length > 0).then_some(Children::None)?
            }
        };
        span.end = self.position;
        Some(Spot { span, children })
    }

    fn properties(&mut self, depth: usize) -> Option<Children> {
        self.position += 1;
        let mut properties = Vec::new();
        let mut seen = HashSet::new();
        while !self.closes(b'}')? {
            let mut span = self.mark();
            let key: String = serde_json::from_str(self.string()?).ok()?;
            span.end = self.position;
            if !seen.insert(key.clone()) && self.repeated.is_none() {
                self.repeated = Some(span);
            }
            self.skip_space();
            self.expect(b':')?;
            properties.push((key, self.value(depth + 1)?));
        }
        Some(Children::Properties(properties))
    }

    fn items(&mut self, depth: usize) -> Option<Children> {
        self.position += 1;
        let mut items = Vec::new();
        while !self.closes(b']')? {
            items.push(self.value(depth + 1)?);
        }
        Some(Children::Items(items))
    }

    /// Skips a comma. Returns whether the closing bracket was there instead of a value.
    fn closes(&mut self, bracket: u8) -> Option<bool> {
        self.skip_space();
        if self.peek()? == b',' {
            self.position += 1;
            self.skip_space();
        }
        let closes = self.peek()? == bracket;
        self.position += usize::from(closes);
        Some(closes)
    }

    /// Skips a string. Returns its text with the quotes.
    fn string(&mut self) -> Option<&str> {
        let start = self.position;
        self.expect(b'"')?;
        loop {
            let rest = self.text.get(self.position..)?;
            let next = rest.find(['"', '\\'])?;
            self.position += next + 1;
            if rest.as_bytes().get(next) == Some(&b'"') {
                return self.text.get(start..self.position);
            }
            // What is escaped may be a quote; it is one byte of ASCII in all escapes.
            self.position += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        let found = self.peek()? == byte;
        self.position += usize::from(found);
        found.then_some(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.peek() {
            self.position += 1;
            if byte == b'\n' {
                self.line += 1;
                self.column = 1;
                self.counted = self.position;
            }
        }
    }

    /// An empty span here.
    fn mark(&mut self) -> Span {
        let passed = self.text.get(self.counted..self.position).unwrap_or_default();
        self.column += passed.chars().count();
        self.counted = self.position;
        Span { start: self.position, end: self.position, line: self.line, column: self.column }
    }
}
