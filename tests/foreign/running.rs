//! The drivers service at a port of this machine, on a database in a file.
//!
//! Owns how it is started. Must not know who calls it.

use std::path::{Path, PathBuf};

use chargeapi::server::BASE_PATH;

use crate::service::Service;
use crate::store::Store;
use crate::support;

/// The token that the service accepts.
pub const TOKEN: &str = "ch_sk_test_1";

/// The description of the service.
pub fn description() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/drivers.yaml")
}

/// Starts the service on a database in this folder; its base URL.
pub async fn serve(folder: &Path) -> String {
    let store = Store::open(Some(&folder.join("drivers.sqlite"))).unwrap();
    let app = Service::new(store, TOKEN).into_app();
    support::serve(app).await + BASE_PATH
}
