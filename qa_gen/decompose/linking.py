"""Which names of the table a question speaks of: spans of tokens linked to series and categories.

A span links to a name when it says the whole name (broken words and small errors allowed) or enough of it that no other
name is meant: the words are weighed by how few names of the table share them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from qa_gen.decompose.lexicon import Atom, Lexicon
from qa_gen.decompose.meanings import Marks, Named
from qa_gen.decompose.tables import Axis, SeedChart
from qa_gen.decompose.tokens import Token, tokens_of

_NEAR = 88
_ENOUGH = 0.25
_LONGEST_SPAN = 16
_MOST_NAMES = 240
_SHORTEST_ROOT = 4
_FUNCTION_WEIGHT = 0.08


@dataclass(frozen=True, slots=True)
class _Name:
    axis: Axis
    name: str
    words: tuple[str, ...]
    joined: frozenset[str]
    compact: str
    initials: str


class Linker:
    """The names of one table, ready to be found in a question."""

    def __init__(self, table: SeedChart, words: Lexicon) -> None:
        self._lexicon = words
        axes: tuple[Axis, ...] = ("category",) if table.single and table.measure else ("series", "category")
        self._names = [_name(axis, name) for axis in axes for name in table.names(axis)[:_MOST_NAMES]]
        self._shared = Counter(word for name in self._names for word in {*name.words, *name.joined})
        self._index: dict[str, list[_Name]] = {}
        for name in self._names:
            for word in {*name.words, *name.joined}:
                self._index.setdefault(word, []).append(name)
        self._by_start: dict[str, list[str]] = {}
        for word in sorted(self._index):
            self._by_start.setdefault(word[:2], []).append(word)

    def atoms(self, tokens: Sequence[Token]) -> list[Atom]:
        """Links as atoms of type Marks, the best few of each span."""
        words = [self._said(token) for token in tokens]
        found: dict[tuple[int, int], dict[str, tuple[float, _Name]]] = {}
        for name in self._candidates(tokens, words):
            for start, end, weight in self._spans(name, tokens, words):
                best = found.setdefault((start, end), {})
                best[name.axis + name.name] = (weight, name)
        return [atom for span, best in found.items() for atom in _best_few(span, list(best.values()))]

    def _said(self, token: Token) -> str:
        """The word of the table's names that a token is, or its own stem."""
        word = token.stem
        if word in self._index:
            return word
        if other := next((form for form in _forms(word) if form in self._index), ""):
            return other
        if len(word) < 5:
            return word
        found = process.extractOne(word, self._by_start.get(word[:2], ()), scorer=fuzz.ratio)
        known, score = found[:2] if found else (word, 0.0)
        return known if score >= _NEAR - (8 if token.loud else 3) or _is_inflected(word, known) else word

    def _candidates(self, tokens: Sequence[Token], words: list[str]) -> list[_Name]:
        pairs = [a + b for a, b in pairwise(words)]
        hits = {id(n): n for word in [*words, *pairs] for n in self._index.get(word, ())}
        loud = {token.text for token in tokens if token.loud or len(token.text) <= 4}
        hits.update({id(n): n for n in self._names if n.initials in loud or self._alias(n, words)})
        hits.update({id(n): n for n in self._names if _spelt_out(n, tokens)})
        hits.update({id(n): n for n in self._names if _two_digit_year(n.name, tokens)})
        return [name for name in self._names if id(name) in hits]

    def _alias(self, name: _Name, words: list[str]) -> bool:
        return any(_find(words, said) for said in self._other_ways(name))

    def _other_ways(self, name: _Name) -> list[tuple[str, ...]]:
        for said in self._lexicon.aliases.values():
            if name.words in said:
                return said
        return []

    def _spans(self, name: _Name, tokens: Sequence[Token], words: list[str]) -> list[tuple[int, int, float]]:
        """Places where a question says a name, with what the link is worth."""
        out = []
        for start, end in self._runs(name, words):
            weight = self._worth(name, tokens, words, start, end)
            if weight > 0:
                out.append((start, end, weight))
        for said in self._other_ways(name):
            out += [(i, i + len(said), 3.4) for i in _find(words, said)]
        out += [(i, i + len(name.compact), 3.4) for i in _spelt_out(name, tokens)]
        for i, token in enumerate(tokens):
            if (name.initials and token.text == name.initials) or _two_digit_year(name.name, [token]):
                out.append((i, i + 1, 3.2))
        return out

    def _runs(self, name: _Name, words: list[str]) -> list[tuple[int, int]]:
        """Maximal stretches of the name's words, with at most two function words inside, and all exact places."""
        runs: list[tuple[int, int]] = [(i, i + len(name.words)) for i in _find(words, name.words)]
        own = {*name.words, *name.joined}
        is_own = [w in own for w in words]
        is_own = [o or (k + 1 < len(words) and w + words[k + 1] in own) or (k > 0 and words[k - 1] + w in own)
                  for k, (o, w) in enumerate(zip(is_own, words, strict=True))]  # fmt: skip
        place = 0
        while place < len(words):
            broken = "".join(words[place : place + 2]) in own
            if not is_own[place] or (self._lexicon.is_in("function", words[place]) and not broken):
                place += 1
                continue
            end = self._run_end(is_own, words, place)
            runs.append((place, end))
            place = end
        return list(dict.fromkeys(runs))

    def _run_end(self, is_own: list[bool], words: list[str], start: int) -> int:
        end, place = start + 1, start + 1
        while place < len(words) and place - start < _LONGEST_SPAN:
            if is_own[place] and not self._lexicon.is_in("function", words[place]):
                end = place + 1
            elif place - end >= 2 or not (is_own[place] or self._lexicon.is_in("function", words[place])):
                break
            place += 1
        return end

    def _worth(self, name: _Name, tokens: Sequence[Token], words: list[str], start: int, end: int) -> float:
        span = words[start:end]
        compact = "".join(span)
        if compact == name.compact or fuzz.ratio(compact, name.compact) >= _NEAR:
            cover = 1.0
        else:
            said = {*span, *(a + b for a, b in pairwise(span))}
            whole = sum(self._weight(word) for word in name.words)
            told = [word for word in {*name.words, *name.joined} if word in said]
            cover = min(1.0, sum(self._told(name, word) for word in told) / whole) if whole else 0.0
            sole = any(self._shared[w] == 1 and not self._lexicon.is_in("function", w) for w in told)
            if cover < (_ENOUGH / 3 if sole and len(told) > 1 else _ENOUGH if sole else 0.75):
                return 0.0
        loud = 0.5 if any(token.loud for token in tokens[start:end]) else 0.0
        usual = cover < 1 and end - start == 1 and not loud and self._ranks(span[0])
        digits = end - start == 1 and compact.isdigit() and len(compact) < 4
        return 1.2 + 1.4 * cover + 0.55 * (end - start) + loud - (1.2 if digits else 0.8 if usual else 0.0)

    def _ranks(self, word: str) -> bool:
        """Whether a word that is a part of a name more often says a place or rank."""
        return any(kind in ("Place", "Ord", "Sup") for kind, _ in self._lexicon.senses.get((word,), ()))

    def _told(self, name: _Name, word: str) -> float:
        """What a word of a name, or two of its words said as one, tell of it."""
        if word in name.words:
            return self._weight(word)
        return sum(self._weight(a) + self._weight(b)
                   for a, b in pairwise(name.words) if a + b == word)  # fmt: skip

    def _weight(self, word: str) -> float:
        if self._lexicon.is_in("function", word):
            return _FUNCTION_WEIGHT
        return 1 / max(1, self._shared[word])


def _name(axis: Axis, name: str) -> _Name:
    words = tuple(token.stem for token in tokens_of(name) if not token.is_mark)[:40]
    joined = frozenset(a + b for a, b in pairwise(words))
    initials = "".join(word[0] for word in words) if len(words) in (2, 3, 4) else ""
    return _Name(axis, name, words, joined, "".join(words), initials if initials.isalpha() else "")


def _best_few(span: tuple[int, int], links: list[tuple[float, _Name]]) -> list[Atom]:
    links.sort(key=lambda link: -link[0])
    kept = [link for link in links[:4] if link[0] >= links[0][0] - 0.6]
    return [Atom(*span, "Marks", Marks((Named(link.axis, link.name),)), weight) for weight, link in kept]


def _spelt_out(name: _Name, tokens: Sequence[Token]) -> list[int]:
    """Places where capitalised words spell out a name of two to four letters."""
    size = len(name.compact)
    if len(name.words) != 1 or not 2 <= size <= 4:
        return []
    starts = range(len(tokens) - size + 1)
    return [i for i in starts if all(t.loud and t.text[0] == ch and len(t.text) > 1
                                     for t, ch in zip(tokens[i : i + size], name.compact, strict=True))]  # fmt: skip


def _is_inflected(word: str, known: str) -> bool:
    """Whether two words share a long root (conservative, conservatives; approve, approving)."""
    root = min(len(word), len(known))
    if root >= 5 and word.startswith(known):
        return True
    return root >= 5 and word[: root - 1] == known[: root - 1] and abs(len(word) - len(known)) <= 3


def _forms(word: str) -> list[str]:
    """A word with -ing, and what a word in -ing is made of: walk and walking, drive and driving, swim and swimming."""
    if len(word) < _SHORTEST_ROOT:
        return []
    if word.endswith("ing"):
        root = word[:-3]
        return [root, root + "e", root[:-1]] if len(root) >= _SHORTEST_ROOT else []
    return [word + "ing", word[:-1] + "ing", word + word[-1] + "ing"]


def _two_digit_year(name: str, tokens: Sequence[Token]) -> bool:
    """Whether a name is the last two digits of a year that is said in full, or the other way round."""
    digits = name.strip("'’")
    if len(digits) == 2 and digits.isdigit():
        return any(len(token.text) == 4 and token.text.isdigit() and token.text[2:] == digits for token in tokens)
    return False


def _find(words: Sequence[str], said: tuple[str, ...]) -> list[int]:
    """Places where a phrase stands among the words."""
    size = len(said)
    return [i for i in range(len(words) - size + 1) if tuple(words[i : i + size]) == said] if size else []
