"""``walkaway bridge``: the smallest changes that would open a zone, in the terminal or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ..printing import Line, Part, print_json, show
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
    from ..analysis.bridges import Bridge, Bridges, OneText
    from ..case import Case

__all__ = ["bridge_command"]


bridge_command = typer.Typer()


@bridge_command.command(cls=Command)
def bridge(
    case: CaseArgument,
    profiles: ProfilesOption = None,
    account: AccountOption = None,
    target: Annotated[
        float,
        typer.Option(
            "--target",
            metavar="NUMBER",
            parser=part_of_one("--target", above=True, like=0.5),
            help="Probability of a zone to reach, above 0 and at most 1.",
        ),
    ] = 0.5,
    rule: RuleOption = "case",
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    as_json: JsonFlag = False,
) -> None:
    """Find the smallest changes that open a zone, who pays for them, and what a mediator could propose.

    Cheapest first: concessions, red lines softened, options added, payments, clauses, other rules of
    agreement. Each is proved on the changed case.

    Example: walkaway bridge hanoi-2019 --target 0.5
    """
    from .. import api
    from ..case.accounts import case_head

    with exit_codes(as_json=as_json):
        file = load_case(case, profiles, account)
        with progress_line() as progress:
            found = api.bridge(
                file, target=target, draws=draws, seed=seed, rule=rule,
                progress=progress,
            )  # fmt: skip
        if as_json:
            print_json({"case": case_head(file.case)} | found.to_dict() | remarks(file))
        else:
            show(_lines(file.case, found))


def _lines(case: Case, found: Bridges) -> Iterator[Part]:
    """What the terminal shows."""
    from ..report.language.phrases import of_draws, of_hundred

    exact = found.method.realisation == "exact"
    now = "no deal passes" if found.needed else "a deal passes"
    chance = now if exact else f"a deal passes in {of_draws(found.probability, found.error)}"
    yield f"{case.title}: {chance}."
    from ..analysis.why.signed import signed_words

    if ended := signed_words(case):
        yield ended
    if found.needed:
        goal = "let a deal pass" if exact else f"bring this to {of_hundred(found.target)}"
        yield f"Smallest changes that {goal}, cheapest first:" + ("" if found.found else " none was found.")
        if found.found:
            yield Line(_gloss(found), "dim")
        yield ""
        for item in found.found:
            yield from _bridge_lines(case, item, exact=exact)
        if found.out_of_reach:
            yield ""
            yield "Not enough by itself:"
            for short in found.out_of_reach:
                most = "" if exact else f": at most {of_hundred(short.most)}"
                yield f"  {short.title}{most}"
        if found.left_out:
            yield ""
            yield "Not tried:"
            for text in found.left_out:
                yield f"  {text}"
    else:
        yield f"The target of {of_hundred(found.target)} is met as things are; no bridge is needed."
    for belief in found.beliefs:
        yield ""
        yield f"{belief.title}."
    yield from _proposal_lines(case, found)
    if found.one_text is not None:
        yield from _text_lines(case, found.one_text, drawn=found.method.realisation != "exact")


def _gloss(found: Bridges) -> str:
    """What the figures mean, once."""
    reach = (
        "reach: what the payer has at stake, from its worst to its best efficient deal that would be signed"
    )
    paid = any(item.kind == "payment" for item in found.found)
    return f"({reach}{'; a payment is worth the same share of it to both' if paid else ''})"


def _bridge_lines(case: Case, item: Bridge, *, exact: bool) -> Iterator[Part]:
    from ..numbers import estimate, number
    from ..report.language.phrases import of_hundred

    paid = f"{estimate(100 * item.share):>5} % of reach"
    then = "" if exact else f"; then {of_hundred(item.probability)}"
    line = f"{paid}  {case.label(item.payer)} pays {number(item.cost)}{then}"
    yield Line(line, hang=18 - len(line) + len(line.lstrip()))
    yield f"{'':18}{item.title}"


def _proposal_lines(case: Case, found: Bridges) -> Iterator[Part]:
    from ..case.titles import deal_words
    from ..report.language.phrases import signed_how

    drawn = found.method.realisation != "exact"
    if found.proposals:
        yield ""
        yield "A mediator could propose:"
    for place, item in enumerate(found.proposals, start=1):
        words = signed_how(item.acceptability, item.error, drawn=drawn)
        yield f"  P{place}. {words}: {deal_words(case, item.deal)}"


def _text_lines(case: Case, one: OneText, *, drawn: bool) -> Iterator[Part]:
    from ..case.titles import deal_words, titles_words
    from ..report.language.phrases import count, signed_how

    yield ""
    if one.step is None:
        yield "From the offers on record no text within a few departures is more likely to be signed."
        return
    words = signed_how(one.step.acceptability, one.step.error, drawn=drawn)
    yield (
        f"Next step of a single text, {count(one.step.departures, 'departure')} from the last offers, "
        f"{words}: {deal_words(case, one.step.deal)}"
    )
    if one.open:
        yield f"  open: {titles_words(map(case.issue_label, one.open))} (no last offer names it)"
