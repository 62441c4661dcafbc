//! A server on a socket that does what a test says, one connection after the other.

use std::sync::{Arc, Mutex};

use oasmith_runtime::client::Builder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::clock::TestClock;

/// What the server does with a connection, after it has read the head of a request.
#[derive(Clone)]
pub enum Does {
    /// It writes this and closes the connection.
    Responds(String),
    /// It writes this and resets the connection.
    Resets(&'static str),
    /// It writes this, says that it did, and leaves the connection open.
    Hangs(&'static str, Arc<Notify>),
}

/// A response with this status and these headers.
pub fn responds(status: u16, headers: &str) -> Does {
    let body = if status == 200 { "done" } else { "" };
    Does::Responds(format!(
        "HTTP/1.1 {status} X\r\n{headers}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ))
}

pub struct Server {
    pub base: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// A server that does these things in their order, and the last one from then on.
    pub async fn start(script: impl IntoIterator<Item = Does>) -> Self {
        let script: Vec<Does> = script.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        tokio::spawn(async move {
            let mut open = Vec::new();
            for number in 0.. {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.unwrap());
                }
                seen.lock().unwrap().push(String::from_utf8(head).unwrap());
                match script.get(number).or(script.last()).unwrap() {
                    Does::Responds(text) => stream.write_all(text.as_bytes()).await.unwrap(),
                    Does::Resets(text) => {
                        stream.write_all(text.as_bytes()).await.unwrap();
                        // What was written is read before the connection is gone.
                        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                        stream.set_zero_linger().unwrap();
                    }
                    Does::Hangs(text, told) => {
                        stream.write_all(text.as_bytes()).await.unwrap();
                        told.notify_one();
                        open.push(stream);
                    }
                }
            }
        });
        Self { base, heads }
    }

    /// A client of this server that goes by a clock.
    pub fn client(&self, clock: &TestClock) -> Builder {
        Builder::new(&[], "t").base_url(&self.base).clock(clock.clone())
    }

    /// The heads of the requests that came, since this was asked last.
    pub fn heads(&self) -> Vec<String> {
        std::mem::take(&mut self.heads.lock().unwrap())
    }
}
