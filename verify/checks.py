"""The checks of a written sample, cheap to dear, and the one function that runs them.

`record` (the members can be read and agree with one another) always runs first; when it fails, nothing else can run.
Every check gives one `Verdict`; a check that finds a fault says which region, question or content is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from proofpress_core.errors import ConfigError
from proofpress_core.sample import Verdict
from verify.arithmetic import check_arithmetic
from verify.errors import VerifyError
from verify.faults import Faults
from verify.geometry import check_geometry
from verify.pixels import check_ink, check_measure
from verify.reading import OcrReader, check_reading
from verify.record import View, read_sample
from verify.remeasure import check_values
from verify.replaying import check_replay
from verify.transcript import check_text


class Check(NamedTuple):
    """A check and its name in verdicts. `find` adds what is wrong to the faults it is given."""

    name: str
    find: Callable[[View, Faults], None]


CHECKS: tuple[Check, ...] = (
    Check("geometry", check_geometry),
    Check("text", check_text),
    Check("arithmetic", check_arithmetic),
    Check("replay", check_replay),
    Check("measure", check_measure),
    Check("ink", check_ink),
    Check("values", check_values),
)
"""All checks but `record`, which reads, and `reading`, which takes engines; cheap to dear."""
NAMES: tuple[str, ...] = ("record", *(check.name for check in CHECKS), "reading")


def verify_sample(
    members: Mapping[str, bytes], *, ocr: OcrReader | None, only: Collection[str] | None = None
) -> tuple[Verdict, ...]:
    """Verdicts on one sample, given its members by name as they are (or will be) written. `reading` runs when `ocr`
    is given; `only` names the checks that are wanted. ConfigError for a check that does not exist."""
    for name in only or ():
        if name not in NAMES:
            raise ConfigError("check", name, "the name of a check", valid=NAMES)
    try:
        view = read_sample(members)
    except VerifyError as error:
        return (Verdict(check="record", status="fail", reason=str(error)),)
    return (Verdict(check="record", status="pass"), *verify_view(view, ocr=ocr, only=only))


def verify_view(view: View, *, ocr: OcrReader | None, only: Collection[str] | None = None) -> tuple[Verdict, ...]:
    """The verdicts that follow `record`."""
    wanted = NAMES if only is None else only
    verdicts = [_judge(check, view) for check in CHECKS if check.name in wanted]
    if ocr is not None and "reading" in wanted:
        verdicts.append(check_reading(view, ocr))
    return tuple(verdicts)


def _judge(check: Check, view: View) -> Verdict:
    faults = Faults()
    check.find(view, faults)
    status = "fail" if faults.messages else "pass"
    return Verdict(check=check.name, status=status, reason=faults.summary(), measured=faults.counts())
