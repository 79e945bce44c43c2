"""Each step of understanding alone, as Rasa runs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.rasa_runtime import prepare

prepare()

from rasa.nlu.constants import TOKENS_NAMES  # noqa: E402
from rasa.shared.nlu.constants import TEXT  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

import knowledge  # noqa: E402
from bot.nlu.choices import ChoiceReader  # noqa: E402
from bot.nlu.danger import DangerWatch  # noqa: E402
from bot.nlu.linear import Example, LinearModel, fit  # noqa: E402
from bot.nlu.ngrams import BITS, ngrams  # noqa: E402
from bot.nlu.normaliser import MAX_TEXT, ORIGINS, Normaliser  # noqa: E402
from bot.nlu.reading import normalise  # noqa: E402
from bot.nlu.reading.gaps import find_pattern  # noqa: E402
from bot.nlu.segmenter import Segmenter  # noqa: E402
from bot.nlu.vocabulary import Vocabulary  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from knowledge.lines import read_yaml  # noqa: E402

STORIES: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "stories.yml").read_text())[0]
DANGERS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "dangers.yml").read_text())[0]


class Folder:
    """A model storage that is one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def write_to(self, resource: object) -> Iterator[Path]:
        yield self.path

    read_from = write_to


# --- normaliser -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "words", "origin"),
    [
        ("花了３９９９元", "3999元", "３９９９元"),
        ("手機壞了要退貨", "手机坏了", "手機壞了"),
        ("假货🙂🙂不退", "不退", "不退"),
        ("太气气气气气气人了", "人了", "人了"),
        ("\u200b退\u200b款", "退款", "退\u200b款"),
    ],
)
def test_the_normaliser_keeps_where_words_came_from(said: str, words: str, origin: str) -> None:
    [message] = Normaliser().process([Message({TEXT: said})])
    normal, text = message.get(ORIGINS), message.get(TEXT)
    assert normal.text == text
    start, end = normal.origin_span(text.index(words), text.index(words) + len(words))
    assert said[start:end] == origin


def test_the_normaliser_cuts_long_texts_and_leaves_empty_ones() -> None:
    long, empty = Normaliser().process([Message({TEXT: "字词" * 3000}), Message({TEXT: ""})])
    assert len(long.get(TEXT)) == MAX_TEXT
    assert empty.get(ORIGINS) is None


# --- segmenter --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> Segmenter:
    made = Segmenter(Segmenter.get_default_config(), Folder(tmp_path_factory.mktemp("words")), None)
    made.train(TrainingData([]))
    return made


@pytest.mark.parametrize(
    "text",
    [
        "在拼多多买的手机 三天就 坏了！要退一赔三",
        "a b",
        "🙂退款",
        "京东自营 iPhone15",
        "  ",
        "12315\n电话",
    ],
)
def test_tokens_lie_in_the_text(segmenter: Segmenter, text: str) -> None:
    end = 0
    for token in segmenter.tokenize(Message({TEXT: text}), TEXT):
        assert text[token.start : token.end] == token.text
        assert token.text.strip()
        assert text[end : token.start].strip() == ""
        end = token.end
    assert text[end:].strip() == ""


def test_words_of_the_field_stay_whole(segmenter: Segmenter, content: knowledge.Content) -> None:
    """Names in Chinese characters; in a sentence, between words that cannot join them."""
    broken = []
    for word in sorted(content.terms()):
        if all("\u4e00" <= char <= "\u9fff" for char in word):
            tokens = segmenter.tokenize(Message({TEXT: f"，{word}，"}), TEXT)
            if word not in {token.text for token in tokens}:
                broken.append(word)
    assert broken == []


def test_a_loaded_segmenter_cuts_as_the_trained_one(segmenter: Segmenter) -> None:
    loaded = Segmenter.load(Segmenter.get_default_config(), segmenter._storage, None, None)
    message = Message({TEXT: "在闲鱼买的二手平板，卖家说七天无理由不支持"})
    assert [t.text for t in loaded.tokenize(message, TEXT)] == [
        t.text for t in segmenter.tokenize(message, TEXT)
    ]


# --- n-grams and the linear model -------------------------------------------------------------

SENTENCE, WORDS = "退款3天", ["退款", "3", "天"]
NUMBERS = [
    610152,
    463584,
    63640,
    628700,
    881598,
    633539,
    1019587,
    17576,
    382817,
    746414,
    358336,
    197045,
    810401,
    606604,
    900974,
    244804,
    970082,
    276435,
    476365,
    772912,
]


def test_the_numbers_of_a_sentence_never_change() -> None:
    """A model trained elsewhere means the same features."""
    assert ngrams(SENTENCE, WORDS).tolist() == NUMBERS


def test_the_numbers_do_not_depend_on_the_process() -> None:
    code = f"from bot.nlu.ngrams import ngrams; print(ngrams({SENTENCE!r}, {WORDS!r}).tolist())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env={"PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(NUMBERS)


def test_numbers_fit_their_space_and_amounts_look_alike() -> None:
    assert max(ngrams("退货" * 200, ["退货"] * 200)) < 2**BITS
    assert ngrams("花3,999.5元", ["花"]).tolist() == ngrams("花8元", ["花"]).tolist()
    assert ngrams("A  B", []).tolist() == ngrams("a b", []).tolist()
    assert ngrams("", []).dtype == np.uint32


TOY = {
    "refund": ["我要退款", "钱能退吗", "退钱给我", "要求退款", "退我的钱", "申请退款"],
    "greet": ["你好", "您好啊", "早上好", "你好呀", "大家好", "晚上好"],
    "courier": ["快递丢了", "快递没到", "包裹丢失", "快递破损", "快递员不送", "包裹没收到"],
}


@pytest.fixture(scope="module")
def toy() -> LinearModel:
    return fit(
        [Example(ngrams(text, list(text)), label) for label, texts in TOY.items() for text in texts]
    )


def test_a_model_learns_what_it_is_shown(toy: LinearModel) -> None:
    for label, texts in TOY.items():
        for text in texts:
            assert toy.ranked(ngrams(text, list(text)))[0][0] == label
    assert toy.ranked(ngrams("快递又丢了", list("快递又丢了")))[0][0] == "courier"


@pytest.mark.parametrize("text", ["快递丢了", "", "zzz", "𠮷"])
def test_probabilities_sum_to_one_whatever_is_said(toy: LinearModel, text: str) -> None:
    shares = toy.probabilities(ngrams(text, list(text)))
    assert shares.sum() == pytest.approx(1)
    assert (shares >= 0).all()


def test_a_loaded_model_gives_the_same_probabilities(toy: LinearModel, tmp_path: Path) -> None:
    toy.save(tmp_path, "toy")
    loaded = LinearModel.load(tmp_path, "toy")
    assert loaded.labels == toy.labels
    for text in ("快递丢了", "你好", "退钱", "zzz"):
        features = ngrams(text, list(text))
        assert (loaded.probabilities(features) == toy.probabilities(features)).all()


def test_a_saved_model_holds_no_pickle(toy: LinearModel, tmp_path: Path) -> None:
    toy.save(tmp_path, "toy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["toy.json", "toy.npz"]
    with np.load(tmp_path / "toy.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_confidence_is_calibrated_on_examples_held_out(toy: LinearModel) -> None:
    """With too few examples to hold any out, shares stay as they are."""
    assert toy.temperature != 1
    few = [
        Example(ngrams(text, list(text)), label)
        for text, label in (("你好", "a"), ("你好呀", "a"), ("退款", "b"), ("要退款", "b"))
    ]
    untouched = fit(few)
    assert untouched.temperature == 1
    assert untouched.confidence(0.4) == pytest.approx(0.4)


def test_a_greater_share_is_never_less_sure(toy: LinearModel) -> None:
    sure = [toy.confidence(share / 20) for share in range(21)]
    assert sure == sorted(sure)
    assert 0 <= sure[0] <= sure[-1] <= 1


def test_heavier_examples_win() -> None:
    text = ngrams("退款", list("退款"))
    for heavy, light in (("a", "b"), ("b", "a")):
        examples = [Example(text, heavy, 5.0), Example(text, light, 1.0)] * 3
        assert fit(examples).ranked(text)[0][0] == heavy


def test_a_further_label_that_is_true_comes_second() -> None:
    lost, late = ngrams("快递丢了", list("快递丢了")), ngrams("快递太慢", list("快递太慢"))
    other = [Example(ngrams(t, list(t)), "greet") for t in TOY["greet"]]
    examples = [Example(lost, "lost", also=("late",)), Example(late, "late")] * 5 + other
    ranked = [label for label, _ in fit(examples).ranked(lost)]
    assert ranked[:2] == ["lost", "late"]


def test_a_definition_trains_but_does_not_calibrate() -> None:
    told = [Example(ngrams(t, list(t)), label) for label, ts in TOY.items() for t in ts]
    written = [Example(ngrams("包裹", list("包裹")), "courier", told=False)] * 9
    assert fit(told + written).ranked(ngrams("包裹", list("包裹")))[0][0] == "courier"


# --- which phrases may stand ------------------------------------------------------------------


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.from_content()


@pytest.mark.parametrize("row", STORIES[::4], ids=[row["text"][:20] for row in STORIES[::4]])
def test_no_phrase_that_stands_is_passed_over(vocabulary: Vocabulary, row: dict[str, Any]) -> None:
    """The shelves leave out only what cannot stand: every phrase found in the whole vocabulary is
    found among the likely ones."""
    text = normalise(row["text"]).text
    likely = vocabulary.likely(text)
    for fact, options in vocabulary.phrases.items():
        for option, ways in options.items():
            stands = {way for way in ways if next(find_pattern(text, way), None)}
            assert stands <= set(likely.phrases.get(fact, {}).get(option, ()))


# --- choices and danger -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "metadata", [None, {}, {"choice": None}, {"choice": "courier"}, {"choice": []}]
)
def test_without_a_button_the_intent_stays(metadata: Any) -> None:
    message = Message({TEXT: "你好", "metadata": metadata, "intent": {"name": "greet"}})
    [read] = ChoiceReader().process([message])
    assert read.get("intent") == {"name": "greet"}
    assert read.get("choice") is None


def test_a_button_is_certain() -> None:
    choice = {"fact": "dispute", "value": "courier"}
    message = Message({TEXT: "快递", "metadata": {"choice": choice}, "intent": {"name": "greet"}})
    [read] = ChoiceReader().process([message])
    assert read.get("intent") == {"name": "choose", "confidence": 1.0}
    assert read.get("choice") == choice


@pytest.fixture(scope="module")
def watch() -> DangerWatch:
    made = DangerWatch({}, None, None)
    made.use(Vocabulary.from_content())
    return made


@pytest.mark.parametrize("row", DANGERS, ids=[row["text"] for row in DANGERS])
def test_danger_and_what_only_looks_like_it(watch: DangerWatch, row: dict[str, Any]) -> None:
    message = Message({TEXT: row["text"], "intent": {"name": "tell_dispute"}})
    [read] = watch.process(Normaliser().process([message]))
    assert read.get("danger") == row["danger"]
    assert read.get("intent")["name"] == ("danger" if row["danger"] else "tell_dispute")


def test_the_more_urgent_danger_counts(watch: DangerWatch) -> None:
    message = Message({TEXT: "吃坏肚子上吐下泻，老板还要找人打我，我不想活了"})
    assert watch.process([message])[0].get("danger") == "self_harm"


def test_a_loaded_watch_sees_the_same(watch: DangerWatch, tmp_path: Path) -> None:
    made = DangerWatch({}, Folder(tmp_path), None)
    made.train(TrainingData([]))
    loaded = DangerWatch.load({}, Folder(tmp_path), None, None)
    assert loaded._dangers == watch._dangers


def test_tokens_reach_the_classifier_under_rasas_name(segmenter: Segmenter) -> None:
    [message] = segmenter.process([Message({TEXT: "快递丢了"})])
    assert message.get(TOKENS_NAMES[TEXT])
