using System.Globalization;
using Hms.Signal.Statistics;
using ScottPlot;

namespace Hms.Experiments.Reporting;

/// <summary>Signals [C, T] as traces below one another in the order of the channels, positive upwards, each about its own median.</summary>
/// <remarks>Left channels (odd numbers) are blue, right ones red, others black. What exceeds the room of a trace is cut, and the title says where; NaN leaves a gap.</remarks>
internal static class TraceFigure
{
    private const int TraceHeight = 36;
    private const double LargeValue = 0.995;
    private const double RoomInSpacings = 0.75;

    /// <summary>Draws the figure.</summary>
    public static Image Draw(NamedArray array)
    {
        var (channels, samples) = (array.Dimensions[0], array.Dimensions[1]);
        var traces = Enumerable.Range(0, channels).Select(c => Centred(array.Values.AsSpan(c * samples, samples))).ToArray();
        var spacing = Spacing(traces);
        var rate = array.SampleRateHz ?? 1;
        var plot = new Plot();
        for (var c = 0; c < channels; c++) { Draw(plot, traces[c], -c * spacing, spacing * RoomInSpacings, 1 / rate, ColourOf(array.ChannelName(c))); }
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, channels).Select(c => -c * spacing)], [.. Enumerable.Range(0, channels).Select(array.ChannelName)]);
        plot.Title(FormattableString.Invariant($"{array.Title}: {Rounded(spacing)} between baselines, cut at ±{Rounded(spacing * RoomInSpacings)}"), 13);
        plot.XLabel(array.SampleRateHz is null ? "sample" : "time (s)", 12);
        plot.HideGrid();
        plot.Axes.SetLimits(0, samples / rate, -(channels - 0.2) * spacing, 0.8 * spacing);
        return plot.GetImage(ArrayFigure.Width, Math.Max(300, 90 + TraceHeight * channels));
    }

    private static void Draw(Plot plot, float[] trace, double baseline, double room, double period, Color colour)
    {
        for (int start = 0, end; start < trace.Length; start = end + 1)
        {
            end = Array.FindIndex(trace, start, float.IsNaN) is >= 0 and var gap ? gap : trace.Length;
            if (end == start) { continue; }
            var signal = plot.Add.Signal(trace[start..end].Select(value => baseline + Math.Clamp(value, -room, room)).ToArray(), period, colour);
            signal.Data.XOffset = start * period;
            signal.LineWidth = 0.7f;
            signal.MaximumMarkerSize = 0;
        }
    }

    private static float[] Centred(ReadOnlySpan<float> values)
    {
        var median = Quantiles.Median(values);
        var centred = new float[values.Length];
        for (var i = 0; i < centred.Length; i++) { centred[i] = float.IsFinite(values[i]) ? (float)(values[i] - median) : float.NaN; }
        return centred;
    }

    /// <summary>Twice the median over the channels of what 99.5 % of a channel's values stay below, so that one artefact or the EKG does not flatten all; 1 for silence.</summary>
    private static double Spacing(float[][] traces)
    {
        var typical = traces.Select(trace => (float)Quantiles.Compute([.. trace.Select(Math.Abs)], LargeValue)).ToArray();
        var spacing = 2 * Quantiles.Median(typical);
        return spacing > 0 ? spacing : 1;
    }

    private static string Rounded(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return (Math.Round(value / unit) * unit).ToString("G6", CultureInfo.InvariantCulture);
    }

    /// <summary>Side of the head by the number of the last electrode that has one.</summary>
    private static Color ColourOf(string channel)
    {
        var digits = channel.Split('-').Where(name => name.Length > 1 && char.IsAsciiDigit(name[^1])).Select(name => (name[^1] - '0') % 2).Distinct().ToArray();
        return digits is not [var odd] || channel.StartsWith("channel", StringComparison.Ordinal) ? Colors.Black : odd == 1 ? Colors.Navy : Colors.DarkRed;
    }
}
