//! What the tests have in common: a router behind a socket of this machine.

use axum::Router;
use tokio::net::TcpListener;

/// Serves a router until the test ends; the answer is its address, such as `http://127.0.0.1:40000`.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}
