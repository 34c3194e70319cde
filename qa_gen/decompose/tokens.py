"""A question as tokens: folded words with their stems, numbers, and the few marks that mean something."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_TOKEN = re.compile(
    r"(?P<initials>(?:[A-Za-z]\.){2,}|(?:[A-Z]\.)+[A-Z]\b)|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,12})?|\.\d{1,12})"
    r"|(?P<word>[^\W\d_]{1,3}\d(?![\d.,]*\d)|[^\W\d_]+(?:n't|n’t)?)|(?P<mark>[,;:?&])"
)
_QUOTED = re.compile(r"[\"“”]([^\"“”]{1,120})[\"“”]|(?<!\w)['‘]([^'’]{1,120})['’](?!\w)")
_MONTHS = ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
           "december", "sept")  # fmt: skip
_UNITS = {"min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour", "yr": "year", "yrs": "year"}
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the question. `stem` is its folded text without a plural ending; `number` is what its digits mean;
    `rank` is that of an ordinal in digits; `loud`: quoted, or capitalised inside the sentence."""

    text: str
    stem: str
    number: Decimal | None
    rank: int
    loud: bool

    @property
    def is_mark(self) -> bool:
        """Whether it is a punctuation mark."""
        return self.text in ",;:?&"


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text in order."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    quoted = [found.span() for found in _QUOTED.finditer(folded)]
    out: list[Token] = []
    for found in _TOKEN.finditer(folded):
        inside = any(start <= found.start() < end for start, end in quoted)
        unit = _UNITS.get(found[0].casefold()) if out and out[-1].number is not None else None
        loud = inside or (bool(out) and found[0][:1].isupper())
        out.append(Token(unit, unit, None, 0, loud=loud) if unit else _token(found, loud=loud))
    return out


def _token(found: re.Match[str], *, loud: bool) -> Token:
    text = found[0].casefold().replace(",", "") or found[0]
    if found["ordinal"]:
        return Token(text, text, None, int(re.sub(r"\D", "", text)), loud=False)
    if found["number"]:
        return Token(text, text, Decimal(text), 0, loud=False)
    if found["initials"]:
        text = text.replace(".", "")
    return Token(text, stem(text), None, 0, loud=loud)


def stem(word: str) -> str:
    """A word without its English plural ending; months by their first three letters."""
    if word in _MONTHS:
        return word[:3]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > _SHORTEST_STEM and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
