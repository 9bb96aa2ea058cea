// Who signed with whom: pairs of people whose signatures stand under the same agreement, the busiest pairs first.
// One row a pair; each pair is named once, in the order of the alphabet. `agreements` counts what the two have signed together.
MATCH (one:Person)-[:SIGNED]->(agreement:Agreement)<-[:SIGNED]-(other:Person)
WHERE one.name < other.name
RETURN one.name AS one, other.name AS other, count(agreement) AS agreements
ORDER BY agreements DESC, one, other
LIMIT 50
