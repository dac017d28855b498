"""Makes montages.json with MNE-Python: usage make_montages.py FOLDER."""
import json, sys
import mne, numpy as np

mne.set_log_level("error")
ORDER = "Fp1 F3 C3 P3 F7 T3 T5 O1 Fz Cz Pz Fp2 F4 C4 P4 F8 T4 T6 O2 EKG".split()
SCALP = ORDER[:-1]
SAMPLES = 12

def noise(n, seed):
    # The tests make the same numbers: 32-bit linear congruential generator (Numerical Recipes), top 24 bits, in [-1, 1).
    state, values = seed, np.empty(n)
    for i in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        values[i] = (state >> 8) / 8388608.0 - 1.0
    return values

def raw():
    info = mne.create_info(ORDER, 200.0, ["eeg"] * 19 + ["ecg"])
    return mne.io.RawArray((100 * noise(20 * SAMPLES, 11)).reshape(20, SAMPLES), info)

def bipolar(names):
    pairs = [name.split("-") for name in names.split()]
    found = mne.set_bipolar_reference(raw(), [a for a, _ in pairs], [c for _, c in pairs], drop_refs=False)
    return found.get_data(picks=["-".join(pair) for pair in pairs])

def neighbours(limit_degrees):
    positions = mne.channels.make_standard_montage("standard_1005").get_positions()["ch_pos"]
    points = np.array([positions[name] for name in SCALP])
    centre = np.linalg.lstsq(np.c_[2 * points, np.ones(19)], (points ** 2).sum(1), rcond=None)[0][:3]
    unit = (points - centre) / np.linalg.norm(points - centre, axis=1, keepdims=True)
    angles = np.degrees(np.arccos(np.clip(unit @ unit.T, -1, 1)))
    return {SCALP[i]: sorted((SCALP[j] for j in range(19) if j != i and angles[i, j] < limit_degrees)) for i in range(19)}

scalp = raw().get_data(picks=SCALP)
near = neighbours(55)
assert near == neighbours(52) == neighbours(58)
laplacian = np.array([scalp[i] - np.mean([scalp[SCALP.index(n)] for n in near[name]], axis=0) for i, name in enumerate(SCALP)])
average = raw().set_eeg_reference("average", projection=False).get_data(picks=SCALP)
banana = "Fp1-F7 F7-T3 T3-T5 T5-O1 Fp1-F3 F3-C3 C3-P3 P3-O1 Fz-Cz Cz-Pz Fp2-F4 F4-C4 C4-P4 P4-O2 Fp2-F8 F8-T4 T4-T6 T6-O2"
transverse = "Fp1-Fp2 F7-F3 F3-Fz Fz-F4 F4-F8 T3-C3 C3-Cz Cz-C4 C4-T4 T5-P3 P3-Pz Pz-P4 P4-T6 O1-O2"
rows = lambda a: [float(f"{v:.12g}") for v in np.asarray(a).ravel()]
with open(f"{sys.argv[1]}/montages.json", "w") as f:
    json.dump({"samples": SAMPLES, "neighbours": near, "montages": {
        "longitudinal-bipolar-18": rows(bipolar(banana)), "transverse": rows(bipolar(transverse)),
        "average": rows(average), "laplacian": rows(laplacian)}}, f, indent=0)
