"""The cards of samples.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.lines import read_yaml

CARDS: dict[str, dict[str, Any]] = read_yaml(
    (Path(__file__).parent / "samples.yml").read_text("utf-8")
)[0]
