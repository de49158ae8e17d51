"""Defaults, configuration file, environment and options -> one checked Settings, all faults told at once.

A setting has one name everywhere: field `min_words`, option `--min-words`, key `min-words` (or `min_words`)
in `textreuse.toml` or under `[tool.textreuse]` in pyproject.toml, variable `TEXTREUSE_MIN_WORDS`. What is
nearer to the user wins: options, then environment, then file, then default.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from reuse import catalog
from reuse.errors import ReuseError, UsageError
from reuse.memory.limit import check as check_memory
from reuse.settings.outputs import Output, outputs, split
from reuse.settings.sources import Source, environment, file, nearest_file, options, python
from reuse.settings.stage import build
from reuse.settings.values import as_type_of
from reuse.sizes import in_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reuse.loaders.formats import Formats
    from reuse.loaders.limits import Limits
    from reuse.pipeline import Pipeline, Relate

__all__ = ["Output", "Settings", "build", "check", "python", "read"]


@dataclass(frozen=True)
class Settings:
    """What a user may choose, checked. A stage is `name`, or tuned `name:option=value,option=value`."""

    min_words: int = field(default=8, metadata={"minimum": 1})
    """Fewest words that both sides share; identical whole lines and sentences count from 4."""
    min_score: float = field(default=12.0, metadata={"minimum": 0})
    """Least surprise of the common words, in bits."""
    no_self: bool = False
    """Pass over reuse within one document."""
    relate: str = field(default="auto", metadata={"choices": ("auto", "pairs", "links")})
    """Every place with every other (pairs), or each with one before it (links); auto: links in large corpora."""
    segmenter: str = field(default="words", metadata={"stage": "segmenters"})
    finder: tuple[str, ...] = field(default=("minhash", "ngrams", "rare"), metadata={"stage": "finders"})
    aligner: str = field(default="surprise", metadata={"stage": "aligners"})
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignore_file: str = field(default=".textreuseignore", metadata={"path": True})
    """A file of globs to exclude, one a line; none is no error where it is not named."""
    no_exempt: bool = False
    """Compare also what stands between `reuse: ignore` and `reuse: end` in comments."""
    against: tuple[str, ...] = field(default=(), metadata={"path": True})
    """Reference documents: then new documents are compared with these only."""
    index: str = field(default="", metadata={"path": True})
    """A lasting index of references, instead of `against`."""
    encoding: str = field(default="", metadata={"encoding": True})
    """Of all inputs; empty: found out, file by file."""
    format_in: str = field(default="", metadata={"stage": "loaders"})
    """The loader of all files; empty: by suffix, then by content. Archives are opened in any case."""
    html: str = field(default="main", metadata={"choices": ("main", "full")})
    """What is read of a web page: its main content, or all of it."""
    text_field: tuple[str, ...] = ()
    """The field of records that holds the text, the first of these that there is; none: `text`, and others known."""
    id_field: tuple[str, ...] = ()
    """The field of records that names them, the first of these that there is; none: `id`, else they are numbered."""
    metadata: str = field(default="", metadata={"path": True})
    """A CSV file with metadata of documents; its first column is their id or path."""
    max_file_size: str = field(default="256M", metadata={"size": True})
    """Of what is read as a whole: a file, or a member of an archive. Records are read one by one, however many."""
    max_expansion: int = field(default=100, metadata={"minimum": 0})
    """Most bytes out of an archive for each byte in it; 0: no limit."""
    timeout: float = field(default=60.0, metadata={"minimum": 0})
    """Seconds for one document that a library reads; 0: no limit."""
    limit: int = field(default=0, metadata={"minimum": 0})
    """Most matches and families to report; 0: all."""
    sort: str = field(default="size", metadata={"choices": ("size", "score", "path")})
    jobs: int = field(default=0, metadata={"minimum": 0})
    """Threads; 0: one for each core."""
    max_memory: str = field(default="60%", metadata={"memory": True})
    """Bytes, with K, M or G, or a part of what is free; more goes to temporary files."""
    tmp_dir: str = field(default="", metadata={"path": True, "folder": True})
    """Of temporary files; empty: where the system has them."""
    engine: str = field(default="local", metadata={"choices": ("local", "spark")})
    """Who runs the scan: this process, or Spark, on one machine or many."""
    master: str = field(default="", metadata={"spark": True})
    """Where Spark runs, as spark://HOST:PORT or yarn; empty: where spark-submit says, else on this machine."""
    conf: tuple[str, ...] = field(default=(), metadata={"conf": True, "spark": True})
    """Settings of Spark, each `spark.key=value`."""
    checkpoint: str = field(default="", metadata={"path": True, "spark": True})
    """A folder where Spark keeps what finished steps found, so that a job that was killed goes on from there."""
    format: tuple[str, ...] = field(default=("terminal",), metadata={"stage": "reporters", "outputs": True})
    """Each `name` or `name:FILE`; at most one without FILE, which goes to `output`."""
    output: str = field(default="-", metadata={"path": True})
    html_limit: str = field(default="20M", metadata={"size": True})
    """Most bytes of a report as HTML; what does not fit is left out, and counted."""
    badge: str = field(default="", metadata={"path": True})
    """A file for a badge as SVG; as the format `badge:FILE`."""
    fail_on: str = field(default="", metadata={"form": r"|any|new|[1-9][0-9]*|([0-9]{1,2}(\.[0-9]+)?|100)%"})
    """What makes exit code 1: any match, a new one, so many, or so large a share of one document reused."""
    forbid: tuple[str, ...] = field(default=(), metadata={"key_value": True})
    """`key=GLOB` of metadata: passages of such documents may not stand in others."""
    baseline: str = field(default="", metadata={"path": True})
    """The file of known reuse."""
    baseline_from_ref: str = ""
    """A commit of git: what is reused there is known."""
    exit_zero: bool = False
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    color: str = field(default="auto", metadata={"choices": ("auto", "always", "never")})
    no_progress: bool = False

    def outputs(self) -> tuple[Output, ...]:
        """Return each format with the file it goes to. Raises UsageError where two would go to one place."""
        return outputs((*self.format, *([f"badge:{self.badge}"] if self.badge else ())), self.output)

    def pipeline(self) -> Pipeline:
        """Return the chosen stages, put together. Raises UsageError where a stage refuses its options."""
        from reuse.pipeline import Pipeline  # noqa: PLC0415 - loads numpy, which checking settings need not

        return Pipeline(
            segmenter=build("segmenters", self.segmenter, jobs=self.jobs),
            finders=tuple(build("finders", finder) for finder in self.finder),
            index=build("indexes", "memory"),
            aligner=build("aligners", self.aligner, min_words=self.min_words, min_score=self.min_score),
            self_reuse=not self.no_self,
            relate=cast("Relate", self.relate),
            jobs=self.jobs or os.cpu_count() or 1,
            max_memory=self.max_memory,
            tmp_dir=self.tmp_dir,
        )

    def formats(self) -> Formats:
        """Return the loaders, as they are to be used. Raises UsageError where one refuses its options."""
        from reuse.loaders.formats import Formats  # noqa: PLC0415 - not needed where nothing is read

        options = {
            "content": self.html,
            "text_field": self.text_field,
            "id_field": self.id_field,
            "expansion": self.max_expansion,
            "file_size": in_bytes(self.max_file_size),
        }
        loaders, name = catalog.loaders(**options), self.format_in.partition(":")[0]
        if name:
            loaders[name] = build("loaders", self.format_in, **options)
        return Formats(loaders, name)

    def limits(self) -> Limits:
        """Return how much one input may cost."""
        from reuse.loaders.limits import Limits  # noqa: PLC0415 - as above

        return Limits(in_bytes(self.max_file_size), self.max_expansion, self.timeout)


KNOWN = {setting.name: setting for setting in fields(Settings)}


def read(typed: Mapping[str, object], *, config: str = "", variables: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that hold here: what was `typed` as options, then environment, file, defaults.

    typed      name -> text, truth or texts; None where not given
    config     the file to read instead of the nearest one, upward from the working folder
    variables  instead of the process's own environment
    Raises UsageError that tells all faults, one a line.
    """
    variables = os.environ if variables is None else variables
    config = config or variables.get("TEXTREUSE_CONFIG", "")
    return check(file(Path(config)) if config else nearest_file(), environment(variables), options(typed))


def check(*sources: Source) -> Settings:
    """Return the settings of `sources`, later ones winning.

    Raises UsageError that tells all faults, one a line.
    """
    values: dict[str, Any] = {}
    faults: list[str] = []
    idle: dict[str, str] = {}  # settings of Spark that nothing nearer has put aside: name -> label
    for source in sources:
        idle = {} if "engine" in source.values else idle
        for key, value in source.values.items():
            name = key.replace("-", "_")
            if name not in KNOWN:
                hint = catalog.nearest(key, (known.replace("_", "-") for known in KNOWN))
                faults.append(f"{source.label(key)}: no such setting. {hint}")
                continue
            try:
                values[name] = _checked(name, value, source)
                idle |= {name: source.label(key)} if "spark" in KNOWN[name].metadata and values[name] else {}
            except (ValueError, ReuseError) as error:
                faults.append(f"{source.label(key)}: {error}")
    if values.get("engine") != "spark":
        faults += [f"{label}: is for --engine spark alone. Add that, or leave this out" for label in idle.values()]
    if faults:
        raise UsageError("\n".join(faults))
    return Settings(**values)


def _checked(name: str, value: object, source: Source) -> Any:  # noqa: ANN401 - of the setting's own type
    """Return the value of a setting; ValueError or UsageError says what is wrong with it."""
    rules = KNOWN[name].metadata
    found = as_type_of(KNOWN[name].default, value, typed=source.typed)
    texts: tuple[str, ...] = found if isinstance(found, tuple) else (str(found),)
    if "minimum" in rules and found < rules["minimum"]:
        raise ValueError(f"must be {rules['minimum']} or more, not {found}")
    if "choices" in rules and found not in rules["choices"]:
        raise ValueError(f"must be one of {', '.join(rules['choices'])}, not {found!r}")
    _check_form(rules, found, texts)
    if "encoding" in rules and found:
        _check_encoding(found)
    if "outputs" in rules:
        return tuple(_check_output(spec, source) for spec in texts)
    _check_stages(rules, texts)
    if "folder" in rules and not os.path.isdir(source.locate(found)):  # noqa: PTH112 - as the loaders have paths
        raise ValueError(f"there is no folder {found}")
    if "path" in rules:
        located = source.locate_output if name == "output" else source.locate
        texts = tuple(located(text) if text else "" for text in texts)
        return texts if isinstance(found, tuple) else texts[0]
    return found


def _check_stage(kind: str, spec: str) -> None:
    if spec not in catalog.CATALOG[kind]:  # a plain name of ours needs no import to be known
        build(kind, spec)


def _check_stages(rules: Mapping[str, Any], texts: tuple[str, ...]) -> None:
    for spec in filter(None, texts) if "stage" in rules else ():
        _check_stage(rules["stage"], spec)


def _check_form(rules: Mapping[str, Any], found: Any, texts: tuple[str, ...]) -> None:  # noqa: ANN401 - of any setting
    if "form" in rules and not re.fullmatch(rules["form"], found):
        raise ValueError(f"must be any, new, N (matches) or PCT% (of a document), not {found!r}")
    if "key_value" in rules and (wrong := [text for text in texts if not re.fullmatch(r"[^=\s]+=.+", text)]):
        raise ValueError(f"must be KEY=GLOB of metadata, not {wrong[0]!r}")
    if "conf" in rules and (wrong := [text for text in texts if not re.fullmatch(r"spark\.[^=\s]+=.*", text)]):
        raise ValueError(f"must be spark.KEY=VALUE, not {wrong[0]!r}")
    if "size" in rules:
        in_bytes(found)
    if "memory" in rules:
        check_memory(found)


def _check_output(spec: str, source: Source) -> str:
    """Return a format as it was given, its file relative to where it was given."""
    stage, path = split(spec)
    _check_stage("reporters", stage)
    return f"{stage}:{source.locate_output(path)}" if path else stage


def _check_encoding(name: str) -> None:
    try:
        is_text = codecs.lookup(name)._is_text_encoding  # noqa: SLF001 - how bytes.decode itself tells rot13 from text
    except LookupError:
        is_text = False
    if not is_text:
        raise ValueError(f"no such encoding: {name!r}")
