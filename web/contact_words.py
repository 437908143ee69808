"""What to know before one contacts a victim, in words for caseworkers."""

from caseworkers.contact_card import ContactCard
from events.contact import OptedOutOf
from events.representatives import OwedTo
from web import recipient_words
from web.sentences.phrases import by, listed
from web.wording import capital

LANGUAGES = {
    "ar": "Arabic",
    "bfi": "British Sign Language",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "cy": "Welsh",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "gu": "Gujarati",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "pa": "Panjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "so": "Somali",
    "sq": "Albanian",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "yue": "Cantonese",
    "zh": "Chinese",
}
"""Languages that are much spoken in London, by ISO 639; another stands by its code."""

_OPTED_OUT = {
    OptedOutOf.ALL: "anything",
    OptedOutOf.PROGRESS_UPDATES: "progress",
    OptedOutOf.COURT_UPDATES: "what happens at court",
    OptedOutOf.RELEASE_UPDATES: "the offender’s release",
}

HIDDEN = "Something that was reported about contact is disputed and not shown: ask before you call"


def safe(card: ContactCard) -> str:
    """Over which channels to contact the victim."""
    if card.safe:
        return f"Contact {listed(map(by, card.safe), 'or')}"
    return "No safe channel was agreed" if card.agreed else "Nothing was agreed about contact"


def unsafe(card: ContactCard) -> str:
    """Over which channels never to; empty where none is known."""
    return f"Never {listed(map(by, card.unsafe), 'or')}" if card.unsafe else ""


def none_unsafe(card: ContactCard) -> str:
    """What is known where no channel is: that nobody named one, or that nobody can say."""
    if card.hidden:
        return "None among what is shown"
    return "No channel was named" if card.agreed else "Not known: nothing was agreed about contact"


def language(card: ContactCard) -> str:
    """In which language, and whether with an interpreter; empty where nothing was reported."""
    named = listed([LANGUAGES.get(code, f"language {code}") for code in card.languages] or [""])
    helped = "with an interpreter" if card.interpreter else ""
    return capital(", ".join(filter(None, [named, helped])))


def speaks_for(card: ContactCard) -> str:
    """Who is told in the victim's place; empty where it is the victim."""
    if card.speaks_for is OwedTo.VICTIM:
        return ""
    return capital(recipient_words.in_full(card.speaks_for))


def opted_out(card: ContactCard) -> str:
    """What the victim asked not to be told of; empty where nothing."""
    if not card.opted_out:
        return ""
    return f"Asked not to be told of {listed(map(_OPTED_OUT.__getitem__, card.opted_out), 'or')}"


def in_short(card: ContactCard) -> list[str]:
    """All of it in a few words each, for a list: the safe channels first."""
    words = (safe(card), language(card), speaks_for(card), opted_out(card))
    rights = ["Enhanced Rights"] if card.enhanced_rights else []
    return [*filter(None, words), *rights, *([HIDDEN] if card.hidden else [])]
