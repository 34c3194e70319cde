"""Colours that signal: what rises and what falls."""

from __future__ import annotations

from dataclasses import replace

from proofpress_core.content import Language
from renderers.charts._look import Look

_COOL, _WARM = ("green", "teal", "blue"), ("red", "orange", "brown")
"""Parts of colour names, the fittest first."""


def signalling(look: Look, language: Language) -> Look:
    """The look with a green or blue for what rises and a red or brown for what falls as its first two colours (in
    Chinese the other way), and others after them; the look as it is where its palette lacks either."""
    names = [colour.name for colour in look.style.palette]
    found = [next((names.index(n) for hue in hues for n in names if hue in n), -1) for hues in (_COOL, _WARM)]
    if min(found) < 0:
        return look
    pair = found if language == "en" else found[::-1]
    others = [place for place in range(len(names)) if place not in pair]
    return replace(look, colours=(*pair, *others)[: len(look.colours)])
