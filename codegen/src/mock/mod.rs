//! A mock server of a description: the tables that generated code has as statics, made at run time.
//!
//! Owns that passage from what was lowered to what the runtime is handed. The tables live as long as the process, because the runtime
//! has them as statics. Must not know how a request is judged, nor how a response is chosen.

mod operations;
mod tables;

use oasmith_runtime::mock_server::MockServer;

use crate::config::Config;
use crate::diagnostic::Sink;
use crate::product::Product;
use crate::source::Documents;
use crate::{lower, openapi, report_nothing, stack};

use operations::Made;

/// A mock server, and how many operations it has.
#[derive(Debug)]
pub struct Mock {
    /// The server.
    pub server: MockServer,
    /// The operations that it responds to.
    pub operations: usize,
}

/// Makes a mock server of a description.
///
/// `None` when there is nothing to respond to, for reasons that are in the sink, as [`crate::generate`] has them.
pub fn mock(documents: &Documents, config: &Config, sink: &mut Sink) -> Option<Mock> {
    let mock = stack::with_room(|| made(documents, config, sink));
    sink.relocate(|at| documents.existing(at));
    mock
}

fn made(documents: &Documents, config: &Config, sink: &mut Sink) -> Option<Mock> {
    let api = openapi::read(documents, sink).filter(|_| !sink.has_fatal())?;
    if api.operations.is_empty() {
        report_nothing("there is no operation to respond to", sink);
        return None;
    }
    let config = Config { products: vec![Product::Server], ..config.clone() };
    let lowered = lower::lower_for_mock(api, &config, sink);
    if sink.has_fatal() {
        return None;
    }
    let Made { operations, hints } = operations::make(&lowered.krate, documents);
    let count = operations.len();
    Some(Mock { server: MockServer::new(operations).hints(hints), operations: count })
}
