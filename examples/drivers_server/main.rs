//! The drivers API as a service, on the generated server stubs and a SQLite database.
//!
//! ```text
//! cargo run --example drivers_server -- --listen 127.0.0.1:8080 --token secret --database drivers.sqlite
//! ```
//!
//! Without `--database` the drivers live in memory. Ctrl-C lets the requests that are under way finish.

mod failure;
mod service;
mod store;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use chargeapi::server::BASE_PATH;
use service::Service;
use store::Store;

const USAGE: &str = "usage: drivers_server --listen ADDRESS:PORT --token TOKEN [--database FILE]";

/// What the command line says.
struct Arguments {
    listen: SocketAddr,
    token: String,
    database: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(problem) => {
            eprintln!("{problem}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match serve(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let store = Store::open(arguments.database.as_deref())?;
    let app = Service::new(store, arguments.token).into_app();
    let listener = tokio::net::TcpListener::bind(arguments.listen).await?;
    // Before anyone can know that the service runs, so that it can be stopped properly from the start.
    let interruption = interruption()?;
    println!("listening on http://{}{BASE_PATH}", listener.local_addr()?);
    axum::serve(listener, app).with_graceful_shutdown(interruption).await?;
    Ok(())
}

/// Ends at Ctrl-C, or where the system asks the process to stop. Both are listened for from this call on.
#[cfg(unix)]
fn interruption() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn interruption() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a way to be told, the service runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut listen, mut token, mut database) = (None, None, None);
    while let Some(option) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("{option} takes a value"));
        match option.as_str() {
            "--listen" => {
                let address = value()?;
                listen = Some(address.parse().map_err(|error| format!("--listen {address}: {error}"))?);
            }
            "--token" => token = Some(value()?),
            "--database" => database = Some(PathBuf::from(value()?)),
            other => return Err(format!("unknown option {other}")),
        }
    }
    Ok(Arguments { listen: listen.ok_or("--listen is missing")?, token: token.ok_or("--token is missing")?, database })
}
