"""Random cases that use every part of the format, with odd names and odd text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

law = settings(
    max_examples=60,
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
ids = st.one_of(plain_ids, st.sampled_from(ODD)).filter(lambda name: name not in {"when", "points", "order"})
texts = st.one_of(
    st.sampled_from(
        ["", *ODD, "two\nlines", " blank before", "blank after ", "\n", "a\n\nb\n", "\x85\u2028", "\u200b"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
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


@st.composite
def patterns(draw: st.DrawFn, table: dict[str, list[str]]) -> Any:
    """Some issues with one or several of their options."""
    issues = draw(st.lists(st.sampled_from(list(table)), min_size=1, unique=True))
    return {
        issue: draw(
            st.one_of(st.sampled_from(table[issue]), st.lists(st.sampled_from(table[issue]), min_size=1))
        )
        for issue in issues
    }


@st.composite
def preferences(draw: st.DrawFn, table: dict[str, list[str]]) -> Data:
    """With weights (exact or an order), or points that add up."""
    data: Data = draw(part(scale=some_text, walk_away=judgements()))
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
            kind != "points" and all(_orderable(option) for option in table[issue]) and draw(st.booleans())
        )
        data["scores"][issue] = draw(orders(table[issue])) if ordered else draw(groups(table[issue], values))
    if kind == "exact":
        data["weights"] = {issue: draw(st.integers(1, 50)) for issue in scored}
    if kind == "order" and all(map(_orderable, scored)):
        data["weights"] = draw(orders(scored))
    elif kind == "order":
        data["weights"] = dict.fromkeys(scored, 1)
    adds = st.builds(
        lambda when, add, said: {"when": when, "add": add, **said}, patterns(table), judgements(), words
    )
    data |= draw(
        part(interactions=st.lists(adds, max_size=2), red_lines=st.lists(patterns(table), max_size=2))
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
    rule = {
        "quota": draw(st.integers(1, len(who))),
        "vetoes": draw(st.lists(st.sampled_from(who), max_size=1)),
    }
    data["agreement"] = draw(st.sampled_from(["all", rule]))
    data["issues"] = {
        issue: {"title": draw(some_text), "options": {option: draw(options) for option in names}}
        for issue, names in table.items()
    }
    said = st.builds(lambda when, rest: {"when": when, **rest}, patterns(table), words)
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
