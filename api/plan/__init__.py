"""From a GraphQL selection to Cypher, and from rows back to an answer of the selection's shape 查询计划."""
