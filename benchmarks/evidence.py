"""The evidence room: a thousand invented articles, pages, planted quotes, and what outside texts say."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.harness import ROOT, Row, clock, environment, shown

ARTICLES = 1_000
CHARS = 5_000
LIMIT = 180.0
_FIRST = ("Ada", "Bruno", "Chidi", "Dana", "Emil", "Farah", "Goran", "Hana", "Ivo", "Jun", "Katya", "Lars")
_LAST = ("Okello", "Moreno", "Petrov", "Lindqvist", "Sandoval", "Whitfield", "Tanaka", "Adeyemi", "Kowalski")
_BODIES = [
    "dockers’ union",
    "harbour board",
    "river council",
    "film guild",
    "teachers’ league",
    "ship owners",
    "rail company",
    "water ministry",
    "lower province",
    "upper province",
]
_THINGS = [
    "night shifts",
    "the reservoir",
    "a new contract",
    "higher wages",
    "the northern quay",
    "school hours",
    "the fishing quota",
    "the ferry line",
    "compensation for farmers",
    "a shared inspection",
]
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


def sentence(chance: random.Random, people: list[str], bodies: list[str]) -> str:
    name = chance.choice(people)
    thing, other = chance.sample(_THINGS, 2)
    return chance.choice(_SHAPES).format(
        name=name,
        last=name.split()[-1],
        body=chance.choice(bodies),
        thing=thing,
        other=other,
        number=chance.randint(2, 98),
        year=chance.randint(1990, 2030),
        day=chance.choice(("Monday", "Tuesday", "Thursday", "Friday")),
    )


def article(number: int) -> str:
    """An invented article of about five thousand characters."""
    chance = random.Random(number)
    people = [f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(4)]
    body = chance.sample(_BODIES, 2)
    text = f"Talks on {chance.choice(_THINGS)} end without a paper\n\nBy {people[0]}\n\n"
    while len(text) < CHARS:
        some = [sentence(chance, people, body) for _ in range(chance.randint(2, 4))]
        text += " ".join(some) + "\n\n"
    return text


def page(number: int) -> str:
    """The same as a web page with what surrounds an article."""
    title, _, rest = article(number).partition("\n\n")
    links = "".join(f"<li><a href='/{k}'>Section {k}</a></li>" for k in range(40))
    paragraphs = "".join(f"<p>{part}</p>" for part in rest.split("\n\n"))
    return (
        f"<!doctype html><html><head><title>{title}</title><meta charset='utf-8'></head><body>"
        f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{paragraphs}</article>"
        f"<footer><ul>{links}</ul></footer></body></html>"
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
        def stand(item: planted.Planted) -> bool:
            return match_quote(item.quote, reads.values(), document=item.document).accepted

        return sum(map(stand, genuine)), sum(not stand(item) for item in altered)

    passed, caught = verify()
    row = clock("verifying 400 planted quotes", verify, runs=3)
    yield Row(row.what, row.best, row.median, 3, "all right",
              f"{passed} of 200 genuine pass, {caught} of 200 altered are caught",
              passed == caught == 200)  # fmt: skip


# -------------------------------------------------------------------------------------- outside texts


def outside() -> list[tuple[str, str, str]]:
    """What outside texts say, where they are here: what, figure, bar."""
    home = Path(os.environ.get("WALKAWAY_ORACLES") or ROOT.parent / "shared" / "oracles")
    if not (home / "evidence").is_dir():
        return []
    from benchmarks.forms import figures

    return [
        *extraction(home / "evidence"), *gum(), *reports(home.parent), *figures(home)
    ]  # fmt: skip


def turns() -> list[tuple[str, str, str]]:
    """Labelled turns of transcripts of many makes, and texts that are none; both are part of the repository."""
    from tests.evidence.rated_turns import OTHERS, rated_all, taken_for_transcripts

    rated = rated_all()
    right = [not why for some in rated.values() for _, why in some]
    texts = [path.read_text(encoding="utf-8") for path in sorted(OTHERS.glob("*.txt"))]
    news = [*texts, *(article(number) for number in range(100))]
    return [
        (f"labelled turns, {len(rated)} makes of transcript",
         f"{sum(right)} of {len(right)} with their speaker and words", "95 %"),
        (f"{len(news)} texts that are no transcripts",
         f"{len(taken_for_transcripts(news))} taken for one", "1 %"),
    ]  # fmt: skip


def extraction(home: Path) -> list[tuple[str, str, str]]:
    """Article extraction: F1 over shingles of four words."""
    from tests.evidence.test_extraction_oracle import article as live
    from tests.evidence.test_extraction_oracle import f1

    from walkaway.errors import Faults
    from walkaway.evidence.intake.reader import read_each

    gold = json.loads((home / "article-extraction-sample" / "sample.json").read_text(encoding="utf-8"))
    found = []
    for what, suffix, bar in (("HTML pages", ".html", ".95"), ("plain text with furniture", ".txt", ".84")):
        with tempfile.TemporaryDirectory() as folder:
            for name, record in gold.items():
                packed = home / "article-extraction-sample" / "html" / f"{name}.html.gz"
                raw = (
                    gzip.decompress(packed.read_bytes())
                    if suffix == ".html"
                    else record["page_text_with_boilerplate"].encode()
                )
                Path(folder, name + suffix).write_bytes(raw)
            reads = list(read_each([folder], Faults()))
        value = f1((gold[read.document.name]["articleBody"], live(read)) for read in reads)
        found.append((f"article extraction, {len(reads)} {what}", f"F1 {value:.3f}", f"F1 {bar}"))
    return found


def gum() -> list[tuple[str, str, str]]:
    """Attribution on GUM news and interviews."""
    from tests.evidence import test_gum_oracle as oracle
    from tests.evidence.planted import read

    from walkaway.evidence.speech.statements import statements_of_all

    texts = oracle.load()
    reads = [read(text, name) for name, text, _ in texts]
    strict = [oracle.contents(s for s in some if s.band == "strict") for some in statements_of_all(reads)]
    p, r, f = oracle.score((mine, text[2]) for mine, text in zip(strict, texts, strict=True))
    found = [(f"GUM, {len(texts)} texts, strict band", f"P {p:.3f} R {r:.3f} F {f:.3f}", "P .72 R .55")]
    bare = [oracle.stripped(text) for _, text, _ in texts]
    reads = [read(text, row[0], "unpunctuated") for (text, _), row in zip(bare, texts, strict=True)]
    rows = [
        oracle._row(some, reads[k], bare[k][1], texts[k][2])
        for k, some in enumerate(statements_of_all(reads))
    ]
    for what, part in (("all", rows), ("held out from the tagger", rows[::3])):
        p, r, value = oracle.score(part)
        found.append((f"GUM stripped, {what}", f"P {p:.3f} R {r:.3f} F {value:.3f}", f"F {f / 2:.3f}"))
    return found


def reports(home: Path) -> list[tuple[str, str, str]]:
    """The scorer of the reports, on what ``gather`` finds in them."""
    from walkaway.evidence.gathering import gather

    scorer, folder = home / "tools" / "score_reports.py", home / "hanoi" / "reports"
    if not scorer.is_file() or not folder.is_dir():
        return []
    with tempfile.NamedTemporaryFile("w", suffix=".json") as answer:
        json.dump(gather([folder]).to_dict(), answer)
        answer.flush()
        done = subprocess.run(
            [sys.executable, str(scorer), answer.name], capture_output=True, text=True, check=False
        )
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    said = "; ".join(line for line in lines if line.startswith(("must", "traps", "conflict", "statements")))
    return [("two news reports, gold statements", said or "no answer", lines[-1] if lines else "bar held")]


CAVEATS = """\
The rules were written with these sets in sight: the figures show that nothing broke, not how well unseen
texts are read. The boundary tagger was scored on every third stripped text, which it did not see when it was
measured."""


def section(note: Callable[[Row], None]) -> list[str]:
    """The lines of the section of ``RESULTS.md``."""
    from benchmarks.report import machine, table

    rows = []
    for group in (pages, quotes, thousand):
        for row in group():
            note(row)
            rows.append(row)
    lines = [
        *machine("python -m benchmarks evidence", ("spacy", "trafilatura", "pypdfium2")),
        "",
        *table(rows),
    ]
    figures = [*turns(), *outside()]
    if figures:
        lines += ["", "| texts | figure | bar |", "|---|---|---|"]
        lines += [f"| {' | '.join(figure)} |" for figure in figures]
        lines += ["", CAVEATS]
    return lines
