using System.Text.Json;
using Hms.Training.Optimization;

namespace Hms.Tests.Training.Optimization;

public sealed class ScheduleGoldenTests
{
    // PyTorch multiplies from step to step, we compute each step anew: its own rounding, up to 60 times
    private const double RelativeTolerance = 1e-12;
    private const double AbsoluteTolerance = 1e-16;

    private static readonly JsonElement Golden = TrainingGolden.Read("schedules/schedules");

    public static TheoryData<string> Names => [.. Golden.GetProperty("cases").EnumerateObject().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void At_EveryStep_IsPyTorchsRateAndMomentum(string name)
    {
        var golden = Golden.GetProperty("cases").GetProperty(name);
        var schedule = ScheduleOf(golden);
        var (epochs, steps) = (golden.GetProperty("epochs").GetInt32(), golden.GetProperty("stepsPerEpoch").GetInt32());
        var watched = Golden.GetProperty("watched").Numbers();
        Assert.Empty(schedule.Validate(epochs));
        var row = 0;
        foreach (var expected in golden.GetProperty("rates").EnumerateArray().Select(pair => pair.Numbers()))
        {
            var moment = new ScheduleMoment { Epoch = row / steps + 1, EpochCount = epochs, Step = row % steps, StepsPerEpoch = steps, Watched = watched[..(row / steps)] };
            var values = schedule.At(golden.GetProperty("learningRate").GetDouble(), moment);
            Assert.Equal(expected[0], values.LearningRate, expected[0] * RelativeTolerance + AbsoluteTolerance);
            Assert.Equal(expected[1], values.Momentum ?? 0.5, RelativeTolerance);
            row++;
        }
        Assert.Equal(epochs * steps, row);
    }

    private static LearningRateSchedule ScheduleOf(JsonElement golden)
    {
        var options = golden.GetProperty("options");
        double Number(string key, double otherwise) => options.TryGetProperty(key, out var value) ? value.GetDouble() : otherwise;
        string Text(string key) => options.TryGetProperty(key, out var value) ? value.GetString()! : string.Empty;
        var interval = Text("interval") == "step" ? ScheduleInterval.Step : ScheduleInterval.Epoch;
        LearningRateSchedule schedule = golden.GetProperty("kind").GetString() switch
        {
            "constant" => new ConstantSchedule(),
            "cosine" => new CosineSchedule { MinimumLearningRate = Number("min", 0), Interval = interval },
            "plateau" => new PlateauSchedule
            {
                Factor = Number("factor", 0.1), Patience = (int)Number("patience", 10), Cooldown = (int)Number("cooldown", 0), Threshold = Number("threshold", 1e-4),
                ThresholdMode = Text("mode") == "abs" ? PlateauThresholdMode.Absolute : PlateauThresholdMode.Relative, MinimumLearningRate = Number("min", 0),
            },
            "step" => new StepSchedule { StepSize = (int)Number("size", 0), Gamma = Number("gamma", 0.1) },
            "multiStep" => new MultiStepSchedule { Milestones = [.. options.GetProperty("milestones").EnumerateArray().Select(item => item.GetInt32())], Gamma = Number("gamma", 0.1) },
            "exponential" => new ExponentialSchedule { Gamma = Number("gamma", 0) },
            "warmRestarts" => new WarmRestartsSchedule { FirstPeriod = (int)Number("first", 0), PeriodFactor = (int)Number("factor", 1), MinimumLearningRate = Number("min", 0), Interval = interval },
            "oneCycle" => new OneCycleSchedule
            {
                PctStart = Number("pct", 0.3), DivFactor = Number("div", 25), FinalDivFactor = Number("final", 1e4), BaseMomentum = Number("base", 0.85), MaxMomentum = Number("max", 0.95),
                Annealing = Text("annealing") == "linear" ? AnnealingKind.Linear : AnnealingKind.Cosine, Phases = options.TryGetProperty("three", out _) ? OneCyclePhases.Three : OneCyclePhases.Two,
                CycleMomentum = !options.TryGetProperty("cycle", out _),
            },
            var other => throw new InvalidOperationException(other),
        };
        if (!options.TryGetProperty("start", out var start)) { return schedule; }
        var warm = new WarmUpSchedule { Then = schedule, StartFactor = start.GetDouble() };
        return options.TryGetProperty("warmSteps", out var count) ? warm with { Steps = count.GetInt32() } : warm with { Epochs = options.GetProperty("warmEpochs").GetInt32() };
    }
}
