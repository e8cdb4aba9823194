"""The three graphs of the Qwen3.5 layout, traced from transformers' own modules.

Two things of a layer cannot be traced for every length: the causal convolution with its state and the
gated delta rule (Python loops over positions or chunks). They come in two forms, as published folders do:
the operators that onnxruntime has for them (qwen3_5_forms.Contrib), and a loop (qwen3_5_forms.Loop).
"""

import contextlib
import types

import torch
import torch.nn.functional as F
from transformers.models.qwen3_5.modeling_qwen3_5 import (
    apply_mask_to_padding_states,
    apply_rotary_pos_emb_vision,
    eager_attention_forward,
    l2norm,
)
from transformers.vision_utils import _interpolation_axis_taps_weights

from qwen3_5_forms import CONTRIB, Contrib, Loop

OPSET = 17


def delta_net(self, hidden_states, cache=None, attention_mask=None, **_):
    """Qwen3_5GatedDeltaNet.forward with what the form has in the place of its loops."""
    hidden_states = apply_mask_to_padding_states(hidden_states, attention_mask)
    batch, length, _ = hidden_states.shape
    mixed, cache.conv_after[self.layer_idx] = cache.form.convolution(
        self.in_proj_qkv(hidden_states).transpose(1, 2), self.conv1d.weight, cache.conv[self.layer_idx]
    )
    query, key, value = mixed.transpose(1, 2).split([self.key_dim, self.key_dim, self.value_dim], dim=-1)
    unit = lambda x: l2norm(x.reshape(batch, length, self.num_k_heads, self.head_k_dim))
    repeats = self.num_v_heads // self.num_k_heads
    spread = lambda x: unit(x)[:, :, :, None].expand(-1, -1, -1, repeats, -1).reshape(
        batch, length, self.num_v_heads * self.head_k_dim
    )
    decay = -self.A_log.exp() * F.softplus(self.in_proj_a(hidden_states) + self.dt_bias)
    beta = self.in_proj_b(hidden_states).sigmoid()
    out, cache.recurrent_after[self.layer_idx] = cache.form.rule(
        spread(query), spread(key), value, cache.recurrent[self.layer_idx], decay, beta,
        self.num_v_heads, self.head_k_dim, self.head_v_dim,
    )
    gate = self.in_proj_z(hidden_states).reshape(-1, self.head_v_dim)
    return self.out_proj(self.norm(out.reshape(-1, self.head_v_dim), gate).reshape(batch, length, self.value_dim))


def interleave(self, freq):
    """The rotary frequencies' own mix of the three rows, without assigning to slices in place."""
    mixed, places = freq[0], torch.arange(freq.shape[-1])
    for row in (1, 2):
        taken = (places % 3 == row) & (places < self.mrope_section[row] * 3)
        mixed = torch.where(taken, freq[row], mixed)
    return torch.cat((mixed, mixed), dim=-1)


class PlainCache:
    """The cache as a graph has it: tensors in, tensors out."""

    def __init__(self, form, names, tensors):
        self.form = form
        self.before = dict(zip(names, tensors))
        self.after = {}
        self.conv, self.recurrent = ({}, {})
        self.conv_after, self.recurrent_after = ({}, {})
        for name, tensor in self.before.items():
            kind, layer = name.split(".")[:2]
            if kind == "past_conv":
                self.conv[int(layer)] = tensor
            elif kind == "past_recurrent":
                self.recurrent[int(layer)] = tensor

    def update(self, key, value, layer, **_):
        pair = []
        for part, new in (("key", key), ("value", value)):
            name = f"past_key_values.{layer}.{part}"
            self.after[name] = torch.cat([self.before[name], new], dim=2)
            pair.append(self.after[name])
        return pair

    def outputs(self):
        for name in self.before:
            layer = int(name.split(".")[1])
            yield (self.conv_after[layer] if name.startswith("past_conv") else
                   self.recurrent_after[layer] if name.startswith("past_recurrent") else self.after[name])


def cache_inputs(text, form) -> dict:
    """Shapes of the cache's inputs for one sequence, 0 where it grows."""
    inputs = {}
    channels = 2 * text.linear_num_key_heads * text.linear_key_head_dim
    channels += text.linear_num_value_heads * text.linear_value_head_dim
    for layer, kind in enumerate(text.layer_types):
        if kind == "full_attention":
            for part in ("key", "value"):
                inputs[f"past_key_values.{layer}.{part}"] = [1, text.num_key_value_heads, 0, text.head_dim]
        else:
            inputs[f"past_conv.{layer}"] = [1, channels, text.linear_conv_kernel_dim - form.missing]
            sizes = [text.linear_key_head_dim, text.linear_value_head_dim]
            inputs[f"past_recurrent.{layer}"] = [1, text.linear_num_value_heads, *sizes]
    return inputs


def present_of(name: str) -> str:
    return name.replace("past_key_values", "present").replace("past_", "present_")


class DecoderGraph(torch.nn.Module):
    """The text model and its head with the cache as plain inputs and outputs."""

    def __init__(self, model, form, names):
        super().__init__()
        self.text_model, self.lm_head = model.model.language_model, model.lm_head
        self.form, self.names = form, names

    def forward(self, inputs_embeds, attention_mask, position_ids, *past):
        cache = PlainCache(self.form, self.names, past)
        length, total = inputs_embeds.shape[1], attention_mask.shape[1]
        queries = torch.arange(length) + (total - length)
        allowed = (torch.arange(total)[None, :] <= queries[:, None])[None, None] & (attention_mask[:, None, None] > 0)
        masks = {
            "full_attention": torch.where(allowed, 0.0, torch.finfo(torch.float32).min),
            "linear_attention": attention_mask[:, -length:],
        }
        out = self.text_model(inputs_embeds=inputs_embeds, attention_mask=masks, position_ids=position_ids,
                              cache=cache, use_cache=True)
        return self.lm_head(out.last_hidden_state), *cache.outputs()


def segments(grid, patches):
    """Picture of each patch, and its place within its frame."""
    counts = grid.prod(-1)
    ends = counts.cumsum(0)
    places = torch.arange(patches)
    picture = (ends[:, None] <= places[None]).to(torch.int64).sum(0)
    frame = (grid[:, 1] * grid[:, 2])[picture]
    within = places - (ends - counts)[picture]
    return picture, within // frame, within % frame, grid[picture]


def masked_attention(self, hidden_states, cu_seqlens=None, position_embeddings=None, **_):
    """Qwen3_5VisionAttention.forward; a mask keeps frames apart where the module cuts them apart."""
    length = hidden_states.shape[0]
    heads = self.qkv(hidden_states).reshape(length, 3, self.num_heads, self.head_dim).permute(1, 0, 2, 3)
    query, key = apply_rotary_pos_emb_vision(heads[0], heads[1], *position_embeddings)
    query, key, value = (x.transpose(0, 1)[None] for x in (query, key, heads[2]))
    out, _ = eager_attention_forward(self, query, key, value, cu_seqlens, self.scaling)
    return self.proj(out.reshape(length, self.dim))


class VisionGraph(torch.nn.Module):
    """Encoder and merger: transformers' `get_image_features`, one row a merged patch."""

    def __init__(self, model):
        super().__init__()
        self.visual = model.model.visual

    def forward(self, pixel_values, image_grid_thw):
        visual = self.visual
        merge, side = visual.spatial_merge_size, visual.num_grid_per_side
        picture, frame, within, grid = segments(image_grid_thw, pixel_values.shape[0])
        height, width = grid[:, 1], grid[:, 2]
        block = within // (merge * merge)
        row = block // (width // merge) * merge + within // merge % merge
        column = block % (width // merge) * merge + within % merge
        (rows, row_weights), (columns, column_weights) = (
            _interpolation_axis_taps_weights(index, size, side, "bilinear", True)
            for index, size in ((row, height), (column, width))
        )
        taps = (rows[:, :, None] * side + columns[:, None, :]).flatten(1)
        weights = (row_weights[:, :, None] * column_weights[:, None, :]).flatten(1)
        hidden = visual.patch_embed(pixel_values) + (visual.pos_embed(taps) * weights[:, :, None]).sum(1)
        rotary = visual.rotary_pos_emb(hidden, torch.stack([row, column], dim=-1))
        together = (picture[:, None] == picture[None]) & (frame[:, None] == frame[None])
        bias = torch.where(together, 0.0, torch.finfo(torch.float32).min)[None, None]
        for layer in visual.blocks:
            hidden = layer(hidden, cu_seqlens=bias, position_embeddings=rotary)
        return visual.merger(hidden)


class EmbedGraph(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.embed = model.get_input_embeddings()

    def forward(self, input_ids):
        return self.embed(input_ids)


def export_graphs(model, folder) -> None:
    with traceable(model):
        trace_pictures(model, folder)
        trace_decoder(model, folder / "decoder_model_merged.onnx", Contrib)


def export_loop(model, file) -> None:
    with traceable(model):
        trace_decoder(model, file, Loop)


@contextlib.contextmanager
def traceable(model):
    """Lends the modules what can be traced; what graphs are compared with is transformers' own again."""
    own = {
        **{layer.linear_attn: delta_net for layer in model.model.language_model.layers if hasattr(layer, "linear_attn")},
        **{block.attn: masked_attention for block in model.model.visual.blocks},
    }
    rotary = model.model.language_model.rotary_emb
    for module, forward in own.items():
        module.forward = types.MethodType(forward, module)
    rotary.recomposition_frequencies = types.MethodType(interleave, rotary)
    try:
        yield
    finally:
        for module in own:
            del module.forward
        del rotary.recomposition_frequencies


def trace_pictures(model, folder) -> None:
    vision = model.config.vision_config
    patch = vision.in_channels * vision.temporal_patch_size * vision.patch_size**2
    write(VisionGraph(model), (torch.randn(40, patch), torch.tensor([[1, 4, 6], [1, 2, 8]])),
          folder / "vision_encoder.onnx",
          {"pixel_values": {0: "num_patches"}, "image_grid_thw": {0: "num_images"}},
          {"image_features": {0: "num_image_tokens"}})
    write(EmbedGraph(model), (torch.arange(10).reshape(2, 5),), folder / "embed_tokens.onnx",
          {"input_ids": {0: "batch_size", 1: "sequence_length"}},
          {"inputs_embeds": {0: "batch_size", 1: "sequence_length"}})


def trace_decoder(model, file, form) -> None:
    text = model.config.text_config
    shapes = cache_inputs(text, form)
    past = [torch.randn(*(3 if size == 0 else size for size in shape)).expand(2, *[-1] * (len(shape) - 1)).clone()
            for shape in shapes.values()]
    axes = lambda name, grown: {0: "batch_size", **({2: grown} if "key_values" in name else {})}
    write(
        DecoderGraph(model, form, list(shapes)),
        (torch.randn(2, 5, text.hidden_size), torch.ones(2, 8, dtype=torch.int64),
         torch.arange(3, 8).expand(3, 2, 5).clone(), *past),
        file,
        {
            "inputs_embeds": {0: "batch_size", 1: "sequence_length"},
            "attention_mask": {0: "batch_size", 1: "total_sequence_length"},
            "position_ids": {1: "batch_size", 2: "sequence_length"},
            **{name: axes(name, "past_sequence_length") for name in shapes},
        },
        {
            "logits": {0: "batch_size", 1: "sequence_length"},
            **{present_of(name): axes(name, "total_sequence_length") for name in shapes},
        },
    )


def write(module, inputs, path, input_axes, output_axes) -> None:
    with torch.no_grad():
        torch.onnx.export(
            module.eval(), inputs, str(path), dynamo=False, opset_version=OPSET, custom_opsets={CONTRIB: 1},
            input_names=list(input_axes), output_names=list(output_axes),
            dynamic_axes={**input_axes, **output_axes}, do_constant_folding=True,
        )
