"""Offers in a picture: numbered marks of their maker's colour and shape, hollow where issues stayed open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from .canvas import HALO, ChartView, Words, merged
from .sample import Mark

__all__ = ["both_kinds", "offer_discs"]


def both_kinds(marks: Sequence[Mark]) -> bool:
    """Whether some of the offers left issues open, and some did not.

    Parameters
    ----------
    marks : sequence of Mark
    """
    return len({bool(mark.open) for mark in marks}) == 2


def offer_discs(
    offers: Sequence[Mark], view: ChartView, words: Words, tip: Callable[[Mark], str]
) -> list[Any]:
    """Layers of the marks; those that would cover each other share one.

    A mark is hollow where all its offers left issues open. Where only some did, these stand in brackets.

    Parameters
    ----------
    offers : sequence of Mark
        Where they stand in this picture.
    view : ChartView
    words : Words
    tip : callable
        Tooltip of an offer.

    Returns
    -------
    list of layers
    """
    layers: list[Any] = []
    for group in merged(offers, view):
        first, hollow = group[0], all(mark.open for mark in group)
        tone, text = words.tone(first.who), _numbers(group)
        row = {"x": first.value[0], "y": first.value[1], "n": text, "t": "\n\n".join(map(tip, group))}
        base, said = alt.Chart(view.data([row])), alt.Tooltip("t:N")
        disc = base.mark_point(
            shape=words.shape(first.who),
            filled=True,
            size=(400 if words.shape(first.who) == "diamond" else 250) + 130 * (len(text) - 1),
            fill=HALO if hollow else tone,
            stroke=tone,
            strokeWidth=2,
            opacity=1,
        )
        number = base.mark_text(
            fontSize=11, fontWeight="bold", color=tone if hollow else HALO, tooltip=None, aria=False
        )
        layers.append(disc.encode(x=view.x(), y=view.y(), tooltip=said))
        layers.append(number.encode(x=view.x(), y=view.y(), text="n:N", tooltip=said))
    return layers


def _numbers(group: Sequence[Mark]) -> str:
    """Numbers of offers in one mark; in brackets those that left issues open beside others that did not."""
    mixed = both_kinds(group)
    return "·".join(f"({mark.name})" if mixed and mark.open else mark.name for mark in group)
