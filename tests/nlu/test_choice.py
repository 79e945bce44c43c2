"""A choice goes to what was right beside such neighbours before."""

from __future__ import annotations

from pathlib import Path

from bot.nlu.choice import Choice, ChoiceModel, fit, hashed

PAID, GIFT, NEW = hashed(["paid", "sum"]), hashed(["gift", "sum"]), hashed(["new"])
TOLD = [Choice([PAID, GIFT], [True, False]), Choice([GIFT, PAID], [False, True])] * 3


def test_the_alternative_with_the_right_features_is_chosen() -> None:
    model = fit(TOLD)
    assert model is not None
    assert (model.best([GIFT, PAID]), model.best([PAID, GIFT])) == (1, 0)
    assert model.worth(PAID) > model.worth(NEW) == 0 > model.worth(GIFT) - model.worth(PAID)


def test_heavier_texts_win() -> None:
    other = Choice([PAID, GIFT], [False, True], 20.0)
    model = fit([*TOLD, other, other])
    assert model is not None and model.best([PAID, GIFT]) == 1


def test_nothing_to_choose_gives_no_model() -> None:
    assert fit([Choice([PAID], [True]), Choice([PAID, GIFT], [True, True])]) is None


def test_a_loaded_model_chooses_the_same(tmp_path: Path) -> None:
    model = fit(TOLD)
    assert model is not None
    model.save(tmp_path, "sums")
    loaded = ChoiceModel.load(tmp_path, "sums")
    assert [loaded.worth(f) for f in (PAID, GIFT)] == [model.worth(f) for f in (PAID, GIFT)]
