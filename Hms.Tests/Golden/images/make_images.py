"""Makes images.json with torchvision and NumPy: usage make_images.py FOLDER."""
import json, sys
import numpy as np, torch
from torchvision.transforms.functional import resize, InterpolationMode

def noise(n, seed):
    # The tests make the same numbers: 32-bit linear congruential generator (Numerical Recipes), top 24 bits, in [-1, 1).
    state, values = seed, np.empty(n)
    for i in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        values[i] = (state >> 8) / 8388608.0 - 1.0
    return values

rounded = lambda a, step: [float(f"{v:.9g}") for v in np.asarray(a).ravel()[::step]]
cases = []
for c, h, w, oh, ow in [(4, 100, 300, 512, 512), (1, 400, 300, 512, 512), (1, 516, 448, 512, 512), (1, 129, 448, 64, 100), (2, 97, 31, 40, 300), (1, 31, 301, 200, 50), (1, 17, 19, 1, 1)]:
    x = torch.from_numpy(noise(c * h * w, 5).reshape(c, h, w))
    for antialias in (False, True):
        y = resize(x, [oh, ow], InterpolationMode.BILINEAR, antialias=antialias).numpy()
        step = max(1, y.size // 997)
        cases.append(dict(c=c, h=h, w=w, outH=oh, outW=ow, antialias=antialias, step=step, values=rounded(y, step)))

# Tiles, by the recipe of the notebook: power with gaps -> clip, log, per-tile standardisation, gaps to 0, middle columns halved into the middle rows.
power = np.exp(8 * noise(4 * 100 * 300, 31)).reshape(4, 100, 300)
power[0, :, 40:47] = np.nan
power[2] = np.nan
eeg = noise(4 * 128 * 256, 32).reshape(4, 128, 256)
image = np.zeros((512, 512))
for k in range(4):
    tile = np.log(np.clip(power[k], np.exp(-4), np.exp(8)))
    if np.isfinite(tile).any():
        tile = (tile - np.nanmean(tile)) / (np.nanstd(tile) + 1e-6)
    tile = np.nan_to_num(tile, nan=0.0)
    image[128 * k + 14:128 * (k + 1) - 14, :256] = tile[:, 22:-22] / 2.0
    image[128 * k:128 * (k + 1), 256:] = eeg[k]
with open(f"{sys.argv[1]}/images.json", "w") as f:
    json.dump(dict(resize=cases, tileStep=67, tiles=rounded(image, 67)), f, indent=0)
