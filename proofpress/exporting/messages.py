"""Chat messages with pictures, as LLaMA-Factory and ms-swift read them: JSON Lines, one conversation a question.

`{"messages": [{"role": "user", "content": "<image>\\nWhat ...?"}, {"role": "assistant", "content": "42"}],
"images": ["images/charts-train-p1-000000/train-charts-....png"]}`. There is one `<image>` for each page, paths are
relative to the JSON Lines file, and every picture is written once however many questions share it.
`dataset_info.json` declares the files to LLaMA-Factory.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from proofpress.exporting.responses import response, spoken
from proofpress.shards import temporary
from proofpress.stored import Shard, Stored
from proofpress_core.errors import ConfigError

PLACEHOLDERS = ("<image>", "<video>", "<audio>", "<bbox>", "<ref-object>")
"""Texts that these trainers replace; one in a question or an answer would shift the pictures."""
_INFO = "dataset_info.json"


Converse = Callable[[Stored, str], list[dict[str, Any]]]
"""Makes the conversations about one sample whose pictures lie in a folder."""


def write_split(shards: Iterable[Shard], target: Path, split: str) -> list[Path]:
    """Write `<split>.jsonl` with its pictures below `images/`, and add it to `dataset_info.json`."""
    return write_conversations(shards, target, split, conversations)


def write_conversations(shards: Iterable[Shard], target: Path, split: str, converse: Converse) -> list[Path]:
    """Write the conversations of all samples as `write_split` says."""
    path = target / f"{split}.jsonl"
    with temporary(path).open("w", encoding="utf-8", newline="\n") as file:
        for shard in shards:
            folder = f"images/{shard.path.stem}"
            (target / folder).mkdir(parents=True)
            for stored in shard:
                for name, data in stored.pictures.items():
                    (target / folder / name).write_bytes(data)
                file.writelines(_line(conversation) for conversation in converse(stored, folder))
    _declare(target, path)
    os.replace(temporary(path), path)
    return [path]


def conversations(stored: Stored, folder: str) -> list[dict[str, Any]]:
    """One conversation for each question of a sample whose pictures lie in `folder`."""
    images = [f"{folder}/{name}" for name in stored.pictures]
    return [
        {"messages": _messages(question, stored, len(images)), "images": images}
        for question in stored.record["questions"]
    ]


def _messages(question: Mapping[str, Any], stored: Stored, pages: int) -> list[dict[str, str]]:
    """The earlier turns and the question, each with its answer; the pictures stand before the first text."""
    said = [(turn["text"], spoken(turn["answer"], question["language"])) for turn in question["turns"]]
    said.append((question["text"], response(question, stored.record)))
    return [message for turn, (asked, answer) in enumerate(said)
            for message in exchange(asked, answer, pages if turn == 0 else 0, stored.slug)]  # fmt: skip


def exchange(asked: str, answer: str, pages: int, slug: str) -> list[dict[str, str]]:
    """A user's turn, with `pages` pictures before its text, and the assistant's."""
    head = "<image>" * pages + "\n" if pages else ""
    return [
        {"role": "user", "content": head + _safe(asked, slug)},
        {"role": "assistant", "content": _safe(answer, slug)},
    ]


def _safe(text: str, slug: str) -> str:
    """The text, if no trainer would read a placeholder in it."""
    found = next((mark for mark in PLACEHOLDERS if mark in text), "")
    if found:
        raise ConfigError(slug, found, "texts without the placeholders of chat formats; export parquet instead")
    return text


def _declare(target: Path, path: Path) -> None:
    """Add a file to what LLaMA-Factory reads first."""
    tags = {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"}
    columns = {"messages": "messages", "images": "images"}
    entry = {"file_name": path.name, "formatting": "sharegpt", "columns": columns, "tags": tags}
    info = target / _INFO
    known = json.loads(info.read_text(encoding="utf-8")) if info.exists() else {}
    info.write_text(json.dumps({**known, path.stem: entry}, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _line(conversation: dict[str, Any]) -> str:
    return json.dumps(conversation, ensure_ascii=False) + "\n"
