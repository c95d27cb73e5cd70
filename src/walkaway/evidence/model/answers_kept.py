"""Answers of a model, kept in a file beside the draft: what was sent where, and what came back.

A line for each passage. Another run asks nothing twice: a passage, a task and a model that were asked are
known by their digest. A line that was cut off when a program was killed counts as not written.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MOST_BYTES = 200_000_000


def digest_of(url: str, model: str, messages: list[dict[str, str]]) -> str:
    """Of everything that an answer depends on."""
    text = json.dumps([url, model, messages], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class AnswersKept:
    """Digest → answer, as a file has them and as they come in."""

    file: Path
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what is there; lines of another form are passed over."""
        if not self.file.is_file() or self.file.stat().st_size > _MOST_BYTES:
            return
        for line in self.file.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                one = json.loads(line)
                self.known[one["digest"]] = str(one["answer"])
            except (ValueError, KeyError, TypeError):
                continue

    def keep(self, digest: str, answer: str, **about: Any) -> None:
        """Write an answer down at once."""
        self.known[digest] = answer
        line = json.dumps({"digest": digest, **about, "answer": answer}, ensure_ascii=True)
        with self.file.open("a", encoding="utf-8") as held:
            held.write(f"\n{line}" if held.tell() else line)  # the last line may be cut off
