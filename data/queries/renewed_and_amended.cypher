// Agreements that renew, amend, replace or carry out an earlier one, followed as far back as the texts go.
// `chain` begins with the latest.
MATCH path = (latest:Agreement)-[:RENEWS|AMENDS|REPLACES|IMPLEMENTS*1..5]->(first:Agreement)
WHERE NOT (:Agreement)-[:RENEWS|AMENDS|REPLACES|IMPLEMENTS]->(latest)
  AND NOT (first)-[:RENEWS|AMENDS|REPLACES|IMPLEMENTS]->(:Agreement)
RETURN [agreement IN nodes(path) | agreement.name] AS chain, [step IN relationships(path) | type(step)] AS how,
       first.date AS first_signed, latest.date AS last_signed
ORDER BY last_signed DESC, chain
