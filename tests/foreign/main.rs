//! Software that others wrote, on one side of the wire, and generated code on the other: servers for our clients, clients for
//! our servers, and judges of both.
//!
//! It is installed from PyPI and npm at the versions in `packages/`, into the target folder, and runs on the loopback interface
//! only. Without a registry these tests are skipped, but where `CI` is set that fails.

#![cfg(all(unix, feature = "client", feature = "server"))]

mod calls;
#[path = "../outside/cargo.rs"]
#[allow(dead_code)]
mod cargo;
mod chroma;
mod docker;
mod driver;
#[path = "../../examples/drivers_server/failure.rs"]
mod failure;
mod fastapi;
#[path = "../outside/ground.rs"]
#[allow(dead_code)]
mod ground;
mod install;
mod mock;
mod oauth;
mod openapi_generator;
mod opencode;
mod prefect;
mod prism;
mod process;
mod program;
mod running;
mod schemathesis;
mod schemathesis_mock;
#[path = "../../examples/drivers_server/service.rs"]
mod service;
#[path = "../../examples/drivers_server/store.rs"]
mod store;
#[path = "../../codegen/tests/proofs/strategies.rs"]
#[allow(dead_code)]
mod strategies;
#[path = "../support/mod.rs"]
mod support;
mod values;
