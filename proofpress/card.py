"""The data card that lies beside the shards: what is in them, how they were made, under which licences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from proofpress import __version__
from proofpress.plan import Plan
from proofpress_core.content import Language

_SPLIT_NAMES = {"train": "train", "val": "validation", "test": "test"}
_KINDS = ("sans", "serif", "mono", "condensed", "hand")
_MODELS = (
    ("PP-OCR models (PaddleOCR)", "Apache-2.0", "second reading of the pictures; no part of them is in the data"),
    ("tessdata (Tesseract)", "Apache-2.0", "second reading of the pictures; no part of them is in the data"),
)


def write_card(plan: Plan, manifest: Mapping[str, Any]) -> str:
    """Markdown with a YAML head as the Hugging Face hub reads it. Follows from its arguments alone, but for the
    licences of the fonts, which come from the fonts that the plan's digest covers."""
    sections = (_head(manifest), _about(plan, manifest), _counts(manifest), _loading(manifest), _checks(plan, manifest),
                _licences(plan), _recipe(plan))  # fmt: skip
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

{manifest["samples"]} pictures drawn by Proofpress {__version__} from seed {plan.recipe.seed}. Every picture comes with
the place of its text and marks, with what it shows as data, and with questions whose answers are programs over these
data. The pictures are synthetic: names, numbers and texts are made up, and no person's data were used.

Plan `{manifest["plan"]}`. The same plan on a processor of the same family gives the same bytes; one sample is rebuilt
with `proofpress replay ID --from THIS_FOLDER --out OTHER_FOLDER`."""


def _counts(manifest: Mapping[str, Any]) -> str:
    counts = manifest["counts"]
    lines = ["## What is in it", "", "| | | samples |", "|---|---|---:|"]
    for kind in ("domain", "split", "language", "pages", "generator"):
        lines += [f"| {kind} | {name} | {number} |" for name, number in counts[kind].items()]
    return "\n".join(lines)


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
        "", "| check | verdict | samples |", "|---|---|---:|",
    ]  # fmt: skip
    for check, statuses in manifest["verdicts"].items():
        lines += [f"| {check} | {status} | {number} |" for status, number in statuses.items()]
    for name, number in manifest["measured"].get("reading", {}).items():
        lines.append(f"| reading | regions: {name} | {number} |")
    return "\n".join(lines)


def _licences(plan: Plan) -> str:
    lines = ["## Licences", "", "Pictures were drawn with these fonts; no font file is part of the data.", ""]
    lines += ["| font or model | licence | use |", "|---|---|---|"]
    lines += [f"| {family} | {licence} | drawn text |" for family, licence in font_licences(plan)]
    lines += [f"| {name} | {licence} | {use} |" for name, licence, use in _MODELS if plan.recipe.checks.ocr_rate]
    return "\n".join(lines)


def font_licences(plan: Plan) -> list[tuple[str, str]]:
    """Families that the plan's languages can be written in, and their licences."""
    from templates import fonts

    names: list[str] = []
    languages: list[Language] = list(plan.recipe.languages)
    for language in languages:
        names += [name for name in fonts.families(language, _KINDS) if name not in names]
    return [(name, fonts.font(name).licence) for name in sorted(names)]


def _recipe(plan: Plan) -> str:
    values = json.dumps(plan.recipe.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return f"## Recipe, as resolved\n\n```json\n{values}\n```"
