extension Script {
  /// The values of curves, at the place that is pointed at or reached with the arrow keys.
  static let readings = #"""
    const place = (axis, value) => {
      const [low, high, start, end] = axis.d;
      const share = axis.g ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
      return start + share * (end - start);
    };
    const placesOf = (data) => {
      if (!data.places) {
        const all = data.x.length ? data.x : [].concat(...data.s.map((series) => series.x));
        data.places = [...new Set(all)].sort((a, b) => a - b);
      }
      return data.places;
    };
    const nearest = (list, distance) => {
      let best = -1, least = Infinity;
      list.forEach((item, index) => {
        const size = distance(item);
        if (size < least) { least = size; best = index; }
      });
      return best;
    };
    const read = (plot, data, x, pointer, at, aloud) => {
      const svg = plot.querySelector('svg');
      const [left, top, right, bottom] = data.f;
      const here = place(data.a, x);
      const rows = [];
      for (const series of data.s) {
        const xs = series.x.length ? series.x : data.x;
        let index;
        if (data.t) {
          index = -1;
          xs.forEach((value, number) => { if (value <= x * (1 + 1e-9)) index = number; });
        } else {
          index = nearest(xs, (value) => Math.abs(place(data.a, value) - here));
          if (index >= 0 && Math.abs(place(data.a, xs[index]) - here) > (right - left) / 12) index = -1;
        }
        if (index < 0) continue;
        const value = series.y[index];
        let text = value === null && series.w ? series.w : written(value, data.b.k) + (value === null ? '' : data.b.q);
        if (series.l.length && value !== null) text += `  (${written(series.l[index], data.b.k)} – ${series.u[index] === null ? '∞' : written(series.u[index], data.b.k)})`;
        const height = value === null ? null : Math.min(Math.max(place(data.b, value) || bottom, top), bottom);
        rows.push({ i: series.i, n: series.n, v: text, y: height });
      }
      const chosen = pointer === null ? -1 : nearest(rows, (row) => row.y === null ? Infinity : Math.abs(row.y - pointer));
      const isNear = chosen >= 0 && Math.abs(rows[chosen].y - pointer) < 22;
      hide();
      if (isNear) rows[chosen].near = true;
      bring(plot, isNear && rows.length > 1 ? rows[chosen].i : null);
      const overlay = make('g', { class: 'overlay' });
      overlay.appendChild(make('line', { class: 'cursor', x1: here, x2: here, y1: top, y2: bottom }));
      for (const row of rows) if (row.y !== null) overlay.appendChild(make('circle', { class: `spot f${row.i}`, cx: here, cy: row.y, r: 3.6 }));
      svg.appendChild(overlay);
      const title = data.a.p + written(x, data.a.k) + data.a.q;
      const box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      // From the highest curve to the lowest, as they are drawn.
      show(title, rows.slice().sort((a, b) => (a.y === null ? 1e9 : a.y) - (b.y === null ? 1e9 : b.y)),
        at ? at.x : box.left + here * scale, at ? at.y : box.top + (top + bottom) / 2 * scale);
      if (aloud) said.textContent = title + ': ' + rows.map((row) => row.n + ' ' + row.v).join('; ');
    };
    const point = (plot, event) => {
      const data = dataOf(plot);
      if (!data || !data.s) return false;
      const svg = plot.querySelector('svg');
      const box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      const [left, top, right, bottom] = data.f;
      if (x < left - 6 || x > right + 6 || y < top || y > bottom + 6) return false;
      const places = placesOf(data);
      if (!places.length) return false;
      plot.index = nearest(places, (value) => Math.abs(place(data.a, value) - x));
      read(plot, data, places[plot.index], y, { x: event.clientX, y: event.clientY }, false);
      return true;
    };

    """#
}
