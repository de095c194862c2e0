/// What the page does beyond showing itself.
///
/// It asks nobody for anything and keeps nothing. All texts that it shows are put in place as text,
/// never as markup.
struct Script: Sendable {
  /// The statements; none of them holds `</script`.
  var source: String

  /// Everything that the page does.
  static let page = Script(
    source: "(() => {\n'use strict';\n" + shared + readings + tips + landscapes + controls
      + "})();\n")

  /// What several of the parts use: numbers as text, the tip beside the pointer.
  private static let shared = #"""
    const root = document.documentElement;
    root.classList.add('js');
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const tip = document.getElementById('tip');
    const said = document.getElementById('said');
    const make = (name, attributes) => {
      const node = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const key in attributes) node.setAttribute(key, attributes[key]);
      return node;
    };
    const plain = (value) => {
      if (value === 0) return '0';
      const size = Math.abs(value);
      if (size >= 1e7 || size < 1e-4) return String(Number(value.toPrecision(3)).toExponential()).replace('e+', 'e');
      return String(size >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));
    };
    const time = (value) => value >= 119.5 ? Math.floor(value / 60) + ' min ' + Math.round(value % 60) + ' s'
      : value >= .9995 || value === 0 ? plain(value) + ' s'
      : value >= .0009995 ? plain(value * 1e3) + ' ms' : plain(value * 1e6) + ' µs';
    const written = (value, kind) => value === null || value === undefined ? 'diverged'
      : kind === 'percent' ? (value * 100).toFixed(1) + '%'
      : kind === 'seconds' ? time(value)
      : kind === 'count' ? Math.round(value).toLocaleString('en-US') : plain(value);
    const cache = new WeakMap();
    const dataOf = (plot) => {
      if (!cache.has(plot)) {
        const holder = plot.querySelector('script');
        cache.set(plot, holder ? JSON.parse(holder.textContent) : null);
      }
      return cache.get(plot);
    };
    const hide = () => {
      tip.style.display = 'none';
      for (const node of document.querySelectorAll('.choosing')) node.classList.remove('choosing');
      for (const node of document.querySelectorAll('.overlay')) node.remove();
      for (const node of document.querySelectorAll('g.t.now')) node.classList.remove('now');
    };
    const show = (title, rows, x, y) => {
      tip.replaceChildren();
      if (title) tip.appendChild(document.createElement('b')).textContent = title;
      for (const row of rows) {
        const line = tip.appendChild(document.createElement('div'));
        if (row.near) line.className = 'near';
        line.appendChild(document.createElement('i')).style.background = `var(--c${row.i})`;
        line.appendChild(document.createElement('span')).textContent = row.n;
        line.appendChild(document.createElement('span')).textContent = row.v;
      }
      tip.style.display = 'block';
      const box = tip.getBoundingClientRect();
      const right = x + 16 + box.width <= innerWidth - 8, left = x - 16 - box.width >= 8;
      // With room on neither side, as on a phone, above the place or else beneath it, not over it.
      const above = y - 24 - box.height;
      const top = right || left ? y - box.height / 2 : above >= 8 ? above : y + 24;
      const start = right ? x + 16 : left ? x - 16 - box.width : x - box.width / 2;
      tip.style.left = Math.max(8, Math.min(start, innerWidth - 8 - box.width)) + 'px';
      tip.style.top = Math.max(8, Math.min(top, innerHeight - 8 - box.height)) + 'px';
    };
    const bring = (place, index) => {
      place.classList.toggle('choosing', index !== null);
      if (index === null) return;
      for (const node of place.querySelectorAll('.s')) node.classList.toggle('near', Number(node.dataset.s) === index);
    };

    """#
}
