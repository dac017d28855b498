using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Analysis.Importance;

/// <summary>The density of one parameter on a grid of at most 50 cells: a kernel at each occupied cell, weighted by its trials, and a prior kernel over the range that weighs one trial.</summary>
/// <remarks>Numeric kernels are normal with the bandwidth of Scott's rule, 1.059 · min(IQR / 1.34, σ) · n^(−1/5), at least 0.5 / 1.64 cells; probabilities are masses of the cells, as in PED-ANOVA's reference programs.</remarks>
internal static class GridDensity
{
    private const int MostCells = 50;
    private const double PriorWeight = 1;
    private const double ScottFactor = 1.059;
    private const double QuartilesPerDeviation = 1.34;
    private const double LeastBandwidth = 0.5 / 1.64;
    private const double LeastProbability = 1e-12;

    /// <summary>The probability of each cell.</summary>
    /// <param name="distribution">A distribution with more than one value.</param>
    /// <param name="values">Internal values; at least one.</param>
    public static double[] Of(ParameterDistribution distribution, double[] values)
    {
        var counts = Count(distribution, values);
        var density = distribution is CategoricalDistribution ? OfChoices(counts) : OfNumbers(counts);
        for (var i = 0; i < density.Length; i++) { density[i] += LeastProbability; }
        return density;
    }

    private static int[] Count(ParameterDistribution distribution, double[] values)
    {
        if (distribution is CategoricalDistribution category)
        {
            var choices = new int[category.Choices.Count];
            foreach (var value in values) { choices[(int)value]++; }
            return choices;
        }
        var (low, high, isLog) = distribution switch
        {
            FloatDistribution x => (x.Low, x.High, x.Log),
            IntDistribution x => (x.Low, x.High, x.Log),
            _ => throw new ArgumentException($"{distribution} has no range."),
        };
        var counts = new int[Cells(distribution)];
        if (isLog) { (low, high) = (Math.Log(low), Math.Log(high)); }
        var width = (high - low) / (counts.Length - 1);
        foreach (var value in values)
        {
            var cell = (int)Math.Ceiling(((isLog ? Math.Log(value) : value) - low) / width - 0.5);
            counts[Math.Clamp(cell, 0, counts.Length - 1)]++;
        }
        return counts;
    }

    /// <summary>A logarithmic integer range gets about one cell for each doubling of its width.</summary>
    private static int Cells(ParameterDistribution distribution) => distribution switch
    {
        IntDistribution { Log: true } x => (int)Math.Min(MostCells, Math.Ceiling(Math.Log2(x.High - x.Low + 1)) + 1),
        { ValueCount: { } count } => (int)Math.Min(MostCells, count),
        _ => MostCells,
    };

    /// <summary>A kernel puts 1 on its own choice and 1 / kernels on each; the prior is even.</summary>
    private static double[] OfChoices(int[] counts)
    {
        var spread = PriorWeight / (counts.Count(x => x > 0) + 1);
        var rowSum = 1 + spread * counts.Length;
        var weights = counts.Sum() + PriorWeight;
        var density = new double[counts.Length];
        for (var i = 0; i < density.Length; i++) { density[i] = ((counts[i] + spread * counts.Sum()) / rowSum + PriorWeight / counts.Length) / weights; }
        return density;
    }

    private static double[] OfNumbers(int[] counts)
    {
        var density = new double[counts.Length];
        var bandwidth = Bandwidth(counts);
        var weights = counts.Sum() + PriorWeight;
        for (var k = 0; k < counts.Length; k++)
        {
            if (counts[k] > 0) { AddKernel(density, k, bandwidth, counts[k] / weights); }
        }
        AddKernel(density, 0.5 * (counts.Length - 1), counts.Length, PriorWeight / weights);
        return density;
    }

    private static void AddKernel(double[] density, double centre, double width, double weight)
    {
        var whole = Gaussian.LogMass((-0.5 - centre) / width, (density.Length - 0.5 - centre) / width);
        for (var i = 0; i < density.Length; i++) { density[i] += weight * Math.Exp(Gaussian.LogMass((i - 0.5 - centre) / width, (i + 0.5 - centre) / width) - whole); }
    }

    private static double Bandwidth(int[] counts)
    {
        var cells = Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).ToArray();
        var total = counts.Sum();
        var mean = cells.Sum(i => (double)i * counts[i]) / total;
        var deviation = Math.Sqrt(cells.Sum(i => counts[i] * (i - mean) * (i - mean)) / Math.Max(1, total - 1));
        var quartiles = FirstAbove(cells, counts, total * 3 / 4, strictly: 1) - FirstAbove(cells, counts, total / 4, strictly: 0);
        return Math.Max(LeastBandwidth, ScottFactor * Math.Min(quartiles / QuartilesPerDeviation, deviation) * Math.Pow(total, -0.2));
    }

    /// <summary>The first occupied cell up to which at least (strictly = 0) or more than (1) so many values lie; the last one where there is none.</summary>
    private static int FirstAbove(int[] cells, int[] counts, int wanted, int strictly)
    {
        var sum = 0;
        foreach (var cell in cells)
        {
            sum += counts[cell];
            if (sum >= wanted + strictly) { return cell; }
        }
        return cells[^1];
    }
}
