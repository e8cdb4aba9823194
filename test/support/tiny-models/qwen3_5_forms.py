"""The causal convolution and the gated delta rule of a Qwen3.5 layer, in the two forms of published folders."""

import torch
import torch.nn.functional as F
from transformers.models.qwen3_5.modeling_qwen3_5 import torch_recurrent_gated_delta_rule

CONTRIB = "com.microsoft"


class CausalConvolution(torch.autograd.Function):
    """x [b, c, s], weight [c, 1, k], state [b, c, k-1] → silu of the convolution [b, c, s], next state."""

    @staticmethod
    def forward(ctx, x, weight, state):
        seen = torch.cat([state, x], dim=-1)
        return F.silu(F.conv1d(seen, weight, groups=x.shape[1])), seen[..., 1 - weight.shape[-1]:].clone()

    @staticmethod
    def symbolic(g, x, weight, state):
        none = g.op("prim::Constant")
        none.setType(torch._C.OptionalType.ofTensor())
        out, after = g.op(f"{CONTRIB}::CausalConvWithState", x, weight, none, state,
                          ndim_i=1, activation_s="silu", outputs=2)
        out.setType(x.type())
        after.setType(state.type())
        return out, after


class DeltaRule(torch.autograd.Function):
    """The gated delta rule; `heads` of `size` (query, key) and `width` (value) packed in the last axis."""

    @staticmethod
    def forward(ctx, query, key, value, state, decay, beta, heads, size, width):
        apart = lambda x, last: x.reshape(*x.shape[:2], -1, last)
        out, after = torch_recurrent_gated_delta_rule(
            apart(query, size), apart(key, size), apart(value, width),
            g=decay, beta=beta, initial_state=state, output_final_state=True,
        )
        return out.flatten(2), after

    @staticmethod
    def symbolic(g, query, key, value, state, decay, beta, heads, size, width):
        out, after = g.op(
            f"{CONTRIB}::LinearAttention", query, key, value, state, decay, beta,
            q_num_heads_i=heads, kv_num_heads_i=heads, update_rule_s="gated_delta", scale_f=size**-0.5, outputs=2,
        )
        out.setType(value.type())
        after.setType(state.type())
        return out, after


class Contrib:
    """onnxruntime's operators; the convolution's state has one position less than its kernel."""

    missing = 1
    convolution = CausalConvolution.apply
    rule = DeltaRule.apply


@torch.jit.script
def step_by_step(query, key, value, decay, beta, state):
    out = torch.zeros_like(value)
    for i in range(query.shape[1]):
        state = state * decay[:, i].exp()[:, :, None, None]
        known = (state * key[:, i][:, :, :, None]).sum(dim=2)
        change = (value[:, i] - known) * beta[:, i][:, :, None]
        state = state + key[:, i][:, :, :, None] * change[:, :, None, :]
        out[:, i] = (state * query[:, i][:, :, :, None]).sum(dim=2)
    return out, state


class Loop:
    """A Loop over the positions; the convolution's state is as long as its kernel, as in the module itself."""

    missing = 0

    @staticmethod
    def convolution(x, weight, state):
        seen = torch.cat([state, x], dim=-1)
        return F.silu(F.conv1d(seen[..., 1:], weight, groups=weight.shape[0])), seen[..., -state.shape[-1]:]

    @staticmethod
    def rule(query, key, value, state, decay, beta, heads, size, width):
        apart = lambda x, last: x.reshape(x.shape[0], x.shape[1], heads, last)
        out, after = step_by_step(apart(query, size) * size**-0.5, apart(key, size), apart(value, width), decay, beta, state)
        return out.flatten(2), after
