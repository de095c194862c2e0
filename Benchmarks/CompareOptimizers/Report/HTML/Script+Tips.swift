extension Script {
  /// The texts of shapes, and the keys that lead from one to the next.
  static let tips = #"""
    const textOf = (shape) => {
      // A title would be shown a second time, by the browser itself.
      const title = shape.querySelector(':scope > title');
      if (title) { shape.dataset.tip = title.textContent; title.remove(); }
      return shape.dataset.tip || '';
    };
    document.addEventListener('pointermove', (event) => {
      const plot = event.target.closest && event.target.closest('.plot');
      if (!plot) { if (event.pointerType === 'mouse') hide(); return; }
      const shape = event.target.closest('g.t');
      if (shape) { hide(); show('', [], 0, 0); tip.textContent = textOf(shape); show.at = 0; move(event); return; }
      if (plot.classList.contains('map') ? !pointMap(plot, event) : !point(plot, event)) hide();
    });
    const move = (event) => {
      const box = tip.getBoundingClientRect();
      tip.style.left = Math.max(8, Math.min(event.clientX + 16, innerWidth - 8 - box.width)) + 'px';
      tip.style.top = Math.max(8, Math.min(event.clientY + 18, innerHeight - 8 - box.height)) + 'px';
    };
    document.addEventListener('pointerdown', (event) => {
      const plot = event.target.closest && event.target.closest('.plot');
      if (!plot) { hide(); return; }
      const shape = event.target.closest('g.t');
      if (shape) { hide(); show('', [], 0, 0); tip.textContent = textOf(shape); move(event); }
      else if (plot.classList.contains('map')) pointMap(plot, event);
      else point(plot, event);
    });
    document.addEventListener('pointerleave', hide);
    addEventListener('scroll', hide, { passive: true });
    for (const plot of document.querySelectorAll('.plot:not(.map)')) {
      plot.tabIndex = 0;
      plot.setAttribute('role', 'group');
      plot.setAttribute('aria-label', plot.dataset.title + '. Arrow keys tell the values.');
    }
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') { hide(); return; }
      const plot = event.target;
      if (!plot.classList || !plot.classList.contains('plot')) return;
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -1e9, End: 1e9 };
      if (!(event.key in steps)) return;
      event.preventDefault();
      const data = dataOf(plot);
      const shapes = data && data.s ? [] : [...plot.querySelectorAll('g.t')];
      const count = shapes.length || placesOf(data).length;
      plot.index = plot.index === undefined ? (steps[event.key] > 0 && event.key !== 'End' ? 0 : count - 1)
        : Math.max(0, Math.min(count - 1, plot.index + steps[event.key]));
      if (!shapes.length) { read(plot, data, placesOf(data)[plot.index], null, null, true); return; }
      hide();
      const shape = shapes[plot.index];
      const box = shape.getBoundingClientRect();
      show('', [], 0, 0);
      said.textContent = tip.textContent = textOf(shape);
      move({ clientX: box.left, clientY: box.bottom - 14 });
    });
    const choose = (event) => {
      const key = event.target.closest && event.target.closest('.legend li, .ways tbody tr');
      const group = key && key.closest('.group');
      for (const node of document.querySelectorAll('.figures.choosing, .landscape.choosing')) node.classList.remove('choosing');
      if (key) bring(key.closest('.landscape') || group.querySelector('.figures'), Number(key.dataset.s));
    };
    document.addEventListener('pointerover', choose);

    """#
}
