"""Writes test/fixtures/tiny-models/tiny-florence2: the true Florence-2 architecture (DaViT, projector, BART)
with random weights, in the layout of the published folders. Run by hand, outside the project:

    python -m venv VENV && VENV/bin/pip install -r florence2-requirements.txt && VENV/bin/python florence2.py

A number as its argument is the seed to begin with. Every graph is compared with the module it was traced from, and a seed is taken only if the best logit leads
the second by more than MARGIN along the greedy path of every case.
"""

import json
import logging
import pathlib
import shutil
import sys
import tempfile

import numpy as np
import onnxruntime
import torch
from transformers import Florence2Config, Florence2ForConditionalGeneration, PreTrainedTokenizerFast
from transformers.generation import LogitsProcessorList, NoRepeatNGramLogitsProcessor
from transformers.models.florence2.processing_florence2 import Florence2PostProcessor

import florence2_files as files
from export import EXPECTED, FIXTURES, MARGIN, save
from florence2_graphs import export_graphs
from florence2_quantise import write_variants
from weights import fill

HERE = pathlib.Path(__file__).resolve().parent
CASES = json.loads((HERE / "florence2-cases.json").read_text())
NAME = "tiny-florence2"
NEW_TOKENS = 20
START, FORCED, END = 2, 0, 2
SIDE = 96

TEXT = {
    "d_model": 48, "encoder_layers": 2, "decoder_layers": 3,
    "encoder_attention_heads": 4, "decoder_attention_heads": 3,
    "encoder_ffn_dim": 96, "decoder_ffn_dim": 96,
    "max_position_embeddings": 128, "activation_function": "gelu", "scale_embedding": False,
}
VISION = {
    "embed_dim": [8, 16, 24, 32], "depths": [1, 1, 2, 1],
    "num_heads": [2, 2, 3, 4], "num_groups": [2, 2, 3, 4],
    "patch_size": [7, 3, 3, 3], "patch_stride": [4, 2, 2, 2], "patch_padding": [3, 1, 1, 1],
    "patch_prenorm": [False, True, True, True], "window_size": 4, "drop_path_rate": 0.1,
    "projection_dim": TEXT["d_model"], "max_temporal_embeddings": 100, "max_position_embeddings": 8,
}


def build_model(vocabulary: int):
    ids = {"bos_token_id": 0, "eos_token_id": END, "pad_token_id": 1, "decoder_start_token_id": START}
    config = Florence2Config(
        text_config={"model_type": "bart", "vocab_size": vocabulary, "tie_word_embeddings": False,
                     "num_hidden_layers": TEXT["encoder_layers"], **TEXT, **ids},
        vision_config=dict(VISION),
        tie_word_embeddings=False,
        **ids,
    )
    model = Florence2ForConditionalGeneration._from_config(config, attn_implementation="eager").eval()
    language = model.model.language_model
    for part in (language.encoder, language.decoder):
        part.embed_tokens = language.shared
    return model


def fill_model(model, seed: int) -> None:
    fill(model, seed)
    language = model.model.language_model
    with torch.no_grad():
        # What was said counts as much as what is seen, else one word is said over and over.
        language.shared.weight.mul_(12)
        language.decoder.embed_positions.weight.mul_(3)
        for layer in language.decoder.layers:
            layer.encoder_attn.out_proj.weight.mul_(0.3)
            layer.encoder_attn.out_proj.bias.mul_(0.3)
        # Wider leads, and an end that comes now and then.
        model.lm_head.weight.mul_(2)
        model.lm_head.weight[END].mul_(1.5)


def picture(seed: int) -> torch.Tensor:
    """Pixel values of the recipe of florence2-pixels.ts: bytes of a linear congruential generator
    (Numerical Recipes' constants), red, green and blue in turn, normalised in float64."""
    settings = files.preprocessor_config(SIDE, 0)
    state, values = seed, np.empty(SIDE * SIDE * 3)
    for i in range(values.size):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        values[i] = state >> 24
    mean, std = np.array(settings["image_mean"]), np.array(settings["image_std"])
    normal = (values.reshape(SIDE, SIDE, 3) * settings["rescale_factor"] - mean) / std
    return torch.from_numpy(normal.astype(np.float32).transpose(2, 0, 1))[None]


def prompt_of(task: str, given) -> str:
    return files.PROMPTS[task] if given is None else files.PROMPTS_WITH_INPUT[task].format(input=given)


class Path:
    """The greedy path by transformers' own modules and rules."""

    def __init__(self, model, ids, pixels):
        core = model.model
        self.model, self.decoder = model, core.language_model.decoder
        embeds = torch.cat([core.get_image_features(pixels), core.get_input_embeddings()(ids)], dim=1)
        self.states = core.language_model.encoder(inputs_embeds=embeds).last_hidden_state
        self.rules = LogitsProcessorList([NoRepeatNGramLogitsProcessor(3)])

    @torch.no_grad()
    def walk(self):
        """Generated ids, the smallest lead of a chosen logit, and how often a repetition was barred."""
        made, lead, barred, cache = [], float("inf"), 0, None
        fed = [START]
        while True:
            out = self.decoder(
                inputs_embeds=self.model.get_input_embeddings()(torch.tensor([fed])),
                encoder_hidden_states=self.states, past_key_values=cache, use_cache=True,
            )
            cache = out.past_key_values
            logits = self.model.lm_head(out.last_hidden_state)[:, -1]
            if not made:
                made.append(FORCED)
            else:
                ruled = self.rules(torch.tensor([[START, *made]]), logits.clone())
                best = ruled[0].topk(2)
                barred += int(logits[0].argmax() != best.indices[0])
                lead = min(lead, float(best.values[0] - best.values[1]))
                made.append(int(best.indices[0]))
            # The last token is forced to be the end.
            if made[-1] == END or len(made) == NEW_TOKENS - 1:
                return made if made[-1] == END else [*made, END], lead, barred
            fed = [made[-1]]


def prepare(tokenizer):
    return [(torch.tensor([tokenizer(prompt_of(c["task"], c.get("input")))["input_ids"]]), picture(c["seed"]))
            for c in CASES]


@torch.no_grad()
def search(model, prepared, first: int):
    """The first seed whose paths are decided by MARGIN, lively, led by the pictures, barred and ended once."""
    for seed in range(first, 20_000):
        fill_model(model, seed)
        paths, bars = [], 0
        for ids, pixels in prepared:
            path, lead, barred = Path(model, ids, pixels).walk()
            bars += barred
            if lead <= MARGIN or len(set(path)) < 5:
                break
            if Path(model, ids, pixels.flip(-1)).walk()[0] == path:
                break
            paths.append(path)
        if len(paths) < len(prepared):
            continue
        ended = sum(len(path) < NEW_TOKENS for path in paths)
        if bars and ended and ended < len(paths):
            print(f"seed {seed}: {ended} of {len(paths)} paths end by themselves, {bars} repetitions barred")
            return seed, paths
    raise SystemExit("no seed fits")


def check(model, folder, prepared) -> float:
    """The graphs, fed as a caller would, give the module's features, states and logits."""
    vision, embed, encoder, decoder = (
        onnxruntime.InferenceSession(str(folder / f"{name}.onnx"))
        for name in ("vision_encoder", "embed_tokens", "encoder_model", "decoder_model_merged")
    )
    caches = [i for i in decoder.get_inputs() if i.name.startswith("past_key_values")]
    outputs = [o.name for o in decoder.get_outputs()]
    worst = 0.0
    for ids, pixels in prepared:
        path = Path(model, ids, pixels)
        features = vision.run(None, {"pixel_values": pixels.numpy()})[0]
        embeds = np.concatenate([features, embed.run(None, {"input_ids": ids.numpy()})[0]], axis=1)
        mask = np.ones(embeds.shape[:2], np.int64)
        states = encoder.run(None, {"inputs_embeds": embeds, "attention_mask": mask})[0]
        worst = max(worst, float(np.abs(states - path.states.detach().numpy()).max()))
        past = {c.name: np.zeros((1, c.shape[1], 0, c.shape[3]), np.float32) for c in caches}
        made = [START, *path.walk()[0][:-1]]
        with torch.no_grad():
            whole = path.decoder(inputs_embeds=model.get_input_embeddings()(torch.tensor([made])),
                                 encoder_hidden_states=path.states).last_hidden_state
            expected = model.lm_head(whole)[0].numpy()
        for at, token in enumerate(made):
            fed = embed.run(None, {"input_ids": np.array([[token]])})[0]
            found = dict(zip(outputs, decoder.run(None, {
                "inputs_embeds": fed, "encoder_attention_mask": mask, "encoder_hidden_states": states,
                "use_cache_branch": np.array([at > 0]), **past,
            })))
            worst = max(worst, float(np.abs(found["logits"][0, -1] - expected[at]).max()))
            for name, value in found.items():
                if ".decoder." in name or (".encoder." in name and at == 0):
                    past[name.replace("present", "past_key_values")] = value
    if worst > 0.05:
        raise SystemExit(f"{folder}: numbers differ by {worst}")
    return worst


def regions(tokenizer) -> list:
    """What transformers' own post-processor makes of texts with places in them."""
    processor = Florence2PostProcessor({kind: {} for kind in set(files.ANSWERS.values())}, tokenizer)
    texts = json.loads((HERE / "florence2-regions.json").read_text())
    return [{**case, "made": processor(text=case["text"], image_size=tuple(case["size"]),
                                       parse_tasks=case["kind"])[case["kind"]]} for case in texts]


def main() -> None:
    folder = FIXTURES / NAME
    shutil.rmtree(folder, ignore_errors=True)
    onnx = folder / "onnx"
    onnx.mkdir(parents=True)
    tokenizer = files.build_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    vocabulary = tokenizer.get_vocab_size()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>",
                                   pad_token="<pad>", unk_token="<unk>")
    sequence = (SIDE // 32) ** 2 + 1
    save(folder / "tokenizer_config.json", files.tokenizer_config())
    save(folder / "preprocessor_config.json", files.preprocessor_config(SIDE, sequence))
    save(folder / "config.json", files.config(TEXT, VISION, vocabulary))
    save(folder / "generation_config.json", files.generation_config(NEW_TOKENS))

    model = build_model(vocabulary)
    prepared = prepare(fast)
    seed, paths = search(model, prepared, int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    with torch.no_grad(), tempfile.TemporaryDirectory() as parts:
        export_graphs(model, onnx, pathlib.Path(parts))
        worst = check(model, onnx, prepared)
        write_variants(onnx, pathlib.Path(parts))
    save(EXPECTED / f"{NAME}.python.json", {
        "seed": seed,
        "cases": [{"name": c["name"], "promptIds": ids[0].tolist(), "ids": path}
                  for c, (ids, _), path in zip(CASES, prepared, paths)],
    })
    save(EXPECTED / f"{NAME}.regions.json", regions(fast))
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    print(f"{NAME}: seed {seed}, graphs within {worst:.2g} of the module, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    logging.getLogger().setLevel(logging.WARNING)
    torch.set_num_threads(1)
    main()
