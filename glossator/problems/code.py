"""The names of mistakes, and which of them do not fail a build."""

from enum import StrEnum


class Code(StrEnum):
    """The name of a mistake; each has a section in docs/problems.md."""

    ADDRESS_TWICE = "address-twice"
    ALT_MISSING = "alt-missing"
    ATTRIBUTE_MALFORMED = "attribute-malformed"
    ATTRIBUTE_UNKNOWN = "attribute-unknown"
    CONTROL_CHARACTER = "control-character"
    DATES_CONTRADICT = "dates-contradict"
    DATE_MISSING = "date-missing"
    EVENT_UNDATED = "event-undated"
    FENCE_UNCLOSED = "fence-unclosed"
    FIGURE_MALFORMED = "figure-malformed"
    FIGURE_MISPLACED = "figure-misplaced"
    FILE_EXISTS = "file-exists"
    FILE_MISNAMED = "file-misnamed"
    FILE_NOT_UTF8 = "file-not-utf8"
    FILE_UNREADABLE = "file-unreadable"
    FILE_UNUSED = "file-unused"
    FOLDER_FOREIGN = "folder-foreign"
    FORM_CLAIMED_TWICE = "form-claimed-twice"
    FRAGMENT_BROKEN = "fragment-broken"
    FRONT_MATTER_MALFORMED = "front-matter-malformed"
    FRONT_MATTER_TYPE = "front-matter-type"
    FRONT_MATTER_UNKNOWN = "front-matter-unknown"
    HEADINGS_MISSING = "headings-missing"
    HEADING_UNKNOWN = "heading-unknown"
    ID_MADE = "id-made"
    ID_TWICE = "id-twice"
    KEY_MISSING = "key-missing"
    KIND_UNKNOWN = "kind-unknown"
    LANGUAGE_UNKNOWN = "language-unknown"
    LAYER_UNUSED = "layer-unused"
    LINK_BROKEN = "link-broken"
    LINK_UNSAFE = "link-unsafe"
    MARGIN_OVERFULL = "margin-overfull"
    MARK_UNREAD = "mark-unread"
    NAME_RESERVED = "name-reserved"
    NAME_UNUSABLE = "name-unusable"
    NESTING_TOO_DEEP = "nesting-too-deep"
    NO_BASE_URL = "no-base-url"
    NOT_A_PICTURE = "not-a-picture"
    NOTE_EMPTY = "note-empty"
    NOTE_STRAY = "note-stray"
    PERSON_UNKNOWN = "person-unknown"
    PICTURE_MISSING = "picture-missing"
    PLACEHOLDER_LEFT = "placeholder-left"
    PROOF_FAILED = "proof-failed"
    QUOTE_AMBIGUOUS = "quote-ambiguous"
    QUOTE_EMPTY = "quote-empty"
    QUOTE_INSIDE_WORD = "quote-inside-word"
    QUOTE_NOT_FOUND = "quote-not-found"
    RAW_HTML = "raw-html"
    SCRIPT_MALFORMED = "script-malformed"
    SETTINGS_MALFORMED = "settings-malformed"
    SETTINGS_TWICE = "settings-twice"
    SETTINGS_TYPE = "settings-type"
    SETTINGS_UNKNOWN = "settings-unknown"
    SITE_UNWRITABLE = "site-unwritable"
    SOURCE_CHANGED = "source-changed"
    SOURCE_EMPTY = "source-empty"
    SOURCE_LINK_BROKEN = "source-link-broken"
    SOURCE_MISSING = "source-missing"
    TEMPLATE_ERROR = "template-error"
    TERM_EMPTY = "term-empty"
    TERM_UNKNOWN = "term-unknown"
    TERM_UNUSED = "term-unused"
    WORDS_HIDDEN = "words-hidden"
    WORDS_MISSING = "words-missing"
    WORK_EXPECTED = "work-expected"
    WORK_MALFORMED = "work-malformed"
    WORK_REQUIRED = "work-required"
    WORK_UNKNOWN = "work-unknown"
    WORK_UNUSED = "work-unused"


WARNINGS = frozenset(
    {
        Code.DATES_CONTRADICT,
        Code.EVENT_UNDATED,
        Code.FILE_UNUSED,
        Code.ID_MADE,
        Code.LAYER_UNUSED,
        Code.MARGIN_OVERFULL,
        Code.MARK_UNREAD,
        Code.NO_BASE_URL,
        Code.PLACEHOLDER_LEFT,
        Code.SOURCE_LINK_BROKEN,
        Code.TERM_EMPTY,
        Code.TERM_UNUSED,
        Code.WORDS_HIDDEN,
        Code.WORDS_MISSING,
        Code.WORK_EXPECTED,
        Code.WORK_UNUSED,
    }
)
"""The codes that do not fail a build."""
