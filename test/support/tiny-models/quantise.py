"""The precisions beside fp32, with ONNX Runtime's own tools and the suffixes of the layout. Run by itself it
adds those of `write_low_bits` to the committed folders, whose other files stay as they are."""

import pathlib

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_bnb4_quantizer import MatMulBnb4Quantizer
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import DEFAULT_OP_BLOCK_LIST, convert_float_to_float16

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "tiny-models"
# The numbers that cross from graph to graph stay float32, as in published folders; caches do not.
KEPT = ["pixel_values", "image_features", "inputs_embeds", "logits"]
# RMS norms are computed in float32 by their own module too.
FLOAT32_OPS = [*DEFAULT_OP_BLOCK_LIST, "Pow", "ReduceMean", "Sqrt", "Div"]
# Graphs that are there in four bits; all of them in each folder would be over 3 MB.
LOW_BITS = {
    "tiny-smolvlm": ["decoder_model_merged"],
    "tiny-idefics3": ["vision_encoder", "decoder_model_merged"],
}


def write_variants(folder) -> None:
    for name in ("vision_encoder", "embed_tokens", "decoder_model_merged"):
        write_half(folder, name)
    for name in ("vision_encoder", "decoder_model_merged"):
        write_eight_bits(folder, name)
    write_four_bits(folder, "decoder_model_merged")
    write_low_bits(folder, LOW_BITS[folder.parent.name])


def write_eight_bits(folder, name) -> None:
    quantize_dynamic(
        folder / f"{name}.onnx",
        folder / f"{name}_quantized.onnx",
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QUInt8,
    )


def write_four_bits(folder, name) -> None:
    onnx.save(four_bits(folder / f"{name}.onnx"), folder / f"{name}_q4.onnx")


def write_half(folder, name) -> None:
    onnx.save(half(onnx.load(folder / f"{name}.onnx")), folder / f"{name}_fp16.onnx")


def write_low_bits(folder, names) -> None:
    """What published folders hold besides: four bits with the rest in halves, four-bit floats, and the
    embeddings in eight bits."""
    for name in names:
        plain = folder / f"{name}.onnx"
        onnx.save(shortened(half(four_bits(plain))), folder / f"{name}_q4f16.onnx")
        quantiser = MatMulBnb4Quantizer(onnx.load(plain), quant_type=MatMulBnb4Quantizer.NF4, block_size=64)
        quantiser.process()
        onnx.save(shortened(quantiser.model.model), folder / f"{name}_bnb4.onnx")
        if not (folder / f"{name}_q4.onnx").exists():
            onnx.save(shortened(four_bits(plain)), folder / f"{name}_q4.onnx")
    quantize_dynamic(
        folder / "embed_tokens.onnx",
        folder / "embed_tokens_quantized.onnx",
        op_types_to_quantize=["Gather"],
        weight_type=QuantType.QUInt8,
    )


def four_bits(path):
    quantiser = MatMulNBitsQuantizer(onnx.load(path), block_size=32, is_symmetric=True)
    quantiser.process()
    return quantiser.model.model


def half(model):
    return convert_float_to_float16(model, keep_io_types=KEPT, op_block_list=FLOAT32_OPS)


def shortened(model):
    """Short names for what is inside, none for nodes: a third of so small a graph is names."""
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
    return model


if __name__ == "__main__":
    for folder, names in LOW_BITS.items():
        if (FIXTURES / folder / "onnx").exists():
            write_low_bits(FIXTURES / folder / "onnx", names)
