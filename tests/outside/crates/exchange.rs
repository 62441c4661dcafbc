//! A service on the generated server stubs, and the generated client calling it over a socket.

use crate::sdk::models::{ApiError, ApiErrorRequired, DriverList};
use crate::sdk::server::{self, Context, DeleteDriverResponse, ListDriversResponse, Rejection};
use crate::sdk::{CallError, Client};

struct Service;

impl server::Authenticate for Service {
    type Principal = ();
    type Error = Rejection;

    async fn authenticate(&self, context: &Context) -> Result<(), Rejection> {
        match context.credentials().bearer() {
            Some("secret") => Ok(()),
            _ => Err(context.unauthenticated()),
        }
    }
}

impl server::Api for Service {
    async fn list_drivers(&self, (): (), request: server::ListDriversRequest) -> Result<ListDriversResponse, Rejection> {
        let url = format!("/drivers?limit={:?}", request.limit);
        Ok(ListDriversResponse::Ok(DriverList::new(url, true, vec![])))
    }

    async fn delete_driver(&self, (): (), request: server::DeleteDriverRequest) -> Result<DeleteDriverResponse, Rejection> {
        if request.driver == "drv_1" {
            return Ok(DeleteDriverResponse::Ok);
        }
        Ok(DeleteDriverResponse::NotFound(ApiError::new(ApiErrorRequired {
            code: None,
            doc_url: "https://example.com".to_owned(),
            message: format!("no driver `{}`", request.driver),
            param: None,
            request: "req_1".to_owned(),
            status: 404,
            type_: "invalid_request_error".to_owned(),
        })))
    }
}

/// Prints what the client sees.
pub async fn exchange() -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}{}", listener.local_addr()?, server::BASE_PATH);
    let app = axum::Router::new().nest_service(server::BASE_PATH, server::router(Service));
    tokio::spawn(async move { axum::serve(listener, app).await });

    let client = Client::builder().base_url(&url).bearer("secret").build()?;
    let page = client.list_drivers().limit(50).await?;
    println!("{} {} more: {}", page.status(), page.url, page.has_more);
    println!("{}", client.delete_driver("drv_1").await?.status());
    if let Err(CallError::Api(error)) = client.delete_driver("drv/1 ü").await {
        println!("declared: {}", error.body().message);
    }
    let stranger = Client::builder().base_url(&url).bearer("wrong").build()?;
    let calls =
        [client.list_drivers().limit(500).await, stranger.list_drivers().await, client.list_fleet_drivers("..").await];
    for call in calls {
        match call {
            Err(CallError::Unexpected(answer)) => println!("{}", answer.status()),
            Err(CallError::Request(_)) => println!("not sent"),
            other => println!("{other:?}"),
        }
    }
    Ok(())
}
