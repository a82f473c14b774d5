"""Requests, loaded without what guesses at the letters of an answer that does not name them: such a one is UTF-8 (2.7 MB)."""

import warnings

from bot.lean import without

with without("chardet", "charset_normalizer"), warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would say that they are not there
    import requests

__all__ = ["requests"]
