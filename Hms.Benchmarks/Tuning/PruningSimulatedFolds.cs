using Hms.Tuning.Spaces;

namespace Hms.Benchmarks.Tuning;

/// <summary>Cross-validated trainings by formula: noisy power laws that cross, folds of different difficulty, rows of different difficulty.</summary>
internal static class PruningSimulatedFolds
{
    private const int Folds = 5;
    private const int Epochs = 9;
    private const int RowCount = 200;
    private static readonly double[] FoldOffsets = [-0.06, 0.05, 0.0, 0.09, -0.08];

    private static readonly SearchSpace Space = new(
        new SearchParameter("lr", new FloatDistribution(1e-4, 1e-1, Log: true)),
        new SearchParameter("dropout", new FloatDistribution(0, 0.6)),
        new SearchParameter("decay", new FloatDistribution(1e-6, 1e-1, Log: true)),
        new SearchParameter("width", new IntDistribution(16, 512, Log: true)),
        new SearchParameter("schedule", new CategoricalDistribution("cosine", "plateau", "constant")));

    /// <summary>The same trainings with little and with much noise from epoch to epoch.</summary>
    public static IReadOnlyList<PruningProblem> All { get; } = [Create("folds-calm", 0.01), Create("folds-noisy", 0.04)];

    private static PruningProblem Create(string name, double noise) => new(name, Space, Folds, Epochs, (x, seed) => RunningMeans(x, seed, noise), (x, seed, step) => Rows(x, seed, step, noise));

    private static double[] RunningMeans(ParameterValues values, int seed, double noise)
    {
        var means = new double[Folds * Epochs];
        var finished = 0.0;
        for (var step = 0; step < means.Length; step++)
        {
            var (fold, value) = (step / Epochs, FoldValue(values, seed, step, noise));
            means[step] = (finished + value) / (fold + 1);
            if (step % Epochs == Epochs - 1) { finished += value; }
        }
        return means;
    }

    /// <summary>Rows scatter about the fold's value: half of a row's deviation belongs to the row, half to the model on that row.</summary>
    private static float[] Rows(ParameterValues values, int seed, int step, double noise)
    {
        var value = FoldValue(values, seed, step, noise);
        var (rowRandom, ownRandom) = (new Random(1000 + step / Epochs), new Random(unchecked(seed * 7919 + step)));
        var rows = new float[RowCount];
        for (var i = 0; i < RowCount; i++) { rows[i] = (float)(value + 0.3 * Normal(rowRandom) + 0.15 * Normal(ownRandom)); }
        var shift = (float)(value - rows.Average(x => (double)x));
        return [.. rows.Select(x => x + shift)];
    }

    /// <summary>A high learning rate starts fast and ends high: curves cross.</summary>
    private static double FoldValue(ParameterValues x, int seed, int step, double noise)
    {
        var rate = Math.Log10(x.GetDouble("lr"));
        var schedule = (int)x.GetInternal("schedule");
        var width = Math.Log2(x.GetDouble("width"));
        var floor = 0.30 + 0.06 * Square(rate + 2.9) + 0.4 * Square(x.GetDouble("dropout") - 0.25) + 0.006 * Square(Math.Log10(x.GetDouble("decay")) + 3) + 0.006 * Square(width - 7.5)
            + ((double[])[0, 0.015, 0.03])[schedule];
        var start = 0.5 + 0.08 * x.GetDouble("dropout") + 0.02 * width;
        var speed = 0.35 + 0.28 * (rate + 4) - (schedule == 0 ? 0.1 : 0);
        var (fold, epoch) = (step / Epochs, step % Epochs);
        return floor + start * Math.Pow(epoch + 1, -speed) + FoldOffsets[fold] + noise * Normal(new Random(unchecked(seed * 104729 + step * 31 + 7)));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Square(double x) => x * x;
}
