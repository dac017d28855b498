using Hms.Experiments.Commands;
using Hms.Experiments.Running.Series;

namespace Hms.Tests.Experiments.Running.Series;

public sealed class SeriesProgressTests
{
    private static readonly SeriesItem[] Items =
    [
        new("one", SeriesKind.Training) { Weight = 1 }, new("two", SeriesKind.Training) { Weight = 3 },
        new("first", SeriesKind.Ensemble), new("second", SeriesKind.Ensemble), new("third", SeriesKind.Ensemble),
    ];

    [Fact]
    public void Begin_EnsemblesLeft_CountThem()
    {
        var clock = new StoppedClock();
        using var error = new StringWriter();
        var progress = new SeriesProgress(Items, new CommandTerminal(TextWriter.Null, error, IsTerminal: false, clock));
        foreach (var (item, seconds) in Items.Zip([10, 30, 40, 60, 1]))
        {
            progress.Begin(item, isThere: false);
            clock.Seconds += seconds;
            progress.End(item);
        }
        Assert.Equal(
        [
            "[1/5] one: trains (0.0 s used)", // nothing is known
            "[2/5] two: trains (10 s used, about 1 min 00 s left)", // 3 times its weight, and three ensembles like the one training
            "[3/5] first: joins its members (40 s used, about 1 min 00 s left)", // three like the mean of the two trainings
            "[4/5] second: joins its members (1 min 20 s used, about 1 min 20 s left)", // two like the first
            "[5/5] third: joins its members (2 min 20 s used, about 50 s left)",
        ], error.ToString().Trim().Split(Environment.NewLine));
    }

    [Fact]
    public void Begin_OnlyEnsemblesKnown_SaysNothingOfTrainings()
    {
        var clock = new StoppedClock();
        using var error = new StringWriter();
        var progress = new SeriesProgress([Items[2], Items[0]], new CommandTerminal(TextWriter.Null, error, IsTerminal: false, clock));
        progress.Begin(Items[2], isThere: false);
        clock.Seconds += 5;
        progress.End(Items[2]);
        progress.Begin(Items[0], isThere: false);
        Assert.DoesNotContain("left", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
