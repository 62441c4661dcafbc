//! Software that others wrote, on one side of the wire, and generated code on the other: servers for our clients, clients for
//! our servers, and judges of both.
//!
//! It is installed from PyPI and npm at the versions in `packages/`, into the target folder, and runs on the loopback interface
//! only. Without a registry these tests are skipped, but where `CI` is set that fails.

#![cfg(all(unix, feature = "client", feature = "server"))]

#[path = "../outside/cargo.rs"]
#[allow(dead_code)]
mod cargo;
mod driver;
#[path = "../outside/ground.rs"]
#[allow(dead_code)]
mod ground;
mod install;
mod prefect;
mod prism;
mod process;
mod program;
#[path = "../../codegen/tests/proofs/strategies.rs"]
#[allow(dead_code)]
mod strategies;
mod values;
