-- One row per paragraph of one article.
create schema if not exists report;

create or replace view report.paragraphs as
select
    p.article_id,
    p.paragraph_number,
    p.kind,
    substring(a.text, p.char_start + 1, p.char_end - p.char_start) as text,
    p.char_start,
    p.char_end
from store.paragraph as p
inner join core.article as a on p.article_id = a.article_id;

comment on view report.paragraphs is 'One paragraph of one article';
comment on column report.paragraphs.article_id is 'The article, the same id on every machine';
comment on column report.paragraphs.paragraph_number is 'From 1 on, in the order of the text';
comment on column report.paragraphs.kind is 'paragraph, heading, list_item, quotation, footnote';
comment on column report.paragraphs.text is 'The characters of the paragraph';
comment on column report.paragraphs.char_start is 'First character in report.articles.text, code points from 0';
comment on column report.paragraphs.char_end is 'Character after the paragraph''s last one';
