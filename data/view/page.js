'use strict';
// The panels around the drawing. Text of documents is put in as text only (textContent).

const $ = (id) => document.getElementById(id);

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const count = (n, one, many) => n.toLocaleString('en') + ' ' + (n === 1 ? one : many);
const wordsOf = (type) => type.toLowerCase().replaceAll('_', ' ');
const dayText = (day) => new Date(day * 86400000).toISOString().slice(0, 10).replace(/^\+?0*(?=\d{4})/, '');

function dotOf(label, fill) {
  const look = lookOf(label);
  const dot = make('span', {class: 'dot' + (look.shape.includes('ellipse') ? '' : ' square')});
  dot.style.background = fill || look.fill;
  dot.style.borderColor = look.line;
  return dot;
}

function dashOf(type) {
  const line = lineOf(type), dash = make('span', {class: 'dash'});
  dash.style.borderTop = `${Math.max(2, line.width + 0.6)}px ${line.style} ${line.colour}`;
  return dash;
}

class Page {
  constructor(data) {
    this.model = new Model(data);
    this.held = null;  // {kind: 'node' | 'edge', i}
    this.shownQuotes = 12;
    $('title').textContent = data.title;
    $('note').textContent = data.note;
    this.scene = new Scene(this.model, $('scene'));
    this.listen();
    this.makeTime();
    this.makeLegend();
    this.refresh();
  }

  refresh() {
    const held = this.held && this.held.kind === 'node' ? new Set([this.held.i]) : null;
    const visible = this.model.visible(held);
    this.visible = visible;
    this.scene.show(visible);
    const of = this.model.nodes.length;
    $('counts').textContent = (visible.nodes.size === of ? '' : visible.nodes.size.toLocaleString('en') + ' of ') +
        count(of, 'node', 'nodes') + ', ' + count(visible.edges.size, 'relationship', 'relationships');
    $('empty').hidden = visible.nodes.size > 0;
    $('all').hidden = this.model.scene.size === of;
    this.fillFilters();
  }

  // Filters ------------------------------------------------------------------------------------

  fillFilters() {
    this.fillFilter('labels', this.model.labels, this.model.hiddenLabels, (label) => dotOf(label), (label) => label);
    this.fillFilter('types', this.model.types, this.model.hiddenTypes, (type) => dashOf(type), wordsOf);
  }

  // What agreements' colours say, of those that are in the page.
  makeLegend() {
    const fills = new Set(this.model.nodes.filter((node) => node.label === 'Agreement').map(fillOf));
    $('statuses').hidden = fills.size < 2;
    $('statuses').replaceChildren(...STATUS_WORDS.filter(([fill]) => fills.has(fill)).map(
        ([fill, words]) => make('li', {}, dotOf('Agreement', fill), make('span', {text: words}))));
  }

  fillFilter(id, counts, hidden, sign, words) {
    const list = $(id);
    if (list.childElementCount !== counts.length) {
      list.replaceChildren(...counts.map(([name, n]) => {
        const box = make('input', {type: 'checkbox', 'data-name': name});
        box.addEventListener('change', () => {
          if (box.checked) hidden.delete(name); else hidden.add(name);
          this.refresh();
        });
        const label = make('label', {title: 'double click: only this'}, box, sign(name),
                           make('span', {class: 'filter-name', text: words(name)}),
                           make('span', {class: 'n', text: n.toLocaleString('en')}));
        label.addEventListener('dblclick', (event) => {
          event.preventDefault();
          counts.forEach(([other]) => other === name ? hidden.delete(other) : hidden.add(other));
          this.refresh();
        });
        return make('li', {}, label);
      }));
    }
    for (const box of list.querySelectorAll('input')) {
      box.checked = !hidden.has(box.dataset.name);
      box.parentElement.classList.toggle('off', !box.checked);
    }
  }

  // Time ---------------------------------------------------------------------------------------

  makeTime() {
    const extent = this.model.extent();
    if (!extent) return;
    this.extent = extent;
    const spans = this.model.nodes.concat(this.model.edges).filter((thing) => thing.span).map((thing) => thing.span);
    $('time').hidden = false;
    // A few old dates must not press the rest into a corner: steps follow the dates there are.
    const days = [...new Set(spans.flat())].sort((a, b) => a - b);
    const years = [...new Set(days.map((day) => new Date(day * 86400000).getUTCFullYear()))].sort((a, b) => a - b);
    this.steps = [];
    const fine = years.length <= 12;
    for (const year of years)
      for (let month = 0; month < (fine ? 12 : 1); ++month) {
        const first = daysOf(fine ? `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}` : String(year).padStart(4, '0'));
        if (first && first[1] >= extent[0] && first[0] <= extent[1]) this.steps.push(first);
      }
    this.fine = fine;
    for (const id of ['from', 'to']) {
      $(id).min = 0;
      $(id).max = this.steps.length - 1;
      $(id).addEventListener('input', () => this.moveTime(id));
    }
    $('whole').addEventListener('click', () => this.setTime(0, this.steps.length - 1));
    const name = (step) => dayText(this.steps[step][0]).slice(0, this.fine ? 7 : 4);
    this.stepName = name;
    $('first').textContent = name(0);
    $('last').textContent = name(this.steps.length - 1);
    this.bars = this.steps.map((step) => spans.filter((span) => span[0] <= step[1] && span[1] >= step[0] && span[1] - span[0] < 800).length);
    this.setTime(0, this.steps.length - 1);
  }

  moveTime(moved) {
    let from = Number($('from').value), to = Number($('to').value);
    if (from > to) { if (moved === 'from') to = from; else from = to; }
    this.setTime(from, to);
  }

  setTime(from, to) {
    $('from').value = from;
    $('to').value = to;
    const whole = from === 0 && to === this.steps.length - 1;
    this.model.period = whole ? null : [this.steps[from][0], this.steps[to][1]];
    $('whole').hidden = whole;
    $('period').textContent = this.stepName(from) === this.stepName(to) ? this.stepName(from) : this.stepName(from) + ' – ' + this.stepName(to);
    this.drawHistogram(from, to);
    if (this.visible) this.refresh();
  }

  drawHistogram(from, to) {
    const canvas = $('histogram'), pen = canvas.getContext('2d');
    const most = Math.max(1, ...this.bars), width = canvas.width / this.bars.length;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    this.bars.forEach((n, step) => {
      const height = n === 0 ? 0 : Math.max(3, (canvas.height - 4) * Math.sqrt(n / most));
      pen.fillStyle = step >= from && step <= to ? '#7db7da' : '#dfe5ea';
      pen.fillRect(step * width + 1, canvas.height - height, Math.max(1, width - 2), height);
    });
  }

  // Search -------------------------------------------------------------------------------------

  search() {
    const text = $('search').value, list = $('results');
    const found = this.model.search(text, 30);
    this.chosen = 0;
    this.showResults(text.trim() !== '');
    list.replaceChildren(...found.map((node, place) => make(
        'li', {role: 'option', id: 'found' + place, 'aria-selected': place === 0, class: place === 0 ? 'on' : '', onmousedown: (event) => { event.preventDefault(); this.choose(node); }},
        dotOf(node.label, fillOf(node)), make('span', {text: shortened(node.name, 70)}),
        make('small', {text: this.visible.nodes.has(node.i) ? '' : 'not shown'}))));
    if (found.length === 0) list.append(make('li', {class: 'none', text: 'Nobody and nothing of that name.'}));
    this.found = found;
    if (found.length > 0) $('search').setAttribute('aria-activedescendant', 'found0');
  }
  showResults(shown) {
    $('results').hidden = !shown;
    $('search').setAttribute('aria-expanded', shown);
    $('search').removeAttribute('aria-activedescendant');
  }
  moveChoice(by) {
    if (!this.found || this.found.length === 0) return;
    this.chosen = (this.chosen + by + this.found.length) % this.found.length;
    [...$('results').children].forEach((item, place) => {
      item.classList.toggle('on', place === this.chosen);
      item.setAttribute('aria-selected', place === this.chosen);
      if (place === this.chosen) item.scrollIntoView({block: 'nearest'});
    });
    $('search').setAttribute('aria-activedescendant', 'found' + this.chosen);
  }
  choose(node) {
    this.showResults(false);
    $('search').value = '';
    this.visit(node);
    $('details').focus({preventScroll: true});  // its buttons are one Tab away
  }
  visit(node) {
    this.holdNode(node);
    this.scene.centreOn(this.scene.node(node.i));
  }

  // What is held -------------------------------------------------------------------------------

  // A node that filters hide is brought back: what one asked for is seen.
  holdNode(node) {
    this.model.hiddenLabels.delete(node.label);
    if (!this.model.inPeriod(node) && this.steps) this.setTime(0, this.steps.length - 1);
    const alone = !this.model.scene.has(node.i);
    this.model.scene.add(node.i);
    if (alone) this.model.neighbours(node).slice(0, 12).forEach((other) => this.model.scene.add(other.i));
    this.held = {kind: 'node', i: node.i};
    this.refresh();
    this.scene.hold(this.scene.node(node.i));
    this.showNode(node);
  }
  holdEdge(edge) {
    this.held = {kind: 'edge', i: edge.i};
    this.scene.hold(this.scene.edge(edge.i));
    this.showEdge(edge);
  }
  letGo() {
    this.held = null;
    this.scene.hold(null);
    $('details').hidden = true;
    this.refresh();
    this.scene.cy.resize();
  }

  expand(node) {
    const fresh = this.model.unseenNeighbours(node);
    fresh.slice(0, 60).forEach((other) => this.model.scene.add(other.i));
    this.holdNode(node);
  }
  only(node) {
    this.model.scene = new Set([node.i, ...this.model.neighbours(node).map((other) => other.i)]);
    this.holdNode(node);
    this.scene.arrange();
  }
  take(node) {
    this.model.scene.delete(node.i);
    this.letGo();
  }

  showDetails(...children) {
    const details = $('details'), was = details.hidden;
    details.replaceChildren(make('button', {type: 'button', class: 'close', 'aria-label': 'Close', text: '×', onclick: () => this.letGo()}), ...children);
    details.hidden = false;
    details.scrollTop = 0;
    if (was) this.scene.cy.resize();
  }

  showNode(node) {
    const unseen = this.model.unseenNeighbours(node).length;
    const edges = node.edges;
    const quotes = [...new Set(edges.flatMap((edge) => edge.quotes))];
    const marks = [node.name].concat(node.properties.aliases || []);
    this.showDetails(
        make('div', {class: 'chips'}, ...node.labels.map((label) => make('span', {class: 'chip'}, dotOf(label), label))),
        make('h1', {text: node.name}),
        make('div', {class: 'actions'},
             unseen > 0 ? make('button', {type: 'button', id: 'expand', text: 'Show ' + count(unseen, 'more neighbour', 'more neighbours'), onclick: () => this.expand(node)}) : null,
             make('button', {type: 'button', text: 'Only this', title: 'This and what it is joined to', onclick: () => this.only(node)}),
             make('button', {type: 'button', text: 'Take out', onclick: () => this.take(node)})),
        this.propertyList(node.properties, ['name', 'title', 'key', 'cameo']),
        ...this.relationshipLists(node),
        ...this.sentences(quotes, marks),
        ...this.mentions(node));
  }

  showEdge(edge) {
    const from = this.model.nodes[edge.from], to = this.model.nodes[edge.to];
    const link = (node) => make('li', {}, dotOf(node.label, fillOf(node)), make('button', {type: 'button', text: node.name, onclick: () => this.visit(node)}));
    const marks = [from, to].flatMap((node) => [node.name].concat(node.properties.aliases || []));
    this.showDetails(
        make('div', {class: 'chips'}, make('span', {class: 'chip', text: 'relationship'})),
        make('h1', {text: wordsOf(edge.type)}),
        make('ul', {class: 'links'}, link(from), link(to)),
        this.propertyList(edge.properties, []),
        ...this.sentences(edge.quotes, marks));
  }

  propertyList(properties, leaveOut) {
    const list = make('dl', {});
    for (const [name, value] of Object.entries(properties)) {
      // Where a date has its bounds beside it, the date alone is for people.
      const stem = name.replace(/_(from|to|inferred)$/, '');
      if (leaveOut.includes(name) || (stem !== name && stem in properties)) continue;
      const text = Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value);
      if (text !== '') list.append(make('dt', {text: name.replaceAll('_', ' ')}), make('dd', {text}));
    }
    return list.childElementCount > 0 ? list : null;
  }

  relationshipLists(node) {
    const groups = new Map();
    for (const edge of node.edges) {
      const out = edge.from === node.i;
      const name = out ? wordsOf(edge.type) + ' →' : '← ' + wordsOf(edge.type);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push({edge, other: this.model.nodes[out ? edge.to : edge.from]});
    }
    if (groups.size === 0) return [];
    const parts = [make('h2', {text: 'Joined to'})];
    for (const [name, items] of groups) {
      parts.push(make('p', {class: 'kind', text: name}));
      const row = ({edge, other}) => make('li', {}, dotOf(other.label, fillOf(other)),
          make('button', {type: 'button', text: shortened(other.name, 80), onclick: () => this.visit(other)}),
          make('small', {text: [edge.properties.title || edge.properties.role, edge.properties.date].filter(Boolean).join(', ')}));
      const list = make('ul', {class: 'links'}, ...items.slice(0, 15).map(row));
      if (items.length > 15)
        list.append(make('li', {}, make('button', {type: 'button', text: 'and ' + (items.length - 15).toLocaleString('en') + ' more', onclick: () => list.replaceChildren(...items.map(row))})));
      parts.push(list);
    }
    return parts;
  }

  sentences(quotes, marks) {
    if (quotes.length === 0) return [];
    const heading = make('h2', {text: quotes.length === 1 ? 'The sentence behind it' : 'The sentences behind it'});
    const box = make('div', {id: 'sentences'}, ...quotes.slice(0, this.shownQuotes).map((i) => this.quote(i, marks)));
    if (quotes.length > this.shownQuotes) {
      const more = make('button', {type: 'button', text: 'Show all ' + quotes.length.toLocaleString('en')});
      more.addEventListener('click', () => box.replaceChildren(...quotes.map((i) => this.quote(i, marks))));
      box.append(more);
    }
    return [heading, box];
  }

  quote(i, marks) {
    const [document_, begin, end, text] = this.model.data.quotes[i];
    const block = make('blockquote', {});
    const sorted = [...new Set(marks)].filter((mark) => mark).sort((a, b) => b.length - a.length);
    for (let at = 0, plain = ''; ; ) {
      const mark = at < text.length && sorted.find((word) => text.startsWith(word, at));
      if (mark || at >= text.length) {
        block.append(plain);
        plain = '';
        if (at >= text.length) break;
        block.append(make('mark', {text: mark}));
        at += mark.length;
      } else {
        plain += text[at++];
      }
    }
    block.append(this.source(document_, `, characters ${begin.toLocaleString('en')} to ${end.toLocaleString('en')}`));
    return block;
  }

  source(i, place) {
    const document_ = this.model.data.documents[i];
    const title = document_.title || document_.id;
    const head = /^https?:\/\//i.test(document_.url || '') ?
        make('a', {href: document_.url, target: '_blank', rel: 'noopener noreferrer', text: title}) : make('span', {text: title});
    const rest = (document_.published ? ', ' + document_.published : '') + (document_.title ? ', ' + document_.id : '') + place;
    return make('cite', {}, head, rest);
  }

  mentions(node) {
    if (node.documents.length === 0) return [];
    const rows = node.documents.slice(0, 20).map((i) => make('blockquote', {}, this.source(i, '')));
    if (node.documents.length > 20) rows.push(make('p', {class: 'kind', text: 'and ' + (node.documents.length - 20).toLocaleString('en') + ' more'}));
    return [make('h2', {text: 'Mentioned in'}), ...rows];
  }

  // Listening ----------------------------------------------------------------------------------

  listen() {
    const cy = this.scene.cy;
    cy.on('tap', 'node', (event) => this.holdNode(this.model.nodes[event.target.data('i')]));
    cy.on('tap', 'edge', (event) => this.holdEdge(this.model.edges[event.target.data('i')]));
    cy.on('dbltap', 'node', (event) => this.expand(this.model.nodes[event.target.data('i')]));
    cy.on('tap', (event) => { if (event.target === cy) this.letGo(); });
    cy.on('mouseover', 'node, edge', () => { $('scene').style.cursor = 'pointer'; });
    cy.on('mouseout', 'node, edge', () => { $('scene').style.cursor = ''; });
    $('zoom-in').addEventListener('click', () => this.scene.zoomBy(1.4));
    $('zoom-out').addEventListener('click', () => this.scene.zoomBy(1 / 1.4));
    $('fit').addEventListener('click', () => this.scene.fitAgain());
    $('all').addEventListener('click', () => this.showAll());
    $('arrange').addEventListener('click', () => this.scene.arrange());
    $('start').addEventListener('click', () => this.startOver());
    $('picture').addEventListener('click', () => this.savePicture());
    for (const button of document.querySelectorAll('[data-all]'))
      button.addEventListener('click', () => {
        (button.dataset.all === 'labels' ? this.model.hiddenLabels : this.model.hiddenTypes).clear();
        this.refresh();
      });
    const search = $('search');
    search.addEventListener('input', () => this.search());
    search.addEventListener('focus', () => this.search());
    search.addEventListener('blur', () => this.showResults(false));
    search.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        this.moveChoice(event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.key === 'Enter' && this.found && this.found.length > 0) {
        this.choose(this.found[this.chosen]);
      } else if (event.key === 'Escape') {
        search.value = '';
        search.blur();
      }
    });
    document.addEventListener('keydown', (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === 'search') return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/') {
        event.preventDefault();
        search.focus();
      } else if (event.key === 'Escape') {
        this.letGo();
      } else if (event.key === 'e' && this.held && this.held.kind === 'node') {
        this.expand(this.model.nodes[this.held.i]);
      } else if (event.key === '+' || event.key === '-') {
        this.scene.zoomBy(event.key === '+' ? 1.4 : 1 / 1.4);
      } else if (event.key === '0') {
        this.scene.fitAgain();
      }
    });
  }

  showAll() {
    this.model.nodes.forEach((node) => this.model.scene.add(node.i));
    this.scene.touched = false;
    this.refresh();
    this.scene.arrange();
  }

  startOver() {
    this.model.restart();
    if (this.steps) this.setTime(0, this.steps.length - 1);
    this.letGo();
    this.scene.arrange();
  }

  savePicture() {
    const url = URL.createObjectURL(this.scene.picture());
    const link = make('a', {href: url, download: this.model.data.title.replace(/[^\p{L}\p{N}._-]+/gu, '_') + '.png'});
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }
}

window.page = new Page(JSON.parse($('data').textContent));
