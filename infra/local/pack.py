"""Puts a Lambda's binary into a zip as `bootstrap`: pack.py BINARY ZIP.

Stored, not deflated: it goes no further than this machine, and deflating four binaries took most of a deploy.
"""

import pathlib
import sys
import zipfile


def main() -> None:
    binary, target = map(pathlib.Path, sys.argv[1:])
    # A fixed date: the same binary gives the same zip, and an unchanged function is not deployed again.
    entry = zipfile.ZipInfo("bootstrap", (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o755 << 16
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(entry, binary.read_bytes())
    part.replace(target)


if __name__ == "__main__":
    main()
