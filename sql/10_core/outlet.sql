-- Who printed a page: its source; for a page of no source of its own the host it names, and nobody where it names
-- none.
create schema if not exists core;

create or replace macro core.outlet(source, url) as
case
    when source = 'generic' then coalesce(regexp_extract(lower(url), '^https?://(?:www\.)?([^/:]+)', 1), '')
    else source
end;

comment on macro core.outlet is 'Who printed a page: its source; for a page of no source of its own the host it names; empty where it names none'; -- noqa: LT05
