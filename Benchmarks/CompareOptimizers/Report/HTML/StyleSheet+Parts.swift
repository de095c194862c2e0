extension StyleSheet {
  /// The look of tables, figures and what the script adds to them.
  static let parts = StyleSheet(
    css: """
      /* A shadow at an edge beyond which there is more: at the very end a cover moves over it. */
      .scroll { overflow-x: auto;
        background: linear-gradient(to right, var(--card) 14px, transparent) 0 0 / 28px 100%
          no-repeat local,
          linear-gradient(to left, var(--card) 14px, transparent) 100% 0 / 28px 100% no-repeat local,
          linear-gradient(to right, var(--edge), transparent) 0 0 / 12px 100% no-repeat scroll,
          linear-gradient(to left, var(--edge), transparent) 100% 0 / 12px 100% no-repeat scroll; }
      table { border-collapse: collapse; width: 100%; font-size: .93rem; }
      caption { text-align: left; font-weight: 650; padding: 10px 0 8px; }
      th { text-align: left; font-weight: 600; }
      thead th { color: var(--soft); font-size: .82rem; line-height: 1.3; vertical-align: bottom;
        padding: 0 8px 8px; border-bottom: 1px solid var(--rule); }
      tbody th, td { padding: 9px 8px; border-bottom: 1px solid var(--rule);
        vertical-align: top; }
      tbody tr:last-child th, tbody tr:last-child td { border-bottom: 0; }
      .numbers thead th:not(:first-child), .numbers td { text-align: right; }
      /* Tables beneath each other have the same columns, where there is room. */
      @media print, screen and (min-width: 1000px) {
        .pairings { table-layout: fixed; } .pairings th:first-child { width: 18%; }
        .pairings th:nth-child(2) { width: 15%; } .pairings th:nth-child(3) { width: 21%; }
        .pairings th:nth-child(4) { width: 16%; }
      }
      @media screen and (min-width: 720px) and (max-width: 999px) {
        .pairings td { white-space: nowrap; } .pairings :is(th, td) { padding-inline: 5px; }
      }
      td small { display: block; color: var(--soft); font-size: .8rem; font-weight: 400;
        white-space: nowrap; }
      td small.listed { white-space: normal; }
      tbody th { white-space: nowrap; }
      td b { font-weight: 700; }
      .won { background: var(--win-soft); } .won th { box-shadow: inset 3px 0 0 var(--win); }
      .swatch { width: 34px; height: 14px; vertical-align: -2px; margin-right: 8px; flex: none; }
      .badge { display: inline-block; margin-left: 9px; padding: 1px 8px; border-radius: 99px;
        font-size: .74rem; font-weight: 650; color: var(--card); background: var(--win);
        vertical-align: 1px; }
      .many th:first-child { position: sticky; left: 0; background: var(--card); }
      .many .won th { background: var(--win-soft); }
      .scores { max-width: 640px; }
      .rules td { font-size: .9rem; } .line-of-text { display: block; }
      code, .rule { font: .86rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono",
        monospace; }
      .rule { white-space: pre; }
      details.more { margin: 14px 0 0; } details.more summary { cursor: pointer;
        color: var(--link); font-size: .93rem; width: fit-content; }
      .facts { display: grid; grid-template-columns: 8.5em 1fr; gap: 4px 16px; margin: 10px 0 0;
        font-size: .93rem; max-width: 60em; }
      .facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
      .command { display: flex; gap: 10px; align-items: flex-start; margin-bottom: 20px; }
      pre { background: var(--page); border: 1px solid var(--rule); border-radius: 8px; margin: 0;
        padding: 10px 14px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere;
        flex: 1; min-width: 0; }
      .word { display: inline-block; max-width: 100%; }

      .legend { display: flex; flex-wrap: wrap; gap: 2px 20px; font-size: .9rem; padding: 6px 0;
        background: var(--page); }
      .legend.sticky { position: sticky; top: 0; z-index: 3; }
      .legend li { display: flex; align-items: center; padding: 1px 0; }
      .figures { display: grid; gap: 20px; margin-top: 8px;
        grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .figures.three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
      /* Captions of a row are equally high, so that its charts begin together. */
      .figures > figure { margin: 0; min-width: 0; display: grid; gap: 12px; grid-row: span 2;
        grid-template-rows: subgrid; align-items: start; }
      .figures.three > figure { padding-inline: 16px; }
      .figures > .wide { grid-column: 1 / -1; gap: 16px 28px; grid-template-rows: auto 1fr;
        grid-template-columns: minmax(0, 1fr) minmax(0, 520px); }
      .wide > .plot, .wide .stage { grid-column: 2; grid-row: 1 / span 2; }
      .wide > .landscape { display: contents; }
      .figures > .full { grid-column: 1 / -1; grid-row: auto; display: block; }
      .full figcaption { margin-bottom: 14px; }
      figcaption p { color: var(--soft); font-size: .9rem; line-height: 1.5; max-width: 62em; }
      .plot { position: relative; container-type: inline-size; width: 100%; max-width: 640px;
        margin-inline: auto; touch-action: pan-y; }
      .chart { display: block; width: 100%; height: auto; overflow: visible; }
      @container (min-width: 390px) { .chart text { font-size: 12px; } }
      @container (min-width: 430px) { .chart text { font-size: 11px; } }
      @container (min-width: 470px) { .chart text { font-size: 10px; } }
      @container (min-width: 560px) { .chart text { font-size: 8.5px; } }
      @container (min-width: 330px) { .chart.panel text { font-size: 11.5px; } }
      @container (min-width: 380px) { .chart.panel text { font-size: 9.5px; } }
      @container (min-width: 470px) { .chart.panel text { font-size: 7.5px; } }
      .panels { display: grid; gap: 18px 20px;
        grid-template-columns: repeat(4, minmax(0, 1fr)); }
      .panels.of-1 { grid-template-columns: minmax(0, 560px); }
      .panels.of-2 { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .panels.of-3 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
      .s { transition: opacity .12s; }
      .choosing .s:not(.near) { opacity: .2; }
      .cursor { stroke: var(--tick); stroke-dasharray: 3 3; vector-effect: non-scaling-stroke; }
      .spot { stroke: var(--card); stroke-width: 1.2; }
      .t { cursor: default; }
      .tip { position: fixed; z-index: 8; display: none; pointer-events: none; max-width: 340px;
        background: var(--card); color: var(--ink); border: 1px solid var(--edge);
        border-radius: 8px; padding: 7px 11px; font-size: .82rem; line-height: 1.45;
        box-shadow: 0 4px 18px var(--shade); }
      .tip b { display: block; margin-bottom: 2px; }
      .tip div { display: grid; grid-template-columns: 12px auto 1fr; gap: 0 7px;
        white-space: nowrap; align-items: center; }
      .tip div i { width: 10px; height: 10px; border-radius: 3px; }
      .tip div.near { font-weight: 700; }
      .tip div span:last-child { text-align: right; }

      .controls { display: flex; align-items: center; gap: 12px; margin: 6px 0 4px; }
      .controls input { flex: 1; min-width: 0; accent-color: var(--link); height: 24px; }
      .controls .now { font-size: .86rem; min-width: 8.2em; color: var(--soft); }
      .controls .now b { color: var(--ink); }
      .play { width: 38px; height: 32px; padding: 0; display: inline-grid; place-items: center; }
      .icon { border: solid transparent; border-width: 6px 0 6px 10px;
        border-left-color: var(--ink); margin-left: 2px; }
      .playing .icon { border: solid var(--ink); border-width: 0 3px; width: 10px; height: 12px;
        margin: 0; }
      .ways { font-size: .84rem; margin-top: 4px; }
      .ways th, .ways td { padding: 3px 6px; } .ways thead th { padding-bottom: 4px; }
      .ways td, .ways thead th:not(:first-child) { text-align: right; }
      .ways tbody th { white-space: normal; font-weight: 500; }

      """)
}
