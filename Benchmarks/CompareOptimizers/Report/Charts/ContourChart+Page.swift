extension ContourChart {
  /// The map with what sets its ways in motion, and with a line for each contender that says how
  /// high it is.
  var page: Markup {
    let plot = plot(size: pageSize, top: 0)
    return Markup.element("div", ["class": "landscape"]) {
      Markup.element("div", ["class": "stage"]) {
        Markup.element("div", ["class": "plot map", "data-title": title]) {
          SVG.drawing(
            size: (pageSize.width, plot.bottom), name: name, title: title,
            description: description, class: "chart \(pageSize.name)"
          ) {
            plot.markup
          }
          if let readings = plot.readings { Markup.data(readings) }
        }
        controls
      }
      list
    }
  }

  /// Seen only where the script runs.
  @MarkupBuilder private var controls: Markup {
    let last = max(0, steps.count - 1)
    Markup.element("div", ["class": "controls"]) {
      Markup.element(
        "button", ["type": "button", "class": "play", "aria-label": "Play \(landscape.title)"]
      ) {
        Markup.element("span", ["class": "icon", "aria-hidden": "true"])
      }
      Markup.void(
        "input",
        [
          "type": "range", "min": 0, "max": last, "value": last, "step": 1,
          "aria-label": "Step shown of \(landscape.title)",
          "aria-valuetext": "step \(steps.last ?? 0)",
        ])
      Markup.element("span", ["class": "now"]) {
        "step "
        Markup.element("b") { NumberText.grouped(steps.last ?? 0) }
      }
    }
  }

  @MarkupBuilder private var list: Markup {
    Markup.element("table", ["class": "ways"]) {
      Markup.element("thead") {
        Markup.element("tr") {
          Markup.element("th", ["scope": "col"]) { "Optimizer" }
          Markup.element("th", ["scope": "col"]) { "Rate" }
          Markup.element("th", ["scope": "col"]) { "Height" }
        }
      }
      Markup.element("tbody") {
        for way in ways {
          Markup.element("tr", ["data-s": way.style.colour]) {
            Markup.element("th", ["scope": "row"]) {
              way.style.swatch
              way.trajectory.contender
            }
            Markup.element("td") { NumberText.short(way.trajectory.learningRate) }
            Markup.element("td", ["class": "height"]) {
              way.hasDiverged
                ? "diverged" : way.heights.last.map { NumberText.significant($0) } ?? "–"
            }
          }
        }
      }
    }
  }
}

extension SeriesStyle {
  /// A sample of the line in running text.
  var swatch: Markup {
    Markup.element("svg", ["class": "swatch", "viewBox": "0 0 34 14", "aria-hidden": "true"]) {
      Markup.shape("use", ["href": "#key-\(colour)"])
    }
  }

  /// What ``swatch`` refers to, once in a page.
  var symbol: Markup {
    Markup.element("symbol", ["id": "key-\(colour)", "viewBox": "0 0 34 14"]) {
      sample(x: 0, y: 7, width: 34)
    }
  }
}
