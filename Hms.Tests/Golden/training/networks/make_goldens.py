"""Makes the golden files of this folder; see SOURCE.md. Usage: python3 make_goldens.py FOLDER_WITH_TIMM"""
import json
import math
import struct
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, sys.argv[1])
import timm  # noqa: E402
from timm.models._manipulate import adapt_input_conv  # noqa: E402

torch.set_num_threads(1)
GAMMA = np.uint64(0x9E3779B97F4A7C15)


def mix(state):  # SplitMix64 output, as Hms.Signal.Randomness.SeedHash.Mix
    with np.errstate(over="ignore"):
        z = np.asarray(state, dtype=np.uint64) + GAMMA
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def text_hash(text):  # FNV-1a
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def uniform(seed, key, count):  # HashRandom(SeedHash.Derive(seed, key)).NextDouble(), count times
    start = mix(mix(np.uint64(seed)) ^ mix(np.uint64(text_hash(key))))
    with np.errstate(over="ignore"):
        bits = mix(start + GAMMA * np.arange(count, dtype=np.uint64))
    return (bits >> np.uint64(11)).astype(np.float64) / 2.0**53


def weight(key, shape):  # as GoldenWeights.cs
    u = uniform(7, key, int(np.prod(shape)))
    if key.endswith(".p"):
        value = 2.5 + u
    elif key.endswith("running_var"):
        value = 0.5 + u
    elif len(shape) == 1 and key.endswith("weight"):
        value = 0.5 + u
    elif len(shape) == 1:
        value = 0.2 * (2 * u - 1)
    else:
        value = (2 * u - 1) * math.sqrt(6.0 / np.prod(shape[1:]))
    return torch.from_numpy(value.astype(np.float32).reshape(shape))


class GeM(nn.Module):
    """Generalised mean, from the formula of Radenovic, Tolias and Chum (2018), eq. 3, one exponent for all channels."""

    def __init__(self):
        super().__init__()
        self.p = nn.Parameter(torch.tensor([3.0]))

    def forward(self, x):
        powers = torch.maximum(x, torch.tensor(1e-6)) ** self.p
        return powers.sum((2, 3)).div(x.shape[2] * x.shape[3]) ** (1.0 / self.p)


class EEGNet(nn.Module):
    """EEGNet as in table 2 of Lawhern et al. (2018), written from the paper, with a mean over the remaining time in place of the flattening."""

    def __init__(self, electrodes, classes, f1=8, d=2, f2=16, length=100, pool=None):
        super().__init__()
        self.length = length
        self.conv_temporal = nn.Conv2d(1, f1, (1, length), bias=False)
        self.bn1 = nn.BatchNorm2d(f1)
        self.conv_spatial = nn.Conv2d(f1, f1 * d, (electrodes, 1), groups=f1, bias=False)
        self.bn2 = nn.BatchNorm2d(f1 * d)
        self.conv_dw = nn.Conv2d(f1 * d, f1 * d, (1, 16), groups=f1 * d, bias=False)
        self.conv_pw = nn.Conv2d(f1 * d, f2, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(f2)
        self.global_pool = pool
        self.classifier = nn.Linear(f2, classes)

    @staticmethod
    def same(x, length):  # Keras' "same": one place more behind where the length is even
        return F.pad(x, ((length - 1) // 2, length - 1 - (length - 1) // 2))

    def forward(self, x):
        x = self.bn1(self.conv_temporal(self.same(x, self.length)))
        x = F.avg_pool2d(F.elu(self.bn2(self.conv_spatial(x))), (1, 4))
        x = self.conv_pw(self.conv_dw(self.same(x, 16)))
        x = F.avg_pool2d(F.elu(self.bn3(x)), (1, 8))
        return self.classifier(x.flatten(2).mean(2) if self.global_pool is None else self.global_pool(x))


def multiply_adds(model, shape):  # convolutions and fully connected layers, one image, counted by hooks
    total = [0]

    def count(module, _, output):
        per_place = np.prod(module.weight.shape[1:])
        total[0] += int(per_place * output[0].numel())

    hooks = [m.register_forward_hook(count) for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    model.eval()
    with torch.no_grad():
        model(torch.zeros(1, *shape))
    for hook in hooks:
        hook.remove()
    return total[0]


def case(model, shape, gradients, statistics):
    model.load_state_dict({k: weight(k, v.shape) if v.dtype == torch.float32 else v for k, v in model.state_dict().items()})
    total = multiply_adds(model, shape)
    x = torch.from_numpy((2 * uniform(7, "input", 2 * int(np.prod(shape))) - 1).astype(np.float32).reshape(2, *shape))
    model.eval()
    with torch.no_grad():
        evaluated = model(x)
    model.train()
    trained = model(x)
    votes = torch.tensor([[0.5, 0.5, 0, 0, 0, 0], [0.1, 0.2, 0.3, 0.2, 0.1, 0.1]])
    loss = F.kl_div(trained.log_softmax(1), votes, reduction="batchmean")
    loss.backward()
    parameters = dict(model.named_parameters())
    state = model.state_dict()
    return {
        "shape": list(shape),
        "parameters": sum(p.numel() for p in model.parameters()),
        "multiplyAdds": total,
        "keys": [[k, list(v.shape)] for k, v in state.items()],
        "evalLogits": evaluated.numpy().tolist(),
        "trainLogits": trained.detach().numpy().tolist(),
        "loss": loss.item(),
        "gradients": {k: {"sum": parameters[k].grad.double().sum().item(), "norm": parameters[k].grad.double().norm().item()} for k in gradients},
        "statistics": {k: {"sum": state[k].double().sum().item(), "norm": state[k].double().norm().item()} for k in statistics},
    }


RESNET_GRADIENTS = ("conv1.0.weight", "conv1.6.weight", "bn1.weight", "layer1.0.conv1.weight", "layer2.0.downsample.1.weight", "layer3.5.bn2.bias", "layer4.2.conv2.weight", "fc.weight", "fc.bias")
RESNET_STATISTICS = ("conv1.1.running_mean", "bn1.running_var", "layer2.0.downsample.2.running_mean", "layer4.2.bn2.running_var")
EFFICIENTNET_GRADIENTS = ("conv_stem.weight", "bn1.weight", "blocks.2.1.se.conv_reduce.bias", "conv_head.weight", "classifier.weight")
EFFICIENTNET_STATISTICS = ("bn1.running_mean", "blocks.4.2.bn3.running_var", "bn2.running_mean")
EEGNET_GRADIENTS = ("conv_temporal.weight", "conv_spatial.weight", "bn2.weight", "bn2.bias", "conv_dw.weight", "conv_pw.weight", "classifier.weight", "classifier.bias")
EEGNET_STATISTICS = ("bn1.running_mean", "bn2.running_var", "bn3.running_mean", "bn3.running_var")


def with_gem(model, gradients):
    model.global_pool = GeM()
    return model, gradients + ("global_pool.p",)


def create(name, channels=3):
    return timm.create_model(name, num_classes=6, in_chans=channels, drop_rate=0.0, drop_path_rate=0.0)


def drop_path_rates():
    """Rates of every block in the order of the network, as timm sets them for drop_path_rate = 0.2; absent blocks have no shortcut or no rate."""
    rates = {}
    for name in ("resnet34d", "efficientnet_b0", "efficientnet_b1"):
        model = timm.create_model(name, num_classes=6, drop_path_rate=0.2)
        rates[name] = {k[: -len(".drop_path")]: m.drop_prob for k, m in model.named_modules() if k.endswith(".drop_path") and hasattr(m, "drop_prob") and (name == "resnet34d" or model.get_submodule(k[: -len(".drop_path")]).has_skip)}
    return rates


def costs():
    """Multiply-adds of one image of 224 x 224 with 3 channels and 1000 classes, the size for which papers give them."""
    return {name: multiply_adds(timm.create_model(name), (3, 224, 224)) for name in ("resnet34d", "efficientnet_b0", "tf_efficientnet_b0", "efficientnet_b1")}


def adapted():
    kernel = weight("conv1.0.weight", (4, 3, 3, 3))
    return {"kernel": kernel.flatten().tolist(), **{str(n): adapt_input_conv(n, kernel.clone()).flatten().tolist() for n in (1, 2, 4, 5, 8)}}


def save(name, value):
    with open(name, "w") as file:
        json.dump(value, file, indent=None, separators=(",", ":"))
        file.write("\n")


def small_checkpoint():
    """A checkpoint of every number format that is read, laid out by hand from the format's description: header length, JSON, values."""
    values = np.array([0.0, -0.0, 1.0, -2.5, 0.333251953125, 65504.0, 6.103515625e-05, -5.960464477539063e-08], dtype=np.float32)
    tensors = {
        "f32": ("F32", [2, 4], values.tobytes()),
        "f16": ("F16", [8], values.astype(np.float16).tobytes()),
        "bf16": ("BF16", [4, 2], torch.from_numpy(values).to(torch.bfloat16).view(torch.int16).numpy().tobytes()),
        "bn.num_batches_tracked": ("I64", [], struct.pack("<q", 17)),
    }
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, (dtype, shape, raw) in tensors.items():
        header[key] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open("formats.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
    save("formats.json", {
        "f32": values.tolist(),
        "f16": values.astype(np.float16).astype(np.float32).tolist(),
        "bf16": torch.from_numpy(values).to(torch.bfloat16).float().numpy().tolist(),
    })


print(torch.__version__, timm.__version__)
save("resnet34d.json", case(create("resnet34d"), (3, 67, 98), RESNET_GRADIENTS, RESNET_STATISTICS))
model, gradients = with_gem(create("resnet34d", 1), RESNET_GRADIENTS)
save("resnet34d_gem_1ch.json", case(model, (1, 45, 70), gradients, RESNET_STATISTICS))
model, gradients = with_gem(create("efficientnet_b0", 4), EFFICIENTNET_GRADIENTS)
save("efficientnet_b0_gem_4ch.json", case(model, (4, 61, 98), gradients, EFFICIENTNET_STATISTICS))
model, gradients = with_gem(create("tf_efficientnet_b0", 1), EFFICIENTNET_GRADIENTS)
save("tf_efficientnet_b0_gem_1ch.json", case(model, (1, 61, 98), gradients, EFFICIENTNET_STATISTICS))
save("eegnet.json", case(EEGNet(20, 6), (1, 20, 401), EEGNET_GRADIENTS, EEGNET_STATISTICS))
save("eegnet_gem.json", case(EEGNet(5, 6, f1=4, d=3, f2=10, length=31, pool=GeM()), (1, 5, 250), EEGNET_GRADIENTS + ("global_pool.p",), EEGNET_STATISTICS))
save("drop_path.json", drop_path_rates())
save("costs.json", costs())
save("adapt_input_conv.json", adapted())
small_checkpoint()
