"""Text styles of a document from its theme."""

from __future__ import annotations

from dataclasses import dataclass

from proofpress_core.content import Language
from renderers._backends.typesetting import Colour, Style
from templates.document_theme import Theme, rgb
from templates.fonts import Weight, font

_EMBOLDEN = 0.036
"""Stroke of a made bold in ems, where a family has no bold face."""


@dataclass(frozen=True, slots=True)
class Stylist:
    """Makes styles for one theme and language."""

    theme: Theme
    language: Language

    def body(self, size: float, *, leading: float = 1.4, colour: str = "", weight: Weight = "regular") -> Style:
        """A style of the text family; `leading` in ems, `colour` #rrggbb (the ink if empty)."""
        return self._style(self.theme.body, size, leading, colour, weight)

    def head(self, size: float, *, leading: float = 1.25, colour: str = "", weight: Weight = "bold") -> Style:
        """A style of the heading family."""
        return self._style(self.theme.head, size, leading, colour, weight)

    def colour(self, name: str) -> Colour:
        """A colour of the theme by its name, or #rrggbb."""
        return rgb(name if name.startswith("#") else getattr(self.theme, name))

    def _style(self, family: str, size: float, leading: float, colour: str, weight: Weight) -> Style:
        face = font(family, weight)
        bold = weight == "bold" and face.weight != "bold"
        latin = font(self.theme.latin, "regular") if self.theme.latin else None
        return Style(
            font=face, latin=latin, size=size, leading=size * leading, colour=self.colour(colour or "ink"),
            embolden=size * _EMBOLDEN if bold else 0.0,
        )  # fmt: skip
