"""Python's torch beside ours: reads one command a line, answers in one line. See TorchPeer.cs."""
import os
import sys
import time

try:
    import torch
    from torchvision.models import efficientnet_b0, efficientnet_b1
except ImportError as error:
    print(f"missing: {error}", flush=True)
    sys.exit()
torch.set_num_threads(1)
blas = os.environ.get("LD_LIBRARY_PATH", "the system's BLAS")
print(f"Python torch {torch.__version__}, {blas}", flush=True)
model = optimizer = batches = None


def setup(name, rows, size, batch, file):
    global model, optimizer, batches
    make = {"efficientnet_b0": efficientnet_b0, "efficientnet_b1": efficientnet_b1}[name]
    model = make(num_classes=6, stochastic_depth_prob=0.0)
    model.classifier[0].p = 0.0
    stem = model.features[0][0]
    model.features[0][0] = torch.nn.Conv2d(1, stem.out_channels, 3, 2, 1, bias=False)
    values = torch.frombuffer(bytearray(open(file, "rb").read()), dtype=torch.float32)
    at = 0
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(values[at:at + parameter.numel()].view_as(parameter))
            at += parameter.numel()
    images = values[at:at + rows * size * size].view(rows, 1, size, size).clone()
    votes = values[at + images.numel():].view(rows, 6).clone()
    batches = [(images[i:i + batch], votes[i:i + batch]) for i in range(0, rows, batch)]
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)


def steps(count):
    losses = []
    for i in range(count):
        images, votes = batches[i % len(batches)]
        optimizer.zero_grad()
        loss = torch.nn.functional.kl_div(model(images).log_softmax(1), votes, reduction="batchmean")
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return losses


def operation(kind, batch, inputs, outputs, kernel, stride, groups, size, calls):
    x = torch.randn(batch, inputs, size, size, requires_grad=True)
    if kind == "convolution":
        module = torch.nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
    elif kind == "normalization":
        module = torch.nn.BatchNorm2d(inputs)
    elif kind == "silu":
        module = torch.nn.SiLU()
    else:
        module = lambda v: v * v.mean((2, 3), keepdim=True).sigmoid()
    best = (1e9, 1e9)
    for _ in range(calls):
        wall, cpu = time.perf_counter(), time.process_time()
        module(x).sum().backward()
        best = min(best, ((time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3))
    return best[1], best[0]


for line in sys.stdin:
    word, *rest = line.split()
    if word == "setup":
        setup(rest[0], *map(int, rest[1:4]), rest[4])
        print(sum(p.numel() for p in model.parameters()), flush=True)
    elif word == "losses":
        print(*steps(int(rest[0])), flush=True)
    elif word == "time":
        wall, cpu = time.perf_counter(), time.process_time()
        steps(int(rest[0]))
        print((time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3, flush=True)
    elif word == "operation":
        print(*operation(rest[0], *map(int, rest[1:])), flush=True)
