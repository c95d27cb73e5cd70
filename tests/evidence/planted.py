"""Records made by hand, and quotes that are right or altered on purpose."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from walkaway.evidence.findings import Document, Passage, Quoted, Read, Speaker, Statement

_SENTENCE = re.compile(r"(?:[^.!?\n]|\n(?!\n))+[.!?]?[\"”’']*")
_WORD = re.compile(r"\w+(?:['’]\w+)*")

TEXTS = {
    "harbour": """Dockers and port owners broke off talks on Friday night after 14 hours. “We will not sign a
contract that leaves 350 people without a shift,” said Lena Ortiz, who leads the dockers’ union – and she
added that the offer of 2.5% could not cover rents.

The owners had proposed to raise wages by 4 percent in return for longer night shifts. Their spokesman,
Paul Reed, called the union’s answer “a step back” and denied that 120 jobs were ever at risk. He said the
company never threatened to close the northern quay, but that it can’t keep both quays open through 2031.

A mediator from the ministry asked both sides to freeze all claims for 30 days. Neither side has accepted;
the strike, which began on 3 March, goes on…""",
    "river": """The two upstream provinces agreed on Monday to release 1,200 cubic metres a second from the
Tamar dam, officials said. “No province will get everything it wants,” said Governor Amina Sow. “But nobody
should go thirsty this summer.”

In exchange for the water, the downstream provinces would lift their ban on timber imports and pay $45
million towards a new canal. The treaty does not say who repairs the old one. Farmers' leaders had demanded
at least 1,500 cubic metres; engineers doubted that the dam — built in 1968 — could deliver that much.

Minister Karl Voss said the agreement was not perfect. “It’s the first one we have signed without a court,”
he said, and he wouldn’t rule out further cuts if the drought lasts.""",
    "film": """Writers and studios will meet again on 5 June. The studios offered a 7 percent rise over three
years and said that they would never accept a ban on machine-written drafts. The guild wants 12 percent, a
staff of at least six writers for each show, and full pay for every reused script.

“We are not asking for the moon,” said Dana Whitfield, the guild’s chief negotiator. “We’re asking for the
pay we had in 2007.” Studio heads, she said, had rejected four of nine points without reading them.

Robert Haines, who speaks for the studios, said the guild had moved the goalposts twice and that no studio
could plan a season on those terms. Analysts expect the strike to cost the city 30 million dollars a day.""",
}


def document(text: str, name: str = "report", profile: str = "normal", **more: Any) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name=name, file=f"{name}.txt", text=text, raw_sha256=digest, sha256=digest,
                    profile=profile, **more)  # type: ignore[arg-type]  # fmt: skip


def read(text: str, name: str = "report", profile: str = "normal", **more: Any) -> Read:
    """A read whose passages are sentences, cut simply."""
    spans = [match.span() for match in _SENTENCE.finditer(text) if match.group().strip()]
    passages = tuple(Passage(start=start, end=end, boundaries="found") for start, end in spans)
    return Read(document=document(text, name, profile, **more), set_aside=(), passages=passages)


def statement(source: Read, words: str, name: str = "", cue: str = "", **more: Any) -> Statement:
    """A statement whose words, speaker and cue are found in the text."""
    text = source.document.text

    def span(part: str) -> tuple[int, int]:
        start = text.index(part)
        return start, start + len(part)

    role, party = more.pop("role", ""), more.pop("party", "")
    start, end = span(words)
    speaker = None
    if name:
        first, last = span(name) if name in text else (0, 0)
        speaker = Speaker(name=name, role=role, party=party, start=first, end=last)
    mark = Quoted(start=span(cue)[0], end=span(cue)[1], text=cue) if cue else None
    more.setdefault("id", f"{source.document.name}-{start}")
    more.setdefault("kind", "paraphrase")
    return Statement(document=source.document.name, speaker=speaker, cue=mark,
                     content=(Quoted(start=start, end=end, text=text[start:end]),), **more)  # fmt: skip


def oracles() -> Path:
    default = Path(__file__).resolve().parents[2].parent / "shared" / "oracles"
    return Path(os.environ.get("WALKAWAY_ORACLES", default)) / "evidence" / "gum-news"


def gum_texts() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(oracles().glob("*.txt"))}


def gum_spans() -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for path in sorted(oracles().glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = [tuple(span) for item in data["attributions"] for span in item["content"]]
    return found


def tokens(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def stands(words: str, text: str) -> bool:
    """Whether the words, as bare tokens, stand anywhere in a text: the tests' own slow truth."""
    return f" {' '.join(tokens(words))} " in f" {' '.join(tokens(text))} "


@dataclass(frozen=True)
class Planted:
    """A quote with what was done to it."""

    quote: str
    document: str
    done: str


def genuine(texts: dict[str, str], count: int, seed: int) -> Iterator[Planted]:
    """Runs of 5 to 30 words with other marks, dashes, line breaks, spaces or case."""
    rng = random.Random(seed)
    names = sorted(texts)
    dress = [_other_marks, _other_dashes, _other_breaks, _other_case, _soft, _all_at_once]
    made = 0
    while made < count:
        name = rng.choice(names)
        piece = _run(texts[name], rng, 5, 30)
        if sum(stands(piece, text) for text in texts.values()) > 1 or _repeats(piece, texts[name]):
            continue
        how = dress[made % len(dress)]
        yield Planted(how(piece, rng), name, how.__name__)
        made += 1


def _repeats(piece: str, text: str) -> bool:
    return " ".join(tokens(text)).count(" ".join(tokens(piece))) > 1


def _run(text: str, rng: random.Random, least: int, most: int) -> str:
    """A run of whole words, cut at blanks as a person cuts."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    size = rng.randint(least, most)
    first = rng.randrange(max(1, len(words) - size))
    chosen = words[first : first + size]
    piece = text[chosen[0][0] : chosen[-1][1]]
    return piece if len(tokens(piece)) >= least else _run(text, rng, least, most)


def _other_marks(piece: str, rng: random.Random) -> str:
    table = rng.choice([{"“": '"', "”": '"', "’": "'", "‘": "'", '"': "„", "'": "’"},
                        {"“": "«", "”": "»", "’": "'", '"': "”", "'": "ʼ"[:0] + "’"}])  # fmt: skip
    return "“" + "".join(table.get(character, character) for character in piece) + "”"


def _other_dashes(piece: str, rng: random.Random) -> str:
    dash = rng.choice([" -- ", "—", " — ", " – "])
    return re.sub(r"\s*[–—]\s*|\s-\s|\s?--\s?", dash, piece)


def _other_breaks(piece: str, rng: random.Random) -> str:
    blanks = [" ", "\n", "\r\n", "  ", "\t", "\u00a0", "\u2009"]
    return re.sub(r"\s+", lambda _: rng.choice(blanks), piece)


def _other_case(piece: str, rng: random.Random) -> str:
    return rng.choice([str.upper, str.lower, str.title, str.capitalize])(piece) if "ß" not in piece else piece


def _soft(piece: str, rng: random.Random) -> str:
    piece = re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", piece, count=3)
    return piece.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("…", "...")


def _all_at_once(piece: str, rng: random.Random) -> str:
    for dress in (_other_marks, _other_dashes, _soft, _other_breaks):
        piece = dress(piece, rng)
    return piece.lower()


def altered(texts: dict[str, str], count: int, seed: int) -> Iterator[Planted]:
    """The same kind of runs with one thing wrong."""
    rng = random.Random(seed)
    names = sorted(texts)
    ways = [_drop_negation, _add_negation, _change_number, _swap_word, _stitch, _stitch_marked,
            _other_document, _bracket]  # fmt: skip
    made = tries = 0
    while made < count:
        tries += 1
        assert tries < 200_000, "the texts are too small to plant in"
        name = rng.choice(names)
        way = ways[made % len(ways)]
        piece = _run(texts[name], rng, 8, 25)
        wrong = way(piece, texts, name, rng)
        if wrong is None or (way is not _other_document and stands(wrong, texts[name])):
            continue
        home = rng.choice([other for other in names if other != name]) if way is _other_document else name
        if stands(wrong, texts[home]):
            continue
        yield Planted(wrong, home, way.__name__)
        made += 1


_NEGATION = re.compile(r"\b(?:not|no|never|neither|without|nobody)\s|(?<=\w)n['’]t\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def _drop_negation(piece: str, texts: dict[str, str], name: str, rng: random.Random) -> str | None:
    return _NEGATION.sub("", piece, count=1) if _NEGATION.search(piece) else None


def _add_negation(piece: str, texts: dict[str, str], name: str, rng: random.Random) -> str | None:
    words = piece.split(" ")
    words.insert(rng.randrange(1, len(words)), rng.choice(["not", "never", "no"]))
    return " ".join(words)


def _change_number(piece: str, texts: dict[str, str], name: str, rng: random.Random) -> str | None:
    way = rng.choice(["{}0", "{}.5", "-{}", "1{}"])
    return (
        _NUMBER.sub(lambda match: way.format(match.group()), piece, count=1)
        if _NUMBER.search(piece)
        else None
    )


def _swap_word(piece: str, texts: dict[str, str], name: str, rng: random.Random) -> str | None:
    words = piece.split(" ")
    other = rng.choice(tokens(texts[rng.choice(sorted(texts))]))
    place = rng.randrange(len(words))
    return None if tokens(words[place]) == [other] else " ".join([*words[:place], other, *words[place + 1 :]])


def _stitch(piece: str, texts: dict[str, str], name: str, rng: random.Random) -> str | None:
    return piece + " " + _run(texts[name], rng, 5, 12)


def _stitch_marked(piece: str, texts: dict[str, str], name: str, rng: random.Random) -> str | None:
    return piece + rng.choice([" … ", " ... ", " [...] ", "… "]) + _run(texts[name], rng, 5, 12)


def _other_document(piece: str, texts: dict[str, str], name: str, rng: random.Random) -> str | None:
    return piece


def _bracket(piece: str, texts: dict[str, str], name: str, rng: random.Random) -> str | None:
    words = piece.split(" ")
    place = rng.randrange(len(words))
    edit = rng.choice(
        [f"[{words[place]}]", "[the company]", "[not]", f"[{words[place][:1]}]{words[place][1:]}"]
    )
    return None if "[]" in edit else " ".join([*words[:place], edit, *words[place + 1 :]])
