"""A lean training reads what a full one reads, and changes nothing once it is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rasa_runtime import prepare

prepare(turn_fixes=False)

import rasa.shared.utils.io as reading  # noqa: E402
from rasa.engine.training.hooks import TrainingHook  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402

from bot.rasa_runtime.lean_training import lean_training  # noqa: E402
from bot.settings import ROOT  # noqa: E402


def test_the_same_text_is_parsed_once_while_it_holds() -> None:
    parse = reading.read_yaml
    with lean_training():
        first = reading.read_yaml("话: [一, 二]")
        assert first == {"话": ["一", "二"]}
        assert reading.read_yaml("话: [一, 二]") is first
        assert reading.read_yaml("话: [三]") == {"话": ["三"]}
    assert reading.read_yaml is parse
    assert reading.read_yaml("话: [一, 二]") is not first


@pytest.mark.parametrize("name", ["conversation.yml", "disputes/courier.yml"])
def test_training_sentences_read_as_rasa_reads_them(name: str) -> None:
    text = Path(ROOT / "data" / "nlu" / name).read_text("utf-8")
    with lean_training():
        quick = reading.read_yaml(text)
    assert quick == reading.read_yaml(text)


def test_a_broken_file_is_told_by_rasa() -> None:
    from ruamel.yaml import YAMLError

    with lean_training(), pytest.raises(YAMLError):
        reading.read_yaml('version: "3.1"\nnlu: [')


def test_equal_messages_stay_equal_and_others_differ() -> None:
    def message(text: str) -> Message:
        return Message({"text": text, "intent": "greet", "metadata": {"example": {"ask": "none"}}})

    with lean_training():
        assert message("在吗") == message("在吗")
        assert message("在吗") != message("你好")
        assert len({message("在吗"), message("在吗"), message("你好")}) == 2


def test_nothing_of_it_lasts() -> None:
    before = (reading.read_yaml, Message.fingerprint, TrainingHook.on_after_node)
    with lean_training():
        assert Message.fingerprint is not before[1]
    assert before == (reading.read_yaml, Message.fingerprint, TrainingHook.on_after_node)
