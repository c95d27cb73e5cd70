"""What went wrong in a text that is no YAML, or no case, in the writer's words; several slips at once.

A text that does not parse is mended line by line: of the changes that a person may have meant
(:mod:`walkaway.case.slips`) the first is taken with which the parser gets further. Each such change is said
with the line that is right, and reading goes on behind it. Nothing here is done for a text that reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ..errors import Fault, Faults
from .brackets import (
    brackets_meant,
    commas_meant,
    crossed_meant,
    entries_meant,
    quotes_meant,
    reads_alone,
)
from .indentation import blanks, indents, outdents, uneven, unheaded
from .lines import Lines
from .otherwise import parsed_otherwise
from .sections import as_sections
from .slips import (
    Slip,
    breaks,
    bullets,
    colons_meant,
    commas,
    differs,
    lines_meant,
    lists_meant,
    merge_markers,
    shortened,
    split_line,
    values_meant,
)
from .yamltext import without_end_tabs

__all__ = ["Mended", "mended"]

_MOST = 40
_CHOICES = 6
_BUDGET = 400_000
_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ODD_INDENT = re.compile(rf"[ \t]*[{_SPACES}][ \t{_SPACES}]*")
_TABS = re.compile(r" *\t+[ \t]*(?=\S)")
_ODD_GAP = re.compile(
    rf"(?P<key>(?:^[ \t]*(?:- +)*|[{{,][ \t]*)[\"']?[\w.-]+[\"']?)"
    rf"(?:[{_SPACES}][ \t{_SPACES}]*:[ \t{_SPACES}]*|[ \t]*:[ \t]*[{_SPACES}][ \t{_SPACES}]*)(?=\S|$)"
    rf"|(?P<dash>^[ \t]*-)[ \t]*[{_SPACES}][ \t{_SPACES}]*"
)
_UNSEEN = re.compile(
    r"(?P<key>(?:^[ \t]*(?:- +)*|[{,][ \t]*)[\w.-]*)"
    r"(?P<sign>[\u00ad\u200b-\u200f\u2060\ufeff])(?=[^\s:]*:(?:\s|$))"
)
_TAB_GAP = re.compile(r"(?P<key>^[ \t]*(?:- +)*[\"']?[\w.-]+[\"']?:) *\t[ \t]*(?=\S)")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


_LOOKS = (quotes_meant, commas_meant, crossed_meant, brackets_meant, entries_meant)
Reader = Callable[[str, str], Faults]


class Mended:
    """A text on its way to being readable, and what was said about it."""

    def __init__(self, text: str, file: str, keys: frozenset[str], read: Reader) -> None:
        self.lines, self.file, self.read = breaks(text), file, read
        used = Counter(re.findall(r"(?<![\w.-])(?=[\d._-]*[^\W\d])(\w[\w.-]{,80}):(?=\s)", text))
        self.names = keys | set(used)
        self.keys = keys | {key for key, times in used.items() if times > 1}
        self.depths = Counter(map(blanks, self.lines))
        self.faults: list[Fault] = []
        self.touched: set[int] = set()
        self.sure = True
        self.left = _BUDGET
        self.done: dict[int, list[tuple[str, int, int]]] = {}
        self.parses = True

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self.lines)

    def changed(self, changes: Mapping[int, str]) -> str:
        """The text with some lines changed."""
        return "".join(changes.get(number, line) for number, line in enumerate(self.lines))

    def follows(self, line: int) -> bool:
        """Whether a later fault on a line is worth saying: not where a slip was, nor after a doubtful one."""
        return line not in self.touched and (self.sure or not self.parses)

    def say(self, slip: Slip) -> None:
        """Take a change over, and say it, unless the line was just indented anew."""
        for number, line in slip.changes.items():
            self.done.setdefault(number, []).append((slip.hint, *differs(self.lines[number], line)))
            self.lines[number] = line
        if not slip.found or (slip.line + 1 in self.touched and slip.indents):
            return
        self.touched |= {number + 1 for number in (slip.line, *slip.changes)}
        self.sure = self.sure and slip.sure
        said = Fault(found=slip.found, expected=slip.expected, hint=slip.hint)
        self.faults.append(replace(said, file=self.file, line=slip.line + 1))

    def error(self, changes: Any = None) -> Any:
        """The parser's first complaint, with some lines changed; None if it has none."""
        text = self.text if changes is None else self.changed(changes)
        self.left -= len(text) + 100
        return _complaint(text)

    def all_lines(self) -> None:
        """Slips that are seen by looking: merge markers, control characters, and blanks that are none."""
        for slip in [*merge_markers(self.lines), *colons_meant(self.lines)]:
            self.say(slip)
        self._each(_CONTROL, "the character {name}", "text without it", "delete it")
        self._gaps(_UNSEEN, "", "it cannot be seen: delete it")
        self._gaps(_ODD_GAP, ": ", "it looks like a blank and is none")
        self._each(_ODD_INDENT, "{name} as indentation", "blanks", "the two look alike", start=True)

    def _gaps(self, pattern: re.Pattern[str], gap: str, hint: str) -> bool:
        """Say each line whose key has a sign beside it that is no blank, or one in it that cannot be seen."""
        hits = [number for number, line in enumerate(self.lines) if pattern.search(line)]
        for number in hits[:_MOST]:
            line = self.lines[number]
            shown = "".join(hit[0] for hit in pattern.finditer(line))
            sign = next(
                char for char in shown if char in "\t\u00ad" or not (char.isprintable() or char == " ")
            )
            new = line
            while (again := pattern.search(new)) is not None:
                dash = again.groupdict().get("dash")
                new = new[: again.start()] + (f"{dash} " if dash else again["key"] + gap) + new[again.end() :]
            name = "tab" if sign == "\t" else unicodedata.name(sign, "sign").lower()
            article = "an" if name[0] in "aeiou" else "a"
            found = (
                f"{article} {name} (U+{ord(sign):04X}) in {shortened(line.replace(sign, ' ' if gap else ''))}"
            )
            self.say(Slip(number, {number: new}, found, shortened(new), hint))
        return bool(hits)

    def _each(
        self, pattern: re.Pattern[str], found: str, expected: str, hint: str, *, start: bool = False
    ) -> None:
        hits = {
            number: hit
            for number, line in enumerate(self.lines)
            if (hit := pattern.match(line) if start else pattern.search(line))
        }
        if not hits:
            return
        sign = next(char for char in next(iter(hits.values()))[0] if char not in " \t")
        name = unicodedata.name(sign, "").lower() or f"U+{ord(sign):04X}"
        self.in_lines(hits, pattern, "blanks" if start else "", (found.format(name=name), expected, hint))

    def in_lines(
        self, hits: Collection[int], pattern: re.Pattern[str], instead: str, words: tuple[str, str, str]
    ) -> None:
        """Say one slip of many lines once, with blanks or nothing in its place."""
        first, *others = hits
        more = f", here and on {len(others)} more line{'s' * (len(others) != 1)}" if others else ""

        def put(hit: re.Match[str]) -> str:
            return " " * len(hit[0].replace("\t", "  ")) if instead else ""

        changes = {number: pattern.sub(put, self.lines[number], count=1 if instead else 0) for number in hits}
        found, expected, hint = words
        self.say(Slip(first, changes, found + more, expected, hint))

    def tabs(self) -> bool:
        """Tabs at the start of lines; True if there were any."""
        hits = [number for number, line in enumerate(self.lines) if _TABS.match(line)]
        words = "a tab as indentation", "blanks, two for each level", "tabs do not indent"
        if len(hits) == 1:
            self.say(Slip(hits[0], {hits[0]: self.like_neighbours(hits[0])}, *words))
        elif hits:
            self.in_lines(hits, _TABS, "blanks", words)
        return bool(hits)

    def like_neighbours(self, number: int) -> str:
        """A line with the indentation of a line above or below with which the parser gets furthest."""
        bare = self.lines[number].lstrip(" \t")
        near = [line for line in self.lines[max(0, number - 4) : number + 5] if line.strip()]
        above = next((line for line in reversed(self.lines[:number]) if line.strip()), "")
        likely = blanks(above) + 2 * above.rstrip().endswith(":")
        depths = dict.fromkeys([likely, *map(blanks, near)])
        trials = [" " * depth + bare for depth in depths]

        def reached(line: str) -> tuple[int, int]:
            error = self.error({number: line})
            return (len(self.lines), 0) if error is None else _place(error)

        return max(trials, key=reached)

    def proposals(self, error: Any) -> Iterator[Slip]:
        """Changes that may have been meant where the parser complains, the likeliest first."""
        problem = str(error.problem)
        at, context = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
        lines, keys = self.lines, self.keys
        here = min(at.line, len(lines) - 1)
        above = next((n for n in range(here - 1, -1, -1) if lines[n].strip()), here)
        near = list(dict.fromkeys((here, min(context.line, here), above)))
        if "could not find expected ':'" in problem:
            near = list(dict.fromkeys((min(context.line, here), *near)))
        near = [number for number in near if lines[number].strip()]
        sign = lines[here][at.column : at.column + 1] if at.line < len(lines) else ""
        flow = "flow" in str(error.context)
        yield from uneven(here, lines)
        for number in near:
            yield from bullets(number, lines)
        meant = [number for number in near if flow or not reads_alone(split_line(lines[number])[1])]
        for number in near:
            if number in meant:
                yield from lists_meant(number, lines[number])
            yield from lines_meant(number, lines, keys)
            if number in meant:
                yield from values_meant(number, lines[number])
        if sign and ("expected ',' or" in problem or sign in "]}"):
            yield from commas(here, at.column, lines[here], keys)
        for number in meant:
            yield from values_meant(number, lines[number], colon=True, keys=keys)
        for number in sorted(near, key=lambda one: self.depths[blanks(lines[one])]):  # the odd one first
            yield from indents(number, lines)

    def mend(self) -> bool:
        """Mend slip after slip; True if the text then parses."""
        for look in _LOOKS if len(self.text) <= _BUDGET else ():
            for slips in list(look(self.lines))[:_MOST]:
                self.say(self.best(slips))
        while len(self.faults) < _MOST:
            error = self.error()
            if error is None:
                return True
            if getattr(error, "problem_mark", None) is None and getattr(error, "context_mark", None) is None:
                return False
            if self.tabs() or self._gaps(_TAB_GAP, " ", "a tab looks like a blank and is none"):
                continue
            slip = self.first(error)
            if slip is None:
                return False
            self.say(slip)
        return False

    def outdented(self, faults: Faults) -> Faults:
        """Lines that read, but in what stands above them: further left, if that leaves fewer faults."""
        places = [*unheaded(self.lines), *(fault.line - 1 for fault in faults)]
        for number in list(dict.fromkeys(places))[:_CHOICES]:
            line = "".join(self.lines[number : number + 1]) if number >= 0 else ""
            if line.lstrip()[:2] in ("", "- ") or number + 1 in self.touched or self.left <= 0:
                continue
            for slip in islice(outdents(number, self.lines), 3):
                text = self.changed(slip.changes)
                self.left -= 5 * len(text)
                then = self.read(text, self.file)
                if len(then) < len(faults) and {*map(_said, then)} <= {*map(_said, faults)}:
                    self.say(slip)
                    faults = then
                    break
        return faults

    def read_otherwise(self, faults: Faults) -> None:
        """Lines in faulty places that read as something else, if there are fewer faults without them."""
        near: set[int] = set()
        for start in {fault.line - 1 for fault in faults if 0 < fault.line <= len(self.lines)}:
            depth = blanks(self.lines[start])
            near.add(start)
            for number in range(start + 1, len(self.lines)):
                if self.lines[number].strip() and blanks(self.lines[number]) <= depth:
                    break
                near.add(number)
        slips = [
            slip
            for number in sorted(near)
            if number + 1 not in self.touched
            and self.lines[number].strip()
            and (slip := parsed_otherwise(number, self.lines, self.keys, self.names))
        ]
        if not slips or len(self.text) > _BUDGET:
            return
        changed = {number: line for slip in slips for number, line in slip.changes.items()}
        then = self.read(self.changed(changed), self.file)
        if len(then) < len(faults) or not {str(fault) for fault in faults} & {str(fault) for fault in then}:
            for slip in slips[:_MOST]:
                self.say(slip)

    def best(self, slips: list[Slip]) -> Slip:
        """The first of the changes behind which the least is wrong, as far as all of them read."""
        if len(slips) == 1 or self.left <= 0:
            return slips[0]
        errors = [self.error(slip.changes) for slip in slips]
        if None in errors:  # one that leads to the end is better than one that does not
            slips = [slip for slip, error in zip(slips, errors, strict=True) if error is None]
            errors = [None]
        end = min(len(self.lines) if error is None else _place(error)[0] for error in errors)

        def wrong(slip: Slip) -> tuple[bool, int]:
            text = "".join(breaks(self.changed(slip.changes))[:end])
            self.left -= 5 * len(text)
            return _complaint(text) is not None, len(self.read(text, self.file))

        return min(slips, key=wrong)

    def again(self, slip: Slip) -> bool:
        """Whether a change only adds to one that was made in the same way at the same place."""
        for number, new in slip.changes.items():
            start, end = differs(self.lines[number], new)
            for hint, low, high in self.done.get(number, ()):
                if hint == slip.hint and start <= high and end >= low:
                    return True
        return False

    def first(self, error: Any) -> Slip | None:
        """The first change with which the parser gets further."""
        reached = _place(error)
        fallback: Slip | None = None
        further: list[Slip] = []
        tried: set[tuple[tuple[int, str], ...]] = set()
        for slip in self.proposals(error):
            key = tuple(slip.changes.items())
            if key in tried or self.left <= 0 or all(self.lines[n] == line for n, line in key):
                continue
            if self.again(slip):
                continue
            tried.add(key)
            then = self.error(slip.changes)
            if then is None or _place(then)[0] > max(reached[0], *slip.changes):
                further.append(slip)
                if len(further) == _CHOICES:
                    break
            elif fallback is None and _place(then) > reached:
                fallback = slip
        return self.best(further) if further else fallback


def _complaint(text: str) -> Any:
    """The parser's first complaint about a text; None if it has none."""
    try:
        for _ in YAML(typ="safe", pure=True).parse(text):
            pass
    except YAMLError as error:
        return error
    return None


def _said(fault: Fault) -> tuple[int, str, str]:
    """A fault without its hint, which may name what else the file holds."""
    return fault.line, fault.path, fault.found


def _place(error: Any) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return (0, 0) if mark is None else (mark.line, mark.column)


def mended(text: str, lines: Lines, faults: Faults, keys: frozenset[str], read: Reader) -> Mended:
    """Mend a text that does not read as a case.

    Parameters
    ----------
    text : str
    lines : Lines
        Its file, and whether it is no YAML.
    faults : Faults
        What was said of it as it stands.
    keys : set of str
        Keys of the format.
    read : callable
        Gives the faults of another text.

    Returns
    -------
    Mended
        With the text that may have been meant, and a fault for each slip.

    Notes
    -----
    The parser is run once for each proposal, on at most some 400,000 characters in all.
    """
    found = Mended(without_end_tabs(text) if lines.broken else text, lines.file, keys, read)
    found.all_lines()
    if lines.broken:
        found.parses = found.mend()
        faults = read(found.text, lines.file)
    elif found.faults:
        faults = read(found.text, lines.file)
    elif (slip := as_sections(found.lines)) and found.error(slip.changes) is None:
        found.say(slip)
    if found.parses:
        found.read_otherwise(found.outdented(faults))
    return found
