"""Import a library without others that it would take along for what we never, or hardly ever, ask of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_HASHES_BY_ITSELF = ("_md5", "_sha2" if sys.version_info >= (3, 12) else "_sha256")
"""Parts of Python that are missing where it was built to hash by OpenSSL alone."""


@contextmanager
def without(*names: str) -> Iterator[None]:
    """As long as it lasts these libraries are not there, unless they were loaded before; nothing of it stays behind."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # Python's own word for "not to be found"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


class _Later(ModuleType):
    """A module of functions, each of which loads it when it is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The function of that name, whether there is one or not."""
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*given: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*given, **named)

        return called


@contextmanager
def later(*names: str) -> Iterator[None]:
    """As long as it lasts whoever takes functions of these modules loads none of them: each is loaded when one of its is called."""
    new = {name: _Later(name) for name in names if name not in sys.modules}
    sys.modules.update(new)
    try:
        yield
    finally:
        for name in new:
            del sys.modules[name]


def without_openssl() -> None:
    """Load what hashes, and what most libraries load for coroutines, without OpenSSL: for what speaks to no server.

    Python hashes by itself then, to the same end. Where it cannot, nothing is left out.
    """
    if all(map(find_spec, _HASHES_BY_ITSELF)):
        with without("_hashlib", "ssl"):
            import asyncio  # noqa: F401, PLC0415 - the order is the point
            import hashlib  # noqa: F401, PLC0415
            import hmac  # noqa: F401, PLC0415
