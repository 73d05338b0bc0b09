"""The ingest room: documents and lists in, claims with evidence out, names resolved."""
