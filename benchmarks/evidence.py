"""The evidence room: a thousand invented articles, pages, planted quotes, and what outside texts say."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.harness import ROOT, Row, clock, environment, shown

ARTICLES = 1_000
CHARS = 5_000
LIMIT = 180.0
_FIRST = [
    "Ada",
    "Bruno",
    "Chidi",
    "Dana",
    "Emil",
    "Farah",
    "Goran",
    "Hana",
    "Ivo",
    "Jun",
    "Katya",
    "Lars",
    "Mina",
    "Nuno",
    "Oksana",
    "Pavel",
]
_LAST = [
    "Okello",
    "Moreno",
    "Petrov",
    "Lindqvist",
    "Sandoval",
    "Whitfield",
    "Tanaka",
    "Adeyemi",
    "Kowalski",
    "Haddad",
    "Ferreira",
    "Nguyen",
]
_BODIES = ["dockers’ union", "harbour board", "river council", "film guild", "teachers’ league", "ship owners",
           "rail company", "water ministry", "lower province", "upper province"]  # fmt: skip
_THINGS = ["night shifts", "the reservoir", "a new contract", "higher wages", "the northern quay", "school hours",
           "the fishing quota", "the ferry line", "compensation for farmers", "a shared inspection"]  # fmt: skip
_SHAPES = [
    "“We will not sign a paper that leaves out {thing},” said {name}, who leads the {body}.",
    "{name}, a spokeswoman for the {body}, said that {number} percent of the members had voted for {thing}.",
    "According to {name}, the {body} offered {thing} in exchange for {other}.",
    "The {body} wanted {thing} before {day}, but refused to talk about {other}.",
    "{last} denied that the {body} had asked for {thing}.",
    "“It is a step back,” {last} told reporters on {day}. “Nobody asked us about {other}.”",
    "The talks about {thing} began in the old customs house and went on until late on {day}.",
    "About {number} people stood outside, some with signs, and waited for news of {other}.",
    "In {year} the {body} had agreed to {thing}, and both sides kept to it for {number} months.",
    "The {body} expects a decision on {thing} within {number} days.",
    "Nothing in the draft, which runs to {number} pages, speaks of {thing} or of {other}.",
    "Whether {thing} can be paid for is a question that the {body} would rather leave to the winter.",
]


def article(number: int) -> str:
    """An invented article of about five thousand characters."""
    chance = random.Random(number)
    people = [f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(4)]
    body = chance.sample(_BODIES, 2)
    text = f"Talks on {chance.choice(_THINGS)} end without a paper\n\nBy {people[0]}\n\n"
    while len(text) < CHARS:
        some = []
        for _ in range(chance.randint(2, 4)):
            name = chance.choice(people)
            thing, other = chance.sample(_THINGS, 2)
            some.append(
                chance.choice(_SHAPES).format(
                    name=name,
                    last=name.split()[-1],
                    body=chance.choice(body),
                    thing=thing,
                    other=other,
                    number=chance.randint(2, 98),
                    year=chance.randint(1990, 2030),
                    day=chance.choice(["Monday", "Tuesday", "Thursday", "Friday"]),
                )  # fmt: skip
            )
        text += " ".join(some) + "\n\n"
    return text


def page(number: int) -> str:
    """The same as a web page with what surrounds an article."""
    title, _, rest = article(number).partition("\n\n")
    links = "".join(f"<li><a href='/{k}'>Section {k}</a></li>" for k in range(40))
    paragraphs = "".join(f"<p>{part}</p>" for part in rest.split("\n\n"))
    return (
        f"<!doctype html><html><head><title>{title}</title><meta charset='utf-8'></head><body><nav><ul>{links}"
        f"</ul></nav><article><h1>{title}</h1>{paragraphs}</article><footer><ul>{links}</ul></footer></body></html>"
    )


_READ = """
import json, os, resource, sys, time
from walkaway.evidence.gathering import gather
told = []
start = time.perf_counter()
found = gather([sys.argv[1]], progress=lambda step, share: told.append(share))
seconds = time.perf_counter() - start
unit = 1024**2 if sys.platform == "darwin" else 1024
print(json.dumps({
    "seconds": seconds, "documents": len(found.reads), "statements": len(found.statements),
    "conflicts": len(found.conflicts), "told": len(told), "faults": len(found.faults),
    "own": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
    "children": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit,
}))
"""


def whole(folder: Path) -> dict[str, Any]:
    """Read a folder in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(folder)],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def thousand() -> Iterator[Row]:
    """A thousand articles with statements, duplicates and conflicts."""
    with tempfile.TemporaryDirectory() as home:
        size = 0
        for number in range(ARTICLES):
            text = article(number)
            size += len(text)
            Path(home, f"{number:04}.txt").write_text(text, encoding="utf-8")
        found = whole(Path(home))
    assert found["documents"] == ARTICLES
    assert not found["faults"]
    assert found["told"] >= ARTICLES
    note = (
        f"{size / 1e6:.1f} million characters; {found['statements']:,} statements, {found['conflicts']:,} "
        f"conflicts proposed; peak {found['own']:.0f} MB, largest helper {found['children']:.0f} MB"
    )
    seconds = found["seconds"]
    yield Row(f"reading {ARTICLES:,} articles with statements, {os.cpu_count()} cores", seconds, seconds, 1,
              f"< {shown(LIMIT)}", note, seconds < LIMIT)  # fmt: skip


def pages() -> Iterator[Row]:
    """HTML pages, extraction only."""
    from walkaway.evidence.intake.formats import extract

    some = [page(number).encode() for number in range(50)]
    assert all("We will not sign" in extract("html", raw).text for raw in some[:3])
    row = clock("", lambda: [extract("html", raw) for raw in some], runs=3)
    yield Row("article out of one HTML page", row.best / 50, row.median / 50, 3,
              note="50 invented pages of 5,000 characters with menus")  # fmt: skip


def quotes() -> Iterator[Row]:
    """Planted quotes: altered ones are caught, genuine ones in other typography pass."""
    from tests.evidence import planted

    from walkaway.evidence.quoting.quotes import match_quote

    texts = planted.TEXTS
    reads = {name: planted.read(text, name) for name, text in texts.items()}
    genuine = list(planted.genuine(texts, 200, 1))
    altered = list(planted.altered(texts, 200, 1))

    def verify() -> tuple[int, int]:
        good = [match_quote(item.quote, [reads[item.document]]) for item in genuine]
        bad = [match_quote(item.quote, [reads[item.document]]) for item in altered]
        return (
            sum(match.status in ("found", "ambiguous") for match in good),
            sum(match.status in ("none", "stitched", "misattributed") for match in bad),
        )

    passed, caught = verify()
    row = clock("verifying 400 planted quotes", verify, runs=3)
    yield Row(row.what, row.best, row.median, 3, "all", f"{passed} of 200 genuine pass, {caught} of 200 altered "
              "are caught", passed == caught == 200)  # fmt: skip


def groups() -> list[Callable[[], Iterator[Row]]]:
    return [pages, quotes, thousand]


assert partial
