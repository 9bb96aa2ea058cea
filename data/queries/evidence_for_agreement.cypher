// The sentences behind everything the graph says about one agreement.
// Parameter: agreement (a part of its name), for example --param agreement='Geelong Treaty'
// One row a piece of evidence; characters start to end of the document's text are the quote.
MATCH (actor)-[fact]->(agreement:Agreement)
WHERE toLower(agreement.name) CONTAINS toLower($agreement)
UNWIND evidence(fact) AS proof
RETURN agreement.name AS agreement, type(fact) AS fact, actor.name AS actor, fact.confidence AS confidence,
       proof.document AS document, proof.start AS start, proof.end AS end, proof.quote AS quote
ORDER BY agreement, fact, actor, document, start
