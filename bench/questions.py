"""Questions over ready scenes, as JSON: how fast they come, how they spread, and what words alone give away.

    python -m bench.questions --pictures 500 --each 20

Rates are per second and core of `compose` alone (CPU time, no verification), with and without data drawn anew. Two
questions are near duplicates when they have the same skeleton (the program without its parameters) and the same
operands. The language-only baseline answers every yes/no and multiple-choice question with the majority answer of its
skeleton, learnt on one half of the pictures and scored on the other.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from proofpress.resampling import resampler
from proofpress_core.content import ChartData
from proofpress_core.errors import Reject
from proofpress_core.question import Question
from proofpress_core.rng import Key, Streams
from proofpress_core.scene import Scene
from qa_gen.compose import Options, compose
from renderers.base import Canvas, Knobs, generators

Asked = tuple[Key, Scene, Question]
SOURCES = frozenset({"chart", "grid", "document", "formula", "scene_text", "math", "rows", "table_rows", "number"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument(
        "--generators", nargs="*", default=["charts/bar", "charts/line", "charts/pie", "charts/heatmap"]
    )
    arguments = parser.parse_args()
    pictures = list(scenes(arguments.generators, arguments.pictures))
    asked, plain_rate = timed(pictures, arguments.each, anew=False)
    asked, full_rate = timed(pictures, arguments.each, anew=True)
    report = {"questions_per_second": round(plain_rate), "with_data_drawn_anew": round(full_rate), **describe(asked)}
    json.dump(report, sys.stdout, indent=1, ensure_ascii=False)


def scenes(names: list[str], count: int) -> Iterator[tuple[Key, Scene]]:
    """Drawn scenes of the generators in turn, half of them in each language."""
    index = 0
    while count:
        generator = generators[names[index % len(names)]]()
        key = Key(seed=17, split="test", generator=generator.id, version=generator.version, index=index, attempt=0)
        index += 1
        language = "zh" if index // len(names) % 2 else "en"
        try:
            spec = generator.sample(Streams(key), Knobs(language=language))
            yield key, generator.draw(spec, Canvas()).scene
        except Reject:
            continue
        count -= 1


def timed(pictures: list[tuple[Key, Scene]], each: int, *, anew: bool) -> tuple[list[Asked], float]:
    """All questions with their picture's key, and how many came per second of CPU time."""
    asked: list[Asked] = []
    begin = time.process_time()
    for key, scene in pictures:
        streams = Streams(key)
        again = resampler(scene.contents, streams) if anew else None
        made = compose(scene, streams("question"), Options(count=each), resample=again)
        asked += [(key, scene, question) for question in made]
    return asked, len(asked) / (time.process_time() - begin)


def describe(asked: list[Asked]) -> dict[str, Any]:
    """How the questions spread over forms, answers, steps and skeletons."""
    questions = [question for _, _, question in asked]
    steps = [sum(node.op not in SOURCES for node in question.program.nodes) for question in questions]
    operands = Counter((skeleton(q), operands_of(q, scene)) for _, scene, q in asked)
    return {
        "questions": len(questions),
        "mean_steps": round(sum(steps) / len(steps), 2),
        "share_of_3_steps_or_more": share(sum(step >= 3 for step in steps), len(steps)),
        "steps": dict(sorted(Counter(steps).items())),
        "forms": dict(Counter(q.form for q in questions).most_common()),
        "near_duplicates": share(sum(n - 1 for n in operands.values()), len(questions)),
        "skeletons": len({skeleton(q) for q in questions}),
        "most_frequent_skeleton": share(Counter(map(skeleton, questions)).most_common(1)[0][1], len(questions)),
        "majority_answer_by_form": majorities(questions),
        "language_only_over_chance": baseline(asked),
    }


def skeleton(question: Question) -> str:
    """The program without its parameters, and the form."""
    nodes = [f"{node.op}({','.join(map(str, node.inputs))})" for node in question.program.nodes]
    return f"{question.form}:{' '.join(nodes)}"


def operands_of(question: Question, scene: Scene) -> tuple[str, ...]:
    """Parameters of the program in order: names and numbers as they are, columns by what they measure."""
    labels: dict[str, str] = {}
    for content in scene.contents:
        if isinstance(content, ChartData):
            labels |= {column.name: column.label for column in content.relations[0].columns}
    texts = (text for node in question.program.nodes if node.op not in SOURCES for text in node.params)
    return tuple(labels.get(text, text) for text in texts)


def majorities(questions: list[Question]) -> dict[str, float]:
    """Share of the most frequent answer in every form whose answers come from a fixed set."""
    by_form: dict[str, Counter[str]] = defaultdict(Counter)
    for question in questions:
        if question.answer.kind in ("bool", "choice"):
            by_form[question.form][question.answer.value] += 1
    return {form: share(max(counts.values()), sum(counts.values())) for form, counts in sorted(by_form.items())}


def baseline(asked: list[Asked]) -> dict[str, float]:
    """Accuracy of the majority answer by skeleton on unseen pictures, minus chance, by kind of answer."""
    learnt: dict[str, Counter[str]] = defaultdict(Counter)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for key, _, question in asked:
        if question.answer.kind in ("bool", "choice") and key.index % 2 == 0:
            learnt[skeleton(question)][question.answer.value] += 1
    for key, _, question in asked:
        kind = question.answer.kind
        if kind in ("bool", "choice") and key.index % 2 and (seen := learnt.get(skeleton(question))):
            total[kind] += 1
            right[kind] += seen.most_common(1)[0][0] == question.answer.value
    chance = {"bool": 0.5, "choice": 0.25}
    return {kind: round(right[kind] / total[kind] - chance[kind], 3) for kind in sorted(total)}


def share(part: int, whole: int) -> float:
    return round(part / max(whole, 1), 4)


if __name__ == "__main__":
    main()
