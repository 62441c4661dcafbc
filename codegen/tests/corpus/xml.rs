//! How many operations have a body that is XML and nothing else: why XML is text, and has no codec.

use std::path::Path;

use oasmith::api::Media;
use oasmith::diagnostic::Sink;
use oasmith::source::{Documents, Limits};
use oasmith_runtime::media_type::MediaType;

use super::{corpus, descriptions};

/// Operations, by what stands beside XML in their bodies.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    operations: usize,
    /// A body of a request or a response is XML in each of its media types.
    alone: usize,
    /// Each body that can be XML can be JSON too.
    beside_json: usize,
    /// Something else stands beside XML, such as text or bytes.
    beside_others: usize,
}

impl Count {
    fn add(&mut self, bodies: &[&[Media]]) {
        let is_xml = |media: &Media| MediaType::parse(&media.name).is_some_and(MediaType::is_xml);
        let is_json = |media: &Media| MediaType::parse(&media.name).is_some_and(MediaType::is_json);
        let with_xml: Vec<_> = bodies.iter().filter(|body| body.iter().any(is_xml)).collect();
        self.operations += 1;
        if with_xml.is_empty() {
        } else if with_xml.iter().any(|body| body.iter().all(is_xml)) {
            self.alone += 1;
        } else if with_xml.iter().all(|body| body.iter().any(is_json)) {
            self.beside_json += 1;
        } else {
            self.beside_others += 1;
        }
    }
}

fn counted(corpus: &Path, large: bool) -> Count {
    let mut count = Count::default();
    for description in descriptions(corpus, large) {
        let documents = Documents::read(&corpus.join(description), &Limits::default()).unwrap();
        let Some(api) = oasmith::openapi::read(&documents, &mut Sink::new()) else { continue };
        for operation in &api.operations {
            let bodies = operation.body.iter().map(|body| body.media.as_slice());
            let bodies = bodies.chain(operation.responses.iter().map(|response| response.media.as_slice()));
            count.add(&bodies.collect::<Vec<_>>());
        }
    }
    println!("{count:?}");
    count
}

#[test]
fn few_operations_are_xml_alone() {
    let Some(corpus) = corpus() else { return };
    let count = counted(&corpus, false);
    assert!(count.operations > 1000 && count.alone * 20 < count.operations, "{count:?}");
}

#[test]
#[ignore = "a minute without optimisation: cargo test --release -p oasmith --test corpus large_xml -- --ignored"]
fn large_xml_is_rare() {
    let Some(corpus) = corpus() else { return };
    let count = counted(&corpus, true);
    assert!(count.operations > 10_000 && count.alone * 100 < count.operations, "{count:?}");
}
