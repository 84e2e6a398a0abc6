"""The name that somebody logs in with, in the one form in which it is kept, looked for and counted."""

import unicodedata


def login_name_of(typed: str) -> str:
    """Without blanks around it and without capitals; signs that are written in two ways, in one (NFKC), as the form of
    the log-in reads them. `Ｄｏｃｔｏｒ ` is `doctor`.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).strip().lower())


def is_login_name(name: str) -> bool:
    """Whether it is one: something that is seen, so that no two names look the same for a sign that nobody sees."""
    return bool(name) and name.isprintable()
