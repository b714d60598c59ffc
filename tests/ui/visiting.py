"""A person at the interface: signs in, fills in forms, waits for runs, takes pictures."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect, sync_playwright

from tests.ui.serving import FLAGS, Serving, browser_path

PATIENCE = 60_000  # milliseconds until something must be on the page: other tests take the processor meanwhile
RUNS_WITHIN = 900  # seconds
READING = 20  # seconds
WIDTH, HEIGHT = 1280, 900


@dataclass
class Visitor:
    """A browser's page on a running interface; pictures go into a folder, numbered in the order they were taken."""

    serving: Serving
    page: Page
    pictures: Path
    taken: int = 0

    def picture(self, name: str, of: Locator | None = None) -> None:
        self.taken += 1
        path = self.pictures / f"{self.taken:02d}_{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        (of or self.page).screenshot(path=path)

    def go(self, place: str = "") -> None:
        self.page.goto(f"{self.serving.address}/{place}")

    def sign_in(self) -> None:
        self.go()
        self.page.locator("input[name=username]").fill(self.serving.user)
        self.page.locator("input[name=password]").fill(self.serving.password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("link", name="Briefing")).to_be_visible()

    def framed(self, name: str) -> FrameLocator:
        """What the navigation leads to under this name."""
        self.page.get_by_role("link", name=name, exact=True).click()
        return self.page.frame_locator("iframe")

    def form(self, dag: str) -> Locator:
        """The trigger form of a DAG."""
        self.go(f"dags/{dag}")
        self.page.get_by_role("button", name="Trigger").first.click()
        return self.page.get_by_role("dialog")

    def trigger(self) -> str:
        """Sends the form that is open; the address of the run."""
        self.page.get_by_test_id("trigger-dag-submit").click()
        self.page.wait_for_url(re.compile("/runs/"))
        return self.page.url

    def runs(self, dag: str) -> list[dict[str, Any]]:
        """The DAG's runs, oldest first."""
        answer = self.page.request.get(f"{self.serving.address}/api/v2/dags/{dag}/dagRuns?order_by=run_after")
        return list(answer.json()["dag_runs"])

    def ended(self, dag: str) -> None:
        """Waits until no run of this DAG is under way, and shows that the last one went well."""
        until, here = time.monotonic() + RUNS_WITHIN, self.page.url
        self.page.goto("about:blank")  # drawing a run that is under way takes a quarter of a processor
        while {"queued", "running"} & set(states := [run["state"] for run in self.runs(dag)]):
            assert time.monotonic() < until, f"{dag} is still running after {RUNS_WITHIN} seconds"
            time.sleep(2)
        self.page.goto(here)
        # as they were then: what was published may have begun another run since
        assert states[-1:] == ["success"], states

    def question(self, words: str) -> None:
        """Waits for a question under Required Actions and opens it."""
        until = time.monotonic() + RUNS_WITHIN
        link = self.page.get_by_role("link", name=words)
        while True:
            self.go("required_actions?response_received=false")
            with contextlib.suppress(AssertionError):
                expect(link).to_be_visible(timeout=10_000)
                break
            assert time.monotonic() < until, f"nobody asks {words!r}"
        link.click()
        expect(self.page.get_by_role("link", name="Required Action (1)")).to_be_visible()

    def answer(self, option: str) -> None:
        """After a moment, as a person who reads: Airflow 3.3.2 takes a task that goes on before the scheduler has seen
        it wait for one that died, and asks a second time."""
        time.sleep(READING)
        self.page.get_by_role("button", name=option, exact=True).click()
        expect(self.page.get_by_text("response successful")).to_be_visible()


@contextlib.contextmanager
def visiting(serving: Serving, pictures: Path) -> Iterator[Visitor]:
    """A browser at the interface; where something fails, the last picture shows how it looked."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(serving, context.new_page(), pictures)
        try:
            yield visitor
        except BaseException:
            visitor.picture("failed")
            raise
        finally:
            browser.close()
