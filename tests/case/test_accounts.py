"""Conflicting accounts: the case under each, places in it, and what is said when they are wrong."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from ruamel.yaml import YAML
from tests.case.helpers import CASE, messages, read, swapped
from tests.case.strategies import case_data, law
from tests.case.test_write import built

from walkaway.case import Case, Telling, case_schema, edit_text, read_case, to_plain, to_yaml, under
from walkaway.case.accounts import MOST_TOLD
from walkaway.case.validate import validated
from walkaway.case.write import cites_of
from walkaway.errors import CaseError, UsageError

TOLD = """\
accounts:
  asked:
    question: What was asked?
    told:
      mine: {title: Low, by: us, set: {"record[0].offer.price": low}}
      theirs:
        title: High
        cite: "doc: said so"
        set:
          record[0].offer.price: mid
          preferences.them.walk_away: {value: 007, cite: "doc: that much"}
      as-written: {title: As it stands}
    note: why
documents: {keep: [{document: doc, words: "two\\n words", note: because}]}
"""
TEXT = CASE + TOLD


def told(change: str, text: str = CASE) -> str:
    """The case with an account of one telling that changes something, and one that does not."""
    account = f"accounts: {{q: {{question: Q, told: {{x: {{title: X, set: {change}}}, y: {{title: Y}}}}}}}}\n"
    return text + account


def faults(change: str) -> list[str]:
    return [message.removeprefix("c.yaml:44: accounts.q.told.x") for message in messages(told(change))]


# ----------------------------------------------------------------------------------- the case under them


def test_a_case_keeps_its_accounts_and_what_is_kept_of_documents() -> None:
    """Nothing is applied by reading."""
    case = read(TEXT)
    asked = case.accounts["asked"]
    assert (asked.question, list(asked.told), asked.settled, asked.note) == (
        "What was asked?", ["mine", "theirs", "as-written"], "", "why",
    )  # fmt: skip
    assert asked.told["mine"].by == "us"
    assert [str(cite) for cite in asked.told["theirs"].cites] == ["doc: said so"]
    assert [(kept.document, kept.words, kept.note) for kept in case.documents.keep] == [
        ("doc", "two words", "because")
    ]
    assert case.record[0].offer == {"price": "high"}


def test_a_choice_changes_what_is_told_and_nothing_else() -> None:
    case = read(TEXT)
    theirs = under(case, {"asked": "theirs"})
    assert theirs.record[0].offer == {"price": "mid"}
    walk_away = theirs.preferences["them"].walk_away
    assert walk_away is not None
    assert (str(walk_away), str(walk_away.cites[0])) == ("7", "doc: that much")
    assert theirs.accounts["asked"].settled == "theirs"
    assert theirs.documents == case.documents
    back = {"record": case.record, "preferences": case.preferences, "accounts": case.accounts}
    assert theirs.model_copy(update=back) == case
    digests = {case.digest, *(under(case, {"asked": name}).digest for name in case.accounts["asked"].told)}
    assert len(digests) == 4


@pytest.mark.parametrize(
    ("taken", "cites"),
    [("mine", ["doc: half of it", "doc: in the hall"]), ("theirs", ["doc: all of it", "doc: in the hall"]),
     ("nobody", ["doc: in the hall"])],
)  # fmt: skip
def test_what_an_account_changes_rests_on_what_it_rests_on(taken: str, cites: list[str]) -> None:
    """Law: the words of those who are not believed do not stand beside what is taken as true."""
    told = "".join(
        f'      {name}: {{title: T, set: {{"record[0].offer.price": {option}}}{cite}}}\n'
        for name, option, cite in (("mine", "low", ', cite: "doc: half of it"'), ("nobody", "mid", ""),
                                   ("theirs", "high", ', cite: ["doc: all of it"]'))
    )  # fmt: skip
    text = CASE.replace(
        "{by: them, offer: {price: high}}",
        '{by: them, offer: {price: high}, cite: ["doc: all of it", "doc: in the hall"]}',
    )
    case = read(f"{text}accounts:\n  asked:\n    question: What?\n    told:\n{told}")
    assert [str(cite) for cite in under(case, {"asked": taken}).record[0].cites] == cites
    assert [str(cite) for cite in case.record[0].cites] == ["doc: all of it", "doc: in the hall"]


def test_what_is_settled_is_applied_unless_another_is_chosen() -> None:
    case = read(TEXT)
    assert under(case) is case
    settled = read(swapped("note: why\ndoc", "note: why\n    settled: mine\ndoc", TEXT))
    assert settled.record[0].offer == {"price": "high"}
    assert under(settled).record[0].offer == {"price": "low"}
    assert under(settled) == under(case, {"asked": "mine"})
    assert under(settled, {"asked": "theirs"}) == under(case, {"asked": "theirs"})
    assert under(settled, {"asked": "as-written"}).record == case.record


def test_a_file_gives_itself_under_an_account(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(TEXT, encoding="utf-8")
    file = read_case(path)
    other = file.under({"asked": "mine"})
    assert (other.path, other.lines) == (file.path, file.lines)
    assert other.case == under(file.case, {"asked": "mine"})
    assert file.under().case is file.case


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"askd": "mine"}, 'the account "askd"; expected an account of the case (asked) '
                           '(did you mean "asked"?)'),
        ({"asked": "their"}, 'the account "their"; expected one told of asked (mine, theirs, as-written) '
                             '(did you mean "theirs"?)'),
    ],
)  # fmt: skip
def test_an_unknown_choice_comes_with_a_suggestion(choices: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        under(read(TEXT), choices)
    assert str(caught.value) == f"found {message}"


def test_a_case_without_accounts_has_none_to_choose() -> None:
    with pytest.raises(UsageError, match=r"^found .* expected no account, as the case has none$"):
        under(read(CASE), {"a": "b"})


# ------------------------------------------------------------------------------------ writing and editing


def test_accounts_survive_writing_under_each_of_them() -> None:
    """Law: read(to_yaml(case)) == case, also for numbers that may be ids."""
    case = read(TEXT)
    for one in (case, *(under(case, {"asked": name}) for name in case.accounts["asked"].told)):
        again = read(to_yaml(one))
        assert again == one
        assert again.digest == one.digest
        assert to_yaml(again) == to_yaml(one)


@pytest.mark.parametrize("number", ["7", "007", "3.00", "1e3", ".5", ".5e3", "+5", "-0", "2.5"])
def test_numbers_in_a_telling_are_written_as_they_were(number: str) -> None:
    """An option may be called 007, and a walk-away may be 007 too."""
    case = read(told(f"{{preferences.them.walk_away: {number}}}"))
    again = read(to_yaml(case))
    assert str(again.accounts["q"].told["x"].set["preferences.them.walk_away"]) == number
    assert again.digest == case.digest
    named = swapped("{low: 20, likely: 21, high: 30}", "30").replace("high", number)
    case = read(told(f'{{"record[0].offer.price": {number}}}', text=named))
    assert under(read(to_yaml(case)), {"q": "x"}).record[0].offer == {"price": number}


def test_plain_numbers_of_a_telling_are_plain() -> None:
    case = read(told("{preferences.them.walk_away: [7, 9.5]}"))
    value = to_plain(case.accounts["q"].told["x"])["set"]["preferences.them.walk_away"]
    assert [type(number) for number in value] == [int, float]


@law
@given(case_data())
def test_random_cases_survive_an_account(data: dict[str, Any]) -> None:
    """Law: whatever the names, each place is found, and changing it changes it alone."""
    change: dict[str, Any] = {f"preferences.{who}.walk_away": 123 for who in data["preferences"]}
    if data["record"] and "offer" in data["record"][0]:
        issue, option = next(iter(data["record"][0]["offer"].items()))
        change[f"record[0].offer.{issue}"] = option
    data["accounts"] = {
        "?": {"question": "", "told": {"x": {"title": "", "set": change}, "y": {"title": ""}}}
    }
    case = built(data)
    assert read(to_yaml(case)) == case
    one = under(case, {"?": "x"})
    assert {str(preference.walk_away) for preference in one.preferences.values()} == {"123"}
    assert one.record == case.record
    assert under(case, {"?": "y"}).preferences == case.preferences


def test_a_case_with_accounts_can_be_edited() -> None:
    """Settling one adds a line; what is set is checked again."""
    text = edit_text(TEXT, ("accounts", "asked", "settled"), "theirs")
    assert text.replace("    settled: theirs\n", "") == TEXT
    with pytest.raises(CaseError, match='found "nobody"; expected one of what is told'):
        edit_text(TEXT, ("accounts", "asked", "settled"), "nobody")


def test_cites_of_tellings_are_found_also_in_what_they_set() -> None:
    change = (
        '{preferences.us.walk_away.cite: ["d: one", "d: two"], record: [{by: us, act: x, cite: "d: three"}], '
        'impossible: [{cite: no-cite}], "record[0]": {by: us, act: y}}'
    )
    case = read(TEXT)
    found = [(".".join(map(str, path)), cite.words) for path, cite in cites_of(case) if "accounts" in path]
    place = "accounts.asked.told.theirs"
    assert found == [
        (f"{place}.cite", "said so"), (f"{place}.set.preferences.them.walk_away.cite", "that much"),
    ]  # fmt: skip
    telling = Telling.model_validate({"title": "X", "set": YAML(typ="safe", pure=True).load(change)})
    assert [cite.words for _, cite in cites_of(telling)] == ["one", "two", "three"]


def test_the_schema_knows_accounts() -> None:
    schema = case_schema()
    assert {"Account", "Telling", "Handling", "Kept"} <= set(schema["$defs"])
    assert "cite" in schema["$defs"]["Telling"]["properties"]
    assert schema["$defs"]["Account"]["properties"]["told"]["minProperties"] == 2


# ------------------------------------------------------------------------------------------------ faults


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('{"record[0].ofer": 1}',
         ['.set.record[0].ofer: found "record[0].ofer"; expected a place in the case, such as '
          'record[0].offer (did you mean "record[0].offer"?)']),
        ("{zzz: 1}", ['.set.zzz: found "zzz"; expected a place in the case, such as record[0].offer']),
        ("{accounts: {}}",
         ['.set.accounts: found "accounts"; expected a place in the case, such as record[0].offer']),
        ('{"record[0].offer.price": hihg}',
         ['.set.record[0].offer.price: found "hihg" at record[0].offer.price; expected an option of price '
          '(low, mid, high) (did you mean "high"?)']),
        ("{preferences.them.walk_away: [3, 1]}",
         [".set.preferences.them.walk_away: found [3, 1] at preferences.them.walk_away; expected low before "
          "high (write [1, 3])"]),
        ("{issues.price.options: {low: Low}}",
         [': found "high" at preferences.us.red_lines[0].price; expected an option of price (low)']),
        ("{record: [], \"record[0].offer\": {price: low}}",
         [".set.record[0].offer: found a place that accounts.q.told.x.set.record sets as well; expected each "
          "place set once"]),
        ("{preferences.us.weights: price = date, preferences.us.weights.order: price}",
         [".set.preferences.us.weights.order: found a place that "
          "accounts.q.told.x.set.preferences.us.weights sets as well; expected each place set once"]),
        ("[a]", [".set: found a list of 1; expected a mapping"]),
    ],
)  # fmt: skip
def test_faults_are_reported_where_they_are_told(change: str, said: list[str]) -> None:
    assert [message for message in faults(change) if message in said] == said
    if "options" not in change:
        assert faults(change) == said


def changed(old: str, new: str) -> list[str]:
    return messages(swapped(old, new, TEXT))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("note: why\ndoc", "note: why\n    settled: their\ndoc",
         'c.yaml:57: accounts.asked.settled: found "their"; expected one of what is told '
         '(mine, theirs, as-written) (did you mean "theirs"?)'),
        ("title: As it", "titel: As it",
         'c.yaml:55: accounts.asked.told.as-written.titel: found the unknown key "titel"; expected one of '
         'title, by, set, note, cite (did you mean "title"?)'),
        ("question: What", "qestion: What",
         'c.yaml:46: accounts.asked.qestion: found the unknown key "qestion"; expected one of question, '
         'told, settled, note (did you mean "question"?)'),
        ("keep: [", "kep: [",
         'c.yaml:57: documents.kep: found a list of 1; expected keep, reject, or a document with its kind, '
         'such as {kind: minutes}'),
        ("{keep: [", "{doc: {knd: news}, keep: [",
         'c.yaml:57: documents.doc.knd: found the unknown key "knd"; expected one of kind (did you mean '
         '"kind"?)'),
        ("{keep: [", "{doc: {kind: minute}, keep: [",
         'c.yaml:57: documents.doc.kind: found "minute"; expected news, page, transcript, minutes, email, '
         'letter, resolution, treaty, terms, posts or table'),
        ("document: doc", "documnt: doc",
         'c.yaml:57: documents.keep[0].documnt: found the unknown key "documnt"; expected one of document, '
         'words, note (did you mean "document"?)'),
        ("document: doc", 'document: " "',
         "c.yaml:57: documents.keep[0].document: found an empty text; expected at least one word"),
        ('words: "two\\n words"', 'words: ""',
         "c.yaml:57: documents.keep[0].words: found an empty text; expected at least one word"),
        ('words: "two\\n words"', "words: [a]",
         "c.yaml:57: documents.keep[0].words: found a list of 1; expected text"),
    ],
)  # fmt: skip
def test_each_slip_gives_one_sentence(old: str, new: str, said: str) -> None:
    assert changed(old, new) == [said]


def test_one_telling_is_no_conflict() -> None:
    text = CASE + "accounts: {q: {question: Q, settled: y, told: {x: {title: X}}}}\n"
    assert messages(text) == ["c.yaml:44: accounts.q.told: found a mapping of x; expected at least 2 entries"]


def test_what_is_settled_is_not_missed_where_what_is_told_is_faulty() -> None:
    text = CASE + "accounts: {q: {question: Q, settled: x, told: {x: 5, y: {title: Y}, z: {title: Z}}}}\n"
    (message,) = messages(text)
    assert "accounts.q.told.x: found the number 5" in message


def test_a_fault_elsewhere_is_said_once_and_not_again_under_each_account() -> None:
    for old, new in (("{price: high}}", "{price: hihg}}"), ("walk_away: 3", "walk_away: x")):
        assert len(messages(swapped(old, new, TEXT))) == 1


def test_a_case_that_cannot_be_mended_under_an_account_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("walkaway.case.accounts.validated", partial(validated, rounds=1))
    (message,) = faults("{preferences.them.walk_away: x}")
    assert message.startswith('.set.preferences.them.walk_away: found "x" at preferences.them.walk_away')


def test_a_case_may_not_hold_too_many_tellings() -> None:
    tellings = ", ".join(f"t{number}: {{title: T}}" for number in range(MOST_TOLD + 1))
    text = CASE + f"accounts: {{q: {{question: Q, told: {{{tellings}}}}}}}\n"
    assert messages(text) == [
        f"c.yaml:44: accounts: found {MOST_TOLD + 1} tellings; expected at most {MOST_TOLD}"
    ]


TWO = """\
accounts:
  a:
    question: A
    told:
      one: {title: One, set: {preferences.us.weights: {price: [10, 30], date: [70, 90]}}}
      two: {title: Two}
  b:
    question: B
    told:
      one: {title: One, set: {issues.date.note: x}}
      two: {title: Two, set: {preferences.us.walk_away: 1}}
"""


def two(*pairs: tuple[str, str]) -> str:
    text = CASE + TWO.replace("issues.date.note: x", "agreement: all")
    for old, new in pairs:
        text = swapped(old, new, text)
    return text


def test_several_accounts_are_applied_together() -> None:
    case = read(two())
    both = under(case, {"a": "one", "b": "two"})
    assert both.preferences["us"].weights is not None
    assert both.preferences["us"].weights.order is None
    assert str(both.preferences["us"].walk_away) == "1"
    assert [account.settled for account in both.accounts.values()] == ["one", "two"]
    assert str(under(case, {"b": "one"}).agreement) == "all"


def test_two_accounts_may_not_set_one_place() -> None:
    text = two(("preferences.us.walk_away: 1", "preferences.us.weights: date > price"))
    (message,) = messages(text)
    assert "accounts.b.told.two.set.preferences.us.weights: found a place that accounts.a.told.one" in message


APART: tuple[tuple[str, str], ...] = (
    ("{preferences.us.weights: {price: [10, 30], date: [70, 90]}}", "{agreement.quota: 1}"),
    ("{preferences.us.walk_away: 1}", "{agreement.vetoes: [us, them]}"),
)


def test_accounts_that_do_not_fit_together_are_faults() -> None:
    """Each alone reads; together they do not: said when they are chosen, and when both are settled."""
    text = two(("{agreement: all}", "{title: T}"), *APART)
    case = read(text)
    with pytest.raises(CaseError) as caught:
        under(case, {"a": "one", "b": "two"})
    assert str(caught.value) == (
        "accounts.a.told.one.set.agreement.quota: found 1 at agreement.quota; "
        "expected at least 2, the number of vetoes"
    )
    text = swapped("question: A", "question: A\n    settled: one", text)
    text = swapped("question: B", "question: B\n    settled: two", text)
    (message,) = messages(text)
    assert message.startswith(
        "c.yaml:49: accounts.a.told.one.set.agreement.quota: found 1 at agreement.quota"
    )
    fine = swapped("settled: two", "settled: one", text)
    assert messages(fine) == []
    assert isinstance(read(fine), Case)
