extension StyleSheet {
  /// The look on a phone.
  static let phone = StyleSheet(
    css: """
      @media screen and (max-width: 999px) {
        .figures.three { grid-template-columns: minmax(0, 1fr); }
        .panels, .panels.of-3 { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      }
      @media screen and (max-width: 799px) {
        .figures { grid-template-columns: minmax(0, 1fr); }
        .figures > .wide { grid-template-columns: minmax(0, 1fr); grid-row: span 2;
          grid-template-rows: subgrid; gap: 12px; }
        .wide > .plot { grid-column: 1; grid-row: auto; } .wide > .landscape { display: block; }
        .outcomes li { grid-template-columns: 1fr auto; } .outcomes .why { grid-column: 1 / -1; }
        .panels, .panels.of-2, .panels.of-3 { grid-template-columns: minmax(0, 1fr); }
      }
      @media screen and (max-width: 719px) {
        body { font-size: 15px; }
        main { padding: 18px 8px 40px; }
        header, .group > h2, .group > h3, .legend, .problem > summary, footer, .notes, .remarks,
          .problem > .tiles { padding-inline: 6px; }
        .card { padding: 14px 10px; border-radius: 10px; margin-top: 14px; }
        .tiles { grid-template-columns: 1fr 1fr; gap: 14px 12px; }
        .tiles .value { font-size: 1.35rem; } .tiles div { padding-left: 10px; }
        .figures { gap: 14px; } .group { margin-top: 28px; }
        details.problem > summary { padding-left: 24px; }
        .legend { font-size: .84rem; gap: 0 14px; } .legend .swatch { width: 28px; }
        .facts { grid-template-columns: 6.5em 1fr; gap: 4px 10px; }
        .blocks, .blocks :is(caption, thead, tbody, th, td) { display: block; }
        .blocks thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
          clip-path: inset(50%); }
        .blocks tbody tr { border-bottom: 1px solid var(--rule); padding: 6px 0 10px;
          display: grid; grid-template-columns: 1fr 1fr; }
        .blocks tbody tr:last-child { border-bottom: 0; }
        .blocks :is(tbody th, td) { border: 0; padding: 4px 8px; text-align: left; }
        .blocks tbody th { grid-column: 1 / -1; white-space: normal; }
        .blocks td::before { content: attr(data-label); color: var(--soft); display: block;
          font-size: .82rem; font-weight: 400; line-height: 1.3; }
        .rules.blocks tbody tr { display: block; }
        td small { white-space: normal; }
        .won { border-radius: 8px; } .rule { white-space: pre-wrap; }
        .many tbody th { max-width: 8em; white-space: normal; }
        .many td, .many td small { white-space: nowrap; }
        .many .swatch { display: block; margin: 4px 0 0; }
        .command { flex-direction: column; } .command pre { width: 100%; }
        .tip { max-width: calc(100vw - 16px); }
      }

      """)

  /// The look on paper.
  static let print = StyleSheet(
    css: """
      @page { margin: 13mm; }
      @media print {
        body { background: none; font-size: 9.5pt; }
        main { max-width: none; padding: 0; }
        h1 { font-size: 17pt; } .tiles .value { font-size: 14pt; }
        .tiles { grid-template-columns: repeat(4, 1fr); gap: 8pt; }
        .card { border: 0; padding: 0; margin-top: 12pt; }
        .figures > figure { padding: 0 !important; }
        .group { margin-top: 16pt; } .figures { gap: 14pt 18pt; }
        figure, tr, .panel, .outcomes li, .tiles div { break-inside: avoid; }
        h2, h3, h4, .legend, .lead, caption, summary { break-after: avoid; }
        .legend, .lead, pre, .pairings, table:not(:has(tbody tr:nth-child(12))) {
          break-inside: avoid; }
        /* A heading wants room for a figure beneath it: an avoided break is not enough in a grid. */
        .group > h2, .group > h3 { break-inside: avoid; padding-bottom: 230pt;
          margin-bottom: -230pt; }
        .lead, figcaption p { max-width: none; font-size: 8.5pt; }
        .scroll { overflow: visible; background: none; } table { font-size: 8pt; }
        tbody th, td { padding: 4pt; } td small { font-size: 6.2pt; }
        thead th { font-size: 7.5pt; }
        .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        .figures.three { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 14pt 12pt; }
        .figures > .wide { grid-template-columns: 1fr 250pt; }
        .panels { grid-template-columns: repeat(2, 1fr) !important; }
        .plot.map { max-width: 260pt; }
        button, .controls, .tip, .skip, details.problem > summary::before { display: none !important; }
        details.problem > summary { padding-left: 0; }
        details.more summary { color: inherit; font-weight: 650; list-style: none; }
        .rule { white-space: pre-wrap; overflow-wrap: anywhere; }
        .rules { table-layout: fixed; } .rules th:first-child { width: 19%; }
        .rules th:nth-child(2) { width: 39%; } .rules th:last-child { width: 15%; }
        .rules tbody th { white-space: normal; }
        details::details-content { content-visibility: visible; height: auto; }
        .legend.sticky { position: static; } .legend { background: none; }
        .won, .badge, .note, .chart, .swatch { print-color-adjust: exact;
          -webkit-print-color-adjust: exact; }
      }

      """)
}
