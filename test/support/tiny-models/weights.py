"""Random weights whose greedy path is decided by wide margins, and the pictures they are judged on."""

import functools

import numpy as np
import torch

# Standard deviation of the logits: with some 450 tokens the best then leads by about a third of it.
LOGIT_SPREAD = 100.0
# Gain over 1/sqrt(fan-in) by the parameter's name: sharp attention, so that pictures and order matter.
GAINS = {"q_proj": 2.0, "k_proj": 2.0, "patch_embedding": 2.0}


def fill(model, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)

    def normal(parameter, deviation):
        parameter.data.copy_(torch.randn(parameter.shape, generator=generator) * deviation)

    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            owner = name.split(".")[-2]
            fan_in = parameter[0].numel() if parameter.dim() > 1 else 1
            if "norm" in owner:
                normal(parameter, 0.1)
                if name.endswith("weight"):
                    parameter.data.add_(1.0)
            elif name.endswith("bias"):
                normal(parameter, 0.2)
            elif "embed" in owner and parameter.dim() == 2:
                normal(parameter, 1.0)
            elif owner == "lm_head":
                normal(parameter, LOGIT_SPREAD / fan_in**0.5)
            else:
                normal(parameter, GAINS.get(owner, 1.5) / fan_in**0.5)


@functools.cache
def tiles(seed: int, count: int, side: int) -> torch.Tensor:
    """Pixels [1, count, 3, side, side] of a linear congruential generator (Numerical Recipes'
    constants): the high byte of each state, normalised by mean and deviation 0.5 in float64."""
    size = count * 3 * side * side
    state = seed
    values = np.empty(size, dtype=np.float64)
    for i in range(size):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        values[i] = state >> 24
    values = (values / 255 - 0.5) / 0.5
    return torch.from_numpy(values.astype(np.float32)).reshape(1, count, 3, side, side)
