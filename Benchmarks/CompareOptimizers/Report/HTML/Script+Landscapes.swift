extension Script {
  /// Ways that grow update by update.
  static let landscapes = #"""
    const mapOf = (landscape) => {
      if (cache.has(landscape)) return cache.get(landscape);
      const data = dataOf(landscape.querySelector('.plot'));
      const ways = data.h.map((way) => {
        const own = `.s[data-s="${way.i}"]`, group = landscape.querySelector(own);
        const row = landscape.querySelector(`.ways tr[data-s="${way.i}"] .height`);
        if (!group) return { way, points: [], row };
        const lines = [...group.querySelectorAll('.way')];
        let x = 0, y = 0;
        const numbers = lines[0].getAttribute('d').match(/-?(?:\d+\.?\d*|\.\d+)/g).map(Number);
        const points = [];
        for (let index = 0; index < numbers.length; index += 2) {
          x += numbers[index]; y += numbers[index + 1];
          points.push([Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
        }
        return { way, points, lines, row, head: landscape.querySelector(own + ' .head'), gone: landscape.querySelector(own + ' .gone') };
      });
      const map = { steps: data.k, ways, slider: landscape.querySelector('input'), now: landscape.querySelector('.now b') };
      cache.set(landscape, map);
      return map;
    };
    const draw = (landscape, index) => {
      const map = mapOf(landscape);
      map.slider.value = index;
      const step = map.steps[index] || 0;
      map.now.textContent = step.toLocaleString('en-US');
      map.slider.setAttribute('aria-valuetext', 'step ' + step);
      for (const { way, points, lines, row, head, gone } of map.ways) {
        const count = Math.min(index + 1, points.length);
        const over = way.d && index >= points.length - 1;
        if (count) {
          const text = 'M' + points.slice(0, count).map((point) => point.join(' ')).join('L');
          for (const line of lines) line.setAttribute('d', text);
          head.setAttribute('transform', `translate(${points[count - 1].join(' ')})`);
        }
        if (gone) { gone.style.display = over ? '' : 'none'; }
        if (row) row.textContent = over ? 'diverged' : written(way.v[Math.min(index, way.v.length - 1)], 'number');
      }
    };
    const stop = (landscape) => {
      landscape.classList.remove('playing');
      cancelAnimationFrame(landscape.frame);
      clearTimeout(landscape.wait);
      const button = landscape.querySelector('.play');
      button.setAttribute('aria-label', button.getAttribute('aria-label').replace('Pause', 'Play'));
    };
    const play = (landscape) => {
      const map = mapOf(landscape);
      const last = map.steps.length - 1;
      const from = Number(map.slider.value) >= last ? 0 : Number(map.slider.value);
      landscape.classList.add('playing');
      const button = landscape.querySelector('.play');
      button.setAttribute('aria-label', button.getAttribute('aria-label').replace('Play', 'Pause'));
      if (calm.matches) {
        // A few still pictures instead of a film.
        let index = from;
        const next = () => {
          draw(landscape, Math.round(index));
          if (index >= last) { stop(landscape); return; }
          index = Math.min(last, index + Math.max(1, last / 8));
          landscape.wait = setTimeout(next, 900);
        };
        next();
        return;
      }
      const duration = Math.min(9000, Math.max(2500, last * 90)), begin = performance.now();
      const frame = (now) => {
        // Early updates matter most; they get more of the time.
        const share = Math.min(1, (now - begin) / duration);
        const index = Math.min(last, Math.round(from + (last - from) * Math.pow(share, 1.6)));
        draw(landscape, index);
        if (share < 1) landscape.frame = requestAnimationFrame(frame); else stop(landscape);
      };
      landscape.frame = requestAnimationFrame(frame);
    };
    document.addEventListener('input', (event) => {
      const landscape = event.target.closest('.landscape');
      if (!landscape) return;
      stop(landscape);
      draw(landscape, Number(event.target.value));
    });
    const pointMap = (plot, event) => {
      const landscape = plot.closest('.landscape'), map = mapOf(landscape);
      const svg = plot.querySelector('svg'), box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      const shown = Number(map.slider.value);
      let best = null, least = 14;
      for (const way of map.ways) {
        way.points.slice(0, shown + 1).forEach((point, index) => {
          const distance = Math.hypot(point[0] - x, point[1] - y);
          if (distance < least) { least = distance; best = { way, index }; }
        });
      }
      hide();
      if (!best) return true;
      const { way, points } = best.way, at = points[best.index];
      bring(landscape, way.i);
      const overlay = make('g', { class: 'overlay' });
      overlay.appendChild(make('circle', { class: `spot f${way.i}`, cx: at[0], cy: at[1], r: 4.5 }));
      svg.appendChild(overlay);
      show('step ' + map.steps[best.index].toLocaleString('en-US'),
        [{ i: way.i, n: way.n, v: 'height ' + written(way.v[best.index], 'number') }], event.clientX, event.clientY);
      return true;
    };

    """#

  /// Buttons, and sections that open when they are led to.
  static let controls = #"""
    document.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (!button) return;
      if (button.id === 'theme') {
        const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
        root.dataset.theme = dark ? 'light' : 'dark';
      } else if (button.classList.contains('play')) {
        const landscape = button.closest('.landscape');
        if (landscape.classList.contains('playing')) stop(landscape); else play(landscape);
      } else if (button.classList.contains('all')) {
        const all = [...document.querySelectorAll('details.problem')];
        const open = all.some((node) => !node.open);
        for (const node of all) node.open = open;
        button.textContent = open ? 'Close all' : 'Open all';
      } else if (button.classList.contains('copy')) {
        const code = button.parentNode.querySelector('code');
        const tell = (label, aloud) => {
          button.textContent = label;
          said.textContent = aloud;
          clearTimeout(button.wait);
          button.wait = setTimeout(() => { button.textContent = 'Copy'; }, 1600);
        };
        const done = () => tell('Copied', 'The command is copied.');
        const select = () => {
          getSelection().selectAllChildren(code);
          let works = false;
          try { works = document.execCommand('copy'); } catch { }
          if (works) done(); else tell('Press Ctrl+C', 'The command is selected. Press Ctrl+C to copy it.');
        };
        if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(done, select); else select();
      }
    });
    const reveal = () => {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const details = target && target.closest('details.problem');
      if (details && !details.open) { details.open = true; target.scrollIntoView(); }
    };
    addEventListener('hashchange', reveal);
    document.addEventListener('click', (event) => { if (event.target.closest('.outcomes a')) setTimeout(reveal); });
    reveal();
    const all = document.querySelector('button.all');
    if (all && !document.querySelector('details.problem:not([open])')) all.textContent = 'Close all';
    let closed = [];
    addEventListener('beforeprint', () => {
      closed = [...document.querySelectorAll('details:not([open])')];
      for (const node of closed) node.open = true;
    });
    addEventListener('afterprint', () => { for (const node of closed) node.open = false; });

    """#
}
