"""What a disk may hold after the power was cut, made from what the shim wrote down.

Honest about what is promised: a file's content is safe after `fsync` of the file, its name after `fsync` of its folder. Whatever was
written later may be there or not, each sector of 512 bytes for itself, in any choice; names change in order, up to any of the later
changes (file systems journal them). What lies outside `workspace` belongs to other computers: it is as it was at that moment.
"""

import random
import shutil
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

CREATE, WRITE, TRUNCATE, SYNC, UNLINK, RENAME, DIRSYNC, MKDIR = range(1, 9)
SECTOR = 512
OWN = "workspace"
_HEAD = struct.Struct("<IIIIQQ")


@dataclass(frozen=True)
class Event:
    """One call. `a`: the data or the path; `b`: the new path of a rename."""

    kind: int
    inode: int
    offset: int
    a: bytes
    b: bytes


def events(log: Path) -> list[Event]:
    """All that was written down, in order."""
    data, at, found = log.read_bytes(), 0, []
    while at < len(data):
        kind, a_len, b_len, _, inode, offset = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        found.append(Event(kind, inode, offset, data[at : at + a_len], data[at + a_len : at + a_len + b_len]))
        at += a_len + b_len
    return found


@dataclass
class _File:
    data: bytearray = field(default_factory=bytearray)
    later: list[Event] = field(default_factory=list)
    """Since the last `fsync`."""


@dataclass
class Disk:
    """The state after the first events of a log, below `root`."""

    root: str
    files: dict[int, _File] = field(default_factory=dict)
    inodes: dict[int, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    later: list[Event] = field(default_factory=list)
    """Changes of names since the last `fsync` of a folder."""

    def after(self, happened: Sequence[Event]) -> "Disk":
        """Itself, after these calls."""
        for one in happened:
            self._take(one)
        return self

    def _take(self, one: Event) -> None:
        if one.kind == CREATE:
            number = len(self.files)
            self.files[number], self.inodes[one.inode] = _File(), number
            self.later.append(Event(CREATE, number, 0, one.a, b""))
        elif one.kind in {WRITE, TRUNCATE}:
            self.files[self.inodes[one.inode]].later.append(one)
        elif one.kind == SYNC:
            file = self.files[self.inodes[one.inode]]
            for each in file.later:
                _put(file.data, each, None, 1.0)
            file.later = []
        elif one.kind in {UNLINK, RENAME, MKDIR}:
            self.later.append(one)
        elif one.kind == DIRSYNC:
            # Only this folder's names; a file system that journals takes those before along, which is left to chance here.
            mine = [each for each in self.later if _folder(each) == one.a]
            for each in mine:
                _name(self.names, each)
            self.later = [each for each in self.later if each not in mine]

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Path → content of the workspace, as one cut may leave it."""
        kept = chance.choice((0.0, 0.0, 0.5, 0.9, 1.0))
        names = dict(self.names)
        for each in self.later[: chance.randint(0, len(self.later))]:
            _name(names, each)
        found = {}
        for path, number in names.items():
            data = bytearray(self.files[number].data)
            for each in self.files[number].later:
                _put(data, each, chance, kept)
            found[path] = bytes(data)
        return {path: data for path, data in found.items() if self._own(path)}

    def whole(self) -> dict[str, bytes]:
        """Path → content of what belongs to others."""
        names = dict(self.names)
        for each in self.later:
            _name(names, each)
        found = {}
        for path, number in names.items():
            data = bytearray(self.files[number].data)
            for each in self.files[number].later:
                _put(data, each, None, 1.0)
            found[path] = bytes(data)
        return {path: data for path, data in found.items() if not self._own(path)}

    def _own(self, path: str) -> bool:
        return Path(path).relative_to(self.root).parts[0] == OWN


def lay(root: Path, content: dict[str, bytes]) -> None:
    """Have these files in the folder, and nothing else. The index of a write-ahead log is never on a disk that was cut: it is made anew."""
    shutil.rmtree(root)
    (root / "systems").mkdir(parents=True)
    for path, data in content.items():
        if not path.endswith("-shm"):
            Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            Path(path).write_bytes(data)


def _folder(one: Event) -> bytes:
    return (one.b or one.a).rpartition(b"/")[0]


def _name(names: dict[str, int], one: Event) -> None:
    path = one.a.decode()
    if one.kind == CREATE:
        names[path] = one.inode
    elif one.kind == UNLINK:
        names.pop(path, None)
    elif one.kind == RENAME and path in names:
        names[one.b.decode()] = names.pop(path)


def _put(data: bytearray, one: Event, chance: random.Random | None, kept: float) -> None:
    if one.kind == TRUNCATE:
        if chance is None or chance.random() < kept:
            del data[one.offset :]
            data.extend(bytes(one.offset - len(data)))
        return
    at = 0
    while at < len(one.a):
        start = one.offset + at
        part = one.a[at : at + SECTOR - start % SECTOR]
        at += len(part)
        if chance is None or chance.random() < kept:
            data.extend(bytes(max(0, start - len(data))))
            data[start : start + len(part)] = part
