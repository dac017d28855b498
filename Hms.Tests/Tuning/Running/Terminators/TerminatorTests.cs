using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Running.Terminators;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Running.Terminators;

public sealed class TerminatorTests
{
    private static readonly SearchSpace Space = new(new SearchParameter("x", new FloatDistribution(0, 1)));

    [Theory]
    [InlineData(new double[] { 5, 4, 4, 4 }, 0.0, true)] // an equal value is no improvement
    [InlineData(new double[] { 5, 4, 4, 3 }, 0.0, false)]
    [InlineData(new double[] { 5, 4, 3.95, 3.9 }, 0.5, true)] // less than the minimum delta
    [InlineData(new double[] { 5, 4, 3.9, 3.4 }, 0.5, false)]
    [InlineData(new double[] { 5, 5, 5 }, 0.0, true)]
    [InlineData(new double[] { 5, 5 }, 0.0, false)]
    public void NoImprovement_LastTwoTrials_EndWhereNoneIsBetter(double[] values, double delta, bool ends)
    {
        var terminator = new NoImprovementTerminator(new NoImprovementOptions { Trials = 2, MinimumDelta = delta });
        Assert.Equal(ends, terminator.ReasonToStop(Context(values)) is not null);
        Assert.Equal(ends, terminator.ReasonToStop(Context(values.Select(x => -x), StudyDirection.Maximize)) is not null);
    }

    [Fact]
    public void NoImprovement_FailedTrials_DoNotCountAndPrunedOnesDo()
    {
        var terminator = new NoImprovementTerminator(new NoImprovementOptions { Trials = 2 });
        var context = Context([1, 2, 3]);
        TerminationContext With(TrialState state) => context with { History = [context.History[0], context.History[1] with { State = state }, context.History[2] with { State = state }] };
        Assert.Null(terminator.ReasonToStop(With(TrialState.Fail)));
        Assert.Equal("No improvement in the last 2 finished trials; the last was trial 0.", terminator.ReasonToStop(With(TrialState.Pruned)));
        Assert.Null(new NoImprovementTerminator(new NoImprovementOptions { Trials = 2, MinimumTrials = 4 }).ReasonToStop(context));
        Assert.Null(terminator.ReasonToStop(context with { History = [.. context.History.Select(x => x with { State = TrialState.Pruned })] }));
    }

    [Fact]
    public void NoImprovement_AFeasibleTrial_ImprovesOnInfeasibleOnes()
    {
        var terminator = new NoImprovementTerminator(new NoImprovementOptions { Trials = 2 });
        var context = Context([1, 2, 3, 4]);
        Assert.NotNull(terminator.ReasonToStop(context));
        Assert.Null(terminator.ReasonToStop(context with { History = [.. context.History.Select(x => x with { Constraints = [x.Number == 2 ? -1 : 1] })] }));
    }

    [Fact]
    public void NoImprovement_SeveralObjectives_ANewPointOfTheFrontIsAnImprovement()
    {
        var terminator = new NoImprovementTerminator(new NoImprovementOptions { Trials = 2 });
        var directions = new[] { StudyDirection.Minimize, StudyDirection.Maximize };
        TerminationContext Of(params double[][] values) => new() { Directions = directions, TrialNumber = values.Length, History = [.. values.Select((x, i) => Trial(i, x))] };
        Assert.NotNull(terminator.ReasonToStop(Of([1, 1], [2, 1], [1, 0.5])));
        Assert.Null(terminator.ReasonToStop(Of([1, 1], [2, 2], [3, 1])));
        Assert.Throws<ArgumentException>(() => new NoImprovementTerminator(new NoImprovementOptions { MinimumDelta = 1 }).ReasonToStop(Of([1, 1])));
    }

    [Fact]
    public void TargetReached_AllObjectivesAndConstraints_AreNeeded()
    {
        var terminator = new TargetReachedTerminator(1, 5);
        TerminationContext Of(double[] values, double[] constraints) => new() { Directions = [StudyDirection.Minimize, StudyDirection.Maximize], TrialNumber = 1, History = [Trial(0, values) with { Constraints = constraints }] };
        Assert.Equal("Trial 0 reached the target 1, 5 with 0.5, 5.", terminator.ReasonToStop(Of([0.5, 5], [0])));
        Assert.Null(terminator.ReasonToStop(Of([0.5, 4.9], [])));
        Assert.Null(terminator.ReasonToStop(Of([0.5, 5], [0.1])));
        Assert.Throws<ArgumentException>(() => new TargetReachedTerminator(double.NaN));
        Assert.Throws<ArgumentException>(() => new TargetReachedTerminator(1).ReasonToStop(Of([1, 1], [])));
    }

    [Fact]
    public void Constructor_BadOptions_ReportsAllErrors() =>
        Assert.Equal(3, Assert.Throws<ArgumentException>(() => new NoImprovementTerminator(new NoImprovementOptions { Trials = 0, MinimumDelta = double.NaN, MinimumTrials = -1 })).Message.Split('\n').Length);

    /// <summary>With three trials at a time trial 6 is the first that sees trial 3, which reaches the target; a resumed sweep ends there too.</summary>
    [Fact]
    public async Task RunAsync_TargetReached_EndsAtTheTrialThatSeesItAndSoDoesAResume()
    {
        using var storage = new InMemoryStudyStorage();
        var options = new SweepOptions { StudyName = "s", Space = Space, Seed = 3, Parallelism = 3, Terminators = [new TargetReachedTerminator(0)] };
        var runner = new FunctionRunner(x => x.TrialId == 3 ? 0 : 1);
        var token = TestContext.Current.CancellationToken;
        var result = await new SweepRunner(options, storage, new RandomTuner(), new NonePruner()).RunAsync(runner, token);
        Assert.Equal((6, SweepEndingKind.Terminated, "Trial 3 reached the target 0 with 0.", 6), (result.Trials.Count, result.Ending.Kind, result.Ending.Message, result.Ending.TrialNumber));
        Assert.Contains("reached the target", storage.ReadStudyAttributes(result.Study.Id)["hms:ending"]);
        var resumed = await new SweepRunner(options with { ExistingStudy = ExistingStudy.Resume }, storage, new RandomTuner(), new NonePruner()).RunAsync(runner, token);
        Assert.Equal((6, result.Ending), (resumed.Trials.Count, resumed.Ending));
    }

    private static TerminationContext Context(IEnumerable<double> values, StudyDirection direction = StudyDirection.Minimize)
    {
        var history = values.Select((x, i) => Trial(i, x)).ToList();
        return new TerminationContext { Directions = [direction], TrialNumber = history.Count, History = history };
    }

    private static Trial Trial(int number, params double[] values) => new() { Id = number + 1, Number = number, State = TrialState.Complete, Values = values };
}
