//! A call that asks for a media type of its own, and gives a success as bytes.
//!
//! Owns how such a call is sent by the call it is made of, so that nothing is generated for it. Must not know any operation.

use bytes::Bytes;

use super::call::CallFuture;
use super::call_ext::CallExt;
use super::error::CallError;
use super::response::Response;

/// A call whose success is the bytes of the media type that it asks for, and whose failures are those of its operation:
/// [`CallExt::accept`] makes it, `.await` sends it.
#[derive(Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct Accepting<C>(pub(super) C);

impl<C, T, E> IntoFuture for Accepting<C>
where
    C: CallExt + IntoFuture<Output = Result<Response<T>, CallError<E>>>,
    C::IntoFuture: Send + 'static,
{
    type Output = Result<Response<Bytes>, CallError<E>>;
    type IntoFuture = CallFuture<Bytes, E>;

    fn into_future(self) -> Self::IntoFuture {
        let sent = self.0.into_future();
        Box::pin(async move {
            match sent.await {
                Ok(response) => Ok(response.into_bytes()),
                // A success of that media type has no type, so that the call gives it as what it does not know.
                Err(CallError::Unexpected(unexpected)) => match unexpected.into_accepted() {
                    Ok(reply) => Ok(Response::of_bytes(reply)),
                    Err(unexpected) => Err(CallError::Unexpected(unexpected)),
                },
                Err(error) => Err(error),
            }
        })
    }
}
