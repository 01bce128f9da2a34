"""`tremplin replay`: the 2011 call played over HTTP, with its progress and a table at the end."""

import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import httpx
import typer

from app.demo.browser import Browser, Ledger, Stuck
from app.demo.data import load_call
from app.demo.load_people import ADMINISTRATOR
from app.demo.load_stage import PASSWORD
from app.demo.replay import Replay, Report
from app.demo.replay_people import Steering
from app.demo.replay_plan import ReplayPlan, plan
from app.demo.replay_server import own_server

BAR, SLOWEST = 30, 6
TRACKS = {
    "pole": "poles",
    "cooperation_project": "cooperation projects",
    "expression_of_interest": "expressions of interest",
}


def replay(
    base_url: Annotated[str, typer.Option(help="A demonstration that is served already; else one is started.")] = "",
    dossiers: Annotated[int, typer.Option(min=10, max=150, help="How many dossiers; fewer keep every kind.")] = 150,
) -> None:
    """Play the 2011 call as people would: opening, filing, screening, assignment, reviews, selection, publication."""
    bar = Bar()
    try:
        with _platform(base_url, dossiers) as (address, what):
            played = Replay(address, what, bar, (ADMINISTRATOR[1], PASSWORD))
            report = played.play()
    except Stuck as failure:
        bar.end()
        typer.echo(f"The replay stops at “{bar.name}”, {bar.done} of {bar.total} done. {failure}", err=True)
        raise typer.Exit(1) from failure
    bar.end()
    _tell(report, what)
    if wrong := list(_doubts(report, what)):
        typer.echo("\n".join(wrong), err=True)
        raise typer.Exit(1)


@contextmanager
def _platform(base_url: str, dossiers: int) -> Iterator[tuple[str, ReplayPlan]]:
    """The platform to play on: the one given, or a fresh one in the days before the opening."""
    if not base_url:
        now = load_call().moment("opening").at - timedelta(days=20)
        with own_server(now=now, administrator=ADMINISTRATOR[1], password=PASSWORD) as address:
            yield address, plan(dossiers)
        return
    steering = Steering("", ADMINISTRATOR[1], Browser(base_url, httpx.HTTPTransport(), Ledger()), password=PASSWORD)
    yield base_url, plan(dossiers, now=steering.clock(), tag=f"r{secrets.token_hex(3)}")


class Bar:
    """What is being done, on one line of standard error."""

    def __init__(self) -> None:
        self.name, self.done, self.total = "start", 0, 0
        self._began = time.monotonic()

    def stage(self, name: str, total: int) -> None:
        """A stage begins; the one before keeps its line."""
        self.end()
        self.name, self.done, self.total, self._began = name, 0, total, time.monotonic()
        self._draw()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        self._draw()

    def end(self) -> None:
        """Leave the line as it is."""
        if self.total:
            print(file=sys.stderr)

    def _draw(self) -> None:
        # A file or a log gets one line for each stage, not one for each step.
        if self.done < self.total and not sys.stderr.isatty():
            return
        full = round(BAR * self.done / max(self.total, 1))
        seconds = time.monotonic() - self._began
        line = f"\r{self.name:<26}[{'#' * full:<{BAR}}] {self.done:>4}/{self.total:<4} {seconds:6.1f} s"
        print(line, end="", file=sys.stderr, flush=True)


def _tell(report: Report, what: ReplayPlan) -> None:
    rows = [("received", sum(report.received.values()))]
    rows += [(f"  {TRACKS[key]}", report.received[key]) for key in TRACKS]
    rows += [("  of which late", report.late)]
    rows += [(name, report.screened[name]) for name in ("admitted", "requalified", "refused")]
    rows += [("conflicts of interest", report.ties), ("reviews", report.reviews), ("selected", report.selected)]
    typer.echo("")
    for name, number in rows:
        typer.echo(f"{name:<32}{number:>7}")
    typer.echo(f"{'places':<32}{what.places:>7}")
    typer.echo(f"{'time taken':<32}{report.seconds:>7.1f} s")
    requests = report.ledger.requests
    typer.echo(f"{'requests':<32}{requests:>7}   {requests / report.seconds:.0f} a second")
    typer.echo("\nslowest pages                                                     times   mean ms   most ms")
    kinds = sorted(report.ledger.seconds.items(), key=lambda row: -sum(row[1]) / len(row[1]))
    for name, times in kinds[:SLOWEST]:
        typer.echo(f"{name[:64]:<64}{len(times):>7}{1000 * sum(times) / len(times):>10.0f}{1000 * max(times):>10.0f}")


def _doubts(report: Report, what: ReplayPlan) -> Iterator[str]:
    """What did not come out as planned."""
    if sum(report.received.values()) != len(what.dossiers):
        yield f"{sum(report.received.values())} dossiers were received, {len(what.dossiers)} expected."
    if report.reviews != report.screened["admitted"] * what.call.reviews_per_dossier:
        yield f"{report.reviews} reviews for {report.screened['admitted']} dossiers admitted."
    if report.selected != what.places:
        yield f"{report.selected} were selected, {what.places} expected."
