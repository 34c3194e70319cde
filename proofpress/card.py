"""The data card that lies beside the shards: what is in them, how they were made, under which licences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import yaml

from proofpress import __version__
from proofpress.plan import Plan
from proofpress_core.content import Language

_SPLIT_NAMES = {"train": "train", "val": "validation", "test": "test"}
_KINDS = ("sans", "serif", "mono", "condensed", "hand", "math")
_CARRIED = ("new-computer-modern-math", "GUST Font License")
_LOOKS = {
    "record": "the bytes read back as a record", "replay": "a second implementation runs every program and factor",
    "arithmetic": "sums, products, covers and orders hold", "text": "regions read what the contents say, all of it",
    "geometry": "regions lie in the picture and in their parents, texts do not overlap",
    "ink": "there is ink where a text is said to be, strong enough to see", "measure": "what is said of the ink holds",
    "values": "numbers measured on the pixels of clean charts are those of their rows",
    "reading": "two OCR engines read lines of the picture",
}  # fmt: skip
_MODELS = (
    ("PP-OCR models (PaddleOCR)", "Apache-2.0", "second reading of the pictures; no part of them is in the data"),
    ("tessdata (Tesseract)", "Apache-2.0", "second reading of the pictures; no part of them is in the data"),
)
_READING = (
    "",
    "Of the lines that were `read`, `confirmed` are those that both engines read as labelled, `one_engine` those that",
    "one of them did, `unreadable` those that neither could read, and `contradicted` those where both agree on another",
    "text (of one or two glyphs; a longer one rejects the sample). `unsure` is a sample without a line to read.",
)
_LIMITS = """## Known limits

* The pictures look as designed as their generators are: use them beside real data, not in its place.
* A value that is not printed can be read off a chart only so well: compare such answers within their `tolerance`, as
  `reward.py` does.
* OCR reads only the share of the samples given above; the other checks cover all of them.
* A picture's questions share its data: split by picture, as these splits are, never by question."""


def write_card(plan: Plan, manifest: Mapping[str, Any]) -> str:
    """Markdown with a YAML head as the Hugging Face hub reads it. Follows from its arguments alone, but for the
    licences of the fonts, which come from the fonts that the plan's digest covers."""
    sections = (_head(manifest), _about(plan, manifest), _counts(manifest), _loading(manifest), _checks(plan, manifest),
                _LIMITS, _licences(plan), _recipe(plan))  # fmt: skip
    return "\n\n".join(section.strip() for section in sections) + "\n"


def _head(manifest: Mapping[str, Any]) -> str:
    """One configuration for each page count, because all samples of a configuration have the same members."""
    configs = [
        {
            "config_name": f"pages-{pages}",
            "data_files": [
                {"split": _SPLIT_NAMES[split], "path": f"*-{split}-p{pages}-*.tar"}
                for split in manifest["counts"]["split"]
                if any(shard["split"] == split and str(shard["pages"]) == pages for shard in manifest["shards"])
            ],
        }
        for pages in manifest["counts"]["pages"]
    ]
    head = {
        "pretty_name": manifest["name"], "language": list(manifest["counts"]["language"]),
        "task_categories": ["visual-question-answering", "image-to-text"], "tags": ["synthetic", "webdataset"],
        "configs": configs,
    }  # fmt: skip
    return f"---\n{yaml.safe_dump(head, sort_keys=False, allow_unicode=True)}---"


def _about(plan: Plan, manifest: Mapping[str, Any]) -> str:
    return f"""# {manifest["name"]}

{manifest["samples"]} samples of one or more pages with {manifest["measured"].get("replay", {}).get("questions", 0)}
questions, {manifest["bytes"] / 1e6:.1f} MB, drawn by Proofpress {__version__} from seed {plan.recipe.seed}. Every
sample comes with the place of its text and marks, with what it shows as data, and with questions whose answers are
programs over these data. The pictures are synthetic: names, numbers and texts are made up, and no person's data were
used.

The same plan on a processor of the same family gives the same bytes; one sample is rebuilt with
`proofpress replay ID --from THIS_FOLDER --out OTHER_FOLDER`. The digest of this plan is
`{manifest["plan"]}`."""


def _counts(manifest: Mapping[str, Any]) -> str:
    counts = manifest["counts"]
    splits = [split for split in _SPLIT_NAMES if split in counts["split"]]
    held = Counter[tuple[str, str]]()
    for shard in manifest["shards"]:
        held[shard["domain"], shard["split"]] += shard["rows"]
    lines = ["## What is in it", "", *_row("domain", *splits, "samples"), *_row("---", *["---:"] * (len(splits) + 1))]
    for domain, number in counts["domain"].items():
        lines += _row(domain, *(held[domain, split] for split in splits), number)
    lines += [*_row("all", *(counts["split"][split] for split in splits), manifest["samples"]), ""]
    lines += [*_row("language, pages, generator", "samples"), *_row("---", "---:")]
    lines += [line for name, number in counts["language"].items() for line in _row(name, number)]
    lines += [line for pages, number in counts["pages"].items() for line in _row(f"pages: {pages}", number)]
    lines += [line for name, number in counts["generator"].items() for line in _row(name, number)]
    return "\n".join(lines)


def _row(*cells: object) -> list[str]:
    return ["| " + " | ".join(map(str, cells)) + " |"]


def _loading(manifest: Mapping[str, Any]) -> str:
    shard = manifest["shards"][0]["file"] if manifest["shards"] else "charts-train-p1-000000.tar"
    return f"""## Loading

```python
import webdataset as wds

for sample in wds.WebDataset("{shard}", shardshuffle=False).decode("pil"):
    print(sample["__key__"], sample["json"]["question"], sample["json"]["answer"])
```

Shards are named `<domain>-<split>-p<pages>-<number>.tar`. The flat fields of the `.json` member carry the first
question; its text field `record` holds everything. `manifest.json` lists every shard with its SHA-256. `reward.py`
scores a response to a question of a record, with adapters for TRL, verl, ms-swift and verifiers."""


def _checks(plan: Plan, manifest: Mapping[str, Any]) -> str:
    tries = sum(manifest["tries"].values())
    lost = sum(row[-1] for row in manifest["rejects"])
    lines = [
        "## How it was checked", "",
        f"Of {tries} attempts {lost} were rejected, and {manifest['holes']} planned items stayed empty. The written "
        f"record of every sample was read back and checked by code that shares nothing with the code that drew it.",
        f"OCR was asked to read {float(plan.recipe.checks.ocr_rate):.0%} of the samples, at most 40 lines each.",
        "", *_row("check", "what it looks at", "samples", "measured"), *_row("---", "---", "---", "---"),
    ]  # fmt: skip
    for check, statuses in manifest["verdicts"].items():
        measured = manifest["measured"].get(check, {})
        lines += _row(check, _LOOKS.get(check, ""), _listed(statuses), _listed(measured))
    return "\n".join([*lines, *(_READING if "reading" in manifest["verdicts"] else ())])


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())


def _licences(plan: Plan) -> str:
    lines = ["## Licences", "", "Pictures were drawn with fonts of this list; no font file is part of the data.", ""]
    lines += ["| font or model | licence | use |", "|---|---|---|"]
    lines += [f"| {family} | {licence} | drawn text |" for family, licence in font_licences(plan)]
    lines += [f"| {name} | {licence} | {use} |" for name, licence, use in _MODELS if plan.recipe.checks.ocr_rate]
    return "\n".join(lines)


def font_licences(plan: Plan) -> list[tuple[str, str]]:
    """Families that the plan's languages and formulas can be written in, and their licences; where a licence has no
    short name, the Debian package that tells it."""
    from templates import fonts

    names: list[str] = []
    languages: list[Language] = list(plan.recipe.languages)
    for language in languages:
        names += [name for name in fonts.families(language, _KINDS) if name not in names]
    rows = [(name, fonts.font(name).licence) for name in names]
    told = [(name, f"see Debian's {text}" if text.startswith("fonts-") else text) for name, text in rows]
    return sorted([*told, *([_CARRIED] if "formulas" in plan.recipe.domains else ())])


def _recipe(plan: Plan) -> str:
    values = json.dumps(plan.recipe.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return f"## Recipe, as resolved\n\n```json\n{values}\n```"
