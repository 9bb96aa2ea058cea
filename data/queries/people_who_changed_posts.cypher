// People who hold or have held more than one post, with the agreements they signed.
// A post is told as title and body; "former" and "acting" stand in front where a text says so.
// Two wordings of one post (Minister of Defence, Defence Minister) count as one: titles are normalised when documents are read.
MATCH (person:Person)-[post:HOLDS_POST]->(body)
WITH person, coalesce(post.qualifier + ' ', '') + post.title + ', ' + body.name AS held ORDER BY held
WITH person, collect(DISTINCT held) AS posts
WHERE size(posts) > 1
OPTIONAL MATCH (person)-[:SIGNED]->(agreement:Agreement)
RETURN person.name AS person, posts, collect(DISTINCT agreement.name) AS signed
ORDER BY size(posts) DESC, person
