"""How much two texts are one: runs of five words, folded, compared as sets.

All pairs would be too many, so each text leaves a sample: the runs whose hash is divisible by SAMPLED. The same run of
words is in the sample of every text it stands in, or of none; so texts that share sampled runs are worth comparing,
and the share of the smaller sample tells about how much of the shorter text is in the longer one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from etl.model import Article, Fingerprint, Likeness, content_id

RUN = 5  # words of a run
SAMPLED = 8  # one run in so many is kept; of 40 words at least one in 99 of 100 texts
FEWEST_WORDS = 40  # a shorter text is too much like any other: a notice, a caption, a line of exchange rates
ALIKE = 0.4  # of the shorter text in the longer one; the same event in other words stays below 0.1


def words(text: str) -> list[str]:
    """The words without case, punctuation and ways to write the same letter."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(2048)  # some 70 MB of articles at most: each of a hundred copies is compared with all others
def runs(text: str) -> frozenset[int]:
    """Hashes of all runs of five words, 63 bits, the same on every machine."""
    found = words(text)
    joined = {" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}
    return frozenset(
        int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") >> 1 for run in joined
    )


def fingerprint(article: Article) -> Fingerprint:
    """What an article is found again by; a text of fewer than FEWEST_WORDS has none."""
    found = words(article.text)
    if len(found) < FEWEST_WORDS:
        return Fingerprint(article.article_id, article.address, None, ())
    # whoever changes how texts are compared changes their ids, and each is compared anew when it is read again
    text_id = content_id(RUN, SAMPLED, *found)
    sample = tuple(sorted(run for run in runs(article.text) if run % SAMPLED == 0))
    return Fingerprint(article.article_id, article.address, text_id, sample)


def likeness(article_a: str, text_a: str, article_b: str, text_b: str) -> Likeness | None:
    """How much two articles share, the one with the lower id first; None when it is too little to be one text."""
    a, b = runs(text_a), runs(text_b)
    shared = len(a & b)
    containment = shared / max(1, min(len(a), len(b)))
    if containment < ALIKE:
        return None
    first, second = sorted((article_a, article_b))
    return Likeness(first, second, round(shared / len(a | b), 4), round(containment, 4))
