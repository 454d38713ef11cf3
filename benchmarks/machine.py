"""What the measurements were taken on."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from importlib.metadata import version

from planner import __version__


def machine() -> dict[str, str | int]:
    """Describe the machine and what runs on it."""
    return {
        "evenhand": __version__,
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "cores": _cores(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "pulp": version("pulp"),
        "highspy": version("highspy"),
        "numpy": version("numpy"),
    }


def _cores() -> int:
    """Count the processors that this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def peak_memory() -> float | None:
    """Give the most memory this process ever held [MB]; ``None`` where no system says it."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
