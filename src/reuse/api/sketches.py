"""Signatures of an index for datasketch: a MinHashLSH with its own storage, or in Redis."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reuse.api.indexing import opened
from reuse.errors import UsageError
from reuse.finders.minhash import MinHash, as_datasketch
from reuse.references.collect import batches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reuse.settings import Settings

_REDIS = 6379


def to_file(folder: str, path: Path, settings: Settings) -> int:
    """Pickle a MinHashLSH of all sentences of an index to a file; returns how many signatures it has."""
    from datasketch import MinHashLSH  # noqa: PLC0415 - takes 0.6 s

    finder = _minhash(settings)
    lsh = MinHashLSH(threshold=finder.threshold, num_perm=finder.permutations)
    count = _fill(lsh, folder, finder, settings)
    with path.open("wb") as stream:
        pickle.dump(lsh, stream)
    return count


def to_redis(folder: str, address: str, basename: str, settings: Settings) -> int:
    """Fill a MinHashLSH in Redis with all sentences of an index; returns how many signatures it has.

    Raises UsageError where there is no such server, or no package `redis`.
    """
    from datasketch import MinHashLSH  # noqa: PLC0415 - takes 0.6 s

    try:
        from redis.exceptions import RedisError  # noqa: PLC0415 - an extra
    except ImportError:
        hint = "pip install 'text-reuse[redis]' gets it."
        raise UsageError("the package redis is not installed, which --redis needs", hint) from None
    parts = urlsplit(address)
    try:
        server = {"host": parts.hostname, "port": parts.port or _REDIS, "db": int(parts.path.strip("/") or 0)}
    except ValueError:
        server = {"host": None}
    if parts.scheme != "redis" or not server["host"]:
        raise UsageError(f"{address!r} is no address of a Redis server", "It is as redis://localhost:6379/0.")
    finder = _minhash(settings)
    storage = {"type": "redis", "basename": basename.encode(), "redis": server}
    try:
        lsh = MinHashLSH(threshold=finder.threshold, num_perm=finder.permutations, storage_config=storage)
        with lsh.insertion_session() as session:
            return _fill(session, folder, finder, settings)
    except RedisError as error:
        raise UsageError(f"Redis at {address}: {error}") from error


def _fill(target: Any, folder: str, finder: MinHash, settings: Settings) -> int:  # noqa: ANN401 - an LSH, or its session
    count = 0
    for key, signature in signatures(folder, finder, settings):
        target.insert(key, as_datasketch(signature), check_duplication=False)
        count += 1
    return count


def signatures(folder: str, finder: MinHash, settings: Settings) -> Iterator[tuple[str, Any]]:
    """Yield NAME:START-END and the signature of each sentence, and each two, a batch of documents in memory at a time.

    Raises UsageError where a document's text is neither in the index nor in its file.
    """
    settings = replace(settings, index=folder)
    store = opened(settings)
    segmenter = settings.pipeline().segmenter
    for batch in batches(store.document(row) for row in store.rows):
        block = segmenter.segment([document.text for document in batch])
        signatures, starts, lengths = finder.signatures(block)
        owners = block.documents.searchsorted(starts, "right") - 1
        first, last = block.starts[starts], block.ends[starts + lengths - 1]
        for owner, start, end, signature in zip(
            owners.tolist(), first.tolist(), last.tolist(), signatures, strict=True
        ):
            yield f"{batch[owner].id}:{start}-{end}", signature


def _minhash(settings: Settings) -> MinHash:
    for finder in settings.pipeline().finders:
        if isinstance(finder, MinHash):
            return finder
    raise UsageError("no finder of this run is minhash", "Add --finder minhash.")
