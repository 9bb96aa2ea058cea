// What was announced or planned and has not been signed, as of the latest document that speaks of it.
// `due_to_sign` are people who are said to be going to sign, or who have initialled the text.
MATCH (agreement:Agreement)
WHERE agreement.status IN ['planned', 'announced']
OPTIONAL MATCH (party)-[:PARTY_TO]->(agreement)
WITH agreement, party ORDER BY party.name
WITH agreement, collect(DISTINCT party.name) AS parties
OPTIONAL MATCH (person:Person)-[:DUE_TO_SIGN|INITIALLED]->(agreement)
RETURN agreement.name AS agreement, agreement.status AS status, agreement.date AS planned_for, parties,
       collect(DISTINCT person.name) AS due_to_sign
ORDER BY planned_for, agreement
