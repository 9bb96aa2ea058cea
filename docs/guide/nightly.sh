# Adds what is new, then writes the table and the counts by country.
set -e
entente build more/ -o articles.entente --append --quiet
entente signed articles.entente --since 2023 --format markdown
entente query articles.entente --file by_country.cypher --format csv > by_country.csv
head -n 3 by_country.csv
