//! Calls Prefect: what is created is found, filtered, updated and deleted, and what is wrong is an error that says why.

use sdk::models::{
    ArtifactCreate, BodyReadFlowRunsFlowRunsFilterPost, BodyReadFlowsFlowsFilterPost, BodyReadLogsLogsFilterPost,
    BodyReadVariablesVariablesFilterPost, BodySetFlowRunStateFlowRunsIdSetStatePost, DeploymentCreate, FlowCreate,
    FlowFilter, FlowFilterName, FlowRunCreate, FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType, FlowUpdate,
    LogCreate, LogFilter, LogFilterFlowRunId, SetStateStatus, StateCreate, StateType, TaskRunCreate, VariableCreate,
    VariableFilter, VariableFilterName, VariableUpdate, VariableValue, WorkPoolCreate, WorkPoolUpdate,
};
use sdk::{CallError, Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let base = std::env::args().nth(1).expect("a base URL");
    let client = Client::builder().base_url(base).build()?;
    server(&client).await?;
    flows(&client).await?;
    runs(&client).await?;
    variables(&client).await?;
    work_pools(&client).await?;
    errors(&client).await
}

async fn server(client: &Client) -> Result<(), Error> {
    println!("health {}", client.health_check().await?.into_inner());
    println!("version {}", client.read_version().await?.into_inner());
    Ok(())
}

async fn flows(client: &Client) -> Result<(), Error> {
    for name in ["first flow", "sécond", "third"] {
        // The server says 201 where the description says 200.
        let flow = client.create_flow(FlowCreate::new(name).tags(vec!["tést".to_owned(), "a b".to_owned()])).await?;
        println!("create_flow {} {} {:?}", flow.status(), flow.name, flow.tags);
    }
    let first = client.read_flow_by_name("first flow").await?.into_inner();
    println!("read_flow_by_name {}", first.name);
    println!("read_flow {}", client.read_flow(first.id).await?.into_inner() == first);
    let updated = client.update_flow(first.id, FlowUpdate::new().tags(vec!["changed".to_owned()])).await?;
    println!("update_flow {} {:?}", updated.status(), client.read_flow(first.id).await?.tags);
    let all = client.read_flows().await?;
    println!("read_flows {:?}", all.iter().map(|flow| flow.name.as_str()).collect::<Vec<_>>());
    let filter = FlowFilter::new().name(FlowFilterName::new().like("co"));
    let some = client.read_flows().body(BodyReadFlowsFlowsFilterPost::new().flows(filter).limit(10)).await?;
    println!("read_flows {:?}", some.iter().map(|flow| flow.name.as_str()).collect::<Vec<_>>());
    println!("count_flows {}", client.count_flows().await?.into_inner());
    let page = client.paginate_flows().await?;
    println!("paginate_flows {} of {}", page.results.len(), page.count);
    println!("delete_flow {}", client.delete_flow(first.id).await?.status());
    println!("count_flows {}", client.count_flows().await?.into_inner());
    Ok(())
}

async fn runs(client: &Client) -> Result<(), Error> {
    let flow = client.create_flow(FlowCreate::new("runner")).await?.id;
    let run = client.create_flow_run(FlowRunCreate::new(flow).name("run one").tags(vec!["x".to_owned()])).await?;
    println!("create_flow_run {} {:?} {:?}", run.status(), run.name, run.state_type);
    let state = StateCreate::new(StateType::Running).name("Running");
    let result = client.set_flow_run_state(run.id, BodySetFlowRunStateFlowRunsIdSetStatePost::new(state)).await?;
    println!("set_flow_run_state {} {}", result.status(), result.status == SetStateStatus::Accept);
    let running = FlowRunFilterState::new().type_(FlowRunFilterStateType::new().any(vec![StateType::Running]));
    let filter = BodyReadFlowRunsFlowRunsFilterPost::new().flow_runs(FlowRunFilter::new().state(running));
    let found = client.read_flow_runs().body(filter).await?;
    println!("read_flow_runs {:?}", found.iter().map(|run| run.name.as_deref()).collect::<Vec<_>>());
    let task = client.create_task_run(TaskRunCreate::new("key", "0").flow_run_id(run.id).name("task")).await?;
    println!("create_task_run {} {:?}", task.status(), task.name);
    let now = run.created.expect("the server says when it was created");
    let log = LogCreate::new("logger", 20, "line\n2 — done", now).flow_run_id(run.id);
    println!("create_logs {}", client.create_logs(vec![log]).await?.status());
    let filter = LogFilter::new().flow_run_id(LogFilterFlowRunId::new().any(vec![run.id]));
    let logs = client.read_logs().body(BodyReadLogsLogsFilterPost::new().logs(filter)).await?;
    println!("read_logs {:?}", logs.iter().map(|log| log.message.as_str()).collect::<Vec<_>>());
    let artifact = ArtifactCreate::new().key("report").type_("markdown").data("# done").flow_run_id(run.id);
    let artifact = client.create_artifact(artifact).await?;
    println!("create_artifact {} {:?}", artifact.status(), artifact.data);
    println!("read_latest_artifact {:?}", client.read_latest_artifact("report").await?.data);
    let deployment = client.create_deployment(DeploymentCreate::new("daily", flow).paused(true)).await?;
    println!("create_deployment {} {} {:?}", deployment.status(), deployment.name, deployment.paused);
    let same = client.read_deployment_by_name("runner", "daily").await?;
    println!("read_deployment_by_name {}", same.id == deployment.id);
    println!("delete_flow_run {}", client.delete_flow_run(run.id).await?.status());
    Ok(())
}

async fn variables(client: &Client) -> Result<(), Error> {
    for (name, value) in [
        ("text", VariableValue::String("x/y?z".to_owned())),
        ("count", VariableValue::Integer(7)),
        ("share", VariableValue::Number(0.5)),
        ("list", VariableValue::Array(vec![1.into(), "b".into()])),
    ] {
        let variable = client.create_variable(VariableCreate::new(name, Some(value.clone()))).await?;
        println!("create_variable {} {} {}", variable.status(), name, variable.value.as_ref() == Some(&value));
    }
    let filter = VariableFilter::new().name(VariableFilterName::new().any(vec!["text".to_owned(), "count".to_owned()]));
    let some = client.read_variables().body(BodyReadVariablesVariablesFilterPost::new().variables(filter)).await?;
    println!("read_variables {:?}", some.iter().map(|variable| variable.name.as_str()).collect::<Vec<_>>());
    let update = VariableUpdate::new().value(VariableValue::Boolean(true));
    println!("update_variable_by_name {}", client.update_variable_by_name("text", update).await?.status());
    println!("read_variable_by_name {:?}", client.read_variable_by_name("text").await?.value);
    println!("delete_variable_by_name {}", client.delete_variable_by_name("text").await?.status());
    println!("count_variables {}", client.count_variables().await?.into_inner());
    Ok(())
}

async fn work_pools(client: &Client) -> Result<(), Error> {
    let pool = client.create_work_pool(WorkPoolCreate::new("pool 1").type_("process")).await?;
    println!("create_work_pool {} {}", pool.status(), pool.name);
    let update = WorkPoolUpdate::new().concurrency_limit(3).is_paused(true);
    println!("update_work_pool {}", client.update_work_pool("pool 1", update).await?.status());
    let pool = client.read_work_pool("pool 1").await?;
    println!("read_work_pool {:?} {:?}", pool.concurrency_limit, pool.is_paused);
    println!("delete_work_pool {}", client.delete_work_pool("pool 1").await?.status());
    Ok(())
}

async fn errors(client: &Client) -> Result<(), Error> {
    // What the server says of a wrong request is a declared failure, though it has other properties than it declares.
    let error = client.create_flow(FlowCreate::new("a/b")).await.unwrap_err();
    let CallError::Api(refused) = &error else { panic!("{error}") };
    println!("create_flow {} {:?}", refused.status(), refused.body().detail);
    // A missing object is not declared, and its error has a string where the declared one has an array.
    let error = client.read_variable_by_name("nothing").await.unwrap_err();
    let CallError::Unexpected(missing) = &error else { panic!("{error}") };
    println!("read_variable_by_name {} {}", missing.status(), String::from_utf8_lossy(missing.raw()));
    let error =
        client.create_variable(VariableCreate::new("count", Some(VariableValue::Integer(8)))).await.unwrap_err();
    println!("create_variable {}", error.status().expect("a response"));
    let error = client.delete_work_pool("pool 1").await.unwrap_err();
    println!("delete_work_pool {}", error.status().expect("a response"));
    Ok(())
}
