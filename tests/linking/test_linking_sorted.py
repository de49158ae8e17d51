from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reuse.linking.sorted import Sorted
from reuse.memory.room import Room

lists = st.lists(st.lists(st.integers(0, 300), max_size=12), max_size=8)


@given(lists, st.integers(0, 5), st.sampled_from([0, 64, 640]))
def test_groups_are_all_in_order_and_part_no_equals(parts: list[list[int]], bits: int, limit: int) -> None:
    found = Sorted(Room(limit), bits)
    for _ in range(2):  # what was yielded is gone
        for part in parts:
            found.place(len(part))[:] = part
        groups = [group.tolist() for group in found.groups()]
        expected = sorted((number for part in parts for number in part), key=lambda number: number >> bits)
        assert [number for group in groups for number in group] == expected
        keys = [{number >> bits for number in group} for group in groups]
        assert sum(map(len, keys)) == len(set().union(*keys))
        assert limit or len(groups) == 1
