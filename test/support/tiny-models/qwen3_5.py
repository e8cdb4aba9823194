"""Writes test/fixtures/tiny-models/tiny-qwen3_5: the true Qwen3.5 architecture (gated delta-net layers and
gated full attention, three position rows, grid vision) with random weights, in the layout of docs/models.md.
Run by hand, in an environment outside the project:

    python -m venv VENV && VENV/bin/pip install -r qwen3_5-requirements.txt && VENV/bin/python qwen3_5.py

Every graph is compared with transformers' own modules, cut at many lengths, before it is kept, and a seed is
taken only if the best logit leads the second by more than MARGIN along the greedy path of every case.
"""

import json
import logging
import pathlib
import shutil

import numpy as np
import onnxruntime
import torch
from transformers import PreTrainedTokenizerFast, Qwen3_5Config, Qwen3_5ForConditionalGeneration
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil, smart_resize

from qwen3_5_forms import Contrib, Loop
from qwen3_5_graphs import cache_inputs, export_graphs, export_loop
from qwen3_5_tokens import CLOSE, END, IMAGE, START, STOP, TEMPLATE, VIDEO
from qwen3_5_tokens import build_tokenizer, preprocessor_config, tokenizer_config
from qwen3_5_variants import drop_names, write_variants
from qwen3_5_saving import save
from weights import LOGIT_SPREAD, tiles

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / "fixtures" / "tiny-models" / "tiny-qwen3_5"
EXPECTED = HERE.parents[1] / "fixtures" / "conformance"
CASES = json.loads((HERE / "qwen3_5_cases.json").read_text())
MARGIN = 0.5
NEW_TOKENS = 16
PATCH, MERGE, FRAMES = 8, 2, 2
LOOP = "loop/decoder_model_merged.onnx"
SMALLEST, LARGEST = 32 * 32, 128 * 128
TEXT = {
    "hidden_size": 64, "intermediate_size": 64, "num_hidden_layers": 4, "num_attention_heads": 4,
    "num_key_value_heads": 2, "head_dim": 24, "linear_conv_kernel_dim": 4, "linear_key_head_dim": 16,
    "linear_value_head_dim": 16, "linear_num_key_heads": 2, "linear_num_value_heads": 4,
    "max_position_embeddings": 4096, "tie_word_embeddings": False, "rms_norm_eps": 1e-6,
    "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.25,
                        "mrope_section": [1, 1, 1], "mrope_interleaved": True},
}
VISION = {
    "depth": 2, "hidden_size": 32, "intermediate_size": 64, "num_heads": 2, "patch_size": PATCH,
    "spatial_merge_size": MERGE, "temporal_patch_size": FRAMES, "out_hidden_size": 64, "num_position_embeddings": 36,
}
# Gain over 1/sqrt(fan-in) by the owner's name: sharp attention, so that pictures and order matter.
GAINS = {"q_proj": 2.0, "k_proj": 2.0, "proj": 2.0, "qkv": 2.0, "conv1d": 1.0}


def build_model(tokenizer):
    token = tokenizer.token_to_id
    config = Qwen3_5Config(
        image_token_id=token(IMAGE), video_token_id=token(VIDEO),
        vision_start_token_id=token(START), vision_end_token_id=token(CLOSE),
        text_config={"vocab_size": tokenizer.get_vocab_size(), "eos_token_id": token(STOP), **TEXT},
        vision_config=VISION, tie_word_embeddings=False,
    )
    config._attn_implementation = "eager"
    return Qwen3_5ForConditionalGeneration(config).eval()


def fill(model, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            owner = name.split(".")[-2]
            fan_in = parameter[0].numel() if parameter.dim() > 1 else 1
            # By default a projection's; Qwen's own norms add 1 to their weight, LayerNorm and the gated one do not.
            deviation, middle = GAINS.get(owner, 1.5) / fan_in**0.5, 0.0
            if name.endswith("A_log"):
                deviation, middle = 0.7, -1.5
            elif "norm" in owner:
                deviation = 0.1
                middle = 1.0 if name.endswith("weight") and ("visual" in name or "linear_attn" in name) else 0.0
            elif parameter.dim() == 1:
                deviation = 0.2
            elif "embed" in owner:
                deviation = 0.5
            elif owner == "lm_head":
                deviation = LOGIT_SPREAD / fan_in**0.5
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * deviation + middle)


def grid_of(size) -> list[int]:
    height, width = smart_resize(size[1], size[0], PATCH * MERGE, SMALLEST, LARGEST)
    return [1, height // PATCH, width // PATCH]


def patches(seed: int, grids) -> torch.Tensor:
    """Pixels [patches, C·T·P·P] of all pictures of a case, one after the other."""
    count = sum(t * h * w for t, h, w in grids)
    return tiles(seed, count * FRAMES, PATCH).reshape(count, -1)


def prepare(fast):
    prepared = []
    for case in CASES:
        seen = [{"type": "image"} for _ in case["pictures"]]
        turns = [*case["history"], {"question": case["question"]}]
        messages = []
        for at, turn in enumerate(turns):
            content = [{"type": "text", "text": turn["question"]}]
            messages.append({"role": "user", "content": [*seen, *content] if at == 0 else content})
            if "answer" in turn:
                messages.append({"role": "assistant", "content": [{"type": "text", "text": turn["answer"]}]})
        prompt = fast.apply_chat_template(messages, add_generation_prompt=True, tokenize=False, enable_thinking=False)
        grids = [grid_of(size) for size in case["pictures"]]
        # As Qwen3VLProcessor does: each mark once for every merged patch.
        first, *rest = prompt.split(IMAGE)
        prompt = first + "".join(IMAGE * (t * h * w // MERGE**2) + part for (t, h, w), part in zip(grids, rest))
        ids = fast(prompt, return_tensors="pt", add_special_tokens=False)["input_ids"]
        prepared.append((ids, torch.tensor(grids), patches(case["seed"], grids)))
    return prepared


def positions_of(model, ids, grids):
    kinds = (ids == model.config.image_token_id).int()
    return model.model.get_rope_index(ids, kinds, grids)


@torch.no_grad()
def greedy(model, ids, grids, pixels, ends):
    """Generated ids and the smallest lead of the best logit over the second."""
    kinds = (ids == model.config.image_token_id).int()
    out = model(input_ids=ids, pixel_values=pixels, image_grid_thw=grids, mm_token_type_ids=kinds, use_cache=True)
    made, lead = [], float("inf")
    while True:
        best = out.logits[0, -1].topk(2)
        lead = min(lead, float(best.values[0] - best.values[1]))
        made.append(int(best.indices[0]))
        if made[-1] in ends or len(made) == NEW_TOKENS:
            return made, lead
        out = model(input_ids=torch.tensor([[made[-1]]]), cache=out.cache, use_cache=True)


def search(model, prepared, ends):
    """The first seed whose paths are decided by MARGIN, lively, and led by the pictures."""
    for seed in range(1, 20_000):
        fill(model, seed)
        paths = []
        for ids, grids, pixels in prepared:
            path, lead = greedy(model, ids, grids, pixels, ends)
            if lead <= MARGIN or len(set(path)) < 4:
                break
            other, _ = greedy(model, ids, grids, pixels.flip(-1), ends)
            if other == path:
                break
            paths.append(path)
        # The first word, too, is to hang on what was seen and asked.
        if len(paths) == len(prepared) and len({path[0] for path in paths}) > 3:
            return seed, paths
    raise SystemExit("no seed fits")


def check(model, prepared, paths, decoder_file, form):
    """The graphs, fed as a caller would, give the module's features, logits and paths, however they are cut."""
    files = ("onnx/vision_encoder.onnx", "onnx/embed_tokens.onnx", decoder_file)
    vision, embed, decoder = (onnxruntime.InferenceSession(str(FOLDER / file)) for file in files)
    shapes = cache_inputs(model.config.text_config, form)
    worst = 0.0
    for at, ((ids, grids, pixels), path) in enumerate(zip(prepared, paths)):
        with torch.no_grad():
            kinds = (ids == model.config.image_token_id).int()
            expected = model(input_ids=ids, pixel_values=pixels, image_grid_thw=grids, mm_token_type_ids=kinds).logits
        features = vision.run(None, {"pixel_values": pixels.numpy(), "image_grid_thw": grids.numpy()})[0]
        embeds = embed.run(None, {"input_ids": ids.numpy()})[0]
        embeds[ids.numpy() == model.config.image_token_id] = features
        rows, delta = positions_of(model, ids, grids)
        past = {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}
        made, done = [], 0
        length = ids.shape[1]
        # Cut after 1, 2, 3, 5 ... positions, a little differently a case.
        cuts = sorted({min(length, cut + at) for cut in (1, 2, 3, 5, 8, 30, 70, 71)} | {length})
        while len(made) < len(path):
            if done < length:
                to = next(cut for cut in cuts if cut > done)
                part, places = embeds[:, done:to], rows[:, :, done:to].numpy()
            else:
                to = done + 1
                part = embed.run(None, {"input_ids": np.array([[made[-1]]])})[0]
                places = np.full((3, 1, 1), done + int(delta), np.int64)
            logits, *after = decoder.run(None, {
                "inputs_embeds": part, "attention_mask": np.ones((1, to), np.int64), "position_ids": places, **past})
            past = dict(zip(shapes, after))
            if done < length:
                worst = max(worst, float(np.abs(expected[:, done:to].numpy() - logits).max()))
            done = to
            if done >= length:
                made.append(int(logits[0, -1].argmax()))
        if made != path:
            raise SystemExit(f"case {at}: the graphs leave the module's path: {made} for {path}")
    if worst > 0.05:
        raise SystemExit(f"logits differ by {worst}")
    return worst


def facts():
    """What transformers makes of sizes and of a picture: for the pure parts of the engine."""
    limits = [(28, 56 * 56, 28 * 28 * 1280), (32, 65536, 16777216), (32, 65536, 262144), (16, SMALLEST, LARGEST)]
    sides = [1, 2, 15, 16, 17, 24, 33, 40, 48, 75, 97, 211, 480, 533, 640, 800, 1080, 1920, 2520, 4000]
    sizes = [[*limit, height, width, *smart_resize(height, width, *limit)]
             for limit in limits for height in sides for width in sides[:: 1 + len(sides) // 9]
             if max(height, width) / min(height, width) <= 200]
    picture = np.random.default_rng(5).integers(0, 256, (16, 24, 3), dtype=np.uint8)
    processor = Qwen2VLImageProcessorPil(
        patch_size=4, temporal_patch_size=2, merge_size=2, do_resize=False, do_rescale=False, do_normalize=False)
    made = processor(images=[picture], return_tensors="np")
    return {
        "smartResize": sizes,
        "patches": {"width": 24, "height": 16, "rgb": picture.flatten().tolist(),
                    "grid": made["image_grid_thw"][0].tolist(), "values": made["pixel_values"].astype(int).flatten().tolist()},
    }


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "onnx").mkdir(parents=True)
    tokenizer = build_tokenizer()
    tokenizer.save(str(FOLDER / "tokenizer.json"))
    save(FOLDER / "tokenizer_config.json", {**tokenizer_config(), "chat_template": TEMPLATE})
    save(FOLDER / "preprocessor_config.json", preprocessor_config(PATCH, SMALLEST, LARGEST))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, chat_template=TEMPLATE, eos_token=END, pad_token=STOP)
    model = build_model(tokenizer)
    ends = [tokenizer.token_to_id(END), tokenizer.token_to_id(STOP)]
    prepared = prepare(fast)
    seed, paths = search(model, prepared, ends)
    export_graphs(model, FOLDER / "onnx")
    worst = check(model, prepared, paths, "onnx/decoder_model_merged.onnx", Contrib)
    write_variants(FOLDER / "onnx")
    # The other form of published folders, for the engine's tests to put in the first one's place.
    (FOLDER / "loop").mkdir()
    export_loop(model, FOLDER / LOOP)
    drop_names(FOLDER / LOOP)
    worst = max(worst, check(model, prepared, paths, LOOP, Loop))

    config = json.loads(model.config.to_json_string(use_diff=False))
    config["architectures"] = [type(model).__name__]
    save(FOLDER / "config.json", config)
    save(FOLDER / "generation_config.json", {
        "eos_token_id": ends, "pad_token_id": ends[1], "max_new_tokens": NEW_TOKENS})
    places = [positions_of(model, ids, grids) for ids, grids, _ in prepared]
    save(EXPECTED / "tiny-qwen3_5.python.json", {
        "seed": seed,
        "cases": [{"name": case["name"], "grids": grids.tolist(), "promptIds": ids[0].tolist(), "ids": path,
                   "positions": rows[:, 0].tolist(), "delta": int(delta)}
                  for case, (ids, grids, _), path, (rows, delta) in zip(CASES, prepared, paths, places)],
        **facts(),
    })
    size = sum(f.stat().st_size for f in FOLDER.rglob("*") if f.is_file())
    print(f"seed {seed}, graphs within {worst:.2g} of the module, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    logging.getLogger().setLevel(logging.WARNING)
    torch.set_num_threads(1)
    main()
