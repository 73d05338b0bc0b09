"""Calibration 置信度校准."""

REVIEW_LINE = 0.8
"""Claims of less confidence wait for a person."""
