"""Case numbers: read out, mistyped, guessed."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints import numbers

KNOWN = numbers.new(random.Random(7))
NUMBERS = st.integers().map(lambda seed: numbers.new(random.Random(seed)))


def test_a_number_is_a_prefix_and_three_groups_of_four() -> None:
    prefix, *groups = KNOWN.split("-")
    assert prefix == "WQ"
    assert [len(group) for group in groups] == [4, 4, 4]


def test_no_two_signs_look_alike_and_forty_bits_are_random() -> None:
    assert not set("ILOUZ") & set(numbers.ALPHABET)
    assert math.log2(len(numbers.ALPHABET) ** (numbers.LENGTH - 1)) >= 40


@given(NUMBERS)
def test_what_is_made_is_accepted_as_it_is(number: str) -> None:
    assert numbers.normalise(number) == number


WAYS = {
    "lower case": KNOWN.lower(),
    "no hyphens": KNOWN.replace("-", ""),
    "spaces": f"  {KNOWN.replace('-', ' ')}\n",
    "no prefix": KNOWN[3:],
    "full width": KNOWN.translate({n: n + 0xFEE0 for n in range(33, 127)}),
    "dashes of other scripts": KNOWN.replace("-", "—"),
    "commas": KNOWN.replace("-", "，"),
    "the letter O for zero": KNOWN.replace("0", "O"),
    "a small l for one": KNOWN.replace("1", "l"),
    "Z for two": KNOWN.replace("2", "z"),
}


@pytest.mark.parametrize("typed", WAYS.values(), ids=WAYS)
def test_the_ways_people_type_it_are_understood(typed: str) -> None:
    assert numbers.normalise(typed) == KNOWN


@given(NUMBERS, st.integers(0, 11), st.integers(1, 30))
def test_one_wrong_character_is_noticed(number: str, place: int, step: int) -> None:
    body = number.replace("-", "")[2:]
    at = numbers.ALPHABET.index(body[place])
    wrong = numbers.ALPHABET[(at + step) % len(numbers.ALPHABET)]
    with pytest.raises(numbers.NotANumber):
        numbers.normalise(body[:place] + wrong + body[place + 1 :])


@given(NUMBERS, st.integers(0, 11), st.integers(0, 11))
def test_two_swapped_characters_are_noticed(number: str, one: int, other: int) -> None:
    body = list(number.replace("-", "")[2:])
    if body[one] == body[other]:
        return
    body[one], body[other] = body[other], body[one]
    with pytest.raises(numbers.NotANumber):
        numbers.normalise("".join(body))


@given(st.text())
def test_anything_else_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(numbers.NotANumber, match="编号"):
        numbers.normalise(f"{text}?")


def test_a_very_long_text_is_not_even_looked_at() -> None:
    with pytest.raises(numbers.NotANumber):
        numbers.normalise("-" * 100_000)
