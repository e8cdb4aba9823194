"""The four graphs of the Florence-2 layout, traced from transformers' own modules; the two decoders are
merged into one by optimum, as those of the published folders are."""

import itertools

import onnx
import torch
from optimum.onnx.graph_transformations import merge_decoders
from transformers import DynamicCache, EncoderDecoderCache

from graphs import EmbedGraph, write

DECODERS = ("decoder_model.onnx", "decoder_with_past_model.onnx")
CACHES = [(where, part) for where in ("decoder", "encoder") for part in ("key", "value")]


class VisionGraph(torch.nn.Module):
    """DaViT and the projector."""

    def __init__(self, model):
        super().__init__()
        self.model = model.model

    def forward(self, pixel_values):
        return self.model.get_image_features(pixel_values)


class EncoderGraph(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.encoder = model.model.language_model.encoder

    def forward(self, attention_mask, inputs_embeds):
        return self.encoder(attention_mask=attention_mask, inputs_embeds=inputs_embeds).last_hidden_state


class DecoderGraph(torch.nn.Module):
    """BART's decoder and the head, before there is a cache."""

    def __init__(self, model):
        super().__init__()
        self.decoder = model.model.language_model.decoder
        self.lm_head = model.lm_head

    def run(self, encoder_attention_mask, encoder_hidden_states, inputs_embeds, cache, places):
        out = self.decoder(
            encoder_attention_mask=encoder_attention_mask,
            encoder_hidden_states=encoder_hidden_states,
            inputs_embeds=inputs_embeds,
            past_key_values=cache,
            use_cache=True,
        )
        layers = out.past_key_values.to_legacy_cache()
        presents = [layer[place] for layer in layers for place in places]
        return self.lm_head(out.last_hidden_state), *presents

    def forward(self, encoder_attention_mask, encoder_hidden_states, inputs_embeds):
        cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
        return self.run(encoder_attention_mask, encoder_hidden_states, inputs_embeds, cache, range(4))


class DecoderWithPastGraph(DecoderGraph):
    """The same behind a cache; keys and values of the encoder's positions are not made again."""

    def forward(self, encoder_attention_mask, inputs_embeds, *past):
        cache = EncoderDecoderCache.from_legacy_cache(
            tuple(tuple(past[i : i + 4]) for i in range(0, len(past), 4))
        )
        # Cross-attention asks its key_value_states for their length, and for nothing else.
        states = past[2].transpose(1, 2).flatten(2)
        return self.run(encoder_attention_mask, states, inputs_embeds, cache, range(2))


def export_graphs(model, folder, parts) -> None:
    """Writes the graphs to `folder`, and the two decoders to `parts`."""
    text, vision = model.config.text_config, model.config.vision_config
    side = 3 * vision.window_size * 8
    write(
        VisionGraph(model),
        (torch.randn(2, 3, side, side),),
        folder / "vision_encoder.onnx",
        {"pixel_values": {0: "batch_size", 2: "height", 3: "width"}},
        {"image_features": {0: "batch_size", 1: "image_sequence_length"}},
    )
    sequence = {0: "batch_size", 1: "sequence_length"}
    write(
        EmbedGraph(model),
        (torch.arange(10).reshape(2, 5),),
        folder / "embed_tokens.onnx",
        {"input_ids": sequence},
        {"inputs_embeds": sequence},
    )
    encoded = {0: "batch_size", 1: "encoder_sequence_length"}
    states, mask = torch.randn(2, 7, text.d_model), torch.ones(2, 7, dtype=torch.int64)
    write(
        EncoderGraph(model),
        (mask, states),
        folder / "encoder_model.onnx",
        {"attention_mask": encoded, "inputs_embeds": encoded},
        {"last_hidden_state": encoded},
    )
    export_decoders(model, *(parts / name for name in DECODERS), states, mask)
    merge(*(onnx.load(parts / name) for name in DECODERS), folder / "decoder_model_merged.onnx")
    for path in folder.glob("*.onnx"):
        save_short(onnx.load(path), path)


def merge(decoder, with_past, path) -> None:
    merge_decoders(decoder, with_past, save_path=path, strict=False)
    save_short(onnx.load(path), path)


def save_short(model, path) -> None:
    shorten(model)
    onnx.save(model, path)


def shorten(model) -> None:
    """Short names inside a graph: those of the tracer are half of a tiny file."""
    kept = {value.name for value in [*model.graph.input, *model.graph.output]}
    short, numbers = {"": ""}, itertools.count()

    def name(value: str) -> str:
        return value if value in kept else short.setdefault(value, f"v{next(numbers)}")

    def walk(graph) -> None:
        del graph.value_info[:]
        for value in [*graph.input, *graph.output, *graph.initializer]:
            value.name = name(value.name)
        for node in graph.node:
            node.name = f"n{next(numbers)}"
            node.input[:] = map(name, node.input)
            node.output[:] = map(name, node.output)
            for attribute in node.attribute:
                if attribute.type == onnx.AttributeProto.GRAPH:
                    walk(attribute.g)

    walk(model.graph)


def export_decoders(model, decoder, with_past, states, mask) -> None:
    text = model.config.text_config
    heads, size = text.decoder_attention_heads, text.d_model // text.decoder_attention_heads
    layers = range(text.decoder_layers)
    decoded = {0: "batch_size", 1: "decoder_sequence_length"}
    encoded = {0: "batch_size", 1: "encoder_sequence_length"}
    names = [f"{layer}.{where}.{part}" for layer in layers for where, part in CACHES]

    def lengths(name, decoder_length, encoder_length):
        return {0: "batch_size", 2: decoder_length if ".decoder." in name else encoder_length}

    write(
        DecoderGraph(model),
        (mask, states, torch.randn(2, 3, text.d_model)),
        decoder,
        {"encoder_attention_mask": encoded, "encoder_hidden_states": encoded, "inputs_embeds": decoded},
        {
            "logits": decoded,
            **{f"present.{name}": lengths(name, "decoder_sequence_length", "encoder_sequence_length_out")
               for name in names},
        },
    )
    past = [torch.randn(2, heads, 4 if ".decoder." in name else 7, size) for name in names]
    write(
        DecoderWithPastGraph(model),
        (mask, torch.randn(2, 1, text.d_model), *past),
        with_past,
        {
            "encoder_attention_mask": encoded,
            "inputs_embeds": decoded,
            **{f"past_key_values.{name}": lengths(name, "past_decoder_sequence_length", "encoder_sequence_length_out")
               for name in names},
        },
        {
            "logits": decoded,
            **{f"present.{name}": {0: "batch_size", 2: "past_decoder_sequence_length + 1"}
               for name in names if ".decoder." in name},
        },
    )
