"""What commands print when they are done: tables for people, JSON where asked. Each gives the exit code."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter

import typer

from proofpress.audit import Audit
from proofpress.doctor import Finding
from proofpress.estimate import estimate, items_of
from proofpress.executor import Summary
from proofpress.folder import Part
from proofpress.pipeline import STAGES
from proofpress.plan import make_plan
from proofpress.recipe import Recipe
from proofpress.replaying import Replayed

FAULTS_SHOWN = 20


def print_summary(summary: Summary) -> int:
    """Samples and rejects by domain, time by stage, and where it all is. 1 if a domain fell short."""
    from rich.console import Console
    from rich.table import Table

    lost: Counter[str] = Counter()
    domain_of = {name: domain for domain, part in summary.plan.recipe.domains.items() for name in part.generators}
    for (generator, _, _), number in summary.rejects.items():
        lost[domain_of[generator]] += number
    table = Table("domain", *(("samples", "planned", "rejects")), title=f"{summary.plan.recipe.name}")
    for name, planned in summary.planned.items():
        table.add_row(name, str(summary.delivered[name]), str(planned), str(lost[name]))
    console = Console(highlight=False)
    console.print(table)
    console.print(_times(summary), soft_wrap=True)
    for (generator, stage, reason), number in summary.rejects.most_common(5):
        console.print(f"rejected {number}: {generator}: {stage}: {reason}", soft_wrap=True, markup=False)
    console.print(f"shards: {summary.folder}" + ("" if summary.complete else " (other parts are still missing)"),
                  soft_wrap=True, markup=False)  # fmt: skip
    for name, (got, planned) in summary.short.items():
        typer.echo(f"proofpress: {name}: only {got} of {planned} samples, expected at least 95 %", err=True)
    return 1 if summary.short else 0


def _times(summary: Summary) -> str:
    made = sum(summary.delivered.values())
    if not any(summary.seconds.values()):
        return f"{made} samples, all of them there before"
    stages = ", ".join(f"{stage} {summary.seconds[stage]:.1f}" for stage in STAGES)
    memory = f", at most {summary.memory / 1024:.0f} MB a process" if summary.memory else ""
    return f"{made} samples in {summary.wall:.1f} s{memory}; seconds by stage over all processes: {stages}"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def print_estimate(recipe: Recipe, workers: int, part: Part) -> None:
    """The plan's shards, bytes and minutes."""
    plan, notes = make_plan(recipe)
    for note in notes:
        typer.echo(note)
    for name, number in items_of(plan).items():
        typer.echo(f"{name}: {number} samples")
    mine = part.of(plan.blocks)
    share = sum(block.last - block.first for block in mine) / recipe.count
    busy = max(1, min(workers, len(mine)))
    typer.echo(
        f"{len(plan.blocks)} blocks of at most {recipe.shard_size} samples (a shard for each block and page count), "
        f"this part: {len(mine)}"
    )
    guess = estimate(plan)
    typer.echo(f"about {guess.bytes * share / 1e6:.1f} MB, about {guess.seconds * share / busy / 60:.1f} minutes "
               f"with {_many(busy, 'worker')}")  # fmt: skip
    typer.echo(f"plan {plan.digest}")


def print_audit(audit: Audit) -> int:
    """Faults by record and check. 1 if there is any."""
    for note in audit.notes:
        typer.echo(note, err=True)
    for fault in audit.faults[:FAULTS_SHOWN]:
        typer.echo(str(fault), err=True)
    if len(audit.faults) > FAULTS_SHOWN:
        typer.echo(f"and {len(audit.faults) - FAULTS_SHOWN} more", err=True)
    read = {name: number for (check, name), number in sorted(audit.measured.items()) if check == "reading"}
    if read:
        typer.echo("lines read by OCR: " + ", ".join(f"{name} {number}" for name, number in read.items()))
    found = _many(len(audit.faults), "fault") if audit.faults else "no fault"
    typer.echo(f"{_many(audit.samples, 'sample')} in {_many(audit.shards, 'shard')}: {found}")
    return 1 if audit.faults else 0


def print_replay(replayed: Replayed) -> int:
    """The files, and whether they are as in the shard. 1 if they are not."""
    for path in replayed.files:
        typer.echo(path)
    for note in replayed.notes:
        typer.echo(note, err=True)
    for line in replayed.differences:
        typer.echo(line, err=True)
    if replayed.compared:
        typer.echo("differs from the shard" if replayed.differences else "the same bytes as in the shard")
    return 1 if replayed.differences else 0


def print_findings(findings: list[Finding], *, as_json: bool) -> int:
    """One line or object a finding. 1 if something needed is missing."""
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    for finding in () if as_json else findings:
        state = "ok     " if finding.ok else "MISSING" if finding.needed else "off    "
        typer.echo(f"{state} {finding.name}: {finding.detail}" + ("" if finding.ok else f"; {finding.remedy}"))
    return 0 if all(finding.ok for finding in findings if finding.needed) else 1
