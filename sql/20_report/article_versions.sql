-- One row per version of one article; a changed page makes a new one.
create schema if not exists report;

create or replace view report.article_versions as
select
    a.article_id,
    a.version,
    a.is_newest,
    a.source,
    a.title,
    a.published_at,
    a.published_from,
    a.published_until,
    a.text,
    a.word_count,
    a.fetched_at,
    a.file_name,
    a.url,
    a.digest,
    a.facts_digest,
    a.page_id
from store.article as a;

comment on view report.article_versions is 'One version of one article';
comment on column report.article_versions.article_id is 'The article, the same id on every machine';
comment on column report.article_versions.version is 'Version of the article, from 1';
comment on column report.article_versions.is_newest is 'Whether this is the version the other views show';
comment on column report.article_versions.source is 'The outlet, as in reference.source';
comment on column report.article_versions.title is 'Headline; empty where the page shows none';
comment on column report.article_versions.published_at is
'Moment of publication, read in the source''s own time zone; empty where the page shows none';
comment on column report.article_versions.published_from is 'Earliest day of publication where no moment is known';
comment on column report.article_versions.published_until is 'Latest day of publication where no moment is known';
comment on column report.article_versions.text is 'The body of this version';
comment on column report.article_versions.word_count is 'Words in the text, parted by white space';
comment on column report.article_versions.fetched_at is 'When this version was first read';
comment on column report.article_versions.file_name is 'Name of the file it was read from';
comment on column report.article_versions.url is 'The address the page gives itself; empty for plain text';
comment on column report.article_versions.digest is 'Hash of everything read from the page';
comment on column report.article_versions.facts_digest is 'Hash of all facts read in this version';
comment on column report.article_versions.page_id is 'SHA-256 of the page''s bytes, its name in the raw store';
