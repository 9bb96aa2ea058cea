'use strict';
// What the page knows and what of it may be seen: filters, time, search, neighbours. No drawing here.

function foldName(text) {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

// Days since 1970 of the first and the last day that an ISO date of any precision can mean.
function daysOf(text) {
  const match = /^(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?/.exec(text || '');
  if (!match) return null;
  const year = Number(match[1]);
  const month = match[2] ? Number(match[2]) : 0, day = match[3] ? Number(match[3]) : 0;
  const at = (y, m, d) => {
    const date = new Date(0);
    date.setUTCFullYear(y, m, d);
    return Math.floor(date.getTime() / 86400000);
  };
  const first = at(year, month ? month - 1 : 0, day || 1);
  const last = !month ? at(year, 11, 31) : !day ? at(year, month, 0) : first;
  return Number.isFinite(first) ? [first, last] : null;
}

// The span of time that properties speak of, or null. What is dated stands under one of these names.
function spanOf(properties) {
  const pairs = [['date_from', 'date_to'], ['start_from', 'end_to'], ['start_from', 'start_to'],
                 ['date', 'date'], ['start', 'end'], ['start', 'start'], ['from', 'to'], ['year', 'year']];
  for (const [from, to] of pairs) {
    const first = daysOf(String(properties[from] ?? '')), last = daysOf(String(properties[to] ?? ''));
    if (first && last) return [first[0], Math.max(first[1], last[1])];
  }
  return null;
}

const JOINING = new Set(['Agreement', 'Event']);
const ASIDES = new Set(['Place', 'Topic']);  // where and about what: a click away

class Model {
  constructor(data) {
    this.data = data;
    this.nodes = data.nodes;
    this.edges = data.edges;
    this.hiddenLabels = new Set();
    this.hiddenTypes = new Set();
    this.period = null;  // [first day, last day], or null for all of it
    this.nodes.forEach((node, i) => {
      node.i = i;
      node.edges = [];
      node.span = spanOf(node.properties);
      const names = [node.name].concat(node.properties.aliases || []);
      for (const code of ['iso2', 'iso3', 'key']) if (node.properties[code]) names.push(node.properties[code]);
      node.folded = names.map((name) => foldName(String(name)));
    });
    this.edges.forEach((edge, i) => {
      edge.i = i;
      edge.span = spanOf(edge.properties);
      this.nodes[edge.from].edges.push(edge);
      if (edge.to !== edge.from) this.nodes[edge.to].edges.push(edge);
    });
    this.labels = this.count(this.nodes.map((node) => node.label));
    this.types = this.count(this.edges.map((edge) => edge.type));
    this.scene = new Set();
    this.restart();
  }

  count(names) {
    const counts = new Map();
    for (const name of names) counts.set(name, (counts.get(name) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  // What stands in the scene at the start: all of it where that can be taken in at a glance, else the parts
  // that are joined most, each with what joins it to the others.
  restart() {
    this.scene.clear();
    this.hiddenLabels.clear();
    this.hiddenTypes.clear();
    this.period = null;
    const limit = this.data.start;
    const order = this.nodes.slice().sort((a, b) => b.edges.length - a.edges.length || a.i - b.i);
    if (order.length <= limit) {
      order.forEach((node) => this.scene.add(node.i));
      return;
    }
    // What people came for: agreements and what else they do together, with those who took part.
    const joining = order.filter((node) => JOINING.has(node.label) && node.edges.length > 1);
    for (const node of joining.length > 0 ? joining : order) {
      if (this.scene.size >= limit) break;
      this.scene.add(node.i);
      for (const edge of node.edges) {
        const other = this.nodes[edge.from === node.i ? edge.to : edge.from];
        const asides = JOINING.has(node.label) && ASIDES.has(other.label);
        if (this.scene.size < limit && !asides) this.scene.add(other.i);
      }
    }
  }

  neighbours(node) {
    const found = new Set();
    for (const edge of node.edges) found.add(edge.from === node.i ? edge.to : edge.from);
    found.delete(node.i);
    return [...found].sort((a, b) => a - b).map((i) => this.nodes[i]);
  }
  unseenNeighbours(node) {
    return this.neighbours(node).filter((other) => !this.scene.has(other.i));
  }

  inPeriod(thing) {
    if (!this.period || !thing.span) return true;
    return thing.span[0] <= this.period[1] && thing.span[1] >= this.period[0];
  }
  nodePasses(node) {
    return this.scene.has(node.i) && !this.hiddenLabels.has(node.label) && this.inPeriod(node);
  }
  edgePasses(edge) {
    return !this.hiddenTypes.has(edge.type) && this.inPeriod(edge) &&
        this.nodePasses(this.nodes[edge.from]) && this.nodePasses(this.nodes[edge.to]);
  }

  // Sets of indexes: what is seen. A node that lost all that joined it is seen no more, unless it never was
  // joined to anything or is held.
  visible(held) {
    let passing = this.edges.filter((edge) => this.edgePasses(edge));
    if (this.period) {
      // Of a time are the dated things of it and what they join; a place or person that is joined to those
      // only is of no time and stays out.
      const dated = new Set();
      for (const i of this.scene) if (this.nodes[i].span && this.nodePasses(this.nodes[i])) dated.add(i);
      passing = passing.filter((edge) => edge.span || dated.has(edge.from) || dated.has(edge.to));
    }
    const edges = new Set(passing.map((edge) => edge.i));
    const joined = new Set(passing.flatMap((edge) => [edge.from, edge.to]));
    const nodes = new Set();
    for (const i of this.scene) {
      const node = this.nodes[i];
      const alone = node.edges.length === 0 && (!this.period || node.span);
      const kept = joined.has(i) || alone || (held && held.has(i));
      if (kept && this.nodePasses(node)) nodes.add(i);
    }
    return {nodes, edges};
  }

  // The first and last day of anything, or null where nothing is dated.
  extent() {
    let first = Infinity, last = -Infinity;
    for (const thing of this.nodes.concat(this.edges)) {
      if (!thing.span) continue;
      first = Math.min(first, thing.span[0]);
      last = Math.max(last, thing.span[1]);
    }
    return last > first ? [first, last] : null;
  }

  // Nodes whose name or alias has the words typed, those that begin with them first.
  search(text, limit) {
    const wanted = foldName(text.trim());
    if (!wanted) return [];
    const found = [];
    for (const node of this.nodes) {
      let rank = Infinity;
      node.folded.forEach((name, place) => {
        const at = name.indexOf(wanted);
        if (at < 0) return;
        const better = name === wanted ? 0 : at === 0 ? 1 : /\W/.test(name[at - 1]) ? 2 : 3;
        rank = Math.min(rank, better + (place > 0 ? 0.5 : 0));
      });
      if (rank < Infinity) found.push({rank, node});
    }
    found.sort((a, b) => a.rank - b.rank || b.node.edges.length - a.node.edges.length || a.node.i - b.node.i);
    return found.slice(0, limit).map((item) => item.node);
  }
}
