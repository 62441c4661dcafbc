"""A service with streams: events with typed data, events with ids, lines of JSON, a large download."""

from collections.abc import AsyncIterable, Iterable
from typing import Annotated

from fastapi import FastAPI, Header
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

app = FastAPI()


class Item(BaseModel):
    name: str
    n: int


@app.get("/items", response_class=EventSourceResponse)
async def watch_items(limit: int = 3) -> AsyncIterable[Item]:
    for n in range(limit):
        yield Item(name="größe\nand a line", n=n)


@app.get("/ticks", response_class=EventSourceResponse)
async def ticks(last_event_id: Annotated[int, Header()] = 0) -> AsyncIterable[ServerSentEvent]:
    """Two events at a time: whoever wants more connects again."""
    yield ServerSentEvent(comment="hello", retry=10)
    for n in range(last_event_id + 1, min(last_event_id + 3, 6)):
        yield ServerSentEvent(data=n, event="tick", id=str(n))


@app.get("/lines")
async def lines() -> AsyncIterable[Item]:
    for n in range(1000):
        yield Item(name="x" * n, n=n)


@app.get(
    "/download",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def download() -> StreamingResponse:
    def chunks() -> Iterable[bytes]:
        for _ in range(64):
            yield b"x" * (1 << 20)

    return StreamingResponse(chunks(), media_type="application/octet-stream")
