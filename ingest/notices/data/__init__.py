"""The lexicon 词表 of the notices reader."""
