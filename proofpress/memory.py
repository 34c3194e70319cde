"""Memory of a worker process: what lasts is set aside, and what was freed is given back."""

from __future__ import annotations

import ctypes
import gc


class Lasting:
    """Sets modules, fonts and caches aside, so that the collector need not walk them again and again (a sixth of a
    worker's time). For processes of our own: cycles that are there when they are set aside are never collected."""

    def __init__(self) -> None:
        self._made = 0

    def tick(self) -> None:
        """One more item is made. After the items 1, 2, 4, 8 ... all that is there is taken for lasting."""
        self._made += 1
        if self._made & (self._made - 1) == 0:
            gc.collect()
            gc.freeze()


def give_back() -> None:
    """Hand pages that the C library keeps after it freed what was on them back to the system. Does nothing where the
    library is not glibc, which alone keeps so much."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
