using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using static Hms.Tests.Tuning.Pruners.PruningCases;

namespace Hms.Tests.Tuning.Pruners;

public sealed class PatientPrunerTests
{
    private static readonly Trial[] History = [.. Enumerable.Range(0, 5).Select(i => Complete(i, 1, 1, 1, 1, 1, 1, 1, 1, 1.0))];

    [Theory]
    [InlineData(PruningDecision.Continue, new[] { 9, 8, 7, 6, 5.0 })]
    [InlineData(PruningDecision.Continue, new[] { 9, 8, 8, 8.0 })]
    [InlineData(PruningDecision.Continue, new[] { 9, 8, 8.1, 8.1 })]
    [InlineData(PruningDecision.Prune, new[] { 9, 8, 8.1, 8.1, 8.1 })]
    [InlineData(PruningDecision.Prune, new[] { 9, double.NaN })]
    public void Decide_PatienceTwo_AsksOnlyWithoutImprovement(PruningDecision expected, double[] values) =>
        Assert.Equal(expected, new PatientPruner(new MedianPruner(), new PatientPrunerOptions { Patience = 2 }).Decide(Context(History, values)));

    [Fact]
    public void Decide_SeveralObjectives_AnImprovementInOneSpares()
    {
        Trial[] history = [.. Enumerable.Range(0, 5).Select(i => Complete(i, [.. Enumerable.Repeat((1.0, 1.0), 9)]))];
        var pruner = new PatientPruner(new MedianPruner(), new PatientPrunerOptions { Patience = 0 });
        Assert.Equal(PruningDecision.Continue, pruner.Decide(Context(history, (5, 5), (6, 4))));
        Assert.Equal(PruningDecision.Prune, pruner.Decide(Context(history, (5, 5), (6, 6))));
    }

    [Fact]
    public void Constructor_UnsoundOptions_ListsAll() =>
        Assert.Equal(2, Assert.Throws<ArgumentException>(() => new PatientPruner(new NonePruner(), new PatientPrunerOptions { Patience = -1, MinimumDelta = double.NaN })).Message.Split(Environment.NewLine).Length);
}
