"""Writes the tiny models of test/fixtures/tiny-models: the true Idefics3 and SmolVLM architecture with
random weights, in the layout of docs/models.md. Run by hand, in an environment outside the project:

    python -m venv VENV && VENV/bin/pip install -r requirements.txt && VENV/bin/python export.py

Every graph is compared with the module it was traced from before it is kept, and a seed is taken only
if the best logit leads the second by more than MARGIN along the greedy path of every case of cases.json.
The pixels' seeds of more-cases.json were then chosen so that the same holds there. With --answers the
committed models, made anew from their seeds, are asked again and nothing but the answers is written.
"""

import json
import logging
import pathlib
import re
import shutil
import sys

import numpy as np
import onnxruntime
import torch
from PIL import Image
from transformers import (
    Idefics3Config,
    Idefics3ForConditionalGeneration,
    Idefics3ImageProcessor,
    Idefics3Processor,
    PreTrainedTokenizerFast,
    SmolVLMConfig,
    SmolVLMForConditionalGeneration,
)

from graphs import export_graphs
from quantise import write_variants
from tokens import END, FAMILIES, build_tokenizer, preprocessor_config, tokenizer_config
from weights import fill, tiles

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parents[1] / "fixtures" / "tiny-models"
EXPECTED = HERE.parents[1] / "fixtures" / "conformance"
CASES = json.loads((HERE / "cases.json").read_text())
MORE_CASES = json.loads((HERE / "more-cases.json").read_text())
MARGIN = 0.5
NEW_TOKENS = 16

MODELS = {
    "tiny-smolvlm": {
        "family": "smolvlm",
        "classes": (SmolVLMConfig, SmolVLMForConditionalGeneration),
        "splitting": True,
        "keeps_logits": True,
        "scale_factor": 4,
        "text": {"hidden_size": 64, "num_hidden_layers": 3, "num_attention_heads": 6,
                 "num_key_value_heads": 2, "head_dim": 8, "intermediate_size": 96, "rope_theta": 100000.0},
        "vision": {"image_size": 64, "patch_size": 8, "hidden_size": 48, "num_hidden_layers": 2,
                   "num_attention_heads": 4, "intermediate_size": 96},
    },
    "tiny-idefics3": {
        "family": "idefics3",
        "classes": (Idefics3Config, Idefics3ForConditionalGeneration),
        "splitting": False,
        "keeps_logits": False,
        "scale_factor": 2,
        "text": {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "num_key_value_heads": 2, "head_dim": 16, "intermediate_size": 128, "rope_theta": 500000.0},
        "vision": {"image_size": 56, "patch_size": 7, "hidden_size": 48, "num_hidden_layers": 2,
                   "num_attention_heads": 3, "intermediate_size": 96},
    },
}


def sides(plan):
    """Of a tile, and the longest of a picture that is cut into tiles."""
    side = plan["vision"]["image_size"]
    return side, 4 * side


def length(plan):
    """Image tokens a tile."""
    vision = plan["vision"]
    return (vision["image_size"] // vision["patch_size"] // plan["scale_factor"]) ** 2


def build_model(plan, tokenizer):
    form = FAMILIES[plan["family"]]
    ids = {
        "bos_token_id": tokenizer.token_to_id(form["bos"]),
        "eos_token_id": tokenizer.token_to_id(END),
        "pad_token_id": tokenizer.token_to_id(form["pad"]),
    }
    vocabulary = tokenizer.get_vocab_size()
    make_config, make_model = plan["classes"]
    config = make_config(
        image_token_id=tokenizer.token_to_id("<image>"),
        scale_factor=plan["scale_factor"],
        text_config={"model_type": "llama", "vocab_size": vocabulary, "max_position_embeddings": 4096,
                     "rms_norm_eps": 1e-5, "tie_word_embeddings": False, **plan["text"], **ids},
        vision_config=plan["vision"],
        tie_word_embeddings=False,
        vocab_size=vocabulary,
        **ids,
    )
    config._attn_implementation = "eager"
    return make_model(config).eval()


def prepare(case, plan, processor):
    """Prompt ids and pixels of a case, by transformers' own processor (its pixels replaced)."""
    text = lambda words: {"type": "text", "text": words}
    messages = []
    for turn in [*case.get("history", []), case]:
        images = [{"type": "image"} for _ in case["pictures"]] if not messages else []
        messages.append({"role": "user", "content": [*images, text(turn["question"])]})
        if "reply" in turn:
            messages.append({"role": "assistant", "content": [text(turn["reply"])]})
    prompt = processor.apply_chat_template(messages, add_generation_prompt=True)
    images = [Image.new("RGB", tuple(size), (90, 120, 200)) for size in case["pictures"]]
    # One row of pixels could be taken for one channel.
    how = {"do_image_splitting": case["split"], "input_data_format": "channels_last"}
    batch = processor(text=prompt, images=images, images_kwargs=how, return_tensors="pt")
    return batch["input_ids"], tiles(case["seed"], batch["pixel_values"].shape[1], plan["vision"]["image_size"])


def answer_more(model, plan, processor, end, answered):
    """Adds the cases of more-cases.json; one that follows another is asked after that one's answer."""
    for case in MORE_CASES:
        if "follows" in case:
            before = answered[case["follows"]]
            said = processor.tokenizer.decode(before["path"], skip_special_tokens=True)
            turn = {"question": before["case"]["question"], "reply": said}
            case = {**before["case"], **case, "history": [*before["case"].get("history", []), turn]}
        ids, pixels = prepare(case, plan, processor)
        path, lead = greedy(model, ids, pixels, end)
        if lead <= MARGIN:
            raise SystemExit(f"{case['name']}: the best logit leads by {lead} only; take another seed")
        answered[case["name"]] = {"case": case, "ids": ids, "pixels": pixels, "path": path}


@torch.no_grad()
def greedy(model, ids, pixels, end):
    """Generated ids and the smallest lead of the best logit over the second."""
    out = model(input_ids=ids, pixel_values=pixels, use_cache=True)
    made, lead = [], float("inf")
    while True:
        best = out.logits[0, -1].topk(2)
        lead = min(lead, float(best.values[0] - best.values[1]))
        made.append(int(best.indices[0]))
        if made[-1] == end or len(made) == NEW_TOKENS:
            return made, lead
        out = model(
            input_ids=torch.tensor([[made[-1]]]),
            attention_mask=torch.ones(1, ids.shape[1] + len(made), dtype=torch.int64),
            past_key_values=out.past_key_values,
            use_cache=True,
        )


def search(model, prepared, end):
    """The first seed whose paths are decided by MARGIN, lively, and led by the pictures."""
    for seed in range(1, 20_000):
        fill(model, seed)
        paths = []
        for ids, pixels in prepared:
            path, lead = greedy(model, ids, pixels, end)
            if lead <= MARGIN or len(set(path)) < 4:
                break
            other, _ = greedy(model, ids, pixels.flip(-1), end)
            if other == path:
                break
            paths.append(path)
        if len(paths) == len(prepared):
            return seed, paths
    raise SystemExit("no seed fits")


def check(model, folder, prepared, paths, end):
    """The graphs, fed as a caller would, give the module's features, logits and paths."""
    open_graph = lambda name: onnxruntime.InferenceSession(str(folder / f"{name}.onnx"))
    vision, embed, decoder = map(open_graph, ("vision_encoder", "embed_tokens", "decoder_model_merged"))
    image_token = model.config.image_token_id
    names = [i.name for i in decoder.get_inputs()]
    caches = [i for i in decoder.get_inputs() if i.name.startswith("past_key_values")]
    worst = 0.0
    for (ids, pixels), path in zip(prepared, paths):
        mask = np.ones((1, pixels.shape[1], *pixels.shape[3:]), dtype=bool)
        features = vision.run(None, {"pixel_values": pixels.numpy(), "pixel_attention_mask": mask})[0]
        past = {c.name: np.zeros((1, c.shape[1], 0, c.shape[3]), np.float32) for c in caches}
        sequence, made = ids.numpy(), []
        while True:
            length = past[caches[0].name].shape[2]
            embeds = embed.run(None, {"input_ids": sequence})[0]
            if not made:
                embeds[sequence == image_token] = features.reshape(-1, features.shape[-1])
            total = length + sequence.shape[1]
            feeds = {"inputs_embeds": embeds, "attention_mask": np.ones((1, total), np.int64),
                     "position_ids": np.arange(length, total)[None], **past}
            if "num_logits_to_keep" in names:
                feeds["num_logits_to_keep"] = np.array(0 if not made else 1, np.int64)
            logits, *presents = decoder.run(None, feeds)
            if not made:
                with torch.no_grad():
                    expected = model(input_ids=ids, pixel_values=pixels).logits.numpy()
                worst = max(worst, float(np.abs(expected - logits).max()))
            made.append(int(logits[0, -1].argmax()))
            if made[-1] == end or len(made) == NEW_TOKENS:
                break
            past = dict(zip((c.name for c in caches), presents))
            sequence = np.array([[made[-1]]])
        if made != path:
            raise SystemExit(f"{folder}: the graphs leave the module's path: {made} for {path}")
    if worst > 0.05:
        raise SystemExit(f"{folder}: logits differ by {worst}")
    return worst


def save(path, value) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    # Lists of numbers stay on one line.
    text = re.sub(r"\[[\d\s,.]+\]", lambda found: re.sub(r"\s+", " ", found[0]), text)
    path.write_text(text + "\n")


def write_files(name, plan, tokenizer, model, preprocessing):
    """The JSON files of a new folder; its path."""
    folder = FIXTURES / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "onnx").mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = tokenizer_config(plan["family"])
    save(folder / "tokenizer_config.json", settings)
    save(folder / "preprocessor_config.json", preprocessing)
    save(folder / "processor_config.json", {
        "processor_class": settings["processor_class"], "image_seq_len": length(plan),
    })
    config = json.loads(model.config.to_json_string(use_diff=True))
    config["architectures"] = [type(model).__name__]
    save(folder / "config.json", config)
    save(folder / "generation_config.json", {
        "bos_token_id": model.config.bos_token_id, "eos_token_id": model.config.eos_token_id,
        "pad_token_id": model.config.pad_token_id, "max_new_tokens": NEW_TOKENS,
    })
    return folder


def export(name, plan) -> None:
    tokenizer = build_tokenizer(plan["family"])
    model = build_model(plan, tokenizer)
    processor = make_processor(plan, tokenizer)
    preprocessing = preprocessor_config(plan["family"], *sides(plan), plan["splitting"])
    folder = write_files(name, plan, tokenizer, model, preprocessing)
    prepared = [prepare(case, plan, processor) for case in CASES]
    seed, _ = search(model, prepared, model.config.eos_token_id)
    export_graphs(model, folder / "onnx", plan["keeps_logits"])
    write_variants(folder / "onnx")
    record(name, plan, model, processor, seed)


def make_processor(plan, tokenizer):
    settings = tokenizer_config(plan["family"])
    kept = {key: value for key, value in settings.items() if key.endswith("_token")}
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **kept)
    preprocessing = preprocessor_config(plan["family"], *sides(plan), plan["splitting"])
    how = {key: value for key, value in preprocessing.items() if key.startswith(("do_", "size", "max_"))}
    template = settings["chat_template"]
    return Idefics3Processor(Idefics3ImageProcessor(**how), fast, image_seq_len=length(plan), chat_template=template)


def record(name, plan, model, processor, seed) -> None:
    """Asks the model of this seed every case, and the graphs too."""
    fill(model, seed)
    end, answered = model.config.eos_token_id, {}
    for case in CASES:
        ids, pixels = prepare(case, plan, processor)
        path, _ = greedy(model, ids, pixels, end)
        answered[case["name"]] = {"case": case, "ids": ids, "pixels": pixels, "path": path}
    answer_more(model, plan, processor, end, answered)
    folder = FIXTURES / name
    prepared = [(each["ids"], each["pixels"]) for each in answered.values()]
    worst = check(model, folder / "onnx", prepared, [each["path"] for each in answered.values()], end)
    EXPECTED.mkdir(exist_ok=True)
    save(EXPECTED / f"{name}.python.json", {
        "seed": seed,
        "cases": [{"name": each["case"]["name"],
                   **({"history": each["case"]["history"]} if "history" in each["case"] else {}),
                   "promptIds": each["ids"][0].tolist(), "ids": each["path"]} for each in answered.values()],
    })
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    print(f"{name}: seed {seed}, graphs within {worst:.2g} of the module, {size / 1e6:.2f} MB")


def answer_again(name, plan) -> None:
    seed = json.loads((EXPECTED / f"{name}.python.json").read_text())["seed"]
    tokenizer = build_tokenizer(plan["family"])
    record(name, plan, build_model(plan, tokenizer), make_processor(plan, tokenizer), seed)


if __name__ == "__main__":
    logging.getLogger().setLevel(logging.WARNING)
    torch.set_num_threads(1)
    for name, plan in MODELS.items():
        (answer_again if "--answers" in sys.argv else export)(name, plan)
