"""Settings of the whole suite: the same examples on every run, what shares something dear in one process, and no
skipped test where CI=true."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "proofpress",
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("proofpress")


SHARED = {"window": "browser", "_closed_browser": "browser", "reader": "ocr", "six_domains": "browser"}
"""Fixtures that are dear to make, and the group of the tests that use them: a gallery is opened on the same folder."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests that share something dear to one process of a parallel run (`--dist loadgroup`): a browser, reading
    engines, a finished folder, or the drawings of one generator."""
    for item in items:
        shared = [SHARED[name] for name in getattr(item, "fixturenames", ()) if name in SHARED]
        named = getattr(item, "callspec", None) and item.callspec.params.get("name")  # type: ignore[attr-defined]
        group = shared[0] if shared else f"{item.path.stem}-{named}" if named else ""
        if group:
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Turn a skip into a failure in continuous integration: a skipped test hides a broken installation."""
    outcome = yield
    report = outcome.get_result()
    if os.environ.get("CI") == "true" and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped in continuous integration: {report.longrepr}"
