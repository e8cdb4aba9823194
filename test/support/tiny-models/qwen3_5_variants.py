"""The precisions of the tiny Qwen3.5 folder beside fp32, with the suffixes of the layout."""

import onnx
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from onnxruntime.quantization.quant_utils import QuantFormat
from onnxruntime.transformers.float16 import convert_float_to_float16

from quantise import FLOAT32_OPS, KEPT, write_eight_bits, write_half

GRAPHS = ("vision_encoder", "embed_tokens", "decoder_model_merged")


def write_variants(folder) -> None:
    for name in GRAPHS:
        write_half(folder, name)
    for name in ("vision_encoder", "decoder_model_merged"):
        write_eight_bits(folder, name)
    # Published folders have their encoder in eight bits or halves beside a language model in four.
    for name in ("embed_tokens", "decoder_model_merged"):
        write_four_bits(folder, name)
    for file in folder.iterdir():
        shorten(file)


def shorten(file) -> None:
    """Short names for what is inside, no names for nodes: a third of so small a graph is names."""
    model = onnx.load(file)
    graph = model.graph
    kept = {value.name for value in (*graph.input, *graph.output)}
    short = {"": ""}
    rename = lambda name: name if name in kept else short.setdefault(name, f"v{len(short)}")
    for node in graph.node:
        node.name = node.doc_string = ""
        node.input[:] = [rename(name) for name in node.input]
        node.output[:] = [rename(name) for name in node.output]
    for tensor in graph.initializer:
        tensor.name = rename(tensor.name)
    del graph.value_info[:]
    onnx.save(model, file)


def write_four_bits(folder, name) -> None:
    """Weights of products and of the embedding in four bits; _q4f16 is the same with the rest halved."""
    quantiser = MatMulNBitsQuantizer(
        onnx.load(folder / f"{name}.onnx"),
        algo_config=DefaultWeightOnlyQuantConfig(
            block_size=32, is_symmetric=True, quant_format=QuantFormat.QOperator,
            op_types_to_quantize=("MatMul", "Gather") if name == "embed_tokens" else ("MatMul",),
            quant_axes=(("MatMul", 0), ("Gather", 1)),
        ),
    )
    quantiser.process()
    onnx.save(quantiser.model.model, folder / f"{name}_q4.onnx")
    half = convert_float_to_float16(
        onnx.load(folder / f"{name}_q4.onnx"), keep_io_types=KEPT, op_block_list=FLOAT32_OPS)
    onnx.save(half, folder / f"{name}_q4f16.onnx")
