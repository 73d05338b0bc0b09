"""Who is meant 身份: keys, judgements and the clusters that follow from them."""

from .clusters import clusters, left_out, standing
from .judgements import MATCHER, Judgement, Verdict, judge
from .keys import edge_id, entity_key

__all__ = ["MATCHER", "Judgement", "Verdict", "clusters", "edge_id", "entity_key", "judge", "left_out", "standing"]
