"""A training step of LISTA-CP or ALISTA, as one would write it in PyTorch.

Started by downhill-bench; `peer.py` answers its commands.
"""
import numpy as np
import torch
from torch import nn

import peer


class Coupled(nn.Module):
    """y_l = soft(y_{l-1} + gamma_l W_l' (x - A y_{l-1}), theta_l): W_l learnt and gamma_l = 1, or the other way round."""

    def __init__(self, layers, A, W, threshold, learns_weights):
        super().__init__()
        self.A, self.learns_weights = A, learns_weights
        self.W = nn.ParameterList(W.clone() for _ in range(layers)) if learns_weights else [W] * layers
        self.log_gamma = nn.Parameter(torch.zeros(layers), requires_grad=not learns_weights)
        self.log_theta = nn.Parameter(torch.full((layers,), float(np.log(threshold))))

    def forward(self, x):
        y = torch.zeros(len(x), self.A.shape[1])
        gamma, theta = self.log_gamma.exp(), self.log_theta.exp()
        for l, W in enumerate(self.W):
            r = torch.addmm(x, y, self.A.t(), alpha=-1)
            z = torch.addmm(y, r, W) if self.learns_weights else y + gamma[l] * (r @ W)
            y = z - torch.maximum(torch.minimum(z, theta[l]), -theta[l])
        return y


class Training(peer.Supervised):
    def __init__(self, case):
        folder, self.batch = case["folder"], case["batch"]
        A, W, self.X, self.Y = (
            torch.from_numpy(np.load(f"{folder}/{name}.npy")) for name in ("matrix", "weights", "inputs", "optima"))
        self.net = Coupled(case["layers"], A, W, case["threshold"], case["learns_weights"])
        self.optimizer = torch.optim.Adam(
            [p for p in self.net.parameters() if p.requires_grad], lr=case["rate"], betas=(0.9, 0.99), eps=1e-8,
            fused=True)
        self.duals = torch.zeros(case["layers"])

    def weights(self):
        first = [W.detach().flatten() for W in self.net.W] if self.net.learns_weights else [self.net.log_gamma.detach()]
        return torch.cat(first + [self.net.log_theta.detach()]).numpy()


if __name__ == "__main__":
    peer.serve(Training)
