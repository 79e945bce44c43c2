"""One rule of the law a file: facts and the day's figures in, an outcome out.

Each module has
- `OUTCOMES`: outcome key → whether the claim holds (yes, depends, no);
- `READS`: the facts it looks at;
- `calculate(facts, rules) -> Outcome`: pure, no clock; `rules` gives the figures of the day
  (`knowledge.rules.Rules`), `rules.act_day` and `rules.today` the days that count.

The docstring cites the law. Worked examples stand in tests/calculators/<id>.yml; every outcome
key must be reached there. The words for each key stand in the dispute that uses the calculator.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Protocol, cast

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status


class Calculator(Protocol):
    """What every module of this package provides."""

    OUTCOMES: dict[str, Status]
    READS: tuple[str, ...]

    def calculate(self, facts: Facts, rules: Rules) -> Outcome: ...


@cache
def names() -> tuple[str, ...]:
    """The ids of all calculators: the modules of this folder."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def get(name: str) -> Calculator:
    """The calculator with this id. Raises `KeyError` when the folder has no such module."""
    return cast(Calculator, module(name))


def module(name: str) -> ModuleType:
    """The module of a calculator. Raises `KeyError` when the folder has none of this name."""
    if name not in names():
        raise KeyError(name)
    return importlib.import_module(f"{__name__}.{name}")
