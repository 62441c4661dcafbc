//! Creates a driver and lists all, against a running `drivers_server`.
//!
//! ```text
//! cargo run --example create_driver -- http://127.0.0.1:8080/v1 secret "Ada Lovelace" ada@example.com
//! ```

use chargeapi::models::CreateDriver;
use chargeapi::{CallError, Client};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, token, name, email] = arguments.as_slice() else {
        return Err("usage: create_driver BASE_URL TOKEN NAME EMAIL".into());
    };
    let client = Client::builder().base_url(url).bearer(token).build()?;

    match client.create_driver(CreateDriver::new(name, email).phone("+33189000029")).await {
        Ok(driver) => println!("created {} ({})", driver.id, driver.name),
        Err(CallError::Api(error)) if error.status() == 409 => println!("{}", error.body().message),
        Err(error) => return Err(error.into()),
    }

    let page = client.list_drivers().limit(50).await?;
    for driver in &page.data {
        println!("{} {} <{}>", driver.id, driver.name, driver.email);
    }
    Ok(())
}
