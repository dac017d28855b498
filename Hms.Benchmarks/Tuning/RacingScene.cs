using System.Collections.Immutable;
using Hms.Tuning.Studies;

namespace Hms.Benchmarks.Tuning;

/// <summary>A set of candidates whose row losses on every fold are known by formula, so that a race can be compared with training everything.</summary>
/// <remarks>
/// Loss of model m on row i of patient p in fold f: row difficulty (exponential, mean 0.35, the same for all) + level of the model + (patient, model) effect + (row, model) noise
/// + (fold, model) noise, which is the luck of one training and which no standard error over rows knows of.
/// </remarks>
internal sealed class RacingScene
{
    /// <summary>Folds of a full training.</summary>
    public const int Folds = 5;

    private readonly float[][][] _losses;

    /// <summary>Draws a scene.</summary>
    /// <param name="options">Sizes and scatters.</param>
    /// <param name="seed">Seed.</param>
    public RacingScene(RacingSceneOptions options, int seed)
    {
        var random = new Random(seed);
        Groups = [.. Enumerable.Range(0, Folds).Select(f => (IReadOnlyList<int>)[.. Enumerable.Range(0, options.PatientsPerFold * options.RowsPerPatient).Select(i => f * options.PatientsPerFold + i / options.RowsPerPatient)])];
        var difficulty = Groups.Select(g => g.Select(_ => -0.35 * Math.Log(1 - random.NextDouble())).ToArray()).ToArray();
        _losses = new float[options.Candidates][][];
        for (var m = 0; m < options.Candidates; m++)
        {
            var level = 0.4 + options.LevelDeviation * Math.Abs(Normal(random));
            _losses[m] = [.. Enumerable.Range(0, Folds).Select(f => DrawFold(options, random, Groups[f], difficulty[f], level))];
        }
        Values = [.. _losses.Select(m => m.Average(f => f.Average(x => (double)x)))];
    }

    /// <summary>Patient of each row, by fold.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>Mean over folds of each candidate: what training everything would have judged by.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The candidate that training everything would have chosen.</summary>
    public int Best => Enumerable.Range(0, Values.Count).MinBy(m => Values[m]);

    /// <summary>Losses of a candidate's rows in a fold.</summary>
    public float[] RowsOf(int candidate, int fold) => _losses[candidate][fold];

    /// <summary>Mean over a candidate's first folds.</summary>
    public double ValueOver(int candidate, int folds) => _losses[candidate].Take(folds).Average(f => f.Average(x => (double)x));

    /// <summary>A candidate as a complete trial with one report a fold.</summary>
    public Trial TrialOf(int candidate) => new()
    {
        Id = candidate, Number = candidate, State = TrialState.Complete, Values = [Values[candidate]],
        IntermediateValues = Enumerable.Range(0, Folds).ToImmutableSortedDictionary(f => f, f => ValueOver(candidate, f + 1)),
    };

    /// <summary>Share of the pairs of candidates that the first folds order as all folds do.</summary>
    public double AgreementAfter(int folds)
    {
        var (same, pairs) = (0, 0);
        for (var a = 0; a < Values.Count; a++)
        {
            for (var b = a + 1; b < Values.Count; b++)
            {
                pairs++;
                if (ValueOver(a, folds) < ValueOver(b, folds) == Values[a] < Values[b]) { same++; }
            }
        }
        return same / (double)pairs;
    }

    private static float[] DrawFold(RacingSceneOptions options, Random random, IReadOnlyList<int> groups, double[] difficulty, double level)
    {
        var luck = options.FoldDeviation * Normal(random);
        var patients = groups.Distinct().ToDictionary(g => g, _ => options.PatientDeviation * Normal(random));
        return [.. groups.Select((g, i) => (float)(difficulty[i] + level + luck + patients[g] + options.RowDeviation * Normal(random)))];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
