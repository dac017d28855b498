import torch
import torchvision

from .registry import peer

torch.set_num_threads(1)


@peer("images.interpolate")
def interpolate(p, image):
    tensor = torch.from_numpy(image)[None]
    return lambda: torch.nn.functional.interpolate(tensor, (p["height"], p["width"]), mode="bilinear", align_corners=False, antialias=p["antialias"])[0].numpy()


@peer("images.torchvision")
def resize(p, image):
    tensor = torch.from_numpy(image)
    return lambda: torchvision.transforms.functional.resize(tensor, [p["height"], p["width"]], antialias=p["antialias"]).numpy()
