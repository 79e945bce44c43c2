"""Reading facts from a message: pure functions, no Rasa, no clock.

    text = normalise(message).text
    spans = [*read_money(text), *read_days(text, on=today)]
    spans += read_cued(text, today, spans, cues)

Spans lie in the text that was read; `Normalised.origin_span` leads back to what was typed.
"""

from bot.nlu.reading.bare_sums import find_bare_sums, read_lone_sum, read_prices
from bot.nlu.reading.cued import Told, read_cued
from bot.nlu.reading.cues import Cue, read_cues
from bot.nlu.reading.days import Day, read_days
from bot.nlu.reading.durations import Duration, read_durations
from bot.nlu.reading.gaps import find_pattern
from bot.nlu.reading.identifiers import read_identifiers
from bot.nlu.reading.money import Money, amount_at_issue, read_money
from bot.nlu.reading.money_roles import role_of
from bot.nlu.reading.numerals import Numeral, find_numerals, parse_numeral
from bot.nlu.reading.quantities import Quantity, read_quantities
from bot.nlu.reading.spans import Span, plain, without_overlaps
from bot.nlu.reading.text import Normalised, normalise

__all__ = [
    "Cue",
    "Day",
    "Duration",
    "Money",
    "Normalised",
    "Numeral",
    "Quantity",
    "Span",
    "Told",
    "amount_at_issue",
    "find_bare_sums",
    "find_numerals",
    "find_pattern",
    "normalise",
    "parse_numeral",
    "plain",
    "read_cued",
    "read_cues",
    "read_days",
    "read_durations",
    "read_identifiers",
    "read_lone_sum",
    "read_money",
    "read_prices",
    "read_quantities",
    "role_of",
    "without_overlaps",
]
