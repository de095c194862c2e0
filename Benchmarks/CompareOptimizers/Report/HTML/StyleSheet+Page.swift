extension StyleSheet {
  /// The look of the page around the charts.
  static let page = StyleSheet(
    css: """
      * { box-sizing: border-box; }
      html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
      body { margin: 0; background: var(--page); color: var(--ink);
        font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
        "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
      main { max-width: 1180px; margin: 0 auto; padding: 40px 24px 64px; }
      h1 { font-size: clamp(1.5rem, 1.1rem + 1.7vw, 2.3rem); line-height: 1.22; margin: 6px 0 0;
        letter-spacing: -.015em; text-wrap: balance; max-width: 30em; }
      h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 4px; letter-spacing: -.005em; }
      h3 { font-size: .8rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft);
        margin: 24px 0 8px; }
      p { margin: 0; }
      .eyebrow { color: var(--soft); font-size: .92rem; }
      .lead { color: var(--soft); max-width: 46em; margin-bottom: 16px; font-size: .95rem; }
      section, figure { background: var(--card); border: 1px solid var(--rule); border-radius: 12px;
        padding: 22px 24px; margin: 24px 0 0; }
      .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
        gap: 12px 24px; margin: 26px 0 0; padding: 0; }
      .tiles div { border-left: 3px solid var(--win); padding: 0 0 0 14px; }
      .tiles dt { color: var(--soft); font-size: .88rem; }
      .tiles dd { margin: 0; }
      .tiles .value { font-size: 1.75rem; font-weight: 650; line-height: 1.25;
        letter-spacing: -.02em; }
      .tiles .remark { display: block; color: var(--soft); font-size: .88rem; line-height: 1.35; }
      .note { background: var(--warn-soft); color: var(--warn); border-radius: 8px;
        padding: 10px 14px; margin: 12px 0 0; font-size: .92rem; list-style: none; }
      .notes { margin: 24px 0 0; padding: 0; }

      table { border-collapse: collapse; width: 100%; font-size: .95rem; }
      th { text-align: left; font-weight: 600; }
      thead th { color: var(--soft); font-size: .82rem; line-height: 1.3; vertical-align: bottom;
        padding: 0 10px 8px; border-bottom: 1px solid var(--rule); }
      tbody th, td { padding: 11px 10px; border-bottom: 1px solid var(--rule);
        vertical-align: top; }
      tbody tr:last-child th, tbody tr:last-child td { border-bottom: 0; }
      .numbers thead th:not(:first-child), .numbers td { text-align: right; }
      td small { display: block; color: var(--soft); font-size: .82rem; font-weight: 400;
        white-space: nowrap; }
      tbody th { white-space: nowrap; }
      .best { font-weight: 700; }
      .won { background: var(--win-soft); }
      .won th { box-shadow: inset 3px 0 0 var(--win); }
      .swatch { width: 34px; height: 14px; vertical-align: -2px; margin-right: 9px; flex: none; }
      .badge { display: inline-block; margin-left: 9px; padding: 1px 8px; border-radius: 99px;
        font-size: .74rem; font-weight: 650; color: var(--card); background: var(--win);
        vertical-align: 1px; }

      figure { padding-bottom: 16px; }
      figcaption { margin-bottom: 14px; }
      figcaption p { color: var(--soft); font-size: .92rem; max-width: 52em; }
      .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr));
        gap: 24px; margin: 24px 0 0; }
      .pair figure { margin: 0; display: flex; flex-direction: column; }
      .pair figure > .chart { margin-top: auto; }
      .chart { display: block; width: 100%; height: auto; margin: 0 auto; overflow: visible; }
      .chart.wide { max-width: 720px; } .chart.compact { display: none; max-width: 480px; }

      .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr));
        gap: 0 40px; margin: 0; }
      .facts dl { margin: 0; display: grid; grid-template-columns: 8.5em 1fr; gap: 5px 12px;
        align-content: start; font-size: .93rem; }
      .facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
      pre { background: var(--page); border: 1px solid var(--rule); border-radius: 8px; margin: 0;
        padding: 12px 14px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
      code, .rule { font: .88rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono",
        monospace; }
      .rules td, .rules th { font-size: .92rem; }
      .rule { white-space: pre; }
      footer { color: var(--soft); font-size: .86rem; margin-top: 28px; }

      @media screen and (max-width: 719px) {
        main { padding: 24px 14px 40px; }
        section, figure { padding: 18px 14px; border-radius: 10px; }
        .tiles { grid-template-columns: 1fr 1fr; }
        .tiles .value { font-size: 1.4rem; }
        .chart.wide, .chart.full { display: none; } .chart.compact { display: block; }
        .facts dl { grid-template-columns: 7em 1fr; }
        table, thead, tbody, tr, th, td { display: block; }
        thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
          clip-path: inset(50%); }
        tbody tr { border-bottom: 1px solid var(--rule); padding: 6px 0 10px; }
        tbody tr:last-child { border-bottom: 0; }
        tbody th, td { border: 0; padding: 4px 10px; }
        .numbers td { display: flex; justify-content: space-between; gap: 14px; }
        .rules td::before, .numbers td::before { content: attr(data-label); color: var(--soft);
          font-size: .86rem; font-weight: 400; text-align: left; }
        .rules td::before { display: block; }
        .won { border-radius: 8px; }
        .rule { white-space: pre-wrap; }
        tbody th { white-space: normal; }
      }
      @media print {
        body { background: none; font-size: 9.5pt; }
        main { max-width: none; padding: 0; }
        h1 { font-size: 19pt; } .tiles .value { font-size: 15pt; }
        .tiles { grid-template-columns: repeat(4, 1fr); }
        section, figure { border: 0; padding: 0; margin-top: 16pt; }
        figure, tr, .facts dl { break-inside: avoid; } h2, h3 { break-after: avoid; }
        .lead, figcaption p { max-width: none; }
        .pair { grid-template-columns: 1fr 1fr; margin-top: 16pt; }
        .pair .wide { display: none; } .pair .compact { display: block; margin-top: auto; }
        .facts { grid-template-columns: 1fr 1fr; }
        .won, .badge, .note, .chart { print-color-adjust: exact;
          -webkit-print-color-adjust: exact; }
      }

      """)
}
