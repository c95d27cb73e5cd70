"""``walkaway compare``: two versions of a case, or one case under two accounts or with other values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..printing import say
from . import shared
from .ask import answer
from .result_sheets import CsvOption, SeparatorOption, XlsxOption

if TYPE_CHECKING:
    from ..case import CaseFile

_NEW = "The version to compare with; may be left out where --account or --set makes it."
_ACCOUNT = (
    "Take one of conflicting accounts as true: once for both versions (of one case: for the new one), twice "
    "for the old and the new one."
)
_SET = "Another value in the new version, written as in a case; may be given again."


def compare(
    case: shared.CaseArgument,
    new: Annotated[str | None, typer.Argument(metavar="NEW", help=_NEW, show_default=False)] = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", metavar="ACCOUNT=NAME", help=_ACCOUNT)
    ] = None,
    values: Annotated[list[str] | None, typer.Option("--set", metavar="PLACE=VALUE", help=_SET)] = None,
    output: shared.PageOption = None,
    rule: shared.RuleOption = "case",
    draws: shared.DrawsOption = shared.DRAWS,
    seed: shared.SeedOption = shared.SEED,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    separator: SeparatorOption = "comma",
    force: shared.ForceFlag = False,
    as_json: shared.JsonFlag = False,
) -> None:
    """Say what changed between two versions of a case, and what each change did to the answer.

    Every change is made alone in the old version, then all together; what the whole does beyond the sum is
    named. Comments, layout and the order of keys are no change. With -o also a page.

    Example: walkaway compare hanoi-2019 --set preferences.us.walk_away=40
    """
    from ..questions import compare as question

    with shared.exit_codes(as_json=as_json):
        old, other, given = _versions(case, new, account or (), values or ())
        common: dict[str, Any] = {"draws": draws, "seed": seed, "rule": rule}
        typed = {"page": output, "csv": csv, "xlsx": xlsx, "separator": separator, "force": force}
        answer(
            question, old, {**typed, "as_json": as_json},
            lambda progress: question(old, given, progress=progress, **common), other.path,
        )  # fmt: skip


def _versions(
    case: str, new: str | None, accounts: Sequence[str], values: Sequence[str]
) -> tuple[CaseFile, CaseFile, Any]:
    """The old version, the file of the new one, and the new one as it is asked for."""
    from ..case.accounts import with_values
    from ..errors import UsageError

    if new is None and not accounts and not values:
        raise UsageError.of("one case", "NEW, a second version", "or --account or --set, to make one")
    first, second = _sides(accounts, alone=new is None and not values)
    old, other = _loaded(case, first, new or case, second)
    set_there = _values(values)
    given = with_values(other.case, set_there) if set_there else other.case
    return old, other, given


def _sides(accounts: Sequence[str], *, alone: bool) -> tuple[list[str], list[str]]:
    """Accounts of the old and of the new version; ``alone`` they are what makes the new one."""
    first: list[str] = []
    second: dict[str, str] = {}
    for text in accounts:
        key = text.partition("=")[0]
        if key in second:
            first = [one for one in first if one.partition("=")[0] != key] + [second[key]]
        elif not alone:
            first.append(text)
        second[key] = text
    return first, list(second.values())


def _loaded(case: str, first: list[str], new: str, second: list[str]) -> tuple[CaseFile, CaseFile]:
    """Both files, read whole; the faults of both are told at once."""
    from ..errors import Faults, InputError
    from ..loading import load

    found, faults, kind = [], Faults(), InputError
    for path, accounts in ((case, first), (new, second)):
        try:
            found.append(load(path, accounts))
        except InputError as error:
            faults.extend(error.faults)
            kind = type(error)
    faults.raise_if_any(kind)
    for file in found[:1] if case == new else found:
        for sentence in getattr(getattr(file, "imported", None), "lost", ()):
            say(f"note: {sentence}")
    return found[0], found[1]


def _values(texts: Sequence[str]) -> dict[str, Any]:
    """Place → value, each value read as in a case file."""
    from ..case.yamltext import read_yaml
    from ..errors import Fault, Faults, UsageError, quoted

    faults, found = Faults(), {}
    for text in texts:
        place, equals, value = text.partition("=")
        trial = Faults()
        data, _ = read_yaml(value, "", trial) if value.strip() else (None, None)
        if not (place and equals) or data is None or len(trial):
            right = "PLACE=VALUE, such as preferences.us.walk_away=40 or …=[30, 50]"
            faults.add(Fault(path="--set", found=quoted(text), expected=right))
        elif place in found:
            faults.add(
                Fault(path="--set", found=f"{quoted(place)} twice", expected="one value for each place")
            )
        else:
            found[place] = data
    faults.raise_if_any(UsageError)
    return found
