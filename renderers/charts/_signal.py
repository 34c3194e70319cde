"""Colours that signal: what rises and what falls, and a line in front of bars."""

from __future__ import annotations

import math
from dataclasses import replace

from proofpress_core.content import Language
from renderers.charts._look import Look
from templates.themes import luminance

_COOL, _WARM = ("green", "teal", "blue"), ("red", "orange", "brown")
"""Parts of colour names, the fittest first."""
_LEAST_CONTRAST = 2.2
"""Contrast to the ground below which a line is too pale."""


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


def with_strong_line(look: Look) -> Look:
    """The look with its first two colours, those of bars and of a line before them, exchanged where the line would be
    too pale."""
    if _is_strong(look, look.colours[1]):
        return look
    return replace(look, colours=(*look.colours[1::-1], *look.colours[2:]))


def with_strong_colours(look: Look) -> Look:
    """The look with colours that thin lines and small markers need: others of its palette in place of those that are
    too pale, as far as there are any."""
    palette = [colour.code for colour in look.style.palette]
    spare = [k for k in range(len(palette)) if k not in look.colours and _is_strong(look, k)]
    kept = [k for k in look.colours if _is_strong(look, k)]
    colours = list(look.colours)
    for place, k in enumerate(look.colours):
        if k not in kept and spare:
            colours[place] = max(spare, key=lambda s: min((_apart(palette[s], palette[c]) for c in kept), default=0.0))
            spare.remove(colours[place])
            kept.append(colours[place])
    return replace(look, colours=tuple(colours))


def _apart(one: str, other: str) -> float:
    """How far apart two colours are: the way between them in the cube of red, green and blue."""
    return math.dist(*([int(code[k : k + 2], 16) for k in (1, 3, 5)] for code in (one, other)))


def _is_strong(look: Look, place: int) -> bool:
    ground, colour = (luminance(code) for code in (look.style.panel, look.style.palette[place].code))
    return (max(ground, colour) + 0.05) / (min(ground, colour) + 0.05) >= _LEAST_CONTRAST
