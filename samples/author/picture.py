"""Small PNG logos, drawn here: a mail signature nearly always carries one."""

import struct
import zlib


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def logo(colour, width=96, height=40):
    """A cross in a coloured field beside two grey bars."""
    grey, white = (150, 158, 166), (255, 255, 255)
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes(_pixel(x, y, height, colour, grey, white))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head)
            + _chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + _chunk(b"IEND", b""))


def _pixel(x, y, height, colour, grey, white):
    if x < height:
        dx, dy = abs(x - height // 2), abs(y - height // 2)
        inside = (dx < 4 and dy < 13) or (dy < 4 and dx < 13)
        return white if inside else colour
    if x > height + 6 and (10 <= y < 17 or 23 <= y < 28):
        return grey
    return white
