// Durable transactions a second of Kùzu, of the same three kinds as `graph_tool write`:
//
//   node kuzu_writes.mjs DATABASE SECONDS      (a database that kuzu_bench.mjs --keep made; it is changed)
//
// One line of JSON a kind. Kùzu is found through NODE_PATH.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.NODE_PATH ?? '.', 'here.js'));
const kuzu = require('kuzu');
const [file, seconds] = [process.argv[2], Number(process.argv[3])];
const db = new kuzu.Database(file);
const conn = new kuzu.Connection(db);
const people = Number(conn.querySync('MATCH (p:Person) RETURN count(*) AS n').getAllSync()[0].n);
const addNode = conn.prepareSync('CREATE (:Person {id: $id, name: $name})');
const addMet = conn.prepareSync(
  "MATCH (a:Person {id: $a}), (b:Person {id: $b}) CREATE (a)-[:MET {date: '2020-01-01'}]->(b)");
let next = Math.max(10_000_000, 1 + Number(conn.querySync('MATCH (p:Person) RETURN max(p.id) AS n').getAllSync()[0].n));
const node = () => {
  const id = next++;
  conn.executeSync(addNode, { id, name: `new ${id}` });
};
const relationship = (i) => conn.executeSync(addMet, { a: (i * 7919) % people, b: (i * 104729 + 1) % people });
const measure = (what, transaction) => {
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < seconds * 1000) transaction(count++);
  console.log(JSON.stringify({ what, per_second: Math.round(count / ((performance.now() - begin) / 1000)) }));
};
measure('node', node);
measure('relationship', relationship);
measure('both', (i) => {
  conn.querySync('BEGIN TRANSACTION');
  node();
  relationship(i);
  conn.querySync('COMMIT');
});
process.exit(0);
