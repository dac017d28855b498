using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using static Hms.Tests.Tuning.Pruners.PruningCases;

namespace Hms.Tests.Tuning.Pruners;

public sealed class FoldRacePrunerTests
{
    private const int Folds = 4;
    private const int Epochs = 3;

    /// <summary>NumPy and we add the same doubles in another order.</summary>
    private const double Tolerance = 1e-12;

    private static readonly FoldRacePrunerOptions Options = new() { Folds = Folds, Epochs = Epochs };
    private static readonly double[] Values = [.. Enumerable.Range(0, Folds * Epochs).Select(_ => 1.0)];
    private static readonly Trial Best = Complete(0, Values);

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(2.0)]
    [InlineData(3.0)]
    public void Decide_RowsOfNumPysCases_StopsAfterTheSameFolds(double z)
    {
        var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("pruners/fold_race.json"))).RootElement;
        var (groups, best) = (Rows(golden.GetProperty("groups")), Rows(golden.GetProperty("best")));
        var pruner = new FoldRacePruner(Options with { Z = z, GroupsOfFold = fold => [.. groups[fold].Select(x => (int)x)] });
        Assert.All(golden.GetProperty("cases").EnumerateArray(), golden =>
        {
            var rows = Rows(golden.GetProperty("rows"));
            var expected = golden.GetProperty("stops").GetProperty(z.ToString("R", CultureInfo.InvariantCulture));
            int? stop = Enumerable.Range(0, Folds * Epochs).Where(step => pruner.Decide(At(step, rows, best)) == PruningDecision.Prune).Select(step => (int?)step).FirstOrDefault();
            Assert.Equal(expected.ValueKind == JsonValueKind.Null ? null : expected.GetInt32() * Epochs + Epochs - 1, stop);
        });
    }

    [Fact]
    public void ClusteredDifference_RowsOfNumPysCases_EqualsItsSandwich()
    {
        var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("pruners/fold_race.json"))).RootElement;
        var (groups, best) = (Rows(golden.GetProperty("groups")), Rows(golden.GetProperty("best")));
        Assert.All(golden.GetProperty("cases").EnumerateArray(), golden =>
        {
            var rows = Rows(golden.GetProperty("rows"));
            var differences = Enumerable.Range(0, Folds - 1).SelectMany(f => rows[f].Select((x, i) => ((double)x - best[f][i], (long)groups[f][i]))).ToList();
            var expected = golden.GetProperty("folds").EnumerateArray().Last();
            var actual = ClusteredDifference.Of(differences);
            Assert.Equal(expected.GetProperty("mean").GetDouble(), actual.Mean, Tolerance);
            Assert.Equal(expected.GetProperty("se").GetDouble(), actual.StandardError, Tolerance);
        });
    }

    /// <summary>By hand: 12 rows, half worse by 9/8 and half by 7/8: mean 1, SE = sqrt(12/11 · 12/64) / 12 = 0.03769, so 26.53 standard errors.</summary>
    [Theory]
    [InlineData(26.5, PruningDecision.Prune)]
    [InlineData(26.6, PruningDecision.Continue)]
    public void Decide_WorkedExample_ComparesWithZStandardErrors(double z, PruningDecision expected)
    {
        float[][] own = [.. Enumerable.Repeat<float[]>([.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? 1.125f : 0.875f)], Folds)];
        float[][] best = [.. Enumerable.Repeat(new float[12], Folds)];
        Assert.Equal(expected, new FoldRacePruner(Options with { Z = z }).Decide(At(Epochs - 1, own, best)));
    }

    [Fact]
    public void Decide_WithinAFold_NeverPrunes()
    {
        var (own, best) = (Constant(9), Constant(1));
        var pruner = new FoldRacePruner(Options);
        Assert.Equal([2, 5, 8], Enumerable.Range(0, Folds * Epochs).Where(step => pruner.Decide(At(step, own, best)) == PruningDecision.Prune));
        Assert.Equal([8], Enumerable.Range(0, Folds * Epochs).Where(step => new FoldRacePruner(Options with { MinimumFolds = 3 }).Decide(At(step, own, best)) == PruningDecision.Prune));
    }

    /// <summary>The first fold alone says worse, both together say nothing: all rows so far count, not those of the last fold.</summary>
    [Fact]
    public void Decide_SecondFoldMakesUpForTheFirst_Continues()
    {
        float[][] own = [Level(1.5), Level(0.5), Level(1), Level(1)];
        var pruner = new FoldRacePruner(Options);
        Assert.Equal(PruningDecision.Prune, pruner.Decide(At(2, own, Constant(1))));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(At(5, own, Constant(1))));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(At(5, [Level(0.5), Level(2.5), Level(1), Level(1)], Constant(1))));
    }

    /// <summary>A fold that stopped early after its second epoch is judged at the first report of the next, by its last rows.</summary>
    [Fact]
    public void Decide_FoldThatEndedEarly_IsJudgedAtTheNextReport()
    {
        float[]? Own(int step) => step == 1 ? Level(9) : step == 3 ? Level(1) : null;
        var context = new PruningContext
        {
            TrialNumber = 1, Step = 3, IntermediateValues = Reports([1, 1]).Add(3, 1), History = [Best], Rows = Level(1), OwnRowsAt = Own, RowsOf = (_, _) => Level(1),
        };
        Assert.Equal(PruningDecision.Prune, new FoldRacePruner(Options).Decide(context));
        Assert.Equal(PruningDecision.Continue, new FoldRacePruner(Options).Decide(context with { Step = 4, IntermediateValues = context.IntermediateValues.Add(4, 1) }));
    }

    [Fact]
    public void Decide_PatientOfTwoFolds_IsOneGroup()
    {
        // Twelve patients, each worse by 1 or better by 0.5 in both folds: with 24 independent rows it would be beyond chance at z = 1.3, with 12 patients it is not.
        float[] rows = [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? 2f : 0.5f)];
        float[][] own = [rows, rows, rows, rows];
        int[] patients = [.. Enumerable.Range(0, 12)];
        var context = At(5, own, Constant(1));
        Assert.Equal(PruningDecision.Continue, new FoldRacePruner(Options with { Z = 1.3, GroupsOfFold = _ => patients }).Decide(context));
        Assert.Equal(PruningDecision.Prune, new FoldRacePruner(Options with { Z = 1.3 }).Decide(context));
    }

    [Fact]
    public void Decide_BestTrialIsTheRival_NotTheLast()
    {
        Trial[] history = [Complete(0, [.. Values.Select(_ => 0.5)]), Complete(1, [.. Values.Select(_ => 3.0)])];
        var context = At(2, Constant(1), Constant(1)) with { History = history, RowsOf = (trial, _) => Level(trial.Number == 0 ? 0.5 : 3) };
        Assert.Equal(PruningDecision.Prune, new FoldRacePruner(Options).Decide(context));
        Assert.Equal(PruningDecision.Continue, new FoldRacePruner(Options with { StartupTrials = 3 }).Decide(context));
    }

    [Fact]
    public void Warn_NothingToCompareBy_SaysWhyAndPrunesNothing()
    {
        var pruner = new FoldRacePruner(Options);
        var none = At(2, Constant(9), Constant(1)) with { RowsOf = (_, _) => null };
        var other = At(2, Constant(9), Constant(1)) with { RowsOf = (_, _) => new float[7] };
        var few = At(2, [.. Constant(9).Select(x => x[..4])], [.. Constant(1).Select(x => x[..4])]);
        var several = At(2, Constant(9), Constant(1)) with { Directions = [StudyDirection.Minimize, StudyDirection.Minimize] };
        (PruningContext Context, string Words)[] cases = [(none, "the best trial 0 reported none"), (other, "different numbers of rows"), (few, "needs 10 for a standard error"), (several, "compares one objective")];
        Assert.All(cases, x =>
        {
            Assert.Equal(PruningDecision.Continue, pruner.Decide(x.Context));
            Assert.Contains(x.Words, pruner.Warn(x.Context), StringComparison.Ordinal);
            Assert.Contains("Nothing is pruned", pruner.Warn(x.Context), StringComparison.Ordinal);
        });
        Assert.Null(pruner.Warn(At(1, Constant(9), Constant(1)) with { RowsOf = (_, _) => null }));
        Assert.Null(pruner.Warn(At(2, Constant(9), Constant(1))));
    }

    [Fact]
    public void Decide_NaN_IsPrunedAtOnceAndAStepBeyondIsAnError()
    {
        var pruner = new FoldRacePruner(Options);
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context([Best], 1, double.NaN)));
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context([], 1, double.NaN)));
        Assert.Contains("lies beyond 4 folds × 3 epochs", Assert.Throws<ArgumentException>(() => pruner.Decide(Context([Best], [.. Values, 1.0]))).Message);
    }

    [Fact]
    public void Validate_UnsoundOptions_SaysEach()
    {
        Assert.Equal(5, new FoldRacePrunerOptions { Folds = 1, Epochs = 0, Z = 0, StartupTrials = 0, MinimumFolds = 0 }.Validate().Count);
        Assert.Contains("must be below 4 folds", Assert.Single((Options with { MinimumFolds = 4 }).Validate()));
    }

    /// <summary>Replayed: a study of three trials; the second is far behind after its first fold and stops there, the third is better and survives.</summary>
    [Fact]
    public void Replay_OfRows_SavesTheFoldsOfTheLoser()
    {
        Trial[] trials = [Complete(0, Values), Complete(1, [.. Values.Select(_ => 2.0)]), Complete(2, [.. Values.Select(_ => 0.9)])];
        float[] levels = [1, 2, 0.9f];
        var result = PruneReplay.Run(trials, new FoldRacePruner(Options), new PruneReplayOptions { RowsOf = (trial, _) => Level(levels[trial.Number]) });
        Assert.Equal([null, Epochs - 1, null], result.Trials.Select(x => x.PrunedAtStep));
        Assert.True(result.BestSurvives);
        Assert.Equal((Folds - 1) * Epochs, result.RecordedReports - result.Reports);
    }

    /// <summary>The report of a step; the rows of each fold are reported at its last step, those before are all 1.</summary>
    private static PruningContext At(int step, float[][] own, float[][] best)
    {
        float[] RowsAt(float[][] rows, int at) => at % Epochs == Epochs - 1 ? rows[at / Epochs] : Level(1);
        return new()
        {
            TrialNumber = 1, Step = step, IntermediateValues = Values[..(step + 1)].Select((x, i) => KeyValuePair.Create(i, x)).ToImmutableSortedDictionary(), History = [Best],
            Rows = RowsAt(own, step), OwnRowsAt = at => RowsAt(own, at), RowsOf = (_, at) => RowsAt(best, at),
        };
    }

    private static float[][] Constant(double level) => [.. Enumerable.Repeat(Level(level), Folds)];

    /// <summary>Twelve rows about a level.</summary>
    private static float[] Level(double level) => [.. Enumerable.Range(0, 12).Select(i => (float)(level + (i % 2 == 0 ? 0.125 : -0.125) * (level - 1)))];

    private static float[][] Rows(JsonElement folds) => [.. folds.EnumerateArray().Select(f => f.EnumerateArray().Select(x => (float)x.GetDouble()).ToArray())];
}
