"""The numbers of the law as they stood on the days that count in one matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.calendar import LastDay, WorkingCalendar, last_day
from knowledge.citations import parse
from knowledge.errors import NotInBase, NotYetInForce, UnknownName
from knowledge.loader import nearest
from knowledge.schema import Parameter, ParameterValue
from knowledge.wording import quantity


@dataclass(frozen=True)
class Figure:
    """One number of the law on one day; `str()` gives it with its unit, as people read it."""

    name: str
    what: str
    value: Decimal
    unit: str
    since: date
    until: date | None
    cites: tuple[str, ...]

    def __str__(self) -> str:
        return quantity(self.value, self.unit)


class Rules:
    """Parameters for one matter: substance as of the day of the act, procedure as of today.

    `rules["punitive.fraud_multiple"]` gives a `Figure`; every figure asked for is remembered in
    `used`, so that the answer can say what changed. Raises `UnknownName`, `NotYetInForce` or
    `NotInBase` rather than giving the figure of another period.
    """

    def __init__(
        self,
        parameters: Callable[[str], Parameter | None],
        names: list[str],
        act_day: date,
        today: date,
        calendar: WorkingCalendar,
    ) -> None:
        self._parameters, self._names, self._calendar = parameters, names, calendar
        self.act_day, self.today = act_day, today
        self.used: dict[str, Figure] = {}

    def __getitem__(self, name: str) -> Figure:
        parameter = self._parameters(name)
        if parameter is None:
            raise UnknownName("参数", name, nearest(name, self._names))
        day = self.today if parameter.governs == "procedure" else self.act_day
        figure = figure_on(name, parameter, day)
        self.used[name] = figure
        return figure

    def last_day(self, start: date, name: str) -> LastDay:
        """When the period of this figure ends that begins the day after `start`, by the working
        calendar. Raises as `rules[name]`."""
        figure = self[name]
        return last_day(start, int(figure.value), figure.unit, self._calendar)

    def before(self, name: str) -> Figure | None:
        """The figure that the one in `used` replaced, when the base holds it."""
        parameter, now = self._parameters(name), self.used[name]
        assert parameter is not None
        earlier = [v for v in parameter.values if v.until and v.until < now.since]
        return _figure(name, parameter, max(earlier, key=lambda v: v.since)) if earlier else None


def figure_on(name: str, parameter: Parameter, on: date) -> Figure:
    """The value of a parameter on a day; low-confidence values count as not in the base."""
    for value in parameter.values:
        if value.since <= on and (value.until is None or on <= value.until):
            if value.confidence == "low":
                raise NotInBase(parameter.what, on, "数值未核实")
            return _figure(name, parameter, value)
    first = min(parameter.values, key=lambda value: value.since)
    if on < first.since:
        reference = parse(first.cites[0])
        raise NotYetInForce(reference.law if reference else parameter.what, on, first.since)
    raise NotInBase(parameter.what, on, "这一段时间没有可引用的数值")


def _figure(name: str, parameter: Parameter, value: ParameterValue) -> Figure:
    return Figure(
        name,
        parameter.what,
        value.value,
        value.unit or parameter.unit,
        value.since,
        value.until,
        tuple(value.cites),
    )
