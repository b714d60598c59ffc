-- One regular expression (option i) that finds the word in all spellings core.folded makes equal.
create schema if not exists core;

create or replace macro core.spellings(word) as
array_to_string(
    [
        case letter
            when 'a' then '[aäáàâãåāăą]e?'
            when 'o' then '[oöóòôõőō]e?'
            when 'u' then '[uüúùûůűū]e?'
            when 's' then '(?:ss?|[ßšśş])'
            when 'e' then '[eéèêëēėęě]'
            when 'i' then '[iíìîïīİ]'
            when 'c' then '[cçčćĉ]'
            when 'd' then '[dď]'
            when 'g' then '[gğģ]'
            when 'l' then '[lĺľļ]'
            when 'n' then '[nñńňņ]'
            when 'r' then '[rŕř]'
            when 't' then '[tťţț]'
            when 'y' then '[yýÿ]'
            when 'z' then '[zžźż]'
            when 'е' then '[её]'
            when 'и' then '[ий]'
            when 'у' then '[уў]'
            else regexp_escape(letter)
        end
        for letter in string_split(core.folded(word), '')
    ],
    ''
);

comment on macro core.spellings is 'Regular expression that finds the word in all spellings core.folded makes equal; to be used with option i'; -- noqa: LT05
