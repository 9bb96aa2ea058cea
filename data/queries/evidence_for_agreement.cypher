// The sentences behind everything the graph says about one agreement.
// Parameter: agreement (a part of one of its names), for example --param agreement='Geelong Treaty'
// One row a piece of evidence; `quote` is what stands between the two characters in the document's text.
MATCH (agreement:Agreement)-[fact]-(other)
WHERE any(name IN [agreement.name] + coalesce(agreement.aliases, []) WHERE toLower(name) CONTAINS toLower($agreement))
  AND type(fact) <> 'MENTIONED_IN'
UNWIND evidence(fact) AS proof
RETURN agreement.name AS agreement, type(fact) AS fact, other.name AS who_or_where, fact.confidence AS confidence,
       proof.document AS document, proof.start AS first_char, proof.end AS past_last_char, proof.quote AS quote
ORDER BY agreement, fact, who_or_where, document, first_char
