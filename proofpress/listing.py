"""The generators there are, as plain values and as a table."""

from __future__ import annotations

from typing import Any


def rows() -> list[dict[str, Any]]:
    """One object a generator: id, domain, version, languages, options (setting to values), needs, and whether it can
    run here."""
    from proofpress import machine
    from renderers.base import generators

    present = machine.abilities()
    return [
        {
            "id": name, "domain": kind.domain, "version": kind.version, "languages": list(kind.languages),
            "options": {key: list(values) for key, values in kind.options.items()}, "needs": list(kind.needs),
            "available": set(kind.needs) <= present, "about": _first_sentence(kind),
        }
        for name, kind in generators.items()
    ]  # fmt: skip


def generators_table() -> str:
    """The same for people."""
    listed = rows()
    width = max((len(row["id"]) for row in listed), default=0)
    lines = []
    for row in listed:
        missing = "" if row["available"] else f"  (needs {', '.join(row['needs'])})"
        lines.append(
            f"{row['id']:<{width}}  v{row['version']}  {','.join(row['languages']):<5}  {row['about']}{missing}"
        )
    return "\n".join(lines)


def _first_sentence(kind: type[Any]) -> str:
    paragraph = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    return paragraph.split(". ", 1)[0].rstrip(".") + "."
