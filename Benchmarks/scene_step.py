"""A training step of unrolled OAMP or of a U-Net on complex scenes, as one would write it in PyTorch.

Started by downhill-bench; `peer.py` answers its commands.
"""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import peer


def convolution(inputs, outputs, mode):
    return nn.Conv2d(inputs, outputs, 3, padding=1, padding_mode=mode)


class OAMP(nn.Module):
    """Layers of a linear estimator, the mean of a Bernoulli-Gauss prior and a small network; free of divergence at first."""

    def __init__(self, case):
        super().__init__()
        half = len(case["singular"])
        s = torch.tensor(case["singular"], dtype=torch.float32)
        self.basis = torch.tensor(case["basis"], dtype=torch.float32).reshape(2 * half, -1)
        self.s, self.noise, self.density = torch.cat([s, s]), case["noise"], case["density"]
        self.pixels, self.trace = self.basis.shape[1] // 2, float((s ** 2).sum())
        c = case["channels"]
        self.layers = nn.ModuleList()
        for _ in range(case["layers"]):
            layer = nn.Module()
            layer.gamma, layer.phi, layer.xi = (nn.Parameter(torch.tensor([v])) for v in (1.0, 0.0, 0.0))
            layer.convolutions = nn.ModuleList(
                convolution(i, o, "circular") for i, o in ((4, c), (c, c), (c, c), (c, 2)))
            self.layers.append(layer)

    def forward(self, x):
        state, side = torch.zeros(len(x), 2 * self.pixels), int(self.pixels ** 0.5)
        for layer in self.layers:
            residual = x - (state @ self.basis.t()) * self.s
            v = ((residual ** 2).sum(1) - len(self.s) / 2 * self.noise).div(self.trace).clamp(min=1e-9 * self.density)
            gain = v[:, None] * self.s / (v[:, None] * self.s ** 2 + self.noise)
            q = (gain * self.s).sum(1) / 2 / self.pixels
            tau2 = (v * (1 - 2 * layer.gamma + layer.gamma ** 2 / q)).clamp(min=1e-9 * self.density)[:, None]
            tau = tau2.sqrt()
            r = state + layer.gamma * ((residual * gain / q[:, None]) @ self.basis)
            re, im = r[:, : self.pixels], r[:, self.pixels:]
            square = re ** 2 + im ** 2
            inverse = 1 / tau2 - 1 / (1 + tau2)
            exponent = torch.log((1 - self.density) / self.density * (1 + tau2) / tau2) - square * inverse
            active = torch.sigmoid(-exponent.clamp(-60, 60))
            weight = active / (1 + tau2)
            with torch.no_grad():
                divergence = (weight + square * active * (1 - active) / (1 + tau2) * inverse).mean(1, keepdim=True)
                divergence = divergence.clamp(max=0.95)
            planes = torch.stack([re / tau, im / tau, square.sqrt() / tau, tau.log().expand_as(re)], 1)
            h = planes.reshape(len(x), 4, side, side)
            for place, c in enumerate(layer.convolutions):
                h = c(h) if place == 3 else F.relu(c(h))
            c = torch.cat([weight * re, weight * im], 1) + tau * h.flatten(1)
            state = (1 + layer.phi) / (1 - divergence) * (c - divergence * (1 + layer.xi) * r)
        return c


class UNet(nn.Module):
    def __init__(self, case):
        super().__init__()
        channels = case["channels"]
        self.down, self.up = nn.ModuleList(), nn.ModuleList()
        before = 2
        for c in channels:
            self.down.append(nn.ModuleList([convolution(before, c, "zeros"), convolution(c, c, "zeros")]))
            before = c
        for c in reversed(channels[:-1]):
            self.up.append(nn.ModuleList([convolution(before + c, c, "zeros"), convolution(c, c, "zeros")]))
            before = c
        self.last = nn.Conv2d(before, 2, 1)

    def forward(self, x):
        side = int((x.shape[1] // 2) ** 0.5)
        h, kept = x.reshape(len(x), 2, side, side), []
        for level, pair in enumerate(self.down):
            h = F.max_pool2d(h, 2) if level else h
            for c in pair:
                h = F.relu(c(h))
            kept.append(h)
        for pair, beside in zip(self.up, reversed(kept[:-1])):
            h = torch.cat([h.repeat_interleave(2, 2).repeat_interleave(2, 3), beside], 1)
            for c in pair:
                h = F.relu(c(h))
        return x + self.last(h).flatten(1)


def flat(parameter):
    """As Downhill lays it out: the taps of a convolution before its input channels."""
    return (parameter.permute(0, 2, 3, 1) if parameter.dim() == 4 else parameter).reshape(-1)


class Training(peer.Supervised):
    def __init__(self, case):
        folder, self.batch = case["folder"], case["batch"]
        self.X, self.Y = (torch.from_numpy(np.load(f"{folder}/{name}.npy")) for name in ("inputs", "optima"))
        self.net = (OAMP if case["network"] == "oamp" else UNet)(case)
        values, at = torch.from_numpy(np.load(f"{folder}/values.npy")).flatten(), 0
        with torch.no_grad():
            for p in self.net.parameters():
                own = values[at: at + p.numel()]
                at += p.numel()
                if p.dim() == 4:
                    o, i, h, w = p.shape
                    own = own.reshape(o, h, w, i).permute(0, 3, 1, 2)
                p.copy_(own.reshape(p.shape))
        assert at == len(values), (at, len(values))
        # Of message passing scalars learn faster, and the last convolution of each layer slower.
        shares = {}
        if case["network"] == "oamp":
            shares.update({p: 10 for p in self.net.parameters() if p.shape == (1,)})
            shares.update({p: 0.02 for layer in self.net.layers for p in layer.convolutions[3].parameters()})
        groups = [
            {"params": [p for p in self.net.parameters() if shares.get(p, 1) == share], "lr": share * case["rate"]}
            for share in sorted({shares.get(p, 1) for p in self.net.parameters()})]
        self.optimizer = torch.optim.Adam(groups, lr=case["rate"], betas=(0.9, 0.99), eps=1e-8, fused=True)
        self.duals = torch.zeros(case["layers"] if case["network"] == "oamp" else 1)

    def weights(self):
        return torch.cat([flat(p.detach()) for p in self.net.parameters()]).numpy()


if __name__ == "__main__":
    peer.serve(Training)
