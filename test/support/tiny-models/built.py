"""Writes test/fixtures/tiny-models/*-built: the language models of the tiny models, the same weights, as
onnxruntime-genai's model builder writes them. Published SmolVLM decoders are made by it: a user's error message
names the node /model/attn_mask_reformat/past_key_subgraph/Shape of the decoder of SmolVLM2-500M in q4
(BaseweightSnap's migration notes), which is the builder's form with MultiHeadAttention, and the inputs are
the same (onnx2fx, tests/test_smolvlm_models.py). For a processor it writes GroupQueryAttention. Run by hand,
with the wheel's `models` folder on PYTHONPATH:

    pip download --no-deps onnxruntime-genai==0.6.0 && unzip the wheel to GENAI
    PYTHONPATH=GENAI/onnxruntime_genai/models VENV/bin/python built.py
"""

import json
import pathlib
import sys
import tempfile
import types

import onnx
import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from export import EXPECTED, FIXTURES, MODELS, build_model
from tokens import build_tokenizer, tokenizer_config
from weights import fill

# Model, the provider that the builder is told, folder. GroupQueryAttention takes heads of a multiple of 16 only;
# tiny-idefics3 has such, and so can be had in both forms.
FORMS = [
    ("tiny-smolvlm", "cuda", "tiny-smolvlm-built"),
    ("tiny-idefics3", "cpu", "tiny-idefics3-built"),
    ("tiny-idefics3", "cuda", "tiny-idefics3-built-multihead"),
]


def build(builder, name, provider, into):
    plan = MODELS[name]
    tokenizer = build_tokenizer(plan["family"])
    model = build_model(plan, tokenizer)
    fill(model, json.loads((EXPECTED / f"{name}.python.json").read_text())["seed"])
    text = model.config.text_config
    config = {key: value for key, value in text.to_dict().items() if key not in ("model_type", "_name_or_path")}
    language = LlamaForCausalLM(LlamaConfig(**config)).eval()
    language.model.load_state_dict(model.model.text_model.state_dict())
    language.lm_head.load_state_dict(model.lm_head.state_dict())
    with tempfile.TemporaryDirectory() as room:
        source, made = pathlib.Path(room, "source"), pathlib.Path(room, "made")
        language.save_pretrained(source)
        kept = {key: value for key, value in tokenizer_config(plan["family"]).items() if key.endswith("_token")}
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, **kept).save_pretrained(source)
        builder.create_model(None, str(source), str(made), "fp32", provider, room, exclude_embeds=True)
        folder = FIXTURES / into / "onnx"
        folder.mkdir(parents=True, exist_ok=True)
        onnx.save(onnx.load(made / "model.onnx"), folder / "decoder_model_merged.onnx")


def main():
    # Newer releases of onnxruntime have its quantiser elsewhere; nothing is quantised here.
    shim = types.ModuleType("onnxruntime.quantization.matmul_4bits_quantizer")
    shim.MatMul4BitsQuantizer = shim.QuantFormat = None
    sys.modules[shim.__name__] = shim
    import builder

    for name, provider, into in FORMS:
        build(builder, name, provider, into)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
