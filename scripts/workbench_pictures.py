"""Make the pictures of the workbench for the documentation: ``python scripts/workbench_pictures.py``.

Needs Playwright and Chromium. Look at each before it is kept. With Pillow installed they are written with a
palette, which makes them smaller.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import uvicorn
from pictures import IMAGES, smaller
from playwright.sync_api import Page, sync_playwright

import walkaway
from walkaway.web.desk import open_desk
from walkaway.web.workbench import workbench

AWAY = '[data-place="preferences.us.walk_away"] input[type=number]'
DONE = "[data-section=deals][aria-busy=false]"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


@contextmanager
def served(case: Path) -> Iterator[str]:
    """The address of the workbench with a case."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        host = f"127.0.0.1:{door.getsockname()[1]}"
        app = workbench(open_desk(str(case)), secret="picture", hosts=(host,))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        yield f"http://{host}/picture/"
        server.should_exit = True
        thread.join(20)


def settle(page: Page) -> None:
    """Wait until everything that was asked for is there, and drawn."""
    page.wait_for_timeout(1000)
    page.wait_for_selector(DONE, timeout=120_000)
    page.wait_for_timeout(1500)


def read(page: Page, address: str) -> None:
    """A document beside the judgements, once it is found who said what in it."""
    page.goto(address)
    settle(page)
    page.locator("#documents > summary").click()
    page.wait_for_selector("#conflicts > *", timeout=600_000)
    page.locator("[data-document=time-report]").click()
    page.wait_for_selector(".statements li")
    page.evaluate("document.getElementById('paper-title').scrollIntoView()")
    page.screenshot(path=IMAGES / "workbench-documents.png")


def main() -> None:
    """Move a walk-away, look, save, build, and look from a phone."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with TemporaryDirectory(prefix="walkaway-") as folder, sync_playwright() as driver:
        case = shutil.copytree(walkaway.cases()["hanoi-2019"].parent, Path(folder) / "hanoi-2019")
        browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
        with served(Path(case)) as address:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(address)
            settle(page)
            page.locator(AWAY).nth(1).fill("34")
            settle(page)
            page.locator(AWAY).nth(1).blur()
            page.screenshot(path=IMAGES / "workbench.png")
            page.locator("#save").click()
            page.wait_for_selector("#saving[open]")
            page.screenshot(path=IMAGES / "workbench-saving.png")
            page.locator("#save-no").click()
            page.locator("#tab-forms").click()
            page.locator('.part[data-part="issues"] > summary').click()
            page.locator('[data-place="issues.sanctions"].entry > summary').click()
            settle(page)
            page.evaluate("document.querySelector('[data-part=issues]').scrollIntoView()")
            page.screenshot(path=IMAGES / "workbench-forms.png")
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.goto(address)
            settle(page)
            page.screenshot(path=IMAGES / "workbench-phone.png")
            read(browser.new_page(viewport={"width": 1280, "height": 900}), address)
        browser.close()
    for picture in IMAGES.glob("workbench*.png"):
        smaller(picture)


if __name__ == "__main__":
    main()
