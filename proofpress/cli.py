"""The command line. Loads what a command needs only when it runs; the only module that prints.

Exit codes: 0 all is well; 1 the work was done and found wanting (a fault, a domain that fell short); 2 a mistake of the
user or something missing, told in one line; 3 a bug, written down in the folder; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from proofpress import __version__
from proofpress_core.errors import ConfigError, ProofpressError

app = typer.Typer(
    help="Prints pictures of structured things with exact labels, and proves the labels.",
    pretty_exceptions_enable=False, add_completion=False, rich_markup_mode=None,
)  # fmt: skip

_STOPPED = 130
FolderArg = Annotated[Path, typer.Argument(help="A folder that `make` wrote.", show_default=False)]
OutDir = Annotated[Path, typer.Option("--out", help="Folder to write to.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Seed = Annotated[Optional[int], typer.Option(help="Use this seed.", show_default=False)]  # noqa: UP045


def run(argv: list[str]) -> int:
    """Run a command line; its exit code. No traceback for what a user can mend."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        result = app(argv or ["--help"], prog_name="proofpress", standalone_mode=False)
    except typer.Exit as leave:
        result = leave.exit_code
    except (KeyboardInterrupt, typer.Abort):
        result = _STOPPED
    except ProofpressError as error:
        return _fail(str(error), 3 if type(error).__name__ == "BugFound" else 2)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        if hasattr(error, "format_message"):
            return _fail(error.format_message() or "no command; see --help", 2)
        if type(error).__name__ == "Bug":
            return _fail(f"bug: {error}\n{getattr(error, 'report', '')}", 3)
        raise
    if result == _STOPPED:
        advice = "; what has a marker is whole, go on with --resume" if argv[0] == "make" else ""
        return _fail(f"stopped{advice}", _STOPPED)
    return result if isinstance(result, int) else 0


def _stop(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def _fail(message: str, code: int) -> int:
    typer.echo(f"proofpress: {message}", err=True)
    return code


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"proofpress {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,  # noqa: FBT002
) -> None:
    """Prints pictures of structured things with exact labels, and proves the labels."""


@app.command("list")
def list_(as_json: AsJson = False) -> None:  # noqa: FBT002
    """List the generators."""
    from proofpress.listing import generators_table, rows

    typer.echo(json.dumps(rows(), indent=2, ensure_ascii=False) if as_json else generators_table())


@app.command()
def show(
    generator: Annotated[str, typer.Argument(help="Its name, such as charts/bar.", show_default=False)],
    index: Annotated[int, typer.Option(help="Which one to draw.")] = 0,
    out: Annotated[Optional[Path], typer.Option(help="PNG file to write.", show_default=False)] = None,  # noqa: UP045
    language: Annotated[Optional[str], typer.Option(help="en or zh.", show_default=False)] = None,  # noqa: UP045
    seed: Seed = None,
) -> None:
    """Draw one picture with the outlines of its regions."""
    from proofpress import overlay

    drawing, key = overlay.show(generator, index, language=language, seed=seed or 0)  # type: ignore[arg-type]
    target = out or Path(f"{generator.replace('/', '-')}-{index}.png")
    for path in overlay.save(overlay.outlined(drawing), target):
        typer.echo(f"{path} ({key.slug})")
    typer.echo("regions: " + ", ".join(f"{role} {n}" for role, n in overlay.tally(drawing.scene).items()))


@app.command()
def make(
    recipe: Annotated[Path, typer.Argument(help="A recipe (YAML), see docs/RECIPE.md.", show_default=False)],
    out: OutDir,
    count: Annotated[Optional[int], typer.Option(help="Make so many samples.", show_default=False)] = None,  # noqa: UP045
    workers: Annotated[Optional[int], typer.Option(help="Processes; default: one a core.", show_default=False)] = None,  # noqa: UP045
    seed: Seed = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what is in the folder.")] = False,  # noqa: FBT002
    shard: Annotated[str, typer.Option(help="k/n: make the k-th of n parts, for n machines.")] = "1/1",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print shards, bytes, minutes; write nothing.")] = False,  # noqa: FBT002
) -> int:
    """Make a recipe's shards."""
    from proofpress import machine

    machine.use_one_thread()
    from proofpress import executor, report
    from proofpress.folder import Part
    from proofpress.progress import for_terminal
    from proofpress.recipe import load_recipe

    part = Part.parse(shard)
    processes = machine.cores() if workers is None else workers
    if processes < 1:
        raise ConfigError("--workers", processes, "at least 1")
    asked = load_recipe(recipe, count=count, seed=seed)
    if dry_run:
        report.print_estimate(asked, processes, part)
        return 0
    summary = executor.make(asked, out, workers=processes, resume=resume, part=part, progress=for_terminal())
    return report.print_summary(summary)


@app.command()
def verify(
    folder: FolderArg,
    deep: Annotated[bool, typer.Option("--deep", help="Make every sample anew and compare bytes.")] = False,  # noqa: FBT002
    ocr: Annotated[float, typer.Option(help="Share of samples to read by OCR, 0 to 1.")] = 0.0,
) -> int:
    """Proof-read shards: digests, and every check again."""
    from proofpress import audit, report

    return report.print_audit(audit.verify(folder, deep=deep, ocr=ocr))


@app.command()
def replay(
    key: Annotated[str, typer.Argument(help="Id of a sample.", show_default=False)],
    source: Annotated[Path, typer.Option("--from", help="The run's folder, or its recipe.", show_default=False)],
    out: OutDir,
) -> int:
    """Make one sample again, byte for byte."""
    from proofpress import report
    from proofpress.replaying import replay as again

    return report.print_replay(again(key, source, out))


@app.command()
def export(
    folder: FolderArg,
    out: OutDir,
    form: Annotated[str, typer.Option("--format", help="parquet, messages or transcripts.")] = "parquet",
) -> None:
    """Write a folder's samples in another format."""
    source = _made(folder)
    for path in _room("exports").export(source, form, out):
        typer.echo(path)


@app.command()
def stats(folder: FolderArg) -> None:
    """Print as JSON how a folder's questions spread.

    Forms, steps, words, repeats, and what words alone give away of the answers.
    """
    import json

    from proofpress.stats import stats as counted

    typer.echo(json.dumps(counted(_made(folder)), indent=1, ensure_ascii=False))


@app.command()
def gallery(
    folder: FolderArg,
    out: Annotated[Path, typer.Option("--out", help="HTML file to write.")] = Path("gallery.html"),
) -> None:
    """Write one HTML file to look at a folder's samples."""
    source = _made(folder)
    typer.echo(_room("gallery").write_gallery(source, out))


@app.command()
def decompose(
    seeds: Annotated[Path, typer.Argument(help="Seed questions, a JSONL file.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Factor pool (JSON) to write.", show_default=False)],
    report: Annotated[Optional[Path], typer.Option(help="JSONL file: what became of every seed.")] = None,  # noqa: UP045
    endpoint: Annotated[str, typer.Option(help="Base address of an OpenAI-compatible service.")] = "",
    model: Annotated[str, typer.Option(help="Model to ask there; the key is in OPENAI_API_KEY.")] = "",
    seconds: Annotated[float, typer.Option(help="Time that the service has for one seed.")] = 30.0,
) -> int:
    """Turn seed questions into a pool of reasoning factors."""
    decomposing = _room("decomposing")
    found = decomposing.decompose_file(seeds, decomposing.service(endpoint, model, seconds))
    decomposing.write(found, out, report)
    typer.echo(json.dumps(found.summary(), indent=1))
    return 0 if found.pool.questions else 1


@app.command()
def doctor(as_json: AsJson = False) -> int:  # noqa: FBT002
    """Say what this machine can do and what is missing."""
    from proofpress import report
    from proofpress.doctor import examine

    return report.print_findings(examine(), as_json=as_json)


def _made(folder: Path) -> Path:
    """The folder, if it is one of `make`."""
    if not (folder / "plan.json").is_file():
        raise ConfigError("folder", str(folder), "a folder that `proofpress make` wrote")
    return folder


def _room(name: str) -> Any:
    """The module of a command that has one to itself."""
    import importlib

    return importlib.import_module(f"proofpress.{name}")
