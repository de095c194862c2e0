import Foundation
import Testing

@testable import CompareOptimizers

/// What the page does in a browser: left out where no Chromium is installed.
@Suite(.enabled(if: Browser.program != nil, Browser.absence), .serialized)
struct BrowserTests {
  private static let report = HTMLReport(SampleComparison.results())
  private static let page = report.text

  /// Runs statements in the page, and gives back what they hand to `tell`.
  private func run(_ statements: String) throws -> [String: Any] {
    try Browser.run(statements, in: Self.page)
  }

  @Test func `the command is copied, by the clipboard or by the selection`() throws {
    let told = try run(
      """
      const command = document.querySelector('.command code').textContent;
      const button = document.querySelector('button.copy');
      const clipboard = (value) => Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
      const copied = [];
      const byHand = (works) => { document.execCommand = () => { copied.push(String(getSelection())); return works; }; };
      const press = async () => { button.click(); await wait(50); return button.textContent; };
      byHand(true);
      clipboard({ writeText: async (text) => { copied.push(text); } });
      const first = await press();
      await wait(2000);
      const later = button.textContent;
      clipboard({ writeText: async () => { throw new Error('not allowed'); } });
      const refused = await press();
      await wait(2000);
      clipboard(undefined);
      const missing = await press();
      await wait(2000);
      byHand(false);
      const helpless = await press();
      tell({ command, copied, labels: [first, later, refused, missing, helpless], said: document.getElementById('said').textContent });
      """)
    let command = SampleComparison.settings.commandLine
    #expect(told["command"] as? String == command)
    #expect(told["copied"] as? [String] == [String](repeating: command, count: 4))
    #expect(
      told["labels"] as? [String] == ["Copied", "Copy", "Copied", "Copied", "Press Ctrl+C"])
    #expect(told["said"] as? String == "The command is selected. Press Ctrl+C to copy it.")
  }

  @Test func `pointing at a curve shows the values of all of them`() throws {
    let told = try run(
      """
      const plot = [...document.querySelectorAll('.plot:not(.map)')].find((node) => node.querySelector('script') && JSON.parse(node.querySelector('script').textContent).s?.length > 2);
      plot.scrollIntoView({ block: 'center' });
      await wait(100);
      const data = JSON.parse(plot.querySelector('script').textContent);
      const svg = plot.querySelector('svg'), box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      const at = (x, y) => point(svg, box.left + x * scale, box.top + y * scale);
      const [left, top, right, bottom] = data.f;
      const tip = document.getElementById('tip');
      at((left + right) / 2, (top + bottom) / 2);
      const rows = [...tip.querySelectorAll('div')].map((row) => [...row.querySelectorAll('span')].map((cell) => cell.textContent));
      const inside = tip.getBoundingClientRect();
      const shown = { display: getComputedStyle(tip).display, rows, title: tip.querySelector('b').textContent,
        spots: plot.querySelectorAll('.spot').length,
        fits: inside.left >= 0 && inside.right <= innerWidth && inside.top >= 0 && inside.bottom <= innerHeight };
      at(left - 30, top);
      const away = { display: getComputedStyle(tip).display, spots: plot.querySelectorAll('.spot').length };
      tell({ shown, away, names: data.s.map((series) => series.n), places: data.x });
      """)
    let shown = try #require(told["shown"] as? [String: Any])
    let names = try #require(told["names"] as? [String])
    let rows = try #require(shown["rows"] as? [[String]])
    #expect(shown["display"] as? String == "block" && shown["fits"] as? Bool == true)
    #expect(Set(rows.map { $0[0] }) == Set(names) && rows.count > 2)
    #expect(rows.allSatisfy { $0[1].contains(/[0-9]/) }, "\(rows)")
    #expect(shown["spots"] as? Int == rows.count)
    #expect((shown["title"] as? String)?.contains(/[0-9]/) == true)
    let away = try #require(told["away"] as? [String: Any])
    #expect(away["display"] as? String == "none" && away["spots"] as? Int == 0)
  }

  @Test func `pointing at a bar or a way shows what it is`() throws {
    let told = try run(
      """
      const tip = document.getElementById('tip');
      const shape = document.querySelector('g.t');
      shape.scrollIntoView({ block: 'center' });
      await wait(100);
      const title = shape.querySelector(':scope > title').textContent;
      const box = shape.getBoundingClientRect();
      point(shape, box.left + box.width / 2, box.top + box.height / 2);
      const bar = tip.textContent;
      const landscape = document.querySelector('.landscape');
      landscape.scrollIntoView({ block: 'center' });
      await wait(100);
      const svg = landscape.querySelector('.plot svg'), head = landscape.querySelector('.s .head').getBoundingClientRect();
      point(svg, head.left + head.width / 2, head.top + head.height / 2);
      tell({ title, bar, way: tip.textContent, spots: svg.querySelectorAll('.spot').length });
      """)
    #expect(told["bar"] as? String == told["title"] as? String)
    #expect((told["bar"] as? String)?.isEmpty == false)
    #expect((told["way"] as? String)?.contains(/step [0-9,]+.*height [0-9]/) == true, "\(told)")
    #expect(told["spots"] as? Int == 1)
  }

  @Test func `arrow keys tell the values aloud, and Escape hides them`() throws {
    let told = try run(
      """
      const plot = [...document.querySelectorAll('.plot:not(.map)')].find((node) => node.querySelector('script'));
      const press = (key) => plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      const said = document.getElementById('said'), tip = document.getElementById('tip');
      plot.focus();
      const texts = ['ArrowRight', 'ArrowRight', 'End', 'Home', 'ArrowLeft'].map((key) => { press(key); return said.textContent; });
      press('Escape');
      tell({ texts, hidden: getComputedStyle(tip).display, role: plot.getAttribute('role'), label: plot.getAttribute('aria-label') });
      """)
    let texts = try #require(told["texts"] as? [String])
    #expect(texts.allSatisfy { $0.contains("RMSprop ") && $0.contains(": ") }, "\(texts)")
    #expect(Set(texts).count == 3 && texts[0] == texts[3] && texts[3] == texts[4], "\(texts)")
    #expect(told["hidden"] as? String == "none")
    #expect((told["label"] as? String)?.hasSuffix("Arrow keys tell the values.") == true)
  }

  @Test func `whatever the keyboard reaches shows that it is there, and has a name`() throws {
    let told = try run(
      """
      for (const node of document.querySelectorAll('details')) node.open = true;
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
      const all = [...document.querySelectorAll('a, button, summary, input, [tabindex="0"]')];
      const nameOf = (node) => (node.getAttribute('aria-label') || node.textContent || '').trim();
      const unseen = [], nameless = [];
      for (const node of all) {
        node.focus();
        if (document.activeElement !== node) { unseen.push('no focus: ' + node.outerHTML.slice(0, 80)); continue; }
        const style = getComputedStyle(node);
        if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) unseen.push(node.outerHTML.slice(0, 80));
        if (!nameOf(node)) nameless.push(node.outerHTML.slice(0, 80));
      }
      tell({ count: all.length, unseen, nameless });
      """)
    #expect(told["unseen"] as? [String] == [])
    #expect(told["nameless"] as? [String] == [])
    #expect((told["count"] as? Int ?? 0) > 30)
  }

  @Test func `a slider moves the ways, and says where it stands`() throws {
    let told = try run(
      """
      const landscape = document.querySelector('.landscape');
      const slider = landscape.querySelector('input[type=range]');
      const state = () => ({ now: landscape.querySelector('.now b').textContent, text: slider.getAttribute('aria-valuetext'),
        heights: [...landscape.querySelectorAll('.height')].map((cell) => cell.textContent),
        path: landscape.querySelector('.way').getAttribute('d').length });
      const set = (value) => { slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true })); return state(); };
      const before = slider.getAttribute('aria-valuetext');
      const start = set(0), end = set(slider.max);
      tell({ before, start, end, labels: [...document.querySelectorAll('input')].map((node) => node.getAttribute('aria-label')) });
      """)
    let start = try #require(told["start"] as? [String: Any])
    let end = try #require(told["end"] as? [String: Any])
    #expect(start["now"] as? String == "0" && start["text"] as? String == "step 0")
    #expect(told["before"] as? String == end["text"] as? String)
    #expect(start["heights"] as? [String] != end["heights"] as? [String])
    #expect((start["path"] as? Int ?? 0) < (end["path"] as? Int ?? 0))
    let labels = try #require(told["labels"] as? [String])
    #expect(Set(labels).count == labels.count && labels.count > 1)
  }

  /// A rule for the columns of a table does not hold where the rows are blocks.
  @Test func `on a phone a name has the width of the screen`() throws {
    let told = try Browser.run(
      """
      const rows = [...document.querySelectorAll('.blocks tbody tr')];
      tell({ count: rows.length, narrow: rows.filter((row) => row.querySelector('th').offsetWidth < row.offsetWidth - 40).length });
      """, in: Self.page, width: 500)
    #expect((told["count"] as? Int ?? 0) > 5 && told["narrow"] as? Int == 0, "\(told)")
  }

  /// Sections that are folded up on the screen are printed open, and folded up again.
  @Test func `what is folded up is printed`() throws {
    let told = try run(
      """
      const all = [...document.querySelectorAll('details')];
      const open = () => all.map((node) => node.open);
      const before = open();
      dispatchEvent(new Event('beforeprint'));
      const during = open();
      dispatchEvent(new Event('afterprint'));
      tell({ before, during, after: open() });
      """)
    let before = try #require(told["before"] as? [Bool])
    #expect(before.contains(false) && told["after"] as? [Bool] == before)
    #expect((told["during"] as? [Bool])?.contains(false) == false)
  }
}

/// A browser without a window.
enum Browser {
  /// Where it lies; the variable CHROMIUM says so first.
  static let program: URL? = {
    let environment = ProcessInfo.processInfo.environment
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let places =
      [environment["CHROMIUM"]].compactMap { $0 }
      + names.flatMap { name in folders.map { "\($0)/\(name)" } }
    return places.first(where: FileManager.default.isExecutableFile).map {
      URL(fileURLWithPath: $0)
    }
  }()

  /// What to say of tests that are left out.
  static let absence: Comment = "no Chromium is installed, or named by the variable CHROMIUM"

  /// Why nothing was told.
  struct Silence: Error { var output: String }

  /// Opens a page, runs statements in it, and waits for what they tell.
  ///
  /// They have `wait(milliseconds)`, `point(node, x, y)`, which moves the pointer, and `tell(object)`,
  /// which ends them. An error of the page's own script is told instead.
  static func run(
    _ statements: String, in page: String, width: Int = 1200
  ) throws -> [String: Any] {
    let scratch = try ScratchFolder()
    let harness = """
      <script>(() => {
      const errors = [];
      addEventListener('error', (event) => errors.push(event.message));
      addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));
      const tell = (object) => {
        const place = document.createElement('pre');
        place.textContent = 'TOLD' + btoa(unescape(encodeURIComponent(JSON.stringify({ ...object, errors })))) + 'TOLD';
        document.body.appendChild(place);
      };
      const wait = (time) => new Promise((done) => setTimeout(done, time));
      const point = (node, clientX, clientY) => node.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX, clientY, pointerType: 'mouse' }));
      addEventListener('load', async () => {
        try {
      \(statements)
        } catch (error) { tell({ failure: String(error && error.stack || error) }); }
      });
      })();</script>
      """
    // Before the page's own script, so that its errors are seen too.
    let place = try #require(page.range(of: "<body>"))
    let text = page.replacingCharacters(in: place, with: "<body>" + harness)
    try scratch.write(Array(text.utf8), to: "page.html")
    let process = Process()
    process.executableURL = program
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--user-data-dir=\(scratch.path)/profile", "--window-size=\(width),900",
      "--virtual-time-budget=20000", "--dump-dom", "file://\(scratch.path)/page.html",
    ]
    // A file rather than a pipe: nothing has to read it meanwhile.
    try scratch.write([], to: "output")
    process.standardOutput = FileHandle(forWritingAtPath: "\(scratch.path)/output")
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<1_200 where process.isRunning { Thread.sleep(forTimeInterval: 0.1) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    let output = try String(contentsOfFile: "\(scratch.path)/output", encoding: .utf8)
    let parts = output.components(separatedBy: "TOLD").filter {
      !$0.contains("<") && !$0.contains("'")
    }
    guard
      let data = parts.lazy.compactMap({ Data(base64Encoded: $0) }).first(where: { !$0.isEmpty }),
      let told = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { throw Silence(output: String(output.suffix(2_000))) }
    #expect(told["failure"] == nil, "\(told["failure"] ?? "")")
    #expect(told["errors"] as? [String] == [], "the page's script fails")
    return told
  }
}
