"""Zips written by hand, whose two descriptions of a part may contradict each other."""

import struct
import zlib

__all__ = ["both", "end_record", "raw_zip", "set_field"]


def raw_zip(parts, *, flags=0, method=8, tamper_central=None, tamper_local=None, descriptor=False, zip64=False):
    """Write a zip by hand: `tamper_*` get the header's fields as a list, and the part's name, before packing."""
    out, central = bytearray(), bytearray()
    for name, content in parts:
        raw = name.encode()
        pack = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = pack.compress(content) + pack.flush() if method == 8 else content
        told = [zlib.crc32(content), len(packed), len(content)]
        used = flags | (8 if descriptor else 0)
        extra = struct.pack("<2H2Q", 1, 16, len(content), len(packed)) if zip64 else b""
        shown = [told[0], 0xFFFFFFFF, 0xFFFFFFFF] if zip64 else [0, 0, 0] if descriptor else told
        local = [b"PK\3\4", 20, used, method, 0, 33, *shown, len(raw), len(extra)]
        mine = [b"PK\1\2", 20, 20, used, method, 0, 33, *told, len(raw), 0, 0, 0, 0, 0, len(out)]
        if tamper_local:
            tamper_local(local, name)
        if tamper_central:
            tamper_central(mine, name)
        out += struct.pack("<4s5H3L2H", *local) + raw + extra + packed
        if descriptor:
            out += b"PK\7\10" + struct.pack("<3L", *told)
        central += struct.pack("<4s6H3L5H2L", *mine) + raw
    return bytes(out) + bytes(central) + end_record(len(parts), len(central), len(out))


def end_record(count, size, begin):
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, begin, 0)


def set_field(index, value, only="a.xml"):
    def tamper(fields, name):
        if name == only:
            fields[index] = value if not callable(value) else value(fields[index])

    return tamper


def both(index_local, index_central, change):
    return {"tamper_local": set_field(index_local, change), "tamper_central": set_field(index_central, change)}
