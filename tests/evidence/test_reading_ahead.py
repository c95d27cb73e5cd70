"""Helpers give what one process gives, in the same order, and are done without when they break down."""

from __future__ import annotations

import signal
from typing import Any

import pytest
from tests.evidence.planted import TEXTS, read

from walkaway.evidence import reading_ahead
from walkaway.evidence.findings import Read
from walkaway.evidence.speech.name_table import NameTable

NAMES = NameTable.of_case({"union": ["Lena Ortiz", "the dockers’ union"]})


def some(count: int) -> list[Read]:
    texts = list(TEXTS.items())
    return [read(texts[k % len(texts)][1], f"{texts[k % len(texts)][0]}-{k}") for k in range(count)]


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "_FEW_CHARS", 1)


@pytest.mark.usefixtures("early")
def test_helpers_give_what_one_process_gives() -> None:
    reads = some(12)
    one = list(reading_ahead.attributed(reads, NAMES, batch=2, helpers=1))
    two = list(reading_ahead.attributed(reads, NAMES, batch=2, helpers=2))
    assert one == two
    assert [here.document.name for here, _ in two] == [here.document.name for here in reads]
    assert any(found for _, found in two)


def test_a_helper_of_its_own_gives_the_same() -> None:
    reads = some(5)
    apart = list(reading_ahead.attributed(reads, NAMES, batch=2, apart=True))
    assert apart == list(reading_ahead.attributed(reads, NAMES, batch=2))


@pytest.mark.usefixtures("early")
def test_a_helper_that_breaks_down_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "_STATEMENT", "raise SystemExit(1)")
    reads = some(6)
    assert list(reading_ahead.attributed(reads, NAMES, batch=2, helpers=2)) == list(
        reading_ahead.attributed(reads, NAMES, batch=2, helpers=1)
    )


@pytest.mark.usefixtures("early")
def test_helpers_end_with_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    real = reading_ahead._Helper.__init__

    def noted(self: Any) -> None:
        real(self)
        made.append(self._process._process)

    monkeypatch.setattr(reading_ahead._Helper, "__init__", noted)
    pairs = reading_ahead.attributed(some(20), NAMES, batch=2, helpers=2)
    for _ in range(3):
        next(pairs)
    pairs.close()
    assert len(made) == 2
    assert all(process.returncode == -signal.SIGKILL for process in made)


def test_few_documents_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "_Helper", None)
    assert len(list(reading_ahead.attributed(some(3), NAMES, helpers=2))) == 3


def test_whoever_waits_can_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even in the midst of one document, whose helper would go on for minutes."""
    monkeypatch.setattr(reading_ahead, "_STATEMENT", "import time; time.sleep(600)")
    beats: list[None] = []

    def pulse() -> None:
        beats.append(None)
        if len(beats) == 2:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        list(reading_ahead.attributed(some(1), NAMES, apart=True, pulse=pulse))
