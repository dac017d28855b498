using System.Text.Json;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Pruners;

/// <summary>With equal settings our pruners stop the same trials at the same reports as Optuna 3.1's.</summary>
public sealed class OptunaDecisionTests
{
    private const int NoEnd = 1000;
    private static readonly Lazy<JsonElement> Golden = new(() => JsonDocument.Parse(File.ReadAllText(Goldens.Path("pruners/decisions.json"))).RootElement);

    public static TheoryData<string> Cases => [.. Golden.Value.GetProperty("cases").EnumerateArray().Select(x => x.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_OptunasCurves_StopsTheSameTrialsAtTheSameReports(string name)
    {
        var golden = Golden.Value.GetProperty("cases").EnumerateArray().Single(x => x.GetProperty("name").GetString() == name);
        var direction = golden.GetProperty("direction").GetString()!;
        var key = golden.TryGetProperty("key", out var other) ? other.GetString()! : direction;
        var curves = Golden.Value.GetProperty("curves").GetProperty(key).EnumerateArray().Select(x => x.EnumerateArray().Select(v => v.GetDouble()).ToArray());
        var trials = curves.Select((x, i) => PruningCases.Complete(i, x)).ToList();
        var options = new PruneReplayOptions { Directions = [direction == "minimize" ? StudyDirection.Minimize : StudyDirection.Maximize] };
        var stops = PruneReplay.Run(trials, Create(golden), options).Trials.Select(x => x.PrunedAtStep);
        Assert.Equal(golden.GetProperty("stops").EnumerateArray().Select(x => x.ValueKind == JsonValueKind.Null ? (int?)null : x.GetInt32()), stops);
    }

    private static IPruner Create(JsonElement golden)
    {
        int Integer(string key) => golden.GetProperty(key).GetInt32();
        double? Number(string key) => golden.GetProperty(key).ValueKind == JsonValueKind.Null ? null : golden.GetProperty(key).GetDouble();
        return golden.GetProperty("kind").GetString() switch
        {
            "median" => new MedianPruner(new MedianPrunerOptions { StartupTrials = Integer("startup"), WarmupSteps = Integer("warmup"), IntervalSteps = Integer("interval"), MinimumTrialsAtStep = Integer("minimum"), TotalSteps = NoEnd }),
            "percentile" => new PercentilePruner(new PercentilePrunerOptions { Percentile = Number("percentile")!.Value, StartupTrials = Integer("startup"), WarmupSteps = Integer("warmup"), IntervalSteps = Integer("interval"), TotalSteps = NoEnd }),
            "patient" => new PatientPruner(
                new MedianPruner(new MedianPrunerOptions { StartupTrials = Integer("startup"), WarmupSteps = Integer("warmup"), TotalSteps = NoEnd }),
                new PatientPrunerOptions { Patience = Integer("patience"), MinimumDelta = Number("delta")!.Value }),
            "threshold" => new ThresholdPruner(new ThresholdPrunerOptions { Lower = Number("lower"), Upper = Number("upper"), WarmupSteps = Integer("warmup"), IntervalSteps = Integer("interval"), TotalSteps = NoEnd }),
            "halving" => new SuccessiveHalvingPruner(new SuccessiveHalvingPrunerOptions { MinimumResource = Integer("resource"), ReductionFactor = Integer("eta"), MinimumEarlyStoppingRate = Integer("rate"), StartupTrials = 1, TotalSteps = NoEnd }),
            _ => Hyperband(golden, Integer("resource"), Integer("maximum"), Integer("eta")),
        };
    }

    private static HyperbandPruner Hyperband(JsonElement golden, int least, int most, int factor)
    {
        var budgets = golden.GetProperty("budgets").EnumerateArray().Select(x => x.GetInt32()).ToArray();
        var draws = golden.GetProperty("draws").EnumerateArray().Select(x => x.GetInt32()).ToArray();
        var options = new HyperbandPrunerOptions { MinimumResource = least, MaximumResource = most, ReductionFactor = factor, StartupTrials = 1, TotalSteps = NoEnd };
        var pruner = new HyperbandPruner(options, (_, number, budget) =>
        {
            Assert.Equal(budgets.Sum(), budget);
            return draws[number];
        });
        Assert.Equal(budgets, pruner.Budgets(least, most));
        return pruner;
    }
}
