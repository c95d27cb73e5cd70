"""Invented news with statements made by hand."""

from __future__ import annotations

from tests.evidence.planted import TEXTS, read, statement

from walkaway.evidence.findings import Conflict, Read, Statement

HARBOUR = read(TEXTS["harbour"], "harbour", title="Dock talks fail", date="2031-03-14", outlet="The Quay")
RIVER = read(TEXTS["river"], "river", title="Two provinces share a river")
FILM = read(TEXTS["film"], "film", title="Writers & studios: <script>alert(1)</script>")

SUMMIT = read(
    """U.S. President Martha Bell and North Korean leader Kim Jong Un met in Hanoi for two days.

Bell said the talks ended because Kim had demanded the sanctions lifted in entirety in exchange for the
dismantlement of the Yongbyon complex. “We had to walk away from that,” Bell said.

North Korea was willing to freeze some nuclear facilities and expected massive sanctions relief. Washington
had offered a liaison office in Pyongyang. Jane Doe, an analyst at the Harbour Institute, said no deal was
better than a bad deal. “I doubt that they would have closed every site,” she said.""",
    "summit",
    title="No deal: ['*&!]{}#",
)
SUMMIT_STATEMENTS = (
    statement(SUMMIT, "We had to walk away from that", "Bell", "said", kind="direct", id="s1"),
    statement(SUMMIT, "the sanctions lifted in entirety in exchange for the\ndismantlement of the Yongbyon "
              "complex", "Kim", "demanded", kind="position", id="s2"),
    statement(SUMMIT, "freeze some nuclear facilities", "North Korea", "was willing to", kind="position",
              id="s3"),
    statement(SUMMIT, "massive sanctions relief", "North Korea", "expected", kind="position", id="s4"),
    statement(SUMMIT, "a liaison office in Pyongyang", "Washington", "had offered", kind="position", id="s5"),
    statement(SUMMIT, "no deal was\nbetter than a bad deal", "Jane Doe", "said", id="s6",
              role="an analyst at the Harbour Institute"),
    statement(SUMMIT, "they would have closed every site", "Jane Doe", "doubt", id="s7", modality="doubted",
              role="an analyst at the Harbour Institute"),
)  # fmt: skip
SUMMIT_CONFLICTS = (Conflict(statements=("s2", "s4"), type="degree", why="entirety against massive"),)

HARBOUR_STATEMENTS = (
    statement(HARBOUR, "We will not sign a\ncontract that leaves 350 people without a shift", "Lena Ortiz",
              "said", kind="direct", role="who leads the dockers’ union", id="h1", polarity="negative"),
    statement(HARBOUR, "raise wages by 4 percent in return for longer night shifts", "The owners",
              "had proposed", kind="position", id="h2"),
    statement(HARBOUR, "a step back", "Paul Reed", "called", kind="direct", role="Their spokesman", id="h3"),
)  # fmt: skip
FILM_STATEMENTS = (
    statement(FILM, "a 7 percent rise over three\nyears", "The studios", "offered", kind="position", id="f1"),
    statement(FILM, "12 percent, a\nstaff of at least six writers for each show", "The guild", "wants",
              kind="position", id="f2"),
    statement(FILM, "We are not asking for the moon", "Dana Whitfield", "said", kind="direct",
              role="the guild’s chief negotiator", id="f3", polarity="negative"),
)  # fmt: skip

NEWS: dict[str, tuple[tuple[Read, ...], tuple[Statement, ...], tuple[Conflict, ...]]] = {
    "summit": ((SUMMIT,), SUMMIT_STATEMENTS, SUMMIT_CONFLICTS),
    "harbour": ((HARBOUR,), HARBOUR_STATEMENTS, ()),
    "film": ((FILM,), FILM_STATEMENTS, ()),
    "river, without statements": ((RIVER,), (), ()),
    "all": ((SUMMIT, HARBOUR, FILM, RIVER), SUMMIT_STATEMENTS + HARBOUR_STATEMENTS + FILM_STATEMENTS,
            SUMMIT_CONFLICTS),
}  # fmt: skip
