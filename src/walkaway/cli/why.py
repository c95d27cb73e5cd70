"""``walkaway why``: why there was no deal, in the terminal or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..printing import Part, print_json, show
from .shared import (  # fmt: skip
    DRAWS,
    SEED,
    AccountOption,
    CaseArgument,
    Command,
    DrawsOption,
    JsonFlag,
    ProfilesOption,
    RuleOption,
    SeedOption,
    exit_codes,
    load_case,
    progress_line,
    remarks,
)
from .typed import part_of_one

if TYPE_CHECKING:
    from ..analysis.why.bystanders import Bystander
    from ..analysis.why.diagnosis import Diagnosis, Explanation
    from ..analysis.why.signed import Signed
    from ..case import Case

__all__ = ["why_command"]

_SIGNS = {"consistent": "C", "inconsistent": "I", "neutral": "·"}


why_command = typer.Typer()


@why_command.command(cls=Command)
def why(
    case: CaseArgument,
    profiles: ProfilesOption = None,
    account: AccountOption = None,
    offer_error: Annotated[
        float,
        typer.Option(
            "--offer-error",
            metavar="NUMBER",
            parser=part_of_one("--offer-error", like=0.1),
            help="How likely an offer is from a party it does not suit, 0–1.",
        ),
    ] = 0.1,
    refusal_error: Annotated[
        float,
        typer.Option(
            "--refusal-error",
            metavar="NUMBER",
            parser=part_of_one("--refusal-error", like=0.25),
            help="How likely a refusal is from a party it does not suit, 0–1.",
        ),
    ] = 0.25,
    without: Annotated[
        str, typer.Option("--without", metavar="PATH", help="Forget this judgement, and say what changes.")
    ] = "",
    rule: RuleOption = "case",
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    as_json: JsonFlag = False,
) -> None:
    """Say why there was no deal: competing explanations, the evidence, what the record taught.

    Explanations overlap, so their probabilities do not sum to one. One is asserted only where it holds in at
    least 80 % of the draws beyond the sampling error; else the case is too vague to tell.

    Example: walkaway why hanoi-2019 --without preferences.us.walk_away
    """
    from .. import api
    from ..case.titles import phrase_of

    with exit_codes(as_json=as_json):
        file = load_case(case, profiles, account)
        tolerance = {"offer": offer_error, "refusal": refusal_error}
        options: dict[str, Any] = {
            "draws": draws,
            "seed": seed,
            "rule": rule,
            "tolerance": tolerance,
        }
        with progress_line() as progress:
            found = api.why(file, progress=progress, **options)
            changed = api.without(file, without, found, progress=progress, **options) if without else ()
        if as_json:
            tail = {"without": {"path": without, "changes": changed}} if without else {}
            print_json(found.to_dict() | tail | remarks(file))
            return
        show(_page(file.case, found))
        if without:
            show(["", f"Without {phrase_of(file.case, without)}", *(f"  - {line}" for line in changed)])


def _page(case: Case, found: Diagnosis) -> Iterator[Part]:
    if found.signed is not None:
        yield from _signed(case, found.signed)
        return
    told = case.record or case.evidence
    yield f"{case.title}: {'why there was no deal' if told else 'what would explain that there was no deal'}"
    yield ""
    yield from found.says
    yield ""
    yield "Explanations (they overlap)"
    for name in (*found.order, *(name for name in found.explanations if name not in found.order)):
        yield from _explanation(found.explanations[name])
    yield from _evidence(found)
    yield from _record(case, found)
    yield from _third(case, found.bystanders)


def _signed(case: Case, one: Signed) -> Iterator[Part]:
    from ..case.titles import deal_words, open_words
    from ..report.screens.what_was_signed import signed_sentences

    yield f"{case.title}: what was signed"
    yield ""
    yield f"{one.words} So there is no impasse to explain; `walkaway deals` shows what was possible."
    if one.deal:
        left_open = open_words(case, one.deal, one.open, one.maker)
        yield f"The deal: {deal_words(case, one.deal)}{f'; {left_open}' if left_open else ''}."
    yield from signed_sentences(case, one)


def _explanation(item: Explanation) -> Iterator[Part]:
    from ..numbers import number

    if item.share is None:
        yield f"  {item.title}: not testable, for {item.untestable}"
        return
    against = f", evidence against {number(item.inconsistency)}" if item.inconsistency else ""
    yield f"  {item.title}: {item.share.words}, {item.claim}{against}"
    for part in item.parts[:3]:
        if part.share.probability > 0:
            yield f"    {part.says}: {part.share.words}"


def _evidence(found: Diagnosis) -> Iterator[Part]:
    from ..analysis.why.telling import short_title
    from ..numbers import number

    matrix = found.matrix
    if not matrix.items:
        return
    yield ""
    yield "Evidence (C consistent, I inconsistent, · neutral; tells = how far it tells explanations apart)"
    yield "  " + "  ".join(f"{k + 1} {short_title(name)}" for k, name in enumerate(matrix.explanations))
    for item, removal in zip(matrix.items, matrix.removals, strict=True):
        signs = " ".join(_SIGNS[item.ratings[name]] for name in matrix.explanations)
        mark = " *" if removal.order[:1] != matrix.order[:1] else ""
        yield f"  {signs}  tells {number(item.diagnosticity, places=2)}  {item.says}{mark}"
    if any(removal.order[:1] != matrix.order[:1] for removal in matrix.removals):
        yield "  * without it another explanation would come first"


def _record(case: Case, found: Diagnosis) -> Iterator[Part]:
    from ..analysis.why.telling import act_words
    from ..case.titles import label_of
    from ..numbers import estimates

    learned = found.learned
    if not learned.lessons:
        return
    yield ""
    exact = learned.method.exact
    before = "" if exact else f" (a deal exists in {learned.before.words} of the draws before it)"
    yield f"What the record taught{before}"
    for item in learned.lessons:
        act = act_words(case, item.by, item.kind, item.event)
        if exact:
            yield f"  {act}: {'fits' if item.fits.probability else 'does not fit'} the judgements"
            continue
        yield f"  {act}: fits {item.fits.words} of the draws; then a deal exists in {item.zone.words}"
    for shift in learned.shifts:
        before, after = estimates([shift.before, shift.after])
        yield f"  {label_of(case, shift.path)}: {before} before, {after} after"


def _third(case: Case, found: tuple[Bystander, ...]) -> Iterator[Part]:
    from ..case.titles import deal_words
    from ..numbers import estimate, number, signed

    if not found:
        return
    yield ""
    yield "Without a vote"
    for item in found:
        none = f"no deal is worth {number(item.no_deal)} ({item.scale})"
        worst, best = (signed(estimate(end)) for end in (item.worst, item.best))
        yield f"  {item.title}: {none}; what could be agreed lies between {worst} and {best} of that"
        for stake in item.stakes:
            named = deal_words(case, stake.deal)
            yield f"    {signed(estimate(stake.mean))}, better in {stake.better.words}, for {named}"
