"""resampling.json: signals at odd rates taken to 200 Hz by SciPy, the filter's weights divided by their sum over the samples that exist."""
import json
import os
from fractions import Fraction

import numpy as np
from scipy.signal import resample_poly

HERE = os.path.dirname(os.path.abspath(__file__))


def signal(n, rate):
    t = np.arange(n) / float(rate)
    # Whole numbers within 16 bits, an offset beside which the waves are small: what an electrode gives.
    return np.round(20000 + 900 * np.sin(2 * np.pi * 3 * t) + 300 * np.sin(2 * np.pi * 11 * t + 1) + 40 * t).astype(int)


cases = []
for samples, seconds, records in ((256, "1", 3), (512, "1", 2), (250, "1", 3), (1000, "1", 2), (128, "10", 3), (2456, "9.59375", 1), (333, "1", 3), (500, "0.5", 4), (200, "1", 2)):
    rate = Fraction(samples) / Fraction(seconds)
    ratio = Fraction(200) / rate
    x = signal(samples * records, rate)
    y = resample_poly(x.astype(float), ratio.numerator, ratio.denominator) / resample_poly(np.ones(len(x)), ratio.numerator, ratio.denominator)
    keep = list(range(0, min(40, len(y)))) + list(range(len(y) // 2, len(y) // 2 + 40)) + list(range(max(0, len(y) - 40), len(y)))
    cases.append({"samplesPerRecord": samples, "recordSeconds": seconds, "records": records, "up": ratio.numerator, "down": ratio.denominator, "digital": x.tolist(), "count": len(y),
                  "at": keep, "values": [round(float(y[k]), 6) for k in keep]})
with open(os.path.join(HERE, "resampling.json"), "w") as f:
    json.dump({"cases": cases}, f, separators=(",", ":"))
