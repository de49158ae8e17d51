"""Which sections of references share how many bits with a window of a new document, and which keys one of them has."""

from __future__ import annotations

from reuse.kernels.compiled import outer


@outer
def score(windows, keys, bits, firsts, sections, need, sums, touched, rows):
    """Write rows (window, section, bits) of the sections that share `need` bits and more; returns how many.

    windows, keys, bits: what windows hold, ascending by window; what is worth no bits is passed over. The sections that
    have key k are sections[firsts[k]:firsts[k + 1]]. sums: zeros, a row a section, as they are again afterwards;
    touched: room for as many; rows: as many as keys stand in sections, all windows taken together, are enough.
    """
    count = pair = 0
    while pair < len(windows):
        window, met = windows[pair], 0
        while pair < len(windows) and windows[pair] == window:
            worth = bits[pair]
            if worth > 0:
                for row in range(firsts[keys[pair]], firsts[keys[pair] + 1]):
                    section = sections[row]
                    if sums[section] == 0:
                        touched[met] = section
                        met += 1
                    sums[section] += worth
            pair += 1
        for k in range(met):
            section = touched[k]
            if sums[section] >= need:
                rows[count, 0], rows[count, 1], rows[count, 2] = window, section, sums[section]
                count += 1
            sums[section] = 0
    return count


@outer
def told(windows, keys, firsts, sections, owners, sources, out):
    """Set `out` where a section of the document sources[window] has the key too; owners: document by section."""
    for pair in range(len(windows)):
        source = sources[windows[pair]]
        for row in range(firsts[keys[pair]], firsts[keys[pair] + 1]):
            if owners[sections[row]] == source:
                out[pair] = True
                break
