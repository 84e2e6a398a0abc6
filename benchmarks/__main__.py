"""Measures the core against its budgets and its peers, in one run, and prints the tables. `make bench`.

Medians of rounds that take turns; a ratio is the median of the ratios round by round, so a machine that slows down
half-way slows everybody. Figures are for reading, never for failing a build.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.growth import edition_with
from benchmarks.load.table import load_tables
from benchmarks.patients import TODAY, draw, example
from benchmarks.peers.clips_peer import Clips
from benchmarks.peers.record import record_of
from benchmarks.peers.rule_engine_peer import RuleEngine
from benchmarks.peers.zen_engine import Zen
from benchmarks.photo.tables import photo_tables
from benchmarks.registry import registry_table
from benchmarks.timing import ratio, shown, summary, take_turns
from percutis.domain.assessment import assess
from percutis.domain.edition.edition import Edition
from percutis.domain.plan import plan_course
from percutis.domain.words import Status
from percutis.protocol.load import load_edition

ROUNDS = 15
PATIENTS = 200
EXAMPLE = Path(__file__).parent.parent / "examples" / "intake.yaml"
PEERS = (Clips, Zen, RuleEngine)


def main() -> None:
    """Every table."""
    console = Console()
    edition = load_edition()
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} processors, edition {edition.id}")
    console.print(_budgets(edition))
    console.print(_peers(edition, console))
    console.print(_start_up())
    console.print(_growth(edition))
    console.print(registry_table(edition))
    for table in (*photo_tables(), *load_tables()):
        console.print(table)


def _budgets(edition: Edition) -> Table:
    answered = example(edition)
    intake = replace(answered, findings=tuple(f for f in answered.findings if f.status is not Status.NEVER))
    calls: dict[str, Callable[[], object]] = {
        f"assess, {len(intake.findings)} findings said": lambda: assess(intake, edition, TODAY),
        f"assess, {len(answered.findings)} findings said": lambda: assess(answered, edition, TODAY),
        "plan a whole course": lambda: plan_course(intake, edition, TODAY),
    }
    seconds = take_turns(calls, ROUNDS)
    budgets = {name: 50e-6 if name.startswith("assess") else 1e-3 for name in calls}
    table = Table("in process", "budget", "median", "least", "most", title="Budgets")
    for name, found in seconds.items():
        timing = summary(found)
        table.add_row(name, shown(budgets[name]), shown(timing.middle), shown(timing.least), shown(timing.most))
    return table


def _peers(edition: Edition, console: Console) -> Table:
    """The same rules, the same patients, the same answers: seconds for one patient."""
    intakes = draw(PATIENTS, edition)
    records = [record_of(intake, edition, TODAY) for intake in intakes]
    peers = [peer(edition.rules, TODAY) for peer in PEERS]
    ours = [{reason.rule for reason in assess(intake, edition, TODAY).reasons} for intake in intakes]
    table = Table("engine", "one patient", "ratio to ours", "answers as ours", title="The same screening rules")
    calls: dict[str, Callable[[], object]] = {
        "percutis (verdict, reasons, dates, zones, questions)": lambda: [assess(i, edition, TODAY) for i in intakes],
    }
    for peer in peers:
        calls[f"{peer.name} (which rules speak)"] = partial(_ask_all, peer, records)
    seconds = take_turns(calls, rounds=5, budget=0.0)
    agreement = [PATIENTS, *(sum(peer.speaking(r) == o for r, o in zip(records, ours, strict=True)) for peer in peers)]
    first = next(iter(seconds.values()))
    for (name, found), agreed in zip(seconds.items(), agreement, strict=True):
        each = summary(found).middle / PATIENTS
        table.add_row(name, shown(each), f"{ratio(found, first):.1f} ×", f"{agreed} of {PATIENTS}")
    console.print(
        f"{PATIENTS} random patients, {len(edition.rules)} rules; each peer gets its own flat records ready-made"
    )
    return table


def _ask_all(peer: Clips | Zen | RuleEngine, records: list[dict[str, object]]) -> None:
    for record in records:
        peer.speaking(record)


def _start_up() -> Table:
    """Whole commands, as a person starts them."""
    commands = {
        "percutis plan (text)": ["plan", str(EXAMPLE), "--on", str(TODAY)],
        "percutis plan (JSON)": ["plan", str(EXAMPLE), "--on", str(TODAY), "--format", "json"],
        "percutis assess (JSON)": ["assess", str(EXAMPLE), "--on", str(TODAY), "--format", "json"],
    }
    calls: dict[str, Callable[[], object]] = {
        name: partial(_run, [sys.executable, "-m", "percutis", *words]) for name, words in commands.items()
    }
    calls["python, doing nothing"] = partial(_run, [sys.executable, "-c", "pass"])
    seconds = take_turns(calls, rounds=7, budget=0.0)
    with tempfile.TemporaryDirectory() as empty:
        start = time.perf_counter()
        _run([sys.executable, "-m", "percutis", *commands["percutis plan (text)"]], empty)
        first = time.perf_counter() - start
    table = Table("from the shell", "budget", "median", "least", "most", title="Start-up")
    for name, found in seconds.items():
        timing = summary(found)
        budget = "0.4 s" if "plan" in name else ""
        table.add_row(name, budget, shown(timing.middle), shown(timing.least), shown(timing.most))
    table.add_row("percutis plan, first time ever (edition compiled)", "", shown(first), "", "")
    return table


def _run(command: list[str], cache: str | None = None) -> None:
    environment = {**os.environ, **({"XDG_CACHE_HOME": cache} if cache else {})}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)


def _growth(edition: Edition) -> Table:
    """The same patient under 10 to 1,000 rules: ours, and every peer."""
    intake = example(edition)
    record = record_of(intake, edition, TODAY)
    table = Table("rules", "percutis", *(peer.name for peer in PEERS), title="One patient as the protocol grows")
    for count in (10, 100, 1000):
        grown = edition_with(count, edition)
        calls: dict[str, Callable[[], object]] = {"percutis": partial(assess, intake, grown, TODAY)}
        for peer in PEERS:
            calls[peer.name] = partial(peer(grown.rules, TODAY).speaking, record)
        seconds = take_turns(calls, rounds=5)
        table.add_row(str(count), *(shown(summary(found).middle) for found in seconds.values()))
    return table


main()
