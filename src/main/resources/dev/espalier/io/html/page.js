'use strict';
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  // Sorting: a button in each heading. Rows without a value stay last in either direction.
  const keyOf = (row, index) => {
    const cell = row.cells[index];
    const value = (cell.dataset.value ?? cell.textContent).trim();
    const number = value === '' ? NaN : Number(value.split(' ')[0]);
    return { isEmpty: value === '' || value === '-', number, value };
  };
  const compare = (a, b) => {
    if (!Number.isNaN(a.number) && !Number.isNaN(b.number)) return a.number - b.number;
    return a.value.localeCompare(b.value, 'en', { numeric: true });
  };
  const sort = (table, heading, index) => {
    const isUp = heading.getAttribute('aria-sort') !== 'ascending';
    all('thead th', table).forEach((th) => th.removeAttribute('aria-sort'));
    heading.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
    const body = table.tBodies[0];
    const rows = Array.from(body.rows).map((row, place) => ({ row, place, key: keyOf(row, index) }));
    rows.sort((a, b) => {
      if (a.key.isEmpty !== b.key.isEmpty) return a.key.isEmpty ? 1 : -1;
      return (isUp ? 1 : -1) * compare(a.key, b.key) || a.place - b.place;
    });
    body.append(...rows.map((each) => each.row));
  };
  all('table.sortable').forEach((table) => {
    all('thead th', table).forEach((heading, index) => {
      if (heading.textContent.trim() === '') return;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...heading.childNodes);
      button.addEventListener('click', () => sort(table, heading, index));
      heading.append(button);
    });
  });

  // Links into what is folded, and paper, unfold it.
  const unfold = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const folded = target && target.closest('details');
    if (folded) folded.open = true;
  };
  addEventListener('hashchange', unfold);
  unfold();
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = all('details:not([open]):not(.data)');
    opened.forEach((each) => { each.open = true; });
  });
  addEventListener('afterprint', () => opened.forEach((each) => { each.open = false; }));

  // Hovering: what a drawing says in its titles, at once, and all that belongs to a lane.
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  document.body.append(tip);
  const titles = new Map();
  all('.drawing svg g > title').forEach((title) => {
    titles.set(title.parentNode, title.textContent);
    title.parentNode.setAttribute('aria-label', title.textContent);
    title.remove();
  });
  const lit = (lane) => {
    all('.lit').forEach((each) => each.classList.remove('lit'));
    if (lane !== undefined) {
      all(`[data-lane="${lane}"]`).forEach((each) => each.classList.add('lit'));
    }
  };
  document.addEventListener('pointerover', (event) => {
    const owner = event.target.closest('[data-lane]');
    lit(owner ? owner.dataset.lane : undefined);
    let named = event.target.closest('g');
    while (named && !titles.has(named)) named = named.parentNode.closest('g');
    tip.hidden = !named;
    if (named) tip.textContent = titles.get(named);
  });
  document.addEventListener('pointermove', (event) => {
    if (tip.hidden) return;
    const room = innerWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, room))}px`;
    tip.style.top = `${event.clientY + 18 + tip.offsetHeight > innerHeight
      ? event.clientY - tip.offsetHeight - 10 : event.clientY + 18}px`;
  });

  // The data: all values, made when they are first unfolded, and a file.
  const data = document.getElementById('data');
  if (!data) return;
  const values = (value, path, rows) => {
    if (value !== null && typeof value === 'object') {
      Object.entries(value).forEach(([key, each]) => values(each, `${path}/${key}`, rows));
    } else {
      rows.push([path, String(value)]);
    }
    return rows;
  };
  const list = document.querySelector('details.data');
  list.addEventListener('toggle', () => {
    const body = list.querySelector('tbody');
    if (!list.open || body.rows.length > 0) return;
    values(JSON.parse(data.textContent), '', []).forEach((cells) => {
      const row = body.insertRow();
      cells.forEach((text) => { row.insertCell().textContent = text; });
    });
  });
  document.querySelector('#download').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([data.textContent], { type: 'application/json' }));
    link.download = 'espalier.json';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  document.querySelector('.tools').hidden = false;
})();
