"""In which languages a victim could be told something."""

from caseworkers.contact_card import ContactCard
from caseworkers.victim_words.message_files import ENGLISH, languages
from web.contact_words import LANGUAGES


def first_language(card: ContactCard) -> str:
    """The first of the victim's languages that there is a text in; English where there is none."""
    return next((code for code in card.languages if code in languages()), ENGLISH)


def without_text(card: ContactCard) -> list[str]:
    """The victim's languages, by name, that there is no text in."""
    missing = [code for code in card.languages if code not in languages()]
    return [LANGUAGES.get(code, f"language {code}") for code in missing]
