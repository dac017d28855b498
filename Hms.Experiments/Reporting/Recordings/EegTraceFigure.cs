using System.Globalization;
using ScottPlot;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>A page of EEG as clinicians read it: traces below one another by chain, a line each second, the EKG at the bottom, a calibration mark.</summary>
/// <remarks>
/// Ten millimetres of the sensitivity are the distance of two traces. What would reach beyond the neighbour's baseline is cut there; the heading says how much that was. The EKG has a
/// scale of its own, which its label tells.
/// </remarks>
internal sealed class EegTraceFigure
{
    private const int SpacingPixels = 36;
    private const int LeftPixels = 92;
    private const int RightPixels = 56;
    private const int TopPixels = 78;
    private const int BottomPixels = 46;
    private const double GroupGap = 0.45;
    private const double CalibrationRow = 1.15;
    private const int MostSecondLabels = 25;
    private const float LabelSize = 13;
    private const float TitleSize = 14;

    private readonly EegPage _page;
    private readonly TraceScale _ekgScale;
    private readonly Plot _plot = BlankPlot.New();
    private readonly double[] _baselines;
    private readonly double _bottom;

    /// <summary>Prepares the figure.</summary>
    public EegTraceFigure(EegPage page)
    {
        _page = page;
        Scale = page.Options.MicrovoltsPerMillimetre is { } given ? new TraceScale(given) : TraceScale.Fit(page.Traces.Where(IsEeg).Select(trace => trace.Values), TraceScale.EegPeaks);
        _ekgScale = TraceScale.Fit(page.Traces.Where(trace => !IsEeg(trace)).Select(trace => trace.Values), TraceScale.EkgPeaks);
        _baselines = Baselines(page.Traces);
        _bottom = _baselines[^1] - CalibrationRow - 0.5;
        var samples = page.Traces.Where(IsEeg).Sum(trace => trace.Values.Length);
        CutShare = samples == 0 ? 0 : page.Traces.Where(IsEeg).Sum(trace => Scale.CountCut(trace.Values)) / (double)samples;
    }

    /// <summary>The scale of the EEG traces.</summary>
    public TraceScale Scale { get; }

    /// <summary>Part of the EEG samples of the page that is cut.</summary>
    public double CutShare { get; }

    /// <summary>Draws the page.</summary>
    /// <param name="width">Width in pixels.</param>
    public Picture Draw(int width)
    {
        AddLabelledPart();
        for (var i = 0; i < _page.Traces.Count; i++) { AddTrace(_page.Traces[i], _baselines[i]); }
        AddCalibration();
        LabelAxes();
        _plot.Axes.SetLimits(_page.StartSeconds, _page.StartSeconds + _page.Seconds, _bottom, 1);
        _plot.Axes.SetLimitsY(_bottom, 1, _plot.Axes.Right);
        _plot.Layout.Fixed(new PixelPadding(LeftPixels, RightPixels, BottomPixels, TopPixels));
        return Picture.Of(_plot, width, (int)Math.Round((1 - _bottom) * SpacingPixels) + TopPixels + BottomPixels);
    }

    private static bool IsEeg(EegTrace trace) => trace.Group != EegTrace.EkgGroup;

    private static double[] Baselines(IReadOnlyList<EegTrace> traces)
    {
        var baselines = new double[traces.Count];
        for (var i = 1; i < traces.Count; i++) { baselines[i] = baselines[i - 1] - 1 - (traces[i].Group == traces[i - 1].Group ? 0 : GroupGap); }
        return baselines;
    }

    private void AddLabelledPart()
    {
        if (_page.Labelled is not var (start, end) || end <= start || (start <= _page.StartSeconds && end >= _page.StartSeconds + _page.Seconds)) { return; }
        var span = _plot.Add.HorizontalSpan(start, end);
        (span.FillColor, span.LineWidth) = (PageColours.Labelled, 0);
    }

    private void AddTrace(EegTrace trace, double baseline)
    {
        var (scale, colour) = (IsEeg(trace) ? Scale : _ekgScale, PageColours.OfGroup(trace.Group));
        if (!trace.HasSignal)
        {
            var note = _plot.Add.Text("no signal", _page.StartSeconds + 0.01 * _page.Seconds, baseline);
            (note.LabelFontSize, note.LabelFontColor, note.LabelAlignment) = (LabelSize - 1, PageColours.Other, Alignment.MiddleLeft);
            return;
        }
        var sign = _page.Options.Polarity == EegPolarity.NegativeUp ? -1 : 1;
        const double Period = 1.0 / Hms.Data.Files.EegFile.SampleRateHz;
        for (int start = 0, end; start < trace.Values.Length; start = end + 1)
        {
            end = Array.FindIndex(trace.Values, start, float.IsNaN) is >= 0 and var gap ? gap : trace.Values.Length;
            if (end == start) { continue; }
            var signal = _plot.Add.Signal(trace.Values[start..end].Select(value => baseline + sign * Math.Clamp(value / scale.SpacingMicrovolts, -1, 1)).ToArray(), Period, colour);
            (signal.Data.XOffset, signal.LineWidth, signal.MaximumMarkerSize) = (_page.StartSeconds + start * Period, 0.9f, 0);
        }
    }

    /// <summary>An L of one second and of the distance of two traces, with their numbers.</summary>
    private void AddCalibration()
    {
        var (x, y) = (_page.StartSeconds + _page.Seconds - Math.Max(1.25, 0.02 * _page.Seconds + 1), _bottom + 0.25);
        foreach (var (x1, y1, x2, y2) in new[] { (x, y, x, y + 1), (x, y, x + 1, y) })
        {
            var line = _plot.Add.Line(x1, y1, x2, y2);
            (line.LineWidth, line.LineColor, line.MarkerSize) = (2.2f, Colors.Black, 0);
        }
        var text = _plot.Add.Text(string.Create(CultureInfo.InvariantCulture, $"{Scale.SpacingMicrovolts:0.##} µV, 1 s"), x, y + 0.5);
        (text.LabelFontSize, text.LabelAlignment, text.OffsetX) = (LabelSize, Alignment.MiddleRight, -8);
        var note = _plot.Add.Text(
            $"{(_page.Options.Polarity == EegPolarity.NegativeUp ? "negative up" : "positive up")}; cut at ±{Scale.SpacingMicrovolts.ToString("0.##", CultureInfo.InvariantCulture)} µV ({CutShare.ToString("P1", CultureInfo.InvariantCulture)} of the samples); EKG at {_ekgScale.Text.Replace("uV", "µV", StringComparison.Ordinal)}",
            _page.StartSeconds, y + 0.5);
        (note.LabelFontSize, note.LabelFontColor, note.LabelAlignment, note.OffsetX) = (LabelSize - 1, PageColours.Other, Alignment.MiddleLeft, 6);
    }

    private void LabelAxes()
    {
        _plot.Axes.Left.SetTicks(_baselines, [.. _page.Traces.Select(trace => trace.Name)]);
        _plot.Axes.Left.TickLabelStyle.FontSize = LabelSize;
        _plot.Axes.Left.MajorTickStyle.Length = 0;
        var groups = _page.Traces.Select((trace, i) => (trace.Group, Baseline: _baselines[i])).Where(trace => trace.Group != EegTrace.EkgGroup).GroupBy(trace => trace.Group).ToList();
        _plot.Axes.Right.SetTicks([.. groups.Select(group => group.Average(x => x.Baseline))], [.. groups.Select(group => group.Key)]);
        _plot.Axes.Right.TickLabelStyle.FontSize = LabelSize;
        _plot.Axes.Right.MajorTickStyle.Length = 0;
        _plot.Axes.Bottom.TickGenerator = Seconds();
        _plot.Axes.Bottom.TickLabelStyle.FontSize = LabelSize;
        _plot.XLabel("seconds from the start of the file", LabelSize);
        _plot.Title(PageHeading.Of(_page, Scale), TitleSize);
        _plot.Grid.YAxisStyle.IsVisible = false;
        _plot.Grid.XAxisStyle.MajorLineStyle.Color = Colors.Black.WithAlpha(.22);
        _plot.Grid.XAxisStyle.MinorLineStyle.Color = Colors.Black.WithAlpha(.08);
        _plot.Grid.XAxisStyle.MinorLineStyle.Width = 1;
    }

    /// <summary>A line each second; a label at each, or at every fifth, tenth, ... where they are many; fine lines of 0.2 s on short pages.</summary>
    private ScottPlot.TickGenerators.NumericManual Seconds()
    {
        var (first, last) = ((int)Math.Ceiling(_page.StartSeconds - 1e-9), (int)Math.Floor(_page.StartSeconds + _page.Seconds + 1e-9));
        var every = new[] { 1, 5, 10, 30, 60 }.FirstOrDefault(step => (last - first) / step < MostSecondLabels, 120);
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var second = first; second <= last; second++)
        {
            if (second % every == 0) { ticks.AddMajor(second, second.ToString(CultureInfo.InvariantCulture)); }
            else { ticks.AddMinor(second); }
        }
        if (every == 1)
        {
            for (var fifth = (int)Math.Ceiling(_page.StartSeconds * 5); fifth <= (_page.StartSeconds + _page.Seconds) * 5; fifth++) { if (fifth % 5 != 0) { ticks.AddMinor(fifth / 5.0); } }
        }
        return ticks;
    }
}
