//! `oasmith mock`: serves a description.
//!
//! Owns the socket, and when the description is read again. Must not know how a request is responded to.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use axum::Router;
use axum::extract::Request;
use clap::Args;
use oasmith::config::{Config, Overlay};
use oasmith::diagnostic::{Severity, Sink};
use oasmith::mock::{Mock, mock};
use oasmith::project::{Failure, Project, find};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tower_service::Service;

use crate::generate::counted;
use crate::terminal::Style;
use crate::watch::watch;
use crate::{Outcome, terminal};

/// Responds to the requests of a description: with its examples, or with values of its schemas
///
/// A request is judged as by a generated server. The header `prefer` chooses the response: `Prefer: code=404, example=NAME`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Arguments {
    /// The description; without it, that of the first target of the nearest oasmith.toml
    #[arg(value_name = "DESCRIPTION")]
    description: Option<PathBuf>,
    /// The address; with the port 0, the system chooses one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4010")]
    listen: String,
    /// Read the description again when one of its files changes
    #[arg(long)]
    watch: bool,
    /// Decides the values that are made of schemas
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// An Overlay Document that changes the description; several are applied in their order
    #[arg(long, value_name = "FILE", requires = "description")]
    overlay: Vec<PathBuf>,
    /// The folder that references to files may not leave [default: that of the description]
    #[arg(long, value_name = "FOLDER", requires = "description")]
    root: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) style: Style,
}

/// Runs the command, which ends when it cannot listen.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let mut files = Vec::new();
    let Some(Mock { server, operations }) = arguments.read(&mut files)? else { return Ok(Outcome::Refused) };
    let current = Current(Arc::new(RwLock::new(server.seed(arguments.seed).into_router())));
    let unable = |error| Failure::listening(&arguments.listen, error);
    let runtime = Runtime::new().map_err(unable)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(&arguments.listen).await.map_err(unable)?;
        let address = listener.local_addr().map_err(unable)?;
        let seconds = start.elapsed().as_secs_f64();
        let operations = counted(operations, "operation");
        terminal::say(format_args!("http://{address} responds to {operations}, after {seconds:.2} s"));
        if arguments.watch {
            let (arguments, current) = (arguments.clone(), current.clone());
            std::thread::spawn(move || arguments.watch(&current, files));
        }
        axum::serve(listener, current.router()).await.map_err(unable)
    })?;
    Ok(Outcome::Done)
}

impl Arguments {
    /// Reads the description, reports what it has no response for, and says which files were read.
    fn read(&self, files: &mut Vec<PathBuf>) -> Result<Option<Mock>, Failure> {
        let project = match &self.description {
            None => {
                files.extend(find(Path::new("")));
                Project::only(Project::nearest(Path::new(""))?)?
            }
            Some(description) => Project::new(Path::new(""), self.config(description)),
        };
        files.extend(project.inputs());
        let documents = project.documents()?;
        files.extend(documents.files().map(Path::to_owned));
        let mut sink = Sink::new();
        let mock = mock(&documents, &project.config, &mut sink);
        let is_shown = |severity| self.style.is_verbose() || severity == Severity::Error;
        self.style.report(sink.iter().filter(|entry| is_shown(entry.severity)), &documents);
        Ok(mock)
    }

    fn config(&self, description: &Path) -> Config {
        Config {
            overlays: self.overlay.iter().map(|path| Overlay { path: path.clone(), strict: true }).collect(),
            root: self.root.clone(),
            ..Config::new(description, "api")
        }
    }

    /// Reads the description again after each change of a file. Where it cannot be read, the former one stays.
    fn watch(&self, current: &Current, files: Vec<PathBuf>) {
        let mut served = Some(files);
        watch(|| {
            if let Some(files) = served.take() {
                return files;
            }
            let mut files = Vec::new();
            match self.read(&mut files) {
                Ok(Some(Mock { server, operations })) => {
                    current.replace(server.seed(self.seed).into_router());
                    terminal::say(format_args!("read again: {}", counted(operations, "operation")));
                }
                Ok(None) => terminal::remark("the former description stays"),
                Err(failure) => {
                    self.style.refuse(&failure);
                    terminal::remark("the former description stays");
                }
            }
            files
        })
    }
}

/// The router of the description that was read last.
#[derive(Clone)]
struct Current(Arc<RwLock<Router>>);

impl Current {
    fn replace(&self, router: Router) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = router;
    }

    /// A router that leaves each request to the current one.
    fn router(self) -> Router {
        Router::new().fallback(move |request: Request| {
            let mut router = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
            async move {
                let response: Result<_, Infallible> = router.call(request).await;
                response
            }
        })
    }
}
