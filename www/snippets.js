/** A network as a short program with its weights: in Python with NumPy or with PyTorch. */

/** The activations in NumPy, and as PyTorch's modules; a linear layer needs neither. */
const activations = {
  sigmoid: ["1 / (1 + np.exp(-a))", () => "nn.Sigmoid()"],
  tanh: ["np.tanh(a)", () => "nn.Tanh()"],
  relu: ["np.maximum(0, a)", () => "nn.ReLU()"],
  leaky: ["np.where(a >= 0, a, slope * a)", (slope) => `nn.LeakyReLU(${slope})`],
  linear: ["a", () => ""],
  softmax: ["np.exp(a - a.max(1, keepdims=True)) / np.exp(a - a.max(1, keepdims=True)).sum(1, keepdims=True)", () => "nn.Softmax(1)"],
  threshold: ["(a > 0) * 1.0 if a.shape[1] == 1 else np.eye(a.shape[1])[a.argmax(1)]", () => "Threshold()"],
};

const threshold = `
class Threshold(nn.Module):
    def forward(self, a):
        if a.shape[1] == 1:
            return (a > 0).float()
        return nn.functional.one_hot(a.argmax(1), a.shape[1]).float()

`;

/** The program in NumPy: `network(x)` gives the outputs, `batch × n_out`, of inputs `x: batch × n_in`. */
export function inNumpy({ slope, layers }) {
  const used = [...new Set(layers.map(({ activation }) => activation))];
  return `import numpy as np

slope = ${slope}
g = {
${used.map((name) => `    "${name}": lambda a: ${activations[name][0]},`).join("\n")}
}
layers = [
${layers.map(({ weights, biases, activation }) => `    (np.array(${JSON.stringify(weights)}), np.array(${JSON.stringify(biases)}), "${activation}"),`).join("\n")}
]


def network(x):
    z = np.asarray(x, dtype=float)
    for W, b, activation in layers:
        z = g[activation](z @ W.T + b)
    return z


if __name__ == "__main__":
    print(network(${samples(layers)}))
`;
}

/** The program in PyTorch: `network` is a module. */
export function inPytorch({ slope, layers }) {
  const modules = layers.flatMap(({ weights, activation }) => [
    `nn.Linear(${weights[0].length}, ${weights.length})`,
    activations[activation][1](slope),
  ]);
  const own = layers.some(({ activation }) => activation === "threshold") ? threshold : "";
  return `import torch
from torch import nn
${own}
network = nn.Sequential(
${modules.filter((module) => module !== "").map((module) => `    ${module},`).join("\n")}
)
parameters = [
${layers.flatMap(({ weights, biases }) => [weights, biases]).map((numbers) => `    ${JSON.stringify(numbers)},`).join("\n")}
]
with torch.no_grad():
    for parameter, numbers in zip(network.parameters(), parameters):
        parameter.copy_(torch.tensor(numbers))

if __name__ == "__main__":
    print(network(torch.tensor(${samples(layers)})))
`;
}

/** Two samples to try it with. */
function samples(layers) {
  return JSON.stringify([0.5, -1.5].map((x) => layers[0].weights[0].map((_, input) => x + input))).replace(/([[,])(-?\d+)(?=[,\]])/g, "$1$2.0");
}
