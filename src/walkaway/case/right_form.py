"""The right form for numbers and ranges that were written as people write them: ``[1, 2]`` for ``1-2``.

Used in messages only: what is found is never taken for what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from .amounts import Amount, amount, plain, straight
from .lines import Path

__all__ = ["right_form", "titled_form"]

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
    """Say how a number, or a judgement, should have been written.

    Parameters
    ----------
    value : object
        What stands in the file.
    path : path
        Where it stands: which key takes the unit, and whether a percentage is a share of 1.
    single : bool
        Whether only one number can stand here, not a range.

    Returns
    -------
    str
        A hint such as ``write [4600, 5000]``; empty if no number can be seen in it.

    Examples
    --------
    >>> right_form("4600-5000")
    'write [4600, 5000]'
    >>> right_form("$500", ("preferences", "us", "walk_away"))
    'write 500, with scale: USD'
    """
    match value:
        case str():
            text = straight(value)
            if _PLAIN.fullmatch(text):
                quotes = " without quotation marks" if text in value else ""
                return f"write {text}{quotes}"
            return _of_text(text, path, single=single)
        case list() | tuple():
            return "" if single else _of_list(value, path)
        case Mapping():
            return "" if single else _of_mapping(value, path)
    return ""


def titled_form(value: object) -> str:
    """Say how titles that were written as a list or as text become a mapping.

    Examples
    --------
    >>> titled_form("Ann and Bob Lee")
    'write {ann: Ann, bob_lee: Bob Lee}'
    """
    if isinstance(value, str):
        titles = re.split(r"\s*[,;/|\n]\s*|\s+(?:and|or|vs\.?|&)\s+", value.strip())
    elif isinstance(value, Sequence):
        titles = [str(one) for one in value if isinstance(one, str | Decimal)]
        if len(titles) != len(value):
            return ""
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
    bare = re.fullmatch(r"[(\[<{](.*)[)\]>}]", text)
    if bare:
        return _of_text(bare[1].strip(), path, single=single)
    ended = re.fullmatch(r"(.*[^\s,;])\s*[,;][\s,;]*", text)
    if ended:  # a sign behind it, as from a program or a list
        return _plainly(ended[1], path, single=single)
    if get_close_matches(" ".join(text.casefold().split()), ["to be judged"], 1, 0.8):
        return 'did you mean "to be judged"?'
    if text.lower() in _OPEN:
        return "write to be judged while it is open"
    if re.match(r"%\s*[0-9]", text):
        text = f"{text[1:].strip()}%"
    if _DATE.fullmatch(text):
        return "a date is no number: count days, months or years"
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes = int(clock[1]), int(clock[2])
        part = plain(hours + (Decimal(minutes) / 60).quantize(Decimal("0.01")))
        return f"a time is no number: write {part}, in hours, or {60 * hours + minutes}, in minutes"
    if re.fullmatch(r"[-+]?0[xob][0-9a-f]{1,15}", text, re.IGNORECASE):
        try:
            return f"write {int(text, 0)}"
        except ValueError:
            return ""
    for pattern, form in ((_ABOUT, _near), (_LEAST, _at_least), (_MOST, _at_most)):
        bound = pattern.fullmatch(text)
        inner = amount(bound["n"] or bound["m"]) if bound else None
        if inner:
            return _write(inner, path) if single else form(inner, path)
    found = amount(text)
    if found is None:
        return "" if single else _of_range(text, path)
    comma = re.fullmatch(r"(\d{1,9}),(\d{1,9})", text)
    pair = [] if single or comma is None or len(comma[2]) == 3 else list(comma.groups())
    rising = bool(pair) and int(pair[0]) < int(pair[1])
    return _write(found, path) + (f", or [{', '.join(pair)}] for a range" if rising else "")


def _plainly(text: str, path: Path, *, single: bool) -> str:
    """What stands before a sign at the end, as it would be without it."""
    return f"write {text}" if _PLAIN.fullmatch(text) else _of_text(text, path, single=single)


def _write(found: Amount, path: Path) -> str:
    """``write 1000, or 1 if …, with scale: USD``."""
    values = [f"{_shared(found, value, path)} {when}".strip() for value, when in found.readings]
    return f"write {', or '.join(values)}{_unit(found, path)}"


def _of_one(path: Path) -> bool:
    """Whether shares run from 0 to 1 here."""
    return path[-1:] == ("discount",) or (path[:1] == ("evidence",) and path[-1:] == ("weight",))


def _shared(found: Amount, value: str, path: Path) -> str:
    """A percentage as a share of 1 where shares run from 0 to 1."""
    if found.percent and _of_one(path) and "/" not in value:
        return plain(Decimal(value) / 100)
    return value


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


def _pair(low: Amount, high: Amount, path: Path) -> str:
    """``write [4600, 5000]``, with what both share."""
    if high.power and not low.power and "/" not in low.value:  # 4-5k
        low = low.multiplied(high.power)
    unit = high if high.unit or high.percent else low
    pairs: list[str] = []
    for index in range(min(len(low.readings), len(high.readings), 2)):
        ends = [(low, low.readings[index][0]), (high, high.readings[index][0])]
        ends.sort(key=lambda end: Fraction(end[1]))
        when = high.readings[index][1]
        pairs.append(f"[{', '.join(_shared(unit, value, path) for _, value in ends)}] {when}".strip())
    return f"write {', or '.join(pairs)}{_unit(unit, path)}"


def _of_range(text: str, path: Path) -> str:
    between, around = _BETWEEN.fullmatch(text), _AROUND.fullmatch(text)
    if between:
        low, high = amount(between["low"]), amount(between["high"])
        if low and high:
            return _pair(low, high, path)
    if around:
        middle, off = amount(around["middle"]), amount(around["off"])
        if middle and off and "/" not in middle.value + off.value:
            return _around(middle, off, path)
    for sign in _SIGNS.finditer(text):
        low, high = amount(text[: sign.start()]), amount(text[sign.end() :])
        if sign.start() and low and high and _joined(sign.group(), low, high):
            return _pair(low, high, path)
    return ""


def _joined(sign: str, low: Amount, high: Amount) -> bool:
    """Whether a sign between two amounts makes a range; a blank does only between bare numbers."""
    return bool(sign.strip()) or not (low.unit or high.unit or low.power)


def _around(middle: Amount, off: Amount, path: Path) -> str:
    centre, width = Decimal(middle.value), Decimal(off.value)
    if off.percent and not middle.percent:
        width = abs(centre) * width / 100
    width = abs(width)
    low, high = (
        Amount(((plain(end), ""),), middle.unit or off.unit, middle.percent)
        for end in (centre - width, centre + width)
    )
    return _pair(low, high, path)


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


def _at_least(found: Amount, path: Path) -> str:
    value = _shared(found, found.value, path)
    return f"write both ends, [{value}, high] with the highest you think possible{_unit(found, path)}"


def _at_most(found: Amount, path: Path) -> str:
    value = _shared(found, found.value, path)
    return f"write both ends, [low, {value}] with the lowest you think possible{_unit(found, path)}"


def _number(value: object) -> Amount | None:
    """One number of a list, as it was written or as it was meant."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, Decimal | Fraction | int | float):
        return Amount(((plain(value) if isinstance(value, Decimal) else str(value), ""),))
    return amount(value) if isinstance(value, str) else None


def _of_list(value: Sequence[object], path: Path) -> str:
    joined = _thousands(value)
    numbers = [_number(one) for one in value]
    if len(value) == 1:
        [only] = value
        if (isinstance(only, list) and len(only) == 2) or isinstance(only, str):
            inner = right_form(only, path)
            both = [_number(one) for one in only] if isinstance(only, list) else []
            return _pair(both[0], both[1], path) if both and both[0] and both[1] else inner
        return _write(numbers[0], path) if numbers[0] else ""
    if len(value) == 2 and numbers[0] and numbers[1]:
        return joined or _pair(numbers[0], numbers[1], path)
    if len(value) == 3 and all(numbers):
        low, likely, high = sorted((one.value for one in numbers if one), key=Fraction)
        three = f"{{low: {low}, likely: {likely}, high: {high}}}"
        forms = [three, joined.removeprefix("write ")] if joined else [three]
        rising = [one.value for one in numbers if one] == [low, likely, high]
        return f"write {', or '.join(forms if rising else reversed(forms))}"
    return joined


def _thousands(value: Sequence[object]) -> str:
    """``[1,000, 2,000]``, which reads as four numbers."""
    texts = [str(one) for one in value if isinstance(one, Decimal)]
    if len(texts) != len(value):
        return ""
    made: list[str] = []
    groups = 0
    for text in texts:
        if (
            made
            and re.fullmatch(r"[0-9]{3}", text)
            and re.fullmatch(r"-?[1-9][0-9]{0,2}|-?[1-9][0-9]*000", made[-1])
        ):
            made[-1] += text
            groups += 1
        else:
            made.append(text)
    sure = len(value) != 2 or texts[1].startswith("0")
    if not groups or not sure or len(made) > 2:
        return ""
    pair = f"[{', '.join(sorted(made, key=int))}]"
    return f"write {made[0] if len(made) == 1 else pair}"


def _of_mapping(value: Mapping[str, object], path: Path) -> str:
    if value and all(one is None for one in value.values()):  # {40, 60}
        if len(value) == 1:
            return right_form(next(iter(value)), path)
        numbers = [amount(key) for key in value]
        if len(numbers) == 2 and numbers[0] and numbers[1]:
            return _pair(numbers[0], numbers[1], path)
        return ""
    named = {_SYNONYMS.get(key.lower(), key): one for key, one in value.items()}
    if len(named) != len(value) or set(named) - {"low", "likely", "high"}:
        return ""
    shown = {key: number.value for key, one in named.items() if (number := _number(one))}
    if len(shown) != len(named) or not named:
        return ""
    parts = [
        f"{key}: {shown.get(key, 'a number')}"
        for key in ("low", "likely", "high")
        if key in shown or key != "likely"
    ]
    return f"write {{{', '.join(parts)}}}"
