extension StyleSheet {
  /// The look of the page as a whole.
  static let page = StyleSheet(
    css: """
      * { box-sizing: border-box; }
      html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 12px; }
      body { margin: 0; background: var(--page); color: var(--ink);
        font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
        "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
      main { max-width: 1180px; margin: 0 auto; padding: 32px 24px 64px; }
      h1 { font-size: clamp(1.45rem, 1.1rem + 1.6vw, 2.2rem); line-height: 1.22; margin: 6px 0 0;
        letter-spacing: -.015em; text-wrap: balance; max-width: 32em; }
      h2 { font-size: 1.35rem; line-height: 1.3; margin: 0; letter-spacing: -.01em; }
      h3 { font-size: 1.1rem; line-height: 1.3; margin: 0; }
      figcaption > h3, figcaption > h4 { font-size: 1rem; line-height: 1.35; margin: 0 0 2px; }
      .panel-name { font-size: .86rem; font-weight: bold; margin: 0 0 2px; overflow-wrap: anywhere; }
      p, ul, ol, dl { margin: 0; padding: 0; } ul, ol { list-style: none; }
      a { color: var(--link); text-underline-offset: 2px; }
      a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible,
        [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px;
        border-radius: 4px; }
      .eyebrow { color: var(--soft); font-size: .92rem; }
      .lead { color: var(--soft); max-width: 58em; margin: 4px 0 16px; font-size: .93rem; }
      .card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px;
        padding: 20px 22px; margin: 20px 0 0; }
      .top { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; }
      .remarks { margin: 12px 0 0; color: var(--soft); max-width: 56em; }
      .remarks li, .words li { position: relative; padding-left: 16px; margin-top: 4px; }
      .remarks li::before, .words li::before { content: ""; position: absolute; left: 2px;
        top: .68em; width: 5px; height: 5px; border-radius: 50%; background: var(--tick); }
      .words { max-width: 58em; margin-top: 8px; } .words + h3 { margin: 24px 0 8px; }
      button { font: inherit; font-size: .86rem; color: var(--ink); background: var(--card);
        border: 1px solid var(--edge); border-radius: 8px; padding: 4px 12px; cursor: pointer;
        white-space: nowrap; }
      button:hover { background: var(--grid); }
      html:not(.js) button, html:not(.js) .controls { display: none; }
      .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
        gap: 12px 24px; margin: 24px 0 0; }
      .tiles div { border-left: 3px solid var(--win); padding: 0 0 0 14px; }
      .tiles dt { color: var(--soft); font-size: .88rem; }
      .tiles dd { margin: 0; }
      .tiles .value { font-size: 1.7rem; font-weight: 650; line-height: 1.25;
        letter-spacing: -.02em; }
      .tiles .remark { display: block; color: var(--soft); font-size: .88rem; line-height: 1.35; }
      .notes { margin: 20px 0 0; } .notes + .problem > .notes:first-child { margin-top: 8px; }
      .note { background: var(--warn-soft); color: var(--warn); border-radius: 8px;
        padding: 8px 14px; margin: 8px 0 0; font-size: .92rem; }
      .skip, .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden;
        clip-path: inset(50%); }
      .skip:focus { width: auto; height: auto; clip-path: none; padding: 8px 14px;
        background: var(--card); z-index: 9; }
      .symbols { position: absolute; width: 0; height: 0; }
      .outcomes { margin: 12px 0 0; columns: 1; }
      .outcomes li { display: grid; grid-template-columns: 13em 12em 1fr; gap: 2px 16px;
        padding: 8px 0; border-top: 1px solid var(--rule); font-size: .93rem; }
      .outcomes a { font-weight: 600; } .outcomes .why { color: var(--soft); }
      .outcomes .who { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
      .places { display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 12px 0 0;
        border-top: 1px solid var(--rule); font-size: .93rem; }

      details.problem { margin: 32px 0 0; border-top: 2px solid var(--edge); }
      details.problem > summary { cursor: pointer; padding: 16px 0 4px 26px; position: relative;
        list-style: none; }
      details.problem > summary::-webkit-details-marker { display: none; }
      details.problem > summary::before { content: ""; position: absolute; left: 4px; top: 24px;
        border: solid var(--soft); border-width: 0 2px 2px 0; width: 8px; height: 8px;
        transform: rotate(-45deg); transition: transform .15s; }
      details.problem[open] > summary::before { transform: rotate(45deg); }
      details.problem > summary p { color: var(--soft); max-width: 60em; }
      .group { margin: 36px 0 0; } .group > h2 + *, .group > h3 + * { margin-top: 10px; }
      footer { color: var(--soft); font-size: .86rem; margin-top: 28px; }
      @media (prefers-reduced-motion: reduce) { * { transition: none !important; } }

      """)
}
