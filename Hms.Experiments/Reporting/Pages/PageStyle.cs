namespace Hms.Experiments.Reporting.Pages;

/// <summary>How pages look: light or dark as the reader's system is, for screens of 320 px and more, and for paper.</summary>
internal static class PageStyle
{
    /// <summary>Colours, text and tables: what all pages share.</summary>
    public const string Common = $$"""
        :root { color-scheme: light dark; {{Light}} }
        @media (prefers-color-scheme: dark) { :root { {{Dark}} } }
        @media print { :root { color-scheme: light; {{Light}} } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin-bottom: .2rem; overflow-wrap: anywhere; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .3rem; }
        .place { font-family: ui-monospace, monospace; overflow-wrap: anywhere; } .faint { color: var(--faint); }
        .error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line); }
        thead th { background: var(--band); } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        """;

    /// <summary>What reports with figures need beside <see cref="Common"/>.</summary>
    public const string Report = """
        tbody th { font-weight: normal; } caption { text-align: left; font-weight: 600; padding: .3rem 0; } .wide { margin: 1rem 0; } .note { margin: .3rem 0 1rem; font-size: .9rem; color: var(--faint); max-width: 50rem; }
        p, li { max-width: 50rem; overflow-wrap: anywhere; }
        .box { border: 1px solid var(--warning); border-left-width: .4rem; background: var(--band); border-radius: .3rem; padding: .2rem 1rem; margin: 1rem 0; } .box h2 { font-size: 1rem; margin: .4rem 0; } .box ul { margin: .4rem 0; padding-left: 1.2rem; }
        .key { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: .6rem; margin: 1rem 0; padding: 0; } .key div { background: var(--band); border-radius: .3rem; padding: .5rem .8rem; }
        .key dt { font-size: .85rem; color: var(--faint); } .key dd { margin: 0; } .key .value { font-size: 1.4rem; font-variant-numeric: tabular-nums; } .key .more { font-size: .8rem; color: var(--faint); }
        .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 29rem), 1fr)); gap: 1rem; align-items: start; }
        .grid > figure { max-width: 42rem; } figure { margin: 1rem 0; min-width: 0; } figcaption { font-size: .9rem; color: var(--faint); max-width: 50rem; } figure svg, figure img { display: block; width: 100%; height: auto; }
        figure .scroll { overflow-x: auto; } .scroll > * { min-width: 44rem; }
        @media (max-width: 40rem) { .key { grid-template-columns: 1fr 1fr; } }
        td.place, th.place { min-width: 8.5rem; }
        td:nth-child(2):last-child { overflow-wrap: anywhere; } /* hashes and paths beside their names wrap on a narrow screen */
        td.shade { background: color-mix(in srgb, var(--c1) calc(var(--s) * 55%), transparent); }
        .window { border-top: 1px solid var(--line); padding-top: .5rem; } .window .grid { grid-template-columns: minmax(0, 1fr); } .window h3 { overflow-wrap: anywhere; }
        @media (min-width: 60rem) { .window .grid { grid-template-columns: minmax(0, 58fr) minmax(0, 42fr); } .window .traces { grid-row: span 2; } .window .traces .scroll > * { min-width: 0; } }
        .bars { table-layout: fixed; } .bars thead th:first-child { width: 4.5rem; } .bars th.number { width: 4.2rem; } .bars th.number i { width: 2rem; } .unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; } .bars .fill { display: block; height: .55rem; border-radius: .15rem; margin: .12rem 0; min-width: 1px; } .bars td, .bars th { vertical-align: middle; padding: .1rem .3rem; }
        .legend { font-size: .85rem; } .legend i { display: inline-block; width: .8rem; height: .55rem; border-radius: .15rem; margin: 0 .3rem 0 .8rem; }
        .f1 { background: var(--c1); } .f2 { background: var(--c2); } .f3 { background: var(--c3); } .f4 { background: var(--c4); } .f5 { background: var(--c5); }
        details { margin: 1rem 0; } summary { cursor: pointer; font-weight: 600; } pre { background: var(--band); padding: .8rem; border-radius: .3rem; overflow-x: auto; font-size: .8rem; }
        @media (prefers-color-scheme: dark) { img.inverted { filter: invert(.91) hue-rotate(180deg); } }
        @media print { body { max-width: none; margin: 0; font-size: 11px; } img.inverted { filter: none; } .wide, figure .scroll, pre { overflow: visible; } .scroll > * { min-width: 0; } pre { white-space: pre-wrap; } .grid, .window .grid { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } .window .traces { grid-row: span 2; } .key { grid-template-columns: repeat(4, 1fr); } figure, .window, .box, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } td.shade, .fill, .key div, .legend i { print-color-adjust: exact; } }
        """;

    // c1 to c5: Okabe and Ito's colours, which the colour-blind can tell apart; lighter on dark paper.
    private const string Light = "--ink: #1b1f24; --faint: #5b6570; --paper: #fff; --line: #d5dae0; --band: #f4f6f8; --error: #b3261e; --warning: #8a5a00; --info: #2c5d9b; --c1: #0072b2; --c2: #e69f00; --c3: #009e73; --c4: #d55e00; --c5: #cc79a7; --c6: #56b4e9;";
    private const string Dark = "--ink: #e6e8ea; --faint: #a2abb5; --paper: #14171a; --line: #3a4149; --band: #1d2125; --error: #ff8a80; --warning: #f2c063; --info: #8fbcf0; --c1: #4aa8e0; --c2: #f0b429; --c3: #2bc79a; --c4: #ff8a4c; --c5: #e39cc4; --c6: #2f6f9b;";
}
