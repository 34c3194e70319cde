"""How the questions of a corpus spread: forms, answers, steps, words, repeats, and what words alone give away.

Two questions are near duplicates when they have the same form, the same program apart from its parameters (the
skeleton) and the same operands: names, numbers, columns by what they measure, and the picture's subject (its title, or
its page's text). `same_words_asked` leaves the subject out: the same thing asked of different pictures. The language-
only baseline answers yes/no and multiple-choice questions with the majority answer of their skeleton, learnt on every
other picture and scored on the rest. distinct-2 is the number of different word pairs divided by the number of all
word pairs (Li et al. 2016, "A Diversity-Promoting Objective Function"), over Chinese characters instead of words where
the question is Chinese.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from proofpress.factors import combinations
from proofpress.folder import Folder
from proofpress.stored import shards_of
from proofpress_core import jsonio
from proofpress_core.content import ChartData, Content
from proofpress_core.errors import ConfigError
from proofpress_core.question import Question
from qa_gen.pool import divergence, factors_of

SOURCES = frozenset({"chart", "grid", "document", "formula", "scene_text", "math", "rows", "table_rows", "number"})
"""Operations that only name what is asked about: they count as no step."""
_CHANCE = {"bool": 0.5, "choice": 0.25}


class Asked(NamedTuple):
    """A question and the picture it belongs to: the picture's place in the corpus, its subject (the title of a chart,
    else its text) and its contents."""

    picture: int
    subject: str
    contents: tuple[Content, ...]
    question: Question


def stats(folder: str | Path) -> dict[str, Any]:
    """Statistics of all questions in a folder of `make`, as plain values. ConfigError if it holds no samples."""
    asked = list(_stored(Path(folder)))
    if not asked:
        raise ConfigError("folder", str(folder), "a folder with shards, made by `proofpress make`")
    wanted = combinations(Folder(Path(folder)).read_plan().recipe.factors)
    return describe(asked) | ({"divergence_from_pool": from_pool(wanted, asked)} if wanted else {})


def from_pool(wanted: Mapping[tuple[str, ...], float], asked: Iterable[Asked]) -> dict[str, float]:
    """Jensen-Shannon divergence in bits (0 to 1) between a pool and a corpus, of the combinations of factors and of the
    single factors, and the share of the pool's weight whose combinations occur in the corpus at all."""
    found = Counter(tuple(use.name for use in factors_of(item.question.program)) for item in asked)
    covered = sum(weight for names, weight in wanted.items() if found[names])
    return {
        "combinations": round(divergence(wanted, found), 4),
        "factors": round(divergence(_single(wanted), _single(found)), 4),
        "covered_weight": round(covered / sum(wanted.values()), 4),
    }


def _single(combined: Mapping[tuple[str, ...], float]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for names, weight in combined.items():
        for name in names:
            counts[name] += weight
    return counts


def describe(asked: Sequence[Asked]) -> dict[str, Any]:
    """How questions spread; shares are between 0 and 1."""
    questions = [item.question for item in asked]
    steps = [steps_of(question) for question in questions]
    operands = Counter((skeleton(item.question), operands_of(item), item.subject) for item in asked)
    bare = Counter((skeleton(item.question), operands_of(item)) for item in asked)
    worded = Counter(map(words_alone, questions))
    return {
        "questions": len(questions),
        "mean_steps": round(sum(steps) / len(steps), 2),
        "share_of_3_steps_or_more": share(sum(step >= 3 for step in steps), len(steps)),
        "steps": dict(sorted(Counter(steps).items())),
        "forms": dict(Counter(question.form for question in questions).most_common()),
        "categories": dict(Counter(f.category for q in questions for f in q.factors).most_common()),
        "operations": len({node.op for question in questions for node in question.program.nodes}),
        "near_duplicates": share(sum(number - 1 for number in operands.values()), len(questions)),
        "same_words_asked": share(sum(number - 1 for number in bare.values()), len(questions)),
        "skeletons": len({skeleton(question) for question in questions}),
        "most_frequent_wording": share(worded.most_common(1)[0][1], len(questions)),
        "distinct_2": {language: distinct_2(questions, language) for language in ("en", "zh")},
        "majority_answer_by_form": majorities(questions),
        "language_only_over_chance": baseline(asked),
    }


def subject_of(contents: Sequence[Content], text: str) -> str:
    """A chart's title; the text of any other picture."""
    first = contents[0]
    return first.label("title") if isinstance(first, ChartData) and first.label("title") else text


def steps_of(question: Question) -> int:
    """Operations of a question's program."""
    return sum(node.op not in SOURCES for node in question.program.nodes)


def skeleton(question: Question) -> str:
    """The form, and the program without its parameters."""
    nodes = [f"{node.op}({','.join(map(str, node.inputs))})" for node in question.program.nodes]
    return f"{question.form}:{' '.join(nodes)}"


def operands_of(asked: Asked) -> tuple[str, ...]:
    """Parameters of the program in order: names and numbers as they are, columns of charts by what they measure."""
    labels = {
        column.name: column.label
        for content in asked.contents
        if isinstance(content, ChartData)
        for column in content.relations[0].columns
    }
    texts = (text for node in asked.question.program.nodes if node.op not in SOURCES for text in node.params)
    return tuple(labels.get(text, text) for text in texts)


def words_alone(question: Question) -> str:
    """The question's text with the program's operands and all digits masked."""
    text = question.text.split("\n")[0]
    operands = {param for node in question.program.nodes for param in node.params if len(param) > 1}
    for operand in sorted(operands, key=lambda operand: (-len(operand), operand)):
        text = text.replace(operand, "_")
    return re.sub(r"\d+", "#", text)


def distinct_2(questions: Iterable[Question], language: str) -> float:
    """Different pairs of neighbouring words, divided by all such pairs."""
    pairs: Counter[tuple[str, str]] = Counter()
    for question in questions:
        if question.language == language:
            words = question.text.split() if language == "en" else list(question.text)
            pairs.update(pairwise(words))
    return share(len(pairs), pairs.total())


def majorities(questions: Iterable[Question]) -> dict[str, float]:
    """Share of the most frequent answer in every form whose answers come from a fixed set."""
    by_form: dict[str, Counter[str]] = defaultdict(Counter)
    for question in questions:
        if question.answer.kind in _CHANCE:
            by_form[question.form][question.answer.value] += 1
    return {form: share(max(counts.values()), counts.total()) for form, counts in sorted(by_form.items())}


def baseline(asked: Sequence[Asked]) -> dict[str, float]:
    """Accuracy of the majority answer by skeleton on unseen pictures, minus chance, by kind of answer."""
    learnt: dict[str, Counter[str]] = defaultdict(Counter)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for picture, _, _, question in asked:
        if question.answer.kind in _CHANCE and picture % 2 == 0:
            learnt[skeleton(question)][question.answer.value] += 1
    for picture, _, _, question in asked:
        kind = question.answer.kind
        if kind in _CHANCE and picture % 2 and (seen := learnt.get(skeleton(question))):
            total[kind] += 1
            right[kind] += seen.most_common(1)[0][0] == question.answer.value
    return {kind: round(right[kind] / total[kind] - _CHANCE[kind], 3) for kind in sorted(total)}


def share(part: int, whole: int) -> float:
    """part / whole to four places; 0 of nothing."""
    return round(part / max(whole, 1), 4)


def _stored(folder: Path) -> Iterator[Asked]:
    samples = (stored for shard in shards_of(folder) for stored in shard)
    for picture, stored in enumerate(samples):
        contents = jsonio.decode(tuple[Content, ...], stored.record["scene"]["contents"])
        for question in jsonio.decode(tuple[Question, ...], stored.record["questions"]):
            yield Asked(picture, subject_of(contents, stored.flat["text"]), contents, question)
