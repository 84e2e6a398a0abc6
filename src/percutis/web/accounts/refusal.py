"""A write that the state of the record, or the right of the person, forbids. Nothing was written."""

from django.utils.functional import Promise


class RefusedError(Exception):
    """Why not and what to do next, as one sentence for the person who asked (translated when it is shown)."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
