//! What several tests need: a router behind a socket of this machine.

use std::net::SocketAddr;

use oasmith_runtime::server::Router;
use tokio::net::TcpListener;

/// Serves a router until the test ends.
pub async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}
