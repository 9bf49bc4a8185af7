"""What passes a filter of a large segment, for pruned searches: a bitmap, and bounds of what passes it.

A block's greatest gains are those of all its documents; of the few that pass a filter, gains are far less, so that most
blocks need no look. A frequent term's gains of those that pass are gathered when a query first needs them, and kept.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.layout import Bits, Layout

FIRST, FIRST_MOST = 32, 512  # blocks that are scored at first; more where bounds say little of what passes
WIDE = 0.5  # where a greater share passes, the bounds of all are as good
SAMPLED = 64  # one of so many blocks is looked at for that share


class Sieve:
    """A bitmap over a segment's documents, and the segment's layout whose rows bound those that pass."""

    def __init__(self, bits: Bits, layout: Layout) -> None:
        self.bits, self._plain, self._asked = bits, layout, 0
        some = bits[::SAMPLED]
        self._share = max(1, int(np.bitwise_count(some).sum())) / 16 / len(some)
        self._rows = np.zeros(layout.rows.shape, np.uint8)  # untouched, they take no memory
        shown = self._rows.view()
        shown.flags.writeable = False  # as those from a file, so that loops are compiled once
        self._narrow, self._gathered = layout._replace(rows=shown), np.zeros(len(shown), np.bool_)

    def layout(self, terms: NDArray[np.int64], loops: Any) -> tuple[Layout, int]:
        """The layout to search for these terms with, and how many blocks to score at first.

        A filter that is used once is not worth gathering for. Two threads may gather one row at once: the same one.
        """
        self._asked += 1
        if self._asked == 1 or self._share > WIDE:
            return self._plain, min(FIRST_MOST, int(FIRST / self._share))
        for row, term in zip(self._plain.row_of[terms].tolist(), terms.tolist(), strict=True):
            if row >= 0 and not self._gathered[row]:
                loops.gather(self._rows[row], term, self.bits, self._plain)
                self._gathered[row] = True
        return self._narrow, FIRST
