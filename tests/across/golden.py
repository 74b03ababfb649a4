"""The numbers of golden.rs, from an independent implementation: JAX in float64, gradients by its own differentiation.

Run once by hand, with jax 0.10.2:  pip install jax && python tests/across/golden.py
"""

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)

X = jnp.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0], [-1.25, -0.5], [0.1, 0.9]])
Y = jnp.array([0, 1, 1, 0, 1])


def start(count):
    return jnp.array([((k * 7) % 11 - 5) / 8 for k in range(count)])


def layers(parameters, sizes):
    at = 0
    for inputs, units in zip(sizes[:-1], sizes[1:]):
        weights = parameters[at : at + inputs * units].reshape(units, inputs)
        at += inputs * units
        yield weights, parameters[at : at + units]
        at += units


def softmax_loss(parameters):
    (V, c), (W, b) = layers(parameters, [2, 3, 2])
    a = jnp.tanh(X @ V.T + c) @ W.T + b
    return -jnp.mean(jax.nn.log_softmax(a)[jnp.arange(5), Y])


def sigmoid_loss(parameters):
    (V, c), (W, b) = layers(parameters, [2, 2, 1])
    a = (jax.nn.sigmoid(X @ V.T + c) @ W.T + b)[:, 0]
    return jnp.mean(jax.nn.softplus(a) - Y * a)


for name, loss, count in [("softmax 2-3-2", softmax_loss, 17), ("sigmoid 2-2-1", sigmoid_loss, 9)]:
    parameters = start(count)
    print(name, "loss", float(loss(parameters)))
    print("gradient", [float(g) for g in jax.grad(loss)(parameters)])
    for _ in range(20):
        parameters = parameters - 0.5 * jax.grad(loss)(parameters)
    print("after 20 steps of rate 0.5", [float(w) for w in parameters])
    print("loss", float(loss(parameters)))
