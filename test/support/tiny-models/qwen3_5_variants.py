"""The precisions of the tiny Qwen3.5 folder beside fp32, with the suffixes of the layout."""

import onnx
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from onnxruntime.quantization.quant_utils import QuantFormat

from quantise import half, shortened, write_eight_bits, write_half


def write_variants(folder) -> None:
    for name in ("vision_encoder", "embed_tokens", "decoder_model_merged"):
        write_half(folder, name)
    for name in ("vision_encoder", "decoder_model_merged"):
        write_eight_bits(folder, name)
    # Published folders have their encoder in eight bits or halves beside a language model in four.
    for name in ("embed_tokens", "decoder_model_merged"):
        model = four_bits(folder / f"{name}.onnx", "Gather" if name == "embed_tokens" else "MatMul")
        onnx.save(model, folder / f"{name}_q4.onnx")
        onnx.save(half(model), folder / f"{name}_q4f16.onnx")
    for file in folder.iterdir():
        onnx.save(shortened(onnx.load(file)), file)


def drop_names(file) -> None:
    """No names for nodes; values keep theirs, since the body of a loop looks for them outside."""
    model = onnx.load(file)
    graphs = [model.graph]
    while graphs:
        graph = graphs.pop()
        del graph.value_info[:]
        for node in graph.node:
            node.name = node.doc_string = ""
            graphs.extend(attribute.g for attribute in node.attribute if attribute.HasField("g"))
    onnx.save(model, file)


def four_bits(file, operator):
    """Weights of products, or of the embedding, which becomes a GatherBlockQuantized."""
    quantiser = MatMulNBitsQuantizer(
        onnx.load(file),
        algo_config=DefaultWeightOnlyQuantConfig(
            block_size=32, is_symmetric=True, quant_format=QuantFormat.QOperator,
            op_types_to_quantize=(operator,), quant_axes=(("MatMul", 0), ("Gather", 1)),
        ),
    )
    quantiser.process()
    return quantiser.model.model
