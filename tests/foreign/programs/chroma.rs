//! Calls Chroma: what is added is found by its vector, updated and deleted, and what is wrong is an error that says why.

use sdk::models::{
    AddCollectionRecordsPayload, CreateCollectionPayload, CreateDatabasePayload, CreateTenantPayload,
    DeleteCollectionRecordsPayload, EmbeddingsPayload, GetRequestPayload, HashMap, HashMapValue, Include, IncludeList,
    QueryRequestPayload, UpdateCollectionPayload, UpdateCollectionRecordsPayload, UpsertCollectionRecordsPayload,
};
use sdk::{CallError, Client, Error};
use serde_json::json;

const TENANT: &str = "tenant é";
const DATABASE: &str = "data-base";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let base = std::env::args().nth(1).expect("a base URL");
    let client = Client::builder().base_url(base).build()?;
    println!("heartbeat {}", client.heartbeat().await?.status());
    println!("version {}", client.version().await?.into_inner());
    println!("get_user_identity {:?}", client.get_user_identity().await?.databases);
    println!("create_tenant {}", client.create_tenant(CreateTenantPayload::new(TENANT)).await?.status());
    println!("get_tenant {}", client.get_tenant(TENANT).await?.name);
    println!("create_database {}", client.create_database(TENANT, CreateDatabasePayload::new(DATABASE)).await?.status());
    println!("get_database {}", client.get_database(TENANT, DATABASE).await?.name);
    // The description confuses the list of databases with that of collections.
    told("list_databases", client.list_databases("default_tenant").limit(5).await.unwrap_err());
    records(&client).await?;
    errors(&client).await
}

fn metadata(number: i64) -> HashMap {
    let mut metadata = HashMap::default();
    metadata.insert("number".to_owned(), HashMapValue::Integer(number));
    metadata.insert("share".to_owned(), HashMapValue::Number(0.5));
    metadata.insert("text".to_owned(), HashMapValue::String("é".to_owned()));
    metadata.insert("flag".to_owned(), HashMapValue::Boolean(true));
    metadata
}

async fn records(client: &Client) -> Result<(), Error> {
    let create = CreateCollectionPayload::new("first").metadata(metadata(1)).get_or_create(true);
    let collection = client.create_collection(TENANT, DATABASE, create).await?.into_inner();
    println!("create_collection {} {}", collection.name, collection.metadata == Some(Some(metadata(1))));
    let id = collection.id.to_string();
    println!("get_collection {}", client.get_collection(TENANT, DATABASE, "first").await?.id == collection.id);
    println!("list_collections {}", client.list_collections(TENANT, DATABASE).limit(10).offset(0).await?.len());
    println!("count_collections {}", client.count_collections(TENANT, DATABASE).await?.into_inner());
    let ids = || vec!["a".to_owned(), "b".to_owned()];
    let vectors = EmbeddingsPayload::NumberLists(vec![vec![0.0, 1.0], vec![1.0, 0.5]]);
    let add = AddCollectionRecordsPayload::new(vectors, ids())
        .documents(vec![Some("one".to_owned()), None])
        .metadatas(vec![Some(metadata(7)), None]);
    println!("collection_add {}", client.collection_add(TENANT, DATABASE, &id, add).await?.status());
    println!("collection_count {}", client.collection_count(TENANT, DATABASE, &id).await?.into_inner());
    let everything = vec![Include::Documents, Include::Embeddings, Include::Metadatas];
    let get = GetRequestPayload::new().ids(ids()).include(everything).limit(10);
    let got = client.collection_get(TENANT, DATABASE, &id, get).await?.into_inner();
    println!("collection_get {:?} {:?} {:?}", got.ids, got.documents, got.embeddings);
    println!("collection_get {}", got.metadatas == Some(Some(vec![Some(metadata(7)), None])));
    let get = GetRequestPayload::new().where_(json!({"number": {"$gt": 6}}));
    println!("collection_get {:?}", client.collection_get(TENANT, DATABASE, &id, get).await?.ids);
    let include: IncludeList = vec![Include::Distances];
    let query = QueryRequestPayload::new(vec![vec![0.0, 0.9], vec![1.0, 0.5]]).n_results(1).include(include);
    let found = client.collection_query(TENANT, DATABASE, &id, query).await?.into_inner();
    println!("collection_query {:?} {}", found.ids, found.distances.is_some());
    let update = UpdateCollectionRecordsPayload::new(vec!["b".to_owned()]).documents(vec![Some("two".to_owned())]);
    println!("collection_update {}", client.collection_update(TENANT, DATABASE, &id, update).await?.status());
    let vectors = EmbeddingsPayload::NumberLists(vec![vec![0.5, 0.5]]);
    let upsert = UpsertCollectionRecordsPayload::new(vectors, vec!["c".to_owned()]);
    println!("collection_upsert {}", client.collection_upsert(TENANT, DATABASE, &id, upsert).await?.status());
    println!("collection_count {}", client.collection_count(TENANT, DATABASE, &id).await?.into_inner());
    let delete = DeleteCollectionRecordsPayload::new().ids(vec!["a".to_owned()]);
    println!("collection_delete {}", client.collection_delete(TENANT, DATABASE, &id, delete).await?.status());
    println!("collection_count {}", client.collection_count(TENANT, DATABASE, &id).await?.into_inner());
    let rename = UpdateCollectionPayload::new().new_name("second");
    println!("update_collection {}", client.update_collection(TENANT, DATABASE, &id, rename).await?.status());
    println!("delete_collection {}", client.delete_collection(TENANT, DATABASE, "second").await?.status());
    println!("count_collections {}", client.count_collections(TENANT, DATABASE).await?.into_inner());
    println!("delete_database {}", client.delete_database(TENANT, DATABASE).await?.status());
    Ok(())
}

/// What a failure says, where it has the declared form.
fn told<E: std::fmt::Debug>(call: &str, error: CallError<E>) {
    match &error {
        CallError::Api(_) => println!("{error}"),
        _ => println!("{call} {:?}, not as declared", error.status()),
    }
}

async fn errors(client: &Client) -> Result<(), Error> {
    told("get_tenant", client.get_tenant("nobody").await.unwrap_err());
    told("get_collection", client.get_collection(TENANT, DATABASE, "gone").await.unwrap_err());
    told("create_tenant", client.create_tenant(CreateTenantPayload::new(TENANT)).await.unwrap_err());
    let nameless = CreateDatabasePayload::new("");
    told("create_database", client.create_database(TENANT, nameless).await.unwrap_err());
    Ok(())
}
