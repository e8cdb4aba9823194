"""The precisions beside fp32, by the tools and settings of transformers.js' own quantize.py; the numbers
that go in and out of a graph stay float32 in all of them, as in the published folders."""

import onnx
from onnxruntime.quantization import QuantizationMode, QuantType
from onnxruntime.quantization.matmul_bnb4_quantizer import MatMulBnb4Quantizer
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.onnx_quantizer import ONNXQuantizer
from onnxruntime.quantization.registry import IntegerOpsRegistry
from onnxruntime.transformers.float16 import DEFAULT_OP_BLOCK_LIST, convert_float_to_float16
from onnxruntime.transformers.onnx_model import OnnxModel

from florence2_graphs import DECODERS, merge

GRAPHS = ("vision_encoder", "embed_tokens", "encoder_model", "decoder_model_merged")


def write_variants(folder, parts) -> None:
    """`parts` holds the two decoders: half floats go into each before they are merged, since the converter
    leaves the branches of an `If` without casts of their own."""
    for name in GRAPHS:
        for suffix, changes in VARIANTS.items():
            if name == "embed_tokens" and set(changes) & {four_bits, four_bit_floats}:
                # It holds no product: the four-bit files would be those of fp32 and fp16 again.
                continue
            path = folder / f"{name}_{suffix}.onnx"
            if name == "decoder_model_merged" and half in changes:
                merge(*(changed(onnx.load(parts / part), changes) for part in DECODERS), path)
            else:
                onnx.save(changed(onnx.load(folder / f"{name}.onnx"), changes), path)


def changed(model, changes):
    for change in changes:
        model = change(model)
    return model


def half(model):
    blocked = [*DEFAULT_OP_BLOCK_LIST, "Cast"]
    sorted_again = OnnxModel(convert_float_to_float16(model, keep_io_types=True, op_block_list=blocked))
    sorted_again.topological_sort()
    return sorted_again.model


def eight_bits(model):
    quantiser = ONNXQuantizer(
        model,
        per_channel=False,
        reduce_range=False,
        mode=QuantizationMode.IntegerOps,
        static=False,
        # Convolutions have no signed kernel everywhere.
        weight_qType=QuantType.QUInt8 if "Conv" in operators(model.graph) else QuantType.QInt8,
        activation_qType=QuantType.QUInt8,
        tensors_range=None,
        nodes_to_quantize=[],
        nodes_to_exclude=[],
        op_types_to_quantize=set(IntegerOpsRegistry),
        extra_options={"EnableSubgraph": True, "MatMulConstBOnly": True},
    )
    quantiser.quantize_model()
    return quantiser.model.model


def operators(graph) -> set:
    below = [a.g for node in graph.node for a in node.attribute if a.type == onnx.AttributeProto.GRAPH]
    return {node.op_type for node in graph.node}.union(*map(operators, below))


def four_bits(model):
    quantiser = MatMulNBitsQuantizer(model, block_size=32, is_symmetric=True)
    quantiser.process()
    return once(quantiser.model.model)


def four_bit_floats(model):
    quantiser = MatMulBnb4Quantizer(model, quant_type=MatMulBnb4Quantizer.NF4, block_size=64)
    quantiser.process()
    return once(quantiser.model.model)


def once(model):
    """Weights that both branches of the decoder use are quantised once a branch; one of each is kept."""
    known = {}
    for weight in model.graph.initializer:
        known.setdefault(weight.name, weight)
    kept = list(known.values())
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    return model


VARIANTS = {
    "fp16": (half,),
    "quantized": (eight_bits,),
    "q4": (four_bits,),
    "q4f16": (four_bits, half),
    "bnb4": (four_bit_floats,),
}
