"""The graph room: ontology, evidence, identity, projection and stores. It imports none of the other rooms."""
