'use strict';
// The drawing: which shape and colour a thing has, where it stands, and what pointing at it does.

// Colours that stay apart for colour-blind readers.   Source: Okabe and Ito, "Color Universal Design" (2008).
const LOOKS = {
  Country: {fill: '#0072b2', line: '#005a8e', shape: 'ellipse'},
  Person: {fill: '#8cc8ee', line: '#3f97cf', shape: 'ellipse'},
  Ministry: {fill: '#a8763e', line: '#7d5527', shape: 'round-rectangle'},
  Organization: {fill: '#f5cf7a', line: '#cc9b2b', shape: 'round-rectangle'},
  Agreement: {fill: '#009e73', line: '#007a59', shape: 'round-rectangle'},
  Event: {fill: '#cc79a7', line: '#a9558a', shape: 'round-hexagon'},
  Place: {fill: '#c9d1d8', line: '#93a0ab', shape: 'round-diamond'},
  Topic: {fill: '#ffffff', line: '#93a0ab', shape: 'round-tag'},
};
// Characters of a name that would lie over other nodes at its full length.
const SHORT = 30;
const OTHER_FILLS = ['#7b6bb0', '#5aa9a3', '#b5654a', '#6d8f3f', '#b0709b', '#4f74b3'];
// An agreement's colour says how far it got, as in the diagrams of `entente draw`.
const STATUS_FILLS = {planned: '#e69f00', announced: '#e69f00', rejected: '#d55e00', '': '#9aa5af'};
const STATUS_WORDS = [[LOOKS.Agreement.fill, 'signed or in force'], ['#e69f00', 'planned or announced'],
                      ['#d55e00', 'rejected or ended'], ['#9aa5af', 'not known']];

function lookOf(label) {
  if (Object.hasOwn(LOOKS, label)) return LOOKS[label];
  let sum = 0;
  for (const c of label) sum = (sum * 31 + c.codePointAt(0)) >>> 0;
  const fill = OTHER_FILLS[sum % OTHER_FILLS.length];
  return {fill, line: fill, shape: 'ellipse'};
}
function fillOf(node) {
  const status = String(node.properties.status || '');
  return node.label === 'Agreement' && Object.hasOwn(STATUS_FILLS, status) ? STATUS_FILLS[status] : lookOf(node.label).fill;
}

// The layout starts from chance; the same page must always look the same.
function withFixedChance(work) {
  const random = Math.random;
  let state = 20180914;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  try { return work(); } finally { Math.random = random; }
}

const STRONG_TYPES = new Set(['SIGNED', 'PARTY_TO']);
const LOOSE_TYPES = new Set(['DUE_TO_SIGN', 'INITIALLED', 'POSSIBLY_SAME', 'WITNESSED']);

function lineOf(type) {
  return {colour: type === 'SIGNED' ? '#5fae95' : type === 'PARTY_TO' ? '#8fb8d3' : '#c3ccd4',
          width: STRONG_TYPES.has(type) ? 2.2 : 1.2, style: LOOSE_TYPES.has(type) ? 'dashed' : 'solid'};
}

class Scene {
  constructor(model, container) {
    this.model = model;
    this.cy = cytoscape({
      container,
      elements: this.elements(),
      style: this.style(),
      layout: {name: 'preset'},
      minZoom: 0.05,
      maxZoom: 4,
      wheelSensitivity: 1,
      boxSelectionEnabled: false,
      hideEdgesOnViewport: model.edges.length > 4000,
      textureOnViewport: model.edges.length > 4000,
    });
    this.placed = new Set();
    this.lettering = 0;
    this.touched = false;  // until somebody moves it, the picture follows the window
    this.cy.on('zoom pan', () => this.letterSoon());
    this.cy.on('resize', () => { if (!this.touched) this.fit(); });
    this.cy.on('dragpan scrollzoom pinchzoom tap', () => { this.touched = true; });
  }

  letterSoon() {
    if (this.lettering) return;
    this.lettering = setTimeout(() => { this.lettering = 0; this.letter(); }, 60);
  }

  // Names have one size on the screen however near one is, and none lies over another or over a weightier node:
  // the weightiest come first, each below its node or where else there is room, and what finds none is silent until
  // one comes nearer. Of what is held and joined
  // to it the names come before all others.
  letter() {
    const zoom = this.cy.zoom(), size = Math.max(12.5, 12.5 * Math.sqrt(zoom)) / zoom, width = 11 * size;
    const taken = new Map(), nodesThere = new Map(), cell = width;
    const cells = (box) => {
      const out = [];
      for (let x = Math.floor(box.x1 / cell); x <= Math.floor(box.x2 / cell); ++x)
        for (let y = Math.floor(box.y1 / cell); y <= Math.floor(box.y2 / cell); ++y) out.push(x + ':' + y);
      return out;
    };
    const free = (box, among = taken) => cells(box).every((key) => (among.get(key) || []).every(
        (other) => box.x2 <= other.x1 || box.x1 >= other.x2 || box.y2 <= other.y1 || box.y1 >= other.y2));
    const take = (box, among = taken) =>
        cells(box).forEach((key) => among.has(key) ? among.get(key).push(box) : among.set(key, [box]));
    // A name beyond the edge would be cut by the column beside.
    const seen = this.cy.extent();
    const whole = (box) => (box.x1 >= seen.x1 && box.x2 <= seen.x2) || box.x2 < seen.x1 || box.x1 > seen.x2;
    const rank = (node) => node.hasClass('held') ? 2 : node.hasClass('near') ? 1 : 0;
    const nodes = this.seen().nodes().sort((a, b) => rank(b) - rank(a) || b.data('weight') - a.data('weight') || a.data('i') - b.data('i'));
    this.cy.batch(() => {
      this.cy.style().selector('node').style({'font-size': size, 'text-max-width': width, 'text-outline-width': size * 0.22,
        'text-valign': 'data(below)', 'text-halign': 'data(beside)',
        'text-margin-y': (node) => size * ({bottom: 0.25, top: -0.25}[node.data('below')] || 0),
        'text-margin-x': (node) => size * ({right: 0.3, left: -0.3}[node.data('beside')] || 0)});
      const ground = (node, among) => {
        const {x, y} = node.position(), half = 0.4 * node.data('width'), high = 0.4 * node.data('height');
        take({x1: x - half, x2: x + half, y1: y - high, y2: y + high}, among);
      };
      // The few that everybody looks for are named even over lesser nodes where no way is clear of them, but not over
      // each other.
      const near = nodes.filter((node) => rank(node) > 0).length;
      const first = near > 0 ? near : Math.min(16, Math.ceil(nodes.length / 6));
      nodes.slice(0, first).forEach((node) => ground(node));
      nodes.forEach((node) => ground(node, nodesThere));
      nodes.forEach((node, place) => {
        if (place === first) nodes.slice(first).forEach((node) => ground(node));
        const {x, y} = node.position(), half = node.data('width') / 2, high = node.data('height') / 2;
        const waysOf = (text) => {
          const lines = linesOf(text, width / (size * 0.56));
          const wide = Math.max(...lines.map((line) => line.length)) * size * 0.6, tall = size * (0.1 + 1.15 * lines.length);
          const box = (x1, y1) => ({x1, x2: x1 + wide, y1, y2: y1 + tall});
          return [
            {text, below: 'bottom', beside: 'center', name: box(x - wide / 2, y + high + size * 0.2)},
            {text, below: 'top', beside: 'center', name: box(x - wide / 2, y - high - size * 0.2 - tall)},
            {text, below: 'center', beside: 'right', name: box(x + half + size * 0.3, y - tall / 2)},
            {text, below: 'center', beside: 'left', name: box(x - half - size * 0.3 - wide, y - tall / 2)}];
        };
        const name = node.data('name'), held = rank(node) === 2, ways = waysOf(name);
        const fits = (list) => list.filter((one) => free(one.name) && whole(one.name));
        const clear = (list) => list.find((one) => free(one.name, nodesThere));
        // What lies over lesser nodes hides fewer of them in short.
        const short = name.length > SHORT && !held ? fits(waysOf(shortened(name, SHORT))) : [];
        const full = fits(ways);
        const way = clear(full) || clear(short) || short[0] || full[0] || (held ? ways[0] : null);
        node.toggleClass('quiet', !way);
        if (!way) return;
        node.data({shown: way.text, below: way.below, beside: way.beside});
        take(way.name);
      });
      this.cy.style().update();
    });
  }

  elements() {
    const most = Math.max(4, ...this.model.nodes.map((node) => node.edges.length));
    const nodes = this.model.nodes.map((node) => {
      const look = lookOf(node.label);
      const size = 16 + 30 * Math.sqrt(node.edges.length / most);
      return {group: 'nodes', data: {
        id: 'n' + node.i, i: node.i, name: shortened(node.name, 60), shown: shortened(node.name, 60), fill: fillOf(node), line: look.line,
        shape: look.shape, width: look.shape === 'round-rectangle' ? size * 1.25 : size, height: size,
        weight: node.edges.length, below: 'bottom', beside: 'center'}};
    });
    const edges = this.model.edges.map((edge) => ({group: 'edges', data: {
      id: 'e' + edge.i, i: edge.i, source: 'n' + edge.from, target: 'n' + edge.to,
      type: edge.type.toLowerCase().replaceAll('_', ' '), ...lineOf(edge.type)}}));
    return nodes.concat(edges);
  }

  style() {
    return [
      {selector: 'node', style: {
        'background-color': 'data(fill)', 'border-color': 'data(line)', 'border-width': 1.5, shape: 'data(shape)',
        width: 'data(width)', height: 'data(height)', label: 'data(shown)', 'font-size': 12,
        'font-family': 'system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif', color: '#1c2733',
        'text-valign': 'bottom', 'text-margin-y': 3, 'text-wrap': 'wrap', 'text-max-width': 120,
        'text-outline-color': '#f5f7f9', 'text-outline-width': 2.5, 'z-index': 'data(weight)'}},
      {selector: '.quiet', style: {'text-opacity': 0, 'text-outline-opacity': 0}},
      {selector: 'edge', style: {
        width: 'data(width)', 'line-color': 'data(colour)', 'line-style': 'data(style)', 'curve-style': 'bezier',
        'target-arrow-shape': 'triangle', 'target-arrow-color': 'data(colour)', 'arrow-scale': 0.75, 'font-size': 10,
        color: '#5d6b78', 'text-rotation': 'autorotate', 'text-background-color': '#f5f7f9',
        'text-background-opacity': 0.9, 'text-background-padding': 2, 'min-zoomed-font-size': 6}},
      {selector: '.unseen', style: {display: 'none'}},
      {selector: '.dim', style: {opacity: 0.16}},
      {selector: 'edge.near', style: {label: 'data(type)', 'line-color': '#5d6b78', 'target-arrow-color': '#5d6b78', 'z-index': 9999}},
      {selector: 'node.held', style: {'border-color': '#1c2733', 'border-width': 4, 'font-weight': 'bold', 'z-index': 10000}},
      {selector: 'edge.held', style: {label: 'data(type)', width: 4, 'line-color': '#1c2733', 'target-arrow-color': '#1c2733', 'z-index': 10000}},
      {selector: ':active', style: {'overlay-opacity': 0.08}},
    ];
  }

  node(i) { return this.cy.getElementById('n' + i); }
  edge(i) { return this.cy.getElementById('e' + i); }
  seen() { return this.cy.elements().not('.unseen'); }

  // Shows exactly these; nodes that were never seen before find a place near what they are joined to.
  show(visible) {
    this.cy.batch(() => {
      for (const node of this.model.nodes) this.node(node.i).toggleClass('unseen', !visible.nodes.has(node.i));
      for (const edge of this.model.edges) this.edge(edge.i).toggleClass('unseen', !visible.edges.has(edge.i));
    });
    this.letterSoon();
    const fresh = [...visible.nodes].filter((i) => !this.placed.has(i));
    if (fresh.length === 0) return;
    const first = this.placed.size === 0;
    fresh.forEach((i) => this.placed.add(i));
    if (first) this.arrange(); else this.place(fresh);
  }

  // Lays out all that is seen.
  arrange() {
    const seen = this.seen();
    if (seen.nodes().empty()) return;
    withFixedChance(() => seen.layout(this.layout({randomize: true})).run());
    this.pushApart(seen.nodes());
    // A tall layout lies better on its side in a wide window.
    const box = seen.nodes().boundingBox({includeLabels: false});
    if (box.h > box.w === this.cy.width() > this.cy.height())
      seen.nodes().positions((node) => ({x: node.position('y'), y: node.position('x')}));
    this.fit();
    this.letterSoon();
  }

  layout(options) {
    return Object.assign({
      name: 'fcose', quality: this.seen().nodes().length > 800 ? 'default' : 'proof', animate: false, fit: false,
      nodeDimensionsIncludeLabels: false, idealEdgeLength: 92, nodeRepulsion: 11000, edgeElasticity: 0.4, gravity: 0.6,
      gravityRange: 3, numIter: 2500, tile: true, tilingPaddingVertical: 24, tilingPaddingHorizontal: 24, nodeSeparation: 75}, options);
  }

  // What still touches after the layout moves a little, both by half.
  pushApart(nodes) {
    if (nodes.length > 1200) return;
    const all = nodes.map((node) => ({node, ...node.position(), r: node.data('width') / 2 + 7}));
    for (let round = 0, moved = true; round < 40 && moved; ++round) {
      moved = false;
      for (let i = 0; i < all.length; ++i)
        for (let j = i + 1; j < all.length; ++j) {
          const a = all[i], b = all[j], dx = b.x - a.x || 0.01, dy = b.y - a.y, least = a.r + b.r;
          const apart = Math.hypot(dx, dy);
          if (apart >= least) continue;
          const by = (least - apart) / 2 / apart;
          a.x -= dx * by; a.y -= dy * by; b.x += dx * by; b.y += dy * by;
          moved = true;
        }
    }
    this.cy.batch(() => all.forEach(({node, x, y}) => node.position({x, y})));
  }

  // The others stay where they are.
  place(fresh) {
    const isFresh = new Set(fresh);
    for (const i of fresh) {
      const anchors = this.model.neighbours(this.model.nodes[i]).filter((n) => this.placed.has(n.i) && !isFresh.has(n.i));
      const anchor = anchors.length > 0 ? this.node(anchors[0].i).position() : {x: 0, y: 0};
      const angle = 2.399963 * fresh.indexOf(i), far = 70 + 9 * Math.sqrt(fresh.indexOf(i)) * 4;
      this.node(i).position({x: anchor.x + far * Math.cos(angle), y: anchor.y + far * Math.sin(angle)});
    }
    const fixed = this.seen().nodes().filter((n) => !isFresh.has(n.data('i')))
        .map((n) => ({nodeId: n.id(), position: {...n.position()}}));
    withFixedChance(() => this.seen().layout(this.layout({
      randomize: false, quality: 'default', numIter: 400,
      fixedNodeConstraint: fixed.length > 0 ? fixed : undefined})).run());
  }

  // What is held stands out from the rest with what it is joined to; nothing held: all alike.
  hold(element) {
    this.cy.batch(() => {
      this.cy.elements().removeClass('held near dim');
      if (!element || element.empty()) return;
      const near = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
      this.cy.elements().not(near).addClass('dim');
      near.addClass('near');
      element.addClass('held');
    });
    this.letter();
  }

  fit() {
    const seen = this.seen();
    if (seen.empty()) return;
    // Names keep their size on the screen, so the nodes alone say how much room there must be.
    const box = seen.nodes().boundingBox({includeLabels: false, includeOverlays: false});
    const margin = {x: 70, y: 44}, {cy} = this;
    const zoom = Math.min(1.6, (cy.width() - 2 * margin.x) / Math.max(1, box.w), (cy.height() - 2 * margin.y) / Math.max(1, box.h));
    cy.viewport({zoom, pan: {x: cy.width() / 2 - zoom * (box.x1 + box.x2) / 2, y: cy.height() / 2 - 10 - zoom * (box.y1 + box.y2) / 2}});
  }
  fitAgain() {
    this.touched = false;
    this.fit();
  }
  zoomBy(factor) {
    this.touched = true;
    this.cy.zoom({level: this.cy.zoom() * factor, renderedPosition: {x: this.cy.width() / 2, y: this.cy.height() / 2}});
  }
  // With what it is joined to, as near as that allows and never farther than one was.
  centreOn(element) {
    this.touched = true;
    const box = element.closedNeighborhood().not('.unseen').nodes().boundingBox({includeLabels: false, includeOverlays: false});
    const fits = Math.min(this.cy.width() * 0.7 / Math.max(1, box.w), this.cy.height() * 0.7 / Math.max(1, box.h));
    this.cy.zoom(Math.max(this.cy.zoom(), Math.min(1.3, fits)));
    this.cy.center(element);
  }
  picture() { return this.cy.png({full: false, scale: 2, bg: '#f5f7f9', output: 'blob'}); }
}

// The lines that the drawing breaks a name into, nearly.
function linesOf(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last ? last + ' ' + word : word;
  }
  return lines;
}

function shortened(text, limit) {
  const characters = [...text];
  if (characters.length <= limit) return text;
  const cut = characters.slice(0, limit).join(''), space = cut.lastIndexOf(' ');
  return (space > limit / 2 ? cut.slice(0, space) : cut.slice(0, -1)).replace(/[\s,;:–-]+$/, '') + '…';
}
