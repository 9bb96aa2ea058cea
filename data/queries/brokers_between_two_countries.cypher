// Who stood between two countries: people who witnessed what the two agreed, and third countries on whose soil it was signed.
// Parameters: one, other (country names), for example --param one=Canada --param other=Mexico
// One row an agreement. An empty list means that no text names a witness or a third country.
MATCH (one:Country {name: $one})-[:PARTY_TO]->(agreement:Agreement)<-[:PARTY_TO]-(other:Country {name: $other})
OPTIONAL MATCH (witness:Person)-[:WITNESSED]->(agreement)
WITH one, other, agreement, collect(DISTINCT witness.name) AS witnesses
OPTIONAL MATCH (agreement)-[:SIGNED_IN]->(:Place)-[:LOCATED_IN*1..3]->(host:Country)
WHERE host <> one AND host <> other
RETURN agreement.name AS agreement, agreement.date AS date, witnesses, collect(DISTINCT host.name) AS hosts
ORDER BY date, agreement
