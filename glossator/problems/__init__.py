"""What an author can put right, as values, and the ways to print one.

A problem is never raised: every stage hands back what it made and what was wrong. Exceptions are
for our own mistakes.
"""

from glossator.problems.code import WARNINGS, Code
from glossator.problems.problem import Problem, Related, count, did_you_mean, differing, in_order
from glossator.problems.show import FORMATS, as_github, as_json, as_panel, as_text, frame

__all__ = [
    "FORMATS",
    "WARNINGS",
    "Code",
    "Problem",
    "Related",
    "as_github",
    "as_json",
    "as_panel",
    "as_text",
    "count",
    "did_you_mean",
    "differing",
    "frame",
    "in_order",
]
