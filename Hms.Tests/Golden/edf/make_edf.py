"""Writes the golden files of the EDF reader into this folder.

real.json: what MNE-Python reads from the files of data/edf (argument 1: that folder).
wild/*: small files made by hand below, byte by byte; wild.json: what they hold, and what MNE-Python reads of them.
"""
import json
import os
import re
import sys
import warnings
import zlib

import mne
import numpy as np

mne.set_log_level("ERROR")
HERE = os.path.dirname(os.path.abspath(__file__))
WILD = os.path.join(HERE, "wild")


def fields(path):
    """The header, read by plain slicing."""
    raw = open(path, "rb").read()
    ns = int(raw[252:256])
    widths = [("label", 16), ("transducer", 80), ("unit", 8), ("pmin", 8), ("pmax", 8), ("dmin", 8), ("dmax", 8), ("prefilter", 80), ("samples", 8)]
    table, at = {}, 256
    for name, width in widths:
        table[name] = [raw[at + i * width:at + (i + 1) * width].decode("latin-1").strip() for i in range(ns)]
        at += ns * width
    width = 3 if raw[0] == 255 else 2
    samples = [int(float(s)) for s in table["samples"]]
    start = 256 * (ns + 1)
    records = (len(raw) - start) // (width * sum(samples))
    body = np.frombuffer(raw[start:start + records * width * sum(samples)], np.uint8).reshape(records, -1)
    digital, at = [], 0
    for count in samples:
        part = body[:, at:at + count * width].reshape(-1, width).astype(np.int64)
        value = sum(part[:, k] << (8 * k) for k in range(width))
        digital.append(np.where(value >= 1 << (8 * width - 1), value - (1 << 8 * width), value).astype(np.int32))
        at += count * width
    return table, samples, records, float(raw[244:252].decode().replace(",", ".")), digital


def mne_signals(path, names, samples):
    """Each signal at its own rate, in uV where MNE knows the unit as a voltage, else in the file's unit: {name: values}."""
    read = mne.io.read_raw_bdf if path.endswith("bdf") else mne.io.read_raw_edf
    values = {}
    for rate in sorted(set(samples)):
        include = [n for n, s in zip(names, samples) if s == rate]
        raw = read(path, include="|".join("^" + re.escape(n) + "$" for n in include), preload=True, stim_channel=None)
        for name, row in zip(raw.ch_names, raw.get_data()):
            values[name] = row
    return values


def summary(values):
    return dict(mean=float(values.mean()), sd=float(values.std()), min=float(values.min()), max=float(values.max()), first=values[:4].tolist(), last=values[-4:].tolist())


def annotations(path):
    notes = mne.read_annotations(path)
    return [[float(o), float(d), str(t)] for o, d, t in zip(notes.onset, notes.duration, notes.description)]


def describe(path):
    table, samples, records, seconds, digital = fields(path)
    keep = [i for i, label in enumerate(table["label"]) if label not in ("EDF Annotations", "BDF Annotations")]
    result = {"records": records, "recordSeconds": seconds, "signals": []}
    for i in keep:
        scale = (float(table["pmax"][i]) - float(table["pmin"][i])) / (float(table["dmax"][i]) - float(table["dmin"][i]))
        physical = (digital[i] - float(table["dmin"][i])) * scale + float(table["pmin"][i])
        result["signals"].append({"label": table["label"][i], "unit": table["unit"][i], "samplesPerRecord": samples[i], "rateHz": samples[i] / seconds, "count": len(digital[i]),
                                  "digitalCrc32": zlib.crc32(digital[i].astype("<i4").tobytes()), "physical": summary(physical)})
    labels = [table["label"][i] for i in keep]
    if len(set(labels)) == len(labels):
        # MNE gives volts for uV and mV and the bare number for the rest: back to the file's unit.
        unit = {"uV": 1e6, "mV": 1e3}
        # Samples at another rate than the others are wanted as they are, so each rate is read by itself.
        read = mne_signals(path, labels, [samples[i] for i in keep])
        for entry, i in zip(result["signals"], keep):
            if entry["label"] in read:
                entry["mne"] = summary(read[entry["label"]] * unit.get(table["unit"][i], 1))
    result["annotations"] = annotations(path)
    return result


def pad(text, width):
    data = text if isinstance(text, bytes) else text.encode("latin-1")
    assert len(data) <= width, text
    return data + b" " * (width - len(data))


def channel(label, data, unit="uV", pmin="-1000", pmax="1000", dmin="-2000", dmax="2000", prefilter="HP:0.1Hz LP:75Hz"):
    """data: one row per record: numbers, or bytes for annotations."""
    return dict(label=label, unit=unit, pmin=pmin, pmax=pmax, dmin=dmin, dmax=dmax, prefilter=prefilter, data=data)


def notes(*records, label="EDF Annotations", size=0, width=2):
    size = max(size, max(len(r) for r in records))
    size += -size % width
    rows = [r + b"\0" * (size - len(r)) for r in records]
    low, high = ("-32768", "32767") if width == 2 else ("-8388608", "8388607")
    return channel(label, rows, unit="", pmin="-1", pmax="1", dmin=low, dmax=high, prefilter="")


def write(name, channels, seconds="1", declared=None, reserved="", patient="X X X X", recording="Startdate X X X X", date="01.02.03", time="04.05.06", cut=0, extra=b"", bdf=False):
    width = 3 if bdf else 2
    count = len(channels[0]["data"])
    size = lambda c: len(c["data"][0]) // (width if isinstance(c["data"][0], bytes) else 1)
    ns = len(channels)
    head = pad(b"\xffBIOSEMI" if bdf else "0", 8) + pad(patient, 80) + pad(recording, 80) + pad(date, 8) + pad(time, 8) + pad(str(256 * (ns + 1)), 8)
    head += pad(reserved, 44) + pad(str(count if declared is None else declared), 8) + pad(seconds, 8) + pad(str(ns), 4)
    for key, fieldwidth in (("label", 16), ("transducer", 80), ("unit", 8), ("pmin", 8), ("pmax", 8), ("dmin", 8), ("dmax", 8), ("prefilter", 80)):
        head += b"".join(pad(c.get(key, "AgAgCl"), fieldwidth) for c in channels)
    head += b"".join(pad(str(size(c)), 8) for c in channels) + b" " * 32 * ns
    body = b""
    for r in range(count):
        for c in channels:
            row = c["data"][r]
            body += row if isinstance(row, bytes) else b"".join(int(v).to_bytes(width, "little", signed=True) for v in row)
    data = head + body + extra
    with open(os.path.join(WILD, name), "wb") as f:
        f.write(data[:len(data) - cut])


def ramp(records, samples, start=0, step=7):
    return [[(start + step * (r * samples + k)) % 4001 - 2000 for k in range(samples)] for r in range(records)]


def wild():
    os.makedirs(WILD, exist_ok=True)
    two = lambda n: [channel("EEG Fp1-REF", ramp(n, 8)), channel("EEG Fp2-REF", ramp(n, 8, 99))]
    write("unknown_records.edf", two(3), declared=-1)
    write("more_declared.edf", two(4), declared=10)
    write("fewer_declared.edf", two(5), declared=2)
    write("truncated.edf", two(4), cut=9)
    write("odd_record_length.edf", [channel("EEG Cz", ramp(2, 307, step=13))], seconds="9.59375")
    write("one_sample_a_record.edf", [channel("EEG Cz", ramp(60, 1)), channel("EEG Pz", ramp(60, 2))], seconds="0.005")
    write("mixed_rates.edf", [channel("fast", ramp(4, 50)), channel("slow", ramp(4, 1, 5)), channel("half", ramp(4, 25, 3))], seconds="0.5")
    write("gaps.edf", [channel("EEG Cz", ramp(5, 8)),
                       notes(b"+0.25\x14\x14\0+0.5\x14first\x14\0", b"+1.25\x14\x14\0", b"+5.25\x14\x14\0+5.5\x150.5\x14after the gap\x14\0", b"+6.25\x14\x14\0", b"+9.5\x14\x14\0")],
          reserved="EDF+D")
    write("no_gaps.edf", [channel("EEG Cz", ramp(3, 8)), notes(b"+0\x14\x14\0", b"+1\x14\x14\0", b"+2\x14\x14\0")], reserved="EDF+D")
    write("units.edf", [channel("a", ramp(2, 4), unit="uV"), channel("b", ramp(2, 4), unit=b"\xb5V"), channel("c", ramp(2, 4), unit=b"\xc2\xb5V"), channel("d", ramp(2, 4), unit=b"\xce\xbcV"),
                        channel("e", ramp(2, 4), unit=b"\x83\xcaV"), channel("f", ramp(2, 4), unit="mV", pmin="-1", pmax="1"), channel("g", ramp(2, 4), unit="V", pmin="-1e-3", pmax="1e-3"),
                        channel("h", ramp(2, 4), unit="nV"), channel("SpO2", ramp(2, 4), unit="%"), channel("none", ramp(2, 4), unit=""), channel("Temp", ramp(2, 4), unit="degC", pmin="34,4", pmax="40,2")])
    write("before_1985.edf", [channel("EEG Cz", ramp(1, 8)), notes(b"+0\x14\x14\0")], reserved="EDF+C", date="02.03.51", recording="Startdate 02-MAR-1951 code tech equip")
    write("year_84.edf", [channel("EEG Cz", ramp(1, 8))], date="31.12.84", recording="")
    write("year_85.edf", [channel("EEG Cz", ramp(1, 8))], date="31.12.85", recording="")
    write("year_clipped.edf", [channel("EEG Cz", ramp(1, 8)), notes(b"+0\x14\x14\0")], reserved="EDF+C", date="02.03.yy", recording="Startdate 02-MAR-2091 X X X")
    write("no_date.edf", [channel("EEG Cz", ramp(1, 8))], date="00.00.00", recording="")
    write("same_labels.edf", [channel("A", ramp(2, 4, 1)), channel("B", ramp(2, 4, 2)), channel("A", ramp(2, 4, 3)), channel("A", ramp(2, 4, 4)), channel("B", ramp(2, 4, 5))])
    write("latin1.edf", [channel("EEG Cz", ramp(1, 4), unit=b"\xb5V")], patient=b"X F X M\xfcller", recording=b"Startdate X X J\xf8rgen X")
    write("utf8.edf", [channel("EEG Cz", ramp(1, 4))], patient="X F X Müller".encode("utf-8"))
    write("annotations.edf", [
        channel("EEG Fp1", ramp(3, 8)),
        notes(b"+0.5\x14\x14\0-1.5\x14before the start\x14\0+0.75\x150.25\x14blink\x14eyes\x14\0", b"+1.5\x14\x14same list\x14\0+0.75\x14\x14\0", "+2.5\x14\x14\0+2.625\x1510.5\x14Gähnen 欠伸\x14\0".encode()),
        channel("EEG Fp2", ramp(3, 8, 50)),
        notes(b"+1\x14second channel\x14\0", b"", b"+2.75\x151\x14overlap\x14\0+2.75\x152\x14overlap\x14\0")], reserved="EDF+C")
    write("annotations_first.edf", [notes(b"+0\x14\x14\0+0.25\x14one\x14\0", b"+1\x14\x14\0"), channel("EEG Cz", ramp(2, 8))], reserved="EDF+C")
    write("annotations_latin1.edf", [channel("EEG Cz", ramp(1, 8)), notes(b"+0\x14\x14\0+0.25\x14M\xfcde\x14\0")], reserved="EDF+C")
    write("annotations_broken.edf", [channel("EEG Cz", ramp(2, 8)), notes(b"+0\x14\x14\0nonsense\0+0.25\x14good\x14\0", b"+1\x14\x14\x00+x\x14bad\x14\0+1.5\x14unended", size=30)], reserved="EDF+C")
    write("annotations_only.edf", [notes(b"+0\x14\x14\0+180\x14Lights off\x14\0+182\x1530\x14Sleep stage W\x14\0")], seconds="0", reserved="EDF+C")
    write("scales.edf", [channel("flat digital", ramp(2, 4), dmin="0", dmax="0"), channel("swapped digital", ramp(2, 4), dmin="2000", dmax="-2000"), channel("flat physical", ramp(2, 4), pmin="5", pmax="5"),
                         channel("inverted", ramp(2, 4), pmin="1000", pmax="-1000"), channel("outside", ramp(2, 4), dmin="-100", dmax="100")])
    wide = lambda r: [[-8388608, -1, 0, 1, 8388607, 65536, -65537, 256] for _ in range(r)]
    write("wide.bdf", [channel("Fp1", wide(2), pmin="-262144", pmax="262143", dmin="-8388608", dmax="8388607"), channel("Status", wide(2), unit="Boolean", pmin="-8388608", pmax="8388607", dmin="-8388608", dmax="8388607")],
          reserved="24BIT", bdf=True)
    write("wide_annotations.bdf", [channel("Fp1", wide(2), pmin="-262144", pmax="262143", dmin="-8388608", dmax="8388607"), notes(b"+0\x14\x14\0+0.125\x14mark\x14\0", b"+1\x14\x14\0", label="BDF Annotations", width=3)],
          reserved="BDF+C", bdf=True)


def wild_summary():
    result = {}
    for name in sorted(os.listdir(WILD)):
        path = os.path.join(WILD, name)
        table, samples, records, seconds, digital = fields(path)
        entry = {"records": records, "digital": {f"{i}": d[:8].tolist() for i, d in enumerate(digital) if "Annotations" not in table["label"][i]}}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                raw = (mne.io.read_raw_bdf if name.endswith("bdf") else mne.io.read_raw_edf)(path, preload=True, stim_channel=None)
                entry["mne"] = {"channels": raw.ch_names, "first": [[float(v) for v in row[:4]] for row in raw.get_data()] if len(set(samples)) == 1 or len([s for i, s in enumerate(samples) if "Annotations" not in table["label"][i]]) > 0 and len(set(s for i, s in enumerate(samples) if "Annotations" not in table["label"][i])) == 1 else None,
                                "count": len(raw.times), "date": str(raw.info["meas_date"]), "units": list(raw._orig_units.values())}
        except Exception as error:  # what MNE cannot read is part of the record
            entry["mneError"] = f"{type(error).__name__}: {error}"[:120]
        try:
            entry["annotations"] = annotations(path)
        except Exception as error:
            entry["annotationsError"] = f"{type(error).__name__}: {error}"[:120]
        result[name] = entry
    return result


if __name__ == "__main__":
    folder = sys.argv[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        real = {name: describe(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith((".edf", ".bdf"))}
        wild()
        with open(os.path.join(HERE, "real.json"), "w") as f:
            json.dump(real, f, separators=(",", ":"), ensure_ascii=False)
        with open(os.path.join(HERE, "wild.json"), "w") as f:
            json.dump(wild_summary(), f, indent=1, ensure_ascii=False)
