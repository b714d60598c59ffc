"""What a reader's words may mean: persons, organizations, countries and meetings by name, articles by their text."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from etl.browse import lists, words
from etl.browse.published import File
from etl.model import MeetingReported

SHORTEST = 2  # characters
OF_NAMES = 12
OF_TEXTS = 20
MEETING_KINDS = get_args(get_type_hints(MeetingReported)["kind"])

# all words in one name, in any order; each as search folds it or as transcriptions differ
NAMES = """
with words as (
    select regexp_extract_all($q, '\\S+') as asked
),

forms as (
    select f.kind, f.name, f.form from reference.name_form as f where f.kind in ('person', 'organization')
    union
    select m.kind, m.name, m.name from store.mention as m where m.kind in ('person', 'organization')
    union
    select 'organization', o.organization, o.name from reference.organization as o
    union
    select 'country', c.country, c.name from reference.country as c
),

fitting as (
    select f.kind, f.name, min(f.form) as form
    from forms as f
    cross join words as w
    where list_bool_and([
        contains(core.folded(f.form), core.folded(word)) or contains(core.folded_name(f.form), core.folded_name(word))
        for word in w.asked
    ])
    group by f.kind, f.name
),

counted as (
    select case when m.kind = 'country' then m.value else m.name end as name, m.kind,
        count(distinct m.article_id) as articles
    from store.mention as m
    where m.kind in ('person', 'organization', 'country')
        and case when m.kind = 'country' then m.value else m.name end in (select f.name from fitting as f)
    group by all
)

select f.kind, f.name, f.form, coalesce(c.articles, 0) as articles
from fitting as f
left join counted as c on f.kind = c.kind and f.name = c.name
order by articles desc, f.kind, f.name
limit $most
"""
MEETINGS = """
with found as (
    select m.*, core.folded(concat_ws(
        ' ', m.title, m.body, m.place, c.name, m.held_from, list_extract($called, list_position($kinds, m.kind))
    )) as told
    from report.meetings as m
    left join reference.country as c on m.country = c.country
)

select f.meeting_id, f.kind, f.status, f.title, f.ordinal, f.body, f.place, f.country, f.held_from, f.held_until,
    f.articles
from found as f
where list_bool_and([contains(f.told, core.folded(word)) for word in regexp_extract_all($q, '\\S+')])
order by f.held_from desc nulls last, f.meeting_id
limit $most
"""
TEXTS = """
with hits as (
    -- newest first as search has them; asked again for that order, it would cut a snippet out of every hit
    select s.article_id, s.published_at, s.title, s.snippet
    from report.search($q) as s
    limit $most offset $first
)

select h.article_id, h.title, h.snippet, a.file_name, a.source, a.published_on, a.language
from hits as h
inner join report.articles as a on h.article_id = a.article_id
order by h.published_at desc nulls last, h.article_id
"""


def found(file: File, q: str, page: int) -> dict[str, Any]:
    """Names and meetings on the first page, articles on every one."""
    asked = " ".join(q.replace("\0", " ").split())
    if len(asked) < SHORTEST:
        return {"query": asked, "subjects": [], "meetings": [], "texts": [], "has_more": False, "page": 1}
    texts = file.rows(TEXTS, q=asked, most=OF_TEXTS + 1, first=(page - 1) * OF_TEXTS)
    is_first = page == 1
    return {
        "query": asked,
        "subjects": file.rows(NAMES, q=asked, most=OF_NAMES) if is_first else [],
        "meetings": _meetings(file, asked) if is_first else [],
        "texts": texts[:OF_TEXTS],
        "has_more": len(texts) > OF_TEXTS and page < lists.LAST_PAGE,
        "page": page,
    }


def _meetings(file: File, asked: str) -> list[dict[str, Any]]:
    """Found also by what their kind is called in either language."""
    called = [" ".join(words.of(language).value(kind) for language in words.LANGUAGES) for kind in MEETING_KINDS]
    return file.rows(MEETINGS, q=asked, kinds=list(MEETING_KINDS), called=called, most=OF_NAMES)
