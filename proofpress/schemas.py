"""The JSON Schemas of records and recipes, written from the types: `python -m proofpress.schemas` in a checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from proofpress.recipe import recipe_schema
from proofpress_core import jsonio
from proofpress_core.errors import ConfigError
from proofpress_core.sample import Record

ROOT = Path(__file__).resolve().parent.parent


def record_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the text in a written sample's field `record`."""
    schema = jsonio.schema(Record)
    return {"$schema": schema.pop("$schema"), "title": "Proofpress record", **schema}


def schemas() -> dict[str, str]:
    """Every checked-in schema: its path in the checkout, and its text."""
    made = {"docs/schema/record.schema.json": record_schema(), "proofpress/recipe.schema.json": recipe_schema()}
    return {path: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for path, schema in made.items()}


def write(root: Path = ROOT) -> list[Path]:
    """Write all schemas below `root`; the files. ConfigError if that is no checkout."""
    if not (root / "pyproject.toml").is_file():
        raise ConfigError("schemas", str(root), "a checkout of Proofpress, with its pyproject.toml")
    paths = {root / name: text for name, text in schemas().items()}
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(paths)


if __name__ == "__main__":
    write()
