#!/usr/bin/env python3
"""Runs networks of a finished run from their files alone, as Documentation/Formats.md says, and compares.

    python3 Tests/Formats/run_network.py OUTPUT .build/release/downhill

LISTA is compared with `downhill apply`, networks that know A and those on scenes with the examples beside their evaluations, GLOW-Prox and the reference flow with the tables of `inpainting/evaluate` and
`inpainting/flow`, to 1e-4. Nothing here is Downhill's own code: NumPy and the two formats. Exit code 0 where all agree
(or NumPy is missing, which is said), 1 where not, 2 for wrong arguments.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile

try:
    import numpy as np
except ImportError:
    print("skipped: NumPy is not installed")
    sys.exit(0)

TOLERANCE = 1e-4


# Files

def safetensors(path):
    """Tensors by name, in float64, and the metadata."""
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    kinds = {"F32": "<f4", "F64": "<f8"}
    tensors = {
        name: np.frombuffer(data[slice(*entry["data_offsets"])], kinds[entry["dtype"]])
        .reshape(entry["shape"]).astype(np.float64)
        for name, entry in header.items()
    }
    return tensors, metadata


def table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


# LISTA, eq. (16)

def lista(path, x, y):
    """y_0 … y_L of signals x, (n, p), from starts y, (n, d)."""
    tensors, metadata = safetensors(path)
    iterates = [y]
    for layer in range(1, int(metadata["layers"]) + 1):
        du, de, beta = (tensors[f"layer.{layer}.{part}"] for part in ("Du", "De", "beta"))
        v = x @ du.T + iterates[-1] @ de.T
        iterates.append(np.sign(v) * np.maximum(np.abs(v) - beta, 0))
    return iterates


# Networks that know A

def coupled(path, x):
    """y_L of signals x, (n, p), from y_0 = 0."""
    tensors, metadata = safetensors(path)
    layers, network = int(metadata["layers"]), metadata["network"]
    if network in ("lista", "lista-tied"):
        du, de = (tensors.get(f"tied.{part}") for part in ("Du", "De"))
        y = 0
        for layer in range(1, layers + 1):
            first = tensors[f"layer.{layer}.Du"] if du is None else du
            second = tensors[f"layer.{layer}.De"] if de is None else de
            v = x @ first.T + (y @ second.T if layer > 1 else 0)
            y = np.sign(v) * np.maximum(np.abs(v) - tensors[f"layer.{layer}.beta"], 0)
        return y
    a = tensors["A"]
    p, d = a.shape
    y = np.zeros((len(x), d))
    for layer in range(1, layers + 1):
        def get(name, fallback=None):
            return tensors.get(f"layer.{layer}.{name}", tensors.get(f"tied.{name}", tensors.get(name, fallback)))
        w, gamma = get("W"), np.exp(get("log_gamma", np.zeros(1)))[0]
        residual = x - y @ a.T
        r = y + gamma * residual @ w
        if network == "tista":
            density, power, noise = (float(metadata[key]) for key in ("prior.density", "prior.power", "noise"))
            v = np.maximum(((residual ** 2).sum(axis=1) - p * noise) / (a ** 2).sum(), 1e-9 * density * power)
            product = w.T @ a
            tau = v * (1 - 2 * gamma * np.trace(product) / d + gamma ** 2 * (product ** 2).sum() / d)
            tau = (tau + gamma ** 2 * noise * (w ** 2).sum() / d)[:, None]
            t = np.log((1 - density) / density * np.sqrt((power + tau) / tau))
            t = np.clip(t - r ** 2 * (1 / tau - 1 / (power + tau)) / 2, -60, 60)
            y = r * power / (power + tau) / (1 + np.exp(t))
            continue
        theta, kept = np.exp(get("log_theta"))[0], int(metadata["kept"].split()[layer - 1])
        y = np.sign(r) * np.maximum(np.abs(r) - theta, 0)
        if kept:
            least = np.maximum(-np.sort(-np.abs(r), axis=1)[:, kept - 1:kept], theta)
            y = np.where(np.abs(r) >= least, r, y)
    return y


# Message passing and U-Nets on complex scenes: rows of real parts, then imaginary ones

class Problem:
    def __init__(self, tensors, metadata):
        self.rotation, self.basis, values = tensors["U"], tensors["V"], tensors["S"]
        self.singular = np.concatenate([values, values])
        self.side = int(metadata["side"])
        self.pixels = self.side ** 2
        self.noise = float(metadata["noise"])
        self.density, self.power = float(metadata["prior.density"]), float(metadata["prior.power"])
        self.signal = self.density * self.power
        self.trace = (values ** 2).sum()
        self.least = 1e-9 * self.signal

    def overlap(self, v):
        s2 = self.singular ** 2
        return (v * s2 / (v * s2 + self.noise)).sum(axis=1, keepdims=True) / (2 * self.pixels)

    def filtered(self, residual, v):
        s = self.singular
        return (residual * v * s / (v * s ** 2 + self.noise)) @ self.basis


def torus(x, weight):
    """3×3 on an image that closes to a torus, weight (outputs, 3, 3, inputs)."""
    return sum(
        np.einsum("oi,nihw->nohw", weight[:, row, column], np.roll(x, (1 - row, 1 - column), axis=(2, 3)))
        for row in range(3) for column in range(3))


def message_passing(path, y):
    tensors, metadata = safetensors(path)
    problem = Problem(tensors, metadata)
    n, pixels = len(y), problem.pixels
    x = y @ problem.rotation.T
    state = np.zeros((n, 2 * pixels))
    for layer in range(1, int(metadata["layers"]) + 1):
        prefix = "tied." if metadata["tied"] == "true" else f"layer.{layer}."
        get = lambda name: tensors[prefix + name]
        gamma, phi, xi = (get(name).item() for name in ("gamma", "phi", "xi"))
        residual = x - (state @ problem.basis.T) * problem.singular
        v = np.maximum(((residual ** 2).sum(axis=1, keepdims=True) - len(problem.singular) / 2 * problem.noise)
                       / problem.trace, problem.least)
        q = problem.overlap(v)
        r = state + gamma / q * problem.filtered(residual, v)
        variance = np.maximum(v * (1 - 2 * gamma + gamma ** 2 / q), problem.least)
        re, im = r[:, :pixels], r[:, pixels:]
        square, total = re ** 2 + im ** 2, variance + problem.power
        inverse, gain = 1 / variance - 1 / total, problem.power / total
        exponent = np.log((1 - problem.density) / problem.density * total / variance) - square * inverse
        active = 1 / (1 + np.exp(np.clip(exponent, -60, 60)))
        w, slope = active * gain, active * (1 - active) * gain * inverse
        if metadata["knots.reach"]:
            knots = get("knots").ravel()
            place = np.sqrt(square / variance) * (len(knots) - 1) / float(metadata["knots.reach"])
            w = np.interp(place, np.arange(len(knots)), knots)
            # By |r|².
            slope = np.append(np.diff(knots), 0)[np.minimum(place.astype(int), len(knots) - 1)] * place / (2 * square)
        divergence = np.minimum((w + square * slope).mean(axis=1, keepdims=True), 0.95)
        c = np.concatenate([w, w], axis=1) * r
        if int(metadata["channels"]) > 0:
            tau = np.sqrt(variance)
            level = np.broadcast_to(np.log(tau) - float(metadata["mean-level"]), (n, pixels))
            planes = np.stack([re / tau, im / tau, np.sqrt(square) / tau, level], axis=1)
            h = planes.reshape(n, 4, problem.side, problem.side)
            for place in range(1, 5):
                h = torus(h, get(f"conv.{place}.weight")) + get(f"conv.{place}.bias").reshape(1, -1, 1, 1)
                h = np.maximum(h, 0) if place < 4 else h
            c = c + tau * h.reshape(n, -1)
        state = (1 + phi) / (1 - divergence) * (c - divergence * (1 + xi) * r)
    return c


def alista(path, y):
    tensors, metadata = safetensors(path)
    problem = Problem(tensors, metadata)
    x = y @ problem.rotation.T
    a, w = problem.singular[:, None] * problem.basis, problem.basis / problem.singular[:, None]
    w = w / (w * a).sum(axis=0)
    c = np.zeros((len(y), a.shape[1]))
    for layer in range(1, int(metadata["layers"]) + 1):
        gamma, theta = (np.exp(tensors[f"layer.{layer}.{name}"]).item() for name in ("log_gamma", "log_theta"))
        r = c + gamma * (x - c @ a.T) @ w
        size = np.hypot(r[:, :problem.pixels], r[:, problem.pixels:])
        shrunk = np.maximum(1 - theta / np.maximum(size, 1e-30), 0)
        c = np.concatenate([shrunk, shrunk], axis=1) * r
    return c


def unet(path, y):
    tensors, metadata = safetensors(path)
    problem = Problem(tensors, metadata)
    x = y @ problem.rotation.T
    if metadata["input"] == "lmmse":
        x = problem.filtered(x, np.full((len(y), 1), problem.signal))
    else:
        x = (x * problem.singular) @ problem.basis
    images = x.reshape(len(y), 2, problem.side, problem.side)
    place = 0

    def two(h):
        nonlocal place
        for _ in range(2):
            place += 1
            weight = tensors[f"layer.1.conv.{place}.weight"].transpose(0, 3, 1, 2)
            h = np.maximum(convolve(h, weight) + tensors[f"layer.1.conv.{place}.bias"].reshape(1, -1, 1, 1), 0)
        return h

    h, kept = images, []
    for level in range(len(metadata["channels"].split())):
        if level > 0:
            n, channels, height, width = h.shape
            h = h.reshape(n, channels, height // 2, 2, width // 2, 2).max(axis=(3, 5))
        h = two(h)
        kept.append(h)
    for beside in kept[-2::-1]:
        h = two(np.concatenate([h.repeat(2, axis=2).repeat(2, axis=3), beside], axis=1))
    last = np.einsum("oi,nihw->nohw", tensors["layer.1.last.weight"], h)
    return (images + last + tensors["layer.1.last.bias"].reshape(1, -1, 1, 1)).reshape(len(y), -1)


# A flow, eqs. (19), (20); images are (n, channels, height, width)

def convolve(x, weight):
    """3×3, zero outside, weight (outputs, inputs, 3, 3): what PyTorch's conv2d with padding 1 does."""
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    height, width = x.shape[2:]
    return sum(
        np.einsum("oi,nihw->nohw", weight[:, :, row, column], padded[:, :, row:row + height, column:column + width])
        for row in range(3) for column in range(3))


def squeeze(x, kind):
    a, b, c, d = x[:, :, 0::2, 0::2], x[:, :, 0::2, 1::2], x[:, :, 1::2, 0::2], x[:, :, 1::2, 1::2]
    if kind == "haar":
        a, b, c, d = (a + b + c + d) / 2, (a - b - c + d) / 2, (a - b + c - d) / 2, (a + b - c - d) / 2
    return np.concatenate([a, b, c, d], axis=1)


def unsqueeze(y, kind):
    a, b, c, d = np.split(y, 4, axis=1)
    if kind == "haar":
        a, b, c, d = (a + b + c + d) / 2, (a - b - c + d) / 2, (a - b + c - d) / 2, (a + b - c - d) / 2
    n, channels, height, width = a.shape
    x = np.empty((n, channels, 2 * height, 2 * width))
    x[:, :, 0::2, 0::2], x[:, :, 0::2, 1::2], x[:, :, 1::2, 0::2], x[:, :, 1::2, 1::2] = a, b, c, d
    return x


class Flow:
    def __init__(self, tensors, metadata, prefix="", hole=None, closed=0):
        self.tensors, self.prefix = tensors, prefix
        self.levels, self.steps = int(metadata["flow.levels"]), int(metadata["flow.steps"])
        self.kind, self.least = metadata["flow.squeeze"], float(metadata["flow.minimum-scale"])
        self.share = 2 if metadata["flow.deeper"] == "half" else 4
        self.gated, self.sees = metadata["flow.gated"] == "true", metadata["flow.sees"].split(", ")
        self.hole, self.closed = hole, closed
        self.shape = tuple(int(metadata[name]) for name in ("channels", "height", "width"))

    def get(self, name):
        return self.tensors[self.prefix + name]

    def context(self, level):
        """The constant channels that couplings see on a level, and their gate (None: everywhere)."""
        factor = 2 ** level
        height, width = self.shape[1] // factor, self.shape[2] // factor
        share = np.zeros((height, width))
        if self.hole is not None:
            share = self.hole.astype(float).reshape(height, factor, width, factor).mean(axis=(1, 3))
        planes = {
            "hole share": share,
            "x": np.broadcast_to((2 * np.arange(width) + 1) / width - 1, (height, width)),
            "y": np.broadcast_to(((2 * np.arange(height) + 1) / height - 1)[:, None], (height, width)),
        }
        gate = (share > 0).astype(float) if self.gated else None
        if level <= self.closed:
            gate = np.zeros((height, width))
        return [planes[name] for name in self.sees if name in planes], gate

    def coupling(self, name, half, level):
        """s and t of the second half of the channels from the first."""
        planes, gate = self.context(level)
        constant = [np.broadcast_to(plane, (half.shape[0], 1) + plane.shape) for plane in planes]
        h = np.concatenate([half] + constant, axis=1)
        h = np.maximum(convolve(h, self.get(name + "first.weight")) + self.get(name + "first.bias")[:, None, None], 0)
        h = np.einsum("oi,nihw->nohw", self.get(name + "middle.weight"), h)
        h = np.maximum(h + self.get(name + "middle.bias")[:, None, None], 0)
        # Stored with its axes in the order outputs, row, column, inputs.
        last = self.get(name + "last.weight").transpose(0, 3, 1, 2)
        h = convolve(h, last) + self.get(name + "last.bias")[:, None, None]
        if gate is not None:
            h = h * gate
        a, t = np.split(h, 2, axis=1)
        return self.least + (1 - self.least) / (1 + np.exp(-(a + 2))), t

    def mixing(self, name):
        """W = P·L·U of one matrix: L below its diagonal, U above, log|u_ii| on it."""
        factors, order = self.get(name + "factors"), self.get(name + "permutation").astype(int)
        lower = np.tril(factors, -1) + np.eye(len(factors))
        upper = np.triu(factors, 1) + np.diag(self.get(name + "signs") * np.exp(np.diag(factors)))
        matrix = np.empty_like(factors)
        matrix[order] = lower @ upper
        return matrix

    def moments(self, level, kept, shape):
        bias = self.get(f"level.{level}.prior.bias")[:, None, None]
        if kept is None:
            both = np.broadcast_to(bias, (shape[0],) + bias.shape[:1] + shape[2:])
        else:
            both = convolve(kept, self.get(f"level.{level}.prior.weight").transpose(0, 3, 1, 2)) + bias
        return np.split(both, 2, axis=1)

    def encode(self, images):
        """Latents (n, dimension) and log|det| of each image."""
        x, latents, determinant = images, [], np.zeros(len(images))
        for level in range(1, self.levels + 1):
            x = squeeze(x, self.kind)
            pixels = x.shape[2] * x.shape[3]
            for step in range(1, self.steps + 1):
                name = f"level.{level}.step.{step}."
                scale = self.get(name + "actnorm.log_scale")
                x = np.exp(scale)[:, None, None] * (x + self.get(name + "actnorm.shift")[:, None, None])
                x = np.einsum("oi,nihw->nohw", self.mixing(name + "mixing."), x)
                first, second = np.split(x, 2, axis=1)
                s, t = self.coupling(name + "coupling.", first, level)
                x = np.concatenate([first, s * (second + t)], axis=1)
                diagonal = np.diag(self.get(name + "mixing.factors"))
                determinant += pixels * (scale.sum() + diagonal.sum()) + np.log(s).sum(axis=(1, 2, 3))
            kept = None
            z = x
            if level < self.levels:
                count = x.shape[1] // self.share
                kept, z = x[:, :count], x[:, count:]
            mean, log_deviation = self.moments(level, kept, z.shape)
            z = (z - mean) * np.exp(-log_deviation)
            determinant -= log_deviation.sum(axis=(1, 2, 3))
            latents.append(z.reshape(len(z), -1))
            x = kept
        return np.concatenate(latents, axis=1), determinant

    def decode(self, latents):
        """Images of latents."""
        shapes, channels = [], self.shape[0]
        for level in range(1, self.levels + 1):
            inside = 4 * channels
            channels = inside // self.share if level < self.levels else 0
            size = (self.shape[1] >> level, self.shape[2] >> level)
            shapes.append((inside - channels,) + size)
        starts = np.cumsum([0] + [int(np.prod(shape)) for shape in shapes])
        x = None
        for level in range(self.levels, 0, -1):
            z = latents[:, starts[level - 1]:starts[level]].reshape((-1,) + shapes[level - 1])
            mean, log_deviation = self.moments(level, x, z.shape)
            z = mean + np.exp(log_deviation) * z
            x = z if x is None else np.concatenate([x, z], axis=1)
            for step in range(self.steps, 0, -1):
                name = f"level.{level}.step.{step}."
                first, second = np.split(x, 2, axis=1)
                s, t = self.coupling(name + "coupling.", first, level)
                x = np.concatenate([first, second / s - t], axis=1)
                x = np.einsum("oi,nihw->nohw", np.linalg.inv(self.mixing(name + "mixing.")), x)
                scale, shift = self.get(name + "actnorm.log_scale"), self.get(name + "actnorm.shift")
                x = np.exp(-scale)[:, None, None] * x - shift[:, None, None]
            x = unsqueeze(x, self.kind)
        return x


# GLOW-Prox, eqs. (22)–(25)

def hole_of(metadata):
    shape = int(metadata["height"]), int(metadata["width"])
    if "hole" in metadata:
        return np.array([flag == "1" for flag in metadata["hole"]]).reshape(shape)
    hole = np.zeros(shape, bool)
    top, left, height, width = (int(metadata[f"hole.{name}"]) for name in ("top", "left", "height", "width"))
    hole[top:top + height, left:left + width] = True
    return hole


def glow_prox(path, masked):
    """y_1 … y_L and z_1 … z_L of masked images (n, dimension) in 0…1."""
    tensors, metadata = safetensors(path)
    shape = tuple(int(metadata[name]) for name in ("channels", "height", "width"))
    hole = hole_of(metadata)
    mean, deviation = tensors["image.mean"], tensors["image.deviation"][0]
    x = ((masked - mean) / deviation).reshape((-1,) + shape)
    layers, levels = int(metadata["layers"]), int(metadata["flow.levels"])
    y, outputs, latents = x, [], []
    for layer in range(1, layers + 1):
        own = 1 if metadata["shared-flow"] == "true" else layer
        closed = max(0, levels - layer) if metadata["coarse-to-fine"] == "true" else 0
        flow = Flow(tensors, metadata, f"layer.{own}.flow.", hole, closed)
        raw = [tensors[f"layer.{layer}.{name}.raw"][0] for name in ("xi", "zeta")]
        xi, zeta = (np.log1p(np.exp(r)) for r in raw)
        estimate = y + xi * np.where(hole, 0, x - y)
        z, _ = flow.encode(estimate)
        z /= 1 + zeta
        y = flow.decode(z)
        latents.append(z)
        outputs.append(y.reshape(len(y), -1) * deviation + mean)
    return outputs, latents


# Comparisons

class Run:
    def __init__(self, output):
        with open(os.path.join(output, "run.json")) as file:
            manifest = json.load(file)
        self.folders = {
            stage["name"]: os.path.join(output, stage["directory"])
            for stage in manifest["stages"] if stage.get("state") in ("done", "cached") and stage.get("directory")
        }

    def file(self, stage, name):
        """A stage's file; where each draw of the data has a stage of its own, the first draw's, which seed 1 sees."""
        names = [stage, f"{stage}/draw-1"]
        folder = next((self.folders[known] for known in names if known in self.folders), None)
        if folder is None:
            raise SystemExit(f"the run has no finished stage {stage}")
        return os.path.join(folder, name)


failures = []


def compare(what, mine, theirs):
    mine, theirs = np.asarray(mine, float), np.asarray(theirs, float)
    scale = max(np.abs(theirs).max(), 1e-12)
    worst = np.abs(mine - theirs).max() / scale
    agrees = bool(worst <= TOLERANCE)
    print(f"{'agrees' if agrees else 'DIFFERS'}: {what}: {worst:.1e} of the largest")
    if not agrees:
        failures.append(what)


def check_lista(run, program):
    weights = run.file("sparse/train/constrained/seed-1", "weights.safetensors")
    x = np.load(run.file("data/sparse", "test.npy"))[:50].astype(np.float64)
    start = np.random.default_rng(1).standard_normal((50, int(safetensors(weights)[1]["d"])))
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("x.npy", "y0.npy", "y.npy")]
        np.save(paths[0], x)
        np.save(paths[1], start)
        subprocess.run(
            [program, "apply", "--network", weights, "--input", paths[0], "--initial", paths[1], "--all-layers",
             "--output", paths[2]], check=True, stdout=subprocess.DEVNULL)
        theirs = np.load(paths[2])
    compare("LISTA by layer, downhill apply", np.stack(lista(weights, x, start)), theirs)


def check_coupled(run):
    names = [name.split("/")[2] for name in run.folders if name.startswith("gaussian/train/") and name.endswith("seed-1")]
    for network in sorted(names):
        evaluation = f"gaussian/evaluate/{network}/seed-1"
        if evaluation in run.folders:
            x = np.load(run.file(evaluation, "example-x.npy")).astype(np.float64)
            y = coupled(run.file(f"gaussian/train/{network}/seed-1", "weights.safetensors"), x)
            compare(f"{network}, last layer", y, np.load(run.file(evaluation, "example-y.npy")))


def check_scenes(run):
    names = [name.split("/")[2] for name in run.folders if name.startswith("oamp/train/") and name.endswith("seed-1")]
    for network in sorted(names):
        evaluation = f"oamp/evaluate/{network}/seed-1"
        if evaluation in run.folders:
            y = np.load(run.file(evaluation, "example-y.npy")).astype(np.float64)
            run_network = next(
                (run for name, run in (("unet", unet), ("alista", alista)) if network.startswith(name)), message_passing)
            c = run_network(run.file(f"oamp/train/{network}/seed-1", "weights.safetensors"), y)
            compare(f"{network}, last layer", c, np.load(run.file(evaluation, "example-c.npy")))


def check_inpainting(run, method="constrained"):
    weights = run.file(f"inpainting/train/{method}/seed-1", "weights.safetensors")
    if safetensors(weights)[1]["semantics"] != "paper":
        print(f"not compared: {method}: the authors' semantics have noise in tests, too")
        return
    rows = table(run.file(f"inpainting/evaluate/{method}/seed-1", "samples.csv"))
    samples = sorted({int(row["sample"]) for row in rows})
    test = np.load(run.file("data/inpainting", "test.npy")).astype(np.float64)
    clean = test[len(test) - len(samples):]
    _, metadata = safetensors(weights)
    hole = np.tile(hole_of(metadata).ravel(), int(metadata["channels"]))
    outputs, latents = glow_prox(weights, np.where(hole, 0, clean))

    tensors, flow_metadata = safetensors(run.file("inpainting/flow", "weights.safetensors"))
    flow = Flow(tensors, flow_metadata)
    shape = (-1,) + flow.shape
    mean, deviation = tensors["image.mean"], tensors["image.deviation"][0]
    for layer, (y, z) in enumerate(zip(outputs, latents), 1):
        own = {int(row["sample"]): row for row in rows if int(row["layer"]) == layer}
        def column(name):
            return [float(own[sample][name]) for sample in samples]
        place = f"{method}, layer {layer}"
        compare(f"GLOW-Prox, error in the hole, {place}", ((y - clean)[:, hole] ** 2).mean(axis=1), column("hole"))
        compare(f"GLOW-Prox, norm of the latents, {place}", np.linalg.norm(z, axis=1), column("latent"))
        reference, _ = flow.encode(((y - mean) / deviation).reshape(shape))
        compare(f"reference flow, norm of its latents, {place}", np.linalg.norm(reference, axis=1),
                column("reference_latent"))
    z, determinant = flow.encode(((clean - mean) / deviation).reshape(shape))
    compare("reference flow, g(h(y)) = y", flow.decode(z), ((clean - mean) / deviation).reshape(shape))


def main():
    if len(sys.argv) != 3:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    run = Run(sys.argv[1])
    check_lista(run, sys.argv[2])
    check_coupled(run)
    check_scenes(run)
    check_inpainting(run)
    for method in ("ablation-authors", "ablation-glow", "ablation-shared"):
        if f"inpainting/evaluate/{method}/seed-1" in run.folders:
            check_inpainting(run, method)
    print(f"{len(failures)} differ" if failures else "all agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
