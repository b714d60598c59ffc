-- How is a fact quoted in a footnote: that a person holds an office, with outlet, headline, day and address?
-- Wie führt man eine Tatsache in einer Fußnote an: dass jemand ein Amt hat, mit Medium, Titel, Tag und Adresse?
select
    o.person,
    o.position,
    o.body,
    -- the whole line goes on with rule, rule set and run of this file
    split_part(c.citation, '; ', 1) as citation
from report.occupancies_reported as o
inner join report.citations as c on o.fact_id = c.fact_id
where
    o.person = coalesce(getvariable('person'), 'Taalatbek Masadykow')
    and o.body = coalesce(getvariable('body'), 'OVKS')
order by o.as_of nulls last, o.char_start, citation;

-- answer:
-- person              | position                          | body | citation
-- ------------------- | --------------------------------- | ---- | --------------------------------------------
-- Taalatbek Masadykow | Generalsekretär                   | OVKS | nachrichten.example: „OVKS-Gipfel: Kirgisis…
-- Taalatbek Masadykow | Generalsekretär                   | OVKS | BelTA (deutsch): „Masadykow: Frieden und St…
-- Taalatbek Masadykow | Stellvertretender Generalsekretär | OVKS | BelTA (deutsch): „Masadykow: Frieden und St…
