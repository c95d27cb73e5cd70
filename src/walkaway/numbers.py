"""How numbers are written for people: one rounding for terminal, page, charts and messages.

* A number of at most six digits that count, or of at most four decimals, is written whole: 62.25, 1.002.
* A longer one is rounded to three that count, halves away from zero; more are shown where the rounded number
  would be whole though the number is not, so that a difference is never rounded away.
* In a column as many places are shown as tell neighbours apart: rows that differ differ in print.
* A limit is never rounded to the side where what is said of it would be false: the most that will do is
  rounded down, the least that will do up; *more than* x is rounded up, *less than* x down.
* A share is never rounded into certainty: *under 1 %*, *over 99 %*.

Machines get the numbers themselves (``--json``); nothing here is used to compute.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

__all__ = [
    "NUMBER_WORDS", "WORD_VALUES", "Number", "close", "counts", "estimate", "estimates", "hundredths",
    "lower_limit", "many", "measured", "number", "numbers", "parts_of_hundred", "percent", "places_of",
    "plus_minus", "points", "signed", "upper_limit",
]  # fmt: skip

Number = int | float | Decimal | Fraction
NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
"""Small numbers as words, each at its own place."""
WORD_VALUES = {
    **{word: value for value, word in enumerate(NUMBER_WORDS)},
    **dict(zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
               range(20, 100, 10), strict=True)),
}  # fmt: skip
"""What they and the tens mean."""

_COUNT = 3
_WHOLE = 6
_DECIMALS = 4
_MOST = 30
_CLEAN = 12
_LIMIT, _FINE, _NEAR = 5, 9, 20
_NOISE = Decimal("1e-9")
_WIDE = Context(prec=400)
_EXACT = Context(prec=60)


def _decimal(value: Number, *, clean: bool = True) -> Decimal:
    """A number as a decimal; of a float the shortest that means it, without noise."""
    if isinstance(value, Fraction):
        return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    found = Decimal(repr(float(value)))
    return _rounded(found, max(0, _CLEAN - 1 - found.adjusted())) if clean and found else found


def _places(value: Decimal) -> int:
    """Decimal places of a number without trailing zeros."""
    if not value:
        return 0
    exponent = value.normalize(_EXACT).as_tuple().exponent
    return max(0, -int(exponent))


def _digits(value: Decimal) -> int:
    return len(value.normalize(_EXACT).as_tuple().digits)


def _rounded(value: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding, _WIDE)


def _enough(value: Decimal, count: int, *, whole: int = _WHOLE) -> int:
    """Places for a number that stands alone."""
    own = _places(value)
    if own <= _DECIMALS or _digits(value) <= whole:
        return own
    places = min(own, max(0, count - 1 - value.adjusted()))
    while places < own and _rounded(value, places) == value.to_integral_value(ROUND_HALF_UP):
        places += 1
    return places


def _text(value: Decimal) -> str:
    text = f"{abs(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if value < 0 and text != "0" else text


def number(value: Number, *, digits: int = _COUNT, places: int | None = None) -> str:
    """A number as a reader can use it: so many digits where it is too long to be written whole.

    With ``places``, from :func:`places_of`, it is rounded to these decimal places instead.

    >>> [number(x) for x in (40.5217, 7000.0, -3.0, 62.25, 1.002, 1.0023456, 0.1 + 0.2, 1 / 3)]
    ['40.5217', '7,000', '−3', '62.25', '1.002', '1.002', '0.3', '0.333']
    """
    if places is not None:
        return _text(_rounded(_decimal(value, clean=False), places))
    exact = _decimal(value)
    return _text(_rounded(exact, _enough(exact, digits)))


def close(value: float) -> float:
    """A number for a chart: twelve digits that count, which no eye tells from the number itself."""
    return float(f"{value:.{_CLEAN}g}")


def estimate(value: float, *, digits: int = _COUNT) -> str:
    """A number that was sampled, with three digits that count: more would be noise.

    With fewer ``digits`` it is still whole up to 999.

    >>> [estimate(x) for x in (40.5217, 40.0013, 1234.56, 0.01234, -0.0)]
    ['40.5', '40', '1,230', '0.0123', '0']
    >>> [estimate(x, digits=2) for x in (5.47, 34.4, 123.4, 5612)]
    ['5.5', '34', '123', '5,610']
    """
    exact = _decimal(value)
    if not exact:
        return "0"
    size = exact.adjusted()
    return _text(_rounded(exact, max(min(0, _COUNT - 1 - size), digits - 1 - size)))


def estimates(values: Sequence[float]) -> list[str]:
    """Sampled numbers that stand together: the decimal places of the largest, which has three digits.

    None has more than three digits that count; more places only where numbers that differ would look alike.

    >>> estimates([20.81, 0.452, 41.23]), estimates([67.0003, 65.1486]), estimates([15.996, 16.004])
    (['20.8', '0.5', '41.2'], ['67', '65.1'], ['15.996', '16.004'])
    >>> estimates([1234.56, 0.4, -3.2])
    ['1,230', '0', '−3']
    """
    places = places_of(values, rough=True)
    exact = map(_decimal, values)
    texts = [_text(_rounded(one, min(places, _COUNT - 1 - one.adjusted()))) if one else "0" for one in exact]
    return texts if len({*texts}) == len({*numbers(values)}) else numbers(values)


def counts(amounts: Sequence[int]) -> list[str]:
    """Counts that stand together in a sentence: three digits each, whole where two would look alike.

    >>> counts([256265, 390625]), counts([390624, 390625]), counts([37])
    (['256,000', '391,000'], ['390,624', '390,625'], ['37'])
    """
    rounded = [_rounded(Decimal(amount), min(0, _COUNT - len(str(amount)))) for amount in amounts]
    return list(map(_text, rounded if len({*rounded}) == len({*amounts}) else map(Decimal, amounts)))


def many(count: int) -> str:
    """How many there are, where nobody counts them: in millions, billions, trillions, or powers of ten.

    >>> many(1000), many(9_765_625), many(10**12), many(4**25)
    ('1,000', '9.77 million', '1 trillion', '1.13 × 10^15')
    """
    if count < 10**6:
        return f"{count:,}"
    told = _rounded(Decimal(count), _COUNT - len(str(count)))
    power = told.adjusted()
    name = {2: " million", 3: " billion", 4: " trillion"}.get(power // 3, f" × 10^{power}")
    unit = power - power % 3 if power < 15 else power
    return _text(told.scaleb(-unit)) + name


def signed(text: str) -> str:
    """A written number with its sign: ``+3`` and ``−3``, but ``0``."""
    return text if text == "0" or text.startswith("−") else f"+{text}"


def places_of(values: Sequence[Number], *, digits: int = _COUNT, rough: bool = False) -> int:
    """Decimal places, at most 30, with which all numbers that differ look different.

    They stand in one column, on one axis, or beside each other; ``digits`` is as of :func:`number`. Where
    they come from likely values and middles of ranges (``rough``) none is written whole: of the largest as
    many digits count as of :func:`estimate`, more only where numbers would look alike.

    >>> places_of([2.39014444444, 2.39045555555, 7.5]), places_of([40, 62.25])
    (4, 2)
    >>> places_of([68.0375, 69.2234], rough=True), places_of([68.0375, 68.0412], rough=True)
    (1, 3)
    """
    exact = {_decimal(value, clean=not isinstance(value, float) or abs(value) < 1e9) for value in values}
    if rough:
        places = max(0, digits - 1 - max((value.adjusted() for value in exact if value), default=digits))
    else:
        places = max((_enough(value, digits) for value in exact), default=0)
    most = min(_MOST, max((_places(value) for value in exact), default=0))
    while places < most and len({_rounded(value, places) for value in exact}) < len(exact):
        places += 1
    return places


def numbers(values: Sequence[Number], *, among: Sequence[Number] = ()) -> list[str]:
    """Numbers that stand together: those that differ look different, also from those they stand among.

    >>> numbers([2.3901, 2.3904, 2.39, 7])
    ['2.3901', '2.3904', '2.39', '7']
    """
    places = places_of([*values, *among])
    return [number(value, places=places) for value in values]


def _limit(value: Number, rounding: str, beside: Number | None) -> str:
    exact = _decimal(value)
    short = Context(prec=_WHOLE, rounding=ROUND_HALF_UP).plus(exact)
    if (isinstance(value, float) or beside is not None) and abs(exact - short) <= _NOISE * abs(exact):
        exact = short  # the number that a solver, or a sum of floats, meant
    places = _enough(exact, _LIMIT, whole=_FINE)
    if beside is not None and exact:
        room = abs(exact - _decimal(beside)) / _NEAR
        few = max(0, _COUNT - 1 - exact.adjusted())
        while few < places and abs(_rounded(exact, few, rounding) - exact) > room:
            few += 1
        places = min(few, places)
    return _text(_rounded(exact, places, rounding))


def upper_limit(value: Number, *, beside: Number | None = None) -> str:
    """The most that something may be: whole with up to nine digits, else rounded down.

    Told ``beside`` another number it has three digits, more only where it would move by more than a
    twentieth of what lies between them.

    >>> upper_limit(192.535), upper_limit(Fraction(200, 3)), upper_limit(Fraction(-200, 3))
    ('192.535', '66.666', '−66.667')
    >>> upper_limit(39.375, beside=41), upper_limit(60.0140625, beside=66), upper_limit(39.375, beside=39.5)
    ('39.3', '60', '39.37')
    >>> upper_limit(1 - Fraction(1, 10**12), beside=0)
    '1'
    """
    return _limit(value, ROUND_FLOOR, beside)


def lower_limit(value: Number, *, beside: Number | None = None) -> str:
    """The least that something may be: whole with up to nine digits, else rounded up; ``beside`` as above.

    >>> lower_limit(192.535), lower_limit(Fraction(100, 3))
    ('192.535', '33.334')
    """
    return _limit(value, ROUND_CEILING, beside)


def hundredths(share: float, *, exact: bool = False) -> str:
    """A share, from 0 to 1, as so many hundredths, never rounded into certainty.

    Of a part of an amount (``exact``) rounding to 0 or 100 says nothing about certainty.

    >>> [hundredths(share) for share in (0.0, 0.003, 0.417, 0.125, 0.999, 1.0)]
    ['0', 'under 1', '42', '13', 'over 99', '100']
    """
    found = _rounded(_decimal(100 * share), 0)
    if not exact and share > 0 and found == 0:
        return "under 1"
    if not exact and share < 1 and found == 100:
        return "over 99"
    return _text(found)


def parts_of_hundred(shares: Sequence[float]) -> list[str]:
    """Parts of a whole in hundredths, with a decimal where only so they add up to 100.

    >>> parts_of_hundred([0.125, 0.875]), parts_of_hundred([0.3, 0.7]), parts_of_hundred([1.2, -0.2])
    (['12.5', '87.5'], ['30', '70'], ['120', '−20'])
    """
    exact = [_decimal(100 * share) for share in shares]
    for places in (0, 1):
        rounded = [_rounded(part, places) for part in exact]
        if sum(rounded) == 100:
            return list(map(_text, rounded))
    return [_text(_rounded(part, 0)) for part in exact]


def plus_minus(error: float) -> str:
    """A standard error of a share in hundredths, a tenth at least: ``± 1``; empty where there is none.

    >>> plus_minus(0.011), plus_minus(0.002), plus_minus(0.00001), plus_minus(0.0)
    ('± 1', '± 0.2', '± 0.1', '')
    """
    points = _decimal(100 * error)
    shown = _rounded(max(points, Decimal("0.1")), 0 if points >= Decimal("0.95") else 1)
    return f"± {_text(shown)}" if error > 0 else ""


def measured(value: float, error: float) -> str:
    """A number with its standard error, both with the places of that error's first digit, of 1 also the next.

    >>> measured(42.4567, 0.292), measured(66.7, 0.0635), measured(42.31, 0.129), measured(1234.5, 21.0)
    ('42.5 ± 0.3', '66.70 ± 0.06', '42.31 ± 0.13', '1,230 ± 20')
    >>> measured(40.5217, 0.0)
    '40.5'
    """
    exact = _decimal(error)
    if exact <= 0:
        return estimate(value)
    places = (1 if exact.as_tuple().digits[0] == 1 else 0) - exact.adjusted()
    worth, off = (_rounded(one, places) for one in (_decimal(value), exact))
    return f"{'−' if worth < 0 else ''}{abs(worth):,f} ± {off:,f}"


def points(difference: float, error: float) -> str:
    """A difference of shares in hundredths, with its sign, and with the places of its standard error.

    >>> points(0.214, 0.018), points(-0.0035, 0.0013), points(0.0, 0.0)
    ('+21 ± 2', '−0.4 ± 0.1', '0')
    """
    shown = _rounded(_decimal(100 * difference), 1 if error < 0.0095 else 0)
    return f"{signed(_text(shown))} {plus_minus(error)}".strip()


def percent(share: float) -> str:
    """A share in per cent: ``42 %``, ``under 1 %``, ``over 99 %``."""
    return f"{hundredths(share)} %"
