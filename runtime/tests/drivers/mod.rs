//! A small API written by hand the way the generator writes one: the tests around it call the runtime as its users do.

#![allow(dead_code, unreachable_pub, reason = "each test uses the part it is about")]

pub mod client;
pub mod models;
pub mod operations;
pub mod server;

pub use oasmith_runtime as runtime;
