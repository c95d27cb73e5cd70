"""The fields of the forms: made from what the keys of a case are, for the case as it stands in its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..case import EXPLANATIONS, Case, Judgements
from ..case.base import Record
from ..case.judgement import TO_BE_JUDGED
from ..case.lines import Path, dotted
from ..case.patterns import Pattern
from ..case.procedure import PROTOCOLS
from ..case.shapes import Shape, shapes
from ..case.titles import pattern_words
from .deeper import Choices, DeeperFields, yes
from .field import FOLDED, OWN_LABELS, FieldOf, as_yaml, ends_of, label_of, listed_values


def parts_of(data: dict[str, Any], case: Case, opened: frozenset[str]) -> Iterator[FieldOf]:
    """The parts of a case; with the fields only of those that are opened, by their places.

    ``data`` is the case in the form of its file, ``case`` the same as records.
    """
    made = _Fields(case)
    head = [
        shape for shape in shapes(Case) if shape.kind in ("text", "long", "lines") or shape.key == "agreement"
    ]
    inner = tuple(
        made.field(shape, (shape.key,), data.get(shape.key)) for shape in head if shape.key != "agreement"
    )
    yield FieldOf(path=("title",), kind="part", label="About the case", parts=inner)
    for shape in shapes(Case):
        if shape in head and shape.key != "agreement":
            continue
        if shape.key == "preferences":
            for who in data["preferences"]:
                path: Path = ("preferences", who)
                one = made.record(shape, path, data["preferences"][who], who, 0, 0, dotted(path) in opened)
                label = f"What matters to {case.label(who)}"
                yield FieldOf(path=path, kind="part", label=label, parts=one.parts)
        elif shape.key != "case":
            whole = shape.key in opened
            group = made.field(shape, (shape.key,), data.get(shape.key)) if whole else None
            count = len(data[shape.key]) if isinstance(data.get(shape.key), dict | list) else 0
            label = label_of(shape) + (f" ({count})" if count and shape.kind in ("named", "list") else "")
            yield FieldOf(
                path=(shape.key,), kind="part", label=label, says=shape.says, parts=(group,) if group else ()
            )


class _Fields(DeeperFields):
    """Fields for the values of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.parties = tuple((who, case.label(who)) for who in case.parties)
        self.voting = tuple((who, case.label(who)) for who in case.everyone)
        self.all = (*self.voting, *((who, case.label(who)) for who in case.third_parties))
        self.issues = tuple((issue, one.title) for issue, one in case.issues.items())

    def options(self, issue: str) -> tuple[tuple[str, str], ...]:
        """The options of an issue with their titles; none of a range without steps."""
        record = self.case.issues[issue]
        return () if record.real else tuple((name, one.title) for name, one in record.options.items())

    def field(self, shape: Shape, path: Path, value: Any) -> FieldOf:
        """The field, or fields, of one key."""
        base: dict[str, Any] = {
            "path": path, "label": label_of(shape), "says": shape.says, "required": shape.required,
            "folded": shape.key in FOLDED and value is None,
        }  # fmt: skip
        kind = shape.kind
        if kind in ("named", "list"):
            return self._group(shape, base, value)
        if kind == "rules":
            return self._rules(shape, base, value)
        if kind in ("choices", "numbers"):
            return self._each(shape, base, value or {})
        if kind == "terms":
            return self._terms(base, value or {})
        if kind == "pattern":
            return self._pattern(base, value or {})
        if kind in ("worth", "judgement", "weights", "scores"):
            return self._of_judgements(kind, base, value)
        return self.deeper(shape, base, value) or self._single(shape, base, value)

    def _of_judgements(self, kind: str, base: dict[str, Any], value: Any) -> FieldOf:
        path: Path = base["path"]
        if kind == "weights":
            scored = self._scored(path)
            known = tuple(pair for pair in self.issues if pair[0] in scored)
            return self._judged(base, value, known, weights=True)
        if kind == "scores":
            held = value or {}
            parts = tuple(self._score(path, issue, title, held.get(issue)) for issue, title in self.issues)
            return FieldOf(**base, kind="group", parts=parts)
        return self.worth(base, value) if kind == "worth" else self.judgement(base, value)

    def _single(self, shape: Shape, base: dict[str, Any], value: Any) -> FieldOf:
        """A field that has one value, or chooses among some."""
        kind = shape.kind
        if kind == "text" and (known := self._one_of(shape.key, base["path"])):
            return FieldOf(**base, kind="choice", value=value or "", choices=self._with(value, known))
        if kind == "lines" and (known := self._some_of(shape.key, base["path"])):
            return FieldOf(**base, kind="several", value=listed_values(value), choices=known)
        if kind == "choice":
            words = tuple((one, one) for one in shape.words if one)
            return FieldOf(**base, kind=kind, value=value or "", choices=words)
        if kind == "flag":
            return FieldOf(**base, kind=kind, value=yes(value))
        if kind in ("lines", "pair"):
            mark = "\n" if kind == "lines" else " "
            return FieldOf(**base, kind=kind, value=mark.join(map(str, listed_values(value))))
        if kind in ("text", "long", "number"):
            return FieldOf(**base, kind=kind, value="" if value is None else str(value))
        return FieldOf(**base, kind="other", value=as_yaml(value))

    def _one_of(self, key: str, path: Path) -> Choices:
        """Among what one is chosen in a field; nothing where any text will do."""
        of_path = {"by": self.parties, "for": self.parties}
        whose = {"record": {"by": self.voting}, "aftermath": {"by": self.all}, "path": of_path,
                 "ratifiers": {"for": self.parties}}  # fmt: skip
        if key == "settled" and path[1] in self.case.accounts:
            return tuple((name, one.title) for name, one in self.case.accounts[str(path[1])].told.items())
        if key == "protocol":
            return tuple((one, one) for one in PROTOCOLS)
        return whose.get(str(path[0]), {}).get(key, ())

    def _some_of(self, key: str, path: Path) -> Choices:
        """Among what several are chosen; nothing where lines are typed."""
        if key == "otherwise":
            return tuple((one, one) for one in PROTOCOLS)
        if key == "by":
            return self.all
        if key in ("vetoes", "after"):
            return self.parties if key == "vetoes" else self.issues
        return tuple((one, one) for one in EXPLANATIONS) if key in ("against", "for") else ()

    @staticmethod
    def _with(value: Any, known: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """Choices with the one that is chosen, whatever it is."""
        there = {one for one, _ in known}
        return known if value is None or value in there else ((str(value), str(value)), *known)

    def _group(self, shape: Shape, base: dict[str, Any], value: Any) -> FieldOf:
        path = base["path"]
        items = list(value.items()) if isinstance(value, dict) else list(enumerate(value or ()))
        parts = tuple(
            self.record(
                shape, (*path, name), one, name if isinstance(value, dict) else "", at, len(items), True
            )
            for at, (name, one) in enumerate(items)
        )
        return FieldOf(
            **base | {"folded": False},
            kind="group",
            parts=parts,
            adds="after" if path == ("aftermath", "options") else shape.key,
            choices=self._addable(shape.key, path),
            more=self._whose(shape.key, path),
        )

    def _whose(self, key: str, path: Path) -> Choices:
        """What else the form for one more lets choose from."""
        if path == ("aftermath", "options"):
            return self.all
        return self.parties if key == "guarantors" else ()

    def _addable(self, key: str, path: Path) -> tuple[tuple[str, str], ...]:
        """What the form for one more lets choose from."""
        if key in ("impossible", "red_lines", "interactions", "functions", "beyond"):
            return self.every_option
        if key in ("aftermath", "no_move"):
            return self.moves
        if key in ("guarantors", "mandates", "wants"):
            holder = {"guarantors": self.case.path and self.case.path.guarantors,
                      "mandates": self.case.process and self.case.process.mandates,
                      "wants": self.case.aftermath and self.case.aftermath.wants}[key]  # fmt: skip
            known = self.parties if key == "mandates" else self.all
            return tuple(pair for pair in known if pair[0] not in (holder or {}))
        if key == "believes":
            there = self.case.preferences[str(path[1])].believes
            return tuple(
                pair
                for pair in self.all
                if pair[0] != path[1] and pair[0] not in there and pair[0] in self.case.everyone
            )
        return self.parties if key == "ratifiers" else self.voting if key == "record" else ()

    def record(
        self, shape: Shape, path: Path, value: Any, name: str, at: int, many: int, whole: bool
    ) -> FieldOf:
        """The fields of one record."""
        assert shape.record is not None  # by its kind
        held = self._held(shape.record, value)
        bare = isinstance(value, list)  # wishes alone
        parts = tuple(
            self._of(
                shape.record,
                one,
                path if bare and one.key == "wishes" else (*path, one.key),
                held.get(one.key),
            )
            for one in shapes(shape.record)
            if whole and not self._idle(shape.record, one.key, held)
        )
        own = name if shape.key not in ("believes", "wants", "guarantors", "mandates") else ""
        return FieldOf(path=path, kind="record", label=self._title(shape.key, path, held, name), parts=parts,
                       name=own, at=at, many=many)  # fmt: skip

    def _of(self, record: type[Record], shape: Shape, path: Path, value: Any) -> FieldOf:
        """The field of one key of a record, by the name that it has there."""
        made, label = self.field(shape, path, value), OWN_LABELS.get((record.__name__, shape.key))
        return replace(made, label=label) if label else made

    @staticmethod
    def _held(record: type[Record], value: Any) -> dict[str, Any]:
        """What a record holds, where its short form is written out."""
        if not isinstance(value, dict):
            key = {"Wished": "wish", "Wishes": "wishes"}.get(record.__name__, "title")
            return {key: value}
        bare = issubclass(record, Pattern) and not {"when", "unless"} & set(value)
        return {"when": value} if bare else value

    @staticmethod
    def _idle(record: type[Record], key: str, held: dict[str, Any]) -> bool:
        """Whether a key means nothing beside those that are there."""
        ranged = ("range", "step", "unit", "money", "direction")
        if record.__name__ == "Issue":
            return key == "options" if "range" in held else key in ranged
        if record.__name__ == "Wishes":
            ways = ("wishes", "ranking", "weights")
            return key in ways and key != next((one for one in ways if one in held), "wishes")
        if record.__name__ == "Majority":
            return key in (("quota",) if "votes" in held else ("votes", "at_least"))
        return False

    def _title(self, key: str, path: Path, held: dict[str, Any], name: str) -> str:
        """What a record is called in its heading."""
        try:
            if key in ("impossible", "red_lines", "interactions"):
                where = {one: held[one] for one in ("when", "unless") if one in held}
                return pattern_words(self.case, Pattern.model_validate(where))
            if key == "believes":
                return f"Of {self.case.label(name)}"
            if key in ("wants", "guarantors", "mandates"):
                return held.get("title") or self.case.label(name)
            if key in ("functions", "aftermath", "no_move"):
                kind = {"functions": "Function", "aftermath": "State", "no_move": "Move"}[key]
                return f"{kind} {int(path[-1]) + 1}"
        except (ValueError, KeyError):  # as a person is still at it
            return str(path[-1])
        who = self.case.label(held["by"]) if held.get("by") in dict(self.all) else held.get("by", "")
        words = next(
            (held[one] for one in ("title", "says", "question", "act", "wish", "words") if held.get(one)), ""
        )
        words = words or ("an offer" if "offer" in held else "")
        return f"{who}: {words}" if who else str(words or name or path[-1])

    def _rules(self, shape: Shape, base: dict[str, Any], value: Any) -> FieldOf:
        path = base["path"]
        listed = isinstance(value, list)
        conditions = value if listed else [value] if isinstance(value, dict) else []
        parts = tuple(
            self.record(shape, (*path, at) if listed else path, one, "", at, len(conditions), True)
            for at, one in enumerate(conditions)
        )
        parts = tuple(
            FieldOf(path=one.path, kind="record", label=f"Condition {number}", parts=one.parts, many=1)
            for number, one in enumerate(parts, 1)
        )
        return FieldOf(
            **base,
            kind="group",
            parts=parts,
            adds="agreement",
            note="" if parts else "Everybody must accept.",
        )

    def _each(self, shape: Shape, base: dict[str, Any], value: dict[str, Any]) -> FieldOf:
        """One field for everybody who may stand there."""
        choices = tuple((one, one) for one in shape.words)
        kind = "choice" if shape.words else "number"
        who = self.parties if kind == "number" else self.voting
        if base["path"][0] == "aftermath":
            who = self.moves
        parts = tuple(
            FieldOf(
                path=(*base["path"], one),
                kind=kind,
                label=title,
                value=str(value.get(one, "")),
                choices=choices,
            )
            for one, title in who
        )
        return FieldOf(**base, kind="group", parts=parts)

    def _scored(self, path: Path) -> frozenset[str]:
        """The issues that a preference scores; of a belief those of the one it is about as well."""
        own = self.case.preferences[str(path[1])]
        if len(path) == 3:
            return frozenset(own.scores)
        about = str(path[3])
        theirs = self.case.preferences[about].scores if about in self.case.preferences else {}
        return frozenset({*own.believes[about].scores, *theirs})

    def _score(self, path: Path, issue: str, title: str, value: Any) -> FieldOf:
        base = {"path": (*path, issue), "label": title}
        if self.case.issues[issue].real or self.case.issues[issue].range is not None:
            return self._on_a_range(base, issue, value)
        return self._judged(base, value, self.options(issue), weights=False)

    def _on_a_range(self, base: dict[str, Any], issue: str, value: Any) -> FieldOf:
        """Scores on a range: a straight line between its ends, or whatever stands there as YAML."""
        linear = value.get("linear") if isinstance(value, dict) else None
        if linear is None and value is not None:
            return FieldOf(**base, kind="other", value=as_yaml(value))
        ends = self.case.issues[issue].range or ()
        parts = tuple(
            self.judgement(
                {
                    "path": (*base["path"], "linear", at),
                    "label": f"at {self.case.issues[issue].labelled(ends[at])}",
                },
                one,
            )
            for at, one in enumerate(linear or ())
        )
        return FieldOf(**base, kind="judged", value="linear" if linear else "none", parts=parts,
                       choices=(("none", "worth nothing to it"), ("linear", "a straight line")))  # fmt: skip

    def _judged(
        self, base: dict[str, Any], value: Any, names: tuple[tuple[str, str], ...], *, weights: bool
    ) -> FieldOf:
        """Judgements by name: one each, an order, or nothing."""
        left = "none: scores are points that add up" if weights else "worth nothing to it"
        how = (("none", left), ("each", "a number or range each"), ("order", "an order, most first"))
        path, ids = base["path"], tuple(one for one, _ in names)
        if value is None:
            return FieldOf(**base, kind="judged", value="none", choices=how, names=ids)
        group = Judgements.model_validate(value)
        if group.order is not None:
            inner = value["order"] if isinstance(value, dict) else value
            text = "; ".join(inner) if isinstance(inner, list) else str(inner)
            there = dict(names)
            known = tuple((one, there.get(one, one)) for one in dict.fromkeys([*there, *group.order.names]))
            note = group.note if group.unjudged else ""
            order = FieldOf(path=path, kind="order", label=f"{base['label']}, most first", value=text,
                            choices=known, note=note)  # fmt: skip
            return FieldOf(**base, kind="judged", value="order", choices=how, parts=(order,), names=ids)
        points = value.get("points", value)
        inside = (*path, "points") if "points" in value else path
        listed = dict(names) | {one: one for one in points if one not in dict(names)}
        parts = tuple(
            self.judgement({"path": (*inside, one), "label": title}, points.get(one))
            for one, title in listed.items()
        )
        return FieldOf(**base, kind="judged", value="each", choices=how, parts=parts, names=ids)

    def judgement(self, base: dict[str, Any], value: Any) -> FieldOf:
        """One judgement as it is typed: 40, 30 – 50, 30 – 35 – 50."""
        held = value if isinstance(value, dict) else {}
        bare = held.get("value", held.get("range")) if held else value
        points = [held[key] for key in ("low", "likely", "high") if held.get(key) is not None]
        numbers = [] if bare == TO_BE_JUDGED else points or listed_values(bare)
        words: dict[str, Any] = {
            "note": str(held.get("note", "")),
            "cites": tuple(map(str, listed_values(held.get("cite")))),
        }
        value, many = " – ".join(map(str, numbers)), int(value is not None)
        return FieldOf(**base, **words, kind="judgement", value=value, many=many)

    def _terms(self, base: dict[str, Any], value: dict[str, Any]) -> FieldOf:
        parts = tuple(
            FieldOf(path=(*base["path"], issue), kind="term", label=title, value=str(value.get(issue, "")),
                    choices=self._with(str(value[issue]) if issue in value else None, self.options(issue)))
            for issue, title in self.issues
        )  # fmt: skip
        return FieldOf(**base | {"folded": not value}, kind="terms", parts=parts)

    def _pattern(self, base: dict[str, Any], value: dict[str, Any]) -> FieldOf:
        parts = tuple(
            FieldOf(
                path=(*base["path"], issue), kind="some", label=title, choices=self.options(issue),
                value=(ends_of if self.case.issues[issue].real else listed_values)(value.get(issue)),
            )
            for issue, title in self.issues
        )  # fmt: skip
        return FieldOf(**base, kind="pattern", parts=parts)
