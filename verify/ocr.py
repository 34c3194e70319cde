"""Reading engines, offline: PaddleOCR's recogniser on onnxruntime, and Tesseract as a second, unrelated one.

Nothing is ever downloaded. The model comes from `$OCR_MODEL_ROOT/<official name>/` or from the rapidocr wheel (checked
by SHA-256) and is laid out once, atomically, in a cache folder (`$PROOFPRESS_CACHE`, else ~/.cache/proofpress).
Engines hold state and are used by one thread of one process.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

import cv2
import numpy as np
import yaml
from numpy.typing import NDArray

from verify.errors import OcrUnavailable

Crop = NDArray[np.uint8]
"""An upright line of text as (height, width, 3) RGB."""
Script = Literal["latin", "han", "digits"]

MODEL = "PP-OCRv6_small_rec"
_FILE = "PP-OCRv6_rec_small.onnx"
MODEL_SHA256 = "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
"""Of the file in the rapidocr 3.10.0 wheel (Apache-2.0, derived from the official PaddleOCR model)."""
LEAST_WIDTH = 48
"""Width to which the recogniser pads; its stock 320 is a fifth slower on short labels and no better."""
_LANGUAGES: dict[Script, str] = {"latin": "eng", "digits": "eng", "han": "chi_sim"}
_DIGITS = "0123456789.,-+%$"
_TESSERACT_HEIGHT = 48
_TESSERACT_BORDER = 12


class LineReader(Protocol):
    """Reads upright lines of text. `name` is the engine's own."""

    name: str

    def read(self, crops: Sequence[Crop], scripts: Sequence[Script]) -> list[str | None]:
        """The text of each crop; None where the engine has no data for the script."""
        ...


class PaddleReader:
    """The real paddleocr 3.7 recogniser; the script makes no difference to it. OcrUnavailable where it is missing."""

    name = "paddleocr"

    def __init__(self, cache: Path | None = None) -> None:
        folder = model_folder(cache or cache_folder())
        os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
        os.environ.setdefault("PADDLE_PDX_CACHE_HOME", str(folder.parent.parent / "paddlex"))
        try:
            from paddleocr import TextRecognition
        except ImportError as error:
            raise OcrUnavailable(f"paddleocr: {error}; install paddleocr 3.7 and onnxruntime") from error
        # An arena keeps what the widest line ever took: memory would grow with every record width.
        config = {
            "intra_op_num_threads": 1, "inter_op_num_threads": 1,
            "enable_cpu_mem_arena": False, "enable_mem_pattern": False,
        }  # fmt: skip
        self._model: Any = TextRecognition(
            model_name=MODEL, model_dir=str(folder), engine="onnxruntime", device="cpu", engine_config=config
        )

    def read(self, crops: Sequence[Crop], scripts: Sequence[Script]) -> list[str | None]:
        """One text a crop. Batches are no faster on a CPU and take more memory."""
        bgr = [np.ascontiguousarray(crop[:, :, ::-1]) for crop in crops]
        return [str(result["rec_text"]) for result in self._model.predict(bgr, batch_size=1)] if bgr else []


class TesseractReader:
    """Tesseract through tesserocr, one language per crop, with the digits alone where a label has nothing else."""

    name = "tesseract"

    def __init__(self) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        self._folder = tessdata_folder()
        self._engines: dict[Script, Any] = {}

    def read(self, crops: Sequence[Crop], scripts: Sequence[Script]) -> list[str | None]:
        """One text a crop, None for a script whose language data are not installed."""
        return [self._read(crop, script) for crop, script in zip(crops, scripts, strict=True)]

    def _read(self, crop: Crop, script: Script) -> str | None:
        if not (self._folder / f"{_LANGUAGES[script]}.traineddata").is_file():
            return None
        from PIL import Image

        engine = self._engine(script)
        engine.SetImage(Image.fromarray(prepared(crop)))
        return str(engine.GetUTF8Text()).strip()

    def _engine(self, script: Script) -> Any:
        if script not in self._engines:
            from tesserocr import OEM, PSM, PyTessBaseAPI

            language = _LANGUAGES[script]
            engine = PyTessBaseAPI(path=str(self._folder), lang=language, psm=PSM.SINGLE_LINE, oem=OEM.LSTM_ONLY)
            if script == "digits":
                engine.SetVariable("tessedit_char_whitelist", _DIGITS)
            self._engines[script] = engine
        return self._engines[script]


def prepared(crop: Crop) -> NDArray[np.uint8]:
    """A crop as Tesseract likes it: grey, dark on light, full range, 48 px tall, with a white border."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    if np.median(edge) < 128:
        grey = 255 - grey
    grey = cv2.normalize(grey, grey.copy(), 0, 255, cv2.NORM_MINMAX)
    scale = max(1.0, _TESSERACT_HEIGHT / grey.shape[0])
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_LANCZOS4)
    return np.pad(np.asarray(grey, dtype=np.uint8), _TESSERACT_BORDER, constant_values=255)


def cache_folder() -> Path:
    """Where models are laid out: `$PROOFPRESS_CACHE`, else ~/.cache/proofpress."""
    return Path(os.environ.get("PROOFPRESS_CACHE") or Path.home() / ".cache" / "proofpress")


def tessdata_folder() -> Path:
    """The folder of Tesseract's language data. OcrUnavailable where there is no English."""
    if importlib.util.find_spec("tesserocr") is None:
        raise OcrUnavailable("tesserocr is not installed; install tesserocr 2.13")
    named = [Path(text) for text in (os.environ.get("TESSDATA_PREFIX", ""),) if text]
    for folder in [*named, *sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata")), Path("/usr/share/tessdata")]:
        if (folder / "eng.traineddata").is_file():
            return folder
    raise OcrUnavailable("no eng.traineddata; install tesseract-ocr-eng and tesseract-ocr-chi-sim")


def model_folder(cache: Path) -> Path:
    """The recogniser's folder (inference.onnx, inference.yml): an official one, or ours, built once. OcrUnavailable
    naming the remedy."""
    if root := os.environ.get("OCR_MODEL_ROOT"):
        official = Path(root) / MODEL
        if not (official / "inference.yml").is_file():
            raise OcrUnavailable(f"OCR_MODEL_ROOT={root} has no {MODEL}/inference.yml")
        return official
    final = cache / "ocr" / f"{MODEL}-{MODEL_SHA256[:12]}-w{LEAST_WIDTH}"
    if not (final / MODEL).is_dir():
        _build(final)
    return final / MODEL


def _build(final: Path) -> None:
    """Lay the model out beside its final name and rename; a process that lost the race drops its copy."""
    source = _carried()
    final.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=final.parent))
    (made / MODEL).mkdir()
    shutil.copyfile(source, made / MODEL / "inference.onnx")
    text = yaml.safe_dump(_description(source), allow_unicode=True, sort_keys=False)
    (made / MODEL / "inference.yml").write_text(text, encoding="utf-8")
    try:
        made.rename(final)
    except OSError:
        shutil.rmtree(made)
        if not (final / MODEL).is_dir():
            raise


@functools.cache
def _carried() -> Path:
    spec = importlib.util.find_spec("rapidocr")
    path = Path(spec.origin).parent / "models" / _FILE if spec is not None and spec.origin else None
    if path is None or not path.is_file():
        raise OcrUnavailable(f"no {_FILE}; install rapidocr 3.10.0, or set OCR_MODEL_ROOT to the official models")
    if hashlib.sha256(path.read_bytes()).hexdigest() != MODEL_SHA256:
        raise OcrUnavailable(f"{path} has an unexpected SHA-256; install rapidocr 3.10.0")
    return path


def _description(onnx: Path) -> dict[str, Any]:
    """What paddlex must know of the model; the characters stand in the file's own metadata."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(onnx), providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    if session.get_outputs()[0].shape[-1] != len(characters) + 2:
        raise OcrUnavailable(f"{onnx.name}: its characters do not fit its output")
    resize = {"RecResizeImg": {"image_shape": [3, 48, LEAST_WIDTH]}}
    return {
        "Global": {"model_name": MODEL},
        "PreProcess": {"transform_ops": [{"DecodeImage": {"channel_first": False, "img_mode": "BGR"}}, resize]},
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": characters},
    }
