"""The three graphs of the Idefics3 / SmolVLM layout, traced from transformers' own modules."""

import types

import onnx
import torch
from transformers import DynamicCache

OPSET = 17


class VisionGraph(torch.nn.Module):
    """SigLIP encoder, pixel shuffle and projection: transformers' `get_image_features` for pictures that
    are all there (it drops tiles that are wholly 0.0, the padding of a batch, which has no place in a
    layout whose features are [batch × images, ...])."""

    def __init__(self, model):
        super().__init__()
        self.vision_model = model.model.vision_model
        self.connector = model.model.connector
        self.patch_size = model.config.vision_config.patch_size

    def forward(self, pixel_values, pixel_attention_mask):
        side, patch = pixel_values.shape[-1], self.patch_size
        pixels = pixel_values.reshape(-1, 3, side, side)
        rows = side // patch
        mask = pixel_attention_mask.reshape(-1, rows, patch, rows, patch).to(torch.int32)
        patches = mask.sum(dim=(2, 4)) > 0
        seen = self.vision_model(pixel_values=pixels, patch_attention_mask=patches)
        return self.connector(seen.last_hidden_state)


def positions_without_a_loop(self, pixel_values, patch_attention_mask):
    """The embeddings' own forward, minus its loop over the batch, which a trace would unroll, and in
    whole numbers: it counts the bounds k/side that lie at or under i/count * (1 - 1e-6), which are those
    with k * count < i * side (the fractions are lost in half precision)."""
    embeddings = self.patch_embedding(pixel_values).flatten(2).transpose(1, 2)
    side = self.num_patches_per_side
    bounds = torch.arange(1, side)
    counts = (patch_attention_mask[:, :, 0].sum(1), patch_attention_mask[:, 0].sum(1))
    buckets = []
    for count, length in zip(counts, patch_attention_mask.shape[1:]):
        places = torch.arange(length)[None, :, None] * side
        buckets.append((bounds * count[:, None, None] < places).sum(-1))
    grid = buckets[0][:, :, None] * side + buckets[1][:, None, :]
    ids = torch.where(patch_attention_mask, grid, torch.zeros_like(grid)).flatten(1)
    return embeddings + self.position_embedding(ids)


class EmbedGraph(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.embed = model.get_input_embeddings()

    def forward(self, input_ids):
        return self.embed(input_ids)


class DecoderGraph(torch.nn.Module):
    """The llama text model and its head with the cache as plain inputs and outputs."""

    def __init__(self, model, keeps_logits: bool):
        super().__init__()
        self.text_model = model.model.text_model
        self.lm_head = model.lm_head
        self.keeps_logits = keeps_logits

    def forward(self, inputs_embeds, attention_mask, position_ids, *rest):
        keep = rest[0] if self.keeps_logits else None
        past = rest[1:] if self.keeps_logits else rest
        pairs = tuple((past[i], past[i + 1]) for i in range(0, len(past), 2))
        cache = DynamicCache.from_legacy_cache(pairs)
        known = past[0].shape[2]
        queries = torch.arange(inputs_embeds.shape[1]) + known
        keys = torch.arange(attention_mask.shape[1])
        allowed = (keys[None, :] <= queries[:, None])[None, None] & (attention_mask[:, None, None, :] > 0)
        bias = torch.where(allowed, 0.0, torch.finfo(torch.float32).min)
        out = self.text_model(
            inputs_embeds=inputs_embeds,
            attention_mask=bias,
            position_ids=position_ids,
            past_key_values=cache,
            use_cache=True,
        )
        hidden = out.last_hidden_state
        if keep is not None:
            # 0 keeps all positions, as transformers has it.
            hidden = hidden[:, -keep:, :]
        presents = [tensor for pair in out.past_key_values.to_legacy_cache() for tensor in pair]
        return self.lm_head(hidden), *presents


def export_graphs(model, folder, keeps_logits: bool) -> None:
    embeddings = model.model.vision_model.embeddings
    embeddings.forward = types.MethodType(positions_without_a_loop, embeddings)
    try:
        trace_graphs(model, folder, keeps_logits)
    finally:
        # What the graphs are compared with is transformers' own.
        del embeddings.forward


def trace_graphs(model, folder, keeps_logits: bool) -> None:
    text = model.config.text_config
    vision = model.config.vision_config
    side = vision.image_size
    heads, size = text.num_key_value_heads, text.head_dim
    write(
        VisionGraph(model),
        (torch.randn(2, 3, 3, side, side), torch.ones(2, 3, side, side, dtype=torch.bool)),
        folder / "vision_encoder.onnx",
        {
            "pixel_values": {0: "batch_size", 1: "num_images"},
            "pixel_attention_mask": {0: "batch_size", 1: "num_images"},
        },
        {"image_features": {0: "batch_size*num_images"}},
    )
    name_length(folder / "vision_encoder.onnx", (side // vision.patch_size // model.config.scale_factor) ** 2)
    write(
        EmbedGraph(model),
        (torch.arange(10).reshape(2, 5),),
        folder / "embed_tokens.onnx",
        {"input_ids": {0: "batch_size", 1: "sequence_length"}},
        {"inputs_embeds": {0: "batch_size", 1: "sequence_length"}},
    )
    names = [f"{layer}.{part}" for layer in range(text.num_hidden_layers) for part in ("key", "value")]
    past = [torch.randn(2, heads, 3, size) for _ in names]
    keep = (torch.tensor(1, dtype=torch.int64),) if keeps_logits else ()
    inputs = {
        "inputs_embeds": {0: "batch_size", 1: "sequence_length"},
        "attention_mask": {0: "batch_size", 1: "total_sequence_length"},
        "position_ids": {0: "batch_size", 1: "sequence_length"},
        **({"num_logits_to_keep": {}} if keeps_logits else {}),
        **{f"past_key_values.{name}": {0: "batch_size", 2: "past_sequence_length"} for name in names},
    }
    write(
        DecoderGraph(model, keeps_logits),
        (
            torch.randn(2, 5, text.hidden_size),
            torch.ones(2, 8, dtype=torch.int64),
            torch.arange(3, 8)[None].repeat(2, 1),
            *keep,
            *past,
        ),
        folder / "decoder_model_merged.onnx",
        inputs,
        {
            "logits": {0: "batch_size", 1: "logits_length" if keeps_logits else "sequence_length"},
            **{f"present.{name}": {0: "batch_size", 2: "total_sequence_length"} for name in names},
        },
    )


def name_length(path, length: int) -> None:
    """Says how many features a tile has, which the tracer leaves open."""
    graph = onnx.load(path)
    graph.graph.output[0].type.tensor_type.shape.dim[1].dim_value = length
    onnx.save(graph, path)


def write(module, example, path, inputs, outputs) -> None:
    with torch.no_grad():
        torch.onnx.export(
            module.eval(),
            example,
            str(path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={**inputs, **outputs},
            opset_version=OPSET,
            do_constant_folding=True,
            dynamo=False,
        )
