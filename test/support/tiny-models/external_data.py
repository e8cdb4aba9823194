"""The embeddings of tiny-smolvlm with their weights in a file of their own, as large published graphs have
them: `python external_data.py` writes test/fixtures/tiny-models/external-data."""

import pathlib

import onnx

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "tiny-models"

model = onnx.load(FIXTURES / "tiny-smolvlm" / "onnx" / "embed_tokens.onnx")
target = FIXTURES / "external-data" / "embed_tokens.onnx"
target.parent.mkdir(exist_ok=True)
target.with_suffix(".onnx_data").unlink(missing_ok=True)
onnx.save(
    model,
    target,
    save_as_external_data=True,
    all_tensors_to_one_file=True,
    location="embed_tokens.onnx_data",
    size_threshold=64,
)
