// What the threads did, as bars in rows: drawn by hand, as there may be thousands. A bar is made once; what moves each second is the layer that all are in.
window.gridWork = (() => {
  const kept = 300_000, rowHeight = 22, top = 6, foot = 44, right = 12, mostDrawn = 6_000;

  function node(name, attributes, text) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes))
      made.setAttribute(key, value);
    if (text !== undefined)
      made.textContent = text;
    return made;
  }

  function length(ms) {
    return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;
  }

  // The bar that was last gone to: the same one, or, where it was under way and has ended since, the one of its thread that tells of that time.
  function focused(state) {
    const was = state.focus;
    return was && (state.shown.find(s => s.bar[0] === was[0] && s.bar[3] === was[3])
      ?? state.shown.filter(s => s.bar[1] === was[1] && s.bar[3] <= was[3] + 1 && s.bar[3] + s.bar[4] >= was[3]).at(-1));
  }

  // What stays as it is until the window, the span or the rows are others.
  function lay(state, width, left, scale, from) {
    const { told } = state, bottom = top + told.rows.length * rowHeight;
    Object.assign(state, { origin: from, nodes: new Map(), layer: node('g', {}), ticks: node('g', {}) });
    const clip = node('clipPath', { id: 'g-stream-clip' }), within = node('g', { 'clip-path': 'url(#g-stream-clip)' }), parts = [clip];
    clip.append(node('rect', { x: left, y: top, width: Math.max(0, width - left - right), height: bottom - top }));
    within.append(state.layer);
    told.rows.forEach((row, i) => {
      const y = top + i * rowHeight;
      parts.push(node('text', { class: 'g-row', x: left - 6, y: y + rowHeight / 2 + 4, 'text-anchor': 'end' }, row.label));
      parts.push(node('rect', { class: 'g-idle', x: left, y: y + 2, width: Math.max(0, width - left - right), height: rowHeight - 4 }));
    });
    parts.push(within, state.ticks, node('text', { x: (left + width - right) / 2, y: bottom + 36, 'text-anchor': 'middle' }, 'time, UTC'));
    state.svg.setAttribute('width', width);
    state.svg.setAttribute('height', bottom + foot);
    state.svg.replaceChildren(...parts);
  }

  function drawBar(state, { bar, y }, scale) {
    let drawn = state.nodes.get(bar[0]);
    if (drawn && drawn.gridBar === bar)
      return;
    const kind = state.told.kinds[bar[2]], words = `${kind.name}, ${length(bar[4])}`;
    if (!drawn) {
      drawn = node('rect', { class: 'g-work', 'data-id': bar[0], y: y + 2, height: rowHeight - 4 });
      drawn.append(node('title', {}, words));
      state.nodes.set(bar[0], drawn);
      state.layer.append(drawn);
    }
    drawn.gridBar = bar;
    drawn.firstChild.textContent = words;
    for (const [key, value] of [['data-kind', kind.name], ['fill', kind.colour], ['x', (bar[3] - state.origin) * scale], ['width', Math.max(2, bar[4] * scale)]])
      drawn.setAttribute(key, value);
  }

  function drawTicks(state, width, left, from) {
    const { told } = state, bottom = top + told.rows.length * rowHeight, count = width < 600 ? 2 : 6, parts = [];
    for (let i = 0; i <= count; i++) {
      const x = left + (width - left - right) * i / count, at = new Date(from + told.seconds * 1000 * i / count);
      parts.push(node('line', { class: 'g-tick', x1: x, x2: x, y1: bottom, y2: bottom + 4 }));
      parts.push(node('text', { x, y: bottom + 17, 'text-anchor': i === 0 ? 'start' : i === count ? 'end' : 'middle' }, at.toISOString().slice(11, 19)));
    }
    state.ticks.replaceChildren(...parts);
  }

  function draw(state) {
    const { told, element } = state;
    const width = element.clientWidth, left = 14 + 6.6 * Math.max(...told.rows.map(row => row.label.length), 4);
    const from = told.now - told.seconds * 1000, scale = (width - left - right) / (told.seconds * 1000);
    const shape = JSON.stringify([width, told.seconds, told.rows]);
    if (shape !== state.shape)
      lay(state, width, left, scale, from);
    state.shape = shape;
    const places = new Map(told.rows.map((row, i) => [row.key, top + i * rowHeight]));
    state.shown = [...state.bars, ...told.running].filter(bar => bar[3] + bar[4] >= from && bar[3] <= told.now && places.has(bar[1])).slice(-mostDrawn)
      .map(bar => {
        const x = left + Math.max(0, bar[3] - from) * scale;
        return { bar, y: places.get(bar[1]), x, width: Math.max(2, Math.min(width - right, left + (bar[3] + bar[4] - from) * scale) - x) };
      });
    const ids = new Set(state.shown.map(s => s.bar[0]));
    for (const [id, drawn] of state.nodes) {
      if (!ids.has(id)) {
        drawn.remove();
        state.nodes.delete(id);
      }
    }
    for (const shown of state.shown)
      drawBar(state, shown, scale);
    state.layer.setAttribute('transform', `translate(${left - (from - state.origin) * scale} 0)`);
    drawTicks(state, width, left, from);
    const focus = state.nodes.get(focused(state)?.bar[0]);
    for (const drawn of state.layer.querySelectorAll('.g-focus'))
      drawn.classList.toggle('g-focus', drawn === focus);
    focus?.classList.add('g-focus');
  }

  function pick(state, bar) {
    focus(state, bar);
    state.hears.invokeMethodAsync('PickAsync', bar[0], bar[1], bar[3]);
  }

  function focus(state, bar) {
    state.focus = bar;
    state.said.textContent = `${state.told.kinds[bar[2]].name} on ${state.told.rows.find(row => row.key === bar[1]).label}, ${length(bar[4])}`;
    draw(state);
  }

  // The bar under the pointer, or the one next to it: a bar may be two pixels wide, and all are drawn anew between press and release.
  function clicked(state, event) {
    const hit = state.shown.find(s => s.bar[0] === Number(event.target.dataset?.id));
    if (hit) {
      pick(state, hit.bar);
      return;
    }
    const box = state.svg.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    const near = state.shown.filter(s => y >= s.y && y < s.y + rowHeight).map(s => ({ s, off: Math.max(0, s.x - x, x - s.x - s.width) }))
      .filter(n => n.off <= 4).sort((a, b) => a.off - b.off || a.s.width - b.s.width)[0];
    if (near)
      pick(state, near.s.bar);
  }

  function pressed(state, event) {
    const now = focused(state), was = state.focus;
    const rows = [...new Set(state.shown.map(s => s.y))].sort((a, b) => a - b);
    const inRow = y => state.shown.filter(s => s.y === y).sort((a, b) => a.x - b.x);
    let next;
    if (event.key === 'Enter' || event.key === ' ') {
      if (!now)
        return;
      event.preventDefault();
      pick(state, now.bar);
      return;
    }
    if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key) || state.shown.length === 0)
      return;
    event.preventDefault();
    if (!now) {
      // One that has left the picture leaves its place: the next in its row, or else the last of the first row.
      next = was && state.shown.filter(s => s.bar[1] === was[1]).sort((a, b) => Math.abs(a.bar[3] - was[3]) - Math.abs(b.bar[3] - was[3]))[0] || inRow(rows[0]).at(-1);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const y = rows[rows.indexOf(now.y) + (event.key === 'ArrowUp' ? -1 : 1)] ?? now.y;
      next = inRow(y).sort((a, b) => Math.abs(a.x - now.x) - Math.abs(b.x - now.x))[0];
    } else {
      const row = inRow(now.y), at = row.findIndex(s => s.bar[0] === now.bar[0]);
      next = event.key === 'Home' ? row[0] : event.key === 'End' ? row.at(-1) : row[at + (event.key === 'ArrowLeft' ? -1 : 1)];
    }
    if (next)
      focus(state, next.bar);
  }

  function start(element, hears) {
    const state = { element, hears, bars: [], shown: [], focus: null, svg: node('svg', {}), said: document.createElement('p') };
    state.said.className = 'g-note';
    state.said.setAttribute('aria-live', 'polite');
    element.replaceChildren(state.svg, state.said);
    element.addEventListener('click', event => clicked(state, event));
    element.addEventListener('keydown', event => pressed(state, event));
    state.resize = new ResizeObserver(() => state.told && draw(state));
    state.resize.observe(element);
    return state;
  }

  return {
    show(element, json, hears) {
      const state = element.gridWork ??= start(element, hears);
      state.told = JSON.parse(json);
      state.bars = [...state.bars, ...state.told.add].filter(bar => bar[3] + bar[4] >= state.told.now - kept);
      draw(state);
    },
    // Told at once, not with the next look: a picture that is held is drawn anew for another span alone.
    set(element, seconds, isHeld) {
      const state = element.gridWork;
      element.toggleAttribute('data-held', isHeld);
      if (state?.told && state.told.seconds !== seconds) {
        state.told.seconds = seconds;
        draw(state);
      }
    },
    end(element) {
      element?.gridWork?.resize.disconnect();
    },
  };
})();
