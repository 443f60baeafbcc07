"""The door to the disk: the only module that writes files, so that none is ever left half-written.

A single file is written beside its place and renamed into it. A build is a whole folder: it is written as a hidden
folder beside the old one, and the two change places in one step, so that a crash at any moment leaves either the old
build or the new one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import json
import os
import shutil
import stat
from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from kg.errors import OutputError

Content = str | bytes | memoryview
"""A stretch of a file; a text is written as UTF-8."""
MANIFEST = "manifest.json"
CACHE = ".cache"
"""What a build keeps for the next one."""
_AT_FDCWD = -100
_EXCHANGE = 2


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Put a text file in its place by one rename; an existing one stays as it is until the new one is whole.

    Raises:
        OutputError: it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            _write(part, pieces)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _failure(path, error) from error


class Stage:
    """A folder that is being written and will be published."""

    def __init__(self, folder: Path, last: Path) -> None:
        """A stage in a folder that exists, for what is to take the place of `last`."""
        self.folder = folder
        self._last, self._made = last, _made(last)
        self._files: dict[str, dict[str, Any]] = {}
        self._folders: dict[str, int] = {}

    @property
    def cache(self) -> Path:
        """The folder of what is kept from build to build; outlives a build that fails."""
        return self.folder / CACHE

    def write(self, name: str, pieces: Iterable[Content], **about: int) -> str:
        """Write one file; the manifest tells its hash, its size and what is given about it. Returns the hash."""
        digest, size = _write(self.folder / name, pieces)
        self._files[name] = {"sha256": digest, "bytes": size, **about}
        return digest

    def last(self, name: str) -> str:
        """The hash of a file as the last build wrote it; '' where it wrote none, or it was changed since."""
        try:
            told = json.loads((self._last / MANIFEST).read_bytes())["files"][name]
            found = (self._last / name).stat()
            digest = str(told["sha256"])
            return digest if found.st_size == told["bytes"] and found.st_mtime_ns <= self._made else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def write_folder(self, name: str, texts: Mapping[str, str]) -> None:
        """Write a folder of many files, of which the manifest tells the number; one name has one content.

        What the last build wrote under a name, and nobody changed since, is linked and not written again.

        Args:
            name: the folder's.
            texts: of the files, by their names.
        """
        folder = self.folder / name
        folder.mkdir()
        linked = _link_unchanged(self._last / name, folder, texts, self._made)
        for file in texts.keys() - linked:
            (folder / file).write_bytes(texts[file].encode("utf-8"))
        self._folders[name] = len(texts)

    def remember(self, name: str, text: str) -> None:
        """Keep a word beside the build that is no part of what it gives, for `remembered`."""
        self.cache.mkdir(exist_ok=True)
        _write(self.cache / name, (text,))

    def manifest(self) -> str:
        """What has been written: each file's hash and size, and how many there are in each folder."""
        told = {"files": self._files, "folders": self._folders}
        return json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    def finish(self) -> None:
        """Write the manifest, with which the folder is whole."""
        _write(self.folder / MANIFEST, (self.manifest(),))


def _link_unchanged(last: Path, folder: Path, names: Container[str], made: int) -> set[str]:
    """Link files of a folder of the last build into that of the next; returns which.

    Args:
        last: the folder of the last build, where there is one.
        folder: that of the next.
        names: of the files that are wanted.
        made: when the last build was whole, in nanoseconds; what was changed later is not linked.
    """
    linked: set[str] = set()
    with contextlib.suppress(OSError), _opened(last) as old, _opened(folder) as new, os.scandir(old) as entries:
        for entry in entries:
            if entry.name in names:
                found = entry.stat(follow_symlinks=False)
                if found.st_mtime_ns <= made and stat.S_ISREG(found.st_mode):
                    os.link(entry.name, entry.name, src_dir_fd=old, dst_dir_fd=new, follow_symlinks=False)
                    linked.add(entry.name)
    return linked


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """A folder that is no link, as what the system knows it by."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def publication(out: Path) -> Iterator[Stage]:
    """A stage that takes the place of `out` when the block ends without an error.

    Files of the user's that lie in `out` are kept; those of the last build go.

    Raises:
        OutputError: `out` cannot be written, or another build is writing to it.
    """
    place = Path(os.path.realpath(out))
    try:
        _check_place(place)
        part, old = _beside(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        if old.exists() and not place.exists():
            old.rename(place)
        part.mkdir(exist_ok=True)
        with _lock(part, out):
            _clear(part, place)
            stage = Stage(part, place)
            try:
                yield stage
                stage.finish()
                _keep_users_files(place, part)
                _swap(part, place, old)
            except BaseException:
                _give_back_cache(part, place)
                raise
    except OSError as error:
        raise _failure(out, error) from error


def remembered(folder: Path, name: str) -> str:
    """What a build kept under a name; '' where it kept nothing."""
    try:
        return (folder / CACHE / name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def is_build(folder: Path) -> bool:
    """Whether a folder was made by a build."""
    return (folder / MANIFEST).is_file() and (folder / "graph.ttl").is_file()


def is_intact(folder: Path, manifest: bytes) -> bool:
    """Whether a build lies in a folder as it was made, and none is being made beside it.

    Args:
        folder: the build's.
        manifest: the SHA-256 of the manifest that it was made with.
    """
    place = Path(os.path.realpath(folder))
    try:
        content = (place / MANIFEST).read_bytes()
        if sha256(content).digest() != manifest or any(path.exists() for path in _beside(place)):
            return False
        told, made = json.loads(content), _made(place)
        return all(_digest(place / name) == about["sha256"] for name, about in told["files"].items()) and all(
            number == sum(entry.stat().st_mtime_ns <= made for entry in os.scandir(place / name))
            for name, number in told["folders"].items()
        )
    except OSError:
        return False


def _made(folder: Path) -> int:
    """When the build in a folder was whole, in nanoseconds; 0 where there is none."""
    try:
        return (folder / MANIFEST).stat().st_mtime_ns
    except OSError:
        return 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _beside(place: Path) -> tuple[Path, Path]:
    """Where a build is made before it takes its place, and where the one before goes."""
    return place.with_name(f".{place.name}.part"), place.with_name(f".{place.name}.old")


def _write(path: Path, pieces: Iterable[Content]) -> tuple[str, int]:
    """Write a text as UTF-8; returns its hash and its size in bytes."""
    digest = sha256()
    size = 0
    with path.open("wb") as file:
        for piece in pieces:
            data = piece.encode("utf-8") if isinstance(piece, str) else piece
            digest.update(data)
            size += file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _check_place(place: Path) -> None:
    """Refuse a place that a folder cannot take the place of without harm.

    Raises:
        OutputError: it is a file, a mount, or holds the folder that the user is in.
    """
    if place.exists() and not place.is_dir():
        raise OutputError(f"{place}: is there and is no folder")
    here = Path.cwd()
    if place == here or place in here.parents or os.path.ismount(place):
        raise OutputError(f"{place}: would be replaced as a whole; give a folder of its own, such as out/")
    if place.exists() and not os.access(place, os.W_OK):
        raise OutputError(f"{place}: {os.strerror(errno.EACCES)}")


@contextlib.contextmanager
def _lock(folder: Path, out: Path) -> Iterator[None]:
    with _opened(folder) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"{out}: another build is writing to it") from error
        yield


def _clear(part: Path, place: Path) -> None:
    """Empty a stage of what a killed build left, but for the cache; take over the cache of the last build."""
    for entry in part.iterdir():
        if entry.name != CACHE:
            _remove(entry)
    if not (part / CACHE).exists() and (place / CACHE).exists():
        (place / CACHE).rename(part / CACHE)


def _give_back_cache(part: Path, place: Path) -> None:
    with contextlib.suppress(OSError):
        if (part / CACHE).exists() and place.exists() and not (place / CACHE).exists():
            (part / CACHE).rename(place / CACHE)
        if not (part / CACHE).exists() or place.exists():
            shutil.rmtree(part)


def _keep_users_files(place: Path, part: Path) -> None:
    """Link what is in the old folder and is not of the last build into the new one."""
    if not place.exists():
        return
    ours = _of_last_build(place)
    for entry in sorted(place.iterdir()):
        if entry.name in ours or any(entry.name.startswith(f"{name}.store") for name in ours):
            continue
        kept = part / entry.name
        if kept.exists() or kept.is_symlink():
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, kept, symlinks=True, copy_function=_link)
        else:
            _link(str(entry), str(kept))


def _of_last_build(place: Path) -> frozenset[str]:
    try:
        manifest = json.loads((place / MANIFEST).read_text("utf-8"))
        return frozenset({*manifest["files"], *manifest.get("folders", ()), MANIFEST, CACHE})
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset({MANIFEST, CACHE})


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
    return target


def _swap(part: Path, place: Path, old: Path) -> None:
    """Put the new folder in the place of the old one and take the old one away."""
    _sync(part)
    if old.exists():
        shutil.rmtree(old)
    if not place.exists():
        part.rename(place)
    elif _exchange(part, place):
        part.rename(old)
    else:
        place.rename(old)
        part.rename(place)
    _sync(place.parent)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    return done == 0


def _sync(folder: Path) -> None:
    with _opened(folder) as handle:
        os.fsync(handle)


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()


def _failure(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written: {error.strerror or error}")
