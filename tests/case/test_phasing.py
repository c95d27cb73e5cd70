"""How a deal is carried out: what a case may say of it, and what is said when it is wrong."""

from __future__ import annotations

import pytest
from tests.case.helpers import messages

from walkaway.case import read_case_text, to_yaml
from walkaway.case.titles import label_of

CASE = """\
case: 1
title: Arms for trade
parties: {ann: Ann, ben: Ben}
third_parties: {eve: Eve}
issues:
  arms: {title: Arms, options: {kept: Kept, scrapped: Scrapped}}
  trade: {title: Trade, options: {none: None, free: Free}}
  words: {title: Words, options: {cold: Cold, warm: Warm}}
preferences:
  ann: {scores: {arms: {kept: 5, scrapped: 0}, trade: {none: 0, free: 9}, words: {cold: 0, warm: 1}}}
  ben: {scores: {arms: {kept: 0, scrapped: 9}, trade: {none: 5, free: 0}, words: {cold: 0, warm: 1}}}
  eve: {scores: {arms: {kept: 0, scrapped: 1}}}
path:
  today: {arms: kept}
  deal: {arms: scrapped, trade: free, words: cold}
  steps:
    arms:
      scrapped: {by: ann, costs: [3, 5], worth: {ben: 9}, detection: 0.5, parts: 2, note: slow}
    words:
      warm:
        by: ben
        sites: {all: 20, inspected: [4, 5], finds: 0.9, looks: 2, left: {trade: {free: 8}}, note: guess}
    trade:
      free: {by: ben, reversible: true, periods: 2, after: arms, escrow: true}
  discount: {ann: [0.8, 0.9], ben: 0.9}
  bonds: {ann: 1}
  guarantors: {eve: {for: ben, takes: 2}}
  completed: {ann: 3}
  prices: {inspection: 2, phase: 1, bond: 0.1, guarantor: [0.1, 0.2]}
  schedule:
    - {arms: 1/2}
    - {arms: 0.5}
    - {trade: 1}
"""


def test_a_path_reads_and_is_written_as_it_was() -> None:
    """Nothing is lost on the way, and what is left out stays left out."""
    case = read_case_text(CASE)
    assert read_case_text(to_yaml(case)) == case
    assert case.path is not None
    step = case.path.delivery("trade", "free")
    assert step is not None
    assert (step.costs, step.parts, step.after, step.reversible) == (None, 4, ("arms",), True)
    assert case.path.changed(case.issues, case.path.deal) == {"arms": "scrapped", "trade": "free"}


def test_each_judgement_has_a_place_and_words() -> None:
    """They stand in the ledger like all others."""
    case = read_case_text(CASE)
    found = {path: label_of(case, path) for path, _ in case.judgements() if path.startswith("path.")}
    assert found == {
        "path.steps.arms.scrapped.costs": "Ann: cost of Arms – Scrapped",
        "path.steps.arms.scrapped.worth.ben": "Ben: worth of Arms – Scrapped",
        "path.steps.arms.scrapped.detection": "Ann: detection of Arms – Scrapped",
        "path.steps.words.warm.sites.all": "Ben: sites of Words – Warm",
        "path.steps.words.warm.sites.inspected": "Ben: sites looked at for Words – Warm",
        "path.steps.words.warm.sites.finds": "Ben: what a look finds of Words – Warm",
        "path.steps.words.warm.sites.left.trade.free": "Ben: sites of Words – Warm once they are listed",
        "path.discount.ann": "Ann: discount",
        "path.discount.ben": "Ben: discount",
        "path.bonds.ann": "Ann: bond",
        "path.completed.ann": "Ann: worth of completing",
        "path.guarantors.eve.takes": "Ben: what a guarantor takes",
        "path.prices.inspection": "price of an inspection",
        "path.prices.phase": "price of a phase",
        "path.prices.bond": "price of a bond",
        "path.prices.guarantor": "price of a guarantee",
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{by: ann, costs", "{costs", ["c.yaml:18: path.steps.arms.scrapped.by: found nothing"]),
        ("by: ann", "by: anna", ['found "anna"; expected a party (ann, ben) (did you mean "ann"?)']),
        ("detection: 0.5", "detection: 1.5", ["found 1.5; expected a probability from 0 to 1"]),
        ("ben: 0.9}\n  bonds", "ben: 0}\n  bonds", ["found 0; expected a discount factor above 0"]),
        ("bonds: {ann: 1}", "bonds: {ann: -1}", ["found −1; expected what is lost, 0 or more"]),
        ("completed: {ann: 3}", "completed: {ann: to be judged}",
         ["expected a number or a range, or the key left out"]),
        ("detection: 0.5, parts: 2", "detection: 0.5, after: trade",
         ["path.steps: found a cycle: arms after trade after arms; expected an order"]),
        ("parts: 2", "parts: 0.5", ["found the number 0.5; expected a whole number of parts, 1 to 1,000"]),
        ("parts: 2", "part: 2", ['found the unknown key "part"; expected one of by, costs']),
        ("worth: {ben: 9}", "worth: {ann: 9}", ['found "ann"; expected another party than the one']),
        ("eve: {for: ben", "eva: {for: ben", ['found "eva"; expected a party, ratifier or third party']),
        ("eve: {for: ben", "ben: {for: ben", ['found "ben", for itself']),
        ("    - {trade: 1}\n", "", ['path.schedule: found nothing of "trade"; expected shares']),
        ("- {arms: 1/2}", "- {arms: 1/3}", ['path.schedule: found 5/6 in all of "arms"; expected shares']),
        ("{arms: 0.5}\n", "{arms: 0.75}\n    - {arms: -0.25}\n",
         ['path.schedule[2].arms: found the share −0.25, which undoes "arms"; expected a share above 0']),
        ("- {trade: 1}\n", "- {trade: 1}\n    - {trade: -2}\n    - {trade: 2}\n",
         ["path.schedule[3].trade: found more undone than was done"]),
        ("- {trade: 1}\n", "- {trade: 3/2}\n    - {trade: -1/2}\n",
         ['path.schedule[2].trade: found more than the whole: 1.5 of "trade" by then; '
          "expected as much as is left to do, at most"]),
        ("- {arms: 1/2}", "- {arms: 1/2, words: 1}",
         ['path.schedule[0].words: found "words", which the deal leaves as it is']),
        ("deal: {arms: scrapped, trade: free, words: cold}", "deal: {arms: scrapped, trade: free}",
         ['path.deal: found a deal without "words"; expected one option for each issue']),
        ("- {arms: 0.5}\n    - {trade: 1}", "- {arms: 0.5, trade: 1}",
         ['c.yaml:32: path.schedule[1].trade: found "trade", before "arms" is whole; '
          'expected "arms" in earlier phases']),
        ("all: 20", "all: 0", ["words.warm.sites.all: found 0; expected a number of sites above 0"]),
        ("inspected: [4, 5]", "inspected: [4, 25]", ["found 4–25 sites looked at, of 20; expected no more"]),
        ("inspected: [4, 5], ", "", ["words.warm.sites.inspected: found nothing; expected the key"]),
        ("inspected: [4, 5]", "inspected: -1", ["found −1; expected a number of sites, 0 or more"]),
        ("finds: 0.9", "finds: 1.1", ["found 1.1; expected a probability from 0 to 1"]),
        ("looks: 2", "looks: 0", ["found the number 0; expected a whole number of looks, 1 to 1,000"]),
        ("{trade: {free: 8}}", "{trade: {fre: 8}}",
         ['path.steps.words.warm.sites.left.trade.fre: found "fre"; expected an option of trade']),
        ("{trade: {free: 8}}", "{trade: {free: [8, 21]}}",
         ["words.warm.sites.left.trade.free: found 8–21 sites left, of 20; expected no more than there are"]),
        ("{trade: {free: 8}}", "{trad: {free: 8}}", ['sites.left.trad: found "trad"; expected an issue']),
        ("{trade: {free: 8}}", "{words: {warm: 8}}", ["path.steps: found a cycle: words after words"]),
        ("        sites:", "        detection: 0.5\n        sites:", ["found both detection and sites"]),
        ("bond: 0.1", "bond: -0.1", ["path.prices.bond: found −0.1; expected a price, 0 or more"]),
        ("phase: 1", "phases: 1", ['found the unknown key "phases"; expected one of inspection, phase']),
        ("  deal: {arms: scrapped, trade: free, words: cold}\n", "", ["found a schedule without a deal"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_once(old: str, new: str, said: list[str]) -> None:
    """One fault for one slip, with its place and what would be right."""
    assert CASE.count(old) == 1
    found = messages(CASE.replace(old, new))
    assert len(found) == len(said), found
    for text, start in zip(found, said, strict=True):
        assert start in text


def test_what_can_be_undone_may_be_done_again() -> None:
    """Free trade, given, taken back and given again: shares that sum to 1."""
    text = CASE.replace("    - {trade: 1}\n", "    - {trade: 1}\n    - {trade: -1}\n    - {trade: 1}\n")
    assert read_case_text(text).path is not None


def test_a_cycle_hides_no_fault_of_the_schedule() -> None:
    """Which step comes too early means nothing in a cycle; what is left out does."""
    wrong = CASE.replace("after: arms", "after: trade").replace("    - {trade: 1}\n", "    - {trad: 1}\n")
    found = "\n".join(messages(wrong))
    assert "found a cycle: trade after trade" in found
    assert 'path.schedule[2].trad: found "trad", which is no issue' in found
    assert 'found nothing of "trade"' in found


def test_a_guarantor_from_outside_the_case_has_a_title() -> None:
    """Without one its id must be of the case."""
    bank = CASE.replace("eve: {for: ben, takes: 2}", "bank: {for: ben, takes: 2, title: The bank}")
    path = read_case_text(bank).path
    assert path is not None
    assert path.guarantors["bank"].title == "The bank"
    assert "or a title beside it" in "".join(messages(bank.replace(", title: The bank", "")))
