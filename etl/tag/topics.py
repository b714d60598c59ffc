"""Topics with the words that show them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from etl.model import Article, ArticleTopic, Mention, Rule
from etl.tag.finding import matches
from etl.tag.shadow import Shadow


def mentions(article: Article, found: Shadow, rules: Iterable[tuple[Rule, re.Pattern[str]]]) -> list[Mention]:
    """Every place where a topic's words stand; a name is no words: "Organisation für Zusammenarbeit" shows nothing."""
    hits = []
    for rule, match in matches(rules, found.text):
        if not _about(match, found, rule):
            continue
        start, end = found.original(*match.span())
        topic = str(rule.options["topic"])
        surface = article.text[start:end]
        hits.append(Mention(article.article_id, "topic", topic, None, None, None, surface, start, end, rule.rule))
    return sorted(hits, key=lambda m: (m.char_start, m.char_end, m.rule))


def _about(match: re.Match[str], found: Shadow, rule: Rule) -> bool:
    """Whether one of the organizations met is the one the rule is about; a rule without such a wish takes any."""
    wanted = rule.options.get("organization")
    spans = [
        found.signs[match.start(group)] for group in match.re.groupindex if group.startswith("org") and match[group]
    ]
    return not wanted or any(span.name == wanted for span in spans)


def topics(hits: Iterable[Mention]) -> list[ArticleTopic]:
    """One row a topic, the weightiest first; weight is its share of all topic words of the article."""
    by_topic: dict[str, list[Mention]] = defaultdict(list)
    for hit in hits:
        by_topic[str(hit.name)].append(hit)
    total = sum(map(len, by_topic.values()))
    rows = [
        ArticleTopic(
            article_id=found[0].article_id,
            topic=topic,
            weight=round(len(found) / total, 4),
            surface=found[0].surface,
            char_start=found[0].char_start,
            char_end=found[0].char_end,
            rule=found[0].rule,
        )
        for topic, found in by_topic.items()
    ]
    return sorted(rows, key=lambda row: (-row.weight, row.topic))
