from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from proofpress import cli
from proofpress.decomposing import decompose_file
from proofpress_core.errors import ConfigError
from qa_gen.decompose import endpoint as service
from qa_gen.decompose import replies
from qa_gen.decompose.endpoint import Endpoint
from qa_gen.decompose.seeds import NO_QUESTION, RAGGED_TABLE
from qa_gen.pool import load_pool

_TABLE = {"columns": ["Town", "Bakeries"], "rows": [["Elmstead", "12"], ["Oakham", "9"], ["Birchley", "4"]]}
_KNOWN = {"id": "k", "question": "Which town has the most bakeries?", "answer": "Elmstead", "table": _TABLE}
_HARD = {"id": "h", "question": "Wherefore so?", "answer": "9", "table": _TABLE}
_GOOD = [
    {"op": "chart", "inputs": [], "params": ["seed"]},
    {"op": "rows", "inputs": [0], "params": []},
    {"op": "ranked", "inputs": [1], "params": ["value", "2"]},
    {"op": "number_at", "inputs": [2], "params": ["value"]},
]


def _swapped(place: int, **change: object) -> list[dict[str, object]]:
    return [node | (change if k == place else {}) for k, node in enumerate(_GOOD)]


def _squared(count: int) -> list[dict[str, object]]:
    """A program whose number doubles its digits with every node."""
    more: list[dict[str, object]] = [
        {"op": "multiply", "inputs": [3 + k, 3 + k], "params": []} for k in range(count)
    ]  # fmt: skip
    return [*_GOOD, *more]


def _reply(content: object, **message: object) -> Callable[[BaseHTTPRequestHandler], None]:
    body = json.dumps({"choices": [{"message": {"content": content} | message}]}).encode()
    return lambda handler: _send(handler, body)


def _send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _nodes(nodes: object) -> Callable[[BaseHTTPRequestHandler], None]:
    return _reply(json.dumps({"nodes": nodes}))


def _hang(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.2)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(12):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


@contextmanager
def _stub(answer: Callable[[BaseHTTPRequestHandler], None], seen: list[Any] | None = None) -> Iterator[str]:
    """An endpoint on the own machine that answers every request in that way."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if seen is not None:
                seen.append((self.path, self.headers.get("Authorization"), body))
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _file(folder: Path, *records: object) -> Path:
    path = folder / "seeds.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def _asked(folder: Path, answer: Callable[[BaseHTTPRequestHandler], None], seconds: float = 5.0) -> tuple[Any, str]:
    """The outcome of the hard seed: by whom it was decomposed, and why the endpoint did not help."""
    with _stub(answer) as url:
        (outcome,) = decompose_file(_file(folder, _HARD), Endpoint(url=url, model="m", seconds=seconds)).outcomes
    return (outcome.result if isinstance(outcome.result, str) else outcome.by), outcome.asked


def test_command_writes_pool_and_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = _file(tmp_path, _KNOWN, _HARD, {"id": "n"}, _KNOWN | {"table": {"columns": ["a", "b"], "rows": [["c"]]}})
    out, report = tmp_path / "pool.json", tmp_path / "report.jsonl"
    assert cli.run(["decompose", str(seeds), "--out", str(out), "--report", str(report)]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["seeds"], summary["decomposed"], summary["agree_with_gold"]) == (4, 1, 1)
    assert summary["reasons"] == {"no_reading": 1, NO_QUESTION: 1, RAGGED_TABLE: 1}
    pool = load_pool(out.read_text(encoding="utf-8"))
    assert dict(pool.combinations) == {("extremum/highest",): 1}
    lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [line["decomposed"] for line in lines] == [True, False, False, False]
    assert lines[0]["factors"][0]["sub_question"] == "Which of <group> is the highest?"


def test_the_same_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    seeds = _file(tmp_path, *[_KNOWN, _HARD] * 5)
    assert decompose_file(seeds).pool.dump() == decompose_file(seeds).pool.dump()


@pytest.mark.parametrize(
    "options",
    [
        ["--model", "m"],
        ["--endpoint", "ftp://127.0.0.1/v1", "--model", "m"],
        ["--endpoint", "file:///etc/passwd", "--model", "m"],
        ["--endpoint", "http://user:word@127.0.0.1/v1", "--model", "m"],
        ["--endpoint", "http://127.0.0.1/v1"],
        ["--endpoint", "http://127.0.0.1/v1", "--model", "m", "--seconds", "0"],
    ],
)
def test_wrong_options_are_the_users(options: list[str], tmp_path: Path) -> None:
    seeds = _file(tmp_path, _KNOWN)
    assert cli.run(["decompose", str(seeds), "--out", str(tmp_path / "p.json"), *options]) == 2
    assert not (tmp_path / "p.json").exists()


def test_missing_files_and_folders_are_the_users(tmp_path: Path) -> None:
    seeds = _file(tmp_path, _KNOWN)
    assert cli.run(["decompose", str(tmp_path / "none"), "--out", str(tmp_path / "p.json")]) == 2
    assert cli.run(["decompose", str(seeds), "--out", str(tmp_path / "no" / "p.json")]) == 2


def test_nothing_decomposed_is_found_wanting(tmp_path: Path) -> None:
    assert cli.run(["decompose", str(_file(tmp_path, _HARD)), "--out", str(tmp_path / "p.json")]) == 1


def test_bytes_that_are_no_text_are_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "seeds.jsonl"
    path.write_bytes(b"\xff\xfe\x00garbage\n" + json.dumps(_KNOWN).encode() + b"\n")
    assert decompose_file(path).summary()["reasons"] == {"not_json": 1}


def test_endpoint_is_asked_for_what_the_rules_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(service.KEY_VARIABLE, "secret")
    seen: list[Any] = []
    report = tmp_path / "r.jsonl"
    with _stub(_nodes(_GOOD), seen) as url:
        line = ["decompose", str(_file(tmp_path, _KNOWN, _HARD)), "--out", str(tmp_path / "p.json")]
        assert cli.run([*line, "--report", str(report), "--endpoint", url, "--model", "m"]) == 0
    ((path, key, body),) = seen
    assert (path, key, body["model"]) == ("/v1/chat/completions", "Bearer secret", "m")
    assert json.loads(body["messages"][1]["content"])["question"] == _HARD["question"]
    lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [(line["by"], line["agrees"]) for line in lines] == [("rules", True), ("endpoint", True)]


def test_a_key_is_not_sent_in_the_clear() -> None:
    with pytest.raises(ConfigError, match="https"):
        Endpoint(url="http://models.example.com/v1", model="m", key="secret")


_BAD = [
    (_reply("I think the answer is 9."), replies.NOT_JSON),
    (_reply("```json\n{}\n```"), replies.NOT_JSON),
    (_reply("[" * 9000), replies.NOT_JSON),
    (_reply("{}"), replies.MALFORMED),
    (_reply("[]"), replies.MALFORMED),
    (_reply(json.dumps({"nodes": _GOOD, "note": 1})), replies.MALFORMED),
    (_reply(json.dumps({"refusal": "no"})), replies.REFUSED),
    (_reply(None, refusal="I cannot help with that."), replies.REFUSED),
    (_reply(7), replies.NOT_JSON),
    (_reply(" " * 30_000), replies.TOO_LARGE),
    (_nodes([]), replies.MALFORMED),
    (_nodes([3]), replies.MALFORMED),
    (_nodes(_swapped(1, inputs=["0"])), replies.MALFORMED),
    (_nodes(_swapped(1, inputs=[True])), replies.MALFORMED),
    (_nodes(_swapped(1, inputs=[-1])), replies.MALFORMED),
    (_nodes(_swapped(2, params=["value", 2])), replies.MALFORMED),
    (_nodes([*_GOOD, _GOOD[1]]), replies.MALFORMED),
    (_nodes(_swapped(1, inputs=[1])), replies.LOOPS),
    (_nodes(_swapped(1, inputs=[3])), replies.LOOPS),
    (_nodes(_GOOD * 20), replies.TOO_LARGE),
    (_nodes(_squared(30)), replies.TOO_LARGE),
    (_nodes(_swapped(2, op="sum", params=[])), replies.ILL_TYPED),
    (_nodes(_swapped(2, op="__import__")), replies.ILL_TYPED),
    (_nodes(_swapped(2, params=["value"])), replies.ILL_TYPED),
    (_nodes(_swapped(2, params=["value", "1e99"])), replies.ILL_TYPED),
    (_nodes(_swapped(2, params=["__class__", "1"])), replies.ILL_TYPED),
    (_nodes(_swapped(0, params=["../other"])), replies.ILL_TYPED),
    (_nodes(_swapped(2, params=["value", "9"])), replies.NO_VALUE),
    (_nodes(_swapped(2, params=["value", "1"])), replies.DISAGREES),
    (lambda handler: _send(handler, b"<html>"), replies.NOT_JSON),
    (lambda handler: _send(handler, b"[]"), replies.NOT_JSON),
    (lambda handler: _send(handler, b'{"choices": [{"message": null}]}'), replies.NOT_JSON),
    (lambda handler: _send(handler, b"x" * 300_000), service.TOO_MUCH),
    (lambda handler: _send(handler, b"{}", status=500), service.BAD_STATUS),
    (lambda handler: _send(handler, b"", status=302, Location="http://127.0.0.1:9/"), service.BAD_STATUS),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "reason"), _BAD, ids=range(len(_BAD)))
def test_a_bad_reply_does_not_count(
    answer: Callable[[BaseHTTPRequestHandler], None], reason: str, tmp_path: Path
) -> None:
    assert _asked(tmp_path, answer) == ("no_reading", reason)


@pytest.mark.parametrize("answer", [_hang, _drip])
def test_slow_endpoints_are_left(answer: Callable[[BaseHTTPRequestHandler], None], tmp_path: Path) -> None:
    assert _asked(tmp_path, answer, seconds=0.4) == ("no_reading", service.TIMEOUT)


def test_nobody_there_is_a_reason(tmp_path: Path) -> None:
    with _stub(_hang) as url:
        pass
    (outcome,) = decompose_file(_file(tmp_path, _HARD), Endpoint(url=url, model="m")).outcomes
    assert outcome.asked == service.UNREACHABLE


def test_a_seed_without_table_is_not_sent(tmp_path: Path) -> None:
    (outcome,) = decompose_file(
        _file(tmp_path, {"question": "Wherefore so?"}), Endpoint(url="http://127.0.0.1:9/v1", model="m")
    ).outcomes
    assert outcome.asked == service.NO_TABLE
