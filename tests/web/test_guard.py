"""Who may ask: no answer without the secret, from another page, or of another size, kind or form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.strategies import examples
from tests.web.helpers import HOST, MOVE, SECRET, TEXT, client, laid

from walkaway.web.guard import MOST_BYTES, MOST_UPLOADED


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    return client(laid(tmp_path))


@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [
        (f"/{SECRET}/", {}, 200),
        (f"/{SECRET}/", {"host": "localhost:8000"}, 421),  # not one of those that are served here
        (f"/{SECRET}/", {"host": "evil.example:8000"}, 421),
        (f"/{SECRET}/", {"origin": "http://evil.example"}, 403),
        (f"/{SECRET}/", {"origin": "null"}, 403),
        (f"/{SECRET}/", {"origin": f"http://{HOST}"}, 200),
        ("/", {}, 404),
        (f"/{SECRET}", {}, 404),
        (f"/{SECRET}x/", {}, 404),
        (f"/x/{SECRET}/", {}, 404),
        (f"/{SECRET}/../{SECRET}/", {}, 200),  # browsers and clients take this out themselves
        (f"/{SECRET}/static/workbench.js", {}, 200),
        (f"/{SECRET}/static/..%2f..%2fapp.py", {}, 404),
        (f"/{SECRET}/static/%2e%2e/workbench.py", {}, 404),
        (f"/{SECRET}/docs", {}, 404),
        (f"/{SECRET}/openapi.json", {}, 404),
    ],
)
def test_addresses(browser: TestClient, path: str, headers: dict[str, str], code: int) -> None:
    answer = browser.get(f"http://{HOST}{path}", headers=headers)
    assert answer.status_code == code
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    if code not in (200, 404):
        assert answer.text == "no"


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b'{"way": "back"}', {"content-type": "text/plain"}, 415),
        (b"way=back", {"content-type": "application/x-www-form-urlencoded"}, 415),
        (b"x" * (MOST_BYTES + 1), {"content-type": "application/json"}, 413),
        (b'{"way": "forwards"}', {"content-type": "application/json"}, 422),
        (b"{", {"content-type": "application/json"}, 422),
        (b"[" * 100_000, {"content-type": "application/json"}, 400),
        (b'{"way": "back", "more": 1}', {"content-type": "application/json"}, 422),
    ],
)
def test_bodies(browser: TestClient, body: bytes, headers: dict[str, str], code: int) -> None:
    assert browser.post("turn", content=body, headers=headers).status_code == code


@pytest.mark.parametrize(
    ("headers", "code"),
    [({"content-type": "application/json"}, 415), ({"content-type": "text/plain"}, 415),
     ({"content-type": "multipart/form-data; boundary=x"}, 415),
     ({"content-type": "application/octet-stream", "origin": "http://evil.example"}, 403),
     ({"content-type": "application/octet-stream", "content-length": str(MOST_UPLOADED + 1)}, 413),
     ({"content-type": "application/octet-stream", "content-length": "-1"}, 411),
     ({"content-type": "application/octet-stream"}, 200)],
)  # fmt: skip
def test_a_document_comes_from_the_page_alone(
    browser: TestClient, headers: dict[str, str], code: int
) -> None:
    answer = browser.post("upload", params={"name": "a.txt"}, content=b"They said no.", headers=headers)
    assert answer.status_code == code


def test_other_methods(browser: TestClient) -> None:
    assert {browser.request(method, "").status_code for method in ("PUT", "DELETE", "PATCH", "OPTIONS")} == {
        405
    }


PARTS = ("walk_away", "red_lines", "scores.price.low")
ODD = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
        st.sampled_from(["<script>alert(1)</script>", "../../etc/passwd", "preferences.ann.walk_away",
                         "preferences.ann.red_lines", "preferences.ben.weights", "number", "points"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)  # fmt: skip
BODIES = st.one_of(
    ODD,
    st.fixed_dictionaries(
        {
            "place": st.one_of(
                ODD, st.sampled_from(["preferences.ann.walk_away", "preferences.ann.red_lines"])
            )
        },
        optional={"form": ODD, "numbers": ODD, "order": ODD, "line": ODD, "on": ODD},
    ),
    st.fixed_dictionaries({"way": st.sampled_from(["keep", "take", "drop"]), "name": st.text(max_size=90)}),
    st.fixed_dictionaries({"text": st.text(max_size=40)}, optional={"began": st.text(max_size=9)}),
    st.fixed_dictionaries(
        {"document": ODD, "words": ODD},
        optional={"place": st.sampled_from(["preferences.ann.walk_away", "x"])},
    ),
    st.fixed_dictionaries({"document": st.text(max_size=9), "kind": st.sampled_from(["news", "", "odd"])}),
    st.fixed_dictionaries(
        {
            "do": st.sampled_from(["set", "how", "add", "remove", "rename", "up", "down"]),
            "path": st.sampled_from(
                [
                    ["parties"],
                    ["parties", "ann"],
                    ["issues", "price", "options", "low"],
                    ["title"],
                    ["record", 3],
                    ["preferences", "ann", "scores", "price"],
                    ["preferences", 0],
                    ["agreement"],
                    ["nothing", "x", 1],
                ]
            ),
        },
        optional={
            "typed": ODD,
            "kind": st.sampled_from(["text", "judgement", "pattern", "other"]),
            "sure": st.just(True),
            "given": st.dictionaries(
                st.sampled_from(["title", "for", "options", "range"]), st.text(max_size=9)
            ),
        },
    ),
)


EVENTS = [
    "move",
    "turn",
    "save",
    "reread",
    "variant",
    "check",
    "rewrite",
    "step",
    "verify",
    "cite",
    "kind",
    "accept",
    "reject",
    "account",
    "settle",
]


@settings(deadline=None, max_examples=examples(60))
@given(
    events=st.lists(
        st.tuples(st.sampled_from(EVENTS), BODIES),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_is_sent_nothing_breaks(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[str, Any]]
) -> None:
    """Law: no 500 and no other file, for any events in any order; the case file changes by a save alone."""
    folder = tmp_path_factory.mktemp("hostile")
    desk = laid(folder)
    browser = client(desk)
    for path, body in events:
        if path == "step" and isinstance(body, dict):
            body["of"] = desk.now.case.digest  # else it would be refused for its age
        content = json.dumps(body).encode()  # with NaN and Infinity, which are no JSON
        answer = browser.post(path, content=content, headers={"content-type": "application/json"})
        assert answer.status_code in (200, 422)
    assert browser.get("").status_code == 200
    assert {path.name for path in folder.iterdir()} <= {"case.yaml", ".case.yaml.moves"}
    assert (folder / "case.yaml").read_text(encoding="utf-8") == TEXT


def test_text_of_a_case_is_escaped(tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    desk = laid(tmp_path, TEXT.replace("A yard", f'"{evil}"').replace("her own words", f'"{evil}"')
                .replace("Middle", f'"{evil}"'))  # fmt: skip
    browser = client(desk)
    browser.post("move", json=MOVE)
    sections = [browser.get(f"section/{name}?of={desk.now.case.digest}&quick=true") for name in
                ("opening", "picture", "deals")]  # fmt: skip
    for answer in (
        browser.get(""),
        browser.get("controls"),
        browser.get("forms?opened=title&opened=preferences.ann&opened=issues"),
        *sections,
    ):
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


def test_moves_are_made(browser: TestClient) -> None:
    """What is refused above is not refused for another reason."""
    answer = browser.post("move", json=MOVE)
    assert answer.status_code == 200
    assert answer.json()["changes"][0]["after"] == "4"
