"""Words and what they may mean, read from `templates/seed_grammar.yaml`: atoms over spans of tokens."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from qa_gen.decompose.tokens import Token, tokens_of

_TYPO = 84
_LONG_WORD = 6
_SHORTEST_STUMP = 4
_INFLECTED = ("Sup", "Agg", "Cmp", "Change", "Verb", "Scale")
_WEIGHTS = {
    "Sup": 2.2, "Agg": 2.4, "Cmp": 1.8, "Than": 0.3, "And": 0.6, "Joint": 0.5, "Place": 1.9, "MarkNoun": 0.5,
    "ValueNoun": 0.7, "Colour": 2.2, "From": 0.5, "To": 0.5, "Between": 0.5, "Bound": 1.4, "Change": 1.7,
    "Relative": 2.6, "Verb": 2.4, "Times": 0.8, "Scale": 1.6, "Every": 0.3, "Ord": 1.6, "Card": 1.2, "Num": 1.4,
    "Except": 1.6, "Other": 0.9, "Magnitude": 0.6, "When": 1.0, "Beside": 2.0, "Neg": 0.4,
}  # fmt: skip
"""What an atom of a type is worth to a reading that uses it."""
_MARK_WEIGHT = 0.1
"""And a punctuation mark, which often joins nothing."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Tokens [start, end) read as something of a type, with its value and what it is worth."""

    start: int
    end: int
    type: str
    value: Any
    weight: float


Phrase = tuple[str, ...]
Sense = tuple[str, Any]


class Lexicon:
    """Phrases by their stems; `sets` are the single words of plain lists."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.senses: dict[Phrase, list[Sense]] = {}
        self._fill()
        self.longest = max(map(len, self.senses))
        self.long_words = sorted({p[0] for p in self.senses if len(p) == 1 and len(p[0]) >= _LONG_WORD})
        self.sets = {name: _single_words(said) for name, said in data.items() if isinstance(said, list)}
        self.aliases = {name: [stems(p) for p in said] for name, said in data["aliases"].items()}
        self._mended: dict[str, str] = {}

    def atoms(self, tokens: Sequence[Token]) -> list[Atom]:
        """Every reading of every span of tokens that is a phrase here, a number or an ordinal in digits."""
        found = [atom for i, token in enumerate(tokens) for atom in _numeric(i, token)]
        words = [self._mend(token.stem) for token in tokens]
        for i in range(len(words)):
            for j in range(i + 1, min(i + self.longest, len(words)) + 1):
                for kind, value in self.senses.get(tuple(words[i:j]), ()):
                    if kind != "Colour" or tokens[j - 1].text == value.split(" ")[-1]:
                        weight = _MARK_WEIGHT if tokens[i].is_mark else _WEIGHTS[kind]
                        found.append(Atom(i, j, kind, value, weight + 0.4 * (j - i - 1)))
        return found

    def is_in(self, group: str, word: str) -> bool:
        """Whether a stem is in a word list."""
        return word in self.sets[group]

    def starts(self, group: str, words: Sequence[str]) -> int:
        """How many of the words at the front are the longest phrase of that list that stands there; 0 for none."""
        fits = [p for p in map(stems, self.data[group]) if tuple(words[: len(p)]) == p]
        return max(map(len, fits), default=0)

    def _mend(self, word: str) -> str:
        """The word, or the long word of the lexicon that it is a typing error of."""
        if (word,) in self.senses or self.is_in("correct", word):
            return word
        if (root := self._root(word)) or len(word) < _LONG_WORD:
            return root or word
        if word not in self._mended:
            if len(self._mended) > 50_000:
                self._mended.clear()
            near = process.extractOne(word[:40], self.long_words, scorer=fuzz.ratio, score_cutoff=_TYPO)
            self._mended[word] = near[0] if near and near[0][0] == word[0] else word
        return self._mended[word]

    def _root(self, word: str) -> str:
        """The word that a form in -ed or -ing is made of, where that word ranks, compares or calculates."""
        ending = next((ending for ending in ("ed", "ing") if word.endswith(ending)), "")
        stump = word.removesuffix(ending) if ending else ""
        for root in (stump, stump + "e", stump[:-1]) if len(stump) >= _SHORTEST_STUMP else ():
            if any(kind in _INFLECTED for kind, _ in self.senses.get((root,), ())):
                return root
        return ""

    def _fill(self) -> None:
        d = self.data
        plain = (("than", "Than"), ("conj", "And"), ("pair", "Joint"), ("mark", "MarkNoun"), ("value", "ValueNoun"),
                 ("from", "From"), ("to", "To"), ("between", "Between"), ("times", "Times"), ("every", "Every"),
                 ("except", "Except"), ("other", "Other"), ("when", "When"), ("negation", "Neg"))  # fmt: skip
        for group, kind in plain:
            self._add(d[group], kind, group)
        for group, kind in (
            ("sup", "Sup"),
            ("agg", "Agg"),
            ("cmp", "Cmp"),
            ("place", "Place"),
            ("change", "Change"),
            ("verb", "Verb"),
            ("beside", "Beside"),
        ):
            for value, phrases in d[group].items():
                self._add(phrases, kind, value)
        for phrase in d["colour"]:
            self._add([phrase], "Colour", phrase)
        self._add(d["relative"], "Relative", "relative")
        for group in ("after", "since", "before"):
            self._add(d[group], "Bound", group)
        for group, kind in (("scale", "Scale"), ("cardinal", "Card"), ("ordinal", "Ord"), ("magnitude", "Magnitude")):
            for phrase, value in d[group].items():
                number = Fraction(str(value))
                exact = Decimal(number.numerator) / Decimal(number.denominator)
                self._add([phrase], kind, int(value) if kind in ("Card", "Ord") else exact)

    def _add(self, phrases: Sequence[str], kind: str, value: Any) -> None:
        for phrase in phrases:
            senses = self.senses.setdefault(stems(phrase), [])
            if (kind, value) not in senses:
                senses.append((kind, value))


def _single_words(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset(said[0] for said in map(stems, phrases) if len(said) == 1)


def stems(phrase: str) -> Phrase:
    """The stems of a phrase's tokens."""
    return tuple(token.stem for token in tokens_of(phrase))


def _numeric(place: int, token: Token) -> list[Atom]:
    if token.rank:
        return [Atom(place, place + 1, "Ord", token.rank, 1.8)]
    if token.number is None:
        return []
    atoms = [Atom(place, place + 1, "Num", token.number, _WEIGHTS["Num"])]
    if token.number == int(token.number) and 2 <= token.number <= 20:
        atoms.append(Atom(place, place + 1, "Card", int(token.number), _WEIGHTS["Card"]))
    return atoms


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon of English questions."""
    text = files("templates").joinpath("seed_grammar.yaml").read_text(encoding="utf-8")
    return Lexicon(yaml.safe_load(text))
