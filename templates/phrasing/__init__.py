"""Surface forms: patterns with alternatives {a|b}, agreement [is|are] and slots <m>, one file a language."""

from __future__ import annotations

import functools
import re
from importlib.resources import files
from typing import Any

import yaml

from proofpress_core.content import Language
from proofpress_core.rng import Draw

_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")
_AGREEMENT = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_TOKEN = re.compile(
    r"\{(?P<choice>[^{}]*)\}|\[(?P<one>[^\[\]|]*)\|(?P<many>[^\[\]|]*)\]|<(?P<slot>\w+)>|(?P<text>[^{<\[]+|.)"
)
_SLOT = re.compile(r"<(\w+)>")


class Phrasing:
    """The forms of one language. `say` picks a form with the given draw; the same draw state gives the same words."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._forms = _load(language)

    def words(self, name: str) -> Any:
        """A word list or table of the language."""
        return self._forms["words"][name]

    def has(self, group: str, name: str) -> bool:
        return name in self._forms.get(group, {})

    def say(self, draw: Draw, group: str, name: str, /, *, agree: bool = False, **slots: str) -> str:
        """A random form of `group.name` with its slots filled. A slot written <Name> is filled with the slot `name`
        with its first letter raised; [is|are] takes its second word when `agree`, which says that the form's first
        noun is a plural. KeyError for a form or a slot that does not exist."""
        forms = self._forms[group][name] if name else self._forms[group]
        pattern = draw.choice(forms) if isinstance(forms, list) else forms
        words: list[str] = []
        for kind, given in _parts(pattern):
            if kind == "slot":
                words.append(_filled(given[0], slots))
            elif kind == "agreement":
                words.append(_nested(given[agree], draw, slots, agree=agree))
            else:
                words.append(_nested(draw.choice(given), draw, slots, agree=agree) if kind == "choice" else given[0])
        return "".join(words)

    def say_fixed(self, group: str, name: str) -> str:
        """A form without alternatives, as it stands."""
        return str(self._forms[group][name])

    def fixed(self, group: str, name: str) -> dict[str, str]:
        """A table of fixed texts by name."""
        return dict(self._forms[group][name])

    def listed(self, group: str, name: str) -> list[str]:
        """A list of fixed texts."""
        return [str(text) for text in self._forms[group][name]]

    def variants(self, group: str, name: str) -> int:
        """How many different texts a form can take, slots aside."""
        forms = self._forms[group][name]
        forms = forms if isinstance(forms, list) else [forms]
        return sum(_count(pattern) for pattern in forms)


def _nested(text: str, draw: Draw, slots: dict[str, str], *, agree: bool) -> str:
    """An alternative with the slots and agreements that stand within it."""
    if "<" not in text and "[" not in text:
        return text
    agreed = _AGREEMENT.sub(lambda match: match[2] if agree else match[1], text)
    return _SLOT.sub(lambda match: _filled(match[1], slots), agreed)


@functools.cache
def _parts(pattern: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A form taken apart: plain text, alternatives, agreements and slots in order."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for match in _TOKEN.finditer(pattern):
        if match["choice"] is not None:
            found.append(("choice", tuple(_split(match["choice"]))))
        elif match["one"] is not None:
            found.append(("agreement", (match["one"], match["many"])))
        elif match["slot"] is not None:
            found.append(("slot", (match["slot"],)))
        else:
            found.append(("text", (match["text"],)))
    return tuple(found)


def _split(alternatives: str) -> list[str]:
    """Alternatives between strokes; strokes within [is|are] part nothing."""
    return re.split(r"\|(?![^\[]*\])", alternatives)


def _filled(name: str, slots: dict[str, str]) -> str:
    if name in slots:
        return slots[name]
    text = slots[name[:1].lower() + name[1:]]
    return text[:1].upper() + text[1:]


def _count(pattern: str) -> int:
    product = 1
    for match in _ALTERNATIVES.finditer(pattern):
        product *= match[1].count("|") + 1
    return product


@functools.cache
def _load(language: Language) -> dict[str, Any]:
    text = files("templates.phrasing").joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    forms: dict[str, Any] = yaml.safe_load(text)  # trusted: our own file
    more = {name: files("templates.phrasing").joinpath(f"{name}s.yaml") for name in ("caption", "request")}
    return forms | {name: yaml.safe_load(file.read_text(encoding="utf-8"))[language] for name, file in more.items()}
