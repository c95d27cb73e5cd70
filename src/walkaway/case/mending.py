"""What went wrong in a text that is no YAML, or no case, in the writer's words; several slips at once.

A text that does not parse is mended line by line: of the changes that a person may have meant (a
:class:`~walkaway.case.slips.Slip` each) the first is taken with which the parser gets further.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ..errors import Fault, Faults
from .brackets import LOOKS
from .lines import Lines
from .meant import bullets, commas, lines_meant, lists_meant, read_otherwise, values_meant
from .odd_signs import MOST, as_sections, indents, odd_signs, outdents, tab_gaps, tabs, uneven, unheaded
from .slips import Slip, blanks, breaks, differs, reads_alone, shortened, split_line
from .yamltext import without_end_tabs

_CHOICES = 6
_BUDGET = 400_000
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
        self.say_all(odd_signs(self.lines))

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.changed({})

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

    def say_all(self, slips: Iterable[Slip]) -> bool:
        """Say slips as they are found; True if there were any."""
        said = False
        for slip in slips:
            self.say(slip)
            said = True
        return said

    def error(self, changes: Mapping[int, str]) -> Any:
        """The parser's first complaint, with some lines changed; None if it has none."""
        text = self.changed(changes)
        self.left -= len(text) + 100
        return _complaint(text)

    def like_neighbours(self, number: int) -> str:
        """A line with the indentation of a line above or below with which the parser gets furthest."""
        bare = self.lines[number].lstrip(" \t")
        near = [line for line in self.lines[max(0, number - 4) : number + 5] if line.strip()]
        above = next((line for line in reversed(self.lines[:number]) if line.strip()), "")
        likely = blanks(above) + 2 * above.rstrip().endswith(":")
        trials = (" " * depth + bare for depth in dict.fromkeys([likely, *map(blanks, near)]))
        return max(trials, key=lambda line: self.reached(self.error({number: line})))

    def reached(self, error: Any) -> tuple[int, int]:
        """How far the parser gets, as line and column."""
        return (len(self.lines), 0) if error is None else _place(error)

    def proposals(self, error: Any) -> Iterator[Slip]:
        """Changes that may have been meant where the parser complains, the likeliest first."""
        problem = str(error.problem)
        at, context = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
        lines, keys = self.lines, self.keys
        here, there = min(at.line, len(lines) - 1), min(context.line, len(lines) - 1)
        above = next((n for n in range(here - 1, -1, -1) if lines[n].strip()), here)
        near = [there, here, above] if "could not find expected ':'" in problem else [here, there, above]
        near = [number for number in dict.fromkeys(near) if lines[number].strip()]
        sign = lines[here][at.column : at.column + 1] if at.line < len(lines) else ""
        flow = "flow" in str(error.context)
        meant = [number for number in near if flow or not reads_alone(split_line(lines[number])[1])]
        yield from uneven(here, lines)
        for number in near:
            yield from bullets(number, lines)
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
        for look in LOOKS if len(self.text) <= _BUDGET else ():
            for slips in list(look(self.lines))[:MOST]:
                self.say(self.best(slips))
        while len(self.faults) < MOST:
            error = self.error({})
            if error is None:
                return True
            if getattr(error, "problem_mark", None) is None and getattr(error, "context_mark", None) is None:
                return False
            if self.say_all(tabs(self.lines, self.like_neighbours)) or self.say_all(tab_gaps(self.lines)):
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
                said, before = ({(one.line, one.path, one.found) for one in some} for some in (then, faults))
                if len(then) < len(faults) and said <= before:  # a hint may name what else the file holds
                    self.say(slip)
                    faults = then
                    break
        return faults

    def otherwise(self, faults: Faults) -> None:
        """Lines in faulty places that read as something else, if there are fewer faults without them."""
        near: set[int] = set()
        for start in {fault.line - 1 for fault in faults if 0 < fault.line <= len(self.lines)}:
            depth = blanks(self.lines[start])
            near.add(start)
            for number in range(start + 1, len(self.lines)):
                if self.lines[number].strip() and blanks(self.lines[number]) <= depth:
                    break
                near.add(number)
        places = (n for n in sorted(near) if n + 1 not in self.touched and self.lines[n].strip())
        found = (read_otherwise(number, self.lines, self.keys, self.names) for number in places)
        slips = [slip for slip in found if slip]
        if not slips or len(self.text) > _BUDGET:
            return
        changed = {number: line for slip in slips for number, line in slip.changes.items()}
        then = self.read(self.changed(changed), self.file)
        if len(then) < len(faults) or not {str(fault) for fault in faults} & {str(fault) for fault in then}:
            self.say_all(slips[:MOST])

    def best(self, slips: list[Slip]) -> Slip:
        """The first of the changes behind which the least is wrong, as far as all of them read."""
        if len(slips) == 1 or self.left <= 0:
            return slips[0]
        errors = [self.error(slip.changes) for slip in slips]
        if None in errors:  # one that leads to the end is better than one that does not
            slips = [slip for slip, error in zip(slips, errors, strict=True) if error is None]
            errors = [None]
        end = min(self.reached(error)[0] for error in errors)

        def wrong(slip: Slip) -> tuple[bool, int]:
            text = "".join(breaks(self.changed(slip.changes))[:end])
            self.left -= 5 * len(text)
            return _complaint(text) is not None, len(self.read(text, self.file))

        return min(slips, key=wrong)

    def again(self, slip: Slip) -> bool:
        """Whether a change only adds to one that was made in the same way at the same place."""
        return any(
            hint == slip.hint and start <= high and end >= low
            for number, new in slip.changes.items()
            for start, end in [differs(self.lines[number], new)]
            for hint, low, high in self.done.get(number, ())
        )

    def first(self, error: Any) -> Slip | None:
        """The first change with which the parser gets further."""
        reached = _place(error)
        fallback: Slip | None = None
        further: list[Slip] = []
        tried: set[tuple[tuple[int, str], ...]] = set()
        for slip in self.proposals(error):
            key = tuple(slip.changes.items())
            same = all(self.lines[number] == line for number, line in key)
            if key in tried or self.left <= 0 or same or self.again(slip):
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


def _place(error: Any) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return (0, 0) if mark is None else (mark.line, mark.column)


def mended(text: str, lines: Lines, faults: Faults, keys: frozenset[str], read: Reader) -> Mended:
    """Mend a text that does not read as a case: the text that may have been meant, a fault for each slip.

    ``faults`` is what was said of it, ``read`` gives those of another text. The parser is run once for each
    proposal, on at most some 400,000 characters in all.
    """
    found = Mended(without_end_tabs(text) if lines.broken else text, lines.file, keys, read)
    if lines.broken:
        found.parses = found.mend()
        faults = read(found.text, lines.file)
    elif found.faults:
        faults = read(found.text, lines.file)
    elif (slip := as_sections(found.lines)) and found.error(slip.changes) is None:
        found.say(slip)
    if found.parses:
        found.otherwise(found.outdented(faults))
    return found


def hinted(fault: Fault, lines: list[str]) -> Fault:
    """A fault about nothing with a hint from its line: a comment, a word for nothing, lines not indented."""
    line = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    found = re.fullmatch(r"(?:- +)?(?P<key>[^\s:]+):(?:\s+(?P<rest>#.*|~|null|Null|NULL))?", line.strip())
    said = fault.found != "nothing" or fault.hint
    if said or found is None or found["key"] != fault.path.rpartition(".")[2]:
        return fault
    below = next((one for one in lines[fault.line :] if one.strip()), "")
    rest, hint = found["rest"] or "", ""
    if rest.startswith("#"):
        hint = f'what follows # is a comment; as text it stands in quotation marks, "{shortened(rest)}"'
    elif rest:
        hint = f'{rest} means nothing; as text it stands in quotation marks, "{rest}"'
    elif fault.expected.startswith(("a mapping", "a list")) and blanks(below) == blanks(line):
        hint = "lines that belong to it must be indented"
    return replace(fault, hint=hint)
