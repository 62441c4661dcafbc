//! Responses that are streams: their formats, the client that reads them, the server that writes them.

#![cfg(all(feature = "client", feature = "server"))]

mod calls;
mod formats;
mod responses;
mod sockets;
