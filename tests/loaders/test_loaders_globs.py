import pytest

from reuse.loaders.globs import Glob


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "deep/down/a.txt", True),
        ("*.txt", "a.txt.md", False),
        ("*.TXT", "a.txt", False),
        ("drafts", "deep/drafts/a.txt", True),
        ("drafts/", "deep/drafts/a.txt", True),
        ("drafts/", "drafts", False),
        ("drafts/*.md", "drafts/a.md", True),
        ("drafts/*.md", "deep/drafts/a.md", False),
        ("drafts/*.md", "drafts/deep/a.md", False),
        ("/drafts", "drafts/a.md", True),
        ("/drafts", "deep/drafts/a.md", False),
        ("**/drafts/*.md", "drafts/a.md", True),
        ("**/drafts/*.md", "x/y/drafts/a.md", True),
        ("a/**/z", "a/z", True),
        ("a/**/z", "a/b/c/z", True),
        ("a/**/z", "b/z", False),
        ("a/**", "a/b/c", True),
        ("a/**", "a", False),
        ("**", "a", True),
        ("[ab]?.txt", "b1.txt", True),
        ("[!ab]?.txt", "b1.txt", False),
        ("[*]", "x", False),
        ("[*]", "*", True),
    ],
)
def test_glob(pattern: str, path: str, expected: bool) -> None:  # noqa: FBT001 (a table of answers)
    assert Glob(pattern).matches(path) is expected


def test_many_stars_are_no_search_within_a_search() -> None:
    assert not Glob("/".join(["**"] * 40) + "/x").matches("/".join("y" * 40))
