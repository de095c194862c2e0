/// The elements that charts are drawn with.
///
/// They carry classes, not colours: the style sheet gives each class a colour for light and one
/// for dark ground.
enum SVG {
  /// Where text stands, seen from its position.
  enum Anchor: String {
    case start, middle, end
  }

  /// The outermost element of a drawing, with what a screen reader says in its place.
  ///
  /// The size is in drawing units; the page scales the drawing to its place. The name is unique
  /// in the page, to refer to title and description. A margin is added around the size.
  static func drawing(
    size: (width: Double, height: Double), name: String, title: String, description: String,
    class className: String, margin: Double = 0, @MarkupBuilder content: () -> Markup
  ) -> Markup {
    let box = [-margin, -margin, size.width + 2 * margin, size.height + 2 * margin]
    return .element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": className,
        "viewBox": box.map(\.attributeText).joined(separator: " "),
        "role": "img", "aria-labelledby": "\(name)-title \(name)-description",
      ]
    ) {
      Markup.element("title", ["id": "\(name)-title"]) { title }
      Markup.element("desc", ["id": "\(name)-description"]) { description }
      content()
    }
  }

  /// Elements that share classes.
  static func group(class className: String, @MarkupBuilder content: () -> Markup) -> Markup {
    .element("g", ["class": className], content: content)
  }

  /// Elements of one contender, which the script brings to the fore.
  static func series(_ style: SeriesStyle, @MarkupBuilder content: () -> Markup) -> Markup {
    .element("g", ["class": "s", "data-s": style.colour], content: content)
  }

  /// Elements somewhere else.
  static func moved(right x: Double, @MarkupBuilder content: () -> Markup) -> Markup {
    .element("g", ["transform": "translate(\(x.attributeText))"], content: content)
  }

  /// A straight line.
  static func line(
    class className: String, from start: (x: Double, y: Double), to end: (x: Double, y: Double)
  ) -> Markup {
    .shape("line", ["class": className, "x1": start.x, "y1": start.y, "x2": end.x, "y2": end.y])
  }

  /// A rectangle.
  static func rectangle(class className: String, _ frame: ChartFrame) -> Markup {
    .shape(
      "rect",
      [
        "class": className, "x": frame.left, "y": frame.top, "width": frame.width,
        "height": frame.height,
      ])
  }

  /// A path, and what to say when a pointer rests on it.
  static func path(class className: String, _ path: SVGPath, tip: String? = nil) -> Markup {
    guard !path.isEmpty else { return .empty }
    guard let tip else { return .shape("path", ["class": className, "d": path.data]) }
    return tipped(tip) { Markup.shape("path", ["class": className, "d": path.data]) }
  }

  /// Elements that share a text to show when they are pointed at.
  static func tipped(_ tip: String, @MarkupBuilder content: () -> Markup) -> Markup {
    .element("g", ["class": "t"]) {
      Markup.element("title") { tip }
      content()
    }
  }

  /// A line of text; one that is known to be too long for its room is set narrower.
  static func text(
    _ text: String, class className: String, x: Double, y: Double, anchor: Anchor = .start,
    length: Double
  ) -> Markup {
    .element(
      "text",
      [
        "class": className, "x": x, "y": y, "text-anchor": anchor.rawValue,
        "textLength": length, "lengthAdjust": "spacingAndGlyphs",
      ]
    ) { text }
  }

  /// A line of text.
  static func text(
    _ text: String, class className: String, x: Double, y: Double, anchor: Anchor = .start
  ) -> Markup {
    .element("text", ["class": className, "x": x, "y": y, "text-anchor": anchor.rawValue]) { text }
  }

  /// A region that cuts off what is drawn beyond a frame, to be referred to by name.
  static func clip(name: String, _ frame: ChartFrame) -> Markup {
    .element("clipPath", ["id": name]) { rectangle(class: "clip", frame) }
  }

  /// Elements of which only what lies in a region named by ``clip(name:_:)`` is seen.
  static func clipped(by name: String, @MarkupBuilder content: () -> Markup) -> Markup {
    .element("g", ["clip-path": "url(#\(name))"], content: content)
  }
}
