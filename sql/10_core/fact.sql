-- One row per fact read in a text, of whatever kind, with its proof.
create schema if not exists core;

create or replace view core.fact as
select
    'mentions' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.mention as f

union all

select
    'article_topics' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.article_topic as f

union all

select
    'occupancies_reported' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.occupancy_reported as f

union all

select
    'meeting_articles' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.meeting_reported as f

union all

select
    'quotations' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.quotation as f

union all

select
    'relays' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.relay as f

union all

select
    'memberships_reported' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.membership_reported as f

union all

select
    'commitments_reported' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.commitment_reported as f

union all

select
    'meeting_participants' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.participant_reported as f

union all

select
    'acts_reported' as fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    f.rule,
    f.ruleset,
    f.version,
    f.load_number
from store.act_reported as f;

comment on view core.fact is 'One fact read in the newest version of an article, with its proof';
comment on column core.fact.fact is 'Name of the view in report that shows the fact';
comment on column core.fact.fact_id is 'Hash of article, span, rule and what was read; the same on every machine';
comment on column core.fact.article_id is 'The article, the same id on every machine';
comment on column core.fact.char_start is 'First character of the surface in report.articles.text, code points from 0';
comment on column core.fact.char_end is 'Character after the surface''s last one';
comment on column core.fact.surface is 'The characters it was read from, as they stand in the text';
comment on column core.fact.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column core.fact.ruleset is 'Version of seeds and code that read it';
comment on column core.fact.version is 'Version of the article, from 1';
comment on column core.fact.load_number is 'The load that wrote it';
