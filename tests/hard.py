"""A case that is hard to print: ids that must not show, long titles, wide letters, signs a terminal obeys."""

from __future__ import annotations

from pathlib import Path

__all__ = ["DOCUMENT", "ID", "write_hard"]

ID = "zq17"
"""Begins every id of the case, and no title."""

_LONG = "the gradual transfer of every harbour installation to the joint authority under observers"
_UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikantenverbandsvorsitzenderstellvertreter"
_WIDE = "協議文書に署名するまでの間、港湾施設の共同管理を段階的に実施する"
_EVIL = r"Cash\e[31m \e]0;owned\a and \u202egold\u202c"

_CASE = f"""
case: 1
title: "Hard to print \\e[2J: {_LONG}"
question: Is there a deal at all?
parties:
  zq17_a: {{title: "Union of {_LONG}", short: Union}}
  zq17_b: {_WIDE}
ratifiers: {{zq17_c: {{title: Council of elders, for: zq17_a}}}}
third_parties: {{zq17_d: The neighbour}}
issues:
  zq17_port:
    title: "{_LONG}"
    options: {{zq17_no: Nothing, zq17_some: "{_UNBROKEN}", zq17_all: "{_WIDE}"}}
  zq17_cash:
    title: "{_EVIL}"
    options: {{zq17_low: Low, zq17_mid: "{_LONG} (twice)", zq17_top: "שלום עולם"}}
  zq17_day:
    title: Day
    options: {{zq17_soon: Soon, zq17_late: {{title: Late, means: {{days: [30, 60]}}}}}}
impossible:
  - {{zq17_port: zq17_all, zq17_day: zq17_soon}}
preferences:
  zq17_a:
    walk_away: {{range: [30, 60], cite: "memo: we cannot go below thirty"}}
    weights: zq17_port > zq17_cash > zq17_day
    scores:
      zq17_port: {{zq17_no: 0, zq17_some: [30, 70], zq17_all: 100}}
      zq17_cash: zq17_low > zq17_mid > zq17_top
      zq17_day: {{zq17_soon: 100, zq17_late: [0, 40]}}
    interactions: [{{when: {{zq17_port: zq17_some, zq17_cash: zq17_mid}}, add: [2, 9]}}]
    red_lines: [{{zq17_port: zq17_no, zq17_cash: zq17_top}}]
    believes: {{zq17_b: {{walk_away: [5, 20]}}}}
  zq17_b:
    walk_away: [35, 55]
    weights: {{zq17_port: [30, 50], zq17_cash: [30, 50], zq17_day: 20}}
    scores:
      zq17_port: {{zq17_no: 100, zq17_some: [40, 60], zq17_all: 0}}
      zq17_cash: {{zq17_low: 0, zq17_mid: 50, zq17_top: 100}}
      zq17_day: {{zq17_soon: 0, zq17_late: 100}}
    red_lines: [{{zq17_port: zq17_all, zq17_cash: zq17_low}}]
  zq17_c:
    walk_away: [20, 50]
    scores:
      zq17_port: {{zq17_no: 10, zq17_some: 30, zq17_all: 60}}
      zq17_day: {{zq17_soon: 5, zq17_late: 0}}
  zq17_d:
    walk_away: 3
    scores: {{zq17_port: {{zq17_no: 0, zq17_some: 3, zq17_all: 6}}}}
record:
  - {{by: zq17_a, offer: {{zq17_port: zq17_all, zq17_cash: zq17_low, zq17_day: zq17_late}}, title: All of it}}
  - {{by: zq17_b, act: walks away}}
  - {{by: zq17_b, offer: {{zq17_port: zq17_no, zq17_day: zq17_late}}}}
evidence:
  - {{says: "The envoys \\e[31mnever met again", for: misperception, against: no-zone}}
"""

DOCUMENT = (
    "Report \x1b]0;owned\x07\n\n"
    f"Maria Lopez, the minister, said: “we cannot go below thirty”. {_WIDE}。\n\n"
    f"John Smith said that the \x1b[31mport \u202ewould close on Monday. {_UNBROKEN} told reporters that "
    f"{_LONG} would take three years.\n\nMaria Lopez said that the port would not close on Monday.\n"
)


def write_hard(folder: Path) -> Path:
    """Write the case with its document into a folder; give the folder."""
    (folder / "documents").mkdir(parents=True)
    (folder / "case.yaml").write_text(_CASE, encoding="utf-8")
    (folder / "documents" / "memo.txt").write_text(DOCUMENT, encoding="utf-8")
    return folder
