// Which countries have signed most with each other.
// One row a pair of countries that are parties to the same signed agreement. An agreement of eleven countries makes fifty-five pairs;
// `bilateral` counts those that have no third country among the parties.
MATCH (one:Country)-[as_one:PARTY_TO]->(agreement:Agreement)<-[as_other:PARTY_TO]-(other:Country)
WHERE one.key < other.key AND agreement.status IN ['signed', 'in force']
  AND coalesce(as_one.how, '') <> 'refused' AND coalesce(as_other.how, '') <> 'refused'
MATCH (country:Country)-[:PARTY_TO]->(agreement)
WITH one, other, agreement, count(DISTINCT country) AS countries
RETURN one.name AS one, other.name AS other, count(agreement) AS agreements,
       sum(CASE WHEN countries = 2 THEN 1 ELSE 0 END) AS bilateral
ORDER BY agreements DESC, one, other
LIMIT 25
