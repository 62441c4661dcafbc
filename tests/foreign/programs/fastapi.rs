//! Reads the streams of a service: events, events after a lost connection, lines, a download.

use sdk::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let base = std::env::args().nth(1).expect("a base URL");
    let client = Client::builder().base_url(base).build()?;
    let mut items = client.watch_items().limit(2).await?;
    while let Some(event) = items.next().await {
        let item = event?.data;
        println!("watch_items {} {:?}", item.n, item.name);
    }
    let mut ticks = client.ticks().await?.into_inner().reconnect(2);
    while let Some(event) = ticks.next().await {
        let tick = event?;
        println!("ticks {:?} {:?} {:?}", tick.event, tick.id, tick.data);
    }
    let mut lines = client.lines().await?;
    let (mut count, mut letters) = (0, 0);
    while let Some(line) = lines.next().await {
        let line = line?;
        count += 1;
        letters += line.name.len();
    }
    println!("lines {count} {letters}");
    let mut download = client.download().stream().await?;
    let mut length = 0;
    while let Some(bytes) = download.next().await {
        length += bytes?.len();
    }
    println!("download {length}");
    let path = std::env::temp_dir().join(format!("oasmith-{}-download", std::process::id()));
    let written = client.download().stream().await?.into_inner().write_to(&path).await?;
    println!("download {written} {}", std::fs::metadata(&path).map(|file| file.len()).unwrap_or_default());
    let _ = std::fs::remove_file(path);
    Ok(())
}
