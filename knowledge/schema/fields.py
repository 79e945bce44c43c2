"""Field types and bases shared by all kinds of content."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Citation = Annotated[str, StringConstraints(min_length=4, max_length=120)]
Confidence = Literal["high", "medium", "low"]
Unit = Literal["元", "倍", "日", "工作日", "月", "年", "小时", "%", "公里", "周岁", "次"]
Status = Literal["yes", "depends", "no"]
Verdict = Literal["supported", "depends", "unsupported"]
Asked = Literal[
    "rights",
    "compensation",
    "deadline",
    "evidence",
    "definition",
    "how_to_complain",
    "authority",
    "progress",
]
Governs = Literal["substance", "procedure"]


class Strict(BaseModel):
    """Unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Checked(Strict):
    """Who vouches for an entry, since when, and how surely."""

    checked_on: date
    checked_by: Text
    confidence: Confidence
