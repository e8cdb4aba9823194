"""Exports SmolVLM's two small sizes at their true dimensions, quantises them as their publisher does, and
keeps only the graphs' structure: `skeletons/SIZE.GRAPH.onnx.gz`. Run by hand, once, in the environment of
test/support/tiny-models/requirements.txt:

    VENV/bin/python skeleton.py FOLDER [256m] [500m]

FOLDER gets the full graphs (some 3 GB), which nothing needs afterwards. A tensor larger than KEPT bytes
loses its data; its `doc_string` then says what it was made of, which `fill.mjs` makes again:
"normal MEAN DEVIATION" of its elements, for four-bit weights "nibbles MEAN DEVIATION" of its half bytes.

Dimensions: config.json of HuggingFaceTB/SmolVLM-256M-Instruct and SmolVLM2-500M-Video-Instruct.
Quantisation: scripts/quantize.py of huggingface/transformers.js (dynamic 8 bits, unsigned where the graph
holds a Conv, else signed; four bits in blocks of 32, symmetric, no accuracy_level).
"""

import gzip
import pathlib
import sys

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from transformers import SmolVLMConfig, SmolVLMForConditionalGeneration

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "test" / "support" / "tiny-models"))
from graphs import export_graphs  # noqa: E402
from weights import fill  # noqa: E402

KEPT = 1024
VISION = {"image_size": 512, "patch_size": 16, "hidden_size": 768, "num_hidden_layers": 12,
          "num_attention_heads": 12, "intermediate_size": 3072}
SIZES = {
    "256m": {"hidden_size": 576, "num_hidden_layers": 30, "num_attention_heads": 9,
             "num_key_value_heads": 3, "intermediate_size": 1536},
    "500m": {"hidden_size": 960, "num_hidden_layers": 32, "num_attention_heads": 15,
             "num_key_value_heads": 5, "intermediate_size": 2560},
}
TEXT = {"model_type": "llama", "head_dim": 64, "vocab_size": 49280, "rope_theta": 100000.0,
        "max_position_embeddings": 8192, "rms_norm_eps": 1e-5, "tie_word_embeddings": False}


def build(size):
    # 49190 is <image> in the published vocabulary and in the one that vocabulary.mjs writes.
    config = SmolVLMConfig(image_token_id=49190, scale_factor=4, text_config={**TEXT, **SIZES[size]},
                           vision_config=VISION, tie_word_embeddings=False, vocab_size=49280)
    config._attn_implementation = "eager"
    model = SmolVLMForConditionalGeneration(config).eval()
    # The spread of the tiny models' weights: answers that depend on what came before, decided by wide margins.
    fill(model, 1)
    return model


def quantise(folder) -> None:
    for name, kind in (("vision_encoder", QuantType.QUInt8), ("embed_tokens", QuantType.QInt8)):
        quantize_dynamic(folder / f"{name}.onnx", folder / f"{name}_quantized.onnx", weight_type=kind,
                         extra_options={"EnableSubgraph": True, "MatMulConstBOnly": True})
    model = onnx.load(folder / "decoder_model_merged.onnx")
    quantiser = MatMulNBitsQuantizer(model, block_size=32, is_symmetric=True)
    quantiser.process()
    onnx.save(quantiser.model.model, folder / "decoder_model_merged_q4.onnx")


def strip(path, target) -> None:
    model = onnx.load(path)
    nibbles = {node.input[1] for node in model.graph.node if node.op_type == "MatMulNBits"}
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.nbytes <= KEPT:
            continue
        kind = "normal"
        if tensor.name in nibbles:
            kind, values = "nibbles", np.concatenate([values & 15, values >> 4], axis=None)
        mean, deviation = float(values.mean()), float(values.std())
        tensor.ClearField("raw_data")
        tensor.ClearField("float_data")
        tensor.ClearField("int32_data")
        tensor.doc_string = f"{kind} {mean:.6g} {deviation:.6g}"
    target.write_bytes(gzip.compress(model.SerializeToString(), 9, mtime=0))
    print(target.name, target.stat().st_size)


if __name__ == "__main__":
    torch.set_num_threads(1)
    out = HERE / "skeletons"
    out.mkdir(exist_ok=True)
    for size in sys.argv[2:] or SIZES:
        folder = pathlib.Path(sys.argv[1]) / size
        folder.mkdir(parents=True, exist_ok=True)
        with torch.no_grad():
            export_graphs(build(size), folder, keeps_logits=False)
        quantise(folder)
        for name in ("vision_encoder_quantized", "embed_tokens_quantized", "decoder_model_merged_q4"):
            strip(folder / f"{name}.onnx", out / f"{size}.{name}.onnx.gz")
