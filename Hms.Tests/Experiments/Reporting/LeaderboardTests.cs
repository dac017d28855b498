using System.Collections.Immutable;
using System.Globalization;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Tests.Support;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tests.Experiments.Reporting;

public sealed class LeaderboardTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_AllStates_RanksCompleteTrialsAndPutsTheOthersBehind()
    {
        var rows = LeaderboardRow.Of(
        [
            Trial(0, TrialState.Running, null), Trial(1, TrialState.Fail, null), Trial(2, TrialState.Complete, 0.9), Trial(3, TrialState.Pruned, 0.1),
            Trial(4, TrialState.Complete, 0.5), Trial(5, TrialState.Pruned, 2), Trial(6, TrialState.Complete, 0.9),
        ]);
        Assert.Equal([(1, 4), (2, 2), (3, 6), (null, 3), (null, 5), (null, 1), (null, 0)], rows.Select(row => ((int?)row.Rank, row.Trial.Number)));
    }

    [Fact]
    public void Write_Columns_StandInTheirOrderWithTheTimesLast()
    {
        var trial = Trial(4, TrialState.Complete, 0.5) with { UserAttributes = Attributes(new TrialAttributes([0.4, 0.6], 0.55, 0.45, 0.9, 0.4, null, 2)) };
        var failed = Trial(5, TrialState.Fail, null) with { Failure = new TrialFailure("TrainingException", "loss is NaN, stop", "") };
        LeaderboardFile.Write(_folder["leaderboard.csv"], LeaderboardRow.Of([trial, failed]), foldCount: 2, ["model.dropout", "normalize.scope"]);
        Assert.Equal(
            """
            rank,trial,state,kl,kl_last_epoch,kl_best_epoch,kl_fold0,kl_fold1,prior_kl,gain_over_prior,gain_standard_error,reports,model.dropout,normalize.scope,error,started_utc,seconds
            1,4,complete,0.5,0.55,0.45,0.4,0.6,0.9,0.4,,1,0.125,datawide,,2026-01-02T03:04:05.0000000Z,2.5
            ,5,fail,,,,,,,,,1,0.125,datawide,"TrainingException: loss is NaN, stop",2026-01-02T03:04:05.0000000Z,2.5

            """, File.ReadAllText(_folder["leaderboard.csv"]).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Write_PrunedTrial_HasNoKl()
    {
        LeaderboardFile.Write(_folder["leaderboard.csv"], LeaderboardRow.Of([Trial(0, TrialState.Pruned, 0.3)]), foldCount: 1, []);
        Assert.StartsWith(",0,pruned,,", File.ReadAllLines(_folder["leaderboard.csv"])[1], StringComparison.Ordinal);
    }

    [Fact]
    public void TrialAttributes_StoredAndRead_AreEqual()
    {
        var attributes = new TrialAttributes([0.1 + 0.2, 1e-300], 0.7, null, Math.PI, -0.5, 0.25, 7);
        var read = TrialAttributes.Of(Trial(0, TrialState.Complete, 1) with { UserAttributes = Attributes(attributes) })!;
        Assert.Equal(attributes.FoldKl, read.FoldKl);
        Assert.Equal(attributes with { FoldKl = read.FoldKl }, read);
        Assert.Null(TrialAttributes.Of(Trial(0, TrialState.Pruned, 1)));
    }

    private static ImmutableSortedDictionary<string, string> Attributes(TrialAttributes attributes) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(TrialAttributes.Key, attributes.ToJson());

    private static Trial Trial(int number, TrialState state, double? value) => new()
    {
        Id = number + 1,
        Number = number,
        State = state,
        Values = value is { } known ? [known] : [],
        Parameters = new ParameterValues(
        [
            new ParameterAssignment("model.dropout", new FloatDistribution(0, 1), 0.125),
            new ParameterAssignment("normalize.scope", new CategoricalDistribution("instance", "datawide"), 1),
        ]),
        IntermediateValues = ImmutableSortedDictionary<int, double>.Empty.Add(0, 1.5),
        StartedAt = Start,
        CompletedAt = state == TrialState.Running ? null : Start.AddSeconds(2.5),
    };
}
