"""The Python side of the side-by-side benchmarks: reads requests from standard input, a JSON line and then raw arrays each."""
import glob
import importlib
import json
import os
import sys
import time

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from peers.registry import PEERS

to_parent = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # whatever a library prints must not get between the arrays
from_parent = sys.stdin.buffer


def load_families():
    """Imports every file of peers/; one that misses a library registers what it can and is skipped for the rest."""
    missing = {}
    for path in sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers", "*.py"))):
        name = os.path.splitext(os.path.basename(path))[0]
        if name not in ("__init__", "registry"):
            try:
                importlib.import_module("peers." + name)
            except ImportError as error:
                missing[name] = str(error)
    return missing


def versions():
    found = ["Python " + sys.version.split()[0]]
    for name in ("numpy", "scipy", "pywt", "torch", "torchvision"):
        if name in sys.modules:
            found.append("%s %s" % (name, sys.modules[name].__version__))
    return ", ".join(found)


def read_request():
    line = from_parent.readline()
    if not line:
        return None, None
    request = json.loads(line)
    arrays = []
    for array in request["arrays"]:
        dtype, count = np.dtype(array["type"]), int(np.prod(array["shape"], dtype=np.int64))
        arrays.append(np.frombuffer(bytearray(from_parent.read(dtype.itemsize * count)), dtype).reshape(array["shape"]))
    return request, arrays


def reply(message, arrays=()):
    arrays = [np.ascontiguousarray(a, "<f4" if a.dtype == np.float32 else "<f8") for a in map(np.asarray, arrays)]
    message["arrays"] = [{"type": a.dtype.str, "shape": list(a.shape)} for a in arrays]
    to_parent.write(json.dumps(message).encode() + b"\n")
    for a in arrays:
        to_parent.write(a.tobytes())
    to_parent.flush()


def set_up(request, arrays, missing):
    name = request["peer"]
    family = name.split(".")[0]
    if name not in PEERS:
        if family in missing:
            return None, {"missing": missing[family]}, ()
        return None, {"error": "no peer is called %s" % name}, ()
    try:
        run = PEERS[name](request["parameters"], *arrays)
        return run, {}, (run(),)
    except ImportError as error:
        return None, {"missing": str(error)}, ()


def measure(run, calls):
    times = []
    run()
    for _ in range(calls):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return times


def main():
    missing, run = load_families(), None
    while True:
        request, arrays = read_request()
        if request is None:
            return
        try:
            if request["op"] == "versions":
                reply({"versions": versions()})
            elif request["op"] == "setup":
                run, message, result = set_up(request, arrays, missing)
                reply(message, result)
            else:
                reply({"ms": measure(run, request["calls"])})
        except Exception as error:  # the parent prints it and ends
            reply({"error": "%s: %s" % (type(error).__name__, error)})


main()
