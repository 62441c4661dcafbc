//! Keeping a token: when it is got anew, and that this happens once for all who wait.
//!
//! Owns that decision. Must not know where a token comes from, or what it is sent with.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

use http::Uri;
use http::header::HeaderValue;

use super::super::super::operation::Scheme;
use super::super::sending::{Deadline, Sender};
use super::error::CredentialsError;
use super::provider::{TokenProvider, TokenRequest, plain_http};
use super::token::{Token, TokenError};

/// How long before its end a token is got anew, if half of its time is not shorter.
const EARLY: Duration = Duration::from_secs(5 * 60);

/// How long a token that is still valid is used after another one could not be got.
const PAUSE: Duration = Duration::from_secs(30);

/// A provider, and the token that it gave last.
pub(in super::super) struct Cache {
    provider: Box<dyn TokenProvider>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// What gets a token at present.
    flight: Option<Arc<Flight>>,
    /// How many tokens there have been.
    count: u64,
}

/// A token, as it is sent.
#[derive(Clone)]
pub(in super::super) struct Kept {
    pub(in super::super) header: HeaderValue,
    number: u64,
    /// When another one is wanted; never if that is `None`.
    fresh_until: Option<Instant>,
    /// When it expires.
    valid_until: Option<Instant>,
}

impl Kept {
    fn new(token: &Token, number: u64, now: Instant) -> Result<Self, TokenError> {
        let header = HeaderValue::from_str(&format!("Bearer {}", token.secret.expose()));
        let mut header = header.map_err(|_| TokenError::new("it has characters that cannot be sent"))?;
        header.set_sensitive(true);
        let after = |time: Duration| now.checked_add(time);
        let fresh = token.lifetime.map(|lifetime| lifetime - EARLY.min(lifetime / 2));
        Ok(Self { header, number, fresh_until: fresh.and_then(after), valid_until: token.lifetime.and_then(after) })
    }

    fn is_fresh(&self, now: Instant) -> bool {
        self.fresh_until.is_none_or(|until| now < until)
    }

    fn is_valid(&self, now: Instant) -> bool {
        self.valid_until.is_none_or(|until| now < until)
    }

    /// Whether both are the same token.
    pub(in super::super) fn is_same(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

type Obtained = Result<Kept, TokenError>;

impl Cache {
    pub(super) fn new(provider: impl TokenProvider) -> Self {
        Self { provider: Box::new(provider), state: Mutex::default() }
    }

    /// The token to send.
    async fn get(&self, request: TokenRequest<'_>) -> Obtained {
        let time = &request.shared.time;
        loop {
            let (flight, is_first) = {
                let mut state = locked(&self.state);
                let now = time.now();
                let is_usable = |kept: &&Kept| kept.is_fresh(now) || state.flight.is_some() && kept.is_valid(now);
                if let Some(kept) = state.kept.as_ref().filter(is_usable) {
                    return Ok(kept.clone());
                }
                let is_first = state.flight.is_none();
                (Arc::clone(state.flight.get_or_insert_default()), is_first)
            };
            if is_first {
                let landing = Landing { cache: self, flight: &flight };
                let token = self.provider.token(request).await;
                return landing.with(token, time.now());
            }
            // Whoever got it may have been dropped before it was there.
            if let Some(obtained) = flight.landed().await {
                return obtained;
            }
        }
    }

    /// What a new token leads to. One that is still valid is kept if there is no other.
    fn keep(&self, token: Result<Token, TokenError>, now: Instant) -> Obtained {
        let mut state = locked(&self.state);
        let number = state.count + 1;
        match token.and_then(|token| Kept::new(&token, number, now)) {
            Ok(kept) => {
                state.count = number;
                state.kept = Some(kept.clone());
                Ok(kept)
            }
            Err(error) => {
                let kept = state.kept.as_mut().filter(|kept| kept.is_valid(now)).ok_or(error)?;
                kept.fresh_until = now.checked_add(PAUSE);
                Ok(kept.clone())
            }
        }
    }

    /// Forgets a token that the service refused.
    fn forget(&self, refused: &Kept) {
        let mut state = locked(&self.state);
        if state.kept.as_ref().is_some_and(|kept| kept.is_same(refused)) {
            state.kept = None;
        }
    }
}

/// A request for a token that several wait for.
#[derive(Default)]
struct Flight(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    /// What it came to; nothing if it was dropped.
    landed: Option<Option<Obtained>>,
    wakers: Vec<Waker>,
}

impl Flight {
    async fn landed(&self) -> Option<Obtained> {
        poll_fn(|context| {
            let mut waiting = locked(&self.0);
            match &waiting.landed {
                Some(landed) => Poll::Ready(landed.clone()),
                None => {
                    waiting.wakers.push(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

/// Says what a request for a token came to, also if it is dropped.
struct Landing<'a> {
    cache: &'a Cache,
    flight: &'a Flight,
}

impl Landing<'_> {
    fn with(self, token: Result<Token, TokenError>, now: Instant) -> Obtained {
        let obtained = self.cache.keep(token, now);
        locked(&self.flight.0).landed = Some(Some(obtained.clone()));
        obtained
    }
}

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        locked(&self.cache.state).flight = None;
        let mut waiting = locked(&self.flight.0);
        waiting.landed.get_or_insert(None);
        let wakers = std::mem::take(&mut waiting.wakers);
        drop(waiting);
        wakers.into_iter().for_each(Waker::wake);
    }
}

/// The provider whose token a call sends.
#[derive(Clone)]
pub(in super::super) struct Chosen {
    pub(in super::super) cache: Arc<Cache>,
    pub(in super::super) scheme: &'static Scheme,
    /// What the operation requires.
    pub(in super::super) scopes: &'static [&'static str],
}

impl Chosen {
    /// The token for a request to this URI. A caller whose time runs out gives up for itself alone: whoever waits with it goes on.
    pub(in super::super) async fn get(
        &self,
        sender: &Sender,
        uri: &Uri,
        deadline: Option<Deadline>,
    ) -> Result<Kept, CredentialsError> {
        let Sender { shared, operation, limit, .. } = sender;
        let allows_plain_http = self.cache.provider.allows_plain_http();
        let failed = |error| CredentialsError::new(operation, self.scheme, error);
        if let Some(refused) = plain_http(uri, allows_plain_http) {
            return Err(failed(refused));
        }
        let left = deadline.map(|Deadline(deadline)| deadline.saturating_duration_since(shared.time.now()));
        let Self { scheme, scopes, .. } = *self;
        let request = TokenRequest { scheme, scopes, shared, limit: *limit, allows_plain_http };
        let obtained = pin!(self.cache.get(request));
        let obtained = shared.time.within(left.unwrap_or(Duration::MAX), obtained).await;
        obtained.unwrap_or_else(|| Err(TokenError::late())).map_err(failed)
    }

    /// Forgets a token that the service refused.
    pub(in super::super) fn forget(&self, refused: &Kept) {
        self.cache.forget(refused);
    }
}

/// Nothing that is locked here can panic, so that a poisoned value is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
