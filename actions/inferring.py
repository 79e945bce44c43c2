"""What the form need not ask: who files for whom, how many they are, whether a name is wanted.

Read from the story and from the sentence that asks for the complaint.
"""

from __future__ import annotations

import re
from datetime import date

from actions import filing_form, form_words
from actions.matter import Matter
from knowledge import Days, KnowledgeBase
from knowledge.citations import to_int

_NUMBER = r"(\d{1,4}|[一二两三四五六七八九十百]{1,5})"
_TOGETHER = re.compile(
    rf"我们\D{{0,6}}?{_NUMBER}\s*[多几来]?(?:个|位|名|户|人|家)(?!月|星期|礼拜|小时|钟)"
    rf"|{_NUMBER}\s*[多几来]?(?:个|位|名|户)?(?:人|家长|业主|同学|邻居|户)(?:都|一起|一块)"
)
MANY = 5
"""我们三个人 says who went, not yet who complains; from so many on it does."""
_SOME = re.compile(
    r"我们(?:几|好几|好多|一群|一帮|一些|这些|大家)|大家(?:伙|一起|都)|(?:一起|联名|集体)投诉"
)


def inferred(matter: Matter, said: str, base: KnowledgeBase, day: date) -> dict[str, str]:
    """Fields that go without saying; `said` is the sentence that asked for the complaint."""
    told = " ".join((*matter.story, said))
    found = _acting(matter, told, base, day)
    if people := people_told(told):
        found["together"] = people
    if filing_form.wants_anonymous(said) or "匿名举报" in told:
        found["anonymous"] = "yes"
    elif "实名" in said:
        found["anonymous"] = "no"
    return found


def people_told(told: str) -> str | None:
    """How many complain together, as the form takes it; None when nothing says how many."""
    people = _TOGETHER.search(told)
    if people is None:
        return None
    number = people[1] or people[2]
    if number.isdecimal():
        return number
    count = to_int(number.replace("两", "二"))
    return str(count) if count >= (MANY if people[1] else 2) else None


def are_several(matter: Matter, said: str) -> bool:
    """Whether several people complain, told without a number: 我们几个一起投诉."""
    return bool(_SOME.search(" ".join((*matter.story, said))))


def _acting(matter: Matter, told: str, base: KnowledgeBase, day: date) -> dict[str, str]:
    """Who acts: the parent of a child known to be one, the agent of a relative, else oneself. A son
    or daughter of unknown age may be of age, so then it is asked."""
    if re.search(form_words.FOR_OTHERS, told):
        found = {"acting": "agent"}
        if relation := filing_form.relation_in(told):
            found["principal_relation"] = relation
        return found
    age = matter.facts.get("age")
    young = age is not None and int(age) < base.rules(Days(day, day))["minors.adult_from"].value
    if young and re.search(form_words.CHILD, told):
        own = re.search(form_words.OWN_CHILD, told)
        return {"acting": "guardian", **({"principal_relation": "parent"} if own else {})}
    if age is None and re.search(form_words.FOR_A_CHILD, told):
        return {}
    return {"acting": "self"}
