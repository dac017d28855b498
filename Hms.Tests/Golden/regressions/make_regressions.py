"""Writes the regression files that are made by hand: footers in Thrift's compact protocol."""
import os
import struct

HERE = os.path.dirname(os.path.abspath(__file__))
CHANNELS = "Fp1 F3 C3 P3 F7 T3 T5 O1 Fz Cz Pz Fp2 F4 C4 P4 F8 T4 T6 O2 EKG".split()


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def integer(delta, value, kind=5):
    return bytes([delta << 4 | kind]) + varint(value << 1)


def text(delta, value):
    return bytes([delta << 4 | 8]) + varint(len(value)) + value.encode()


def items(delta, kind, elements):
    head = bytes([len(elements) << 4 | kind]) if len(elements) < 15 else bytes([0xF0 | kind]) + varint(len(elements))
    return bytes([delta << 4 | 9]) + head + b"".join(elements)


def write(name, body, footer):
    with open(os.path.join(HERE, "eeg-parquet", name), "wb") as f:
        f.write(b"PAR1" + body + footer + struct.pack("<i", len(footer)) + b"PAR1")


def footer(rows):
    """FileMetaData: version, schema, rows, one row group of 20 columns whose pages begin at byte 4."""
    schema = [text(4, "root") + integer(1, 20) + b"\0"]
    schema += [integer(1, 4) + integer(2, 1) + text(1, name) + b"\0" for name in CHANNELS]
    chunks = []
    for name in CHANNELS:
        meta = integer(1, 4) + items(1, 5, [varint(0)]) + items(1, 8, [varint(len(name)) + name.encode()])
        meta += integer(1, 0) + integer(1, rows, 6) + integer(1, 24, 6) + integer(1, 24, 6) + integer(2, 4, 6) + b"\0"
        chunks.append(integer(2, 4, 6) + bytes([1 << 4 | 12]) + meta + b"\0")
    group = items(1, 12, chunks) + integer(1, 480, 6) + integer(1, rows, 6) + b"\0"
    return integer(1, 1) + items(1, 12, schema) + integer(1, rows, 6) + items(1, 12, [group]) + b"\0"


# A page of nulls only: one run of zeros of any length takes a few bytes.
ROWS = 17_000_000
run = varint(ROWS << 1) + b"\0"
content = struct.pack("<i", len(run)) + run
page = integer(1, 0) + integer(1, len(content)) + integer(1, len(content))
page += bytes([2 << 4 | 12]) + integer(1, ROWS) + integer(1, 0) + integer(1, 3) + integer(1, 3) + b"\0" + b"\0" + content
write("17-million-rows.parquet", page, footer(ROWS))

# An unknown field that holds a struct, that holds a struct, ...
depth = 4000
good = footer(1)[:-1]
write("nested-footer.parquet", b"\0" * 24, good + bytes([10 << 4 | 12]) + bytes([1 << 4 | 12]) * depth + b"\0" * depth + b"\0" + b"\0")
