"""Lines of text in a scene, and what can be counted in them."""

from __future__ import annotations

from proofpress_core.content import SceneText
from qa_gen.operations import means
from qa_gen.values import Env, Num, Texts, Undefined, exact


@means("lines")
def lines(env: Env, scene: SceneText) -> Texts:
    return scene.lines


@means("line")
def line(env: Env, scene: SceneText, index: str) -> str:
    place = int(index)
    if not 1 <= place <= len(scene.lines):
        raise Undefined(f"no line {place}")
    return scene.lines[place - 1]


@means("line_last")
def line_last(env: Env, scene: SceneText) -> str:
    return line(env, scene, str(len(scene.lines)))


@means("characters")
def characters(env: Env, text: str) -> Num:
    return exact(length(text))


@means("words")
def words(env: Env, text: str) -> Num:
    return exact(len(text.split()))


@means("count_in")
def count_in(env: Env, text: str, part: str) -> Num:
    return exact(text.count(part))


@means("longest")
def longest(env: Env, texts: Texts) -> str:
    return _extreme(texts, 1)


@means("shortest")
def shortest(env: Env, texts: Texts) -> str:
    return _extreme(texts, -1)


@means("contains")
def contains(env: Env, text: str, part: str) -> bool:
    return part in text


@means("digits")
def digits(env: Env, text: str) -> Num:
    return exact(sum(ch in "0123456789" for ch in text))


def length(text: str) -> int:
    """Characters that are not blank."""
    return len("".join(text.split()))


def _extreme(texts: Texts, sign: int) -> str:
    sizes = [sign * length(text) for text in texts]
    if not sizes or sizes.count(max(sizes)) != 1:
        raise Undefined("a tie")
    return texts[sizes.index(max(sizes))]
