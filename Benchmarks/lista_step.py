"""A training step of LISTA under a descent constraint, as one would write it in PyTorch.

Started by downhill-bench; `peer.py` answers its commands.
"""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import peer


class Lista(nn.Module):
    """y_l = soft(D_u x + D_e y_{l-1}, beta), every layer with matrices of its own."""

    def __init__(self, layers, p, d):
        super().__init__()
        self.Du = nn.ParameterList(torch.empty(d, p) for _ in range(layers))
        self.De = nn.ParameterList(torch.empty(d, d) for _ in range(layers))
        self.beta = nn.ParameterList(torch.empty(d) for _ in range(layers))

    def forward(self, x, y):
        outputs = [y]
        for Du, De, beta in zip(self.Du, self.De, self.beta):
            z = torch.addmm(F.linear(x, Du), y, De.t())
            y = z - torch.clamp(z, -beta, beta)
            outputs.append(y)
        return outputs


class Training:
    """Algorithm 1 on one training set: Adam on the weights, projected ascent on the duals."""

    def __init__(self, case):
        folder, self.batch, self.epsilon = case["folder"], case["batch"], case["epsilon"]
        self.X, self.Y = (torch.from_numpy(np.load(f"{folder}/{name}.npy")) for name in ("inputs", "optima"))
        self.net = Lista(case["layers"], self.X.shape[1], self.Y.shape[1])
        flat = torch.from_numpy(np.load(f"{folder}/weights.npy")).flatten()
        with torch.no_grad():
            for l in range(case["layers"]):
                for parameter in (self.net.Du[l], self.net.De[l], self.net.beta[l]):
                    values, flat = flat.split([parameter.numel(), flat.numel() - parameter.numel()])
                    parameter.copy_(values.view_as(parameter))
        self.optimizer = torch.optim.Adam(
            self.net.parameters(), lr=case["rate"], betas=(0.9, 0.99), eps=1e-8, fused=True)
        self.duals = torch.full((case["layers"],), case["dual"])
        self.dual_rate = case["dual_rate"]

    def step(self, indices=None, y0=None):
        if indices is None:
            indices = torch.randperm(len(self.X))[: self.batch]
            y0 = torch.randn(self.batch, self.Y.shape[1])
        x, target = self.X[indices], self.Y[indices]
        outputs = self.net(x, y0)
        loss = F.mse_loss(outputs[-1], target)
        distances = torch.stack([torch.linalg.vector_norm(y - target, dim=1) for y in outputs])
        slack = (distances[1:] - (1 - self.epsilon) * distances[:-1]).mean(dim=1)
        self.optimizer.zero_grad(set_to_none=True)
        (loss + self.duals @ slack).backward()
        self.optimizer.step()
        with torch.no_grad():
            self.duals = torch.relu(self.duals + self.dual_rate * slack)

    def starts(self, folder):
        """y_0 of a batch, beside its indices."""
        return (torch.from_numpy(np.load(f"{folder}/start.npy")),)

    def weights(self):
        tensors = (t for triple in zip(self.net.Du, self.net.De, self.net.beta) for t in triple)
        return torch.cat([t.detach().flatten() for t in tensors]).numpy()


if __name__ == "__main__":
    peer.serve(Training)
