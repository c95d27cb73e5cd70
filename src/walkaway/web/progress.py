"""An answer that takes long, as server-sent events: how far it is, then what it is or why there is none."""

from __future__ import annotations

import json
from asyncio import sleep
from collections.abc import AsyncIterator, Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from fastapi.responses import StreamingResponse

from ..errors import WalkawayError
from ..options import Progress
from .case_answers import Answered, Overtaken
from .pages import faults_of

_PAUSE = 0.05  # seconds between two looks at how far it is


def followed(answered: Answered, make: Callable[[], Any]) -> StreamingResponse:
    """Work something out beside everything else, tell how far it is, and give it up when nobody listens."""

    def run(progress: Progress) -> Any:
        with answered.listening(progress):
            return make()

    return told(run)


def told(make: Callable[[Progress], Any]) -> StreamingResponse:
    """The same for something that tells by itself how far it is."""
    queue: SimpleQueue[tuple[str, Any]] = SimpleQueue()
    gone = Event()

    def progress(step: str, share: float) -> None:
        if gone.is_set():
            raise Overtaken
        queue.put(("progress", [step, share]))

    def run() -> None:
        try:
            queue.put(("done", make(progress)))
        except Overtaken:
            queue.put(("overtaken", ""))
        except WalkawayError as error:
            queue.put(("refused", faults_of(error)))
        except Exception:
            queue.put(("refused", ["it could not be worked out"]))
            raise

    async def events() -> AsyncIterator[str]:
        kind = "progress"
        try:
            while kind == "progress":
                while queue.empty():
                    await sleep(_PAUSE)
                kind, data = queue.get()
                while kind == "progress" and not queue.empty():  # only how far it is by now
                    kind, data = queue.get()
                yield f"event: {kind}\ndata: {json.dumps(data)}\n\n"
        finally:
            gone.set()

    Thread(target=run, daemon=True).start()
    return StreamingResponse(events(), media_type="text/event-stream")
