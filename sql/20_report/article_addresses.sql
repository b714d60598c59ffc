-- One row per address at which an article was found. The same text on several addresses of one outlet is one article.
create schema if not exists report;

create or replace view report.article_addresses as
select
    k.article_id,
    k.address,
    k.url,
    k.source,
    k.address_id = k.article_id as is_canonical,
    k.first_seen_at,
    k.last_seen_at,
    k.address_id,
    k.file_name,
    k.page_id
from store.article_address as k;

comment on view report.article_addresses is 'One address at which an article was found';
comment on column report.article_addresses.article_id is 'The article whose text stands there';
comment on column report.article_addresses.address is
'Path below the folder that was read, or the address asked for';
comment on column report.article_addresses.url is 'The address the page gives itself; empty for plain text';
comment on column report.article_addresses.source is 'The outlet, as in reference.source';
comment on column report.article_addresses.is_canonical is
'Whether the article is named after this address: the one that had the text first';
comment on column report.article_addresses.first_seen_at is 'When it was first read';
comment on column report.article_addresses.last_seen_at is 'When it was last read';
comment on column report.article_addresses.address_id is
'The article_id this address would have alone; the same on every machine, whatever was read first';
comment on column report.article_addresses.file_name is 'Name of the file';
comment on column report.article_addresses.page_id is
'SHA-256 of the page''s bytes when it was last read, its name in the raw store';
