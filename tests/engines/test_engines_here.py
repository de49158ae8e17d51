from __future__ import annotations

import pytest
import toy

from reuse.engines.here import Here
from reuse.errors import UsageError
from reuse.partitioned.letters import DRIVER, Letter


@pytest.mark.parametrize("parts", [1, 2, 4, 7])
def test_letters_lead_to_the_same_counts_in_any_number_of_parts(parts: int) -> None:
    assert toy.run(Here(parts)) == toy.COUNTS


def test_a_part_gets_what_it_wrote_itself_where_nothing_is_carried() -> None:
    engine = Here(3)
    first = engine.run("first", lambda part, _inbox, _shared: [Letter(0, "note", {"by": part})], {}, {})
    got = engine.run(
        "second",
        lambda _part, inbox, _shared: [Letter(DRIVER, "got", {"by": inbox["note"][0].body["by"]})],
        {first: ["note"]},
        {},
        here=True,
    )
    assert [letter.body["by"] for letter in engine.told(got, "got")] == [0, 1, 2]


def test_letters_that_are_not_asked_for_are_not_read() -> None:
    engine = Here(2)
    mail = engine.post([Letter(0, "a", {}), Letter(0, "b", {})])
    seen = engine.run("look", lambda _part, inbox, _shared: [Letter(DRIVER, "saw", {"names": sorted(inbox)})],
                      {mail: ["a", "c"]}, {})  # fmt: skip
    assert [letter.body["names"] for letter in engine.told(seen, "saw")] == [["a"], []]


def test_what_one_part_changes_another_does_not_see() -> None:
    engine = Here(2)
    body = {"numbers": [1]}
    mail = engine.post([Letter(0, "n", body), Letter(1, "n", body)])

    def change(_part: int, inbox: object, _shared: object) -> list[Letter]:
        inbox["n"][0].body["numbers"].append(2)  # type: ignore[index]
        return [Letter(DRIVER, "n", inbox["n"][0].body)]  # type: ignore[index]

    assert [letter.body["numbers"] for letter in engine.told(engine.run("change", change, {mail: ["n"]}, {}), "n")] == [
        [1, 2],
        [1, 2],
    ]


def test_an_error_of_a_part_is_the_users() -> None:
    with pytest.raises(UsageError, match="part 1 cannot read this"):
        Here(4).run("refuse", toy.refuse, {toy.posted(Here(4)): ["text"]}, {})
