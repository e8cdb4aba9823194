"""Writes test/fixtures/tiny-models/tiny-smolvlm2: SmolVLM's architecture in the layout of SmolVLM2, whose
processor takes frames with their times, and what transformers' own modules make of such frames. Run by hand;
beside requirements.txt it needs num2words==0.5.14 and torchvision==0.24.1.

    VENV/bin/python smolvlm2.py
"""

import json
import logging

import torch
from transformers import (
    PreTrainedTokenizerFast,
    SmolVLMConfig,
    SmolVLMForConditionalGeneration,
    SmolVLMImageProcessor,
    SmolVLMProcessor,
    SmolVLMVideoProcessor,
)
from transformers.video_utils import VideoMetadata

from export import EXPECTED, FIXTURES, HERE, MARGIN, build_model, check, greedy, length, save, sides, write_files
from graphs import export_graphs
from quantise import write_four_bits
from tokens import build_tokenizer, preprocessor_config, tokenizer_config
from weights import fill, tiles

NAME = "tiny-smolvlm2"
CASES = json.loads((HERE / "smolvlm2-cases.json").read_text())
PLAN = {
    "family": "smolvlm",
    "classes": (SmolVLMConfig, SmolVLMForConditionalGeneration),
    "splitting": True,
    "keeps_logits": False,
    "scale_factor": 2,
    "text": {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 3,
             "num_key_value_heads": 1, "head_dim": 16, "intermediate_size": 96, "rope_theta": 100000.0},
    "vision": {"image_size": 48, "patch_size": 8, "hidden_size": 32, "num_hidden_layers": 2,
               "num_attention_heads": 2, "intermediate_size": 64},
}
# Times are whole halves of a second, so that frames of a film at this rate have them.
RATE = 2


def preprocessing():
    side, longest = sides(PLAN)
    # As in SmolVLM2-500M-Video-Instruct, with this model's tile.
    sampling = {"fps": 1, "max_frames": 64, "video_size": {"longest_edge": side}}
    return {**preprocessor_config(PLAN["family"], side, longest, PLAN["splitting"]), "video_sampling": sampling}


def make_processor(tokenizer):
    settings, how = tokenizer_config(PLAN["family"]), preprocessing()
    kept = {key: value for key, value in settings.items() if key.endswith("_token")}
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **kept)
    pictures = {key: value for key, value in how.items() if key.startswith(("do_", "size", "max_"))}
    frames = {key: how[key] for key in ("video_sampling", "max_image_size")}
    return SmolVLMProcessor(
        SmolVLMImageProcessor(**pictures), fast, SmolVLMVideoProcessor(**frames),
        image_seq_len=length(PLAN), chat_template=settings["chat_template"])


def prepare(case, processor):
    """Prompt ids and pixels of a case, by transformers' own processor and its own template for films."""
    text = lambda words: {"type": "text", "text": words}
    messages = []
    for turn in [*case.get("history", []), case]:
        film = [] if messages else [{"type": "video"}]
        messages.append({"role": "user", "content": [*film, text(turn["question"])]})
        if "reply" in turn:
            messages.append({"role": "assistant", "content": [text(turn["reply"])]})
    prompt = processor.apply_chat_template(messages, add_generation_prompt=True)
    width, height = case["size"]
    film = torch.full((len(case["seconds"]), 3, height, width), 120, dtype=torch.uint8)
    places = [int(second * RATE) for second in case["seconds"]]
    metadata = VideoMetadata(total_num_frames=places[-1] + 1, fps=RATE, frames_indices=places)
    batch = processor(text=prompt, videos=[[film]], video_metadata=[[metadata]], do_sample_frames=False, return_tensors="pt")
    count, _, *size = batch["pixel_values"].shape[1:]
    assert count == len(places) and size == [PLAN["vision"]["image_size"]] * 2
    return prompt, batch["input_ids"], tiles(case["seed"], count, size[0])


def answer(model, processor, end):
    """Every case's path, or None where one is not decided by MARGIN."""
    answered = {}
    for case in CASES:
        if "follows" in case:
            before = answered[case["follows"]]
            said = processor.tokenizer.decode(before["path"], skip_special_tokens=True)
            case = {**before["case"], **case, "history": [{"question": before["case"]["question"], "reply": said}]}
        _, ids, pixels = prepare(case, processor)
        path, lead = greedy(model, ids, pixels, end)
        other, _ = greedy(model, ids, pixels.flip(-1), end)
        if lead <= MARGIN or len(set(path)) < 4 or path == other:
            return None
        answered[case["name"]] = {"case": case, "ids": ids, "pixels": pixels, "path": path}
    return answered


def main():
    tokenizer = build_tokenizer(PLAN["family"])
    processor = make_processor(tokenizer)
    model = build_model(PLAN, tokenizer)
    end = model.config.eos_token_id
    for seed in range(1, 20_000):
        fill(model, seed)
        answered = answer(model, processor, end)
        if answered:
            break
    else:
        raise SystemExit("no seed fits")
    folder = write_files(NAME, PLAN, tokenizer, model, preprocessing())
    export_graphs(model, folder / "onnx", PLAN["keeps_logits"])
    write_four_bits(folder / "onnx", "decoder_model_merged")
    paths = [each["path"] for each in answered.values()]
    worst = check(model, folder / "onnx", [(each["ids"], each["pixels"]) for each in answered.values()], paths, end)
    save(EXPECTED / f"{NAME}.python.json", {
        "seed": seed,
        "cases": [{**each["case"], "promptIds": each["ids"][0].tolist(), "ids": each["path"]}
                  for each in answered.values()],
    })
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    print(f"{NAME}: seed {seed}, graphs within {worst:.2g} of the module, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    logging.getLogger().setLevel(logging.WARNING)
    torch.set_num_threads(1)
    main()
