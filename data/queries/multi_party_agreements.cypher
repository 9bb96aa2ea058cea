// Agreements with four parties or more, the largest first.
// Parties are counted as the texts name them: a ministry and its country can both stand in the list.
MATCH (party)-[:PARTY_TO]->(agreement:Agreement)
WITH agreement, party ORDER BY party.name
WITH agreement, collect(DISTINCT party.name) AS parties
WHERE size(parties) >= 4
RETURN agreement.name AS agreement, agreement.date AS date, agreement.status AS status, size(parties) AS number, parties
ORDER BY number DESC, agreement
