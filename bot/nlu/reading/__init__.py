"""Reading facts from a message: pure functions, no Rasa, no clock.

    text = normalise(message).text
    spans = [*read_money(text), *read_days(text, on=today)]

Spans lie in the text that was read; `Normalised.origin_span` leads back to what was typed.
"""

from bot.nlu.reading.days import Day, read_days
from bot.nlu.reading.durations import Duration, read_durations
from bot.nlu.reading.identifiers import read_identifiers
from bot.nlu.reading.money import Money, amount_at_issue, read_money
from bot.nlu.reading.numerals import Numeral, find_numerals, parse_numeral
from bot.nlu.reading.quantities import Quantity, read_quantities
from bot.nlu.reading.spans import Span, plain
from bot.nlu.reading.text import Normalised, normalise

__all__ = [
    "Day",
    "Duration",
    "Money",
    "Normalised",
    "Numeral",
    "Quantity",
    "Span",
    "amount_at_issue",
    "find_numerals",
    "normalise",
    "parse_numeral",
    "plain",
    "read_days",
    "read_durations",
    "read_identifiers",
    "read_money",
    "read_quantities",
]
