"""What `make eval` leaves to look at: tables, a calibration plot, every miss, and the history."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bot.settings import ROOT
from evaluation.questions import Scores

BINS = 10
HISTORY = Path(__file__).parent / "history.csv"
Sureness = Sequence[tuple[float, bool]]
"""Confidences with whether what they stood for was right."""


def bins(sureness: Sureness) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, how many) of each tenth of the confidence scale that is used."""
    found = []
    for low in range(BINS):
        inside = [
            (sure, right) for sure, right in sureness if min(int(sure * BINS), BINS - 1) == low
        ]
        if inside:
            sure, right = (float(np.mean(column)) for column in zip(*inside, strict=True))
            found.append((sure, right, len(inside)))
    return found


def calibration_error(sureness: Sureness) -> float:
    """The expected calibration error: how far confidence is from the share that is right, on average
    over the tenths of the scale (Naeini, Cooper and Hauskrecht 2015). 0 when nothing was named."""
    total = sum(many for *_, many in bins(sureness)) or 1
    return sum(abs(sure - right) * many for sure, right, many in bins(sureness)) / total


def write(scores: Scores, folder: Path) -> None:
    """Write labels.csv, confusions.csv, misses.jsonl and calibration.png into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = [
        (name, label.found.counted, label.found.value, label.true.value)
        for name, label in sorted(scores.by_label.items())
    ]
    _table(folder / "labels.csv", ("label", "questions", "found", "true"), labels)
    confusions = [(*pair, times) for pair, times in scores.confusions.most_common()]
    _table(folder / "confusions.csv", ("wanted", "got", "times"), confusions)
    with (folder / "misses.jsonl").open("w", encoding="utf-8") as file:
        for miss in scores.misses:
            file.write(json.dumps(asdict(miss), ensure_ascii=False) + "\n")
    plot(scores.sureness, folder / "calibration.png")


def _table(path: Path, head: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def plot(sureness: Sureness, path: Path) -> None:
    """Draw how often a confidence is right, against the line where it keeps its word."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    points = bins(sureness)
    if points:
        sure, right, many = zip(*points, strict=True)
        axes.plot(sure, right, marker="o")
        for x, y, count in zip(sure, right, many, strict=True):
            axes.annotate(str(count), (x, y), textcoords="offset points", xytext=(6, -10))
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence of the dispute named first")
    axes.set(ylabel="share right", title=f"calibration error {calibration_error(sureness):.3f}")
    figure.savefig(path, dpi=100)


def remember(name: str, scores: Scores, model: str, on: date, history: Path = HISTORY) -> None:
    """Add a line to the history: one for each set of questions and model, the newest run counts."""
    kept = []
    if history.exists():
        with history.open(encoding="utf-8", newline="") as file:
            kept = list(csv.reader(file))[1:]
    row = [on.isoformat(), _commit(), model, name]
    for measure in MEASURES:
        share = scores.measures.get(measure)
        row.append(f"{share.value:.3f}" if share else "")
    row.append(f"{calibration_error(scores.sureness):.3f}")
    kept = [old for old in kept if old[2:4] != row[2:4]]
    head = ("day", "commit", "model", "questions", *MEASURES, "calibration error")
    _table(history, head, [*kept, row])


MEASURES = (
    "in scope",
    "dispute top-1",
    "dispute top-3",
    "ask (grouped)",
    "amount exact",
    "a gold article among five",
    "body",
    "danger",
)


def _commit() -> str:
    """The commit at hand, with + when files differ from it; empty outside a repository."""
    asked = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip()
