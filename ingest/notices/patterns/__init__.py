"""Patterns 句式 as data, a file for each family of relations."""
