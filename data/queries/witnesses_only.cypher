// People who witnessed agreements and never signed one themselves.
MATCH (person:Person)-[:WITNESSED]->(agreement:Agreement)
WHERE NOT (person)-[:SIGNED]->(:Agreement)
RETURN person.name AS person, collect(DISTINCT agreement.name) AS witnessed
ORDER BY size(witnessed) DESC, person
