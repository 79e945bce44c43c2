"""The same words in, the same words and events out: stock Rasa against our runtime.

Stock means Rasa's own methods and a real action server; ours means all fixes and actions in the
process. Both are played in fresh processes from ``conversations.yml`` and compared to the last
value of each event, the trackers that the actions saw included (``toy_actions/seen.py``).
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import pytest

from tests.rasa_runtime.player import conversations

SCRIPTS = {script["id"]: script for script in conversations()}

# What is played besides stock and ours plays only what is hardest: conversations whose copies are
# taken after rejections, reverts and restarts.
HARD = ("back", "action_rejects", "form_rejected_by_chat", "form_interrupted", "run_from_outside",
        "restart", "action_names_the_next", "two_at_once_with_failure")  # fmt: skip
FIXES = ("_validate_action_result", "resolve_by_type", "run", "copy")

Play = Callable[..., Callable[[], dict[str, Any]]]
Results = dict[str, dict[str, Any]]


ONLY_HARD = ("--only", ",".join(HARD))


@pytest.fixture(scope="session")
def plays(played: Play, action_server: str) -> dict[str, Callable[[], dict[str, Any]]]:
    """All that is played, started together."""
    return {
        "stock": played("--fixes", "none", "--actions", action_server),
        "ours": played("--fixes", "all"),
        "ours over HTTP": played("--fixes", "all", "--actions", action_server, *ONLY_HARD),
        "broken": played("--fixes", "all", "--break", *ONLY_HARD),
        **{fix: played("--fixes", fix, *ONLY_HARD) for fix in FIXES},
    }


@pytest.fixture(scope="session")
def stock(plays: dict[str, Callable[[], dict[str, Any]]]) -> Results:
    """What stock Rasa and a real action server do."""
    results: Results = plays["stock"]()["played"]
    return results


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_means_what_it_says(script: str, stock: Results) -> None:
    for step, said in zip(SCRIPTS[script]["steps"], stock[script]["said"], strict=True):
        texts = [message.get("text") for message in said]
        assert all(heard in texts for heard in step.get("hears", [])), (step, texts)


@pytest.mark.parametrize("script", SCRIPTS)
def test_our_runtime_does_what_stock_rasa_does(script: str, stock: Results, plays: Any) -> None:
    assert plays["ours"]()["played"][script] == stock[script]


def test_fixes_work_with_an_action_server_too(stock: Results, plays: Any) -> None:
    assert plays["ours over HTTP"]()["played"] == {script: stock[script] for script in HARD}


@pytest.mark.parametrize("fix", FIXES)
def test_a_fix_alone_changes_nothing(fix: str, stock: Results, plays: Any) -> None:
    assert plays[fix]()["played"] == {script: stock[script] for script in HARD}


def test_a_broken_fix_is_noticed(stock: Results, plays: Any) -> None:
    broken = plays["broken"]()["played"]
    different = {script for script in HARD if broken[script] != stock[script]}
    assert len(different) > len(HARD) / 2, different


def test_a_turn_costs_less(plays: Any) -> None:
    # About five times; half is asked, as other work may run beside the test.
    assert plays["ours"]()["cpu_ms_a_turn"] < plays["stock"]()["cpu_ms_a_turn"] / 2


def test_the_scripts_cover_what_they_should() -> None:
    assert len(SCRIPTS) >= 25
    steps = [step for script in SCRIPTS.values() for step in script["steps"]]
    assert {key for step in steps for key in step} >= {"say", "together", "wait", "trigger", "run"}


def test_stand_ins_change_nothing(played: Play) -> None:
    if importlib.util.find_spec("tensorflow") is None:
        pytest.skip("TensorFlow is not installed (uv sync --extra tensorflow): nothing to compare")
    real = played("--fixes", "none")()
    hidden = played("--fixes", "none", "--hide-tensorflow")()
    assert (real["tensorflow"], hidden["tensorflow"]) == (True, False)
    assert hidden["played"] == real["played"]
