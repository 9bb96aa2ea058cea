// Ministries (and states) that signed with companies, associations and other bodies that are no ministry.
// `kind` says what is known of the body (company, university, agency, ...); it is empty where the text does not tell.
MATCH (authority)-[:PARTY_TO]->(agreement:Agreement)<-[:PARTY_TO]-(body:Organization)
WHERE (authority:Ministry OR authority:Country) AND NOT body:Ministry
RETURN authority.name AS authority, body.name AS body, body.kind AS kind, agreement.name AS agreement,
       agreement.status AS status, agreement.date AS date
ORDER BY authority, date, agreement, body
