using System.Globalization;

namespace Hms.Experiments.Reporting;

/// <summary>Round frequencies for the axis of an image whose rows are frequencies, evenly spaced or not.</summary>
internal static class FrequencyTicks
{
    private const int MostTicks = 6;

    /// <summary>Where the ticks lie, in rows, and their labels.</summary>
    /// <param name="frequenciesHz">Frequency of each row, ascending.</param>
    public static (double[] Rows, string[] Labels) Of(IReadOnlyList<float> frequenciesHz)
    {
        var (low, high) = (frequenciesHz[0], frequenciesHz[^1]);
        var step = RoundStep((high - low) / MostTicks);
        var ticks = new List<(double Row, string Label)>();
        for (var i = (int)Math.Ceiling(low / step); i * step <= high + step * 1e-6; i++)
        {
            ticks.Add((RowOf(frequenciesHz, i * step), (i * step).ToString("0.###", CultureInfo.InvariantCulture)));
        }
        return ([.. ticks.Select(tick => tick.Row)], [.. ticks.Select(tick => tick.Label)]);
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is at least the wanted step.</summary>
    private static double RoundStep(double wanted)
    {
        if (!(wanted > 0)) { return 1; }
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(step => step >= wanted * (1 - 1e-9));
    }

    private static double RowOf(IReadOnlyList<float> frequenciesHz, double frequency)
    {
        for (var row = 1; row < frequenciesHz.Count; row++)
        {
            if (frequenciesHz[row] < frequency) { continue; }
            return row - (frequenciesHz[row] - frequency) / ((double)frequenciesHz[row] - frequenciesHz[row - 1]);
        }
        return frequenciesHz.Count - 1;
    }
}
