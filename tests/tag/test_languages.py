"""Languages beside German: what they need, what they leave alone, and that odd texts do them no harm."""

from __future__ import annotations

import inspect
import re
import time
from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from etl import tag
from etl.errors import SeedError
from etl.model import Facts
from etl.tag import bounds, commitments, dates, memberships, occupancies, quotations, relays, speakers
from tests.making import article, tag_seeds

LANGUAGES = sorted(tag_seeds().languages)
RUSSIAN = (
    "МОСКВА, 9 февраля. /ТАСС/. Генеральный секретарь ОДКБ Станислав Зась встретился в среду с президентом Белоруссии "
    "Александром Лукашенко. «Мы будем расширять сотрудничество и дальше», — сказал Зась. Грузия вышла из СНГ."
)
ENGLISH = (
    "MINSK, February 9. /TASS/. CSTO Secretary General Stanislaw Sas met Belarusian President Alexander Lukashenko on "
    "Wednesday. “We will expand our joint work further,” Sas said. Georgia left the CIS."
)


def facts(text: str, language: str) -> Facts:
    return tag.facts(article(text, language=language, published_on=date(2023, 2, 10)), tag_seeds())


@pytest.mark.parametrize(("text", "language"), [(RUSSIAN, "ru"), (ENGLISH, "en")])
def test_the_same_news_gives_the_same_facts(text: str, language: str) -> None:
    found = facts(text, language)
    assert {(o.person, o.position, o.body) for o in found.occupancies} == {
        ("Stanislaw Sas", "Generalsekretär", "OVKS"),
        ("Alexander Lukaschenko", "Präsident", "BY"),
    }
    assert [(q.kind, q.speaker) for q in found.quotations] == [("direct", "Stanislaw Sas")]
    assert [(m.organization, m.member, m.status) for m in found.memberships] == [("GUS", "GE", "former")]
    days = {m.value for m in found.mentions if m.kind == "date"}
    assert days == {"2023-02-09", "2023-02-08"}


def test_a_word_of_one_language_is_none_of_another() -> None:
    text = "Der Verlag Russian Books, der Sender France 24 und die Moscow Times kommen."
    assert [m.surface for m in facts(text, "de").mentions] == []
    assert [m.value for m in facts("Russian books sell well.", "en").mentions] == ["RU"]
    assert facts("The Verteidigungsminister Sergej Schoigu came.", "en").occupancies == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Он сменил Нурлана Ермекбаева.", "Nurlan Jermekbajew"),
        ("Встреча с Сергеем Лавровым прошла.", "Sergej Lawrow"),
        ("О Марии Захаровой писали.", "Maria Sacharowa"),
        ("Он говорил с Александром Лукашенко.", "Alexander Lukaschenko"),
        ("Речь Си Цзиньпина была долгой.", "Xi Jinping"),
        ("Саммит прошел в Ташкенте.", "Taschkent"),
        ("В Содружестве Независимых Государств перемены.", "GUS"),
        ("Он прибыл из Республики Беларусь.", "Belarus"),
        ("Делегация Саудовской Аравии уехала.", "Saudi-Arabien"),
    ],
)
def test_russian_names_are_found_in_all_cases(text: str, name: str) -> None:
    assert [m.name for m in facts(text, "ru").mentions if m.kind != "topic"] == [name]


def test_a_language_that_lacks_a_word_its_rules_need_is_refused() -> None:
    known = tag_seeds()
    english = known.languages["en"]
    words = {name: word for name, word in english.words.items() if name != "pronouns"}
    poorer = replace(known, languages={**known.languages, "en": replace(english, words=words)})
    with pytest.raises(SeedError, match=r"languages/en\.toml lacks the words pronouns: its quotation rules"):
        _ = poorer.patterns


def test_a_kind_without_rules_is_not_read_and_needs_no_words() -> None:
    known = tag_seeds()
    bare = replace(known.languages["en"], words={"verbs_ahead": "will", "verbs_past": "was"})
    rules = tuple(rule for rule in known.rules if rule.language != "en" or rule.kind == "date")
    poor = replace(known, rules=rules, languages={"en": bare})
    found = tag.facts(article(ENGLISH, language="en", published_on=date(2023, 2, 10)), poor)
    assert {m.kind for m in found.mentions} >= {"date", "person"}
    assert found.quotations == found.occupancies == found.memberships == found.topics == found.commitments == ()


@pytest.mark.parametrize("module", [bounds, dates, memberships, occupancies, quotations, speakers, relays, commitments])
def test_a_tagger_says_all_words_it_needs(module: ModuleType) -> None:
    """Else a language without one breaks on its first article instead of at the start."""
    code = inspect.getsource(module)
    # what `words_of` lends may be lacking: then it meets nothing
    name = r"language\.words" if "words_of" in code else "words"
    used = set(re.findall(rf"""{name}\[['"](\w+)['"]\]""", code)) | set(re.findall(r"commit_\w+", code))
    used -= {"commit_"}
    assert used - set(module.WORDS) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "上海合作组织 منظمة شنغهاي 🇧🇾🤝🇰🇿 SCO ОДКБ",
        "\u202bОДКБ\u202c и Саммит\u0301, S\u00adCO, Мин\u00adск",
        "«" * 3000 + "“" * 3000,
        "\ue000\ue001 President \ue002 Vladimir Putin said \ue007",
        "Владимир Путин заявил, что " * 500,
        "President Vladimir Putin of Russia said that " * 500,
    ],
    ids=["empty", "scripts", "marks", "quotation marks", "private use", "russian without end", "english without end"],
)
def test_odd_texts_do_no_harm(text: str, language: str) -> None:
    found = facts(text, language)
    for kind in (found.mentions, found.topics, found.occupancies, found.memberships, found.quotations, found.relays):
        assert all(text[fact.char_start : fact.char_end] == fact.surface for fact in kind)


@pytest.mark.parametrize(("text", "language"), [(RUSSIAN, "ru"), (ENGLISH, "en")])
def test_time_grows_with_the_length_of_the_text(text: str, language: str) -> None:
    def seconds(times: int) -> float:
        begun = time.process_time()
        facts(f"{text}\n\n" * times, language)
        return time.process_time() - begun

    assert seconds(400) < 8 * 3 * max(seconds(50), 0.05)
