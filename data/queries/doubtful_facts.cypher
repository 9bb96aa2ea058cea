// What to check by hand first: who signed or is party, where the program itself is in doubt, least certain first.
MATCH (actor)-[fact:SIGNED|PARTY_TO]->(agreement:Agreement)
WHERE fact.confidence < 0.9
RETURN fact.confidence AS confidence, actor.name AS actor, type(fact) AS fact, agreement.name AS agreement, fact.rule AS rule,
       [proof IN evidence(fact) | proof.quote] AS quotes
ORDER BY confidence, actor, agreement
LIMIT 50
