"""A training step of GLOW-Prox under both sets of constraints of eq. (26), as one would write it in PyTorch.

Started by downhill-bench; `peer.py` answers its commands, and `own` those that only this script knows.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import peer


def squeeze(y):
    """(B, C, H, W) to (B, 4C, H/2, W/2), the four pixels of a square band by band."""
    b, c, h, w = y.shape
    return y.view(b, c, h // 2, 2, w // 2, 2).permute(0, 3, 5, 1, 2, 4).reshape(b, 4 * c, h // 2, w // 2)


def unsqueeze(x):
    b, c, h, w = x.shape
    return x.view(b, 2, 2, c // 4, h, w).permute(0, 3, 4, 1, 5, 2).reshape(b, c // 4, 2 * h, 2 * w)


class Coupling(nn.Module):
    """[a; t] = 3x3 - ReLU - 1x1 - ReLU - 3x3 of x_a; y_b = s (x_b + t), s = s_min + (1 - s_min) sigmoid(a + 2).

    A gate, (H, W), is a factor of [a; t]. It is multiplied with what all pixels give, or the network is run on the box
    around its ones alone, with the two pixels around it that its convolutions see."""

    crops = False

    def __init__(self, channels, hidden, minimum):
        super().__init__()
        self.half, self.minimum, self.gate = channels // 2, minimum, None
        self.resting = minimum + (1 - minimum) / (1 + math.exp(-2))
        self.first = nn.Conv2d(self.half, hidden, 3, padding=1)
        self.middle = nn.Conv2d(hidden, hidden, 1)
        self.last = nn.Conv2d(hidden, 2 * (channels - self.half), 3, padding=1)

    def use(self, gate):
        self.gate = gate
        rows, columns = (gate.amax(axis).nonzero().flatten() for axis in (1, 0))
        self.box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        self.seen = tuple(slice(max(0, side.start - 2), side.stop + 2) for side in self.box)
        self.inner = tuple(
            slice(side.start - seen.start, side.stop - seen.start) for side, seen in zip(self.box, self.seen))

    def scale_shift(self, x):
        cropped = self.gate is not None and Coupling.crops
        if cropped:
            x = x[..., *self.seen]
        h = F.relu(self.first(x), inplace=True)
        h = F.relu(self.middle(h), inplace=True)
        h = self.last(h)
        if cropped:
            h = h[..., *self.inner]
        elif self.gate is not None:
            h = h * self.gate
        a, t = h.chunk(2, 1)
        return self.minimum + (1 - self.minimum) * torch.sigmoid(a + 2), t

    def forward(self, x):
        kept, rest = x.split([self.half, x.shape[1] - self.half], 1)
        s, t = self.scale_shift(kept)
        if self.gate is None or not Coupling.crops:
            return torch.cat([kept, s * (rest + t)], 1)
        result = rest * self.resting
        result[..., *self.box] = s * (rest[..., *self.box] + t)
        return torch.cat([kept, result], 1)

    def inverse(self, y):
        kept, rest = y.split([self.half, y.shape[1] - self.half], 1)
        s, t = self.scale_shift(kept)
        if self.gate is None or not Coupling.crops:
            return torch.cat([kept, rest / s - t], 1)
        result = rest / self.resting
        result[..., *self.box] = rest[..., *self.box] / s - t
        return torch.cat([kept, result], 1)


class Level(nn.Module):
    """A squeeze, K steps, and a split whose latents a Gaussian prior standardises. Actnorms and 1x1 convolutions, two
    affine maps in a row, are one convolution; all K are made at once, for both directions, before each pass."""

    def __init__(self, channels, kept, steps, hidden, minimum):
        super().__init__()
        self.kept, self.split = kept, channels - kept
        self.log_scale = nn.Parameter(torch.empty(steps, channels))
        self.shift = nn.Parameter(torch.empty(steps, channels))
        self.factors = nn.Parameter(torch.empty(steps, channels, channels))
        self.register_buffer("order", torch.empty(steps, channels, dtype=torch.long))
        self.register_buffer("signs", torch.empty(steps, channels))
        self.couplings = nn.ModuleList(Coupling(channels, hidden, minimum) for _ in range(steps))
        if kept:
            self.prior = nn.Conv2d(kept, 2 * self.split, 3, padding=1)
        else:
            self.moments = nn.Parameter(torch.empty(2 * self.split))

    def prepare(self):
        """W = P L U as (C, C, 1, 1) with actnorm's scale in it, its bias, and the same of the inverse map."""
        eye = torch.eye(self.factors.shape[1])
        lower = self.factors.tril(-1) + eye
        diagonal = self.signs * self.factors.diagonal(dim1=1, dim2=2).exp()
        upper = self.factors.triu(1) + torch.diag_embed(diagonal)
        permutation = F.one_hot(self.order, eye.shape[0]).float()  # row i of L U is row order[i] of W
        mixing = permutation.transpose(1, 2) @ lower @ upper
        inverse = torch.linalg.solve_triangular(lower, permutation, upper=False, unitriangular=True)
        inverse = torch.linalg.solve_triangular(upper, inverse, upper=True)
        scale = self.log_scale.exp()
        weight = mixing * scale[:, None, :]
        bias = (weight @ self.shift[:, :, None])[..., 0]
        self.maps = list(zip(weight[..., None, None].unbind(), bias.unbind()))
        self.inverse_maps = list(zip((inverse / scale[:, :, None])[..., None, None].unbind(), self.shift.unbind()))

    def prior_moments(self, kept):
        moments = self.prior(kept) if self.kept else self.moments[None, :, None, None]
        return moments.chunk(2, 1)

    def encode(self, y):
        x = squeeze(y)
        for (weight, bias), coupling in zip(self.maps, self.couplings):
            x = coupling(F.conv2d(x, weight, bias))
        kept, z = x.split([self.kept, self.split], 1)
        mean, log_deviation = self.prior_moments(kept)
        return kept, (z - mean) * torch.exp(-log_deviation)

    def decode(self, kept, z):
        mean, log_deviation = self.prior_moments(kept)
        z = mean + z * torch.exp(log_deviation)
        x = torch.cat([kept, z], 1) if self.kept else z
        for (weight, shift), coupling in zip(reversed(self.inverse_maps), reversed(self.couplings)):
            x = F.conv2d(coupling.inverse(x), weight, -shift)
        return unsqueeze(x)


class Flow(nn.Module):
    """The latents of an image, one tensor a level, and the exact inverse."""

    def __init__(self, channels, levels, steps, hidden, minimum):
        super().__init__()
        self.levels = nn.ModuleList()
        for level in range(levels):
            inside = 4 * channels
            channels = 0 if level == levels - 1 else inside // 2
            self.levels.append(Level(inside, channels, steps, hidden, minimum))

    def encode(self, y):
        latents = []
        for level in self.levels:
            level.prepare()
            y, z = level.encode(y)
            latents.append(z)
        return latents

    def decode(self, latents):
        y = latents[-1][:, :0]
        for level, z in zip(reversed(self.levels), reversed(latents)):
            y = level.decode(y, z)
        return y


class GlowProx(nn.Module):
    """Eqs. (22) to (25), L layers with flows of their own."""

    def __init__(self, layers, channels, levels, steps, hidden, minimum):
        super().__init__()
        self.flows = nn.ModuleList(Flow(channels, levels, steps, hidden, minimum) for _ in range(layers))
        self.xi, self.zeta = nn.Parameter(torch.empty(layers)), nn.Parameter(torch.empty(layers))

    def forward(self, x, known):
        """y_1 ... y_L and the norms of z_1 ... z_L."""
        y, outputs, norms = x, [], []
        shrinkages = 1 / (1 + F.softplus(self.zeta))
        for flow, xi, shrinkage in zip(self.flows, F.softplus(self.xi).unbind(), shrinkages.unbind()):
            latents = [shrinkage * z for z in flow.encode(torch.addcmul(y, known * xi, x - y))]
            norms.append(torch.cat([z.flatten(1) for z in latents], 1).norm(dim=1))
            y = flow.decode(latents)
            outputs.append(y)
        return outputs, torch.stack(norms)

    def named_tensors(self):
        """Downhill's names of all tensors, and a view of each in the order of its axes there."""
        for l, flow in enumerate(self.flows, 1):
            for i, level in enumerate(flow.levels, 1):
                at = f"layer.{l}.flow.level.{i}."
                for k, coupling in enumerate(level.couplings):
                    step = f"{at}step.{k + 1}."
                    yield step + "actnorm.log_scale", level.log_scale[k]
                    yield step + "actnorm.shift", level.shift[k]
                    yield step + "mixing.factors", level.factors[k]
                    yield step + "mixing.permutation", level.order[k]
                    yield step + "mixing.signs", level.signs[k]
                    yield step + "coupling.first.weight", coupling.first.weight
                    yield step + "coupling.first.bias", coupling.first.bias
                    yield step + "coupling.middle.weight", coupling.middle.weight
                    yield step + "coupling.middle.bias", coupling.middle.bias
                    yield step + "coupling.last.weight", coupling.last.weight.permute(0, 2, 3, 1)
                    yield step + "coupling.last.bias", coupling.last.bias
                if level.kept:
                    yield at + "prior.weight", level.prior.weight.permute(0, 2, 3, 1)
                yield at + "prior.bias", level.prior.bias if level.kept else level.moments
            yield f"layer.{l}.xi.raw", self.xi[l - 1]
            yield f"layer.{l}.zeta.raw", self.zeta[l - 1]


class Training:
    """Algorithm 1 on one training set: Adam on the weights, projected ascent on both sets of duals."""

    def __init__(self, case):
        folder, self.batch, self.epsilon = case["folder"], case["batch"], case["epsilon"]
        self.shape, self.clip = case["shape"], case["clip"]
        self.X, self.Y = (
            torch.from_numpy(np.load(f"{folder}/{name}.npy")).view(-1, *self.shape) for name in ("inputs", "images"))
        self.known = torch.from_numpy(np.load(f"{folder}/known.npy")).view(1, *self.shape)
        self.net = GlowProx(
            case["layers"], self.shape[0], *(case[name] for name in ("levels", "steps", "hidden", "minimum_scale")))
        if case["gated"]:
            hole = 1 - self.known[:, :1]
            for flow in self.net.flows:
                for number, level in enumerate(flow.levels, 1):
                    gate = F.max_pool2d(hole, 2**number)[0, 0]
                    for coupling in level.couplings:
                        coupling.use(gate)
        self.places = {name: range(start, start + count) for name, start, count in case["parameters"]}
        flat = torch.from_numpy(np.load(f"{folder}/weights.npy")).flatten()
        with torch.no_grad():
            for name, tensor in self.net.named_tensors():
                place = self.places[name]
                tensor.copy_(flat[place.start : place.stop].view(tensor.shape))
        scalars = [self.net.xi, self.net.zeta]
        self.optimizer = torch.optim.Adam(
            [{"params": list(self.net.flows.parameters())}, {"params": scalars, "lr": case["rate"] * case["scalar_rate"]}],
            lr=case["rate"], betas=(0.9, 0.99), eps=1e-8, fused=True)
        self.duals = torch.full((2, case["layers"] - 1), case["dual"])
        self.dual_rate = case["dual_rate"]
        self.use(torch.contiguous_format)

    def use(self, layout):
        """How images lie in memory: planes, or the channels of a pixel side by side."""
        self.layout = layout
        self.net.to(memory_format=layout)

    def step(self, indices=None):
        if indices is None:
            indices = torch.randperm(len(self.X))[: self.batch]
        x, target = (data[indices].contiguous(memory_format=self.layout) for data in (self.X, self.Y))
        outputs, latents = self.net(x, self.known)
        loss = F.mse_loss(outputs[-1], target)
        slack = None
        if len(outputs) > 1:
            seen = [torch.linalg.vector_norm((self.known * (y - x)).flatten(1), dim=1) for y in outputs]
            measures = torch.stack([torch.stack(seen), latents])
            before = measures[:, :-1]
            slack = ((measures[:, 1:] - (1 - self.epsilon) * before) / before.detach()).mean(dim=2)
            loss = loss + (self.duals * slack).sum()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), self.clip, foreach=True)
        self.optimizer.step()
        if slack is not None:
            with torch.no_grad():
                self.duals = torch.relu(self.duals + self.dual_rate * slack)

    def starts(self, folder):
        """Nothing beside the indices of a batch: y_0 is x."""
        return ()

    def weights(self):
        flat = np.zeros((1, max(place.stop for place in self.places.values())), np.float32)
        for name, tensor in self.net.named_tensors():
            place = self.places[name]
            flat[0, place.start : place.stop] = tensor.detach().flatten().numpy()
        return flat


def own(training, request):
    """`compile` compiles the flows, `layout` says how images lie in memory, `gate` how couplings are kept to the hole."""
    if "compile" in request:
        Flow.encode, Flow.decode = (torch.compile(f, dynamic=False) for f in (Flow.encode, Flow.decode))
    elif "layout" in request:
        training.use({"planes": torch.contiguous_format, "pixels": torch.channels_last}[request["layout"]])
        Coupling.crops = request["gate"] == "crop"


if __name__ == "__main__":
    peer.serve(Training, own)
