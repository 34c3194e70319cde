"""What a check collects: messages of what is wrong, and how much it looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

SHOWN = 3
"""Messages that a verdict quotes; the rest is counted."""


@dataclass(slots=True)
class Faults:
    """Messages and counts of one check on one sample. A fault's kind is a constant name, so that faults of many
    samples can be counted."""

    messages: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    looked: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, message: str) -> None:
        """Note a fault."""
        self.kinds[kind] += 1
        self.messages.append(message)

    def demand(self, holds: object, kind: str, message: str) -> bool:
        """Note a fault unless `holds`; gives back whether it held."""
        if not holds:
            self.add(kind, message)
        return bool(holds)

    def count(self, what: str, number: int = 1) -> None:
        """Note how many things were looked at, under a constant name."""
        self.looked[what] += number

    def summary(self) -> str:
        """The first messages, and how many more there are."""
        more = len(self.messages) - SHOWN
        return "; ".join(self.messages[:SHOWN]) + (f"; and {more} more" if more > 0 else "")

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Faults by kind, the first found first, then what was looked at, by name."""
        return (*self.kinds.items(), *sorted(self.looked.items()))
