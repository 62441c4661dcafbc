//! What a client is made of before it calls anything: address, credentials, transport, headers.
//!
//! Owns the checks of what the user gives. Must not know any operation's request.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::super::operation::{Operation, Scheme};
use super::call::Call;
use super::clock::{Clock, Time};
use super::credentials::{Credential, Placed};
use super::raw_call::RawCall;
use super::retries::{Budget, Retries};
use super::servers::{Choice, OwnServers, Server, ServerKey, Urls};
use super::service::{HttpLayer, HttpService};
use super::timeouts::Timeouts;
use super::tokens::{BearerToken, TokenUrls};
use super::transport::{Http, Transport};
use super::validation::Validation;

/// Collects what a client needs; nothing is checked before [`Builder::build`].
#[derive(Clone)]
pub struct Builder {
    servers: Choice,
    user_agent: String,
    credentials: Vec<(&'static Scheme, Credential)>,
    /// The token of the bearer schemes that have none of their own.
    token: Option<(Vec<&'static Scheme>, Credential)>,
    token_urls: &'static [TokenUrls],
    headers: Vec<(String, String)>,
    is_strict: bool,
    response_limit: usize,
    validation: Option<Validation>,
    retries: Retries,
    timeouts: Timeouts,
    time: Time,
    /// The header that makes a request one that may be sent again.
    idempotency_key: Option<&'static str>,
    /// The innermost first.
    layers: Vec<Arc<dyn HttpLayer>>,
    /// The layer around all of them.
    spans: Option<Arc<dyn HttpLayer>>,
    transport: Option<Result<Arc<dyn Transport>, BuildError>>,
}

impl Builder {
    /// A builder with the servers that the description declares, the first absolute one being the default, and a user agent.
    pub fn new(servers: &'static [Server], user_agent: &str) -> Self {
        Self {
            servers: Choice::of(servers),
            user_agent: user_agent.to_owned(),
            credentials: Vec::new(),
            token: None,
            token_urls: &[],
            headers: Vec::new(),
            is_strict: false,
            response_limit: usize::MAX,
            validation: None,
            retries: Retries::default(),
            timeouts: Timeouts::new(),
            time: Time::default(),
            idempotency_key: None,
            layers: Vec::new(),
            spans: None,
            transport: None,
        }
    }

    /// The servers of single paths and operations.
    pub fn own_servers(mut self, own: &'static [OwnServers]) -> Self {
        self.servers.own = own;
        self
    }

    /// The address that every path is appended to, base path included: `https://api.example.com/v1`. It is in place of every
    /// server of the description that has a host, those of single paths and operations too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.servers.base_url = Some(url.into());
        self
    }

    /// The server of the description that requests go to. One without a host is relative to the base URL.
    pub fn server(mut self, server: impl Into<ServerKey>) -> Self {
        self.servers.key = Some(server.into());
        self
    }

    /// The value of a variable in the URLs of servers.
    pub fn server_variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.servers.variables.retain(|(other, _)| *other != name);
        self.servers.variables.push((name, value.into()));
        self
    }

    /// The token for each of these schemes that has none of its own.
    pub fn token<const N: usize>(mut self, schemes: [&'static Scheme; N], token: impl Into<BearerToken>) -> Self {
        self.token = Some((schemes.to_vec(), Credential::Bearer(token.into())));
        self
    }

    /// The token for a scheme of bearer tokens.
    pub fn bearer(self, scheme: &'static Scheme, token: impl Into<BearerToken>) -> Self {
        self.credential(scheme, Credential::Bearer(token.into()))
    }

    /// Where tokens are got, as the description declares it.
    pub fn token_urls(mut self, urls: &'static [TokenUrls]) -> Self {
        self.token_urls = urls;
        self
    }

    /// The user name and password for a scheme of HTTP basic authentication.
    pub fn basic(self, scheme: &'static Scheme, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.credential(scheme, Credential::Basic { username: username.into(), password: password.into().into() })
    }

    /// The key for a scheme of API keys.
    pub fn api_key(self, scheme: &'static Scheme, key: impl Into<String>) -> Self {
        self.credential(scheme, Credential::ApiKey(key.into().into()))
    }

    fn credential(mut self, scheme: &'static Scheme, credential: Credential) -> Self {
        self.credentials.retain(|(other, _)| other.name != scheme.name);
        self.credentials.push((scheme, credential));
        self
    }

    /// What sends the requests, in place of the default [`Http`].
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Ok(Arc::new(transport)));
        self
    }

    /// What responds to the requests, in place of the default [`Http`]: a service of tower.
    pub fn service(mut self, service: impl HttpService) -> Self {
        self.transport = Some(Ok(service.into_transport()));
        self
    }

    /// A layer around each attempt to send a request: around each redirect that is followed too. The last one is the outermost.
    pub fn layer(mut self, layer: impl HttpLayer) -> Self {
        self.layers.push(Arc::new(layer));
        self
    }

    /// The layer around all others, which makes a span of each attempt.
    pub fn spans(mut self, spans: impl HttpLayer) -> Self {
        self.spans = Some(Arc::new(spans));
        self
    }

    /// The settings of the default transport: timeouts, proxies, certificates. Its redirect policy is not used, see
    /// [`Http::from_builder`].
    pub fn http(mut self, client: reqwest::ClientBuilder) -> Self {
        self.transport = Some(Http::from_builder(client).map(|http| Arc::new(http) as Arc<dyn Transport>));
        self
    }

    /// The `user-agent` to send.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// A header to send with every request, in place of one of that name that the client would send by itself. What a
    /// call sets, and a credential, wins over it.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Makes every response unexpected whose status or media type the description does not declare.
    pub fn strict_responses(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Makes every response unexpected whose JSON does not satisfy its schema.
    pub fn validate_responses(mut self, validation: Validation) -> Self {
        self.validation = Some(validation);
        self
    }

    /// How many bytes a response may have that is read as a whole. Of a longer one the rest is not read.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = bytes;
        self
    }

    /// How often a request is sent again.
    pub fn retries(mut self, retries: impl Into<Retries>) -> Self {
        self.retries = retries.into();
        self
    }

    /// How long the steps of a call may take. What is not set stays as it was.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts.or(self.timeouts);
        self
    }

    /// What the client takes for time and chance.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.time = Time(Some(Arc::new(clock)));
        self
    }

    /// The header that makes no difference of a request that is carried out more than once. Where an operation declares it, the
    /// client fills it in.
    pub fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// Without an address, and when something given cannot be sent.
    pub fn build(mut self) -> Result<Core, BuildError> {
        let urls = self.servers.urls()?;
        if let Some((schemes, token)) = self.token {
            for scheme in schemes {
                if !self.credentials.iter().any(|(other, _)| other.name == scheme.name) {
                    self.credentials.push((scheme, token.clone()));
                }
            }
        }
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, header_value(USER_AGENT.as_str(), &self.user_agent)?);
        for (name, value) in &self.headers {
            let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| BuildError::Header { name: name.clone() })?;
            headers.insert(key, header_value(name, value)?);
        }
        let credentials = self.credentials.into_iter().map(|(scheme, credential)| Placed::new(scheme, &credential));
        let credentials = credentials.collect::<Result<_, _>>()?;
        let transport = match self.transport {
            Some(transport) => transport?,
            None => Arc::new(Http::connecting_within(self.timeouts.of_connect())?),
        };
        let transport =
            self.layers.iter().chain(&self.spans).fold(transport, |transport, layer| layer.around(transport));
        let idempotency_key = self.idempotency_key.map(|name| {
            HeaderName::from_bytes(name.as_bytes()).map_err(|_| BuildError::Header { name: name.to_owned() })
        });
        let shared = Shared {
            urls,
            headers,
            credentials,
            token_urls: self.token_urls,
            transport,
            is_strict: self.is_strict,
            response_limit: self.response_limit,
            validation: self.validation,
            retries: self.retries,
            timeouts: self.timeouts,
            time: self.time,
            idempotency_key: idempotency_key.transpose()?,
            budget: Budget::new(),
        };
        Ok(Core { shared: Arc::new(shared) })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.credentials.iter().map(|(scheme, _)| scheme.name).collect();
        f.debug_struct("Builder").field("credentials", &schemes).finish_non_exhaustive()
    }
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, BuildError> {
    HeaderValue::from_bytes(value.as_bytes()).map_err(|_| BuildError::Header { name: name.to_owned() })
}

/// Why a client could not be built.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// No address was given, and the description declares none.
    NoBaseUrl,
    /// The address is not one that requests can be sent to.
    BaseUrl {
        /// What was given, or declared.
        url: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The description declares no such server.
    Server {
        /// What was asked for.
        key: ServerKey,
        /// What the declared servers can be chosen by.
        declared: Vec<String>,
    },
    /// A variable of a server's URL has a value that the description does not list.
    ServerVariable {
        /// The variable.
        name: &'static str,
        /// What was given.
        value: String,
        /// What the description lists.
        values: &'static [&'static str],
    },
    /// A header has a name or value that HTTP does not allow.
    Header {
        /// The header's name.
        name: String,
    },
    /// A credential does not fit its scheme, or cannot be sent.
    Credential {
        /// The scheme's name in the description.
        scheme: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The default transport could not be set up.
    Transport {
        /// What it says.
        reason: String,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const REMEDY: &str = "give `base_url` an absolute one, such as `https://api.example.com/v1`";
        match self {
            Self::NoBaseUrl => write!(f, "the description declares no server URL: {REMEDY}"),
            Self::BaseUrl { url, reason } => write!(f, "the base URL `{url}` {reason}: {REMEDY}"),
            Self::Server { key, declared } => {
                match key {
                    ServerKey::Name(name) => write!(f, "the description declares no server `{name}`")?,
                    ServerKey::Index(index) => write!(f, "the description declares no server {index}")?,
                }
                write!(f, "; it declares {}", declared.join(", "))
            }
            Self::ServerVariable { name, value, values } => {
                write!(f, "the server variable `{name}` is `{value}`, which is none of `{}`", values.join("`, `"))
            }
            Self::Header { name } => write!(f, "the header `{name}` has a name or value that HTTP does not allow"),
            Self::Credential { scheme, reason } => write!(f, "the credential for `{scheme}` {reason}"),
            Self::Transport { reason } => write!(f, "the HTTP client could not be set up: {reason}"),
        }
    }
}

impl std::error::Error for BuildError {}

/// What all calls of a client share. Cheap to clone.
#[derive(Clone)]
pub struct Core {
    pub(super) shared: Arc<Shared>,
}

/// The checked form of what was given to [`Builder`].
pub(super) struct Shared {
    pub(super) urls: Urls,
    pub(super) headers: HeaderMap,
    pub(super) credentials: Vec<Placed>,
    /// Where tokens are got.
    pub(super) token_urls: &'static [TokenUrls],
    pub(super) transport: Arc<dyn Transport>,
    /// Whether only declared statuses and media types are read.
    pub(super) is_strict: bool,
    /// How many bytes a response may have that is read as a whole.
    pub(super) response_limit: usize,
    /// How bodies are validated, where they are.
    pub(super) validation: Option<Validation>,
    /// How often requests are sent again.
    pub(super) retries: Retries,
    /// How long the steps of calls may take.
    pub(super) timeouts: Timeouts,
    pub(super) time: Time,
    /// The header that makes a request one that may be sent again.
    pub(super) idempotency_key: Option<HeaderName>,
    /// How many retries there may still be.
    pub(super) budget: Budget,
}

impl Core {
    /// A call of this operation, with nothing set yet.
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self.clone(), operation)
    }

    /// A call of any path, which the description may not have.
    pub fn raw_call(&self, method: impl AsRef<str>, path: impl AsRef<str>) -> RawCall {
        RawCall::new(self, method.as_ref(), path.as_ref())
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.shared.credentials.iter().map(|placed| placed.scheme.name).collect();
        f.debug_struct("Core")
            .field("base_url", &self.shared.urls.base.as_deref().unwrap_or_default())
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}
