#!/usr/bin/env python3
"""LISTA with descent constraints in plain PyTorch, trained on an export of Downhill's sparse-coding study.

    downhill export sparse --output Output
    python lista_descent.py train Output/export/sparse answers --seed 1
    downhill report --method lista-torch=answers

`train` writes a folder seed-<s> with the network in all three forms in which Downhill takes a method: the iterates of the test
arrays (.npy), the weights (weights.safetensors), and a command, which runs the second half of this file.
"""
import argparse, json, os, pathlib, shutil, stat, struct, sys
import numpy as np
import torch


class Lista(torch.nn.Module):
    """y_l = S_{beta_l}(Du_l x + De_l y_{l-1}), eq. (16), from ISTA's own matrices (14) on."""

    def __init__(self, layers, dictionary=None, alpha=None):
        super().__init__()
        self.layers = layers
        if dictionary is None:
            return
        step = 1 / torch.linalg.matrix_norm(dictionary, 2) ** 2
        gram = dictionary.T @ dictionary
        for l in range(1, layers + 1):
            for name, start in [("Du", step * dictionary.T), ("De", torch.eye(len(gram)) - step * gram),
                                ("beta", step * alpha * torch.ones(len(gram)))]:
                self.register_parameter(f"layer_{l}_{name}", torch.nn.Parameter(start.clone()))

    def layer(self, l, x, y):
        du, de, beta = (getattr(self, f"layer_{l}_{name}") for name in ("Du", "De", "beta"))
        v = x @ du.T + y @ de.T
        return torch.sign(v) * torch.relu(v.abs() - beta)

    def forward(self, x, y, noise=lambda y: y):
        """y_0 … y_L: (L+1, n, d). Layers 2… are fed what `noise` makes of the layer before."""
        outputs = [y]
        for l in range(1, self.layers + 1):
            outputs.append(self.layer(l, x, outputs[-1] if l == 1 else noise(outputs[-1])))
        return torch.stack(outputs)


def train(export, out, seed, steps, batch, rate, dual_rate, strength):
    about = json.loads((export / "export.json").read_text())
    draw = next(one["draw"] for one in about["seeds"] if one["seed"] == seed)
    load = lambda name: torch.from_numpy(np.load(export / f"draw-{draw}/{name}.npy"))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(seed)
    facts, dictionary = about["facts"], load("dictionary")
    alpha, epsilon, layers = facts["alpha"], facts["epsilon"], int(facts["layers"])
    network = Lista(layers, dictionary, alpha).to(device)
    x, optima, dictionary = load("train").to(device), load("train-optima").to(device), dictionary.to(device)
    largest = torch.linalg.matrix_norm(dictionary, 2) ** 2
    unit = optima.square().mean()  # tau²

    def noise(x):
        """A gradient step's length, spread over the elements: sigma_l = s ||grad f(y_l)|| / (lambda_max sqrt(d))."""
        def add(y):
            with torch.no_grad():
                gradient = (y @ dictionary.T - x) @ dictionary + alpha * torch.sign(y)
                size = strength * gradient.norm(dim=1, keepdim=True) / (largest * y.shape[1] ** 0.5)
                return size * torch.randn_like(y)
        return lambda y: y + add(y)

    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.05)
    duals = torch.zeros(layers, device=device)  # lambda_l
    x_val, optima_val = load("validation").to(device), load("validation-optima").to(device)
    best, kept = float("inf"), None
    for step in range(1, steps + 1):
        rows = torch.randint(len(x), (batch,), device=device)
        y0 = facts["start-deviation"] * torch.randn(batch, optima.shape[1], device=device)
        outputs = network(x[rows], y0, noise(x[rows]))
        distances = (outputs - optima[rows]).norm(dim=2).mean(dim=1)
        slack = distances[1:] - (1 - epsilon) * distances[:-1]  # (CII) in the mean
        loss = (outputs[-1] - optima[rows]).square().mean() / unit + duals @ slack
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1)
        optimiser.step()
        schedule.step()
        duals = torch.relu(duals + dual_rate * slack.detach()).clamp(max=0.3)
        if step % 100 == 0 or step == steps:
            with torch.no_grad():
                y0 = facts["start-deviation"] * torch.randn(len(x_val), optima.shape[1], device=device)
                means = (network(x_val, y0) - optima_val).norm(dim=2).mean(dim=1)
            falls = bool((means[1:] < means[:-1]).all())
            print(f"step {step}: validation distance {means[-1]:.4f}, {'falls' if falls else 'does not fall'} at every layer")
            # Of the weights that descend those that end nearest; nothing is chosen on test data.
            score = float(means[-1]) + (0 if falls else 1e3)
            if score < best:
                best, kept = score, {name: value.clone() for name, value in network.state_dict().items()}
    network.load_state_dict(kept)
    write(network.cpu(), about, export, draw, out / f"seed-{seed}", seed)


def write(network, about, export, draw, folder, seed):
    folder.mkdir(parents=True, exist_ok=True)
    start = torch.from_numpy(np.load(export / f"seed-{seed}/start.npy"))
    for name in about["arrays"] + about["furtherArrays"]:
        with torch.no_grad():
            iterates = network(torch.from_numpy(np.load(export / f"draw-{draw}/{name}.npy")), start)
        np.save(folder / f"{name}.npy", iterates.numpy())  # (L+1, n, d)
    shutil.copy(export / f"seed-{seed}/order.txt", folder)
    tensors = {name.replace("_", "."): value.numpy() for name, value in network.state_dict().items()}
    header, offset = {}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": "F32", "shape": value.shape, "data_offsets": [offset, offset + value.nbytes]}
        offset += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(folder / "weights.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(value.tobytes() for value in tensors.values()))
    command = folder / "command"
    command.write_text(
        "#!/bin/sh\n# downhill: takes --layer\n"
        f'exec "{sys.executable}" "{pathlib.Path(__file__).resolve()}" run --weights "{(folder / "weights.safetensors").resolve()}" "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)


def run(weights, input, initial, output, layer):
    data = open(weights, "rb").read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    network = Lista(sum(name.endswith(".beta") for name in header))
    for name, one in header.items():
        begin, end = (8 + length + offset for offset in one["data_offsets"])
        values = np.frombuffer(data[begin:end], "<f4").reshape(one["shape"])
        network.register_parameter(name.replace(".", "_"), torch.nn.Parameter(torch.from_numpy(values.copy())))
    x, y = (torch.from_numpy(np.load(path)) for path in (input, initial))
    with torch.no_grad():
        np.save(output, (network(x, y) if layer is None else network.layer(layer, x, y)).numpy())


if __name__ == "__main__":
    # Small products: more threads wait for each other.
    torch.set_num_threads(int(os.environ.get("THREADS", "1")))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("train")
    one.add_argument("export", type=pathlib.Path)
    one.add_argument("out", type=pathlib.Path)
    for name, kind, default in [("seed", int, 1), ("steps", int, 1200), ("batch", int, 128), ("rate", float, 1e-3),
                                ("dual-rate", float, 0.01), ("strength", float, 1.0)]:
        one.add_argument(f"--{name}", type=kind, default=default)
    one.set_defaults(what=train)
    one = commands.add_parser("run")
    for name in ("weights", "input", "initial", "output"):
        one.add_argument(f"--{name}", required=True)
    one.add_argument("--all-layers", action="store_true")
    one.add_argument("--layer", type=int)
    one.set_defaults(what=run)
    options = {name: value for name, value in vars(parser.parse_args()).items() if name != "all_layers"}
    options.pop("what")(**options)
