"""Folders wherever Hadoop's file systems have them, through the Java of a session of Spark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Folder:
    """A folder of a local or a distributed file system; `spark` is the session."""

    spark: Any
    path: str

    def __truediv__(self, name: str) -> Folder:
        return Folder(self.spark, f"{self.path.rstrip('/')}/{name}")

    @property
    def url(self) -> str:
        """The path with its scheme and host."""
        return str(self._files.makeQualified(self._path).toString())

    def exists(self) -> bool:
        """Tell whether there is such a folder, or file."""
        return bool(self._files.exists(self._path))

    def read(self) -> bytes:
        """Return the content of a small file."""
        stream = self._files.open(self._path)
        try:
            return bytes(stream.readAllBytes())
        finally:
            stream.close()

    def write(self, content: bytes) -> None:
        """Write a small file; it takes the place of another when it is whole."""
        beside = Folder(self.spark, f"{self.path}.writing")
        stream = self._files.create(beside._path, True)  # noqa: FBT003 - Java has no names
        try:
            stream.write(content)
        finally:
            stream.close()
        beside.rename(self)

    def rename(self, target: Folder) -> None:
        """Give a file or folder another name; raises OSError where it does not get it."""
        if target.exists():
            target.remove()
        if not self._files.rename(self._path, target._path):
            raise OSError(f"cannot rename {self.path} to {target.path}")

    def remove(self) -> None:
        """Remove all of it."""
        self._files.delete(self._path, True)  # noqa: FBT003 - as above

    def names(self) -> list[str]:
        """Return the names of what is in the folder, sorted."""
        return sorted(one.getPath().getName() for one in self._files.listStatus(self._path))

    def entries(self) -> list[str]:
        """Return these names, / at the end of those of folders; that of a file itself, where it is one."""
        found = self._files.listStatus(self._path)
        return sorted(f"{one.getPath().getName()}{'/' if one.isDirectory() else ''}" for one in found)

    @property
    def _path(self) -> Any:  # noqa: ANN401 - Java's
        return self.spark._jvm.org.apache.hadoop.fs.Path(self.path)  # noqa: SLF001 - PySpark has no way to its files

    @property
    def _files(self) -> Any:  # noqa: ANN401 - as above
        return self._path.getFileSystem(self.spark.sparkContext._jsc.hadoopConfiguration())  # noqa: SLF001 - as above
