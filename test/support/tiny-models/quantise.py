"""The precisions beside fp32, with ONNX Runtime's own tools and the suffixes of the layout."""

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import DEFAULT_OP_BLOCK_LIST, convert_float_to_float16

# The numbers that cross from graph to graph stay float32, as in published folders; caches do not.
KEPT = ["pixel_values", "image_features", "inputs_embeds", "logits"]
# RMS norms are computed in float32 by their own module too.
FLOAT32_OPS = [*DEFAULT_OP_BLOCK_LIST, "Pow", "ReduceMean", "Sqrt", "Div"]


def write_variants(folder) -> None:
    for name in ("vision_encoder", "embed_tokens", "decoder_model_merged"):
        write_half(folder, name)
    for name in ("vision_encoder", "decoder_model_merged"):
        write_eight_bits(folder, name)
    write_four_bits(folder, "decoder_model_merged")


def write_eight_bits(folder, name) -> None:
    quantize_dynamic(
        folder / f"{name}.onnx",
        folder / f"{name}_quantized.onnx",
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QUInt8,
    )


def write_four_bits(folder, name) -> None:
    model = onnx.load(folder / f"{name}.onnx")
    quantiser = MatMulNBitsQuantizer(model, block_size=32, is_symmetric=True)
    quantiser.process()
    onnx.save(quantiser.model.model, folder / f"{name}_q4.onnx")


def write_half(folder, name) -> None:
    model = onnx.load(folder / f"{name}.onnx")
    half = convert_float_to_float16(model, keep_io_types=KEPT, op_block_list=FLOAT32_OPS)
    onnx.save(half, folder / f"{name}_fp16.onnx")
