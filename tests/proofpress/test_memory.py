"""Memory of a worker: what lasts is set aside, later cycles are still collected."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import numpy as np
import psutil
import pytest

from proofpress.memory import Lasting, give_back


class Node:
    """Something that can stand in a cycle."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def thawed() -> Iterator[None]:
    """The collector as it was."""
    yield
    gc.unfreeze()


def test_what_is_there_is_set_aside_and_what_comes_later_is_collected(thawed: None) -> None:
    lasting, kept = Lasting(), Node()
    lasting.tick()
    assert gc.get_freeze_count() > 0
    assert not any(held is kept for held in gc.get_objects())
    passing = Node()
    gone = weakref.ref(passing)
    del passing
    gc.collect()
    assert gone() is None
    assert kept.me is kept


def test_objects_are_set_aside_ever_more_rarely(thawed: None) -> None:
    lasting, counts = Lasting(), []
    keep = []
    for _ in range(20):
        keep.append(Node())
        before = gc.get_freeze_count()
        lasting.tick()
        counts.append(gc.get_freeze_count() > before)
    assert [made for made, frozen in enumerate(counts, 1) if frozen] == [1, 2, 4, 8, 16]


def test_freed_pages_go_back_to_the_system() -> None:
    process = psutil.Process()
    blocks = [np.ones(6000, dtype=np.uint8) for _ in range(10_000)]
    pin = blocks[-1]
    held = process.memory_info().rss
    del blocks
    give_back()
    assert process.memory_info().rss < held - 20 * 2**20
    assert pin.all()
