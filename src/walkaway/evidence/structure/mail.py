"""E-mails, threads and letters: who wrote which lines.

Header blocks, *On …, Nora Vik wrote:* and marks of quoting tell the writer of the lines that follow;
signatures,
headers and greetings are nobody's words. Libraries for this cut a reply off its thread and throw the rest
away;
here the rest is evidence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final

from ..findings import SetAside, Turn
from .dates import SOME_DAY
from .form_words import DEAR, FIELDS, GOODBYES, HELLOS, SENDERS, SENT, WROTE
from .paragraphs import depths_of, lines_of, marked

HEADER: Final = "mail header"
SIGNATURE: Final = "signature"
UNNAMED: Final = "quoted mail, writer not named"
UNTOLD: Final = "quoted mail or an answer to it, not told"

_FROM: Final = re.compile(
    rf"[*_]{{0,2}}{SENDERS}[*_]{{0,2}}\s?:[*_]{{0,2}}\s*(?P<who>\S[^\n]{{1,150}})", re.IGNORECASE
)
_FIELD: Final = re.compile(rf"[*_]{{0,2}}{FIELDS}[*_]{{0,2}}\s?:", re.IGNORECASE)
_WROTE: Final = re.compile(
    rf"(?:(?:(?:On|Am|Le|Den|El|Il|Op|W dniu)\s|(?=\d))(?P<what>[^\n]{{4,200}}?)\s{WROTE}"
    r"(?P<late>\s[^\n:]{2,80})?"
    rf"|(?P<first>(?:(?:[A-ZÀ-ÞĀ-Ž][\w'’-]*\.?|de|van|von|der)\s){{1,5}})"
    rf"(?:<[^<>\s]+@[^<>\s]+>\s)?{WROTE}\s[^\n]{{4,60}})\s?:$"
)
_ADDRESS: Final = re.compile(r"\s*[<\[(]?(?:mailto:)?[\w.+-]+@[\w.-]+[>\])]?|\s*<[^<>]*>")
_WHEN: Final = re.compile(
    r"^.*(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s\(?[A-Z]{2,5}\)?|\s?[+-]\d{4})?|\d{4})"
    r"\s?,?\s*"
)
_DATED: Final = re.compile(rf"[*_]{{0,2}}{SENT}\b", re.IGNORECASE)
_SOME_DAY: Final = re.compile(rf"(?<!\w){SOME_DAY}(?:,?\s(?:at\s)?\d{{1,2}}:\d{{2}})?", re.IGNORECASE)
_ORIGINAL: Final = re.compile(
    r"-{2,}\s?(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Message d'origine)\s?-{2,}"
    r"|Begin forwarded message:",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    rf"{HELLOS}\b(?:[^\n.?]|(?<=M[rs]|Dr)\.|(?<=Mrs|Sen|Gen|Hon)\.|(?<=Prof)\.){{0,60}}[,:!]?$"
    r"|[A-Z]\w{1,20}(?: [A-Z]\w{1,20})?,$"
)
_DEAR: Final = re.compile(DEAR)
_CLOSING: Final = re.compile(rf"{GOODBYES}[,.!]?$", re.IGNORECASE)
_SIGNED: Final = re.compile(r"\(?(?:signed|gez\.|signé|sgd\.?|firmado)\)?:?\s+", re.IGNORECASE)
_DISCLAIMER: Final = re.compile(
    r"(?:\W{0,3}(?:confidentiality|disclaimer|legal) ?(?:notice)?:?\W*)?"
    r"(?:(?:the (?:information|contents?) .{0,40})?\bth(?:is|e) "
    r"(?:e-?mail|message|communication)\b.{0,80}\b(?:confidential|privileged|intended|for the (?:sole )?use)"
    r"|(?:please )?(?:consider|think of) the environment\b|sent from my \w+)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"[A-ZÀ-ÞĀ-Ž][\w'’.-]*(?:[ \u00a0](?:& )?[A-ZÀ-ÞĀ-Ž][\w'’.-]*){0,4}(?:,\s.{2,60})?$"
)

Span = tuple[int, int]
Writer = tuple[str, Span]
"""Who wrote some lines, and where that is said."""


@dataclass(slots=True)
class _Thread:
    """A thread while it is read line by line, with the writer of each depth of quoting."""

    text: str
    writers: dict[int, Writer] = field(default_factory=dict)
    dates: dict[int, str] = field(default_factory=dict)  # of each depth, in the words of its header
    turns: list[Turn] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)
    depth: int = 0
    signed: bool = False
    closed: bool = False  # by a disclaimer: what follows is no writer's
    signer: Writer | None = None  # by the name below, where no header tells

    def end_segment(self) -> None:
        """Put the lines so far down to their writer."""
        writer, lines = self.writers.get(self.depth) or self.signer, self.lines
        self.lines, self.signed, self.closed, self.signer = [], False, False, None
        if lines and _GREETING.match(self.text[slice(*lines[0])]):
            lines = lines[1:]
        if lines and writer is not None:
            name, who = writer
            self.turns.append(
                Turn(
                    name=name,
                    role="",
                    who=who,
                    cue=who,
                    content=tuple(lines),
                    date=self.dates.get(self.depth, ""),
                )
            )
        elif self.depth:  # somebody else's words, and nothing tells whose
            for line in lines:
                self.put_aside(*line, UNNAMED)

    def put_aside(self, start: int, end: int, why: str) -> None:
        self.aside.append(SetAside(start=start, end=end, why=why))


def is_mail(text: str, lines: Sequence[Span]) -> bool:
    """Whether a text is a mail: a header block near its head, or two lines that say who wrote."""
    bare = [text[marked(text, *line)[1] : line[1]] for line in lines[:400]]
    heads = [k for k, line in enumerate(bare) if _FROM.match(line) and _is_block(bare, k)]
    wrote = [line for line in bare if _WROTE.match(line) and ("@" in line or any(c.isdigit() for c in line))]
    quoted = sum(text[slice(*line)].lstrip().startswith(">") for line in lines[:400])
    return bool(heads and heads[0] <= 12) or (bool(wrote) and quoted >= 2)


def is_letter(text: str, lines: Sequence[Span]) -> bool:
    """Whether a text is a letter: it greets near its head and closes near its end."""
    dear = [text[slice(*line)] for line in lines[:20] if _DEAR.match(text, *line)]
    head = any(_GREETING.match(line) for line in dear)
    return head and any(_CLOSING.match(text[slice(*line)]) for line in lines[-10:])


def _is_block(bare: Sequence[str], at: int) -> bool:
    """Whether a *From:* stands among other fields of a header."""
    return sum(bool(_FIELD.match(line)) for line in bare[max(0, at - 6) : at + 7]) >= 3


def mail_turns(
    text: str, lines: Sequence[Span], spans: Sequence[Span]
) -> tuple[tuple[Turn, ...], tuple[SetAside, ...]]:
    r"""Who wrote what in a mail or thread, and headers and signatures, which are set aside.

    Examples
    --------
    >>> text = "From: Karl Aas\nTo: N\nDate: 3 May\n\nNo.\n\nOn 2 May 2026 Nora Vik wrote:\n> Half?"
    >>> from walkaway.evidence.structure.paragraphs import lines_of
    >>> lines = lines_of(text)
    >>> [(turn.name, [text[a:b] for a, b in turn.content]) for turn in mail_turns(text, lines, lines)[0]]
    [('Karl Aas', ['No.']), ('Nora Vik', ['Half?'])]
    """
    thread = _Thread(text)
    depths = dict(zip(lines_of(text), depths_of(text), strict=True))
    begins = {start for start, _ in spans}
    bare = [text[marked(text, *line)[1] : line[1]] for line in lines]
    head = 0  # lines up to here belong to a header
    for number, (start, end) in enumerate(lines):
        depth, place = depths[start, end], marked(text, start, end)[1]
        line = text[place:end]
        if depth is None:
            thread.end_segment()
            thread.put_aside(start, end, UNTOLD)
            continue
        if number < head or not line.strip():
            if line.strip():
                thread.put_aside(start, end, HEADER)
            continue
        if _FIELD.match(line) and _is_block(bare, number):
            thread.end_segment()
            head = _header(thread, lines, bare, number, depth, begins)
            continue
        ends = (k for k in range(number + 1, len(lines)) if lines[k][0] in begins)
        wrote, used = _attribution(bare[number : max(number + 2, next(ends, len(lines)))])
        if wrote is not None:
            thread.end_segment()
            thread.put_aside(start, lines[number + used - 1][1], HEADER)
            head = number + used
            behind = (marked(text, *line)[0] for line, words in zip(lines[head:], bare[head:], strict=True)
                      if words.strip())  # fmt: skip
            follows = next(behind, depth + 1)
            inner = depth + 1 if follows > depth else depth
            named = re.compile(r"\s+".join(map(re.escape, wrote.split()))).search(
                text, start, lines[head - 1][1]
            )
            thread.writers[inner] = (wrote, named.span() if named is not None else (start, end))
            thread.dates[inner] = _date_in(" ".join(bare[number:head]))
            thread.depth = inner
        elif _ORIGINAL.match(line):
            thread.end_segment()
            thread.put_aside(start, end, HEADER)
        else:
            _body(thread, (start, place, end), depth, line)
    thread.end_segment()
    joined = tuple(whole(turn, spans) for turn in thread.turns)
    return joined, tuple(thread.aside)


def _header(
    thread: _Thread, lines: Sequence[Span], bare: Sequence[str], number: int, depth: int, begins: set[int]
) -> int:
    """Take a header block; the number of the first line behind it."""
    stop = number
    while stop < len(lines) and stop - number < 40 and (
        _FIELD.match(bare[stop])
        or (stop > number and _folded(thread.text, lines[stop - 1], lines[stop], begins))
    ):  # fmt: skip
        stop += 1
    thread.dates[depth] = next((_date_in(line) for line in bare[number:stop] if _DATED.match(line)), "")
    for k in range(number, stop):
        thread.put_aside(*lines[k], HEADER)
        if (sender := _FROM.match(bare[k])) is not None:
            start = lines[k][1] - len(bare[k]) + sender.start("who")
            name = _ADDRESS.sub("", sender["who"]).strip(" \"'*_") or sender["who"].strip(" <>")
            place = thread.text.find(name, start)
            who = (place, place + len(name)) if place >= 0 else (start, lines[k][1])
            name = re.sub(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’. -]+)$", r"\2 \1", name)  # "Vik, Nora"
            thread.writers[depth] = (name, who)
            thread.depth = depth
    return max(stop, number + 1)


def _date_in(words: str) -> str:
    """When a mail was sent, in the words of its header or of *On …, Nora Vik wrote:*."""
    found = _SOME_DAY.search(words)
    return found.group() if found is not None else ""


def _folded(text: str, first: Span, second: Span, begins: set[int]) -> bool:
    """Whether a line goes on with the field before it: indented, wrapped, or the rest of addresses."""
    between = text[first[1] : second[0]]
    rest = text[first[1] - 1] in ",;" and "@" in text[slice(*second)]
    rest = rest or _ADDRESS.fullmatch(text, *second) is not None
    return between.count("\n") == 1 and (between[-1] in " \t" or second[0] not in begins or rest)


def _attribution(bare: Sequence[str]) -> tuple[str | None, int]:
    """The writer whom *On …, Nora Vik wrote:* names, and how many of the lines say it."""
    for used in range(1, min(len(bare), 4) + 1):
        match = _WROTE.match(" ".join(line.strip() for line in bare[:used]))
        if match is not None:
            told = match["first"] or match["late"] or _WHEN.sub("", match["what"])
            name = _ADDRESS.sub("", told).strip(" ,\"'")
            name = re.sub(r"^(?:at|um|à|kl\.?)\s+", "", name)
            return (name or match["what"].split()[-1]), used
    return None, 0


def _body(thread: _Thread, where: tuple[int, int, int], depth: int, line: str) -> None:
    start, place, end = where
    if depth != thread.depth:
        thread.end_segment()
        thread.depth = depth
    writer = thread.writers.get(depth)
    called = writer[0] if writer is not None else ""
    own = called and line.strip(" ,.") in (called, called.split()[0]) and thread.lines
    begun = called and line.startswith(f"{called} |")
    if own or begun or line.rstrip() in ("--", "—") or (_CLOSING.match(line.strip()) and thread.lines):
        thread.signed = True
    name = _NAME.fullmatch(line.strip()) if depth == 0 and len(line) < 40 else None
    if writer is None and thread.lines and name is not None and thread.signer is None:
        thread.signed, thread.signer = True, (line.strip(), (place, end))
    thread.closed = thread.closed or (bool(thread.lines) and _DISCLAIMER.match(line) is not None)
    if thread.signed or thread.closed:
        long = len(line) > 90 and not _NAME.match(line)
        if not long or thread.closed:
            thread.put_aside(start, end, SIGNATURE)
            return
        thread.signed = False
    thread.lines.append((place, end))


def letter_turns(
    text: str, lines: Sequence[Span], spans: Sequence[Span]
) -> tuple[tuple[Turn, ...], tuple[SetAside, ...]]:
    """A letter's words, put down to whoever signs it."""
    opens = next((k for k, line in enumerate(lines[:30]) if _GREETING.match(text[slice(*line)])), -1)
    closes = next(
        (k for k in range(len(lines) - 1, -1, -1) if _CLOSING.match(text[slice(*lines[k])])), len(lines)
    )
    below = [(_SIGNED.match(text, a, b), a, b) for a, b in lines[closes + 1 :]]
    names = [(mark.end() if mark is not None else a, b) for mark, a, b in below]
    signed = next((name for name in names if _NAME.match(text[slice(*name)])), None)
    body = tuple(lines[opens + 1 : closes])
    aside = tuple(SetAside(start=a, end=b, why=SIGNATURE) for a, b in lines[closes:])
    if signed is None or not body:
        return (), aside
    name, _, role = text[slice(*signed)].partition(", ")
    who = (signed[0], signed[0] + len(name))
    return (whole(Turn(name=name, role=role, who=who, cue=who, content=body), spans),), aside


def whole(turn: Turn, spans: Sequence[Span]) -> Turn:
    """The same turn with its lines joined to paragraphs, which begin behind marks of quoting and heads."""
    found: dict[Span, Span] = {}
    for first, last in turn.content:
        place = bisect_right(spans, first, key=itemgetter(0)) - 1
        if place >= 0 and first < spans[place][1]:
            begin, _ = found.get(spans[place], (first, last))
            found[spans[place]] = (begin, last)
    return replace(turn, content=tuple(found.values()))
