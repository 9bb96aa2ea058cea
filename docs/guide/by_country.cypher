// How many agreements each country has signed, and with how many others.
MATCH (country:Country)-[:PARTY_TO]->(agreement:Agreement)
WHERE agreement.status IN ['signed', 'in force']
OPTIONAL MATCH (agreement)<-[:PARTY_TO]-(other:Country)
WHERE other <> country
RETURN country.name AS country, count(DISTINCT agreement) AS agreements, count(DISTINCT other) AS partners
ORDER BY agreements DESC, country;
