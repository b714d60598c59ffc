-- One row per article: its newest version.
create schema if not exists report;

create or replace view report.articles as
select
    a.article_id,
    a.file_name,
    a.url,
    a.source,
    a.title,
    a.published_at,
    a.published_from,
    a.published_until,
    a.section,
    a.dateline_place,
    a.dateline_date,
    a.agency,
    a.image_credit,
    a.language,
    a.text,
    a.word_count,
    a.fetched_at,
    a.version,
    a.published_on,
    a.known_on,
    a.published_rule,
    a.modified_at,
    a.authors,
    a.image_caption,
    a.related_titles,
    a.related_urls,
    a.layout,
    a.address,
    a.page_id,
    a.encoding
from core.article as a;

comment on view report.articles is 'One article, newest version';
comment on column report.articles.article_id is
'The article; where one text has several addresses, the one met first (report.article_addresses has them all)';
comment on column report.articles.file_name is 'Name of the file it was read from';
comment on column report.articles.url is 'The address the page gives itself; empty for plain text';
comment on column report.articles.source is 'The outlet, as in reference.source';
comment on column report.articles.title is 'Headline; empty where the page shows none';
comment on column report.articles.published_at is
'Moment of publication, read in the source''s own time zone; empty where the page shows none';
comment on column report.articles.published_from is 'Earliest day of publication where no moment is known';
comment on column report.articles.published_until is 'Latest day of publication where no moment is known';
comment on column report.articles.section is 'Rubric';
comment on column report.articles.dateline_place is 'Place that opens the text, canonical name';
comment on column report.articles.dateline_date is 'Day that opens the text';
comment on column report.articles.agency is 'The agency the text comes from';
comment on column report.articles.image_credit is 'Credit of the picture';
comment on column report.articles.language is 'ISO 639-1 code; und where too little text tells';
comment on column report.articles.text is 'The body with its dateline; character positions count into it';
comment on column report.articles.word_count is 'Words in the text, parted by white space';
comment on column report.articles.fetched_at is 'When this version was first read';
comment on column report.articles.version is 'Version of the article, from 1';
comment on column report.articles.published_on is
'Day of publication as the outlet counts it: in its own time zone, else as its address or the page says';
comment on column report.articles.known_on is 'Day of publication, or the day it was first read where undated';
comment on column report.articles.published_rule is 'How the moment was found, or why the bounds hold';
comment on column report.articles.modified_at is
'When the page says it was changed last; empty unless after publication';
comment on column report.articles.authors is 'Persons the page names as its authors, in its order';
comment on column report.articles.related_urls is 'Addresses of related articles, as the page links them';
comment on column report.articles.image_caption is 'Caption of the picture';
comment on column report.articles.related_titles is 'Titles of related articles that stood on the page';
comment on column report.articles.layout is 'The layout of the source by which the page was read';
comment on column report.articles.address is 'Path below the folder that was read, or the address on the web';
comment on column report.articles.page_id is 'SHA-256 of the page''s bytes, its name in the raw store';
comment on column report.articles.encoding is 'Character encoding of the page, and whether it was guessed';
