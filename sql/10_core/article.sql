-- One row per article: its newest version, with the days it was published and known.
create schema if not exists core;

create or replace view core.article as
select
    a.article_id,
    a.version,
    a.digest,
    a.facts_digest,
    a.page_id,
    a.source,
    a.layout,
    a.address,
    a.file_name,
    a.url,
    a.title,
    a.published_at,
    a.published_from,
    a.published_until,
    a.published_rule,
    a.modified_at,
    a.section,
    a.authors,
    a.dateline_place,
    a.dateline_date,
    a.agency,
    a.image_credit,
    a.image_caption,
    a.language,
    a.text,
    a.word_count,
    a.encoding,
    a.fetched_at,
    a.related_titles,
    a.related_urls,
    a.published_on,
    coalesce(a.published_on, cast(a.fetched_at at time zone 'UTC' as date)) as known_on,
    a.load_number,
    a.folded
from store.article as a
where a.is_newest;

comment on view core.article is 'One article, newest version';
comment on column core.article.article_id is 'The article, the same id on every machine';
comment on column core.article.version is 'Version of the article, from 1';
comment on column core.article.digest is 'Hash of everything read from the page';
comment on column core.article.facts_digest is 'Hash of all facts read in this version';
comment on column core.article.page_id is 'SHA-256 of the page''s bytes, its name in the raw store';
comment on column core.article.source is 'The outlet, as in reference.source';
comment on column core.article.layout is 'The layout of the source by which the page was read';
comment on column core.article.address is 'Path below the folder that was read, or the address on the web';
comment on column core.article.file_name is 'Name of the file it was read from';
comment on column core.article.url is 'The address the page gives itself; empty for plain text';
comment on column core.article.title is 'Headline; empty where the page shows none';
comment on column core.article.published_at is
'Moment of publication, read in the source''s own time zone; empty where the page shows none';
comment on column core.article.published_from is 'Earliest day of publication where no moment is known';
comment on column core.article.published_until is 'Latest day of publication where no moment is known';
comment on column core.article.published_rule is 'How the moment was found, or why the bounds hold';
comment on column core.article.modified_at is
'When the page says it was changed last; empty unless after publication';
comment on column core.article.authors is 'Persons the page names as its authors, in its order';
comment on column core.article.section is 'Rubric';
comment on column core.article.dateline_place is 'Place that opens the text, canonical name';
comment on column core.article.dateline_date is 'Day that opens the text';
comment on column core.article.agency is 'The agency the text comes from';
comment on column core.article.image_credit is 'Credit of the picture';
comment on column core.article.image_caption is 'Caption of the picture';
comment on column core.article.language is 'ISO 639-1 code; und where too little text tells';
comment on column core.article.text is 'The body with its dateline; character positions count into it';
comment on column core.article.word_count is 'Words in the text, parted by white space';
comment on column core.article.encoding is 'Character encoding of the page, and whether it was guessed';
comment on column core.article.fetched_at is 'When this version was first read';
comment on column core.article.related_titles is 'Titles of related articles that stood on the page';
comment on column core.article.related_urls is 'Addresses of related articles, as the page links them';
comment on column core.article.published_on is
'Day of publication as the outlet counts it: in its own time zone, else as its address or the page says';
comment on column core.article.known_on is 'Day of publication, or the day it was first read where undated';
comment on column core.article.load_number is 'The load that wrote it';
comment on column core.article.folded is 'Title and text as core.folded writes them, for search';
