"""Two short reports of one negotiation, told differently, as tests put them in."""

from __future__ import annotations

from pathlib import Path

from tests.web.helpers import laid

from walkaway.web.desk import Desk

GAZETTE = """\
Ferry talks end without a deal
By Nora Vik, 3 March 2021

The talks between the Harbour Council and Blue Line over the island ferry ended on Tuesday without a \
deal. Mayor Ruth Aldous said that Blue Line had demanded the whole subsidy back. "They wanted all of \
the subsidy restored, and we could not give that," Aldous said. Blue Line offered to keep four \
sailings a day in return for half of the subsidy, its director Tom Reyes said on Wednesday.

"We asked for part of the subsidy, not all of it," Reyes said. He denied that the company wanted to \
close the night sailing.

Aldous told reporters that the council had to walk away. "No deal is better than a bad deal," she said.
"""
ISLANDER = """\
what went wrong at the ferry talks

Tom Reyes, the director of Blue Line, said the council offered a quarter of the subsidy and asked \
for five sailings a day. According to Reyes, the company would accept five sailings only if the \
subsidy were doubled.

Read more: Ten islands for the summer

The Harbour Council insisted on five sailings a day. "We will not sign anything that closes the \
night sailing," Aldous said.
"""
FERRY = """\
case: 1
title: The island ferry  # told twice
parties:
  council: {title: Harbour Council, aliases: [Ruth Aldous]}
  line: {title: Blue Line, aliases: [Tom Reyes]}
issues:
  subsidy: {title: Subsidy, options: {quarter: A quarter, half: Half, all: All of it}}
  sailings: {title: Sailings, options: {four: Four a day, five: Five a day}}
preferences:
  council:
    # she could not give it
    walk_away: [40, 60]
    scores: {subsidy: {quarter: 60, half: 30, all: 0}, sailings: {four: 0, five: 40}}
  line:
    walk_away: 30
    scores: {subsidy: {quarter: 0, half: 40, all: 60}, sailings: {four: 40, five: 10}}
"""


def ferry(folder: Path, text: str = FERRY) -> Desk:
    """The case of the two reports, with both beside it."""
    home = folder / "documents"
    home.mkdir(parents=True)
    (home / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    (home / "islander.txt").write_text(ISLANDER, encoding="utf-8")
    return laid(folder, text)
