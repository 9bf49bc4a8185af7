"""How much memory does the crawling process hold? Its own: Linux tells a new process's peak as that of who started it.

`getrusage` counts a process's peak over `exec`, so that a crawl that a large process starts (the app with a large index)
would seem to be over Scrapy's limit before its first request.
"""

import contextlib
import resource
from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_STATM = Path("/proc/self/statm")  # Linux, proc_pid_statm(5): the second number is what is resident, in pages


class OwnMemory(MemoryUsage):
    """Scrapy's watch over memory, of what is held now."""

    def get_virtual_size(self) -> int:
        """Bytes in memory; where the system does not tell, the peak."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int(_STATM.read_text("ascii").split()[1]) * resource.getpagesize()
        return super().get_virtual_size()
