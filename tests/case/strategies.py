"""Random cases that use every part of the format, with odd names and odd text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from tests.strategies import agreements, examples

law = settings(
    max_examples=examples(20),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

Data = dict[str, Any]

ODD = [
    "7", "007", "1e3", ".5", "-1", "true", "No", "null", "~", "none", "2019-02-28", "a b", "ä–ö",
    "日本", "😀", "x#y", "# no", "'q'", '"dq"', "- d", "? q", "&a", "*b", "!t", "%p", "@at", "`bt", "{c}",
    "[l]", "a: b", "a, b", "when it", "points-2", ".inf", "0x1F", "<<", "=", "|", "a\\b", "tab\there",
    "l" * 200,
]  # fmt: skip
plain_ids = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
_RESERVED = {"when", "unless", "points", "order", "linear", "triangular"}
ids = st.one_of(plain_ids, st.sampled_from(ODD)).filter(lambda name: name not in _RESERVED)
texts = st.one_of(
    st.sampled_from(
        ["", *ODD, "two\nlines", " blank before", "blank after ", "\n", "a\n\nb\n", "\x85\u2028", "\u200b"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30),
)
some_text = texts.filter(lambda text: bool(text))
numbers = st.one_of(
    st.integers(-1000, 1000),
    st.decimals(-1000, 1000, places=2).map(lambda number: number + 0),
    st.sampled_from([0, 10**15, Decimal("0.1"), Decimal("1e-20"), Decimal("123456789012345.123456789012")]),
)
cites = st.tuples(plain_ids, some_text.filter(lambda text: bool(text.strip()))).map(
    lambda pair: f"{pair[0]}: {pair[1]}"
)


def part(**options: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """A mapping each of whose keys may be left out."""
    return st.fixed_dictionaries({}, optional=options)


words = part(note=texts, cite=st.one_of(cites, st.lists(cites, max_size=3)))


@st.composite
def judgements(draw: st.DrawFn, values: st.SearchStrategy[Any] = numbers) -> Any:
    """Any of the forms of a judgement."""
    low, likely, high = sorted(draw(st.tuples(values, values, values)))
    said = draw(words)
    return draw(
        st.sampled_from(
            [
                low,
                [low, high],
                {"value": low, **said},
                {"range": [low, high], **said},
                {"low": low, "high": high, **said},
                {"low": low, "likely": likely, "high": high, **said},
            ]
        )
    )


@st.composite
def groups(draw: st.DrawFn, names: list[str], values: st.SearchStrategy[Any] = numbers) -> Any:
    """A judgement for each name, or with words beside ``points``."""
    points = {name: draw(judgements(values)) for name in names}
    return draw(st.sampled_from([points, {"points": points, **draw(words)}]))


@st.composite
def orders(draw: st.DrawFn, names: list[str]) -> Any:
    """An order of the names, written in one of its forms."""
    line = draw(st.permutations(names))
    signs = [draw(st.sampled_from([" > ", " = ", ">"])) for _ in line[1:]]
    chain = line[0] + "".join(sign + name for sign, name in zip(signs, line[1:], strict=True))
    return draw(st.sampled_from([chain, [chain], {"order": chain, **draw(words)}]))


RANGES: dict[str, Data] = {
    "a range": {"range": [0, Decimal("1.5")], "step": Decimal("0.5")},
    "real": {"range": [-1, "10/3"]},
}
"""Issues with a range, beside the random ones: they may stand in every case."""
NUMBERS: dict[str, list[Any]] = {
    "a range": [0, Decimal("0.5"), 1, Decimal("1.5")],
    "real": [-1, 0, 2.5, "10/3"],
}


@st.composite
def choices(draw: st.DrawFn, issue: str, options: list[str]) -> Any:
    """One or several options, or a stretch of a range."""
    if issue in NUMBERS and draw(st.booleans()):
        numbers = draw(st.lists(st.sampled_from(range(4)), min_size=2, max_size=2))
        low, high = (NUMBERS[issue][at] for at in sorted(numbers))
        return draw(st.sampled_from([{"from": low, "to": high}, {"from": low}, {"to": high}]))
    return draw(st.one_of(st.sampled_from(options), st.lists(st.sampled_from(options), min_size=1)))


@st.composite
def patterns(draw: st.DrawFn, table: dict[str, list[str]]) -> Any:
    """Some issues with one or several of their options."""
    issues = draw(st.lists(st.sampled_from(list(table)), min_size=1, unique=True))
    return {issue: draw(choices(issue, table[issue])) for issue in issues}


def heads(table: dict[str, list[str]]) -> st.SearchStrategy[Data]:
    """``when``, ``unless`` or both."""
    alone = [st.fixed_dictionaries({key: patterns(table)}) for key in ("when", "unless")]
    both = st.fixed_dictionaries({"when": patterns(table), "unless": patterns(table)})
    return st.one_of(*alone, both)


@st.composite
def functions(draw: st.DrawFn, table: dict[str, list[str]], depth: int = 2) -> Data:
    """Parts and functions of parts."""
    parts = st.builds(
        lambda head, add, rest, said: {**head, "add": add, **rest, **said},
        st.one_of(heads(table), st.just({})), judgements(),
        part(weight=st.sampled_from([0, 1, 2.5, "1/3"])), words,
    )  # fmt: skip
    inner = st.one_of(parts, functions(table, depth - 1)) if depth else parts
    rest = draw(
        part(
            combine=st.sampled_from(["sum", "min", "max"]),
            weight=st.sampled_from([0, 1, 2.5, "1/3"]),
            cap=numbers,
        )
    )
    return {**rest, "of": draw(st.lists(inner, min_size=1, max_size=3)), **draw(words)}


@st.composite
def forms(draw: st.DrawFn, issue: str, values: st.SearchStrategy[Any]) -> Any:
    """Scores of a range in each of their forms."""
    known = NUMBERS[issue]
    kept = [known[0], *(number for number in known[1:-1] if draw(st.booleans())), known[-1]]
    said = draw(words)
    points = {str(number): draw(judgements(values)) for number in kept}
    corners = [known[0], known[1], known[3]]
    return draw(
        st.sampled_from(
            [
                points,
                {"points": points, **said},
                {"linear": [draw(judgements(values)), draw(judgements(values))], **said},
                {"triangular": corners if issue == "a range" else [-5, 0, 2.5], **said},
                {"triangular": [known[0], known[0], known[3]], "peak": draw(judgements(values)), **said},
            ]
        )
    )


@st.composite
def preferences(draw: st.DrawFn, table: dict[str, list[str]]) -> Data:
    """With weights (exact or an order), or points that add up."""
    fallback = st.builds(
        lambda deal, said: {"deal": deal, **said},
        st.fixed_dictionaries({issue: st.sampled_from(names) for issue, names in table.items()}), words,
    )  # fmt: skip
    data: Data = draw(part(scale=some_text, walk_away=st.one_of(judgements(), fallback)))
    kind = draw(st.sampled_from(["points", "exact", "order"]))
    scored = (
        list(table)
        if kind == "order"
        else draw(st.lists(st.sampled_from(list(table)), min_size=1, unique=True))
    )
    values = numbers if kind == "points" else st.integers(0, 100)
    data["scores"] = {}
    for issue in scored:
        ordered = (
            kind != "points"
            and issue != "real"
            and all(_orderable(option) for option in table[issue])
            and draw(st.booleans())
        )
        free = forms(issue, values) if issue in NUMBERS else groups(table[issue], values)
        data["scores"][issue] = draw(orders(table[issue]) if ordered else free)
    if kind == "exact":
        data["weights"] = {issue: draw(st.integers(1, 50)) for issue in scored}
    if kind == "order" and all(map(_orderable, scored)):
        data["weights"] = draw(orders(scored))
    elif kind == "order":
        data["weights"] = dict.fromkeys(scored, 1)
    adds = st.builds(lambda head, add, said: {**head, "add": add, **said}, heads(table), judgements(), words)
    data |= draw(
        part(
            interactions=st.lists(adds, max_size=2),
            functions=st.lists(functions(table), max_size=2),
            cap=numbers,
            discount=st.sampled_from([1, 0.5, "1/3"]),
            red_lines=st.lists(st.one_of(patterns(table), heads(table)), max_size=2),
        )
    )
    return data


def _orderable(name: str) -> bool:
    return ">" not in name and "=" not in name and name == name.strip()


@st.composite
def case_data(draw: st.DrawFn) -> Data:
    """A whole case as plain data in the form of its file."""
    who = draw(st.lists(ids, min_size=2, max_size=3, unique=True))
    table = {
        issue: draw(st.lists(ids, min_size=1, max_size=3, unique=True))
        for issue in draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    }
    ranged = [issue for issue in RANGES if draw(st.booleans()) and issue not in table]
    table |= {issue: [str(number) for number in NUMBERS[issue]] for issue in ranged}
    titled = st.one_of(
        some_text, st.builds(lambda title, rest: {"title": title, **rest}, some_text, part(note=texts))
    )
    options = st.one_of(
        some_text,
        st.builds(
            lambda title, rest, said: {"title": title, **rest, **said},
            some_text, part(means=st.dictionaries(ids, judgements(), max_size=2)), words,
        ),
    )  # fmt: skip
    data: Data = {"case": 1, "title": draw(texts)}
    data |= draw(part(question=texts, as_of=texts, about=texts, sources=st.lists(texts, max_size=2)))
    data["parties"] = {party: draw(titled) for party in who}
    asked = list(who)
    if draw(st.booleans()):
        data["ratifiers"] = {"the senate": {"title": draw(some_text), "for": who[0]}}
        asked.append("the senate")
    data["agreement"] = draw(agreements(who))
    data["issues"] = {
        issue: {"title": draw(some_text), "options": {option: draw(options) for option in names}}
        for issue, names in table.items()
        if issue not in RANGES
    }
    for issue in ranged:
        more = part(unit=texts, money=st.booleans(), direction=st.just({who[0]: "more", who[-1]: "less"}))
        data["issues"][issue] = {"title": draw(some_text), **RANGES[issue], **draw(more)}
    said = st.builds(lambda head, rest: {**head, **rest}, heads(table), words)
    data["impossible"] = draw(st.lists(st.one_of(patterns(table), said), max_size=2))
    data["preferences"] = {party: draw(preferences(table)) for party in asked}
    if draw(st.booleans()):
        data["preferences"][who[0]]["believes"] = {who[1]: {"walk_away": draw(judgements())}}
    offers = {issue: draw(st.sampled_from(names)) for issue, names in table.items()}
    acts = [
        {"offer": offers}, {"act": "walks away"}, {"act": "says no", "refuses": offers},
        {"offer": offers, "read_as": {who[1]: offers}},
    ]  # fmt: skip
    event = st.builds(
        lambda by, what, rest, said: {"by": by, **what, **rest, **said},
        st.sampled_from(asked), st.sampled_from(acts),
        part(when=texts, title=texts), words,
    )  # fmt: skip
    data["record"] = draw(st.lists(event, max_size=2))
    sides = st.sampled_from([{"for": "bluff"}, {"against": ["no-zone", "process"]}, {"weight": 0.25}, {}])
    item = st.builds(lambda says, side, said: {"says": says, **side, **said}, some_text, sides, words)
    return data | draw(part(notes=st.lists(texts, max_size=2), evidence=st.lists(item, max_size=2)))
