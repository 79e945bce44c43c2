"""What newer libraries took away from Rasa still works, and only Rasa gets it back."""

from __future__ import annotations

from importlib.metadata import version

import packaging.version
import pytest

from bot.rasa_runtime import prepare

prepare(turn_fixes=False)


@pytest.mark.parametrize(
    ("written", "read"), [("3.1", True), ("2.0", True), ("9.9", False), ("abc", True), (3.1, True)]
)
def test_the_version_of_a_yaml_file_is_judged_as_before(written: object, read: bool) -> None:
    from rasa.shared.utils.validation import validate_training_data_format_version as judge

    if written == "3.1":
        assert judge({"version": written}, "nlu.yml") is read
    else:
        with pytest.warns(UserWarning, match=r"nlu\.yml"):
            assert judge({"version": written}, "nlu.yml") is read


def test_packaging_itself_is_left_alone() -> None:
    import rasa.shared.utils.validation  # noqa: F401

    assert not hasattr(packaging.version, "LegacyVersion")
    with pytest.raises(packaging.version.InvalidVersion):
        packaging.version.parse("abc")


def test_the_linear_classifier_can_be_made() -> None:
    from rasa.nlu.classifiers.logistic_regression_classifier import (
        LogisticRegressionClassifier as Classifier,
    )

    made = Classifier(Classifier.get_default_config(), "name", None, None)
    made.clf.fit([[0.0], [1.0]], ["a", "b"])
    assert list(made.clf.predict([[0.9]])) == ["b"]


def test_the_linear_classifier_can_be_stored() -> None:
    if packaging.version.parse(version("skops")) < packaging.version.parse("0.13"):
        pytest.skip("skops 0.9, as Rasa pins it, does not import beside scikit-learn 1.9")
    import skops.io
    from sklearn.linear_model import LogisticRegression

    stored = skops.io.dumps(LogisticRegression().fit([[0.0], [1.0]], ["a", "b"]))
    assert skops.io.get_untrusted_types(data=stored) == []


def test_no_entity_to_evaluate_is_an_empty_table() -> None:
    from rasa.nlu.test import _calculate_report

    report, *numbers, matrix, labels = _calculate_report(None, [], [], exclude_label="no_entity")
    assert (report, numbers, matrix.shape, labels) == ({}, [0.0, 0.0, 0.0], (0, 0), [])
