"""What the PyTorch scripts share: they answer downhill-bench, which sends a command a line on standard input."""
import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F


class Supervised:
    """Steps of `optimizer` on `net` by the squared error of batches of X and Y, which its heirs set."""

    def step(self, indices=None):
        if indices is None:
            indices = torch.randperm(len(self.X))[: self.batch]
        loss = F.mse_loss(self.net(self.X[indices]), self.Y[indices])
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()

    def starts(self, folder):
        return ()


def timed(training, count):
    """Milliseconds of some steps."""
    times = []
    for _ in range(count):
        start = time.perf_counter()
        training.step()
        times.append((time.perf_counter() - start) * 1e3)
    return times


def check(training, folder):
    """Takes the step that a folder describes; leaves the weights in its torch.npy."""
    indices = torch.from_numpy(np.load(f"{folder}/indices.npy")).flatten().long()
    training.step(indices, *training.starts(folder))
    np.save(f"{folder}/torch.npy", training.weights().reshape(1, -1))
    return {"duals": training.duals.flatten().tolist()}


def peak_memory():
    """In MB, of this process alone: `resource` begins with the memory of the one that started it."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def serve(make_training, own=lambda training, request: None):
    """Answers `threads`, `case`, `check`, `steps` and `memory`, and leaves other commands to `own`."""
    torch.manual_seed(1)
    training = None
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if "threads" in request:
            torch.set_num_threads(request["threads"])
            answer = {"torch": torch.__version__, "threads": torch.get_num_threads()}
        elif "case" in request:
            training = make_training(request["case"])
        elif "check" in request:
            answer = check(training, request["check"])
        elif "steps" in request:
            answer = {"times": timed(training, request["steps"])}
        elif "memory" in request:
            answer = {"peak_mb": peak_memory()}
        else:
            own(training, request)
        print(json.dumps(answer), flush=True)
