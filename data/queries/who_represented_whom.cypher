// Who signed for whom: each signature with the parties it was given for.
// A country, ministry or organisation is listed if the person represents it and it is a party to the agreement signed.
MATCH (person:Person)-[signature:SIGNED]->(agreement:Agreement)
OPTIONAL MATCH (person)-[:REPRESENTS]->(party)-[:PARTY_TO]->(agreement)
RETURN agreement.name AS agreement, signature.date AS date, person.name AS person, collect(DISTINCT party.name) AS on_behalf_of
ORDER BY date, agreement, person
