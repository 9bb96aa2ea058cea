// Who appears most: countries, ministries and organisations by the number of signed agreements they are party to,
// and in how many documents they are mentioned.
MATCH (actor)-[role:PARTY_TO]->(agreement:Agreement)
WHERE agreement.status IN ['signed', 'in force'] AND coalesce(role.how, '') <> 'refused'
WITH actor, count(DISTINCT agreement) AS agreements
MATCH (actor)-[:MENTIONED_IN]->(document:Document)
RETURN actor.name AS actor, labels(actor) AS labels, agreements, count(DISTINCT document) AS documents
ORDER BY agreements DESC, documents DESC, actor
LIMIT 20
