#pragma warning disable xUnit1051 // the objectives are instant
#pragma warning disable CA1852 // a class derived from DispatchProxy is made at run time
using System.Reflection;
using Hms.Tests.Support;
using Hms.Tests.Tuning.Storage;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Grid;
using Microsoft.Data.Sqlite;

namespace Hms.Tests.Tuning.Studies;

/// <summary>Studies whose storage holds more than their own trials: other programs, dead processes, lost leases, ends.</summary>
public sealed class TuningStudyRobustnessTests
{
    private static readonly SearchSpace Choices = new(new SearchParameter("a", new CategoricalDistribution("x", "y", "z")));

    private static double Objective(TuningTrial trial) => trial.SuggestFloat("x", 0, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Optimize_BesideARunningTrialOfAnotherProgram_GoesOnWithoutIt(int parallelism)
    {
        using var folder = new TempFolder();
        using var storage = SqliteStudyStorage.Open(folder["study.db"]);
        using var study = TuningStudy.Create(new TuningStudyOptions { Storage = storage, Parallelism = parallelism });
        storage.TryStartTrial(1, 0, ParameterValues.Empty, new LeaseTerms("other", TimeSpan.FromHours(1)));
        using (var connection = new SqliteConnection($"Data Source={folder["study.db"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM hms_trials"; // what is left is as Optuna writes it
            command.ExecuteNonQuery();
        }
        study.Optimize(Objective, 6);
        Assert.Equal((6, 5), (study.Trials.Count, study.Trials.Count(x => x.State == TrialState.Complete)));
        Assert.Equal((TrialState.Running, 1), (study.Trials[0].State, study.Trials[0].Attempt)); // an attempt of another program counts as the first
    }

    /// <summary>The worker's clock stands still: that of the storage decides.</summary>
    [Fact]
    public void Ask_EagerAndTheLeaseHasRunOutByTheClockOfTheStorage_TakesTheTrialOver()
    {
        var time = new ManualTime();
        using var storage = new InMemoryStudyStorage(time);
        using var study = TuningStudy.Create(new TuningStudyOptions { Storage = storage, Order = SweepOrder.Eager, Clock = new ManualTime() });
        storage.TryStartTrial(1, 0, ParameterValues.Empty, new LeaseTerms("dead", TimeSpan.FromHours(1)));
        time.Advance(TimeSpan.FromHours(2));
        var trial = study.Ask();
        Assert.Equal((0, 2), (trial.Number, trial.Attempt));
    }

    /// <summary>As documented: the trial of a dead process is left until its lease has run out, then the next call runs it.</summary>
    [Fact]
    public void Optimize_EagerAndATrialOfADeadProcessIsLeased_LeavesItToTheNextCall()
    {
        var time = new ManualTime();
        using var storage = new InMemoryStudyStorage(time);
        using var study = TuningStudy.Create(new TuningStudyOptions { Storage = storage, Order = SweepOrder.Eager, Clock = time });
        storage.TryStartTrial(1, 0, ParameterValues.Empty, new LeaseTerms("dead", TimeSpan.FromHours(1)));
        study.Optimize(Objective, 3);
        Assert.Equal([TrialState.Running, TrialState.Complete, TrialState.Complete], study.Trials.Select(x => x.State));
        time.Advance(TimeSpan.FromHours(2));
        study.Optimize(Objective, 3);
        Assert.Equal([2, 1, 1], study.Trials.Select(x => x.Attempt));
        Assert.All(study.Trials, x => Assert.Equal(TrialState.Complete, x.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Optimize_AnotherProcessTookTheTrialOver_DropsTheResultAndGoesOn(bool fails)
    {
        using var storage = new InMemoryStudyStorage();
        using var study = TuningStudy.Create(new TuningStudyOptions { Storage = storage, Order = SweepOrder.Eager });
        study.Optimize(
            trial =>
            {
                if (trial.Number == 1) { storage.TryReclaimTrial(new TrialLease(storage.ReadTrials(1)[1].Id, 1), ReclaimRule.HolderGone, new LeaseTerms("other", TimeSpan.FromHours(1))); }
                return trial.Number == 1 && fails ? throw new InvalidOperationException("boom") : trial.Number;
            },
            4);
        Assert.Equal([TrialState.Complete, TrialState.Running, TrialState.Complete, TrialState.Complete], study.Trials.Select(x => x.State));
        Assert.Equal("other", study.Trials[1].Owner);
    }

    [Fact]
    public void Optimize_FiniteTuner_EndsWithItsLastProposal()
    {
        using var study = TuningStudy.Create(new TuningStudyOptions { Space = Choices, Tuner = new GridTuner() });
        study.Optimize(x => x.Number, 10);
        Assert.Equal(["x", "y", "z"], study.Trials.Select(x => x.Parameters.GetString("a")).Order());
        Assert.Contains("has proposed all that there is to try", Assert.Throws<InvalidOperationException>(() => study.Ask()).Message);
        study.EnqueueTrial(("a", "y"));
        Assert.Equal("y", study.Ask().Parameters.GetString("a"));
    }

    /// <summary>Choices only, undeclared: a trial under way may still show more, so the study ends only when none is.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task OptimizeAsync_FiniteTunerAndUndeclaredChoices_Ends(int parallelism)
    {
        using var study = TuningStudy.Create(new TuningStudyOptions { Parallelism = parallelism });
        await study.OptimizeAsync((trial, _) => Task.FromResult(trial.SuggestCategorical("a", "x", "y") == "x" ? 0.0 : 1.0), 12);
        Assert.Equal(["x", "y"], study.Trials.Select(x => x.Parameters.GetString("a")).Distinct().Order());
    }

    /// <summary>A trial that is begun again sees the space that it saw at first, although more has been learnt since.</summary>
    [Fact]
    public async Task OptimizeAsync_ARetryAfterLaterTrials_ProposesForTheSpaceItSawAtFirst()
    {
        var tuner = new SpaceWatcher();
        using var study = TuningStudy.Create(new TuningStudyOptions { Parallelism = 2, Tuner = tuner, Retries = 1 });
        var laterBegan = new TaskCompletionSource();
        await study.OptimizeAsync(
            async (trial, _) =>
            {
                if (trial.Number == 3) { laterBegan.SetResult(); }
                if (trial is { Number: 2, Attempt: 1 })
                {
                    await laterBegan.Task;
                    throw new InvalidOperationException("once");
                }
                return trial.SuggestFloat(trial.Number % 2 == 0 ? "a" : "b", 0, 1);
            },
            5);
        Assert.Equal(["a", "a"], tuner.Seen.Where(x => x.Number == 2).Select(x => x.Space));
        Assert.Equal("a b", tuner.Seen.Single(x => x.Number == 3).Space);
    }

    [Fact]
    public void Create_ResumedWithOtherFixedParameters_IsRefused()
    {
        using var storage = new InMemoryStudyStorage();
        var options = new TuningStudyOptions { Storage = storage, ExistingStudy = ExistingStudy.Resume, FixedParameters = new Dictionary<string, object?> { ["x"] = 0.5, ["m"] = "é" } };
        using (var study = TuningStudy.Create(options)) { study.Optimize(Objective, 2); }
        Assert.Contains("begun with other fixed parameters", Assert.Throws<StudyException>(() => TuningStudy.Create(options with { FixedParameters = new Dictionary<string, object?> { ["x"] = 0.25 } })).Message);
        using var again = TuningStudy.Create(options);
        again.Optimize(Objective, 3);
        Assert.All(again.Trials, x => Assert.Equal(0.5, x.Value));
    }

    [Fact]
    public void Optimize_WithATimeout_IsRecordedAsNotRepeatable()
    {
        using var storage = new InMemoryStudyStorage();
        using var study = TuningStudy.Create(new TuningStudyOptions { Storage = storage });
        study.Optimize(Objective, 1);
        Assert.DoesNotContain("hms:not_repeatable", storage.ReadStudyAttributes(1).Keys);
        study.Optimize(Objective, 2, TimeSpan.MaxValue);
        Assert.Contains("There was a timeout of", storage.ReadStudyAttributes(1)["hms:not_repeatable"]);
        Assert.Equal(2, study.Trials.Count);
    }

    [Fact]
    public void Heartbeat_OneTrialThrows_RenewsTheOthers()
    {
        using var memory = new InMemoryStudyStorage();
        var storage = DispatchProxy.Create<IStudyStorage, FailingRenewals>();
        ((FailingRenewals)storage).Inner = memory;
        using var study = TuningStudy.Create(new TuningStudyOptions { Storage = storage, Parallelism = 3 });
        using var leases = new AskedLeases(storage, TimeProvider.System);
        foreach (var trial in (TuningTrial[])[study.Ask(), study.Ask(), study.Ask()]) { leases.Add(trial); }
        leases.Renew();
        Assert.Equal([2L, 3L], ((FailingRenewals)storage).Renewed.Order());
    }

    private sealed class SpaceWatcher : ITuner
    {
        public List<(int Number, string Space)> Seen { get; } = [];

        public ParameterValues Propose(TuningContext context)
        {
            Seen.Add((context.TrialNumber, string.Join(' ', context.Space.Parameters.Select(x => x.Name).Order(StringComparer.Ordinal))));
            return new RandomTuner().Propose(context);
        }
    }

    /// <summary>A storage that fails to renew the first trial.</summary>
    internal class FailingRenewals : DispatchProxy
    {
        public IStudyStorage Inner { get; set; } = null!;

        public List<long> Renewed { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IStudyStorage.RenewLease))
            {
                var lease = (TrialLease)args![0]!;
                if (lease.TrialId == 1) { throw new StudyException("no answer"); }
                Renewed.Add(lease.TrialId);
            }
            return targetMethod.Invoke(Inner, args);
        }
    }
}
