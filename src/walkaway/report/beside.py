"""Parts of a page that a second process works out, beside those that this one works out."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, ParamSpec, Self, TypeVar

from ..child_process import Copy, Process, cores, pipes

P = ParamSpec("P")
R = TypeVar("R")

_STATEMENT = "from walkaway.report.beside import serve; serve()"


class _Step(NamedTuple):
    """How far the other process is."""

    step: str
    share: float


class _Made(NamedTuple):
    """What the other process worked out."""

    value: Any


class Beside:
    """A second process, once it is begun and there is a core for it: it answers in the order of asking.

    The answers are those of this process; whatever the other one does not answer is worked out here.
    """

    def __init__(self) -> None:
        self._process: Process | None = None
        self._talk: Thread | None = None
        self._jobs: SimpleQueue[tuple[Any, SimpleQueue[Any]] | None] = SimpleQueue()

    def begin(self, load: Callable[[], object], *, alone: bool = False) -> None:
        """Start it, and have it load what it is asked for; the sooner, the less is waited for.

        Where this process is ``alone``, without another thread, the other begins with what is loaded here.
        """
        if self._process is not None or cores() == 1:
            return
        try:
            self._process = Copy(partial(serve, load)) if alone else Process(_STATEMENT)
        except OSError:  # no room for one, or this program is no interpreter
            return
        if not alone:
            self.ask(load)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._jobs.put(None)
        if self._process is not None:
            self._process.close()

    def ask(self, work: Callable[P, R], *given: P.args, **named: P.kwargs) -> Callable[[], R]:
        """Have something worked out: what is given back waits for it, and tells how far it is meanwhile.

        A function of a module, and what can be pickled; a progress is told by the name ``progress``.
        """
        here = partial(work, *given, **named)
        if self._process is None:
            return here
        if self._talk is None:  # not before: a process with a thread is not copied
            self._talk = Thread(target=_converse, args=(self._process, self._jobs), daemon=True)
            self._talk.start()
        heard: SimpleQueue[_Step | _Made | None] = SimpleQueue()
        progress: Any = named.pop("progress", None)
        self._jobs.put(((work, given, named, progress is not None), heard))

        def wait() -> R:
            while isinstance(message := heard.get(), _Step):
                if progress is not None:
                    progress(*message)
            return here() if message is None else message.value

        return wait


def load_rooms() -> None:
    """Load what a brief asks a second process for."""
    import numpy.ma  # noqa: F401 - numpy does when it first looks for different numbers

    from ..analysis import bridges  # noqa: F401
    from ..evidence import gathering, reading_ahead  # noqa: F401
    from ..playing import ways_to_talk  # noqa: F401


def load_parser() -> None:
    """The same, and what tells who said what."""
    load_rooms()
    from ..evidence.speech import model

    if model.has_parser():
        model.without_commands()
        model.load_parser()


def _converse(process: Process, jobs: SimpleQueue[Any]) -> None:
    """Put the questions, one after the other, and pass on what is heard; None once nothing is."""
    while (job := jobs.get()) is not None:
        asked, heard = job
        try:
            process.ask.write(pickle.dumps(asked))
            process.ask.flush()
            while isinstance(message := pickle.load(process.answer), _Step):  # noqa: S301 - our own
                heard.put(message)
            heard.put(message)
        except Exception:  # it broke down, or what it was asked does: this process will see
            heard.put(None)


def serve(load: Callable[[], object] | None = None) -> None:
    """Load what is needed, then work out what is asked until there is nothing more; the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the program that asks
    questions, answers = pipes()

    def say(message: object) -> None:
        answers.write(pickle.dumps(message))
        answers.flush()

    if load is not None:
        load()
    while True:
        try:
            work, given, named, tells = pickle.load(questions)  # noqa: S301 - from the program that asks
        except EOFError:
            return
        if tells:
            named["progress"] = lambda step, share: say(_Step(step, share))
        try:
            say(_Made(work(*given, **named)))
        except Exception:
            say(None)
