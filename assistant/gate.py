"""Is a passage evidence enough to answer from?"""

from assistant.knowledge import Evidence

# The least probability, on the development part of the region's questions: above it, as many questions are held back that
# have an answer as are answered that have none.
GATE = 0.4


def convincing(evidence: Evidence) -> bool:
    """Whether a passage may be answered from."""
    return evidence.sureness >= GATE
