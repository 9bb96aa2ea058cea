// Countries that have agreements with both of two others, whether or not those two have one with each other.
// Parameters: one, other (country names), for example --param one=Japan --param other=Germany
MATCH (one:Country {name: $one})-[:PARTY_TO]->(first:Agreement)<-[:PARTY_TO]-(between:Country)
MATCH (between)-[:PARTY_TO]->(second:Agreement)<-[:PARTY_TO]-(other:Country {name: $other})
WHERE between <> one AND between <> other
WITH between, first, second ORDER BY first.name, second.name
RETURN between.name AS between,
       collect(DISTINCT first.name) AS with_the_one,
       collect(DISTINCT second.name) AS with_the_other
ORDER BY size(with_the_one) + size(with_the_other) DESC, between
