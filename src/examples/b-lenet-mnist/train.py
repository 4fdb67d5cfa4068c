"""Trains B-LeNet on MNIST and writes the network and its exit log.

Two files are written to the output folder:

  b-lenet-mnist.onnx     the trained network, one graph output per exit
  b-lenet-mnist.log.csv  the logits of both exits for test images, clean and distorted

With the same versions, on one kind of CPU, two runs give the same bytes. Random numbers are drawn
in a fixed order for that (initial weights, then one permutation per epoch; noise from a generator
of its own): whoever adds, removes or reorders layers, epochs or conditions gets another network or
another log.
"""

import argparse
import struct
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

TRAINING_SEED = 7
NOISE_SEED = 3

BATCH_SIZE = 64
LEARNING_RATE = 1.5e-3
EPOCHS_AT_FULL_RATE = 4
SIDE_EXIT_LOSS_WEIGHT = 0.5

# Accuracy is reported over more images than are logged, to keep the log small.
EVALUATED_IMAGES = 3000
LOGGED_IMAGES = 1000

IDX_UNSIGNED_BYTE = 0x08


class BLeNet(nn.Module):
    """LeNet-5 with one side exit after its first convolution, layer by layer as `zoo:b-lenet`.

    The order in which layers are created decides which initial weights they draw, and the names of
    the attributes are those of weights and nodes in the ONNX file.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 5, kernel_size=5, padding=3)
        self.b1_conv1 = nn.Conv2d(5, 10, kernel_size=3, padding=1)
        self.b1_fc = nn.Linear(640, 10)
        self.conv2 = nn.Conv2d(5, 10, kernel_size=5, padding=3)
        self.conv3 = nn.Conv2d(10, 20, kernel_size=5, padding=3)
        self.fc1 = nn.Linear(720, 84)
        self.fc2 = nn.Linear(84, 10)

    def forward(self, image):
        """Returns the logits of the side exit and those of the final exit."""
        shared = self.conv1(image)

        branch = pool_and_rectify(shared)
        branch = pool_and_rectify(self.b1_conv1(branch))
        exit1 = self.b1_fc(torch.flatten(branch, 1))

        # Branch and trunk each pool the shared tensor, as the network of the paper does.
        trunk = pool_and_rectify(shared)
        trunk = pool_and_rectify(self.conv2(trunk))
        trunk = pool_and_rectify(self.conv3(trunk))
        final = self.fc2(self.fc1(torch.flatten(trunk, 1)))
        return exit1, final


def pool_and_rectify(features):
    """Halves height and width, rounding up as BranchyNet's framework does, and applies ReLU."""
    return functional.relu(functional.max_pool2d(features, 2, 2, ceil_mode=True))


def read_idx(path):
    """Reads an IDX file of unsigned bytes, the format in which MNIST is distributed."""
    content = path.read_bytes()
    zeros, element_type, dimensions = struct.unpack_from(">HBB", content)
    if (zeros, element_type) != (0, IDX_UNSIGNED_BYTE):
        raise ValueError(f"{path}: expected an IDX file of unsigned bytes")
    shape = struct.unpack_from(f">{dimensions}I", content, offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def read_mnist(folder, part):
    """Returns images [n, 1, 28, 28], scaled from 0..255 to 0..1, and labels [n] of a part."""
    pixels = read_idx(folder / f"{part}-images-idx3-ubyte")
    labels = read_idx(folder / f"{part}-labels-idx1-ubyte")
    count, height, width = pixels.shape
    images = torch.tensor(pixels.reshape(count, 1, height, width), dtype=torch.float32) / 255
    return images, torch.tensor(labels.astype(np.int64))


def learning_rate(epoch):
    """Returns the rate of an epoch, counted from 0: constant at first, then halved each epoch."""
    return LEARNING_RATE * 0.5 ** max(0, epoch - EPOCHS_AT_FULL_RATE + 1)


def train(network, images, labels, epochs):
    """Trains both exits jointly on the weighted sum of their cross-entropies."""
    optimizer = torch.optim.Adam(network.parameters(), LEARNING_RATE)
    start = time.monotonic()
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(epoch)
        loss = train_epoch(network, optimizer, images, labels)
        seconds = time.monotonic() - start
        print(f"epoch {epoch + 1} of {epochs}: loss {loss:.4f}, {seconds:.0f} s", flush=True)


def train_epoch(network, optimizer, images, labels):
    """Goes once through all images in random order and returns the mean loss of a batch."""
    order = torch.randperm(len(images))
    batches = order.split(BATCH_SIZE)
    total = 0.0
    for batch in batches:
        exit1, final = network(images[batch])
        side_loss = functional.cross_entropy(exit1, labels[batch])
        final_loss = functional.cross_entropy(final, labels[batch])
        loss = SIDE_EXIT_LOSS_WEIGHT * side_loss + final_loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(batches)


def export(network, path):
    """Writes the network as ONNX; the batch size stays symbolic."""
    names = ["image", "exit1", "final"]
    torch.onnx.export(
        network,
        torch.zeros(1, 1, 28, 28),
        str(path),
        input_names=names[:1],
        output_names=names[1:],
        opset_version=13,
        dynamic_axes={name: {0: "batch"} for name in names},
    )


def blur(images, sigma):
    """Blurs with a Gaussian of a standard deviation in pixels, cut off at twice that distance."""
    size = int(4 * sigma) | 1
    center = size // 2
    weights = torch.exp(-((torch.arange(size) - center) ** 2) / (2 * sigma * sigma)).float()
    weights = weights / weights.sum()
    kernel = weights[:, None] * weights[None, :]
    return functional.conv2d(images, kernel[None, None], padding=center)


def add_noise(images, sigma, generator):
    """Adds Gaussian noise; pixels stay within 0..1."""
    noise = torch.randn(images.shape, generator=generator)
    return (images + sigma * noise).clamp(0, 1)


def under_conditions(images):
    """Returns the images as seen under each condition of the log, in the order of the log."""
    # One generator serves both noise levels: their order decides what each draws.
    generator = torch.Generator().manual_seed(NOISE_SEED)
    return {
        "clean": images,
        "blur-1": blur(images, 1.0),
        "blur-2": blur(images, 2.0),
        "noise-0.3": add_noise(images, 0.3, generator),
        "noise-0.6": add_noise(images, 0.6, generator),
    }


def write_log(network, images, labels, path):
    """Writes the logits of both exits under each condition, and prints their accuracies."""
    with torch.no_grad(), open(path, "w", encoding="ascii", newline="\n") as log:
        log.write("sample,condition,label,exit1.logits,final.logits\n")
        for condition, seen in under_conditions(images).items():
            exit1, final = network(seen)
            print(
                f"{condition}: {accuracy(exit1, labels):.1%} correct at exit1, "
                f"{accuracy(final, labels):.1%} at final"
            )
            for sample in range(LOGGED_IMAGES):
                cells = [sample, condition, labels[sample].item()]
                cells += [as_cell(exit1[sample]), as_cell(final[sample])]
                log.write(",".join(map(str, cells)) + "\n")


def accuracy(logits, labels):
    """Returns the fraction of samples whose largest logit is that of the label."""
    return (logits.argmax(1) == labels).double().mean().item()


def as_cell(logits):
    """Formats the logits of one sample."""
    return " ".join(f"{logit:.5f}" for logit in logits.tolist())


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("package/data"),
        metavar="DIR",
        help="folder of the four IDX files of MNIST (default: %(default)s)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("."),
        metavar="DIR",
        help="folder to write to, created if absent (default: the current one)",
    )
    parser.add_argument(
        "--epochs", type=int, default=8, metavar="N", help="passes over the data (default: 8)"
    )
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(TRAINING_SEED)
    # Several threads would add floating-point numbers in an order that changes between machines.
    torch.set_num_threads(1)

    images, labels = read_mnist(arguments.data, "train")
    network = BLeNet()
    train(network, images, labels, arguments.epochs)
    network.eval()
    export(network, arguments.out / "b-lenet-mnist.onnx")

    test_images, test_labels = read_mnist(arguments.data, "t10k")
    write_log(
        network,
        test_images[:EVALUATED_IMAGES],
        test_labels[:EVALUATED_IMAGES],
        arguments.out / "b-lenet-mnist.log.csv",
    )


if __name__ == "__main__":
    main()
