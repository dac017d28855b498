using System.Globalization;
using ScottPlot;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>Power spectra of all derivations as recorded, their medians left and right, and the mains at 50 and 60 Hz.</summary>
internal static class PowerSpectrumFigure
{
    private const double HighestHz = 100;
    private const double SmallestDensity = 1e-4;
    private const float LabelSize = 13;
    private const double TickDensity = 0.55;
    private static readonly double[] Mains = [50, 60];
    private static readonly (string Name, string[] Groups, Color Colour)[] Sides =
        [("left, median", ["LL", "LP", "left"], PageColours.Left), ("right, median", ["RL", "RP", "right"], PageColours.Right)];

    /// <summary>The strongest line of each mains frequency, and the median over the derivations.</summary>
    public static IReadOnlyList<(LineNoise Strongest, double MedianDecibels)> Measure(IReadOnlyList<ChannelSpectrum> spectra) =>
        spectra.Count == 0 ? [] : [.. Mains.Select(line => spectra.Select(x => LineNoise.Measure(x, line)).ToList()).Select(lines => (lines.MaxBy(x => x.MicrovoltsRms)!, Median(lines.Select(x => x.Decibels))))];

    /// <summary>Draws the figure.</summary>
    public static Plot Draw(EegPage page, IReadOnlyList<ChannelSpectrum> spectra)
    {
        var plot = BlankPlot.New();
        var noise = Measure(spectra);
        foreach (var line in Mains)
        {
            var mark = plot.Add.VerticalLine(line);
            (mark.LineColor, mark.LineWidth, mark.LinePattern) = (PageColours.Mains, 1.2f, LinePattern.Dashed);
        }
        foreach (var spectrum in spectra) { AddLine(plot, spectrum.FrequenciesHz, spectrum.Density, Colors.Black.WithAlpha(.16), 0.8f); }
        foreach (var (name, groups, colour) in Sides)
        {
            var side = spectra.Where(x => groups.Contains(x.Group)).ToList();
            if (side.Count == 0) { continue; }
            AddLine(plot, side[0].FrequenciesHz, [.. Enumerable.Range(0, side[0].Density.Length).Select(bin => Median(side.Select(x => x.Density[bin])))], colour, 2).LegendText = name;
        }
        Label(plot, page, spectra, noise);
        return plot;
    }

    private static ScottPlot.Plottables.Scatter AddLine(Plot plot, IReadOnlyList<double> frequencies, double[] density, Color colour, float width)
    {
        // The mean is taken away from each segment, so the bin of 0 Hz says nothing.
        double[] x = [.. frequencies.Skip(1)], y = [.. density.Skip(1).Select(Decibels)];
        var line = plot.Add.ScatterLine(x, y, colour);
        line.LineWidth = width;
        return line;
    }

    private static void Label(Plot plot, EegPage page, IReadOnlyList<ChannelSpectrum> spectra, IReadOnlyList<(LineNoise Strongest, double MedianDecibels)> noise)
    {
        var lines = noise.Select(x => string.Create(CultureInfo.InvariantCulture,
            $"{x.Strongest.FrequencyHz:0} Hz: {x.MedianDecibels:+0.0;-0.0;0.0} dB (median){(x.Strongest.MicrovoltsRms > 0 ? $", {x.Strongest.MicrovoltsRms:0.00} µV RMS in {x.Strongest.Channel}" : ", adds nothing")}"));
        var seconds = page.Unfiltered.Count == 0 ? 0 : page.Unfiltered[0].Values.Length / (double)Hms.Data.Files.EegFile.SampleRateHz;
        plot.Title(string.Create(CultureInfo.InvariantCulture, $"Power as recorded, {page.SpectrumStartSeconds:0.#} to {page.SpectrumStartSeconds + seconds:0.#} s\n{string.Join('\n', lines)}"), LabelSize - 2);
        plot.XLabel("frequency (Hz)", LabelSize);
        plot.YLabel("dB re 1 µV²/Hz", LabelSize);
        var levels = spectra.SelectMany(x => x.FrequenciesHz.Zip(x.Density)).Where(x => x.First is > 0 and <= HighestHz).Select(x => Decibels(x.Second)).Append(-20).Append(20).ToList();
        plot.Axes.SetLimits(0, HighestHz, levels.Min() - 3, levels.Max() + 5);
        plot.Axes.Bottom.SetTicks([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], ["0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100"]);
        if (plot.Axes.Left.TickGenerator is ScottPlot.TickGenerators.NumericAutomatic ticks) { ticks.TickDensity = TickDensity; }
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(.08);
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static double Decibels(double density) => 10 * Math.Log10(Math.Max(density, SmallestDensity));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
