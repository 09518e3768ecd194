/// Style sheets, which are constants of this program: no text from outside gets into one.
enum StyleSheet: Hashable, Sendable {
    case report

    var source: String {
        """

        body { font: 15px/1.4 "DejaVu Sans", Verdana, sans-serif; color: #000; background: #fff; margin: 0 }
        main { max-width: 62rem; margin: 0 auto; padding: 1.5rem }
        h1 { font-size: 1.6rem; margin: 0 0 .5rem }
        h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #000 }
        p { overflow-wrap: anywhere }
        th, td { overflow-wrap: break-word }
        .wide tbody th { min-width: 8rem }
        .alert { border: 4px solid #d55e00; padding: .5rem .8rem; font-weight: bold }
        .scroll { overflow-x: auto }
        .wide { min-width: 46rem }
        .number, .strong { white-space: nowrap }
        table { border-collapse: collapse; width: 100%; margin: .8rem 0 }
        caption { text-align: left; font-weight: bold; padding: .3rem 0 }
        th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #999 }
        thead th { background: #ececec; border-bottom: 2px solid #4d4d4d }
        .facts th { width: 16rem; font-weight: normal; color: #4d4d4d }
        .number { text-align: right; font-variant-numeric: tabular-nums }
        .strong { font-size: 1.3rem; font-weight: bold }
        .code { font-family: "DejaVu Sans Mono", monospace }
        figure { margin: 1rem 0 }
        figcaption { color: #4d4d4d }
        svg { display: block; height: auto; min-width: 34rem }
        @media (max-width: 40rem) {
          main { padding: .8rem }
          .facts th { width: 40% }
          .strong { font-size: 1.1rem }
        }
        @page { size: A4; margin: 15mm }
        @media print {
          body { font-size: 9pt }
          main { max-width: none; padding: 0 }
          .scroll { overflow: visible }
          .wide, .wide tbody th, svg { min-width: 0 }
          th { overflow-wrap: anywhere }
          h2 { break-after: avoid }
          tr, figure, .alert { break-inside: avoid }
          thead { display: table-header-group }
        }

        """
    }
}
