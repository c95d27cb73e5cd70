"""The right form for numbers and ranges that were written as people write them: ``[1, 2]`` for ``1-2``.

Used in messages only: what is found is never taken for what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise

from .lines import Path
from .written_amounts import Amount, amount, plain, straight

_ABOUT = re.compile(
    r"(?:~|≈|≃|≅|±|about|around|approx\.?|approximately|roughly|circa|ca\.?|c\.|maybe|perhaps) ?(?P<n>.+)"
    r"|(?P<m>.+?) ?(?:ish|-ish|\?|or so|roughly|approx\.?|approximately)",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?:>=?|=>|≥|⩾|at least|more than|min\.?|minimum|over|above|from|not? less than|upwards of) ?(?P<n>.+)"
    r"|(?P<m>.+?) ?(?:\+|or more|and more|and up|or above|upwards|minimum|min\.?)",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:<=?|=<|≤|⩽|at most|less than|max\.?|maximum|under|below|up to|not more than|no more than) ?(?P<n>.+)"
    r"|(?P<m>.+?) ?(?:or less|and less|or below|maximum|max\.?)",
    re.IGNORECASE,
)
_BOUNDS = (
    (_ABOUT, ""),
    (_LEAST, "[{0}, high] with the highest you think possible"),
    (_MOST, "[low, {0}] with the lowest you think possible"),
)
_AROUND = re.compile(r"(?P<middle>.+?) ?(?:±|\+ ?/ ?-|\+-|\+/−|plus or minus) ?(?P<off>.+)")
_BETWEEN = re.compile(r"(?:between|from) (?P<low>.+?) (?:and|to|-|–) (?P<high>.+)", re.IGNORECASE)
_SIGNS = re.compile(
    r" ?(?:\.\.+|…|[-–—‒‑~→;]) ?| (?:to|till|until|or|and|bis|through|vs\.?) |, +| ", re.IGNORECASE
)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_PLAIN = re.compile(r"[-+]?([0-9]{1,20}\.?[0-9]{0,20}|\.[0-9]{1,20})([eE][-+]?[0-9]{1,2})?")
_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)(?::[0-5]\d)?")
_OPEN = {
    "?", "??", "???", "tbd", "t.b.d.", "tba", "tbc", "unknown", "not known", "n/a", "n.a.", "na", "open",
    "todo", "unclear", "pending", "to be decided", "to be determined", "to be done", "xxx", "...",
}  # fmt: skip
_SYNONYMS = {
    "min": "low", "minimum": "low", "lowest": "low", "lower": "low", "from": "low", "least": "low",
    "max": "high", "maximum": "high", "highest": "high", "upper": "high", "to": "high",
    "most": "high", "mode": "likely", "mid": "likely", "middle": "likely", "expected": "likely",
    "probable": "likely", "guess": "likely",
}  # fmt: skip


def right_form(value: object, path: Path = (), *, single: bool = False) -> str:
    """Say how a number, or a judgement, should have been written; empty if no number can be seen in it.

    ``path`` says which key takes the unit; ``single`` that only one number can stand here, not a range.

    >>> right_form("4600-5000")
    'write [4600, 5000]'
    >>> right_form("$500", ("preferences", "us", "walk_away"))
    'write 500, with scale: USD'
    """
    match value:
        case str():
            text = straight(value)
            if _PLAIN.fullmatch(text):
                return f"write {text}{' without quotation marks' if text in value else ''}"
            return _of_text(text, path, single=single)
        case list() | tuple() if not single:
            return _of_list(value, path)
        case Mapping() if not single:
            return _of_mapping(value, path)
    return ""


def titled_form(value: object) -> str:
    """Say how titles that were written as a list or as text become a mapping.

    >>> titled_form("Ann and Bob Lee")
    'write {ann: Ann, bob_lee: Bob Lee}'
    """
    if isinstance(value, str):
        titles = re.split(r"\s*[,;/|\n]\s*|\s+(?:and|or|vs\.?|&)\s+", value.strip())
    elif isinstance(value, Sequence) and all(isinstance(one, str | Decimal) for one in value):
        titles = list(map(str, value))
    else:
        return ""
    made: dict[str, str] = {}
    for title in filter(None, titles[:20]):
        word = re.sub(r"\W+", "_", title.casefold()).strip("_") or "one"
        made[word if word[0].isalpha() else f"o{word}"] = title
    if len(made) < 2:
        return ""
    plain_text = re.compile(r"[^\W\d][^:#,{}\[\]\"']*")
    pairs = (f"{key}: {text if plain_text.fullmatch(text) else repr(text)}" for key, text in made.items())
    return f"write {{{', '.join(pairs)}}}"


def _of_text(text: str, path: Path, *, single: bool) -> str:
    if bare := re.fullmatch(r"[(\[<{](.*)[)\]>}]", text):
        return _of_text(bare[1].strip(), path, single=single)
    if ended := re.fullmatch(r"(.*[^\s,;])\s*[,;][\s,;]*", text):  # a sign from a program or a list
        return f"write {ended[1]}" if _PLAIN.fullmatch(ended[1]) else _of_text(ended[1], path, single=single)
    if special := _special(text):
        return special
    if re.match(r"%\s*[0-9]", text):
        text = f"{text[1:].strip()}%"
    for pattern, form in _BOUNDS:
        bound = pattern.fullmatch(text)
        if inner := amount(bound["n"] or bound["m"]) if bound else None:
            if single:
                return _one(inner, path)
            bounded = form.format(_shared(inner, inner.value, path))
            return f"write both ends, {bounded}{_unit(inner, path)}" if form else _near(inner, path)
    found = amount(text)
    if found is None:
        return "" if single else _of_range(text, path)
    comma = re.fullmatch(r"(\d{1,9}),(\d{1,9})", text)
    pair = not single and comma and len(comma[2]) != 3 and int(comma[1]) < int(comma[2])
    return _one(found, path) + (f", or [{comma[1]}, {comma[2]}] for a range" if comma and pair else "")


def _special(text: str) -> str:
    """What is no number at all: a date, a time, a word for what is open; or is one of a program."""
    if get_close_matches(" ".join(text.casefold().split()), ["to be judged"], 1, 0.8):
        return 'did you mean "to be judged"?'
    if text.lower() in _OPEN:
        return "write to be judged while it is open"
    if _DATE.fullmatch(text):
        return "a date is no number: count days, months or years"
    if clock := _CLOCK.fullmatch(text):
        hours, minutes = int(clock[1]), int(clock[2])
        part = plain(hours + (Decimal(minutes) / 60).quantize(Decimal("0.01")))
        return f"a time is no number: write {part}, in hours, or {60 * hours + minutes}, in minutes"
    digits = r"[-+]?0(x[0-9a-f]{1,15}|o[0-7]{1,15}|b[01]{1,15})"
    return f"write {int(text, 0)}" if re.fullmatch(digits, text, re.IGNORECASE) else ""


def _one(found: Amount, path: Path) -> str:
    """``write 1000, or 1 if …, with scale: USD``."""
    values = [f"{_shared(found, value, path)} {when}".strip() for value, when in found.readings]
    return f"write {', or '.join(values)}{_unit(found, path)}"


def _of_one(path: Path) -> bool:
    """Whether shares run from 0 to 1 here."""
    return path[-1:] == ("discount",) or (path[:1] == ("evidence",) and path[-1:] == ("weight",))


def _shared(found: Amount, value: str, path: Path) -> str:
    """A percentage as a share of 1 where shares run from 0 to 1."""
    return plain(Decimal(value) / 100) if found.percent and _of_one(path) and "/" not in value else value


def _unit(found: Amount, path: Path) -> str:
    if found.percent:
        return "" if _of_one(path) else " without the sign %"
    if not found.unit or found.unit in ("x", "×") or path[:1] not in (("issues",), ("preferences",)):
        return ""
    if "weights" in path:
        return f" without {found.unit}"
    if "means" in path:
        return f", the unit as its key ({found.unit.lower()}: {found.value})"
    return f", with {'unit' if path[:1] == ('issues',) else 'scale'}: {found.unit}"


def _pair(ends: Iterable[Amount | None], path: Path) -> str:
    """``write [4600, 5000]``, with what both share."""
    low, high = ends
    if low is None or high is None:
        return ""
    if high.power and not low.power and "/" not in low.value:  # 4-5k
        low = low.multiplied(high.power)
    unit = high if high.unit or high.percent else low
    pairs: list[str] = []
    for (one, _), (two, when) in [*zip(low.readings, high.readings, strict=False)][:2]:
        values = (_shared(unit, value, path) for value in sorted((one, two), key=Fraction))
        pairs.append(f"[{', '.join(values)}] {when}".strip())
    return f"write {', or '.join(pairs)}{_unit(unit, path)}"


def _of_range(text: str, path: Path) -> str:
    between = _BETWEEN.fullmatch(text)
    if between and (pair := _pair(map(amount, between.groups()), path)):
        return pair
    if around := _AROUND.fullmatch(text):
        middle, off = amount(around["middle"]), amount(around["off"])
        if middle and off and "/" not in middle.value + off.value:
            return _around(middle, off, path)
    for sign in _SIGNS.finditer(text):
        low, high = amount(text[: sign.start()]), amount(text[sign.end() :])
        bare = low and high and not (low.unit or high.unit or low.power)
        if sign.start() and low and high and (sign.group().strip() or bare):  # else 5 USD may be one amount
            return _pair((low, high), path)
    return ""


def _around(middle: Amount, off: Amount, path: Path) -> str:
    centre, width = Decimal(middle.value), abs(Decimal(off.value))
    if off.percent and not middle.percent:
        width = abs(centre) * width / 100
    ends = plain(centre - width), plain(centre + width)
    unit = middle.unit or off.unit
    return _pair((Amount(((end, ""),), unit, middle.percent) for end in ends), path)


def _near(found: Amount, path: Path) -> str:
    if "/" in found.value:
        return f"write a range around {found.value}"
    centre = Decimal(found.value)
    width = abs(centre) / 10 or Decimal(1)
    low, high = plain(centre - width), plain(centre + width)
    return (
        f"write a range as wide as you doubt it, such as [{low}, {high}] or "
        f"{{low: {low}, likely: {found.value}, high: {high}}}{_unit(found, path)}"
    )


def _number(value: object) -> Amount | None:
    """One number of a list, as it was written or as it was meant."""
    if isinstance(value, str):
        return amount(value)
    if isinstance(value, bool) or not isinstance(value, Decimal | Fraction | int | float):
        return None
    return Amount(((plain(value) if isinstance(value, Decimal) else str(value), ""),))


def _of_list(value: Sequence[object], path: Path) -> str:
    numbers = [_number(one) for one in value]
    if len(value) == 1:
        [only] = value
        if isinstance(only, list) and len(only) == 2:
            return _pair(map(_number, only), path) or right_form(only, path)
        if isinstance(only, str):
            return right_form(only, path)
        return _one(numbers[0], path) if numbers[0] else ""
    joined = _thousands(value)
    if len(value) == 2 and all(numbers):
        return joined or _pair(numbers, path)
    if len(value) == 3 and all(numbers):
        values = [one.value for one in numbers if one]
        low, likely, high = sorted(values, key=Fraction)
        three = f"{{low: {low}, likely: {likely}, high: {high}}}"
        forms = [three, joined.removeprefix("write ")] if joined else [three]
        return f"write {', or '.join(forms if values == [low, likely, high] else reversed(forms))}"
    return joined


def _thousands(value: Sequence[object]) -> str:
    """``[1,000, 2,000]``, which reads as four numbers."""
    if not all(isinstance(one, Decimal) for one in value):
        return ""
    texts = [str(one) for one in value]
    made = texts[:1]
    for before, text in pairwise(["", *texts]):
        whole = re.fullmatch(r"-?[1-9][0-9]{0,2}|-?[1-9][0-9]*000", made[-1]) if before else None
        if whole and re.fullmatch(r"[0-9]{3}", text):
            made[-1] += text
        elif before:
            made.append(text)
    sure = len(texts) != 2 or texts[1].startswith("0")
    if len(made) == len(texts) or not sure or len(made) > 2:
        return ""
    return f"write {made[0]}" if len(made) == 1 else f"write [{', '.join(sorted(made, key=int))}]"


def _of_mapping(value: Mapping[str, object], path: Path) -> str:
    if value and all(one is None for one in value.values()):  # {40, 60}
        if len(value) == 1:
            return right_form(next(iter(value)), path)
        return _pair(map(amount, value), path) if len(value) == 2 else ""
    named = {_SYNONYMS.get(key.lower(), key): _number(one) for key, one in value.items()}
    given = {key: number.value for key, number in named.items() if number}
    if not 0 < len(given) == len(value) or given.keys() - {"low", "likely", "high"}:
        return ""
    ends = {"low": "a number", "high": "a number"} | given
    return f"write {{{', '.join(f'{key}: {ends[key]}' for key in ('low', 'likely', 'high') if key in ends)}}}"
