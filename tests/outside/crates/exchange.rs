//! A service on the generated server stubs, and the generated client calling it over a socket.

use crate::sdk::models::{CreateDriver, DriverList, DriverListObject};
use crate::sdk::server::{self, Context, DeleteDriverResponse, ListDriversResponse, Rejection};
use crate::sdk::{CallError, Client};

struct Service;

impl server::Api for Service {
    type Error = Rejection;

    async fn authenticate(&self, context: &Context) -> Result<(), Rejection> {
        match context.credentials().bearer() {
            Some("secret") => Ok(()),
            _ => Err(context.unauthenticated()),
        }
    }

    async fn list_drivers(&self, request: server::ListDriversRequest) -> Result<ListDriversResponse, Rejection> {
        let url = format!("/drivers?limit={:?}", request.limit);
        Ok(ListDriversResponse::Ok(DriverList::new(DriverListObject::List, url, true, vec![])))
    }

    async fn delete_driver(&self, request: server::DeleteDriverRequest) -> Result<DeleteDriverResponse, Rejection> {
        println!("deleting {}", request.driver);
        Ok(DeleteDriverResponse::Ok)
    }
}

/// Prints what the client sees.
pub async fn exchange() -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}{}", listener.local_addr()?, server::BASE_PATH);
    let app = axum::Router::new().nest(server::BASE_PATH, server::router(Service));
    tokio::spawn(async move { axum::serve(listener, app).await });

    let client = Client::builder().base_url(&url).bearer("secret").build()?;
    let page = client.list_drivers().limit(50).await?;
    println!("{} {} more: {}", page.status(), page.url, page.has_more);
    println!("{}", client.delete_driver("drv/1 ü").await?.status());
    for error in [
        client.list_drivers().limit(500).await.err(),
        client.clone().list_fleet_drivers("..").await.err(),
        Client::builder().base_url(&url).bearer("wrong").build()?.list_drivers().await.err(),
    ] {
        match error {
            Some(CallError::Api(error)) => println!("declared: {}", error.status()),
            Some(error) => println!("{:?}: {error}", error.status()),
            None => println!("no error"),
        }
    }
    if let Err(error) = client.create_driver(CreateDriver::new("Ada", "ada@example.com")).await {
        println!("{:?}", error.status());
    }
    Ok(())
}
