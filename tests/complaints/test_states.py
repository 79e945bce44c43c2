"""The table of moves."""

from __future__ import annotations

import pytest

from complaints.states import (
    BY_CITIZEN,
    CITIZEN,
    FINAL,
    MOVES,
    NAMES,
    NEEDS_REASON,
    STATES,
    NotAllowed,
    State,
    check,
)

EVERY = [(start, end) for start in STATES for end in STATES]


@pytest.mark.parametrize(("start", "end"), EVERY)
def test_only_moves_of_the_table_are_made(start: State, end: State) -> None:
    if end in MOVES[start]:
        check(start, end, "staff-1", "有原因")
    else:
        with pytest.raises(NotAllowed, match=NAMES[start]):
            check(start, end, "staff-1", "有原因")


def test_every_state_has_a_name_and_a_way_to_an_end() -> None:
    assert set(NAMES) == set(MOVES) == set(STATES)
    for state in STATES:
        reached: set[State] = {state}
        while more := {end for start in reached for end in MOVES[start]} - reached:
            reached |= more
        assert reached & set(FINAL)


def test_every_state_but_the_draft_is_reached() -> None:
    assert {end for ends in MOVES.values() for end in ends} == set(STATES) - {"draft"}


@pytest.mark.parametrize("state", ["submitted", "with_staff", "returned", "accepted", "mediating"])
def test_a_case_can_be_withdrawn_until_it_has_an_outcome(state: State) -> None:
    check(state, "withdrawn", CITIZEN, "")


@pytest.mark.parametrize("state", ["settled", "ended", "rated", "closed", "withdrawn"])
def test_a_case_with_an_outcome_cannot_be_withdrawn(state: State) -> None:
    with pytest.raises(NotAllowed):
        check(state, "withdrawn", CITIZEN, "")


@pytest.mark.parametrize(("start", "end"), [(s, e) for s, e in EVERY if e in MOVES[s]])
def test_a_citizen_submits_withdraws_and_rates_and_nothing_else(start: State, end: State) -> None:
    if end in BY_CITIZEN:
        check(start, end, CITIZEN, "")
    else:
        with pytest.raises(NotAllowed, match="工作人员"):
            check(start, end, CITIZEN, "有原因")


@pytest.mark.parametrize("detail", ["", "  "])
@pytest.mark.parametrize("end", NEEDS_REASON)
def test_what_ends_a_case_badly_needs_a_reason(end: State, detail: str) -> None:
    start = next(state for state in STATES if end in MOVES[state])
    with pytest.raises(NotAllowed, match="原因"):
        check(start, end, "staff-1", detail)
