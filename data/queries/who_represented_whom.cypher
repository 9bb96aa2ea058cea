// Who signed for whom: each signature with the parties it was given for.
// A country, ministry or organisation is listed if a text says or implies that the person signed for it and it is a party to the agreement.
MATCH (person:Person)-[signature:SIGNED]->(agreement:Agreement)
OPTIONAL MATCH (party)-[:PARTY_TO]->(agreement)
WHERE party.key IN signature.on_behalf_of
RETURN agreement.name AS agreement, signature.date AS date, person.name AS person, collect(DISTINCT party.name) AS on_behalf_of
ORDER BY date, agreement, person
