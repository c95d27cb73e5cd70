"""A model as a drafter: every passage is asked about once, within a budget; rules read what it leaves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from ...errors import UsageError, quoted
from ..findings import Read, Statement
from ..positions.finder import Position, by_rules, position_at
from .answers_kept import AnswersKept, digest_of
from .endpoint import Endpoint, ModelError
from .questions_asked import SCHEMA, FoundInPassage, Rejected, is_readable, messages_for, read_answer

_CHARS: Final = 1_500
_PRONOUNS: Final = frozenset({"i", "we", "you", "he", "she", "it", "they", "who"})


@dataclass
class ModelDrafter:
    """Asks one endpoint about every passage of documents, at most so many and so long.

    ``rejected`` is what the model said that does not stand in its passage; ``unanswered`` are passages that
    rules read instead, with the reason.
    """

    endpoint: Endpoint
    kept: AnswersKept
    most: int
    minutes: float
    progress: Callable[[str, float], None] = lambda step, share: None
    passages: int = 0
    asked: int = 0
    stands: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    unanswered: list[Rejected] = field(default_factory=list)
    _until: float = 0.0

    def __call__(self, read: Read, statements: Sequence[Statement]) -> list[Position]:
        """Positions of a document; a UsageError where the address will answer nothing."""
        self._until = self._until or time.monotonic() + 60 * self.minutes
        own = [item for item in statements if item.document == read.document.name]
        spans, found, left = passages_of(read), [], []
        for number, span in enumerate(spans):
            self.progress("model", number / len(spans))
            self.passages += 1
            answer = self._answer(read, *span)
            if answer is None or not is_readable(answer):
                left.append(span)  # rules read it; what the model said is shown as rejected
            if answer is None:
                continue
            text = read.document.flow[slice(*span)]
            items, rejected = read_answer(answer, text)
            self.rejected += [replace(one, document=read.document.name) for one in rejected]
            found += [_position(read, own, span[0], item) for item in items]
        self.stands += len(found)
        if left:
            inside = [each for each in by_rules(read, own) if any(a <= each.start < b for a, b in left)]
            found += inside
        return sorted(found, key=lambda each: (each.start, each.end))

    @property
    def how(self) -> str:
        """By what a draft was made."""
        named = f"by the language model {self.endpoint.model} at {self.endpoint.url}"
        return f"{named}, of whose answers words count that stand in the documents"

    def to_dict(self) -> dict[str, Any]:
        """Plain data: what was sent where, and what became of it."""
        return {
            "url": self.endpoint.url, "model": self.endpoint.model, "passages": self.passages,
            "asked": self.asked, "kept": str(self.kept.file), "positions": self.stands,
            "rejected": list(map(asdict, self.rejected)), "unanswered": list(map(asdict, self.unanswered)),
        }  # fmt: skip

    def _answer(self, read: Read, start: int, end: int) -> str | None:
        """What the model says of a passage, now or before; None where it cannot be asked."""
        messages = messages_for(read.document.flow[start:end])
        digest = digest_of(self.endpoint.url, self.endpoint.model, messages)
        if digest in self.kept.known:
            return self.kept.known[digest]
        why = self._over()
        if not why:
            self.asked += 1
            try:
                answer = self.endpoint.answer(messages, SCHEMA)
            except ModelError as error:
                if error.lasting:
                    right = "a server that answers chats as OpenAI's do"
                    hint = f"answers so far are kept in {self.kept.file}: run it again to go on"
                    found = f"{quoted(self.endpoint.url)}: {error}"
                    raise UsageError.of(found, right, hint if self.kept.known else "", path="model") from None
                why = str(error)
            else:
                about = {"url": self.endpoint.url, "model": self.endpoint.model}
                self.kept.keep(digest, answer, **about, document=read.document.name, start=start, end=end)
                return answer
        words = " ".join(read.document.flow[start:end].split())
        self.unanswered.append(Rejected(document=read.document.name, said=words[:100], why=why))
        return None

    def _over(self) -> str:
        """Why nothing more is asked; empty while the budget lasts."""
        if self.asked >= self.most:
            return f"{self.most:,} passages were asked about, the most that was allowed"
        return f"{self.minutes:g} minutes were over" if time.monotonic() > self._until else ""


def passages_of(read: Read) -> list[tuple[int, int]]:
    """Spans to ask about: the article's paragraphs, long ones in pieces of whole sentences."""
    return list(_joined(read.document.flow, read.article))


def _joined(text: str, parts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begun: tuple[int, int] | None = None
    for start, end in parts:
        if begun and (end - begun[0] > _CHARS or "\n\n" in text[begun[1] : start]):
            yield begun
            begun = None
        begun = (begun[0] if begun else start, end)
        while begun[1] - begun[0] > _CHARS:  # one sentence without an end
            yield begun[0], begun[0] + _CHARS
            begun = (begun[0] + _CHARS, begun[1])
    if begun:
        yield begun


def _position(read: Read, statements: Sequence[Statement], start: int, item: FoundInPassage) -> Position:
    """An item as a position: whom the words name, or whoever speaks there."""
    cue, words = ((a + start, b + start) for a, b in (item.cue, item.words))
    who = read.document.flow[item.who[0] + start : item.who[1] + start] if item.who else ""
    around = [
        one for one in statements if one.speaker and any(s.start <= cue[0] < s.end for s in one.content)
    ]
    voice = min(around, key=lambda one: (bool(one.embedded), one.content[0].start), default=None)
    speaker = voice.speaker.name if voice is not None and voice.speaker is not None else ""
    named = "" if who.casefold() in _PRONOUNS else " ".join(who.split())
    return position_at(
        read, item.act, *words, cue,
        named=named, place=(item.who or item.cue)[0] + start, speaker=speaker, told=speaker if named else "",
    )  # fmt: skip
