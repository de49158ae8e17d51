"""The 64-bit hashes of a folded word and of its stem, in plain Python; `tokenize_words` compiles the same."""

from __future__ import annotations

SEED = 0xCBF29CE484222325
MULTIPLIER = 0x9E3779B97F4A7C15  # odd, so that multiplying loses nothing: 2**64 / golden ratio
SHIFTS = (30, 27, 31)  # splitmix64
MIXERS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
PREFIXES = 64  # a stem is no longer

_64_BITS = (1 << 64) - 1


def stem_length(letters: int) -> int:
    """Return how many of the `letters` of a folded word, from its start, are its stem; 1 to `letters`."""
    return min(letters, 5)


def hash_word(folded: str, *, whole: bool = False) -> tuple[int, int]:
    """Return the hashes of a folded word and of its stem, never 0; `whole`: it is its own stem, as numbers are."""
    length = stem_length(min(len(folded), PREFIXES))
    state = stem = SEED
    for count, character in enumerate(folded, 1):
        state = (state ^ ord(character)) * MULTIPLIER & _64_BITS
        if count == length:
            stem = state
    word = _finish(state)
    return word, word if whole else _finish(stem)


def _finish(state: int) -> int:
    state = (state ^ (state >> SHIFTS[0])) * MIXERS[0] & _64_BITS
    state = (state ^ (state >> SHIFTS[1])) * MIXERS[1] & _64_BITS
    return state ^ (state >> SHIFTS[2]) or 1
