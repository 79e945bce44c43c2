"""How the account of a matter is told."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.schema.fields import Name, Strict, Text


class Sentence(Strict):
    """One sentence: its clauses, each the first of its variants whose blanks can all be filled.

    Blanks: facts as elsewhere, `{me}` who tells, `{other}` the other side. `day`: the fact that
    dates it. Said only when some fact stands in it, `needs` holds and `unless` does not (fact →
    options; an empty list: any value)."""

    day: Name | None = None
    say: list[Annotated[list[Text], Field(min_length=1)]] = Field(min_length=1)
    needs: dict[Name, list[Name]] = {}
    unless: dict[Name, list[Name]] = {}


class Telling(Strict):
    """telling/<id>.yml: one part of an account (经过). Sentences with a day stand in the order of
    their days, the others by `order`. `wrong`: this part says what went wrong. `silent`: facts
    that an account leaves out, because they stand elsewhere or are a matter of law."""

    what: Text
    order: int
    wrong: bool = False
    sentences: list[Sentence] = Field(min_length=1)
    silent: list[Name] = []
