#pragma warning disable xUnit1051 // the objectives are instant
using Hms.Tests.Support;
using Hms.Tuning.Pruners;
using Hms.Tuning.Running;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Studies;

public sealed class TuningStudyTests
{
    /// <summary>Two branches of different parameters, one shared: nothing of it is declared.</summary>
    private static double Branches(TuningTrial trial)
    {
        var x = trial.SuggestFloat("x", -5, 5);
        return trial.SuggestCategorical("model", "a", "b") == "a"
            ? x * x + Math.Abs(trial.SuggestInt("depth", 1, 8) - 6)
            : 1 + x * x + Math.Pow(Math.Log10(trial.SuggestFloat("rate", 1e-5, 1, log: true)) + 2, 2);
    }

    private static string Text(IEnumerable<Trial> trials) => string.Join("\n", trials.Select(x => $"{x.Number} {x.State} {x.Value} {x.Parameters}"));

    [Fact]
    public void Optimize_UndeclaredBranches_IsFarBetterThanRandomSearch()
    {
        static double MedianOfBest(ITuner tuner) => Enumerable.Range(0, 9).Select(seed =>
        {
            using var study = TuningStudy.Create(new TuningStudyOptions { Seed = (ulong)seed, Tuner = tuner });
            study.Optimize(Branches, 80);
            return study.BestValue;
        }).Order().ElementAt(4);

        var (random, tpe) = (MedianOfBest(new RandomTuner()), MedianOfBest(new TpeTuner()));
        Assert.True(tpe < 0.5 * random, $"TPE {tpe}, random {random}"); // measured: see the message of a failure; a tuner that learnt nothing would be as good as random
    }

    [Fact]
    public void Optimize_SameSeed_RepeatsAndAnotherSeedDoesNot()
    {
        string Run(ulong seed)
        {
            using var study = TuningStudy.Create(new TuningStudyOptions { Seed = seed });
            study.Optimize(Branches, 30);
            return Text(study.Trials);
        }

        Assert.Equal(Run(3), Run(3));
        Assert.NotEqual(Run(3), Run(4));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task OptimizeAsync_Parallel_GivesTheStudyOfOneAfterTheOther(int parallelism)
    {
        var options = new TuningStudyOptions { Seed = 5, Parallelism = parallelism };
        using var sequential = TuningStudy.Create(options);
        sequential.Optimize(Branches, 40);
        using var parallel = TuningStudy.Create(options);
        await parallel.OptimizeAsync(
            async (trial, token) =>
            {
                for (var i = 0; i < (trial.Number * 7) % 5; i++) { await Task.Yield(); } // trials overtake each other
                return Branches(trial);
            },
            40,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Text(sequential.Trials), Text(parallel.Trials));
    }

    [Fact]
    public void Optimize_StoppedAnywhere_GoesOnToTheSameStudy()
    {
        using var folder = new TempFolder();
        var options = new TuningStudyOptions { Seed = 11, Parallelism = 3, ExistingStudy = ExistingStudy.Resume };
        using var whole = TuningStudy.Create(options);
        whole.Optimize(Branches, 30);
        for (var stop = 5; stop <= 25; stop += 10)
        {
            using var stopping = new CancellationTokenSource();
            using (var storage = SqliteStudyStorage.Open(folder["study.db"]))
            using (var study = TuningStudy.Create(options with { Name = $"s{stop}", Storage = storage }))
            {
                Assert.Throws<OperationCanceledException>(() => study.Optimize(
                    trial =>
                    {
                        var value = Branches(trial);
                        if (trial.Number == stop) { stopping.Cancel(); }
                        stopping.Token.ThrowIfCancellationRequested();
                        return value;
                    },
                    30,
                    cancellationToken: stopping.Token));
            }
            using (var storage = SqliteStudyStorage.Open(folder["study.db"]))
            using (var study = TuningStudy.Load(storage, $"s{stop}"))
            {
                study.Optimize(Branches, 30);
                Assert.Equal(Text(whole.Trials), Text(study.Trials));
                Assert.Equal(2, study.Trials[stop].Attempt);
            }
        }
    }

    [Fact]
    public void Ask_TrialNotToldYet_IsRefusedInOrderAndAllowedWhenEager()
    {
        using var study = TuningStudy.Create(new TuningStudyOptions { Parallelism = 2 });
        var (first, second) = (study.Ask(), study.Ask());
        Assert.Contains("learns from trial 0, which is still running", Assert.Throws<InvalidOperationException>(study.Ask).Message);
        study.Tell(second, 2);
        Assert.Throws<InvalidOperationException>(study.Ask);
        study.Tell(first, 1);
        Assert.Equal(2, study.Ask().Number);
        using var eager = TuningStudy.Create(new TuningStudyOptions { Order = SweepOrder.Eager });
        Assert.Equal([0, 1, 2], new[] { eager.Ask(), eager.Ask(), eager.Ask() }.Select(x => x.Number));
    }

    [Fact]
    public void Tell_EveryWay_IsWhatTheStudyKeeps()
    {
        using var study = TuningStudy.Create();
        Assert.Equal((TrialState.Complete, 1.5), (study.Tell(study.Ask(), 1.5).State, study.BestValue));
        Assert.Equal("The objective is NaN; check the learning rate and the data.", study.Tell(study.Ask(), double.NaN).Failure!.Message);
        var pruned = study.Ask();
        pruned.Report(0, 7);
        pruned.Report(1, 6);
        Assert.Equal((TrialState.Pruned, 6.0), (study.TellPruned(pruned).State, study.Trials[2].Value));
        Assert.Equal("boom", study.TellFailed(study.Ask(), new InvalidOperationException("boom")).Failure!.Message);
        Assert.Throws<StudyException>(() => study.Tell(pruned, 1));
    }

    [Fact]
    public void Suggest_Again_GivesTheSameValueAndRefusesAnotherKind()
    {
        using var study = TuningStudy.Create();
        var trial = study.Ask();
        var x = trial.SuggestFloat("x", 0, 1);
        Assert.Equal(x, trial.SuggestFloat("x", 0, 1));
        Assert.Equal(x, trial.SuggestFloat("x", -1, 1));
        Assert.Contains("it cannot be asked for as", Assert.Throws<ArgumentException>(() => trial.SuggestInt("x", 0, 1)).Message);
        Assert.Contains("swap them", Assert.Throws<ArgumentException>(() => trial.SuggestFloat("y", 2, 1)).Message);
        trial.SuggestCategorical("c", "a", "b");
        study.Tell(trial, 0);
        var next = study.Ask();
        Assert.Contains("a parameter keeps its kind and its choices", Assert.Throws<ArgumentException>(() => next.SuggestCategorical("c", "a", "b", "d")).Message);
        Assert.Equal("b", Assert.Single(next.Suggest("d", new CategoricalDistribution("b")) is string only ? [only] : Array.Empty<string>()));
    }

    [Fact]
    public void Suggest_RangesOfOtherParameters_AlwaysLieInWhatIsAsked()
    {
        using var study = TuningStudy.Create(new TuningStudyOptions { Seed = 2 });
        study.Optimize(
            trial =>
            {
                var high = trial.SuggestInt("high", 1, 20);
                var low = trial.SuggestInt("low", 0, high);
                Assert.InRange(low, 0, high);
                return high - low;
            },
            40);
        Assert.Equal(0, study.BestValue);
    }

    [Fact]
    public void Suggest_TypedChoicesAndOptions_ComeBackAsTheyWere()
    {
        using var study = TuningStudy.Create();
        study.EnqueueTrial(("order", "Eager"), ("activation", "square"), ("flag", true), ("Rate", 0.25));
        var trial = study.Ask();
        Assert.Equal(SweepOrder.Eager, trial.SuggestCategorical("order", Enum.GetValues<SweepOrder>()));
        Func<double, double>[] functions = [Math.Abs, x => x * x];
        Assert.Equal(9, trial.SuggestCategorical("activation", functions, x => x == functions[0] ? "abs" : "square")(3));
        Assert.True(trial.SuggestBoolean("flag"));
        Assert.Equal(0.25, trial.Suggest(SearchSpace.Of<Options>()).Rate);
        Assert.Equal("order = \"Eager\", activation = \"square\", flag = true, Rate = 0.25", trial.Parameters.ToString());
    }

    [Fact]
    public void EnqueueTrial_ValueOutsideWhatIsAsked_FailsThatTrialWithTheReason()
    {
        using var study = TuningStudy.Create();
        study.EnqueueTrial(("x", 7.0));
        study.Optimize(x => x.SuggestFloat("x", 0, 1), 3);
        Assert.Equal(TrialState.Fail, study.Trials[0].State);
        Assert.Contains("Parameter 'x' was fixed or enqueued, but 7 is not in 0 to 1", study.Trials[0].Failure!.Message);
        Assert.Equal(TrialState.Complete, study.Trials[2].State);
    }

    [Fact]
    public void FixedParameters_Given_AreInEveryTrial()
    {
        using var study = TuningStudy.Create(new TuningStudyOptions { FixedParameters = new Dictionary<string, object?> { ["model"] = "a", ["x"] = 1.0 } });
        study.EnqueueTrial(("x", 2.0));
        study.Optimize(Branches, 20);
        Assert.Equal(2.0, study.Trials[0].Parameters["x"]);
        Assert.All(study.Trials.Skip(1), x => Assert.Equal((1.0, "a"), (x.Parameters["x"], x.Parameters["model"])));
    }

    [Fact]
    public void Optimize_ObjectiveThrows_FailsThatTrialAndStopsAfterTooManyInARow()
    {
        using var study = TuningStudy.Create(new TuningStudyOptions { Seed = 1 });
        study.Optimize(x => x.Number == 2 ? throw new InvalidOperationException("boom") : x.SuggestFloat("x", 0, 1), 10);
        Assert.Equal((TrialState.Fail, "boom"), (study.Trials[2].State, study.Trials[2].Failure!.Message));
        using var hopeless = TuningStudy.Create();
        var message = Assert.Throws<StudyException>(() => hopeless.Optimize((TuningTrial x) => Throw(), 10)).Message;
        Assert.Contains("The last 5 trials of study 'study' failed; it was stopped. Trial 4: System.InvalidOperationException: never", message);
        Assert.Equal(5, hopeless.Trials.Count);
    }

    private static double Throw() => throw new InvalidOperationException("never");

    [Fact]
    public void Optimize_NothingCompleted_IsAnError()
    {
        using var study = TuningStudy.Create();
        Assert.Contains("No trial of study 'study' was completed: 3 failed, 0 were pruned.", Assert.Throws<StudyException>(() => study.Optimize(_ => double.NaN, 3)).Message);
        Assert.Throws<InvalidOperationException>(() => study.BestTrial);
    }

    [Fact]
    public void Optimize_Retries_RunTheTrialAgainWithItsParameters()
    {
        var seen = new List<(int Number, int Attempt, double X)>();
        using var study = TuningStudy.Create(new TuningStudyOptions { Retries = 2 });
        study.Optimize(
            trial =>
            {
                var x = trial.SuggestFloat("x", 0, 1);
                seen.Add((trial.Number, trial.Attempt, x));
                return trial is { Number: 1, Attempt: < 3 } or { Number: 2 } ? throw new InvalidOperationException("again") : x;
            },
            4);
        Assert.Equal([(0, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1)], seen.Select(x => (x.Number, x.Attempt)));
        Assert.All(seen.GroupBy(x => x.Number), x => Assert.Single(x.Select(y => y.X).Distinct()));
        Assert.Equal([TrialState.Complete, TrialState.Complete, TrialState.Fail, TrialState.Complete], study.Trials.Select(x => x.State));
    }

    [Fact]
    public void Optimize_PruningObjective_PrunesSomeAndKeepsTheirLastValue()
    {
        using var study = TuningStudy.Create(new TuningStudyOptions { Seed = 4 });
        study.Optimize(
            trial =>
            {
                var x = trial.SuggestFloat("x", 0, 1);
                for (var epoch = 0; epoch < 20; epoch++)
                {
                    trial.Report(epoch, x + 1.0 / (epoch + 1));
                    if (trial.ShouldPrune()) { throw new TrialPrunedException(); }
                }
                return x;
            },
            40);
        var pruned = study.Trials.Where(x => x.State == TrialState.Pruned).ToList();
        Assert.NotEmpty(pruned);
        Assert.All(pruned, x => Assert.Equal(x.IntermediateValues.Last().Value, x.Value));
        Assert.InRange(pruned.Min(x => x.IntermediateValues.Count), 3, 20); // a tenth of 20 steps is warm-up
    }

    [Fact]
    public void Optimize_TwoObjectives_KeepsTheParetoFront()
    {
        using var study = TuningStudy.Create(new TuningStudyOptions { Directions = [StudyDirection.Minimize, StudyDirection.Maximize], Tuner = new RandomTuner() });
        study.Optimize(x => { var v = x.SuggestFloat("x", 0, 1); return [v, x.SuggestBoolean("waste") ? v - 1 : v]; }, 30);
        var kept = study.Trials.Where(x => x.Parameters.GetBoolean("waste") == false).Select(x => x.Number);
        Assert.Equal(kept, study.BestTrials.Where(x => !x.Parameters.GetBoolean("waste")).Select(x => x.Number)); // value = x in both: none dominates another
        Assert.Contains("use BestTrials", Assert.Throws<InvalidOperationException>(() => study.BestTrial).Message);
        Assert.Throws<ArgumentException>(() => study.Tell(study.Ask(), 1));
    }

    [Fact]
    public void BestTrial_Constraints_PutAFeasibleTrialFirst()
    {
        using var study = TuningStudy.Create();
        study.EnqueueTrial(("x", 0.0));
        study.Optimize(trial => { var x = trial.SuggestFloat("x", 0, 1); trial.SetConstraints(0.5 - x); return x; }, 30);
        Assert.InRange(study.BestTrial.Parameters.GetDouble("x"), 0.5, 1);
        Assert.Equal(0.5, study.Trials[0].Violation);
    }

    [Fact]
    public void AddTrials_OfAnEarlierStudy_AreLearntFrom()
    {
        using var earlier = TuningStudy.Create(new TuningStudyOptions { Seed = 1 });
        earlier.Optimize(Branches, 60);
        using var study = TuningStudy.Create(new TuningStudyOptions { Seed = 2 });
        Assert.Equal(60, study.AddTrials(earlier.Trials));
        study.Optimize(Branches, 70);
        Assert.Equal(70, study.Trials.Count);
        var withHistory = study.Trials.Skip(60).Average(x => x.Value!.Value);
        using var without = TuningStudy.Create(new TuningStudyOptions { Seed = 2 });
        without.Optimize(Branches, 10);
        Assert.InRange(withHistory, 0, 0.5 * without.Trials.Average(x => x.Value!.Value));
        study.EnqueueTrial(("x", 1.0));
        Assert.Throws<InvalidOperationException>(() => study.AddTrials(earlier.Trials));
    }

    [Fact]
    public void FindDuplicate_SameParameters_GivesTheEarlierTrial()
    {
        var computed = 0;
        using var study = TuningStudy.Create(new TuningStudyOptions { Tuner = new RandomTuner(DuplicatePolicy.Accept) });
        study.Optimize(
            trial =>
            {
                var n = trial.SuggestInt("n", 1, 3);
                if (trial.FindDuplicate() is { } twin) { return twin.Value!.Value; }
                computed++;
                return n;
            },
            20);
        Assert.Equal(study.Trials.Select(x => x.Value).Distinct().Count(), computed);
    }

    [Fact]
    public void Ask_DeclaredSpace_HasItsParametersFromTheStartAndRefusesOthers()
    {
        var space = new SearchSpace(new SearchParameter("model", new CategoricalDistribution("a", "b")), new SearchParameter("depth", new IntDistribution(1, 4), new SearchCondition("model", 1)));
        using var study = TuningStudy.Create(new TuningStudyOptions { Space = space });
        study.EnqueueTrial(("model", "a"));
        var trial = study.Ask();
        Assert.Equal("model = \"a\"", trial.Parameters.ToString());
        Assert.Equal("a", trial.SuggestCategorical("model", "a", "b"));
        Assert.Contains("its condition does not hold", Assert.Throws<ArgumentException>(() => trial.SuggestInt("depth", 1, 4)).Message);
        Assert.Contains("is not declared in the space of this study", Assert.Throws<ArgumentException>(() => trial.SuggestInt("dept", 1, 4)).Message);
        Assert.Throws<ArgumentException>(() => study.EnqueueTrial(("dept", 3)));
    }

    [Fact]
    public void Create_ExistingStudy_IsRefusedOrResumedWithTheSameIdentityOnly()
    {
        using var storage = new InMemoryStudyStorage();
        var options = new TuningStudyOptions { Storage = storage, Seed = 1 };
        using (TuningStudy.Create(options))
        {
            Assert.Throws<StudyException>(() => TuningStudy.Create(options));
            Assert.Contains("is being run by another sweep", Assert.Throws<StudyException>(() => TuningStudy.Load(storage, "study")).Message);
        }
        Assert.Contains("seed was 1, is 2", Assert.Throws<StudyException>(() => TuningStudy.Create(options with { Seed = 2, ExistingStudy = ExistingStudy.Resume })).Message);
        Assert.Contains("there is no study 'other'; there are study", Assert.Throws<StudyException>(() => TuningStudy.Load(storage, "other")).Message);
        TuningStudy.Load(storage, "study").Dispose();
    }

    [Fact]
    public void Eager_TwoStudiesOnOneFile_ShareTheTrials()
    {
        using var folder = new TempFolder();
        using var one = SqliteStudyStorage.Open(folder["study.db"]);
        using var two = SqliteStudyStorage.Open(folder["study.db"]);
        var options = new TuningStudyOptions { Order = SweepOrder.Eager, ExistingStudy = ExistingStudy.Resume };
        using var here = TuningStudy.Create(options with { Storage = one });
        using var there = TuningStudy.Create(options with { Storage = two });
        var (first, second) = (here.Ask(), there.Ask());
        Assert.Equal((0, 1), (first.Number, second.Number));
        there.Tell(second, second.SuggestFloat("x", 0, 1));
        here.Tell(first, first.SuggestFloat("x", 0, 1));
        there.Optimize(x => x.SuggestFloat("x", 0, 1), 10);
        Assert.Equal(10, here.Trials.Count);
    }

    [Fact]
    public void ShouldPrune_StopAskedFor_IsTrueAtTheNextHeartbeat()
    {
        var time = new Storage.ManualTime();
        using var storage = new InMemoryStudyStorage(time);
        using var study = TuningStudy.Create(new TuningStudyOptions { Storage = storage });
        var trial = study.Ask();
        storage.RequestStop(storage.ReadTrials(1)[0].Id);
        Assert.False(trial.ShouldPrune());
        trial.RequestStop();
        Assert.True(trial.ShouldPrune() && trial.StopToken.IsCancellationRequested);
    }

    [Fact]
    public void Ask_TrialWhoseProcessDiedTooOften_FailsAndTheNextBegins()
    {
        using var storage = new InMemoryStudyStorage();
        var options = new TuningStudyOptions { Storage = storage, ExistingStudy = ExistingStudy.Resume };
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            using var dying = TuningStudy.Create(options);
            var trial = dying.Ask();
            Assert.Equal((0, attempt), (trial.Number, trial.Attempt));
        }
        using var study = TuningStudy.Create(options);
        Assert.Equal(1, study.Ask().Number);
        Assert.Contains("3 attempts of the trial ended with their process dead", study.Trials[0].Failure!.Message);
    }

    [Fact]
    public void Report_RowsAndAThresholdThatPrunesEverything_ReachThePrunerAndAreWarnedOf()
    {
        var pruner = new SeeingPruner();
        using var study = TuningStudy.Create(new TuningStudyOptions { Pruner = pruner });
        study.Optimize(
            trial =>
            {
                trial.ReportRows(0, new float[] { 1, 2 });
                trial.Report(0, 1.5);
                return trial.Number;
            },
            3);
        Assert.Equal("1 2|1 2|1 2", string.Join("|", pruner.Rows)); // the first trial is not judged
        Assert.Equal(["would prune everything"], study.Warnings);
        Assert.All(study.Trials, x => Assert.Equal(TrialState.Complete, x.State));
    }

    private sealed class SeeingPruner : IPruner, IPrunerDiagnostics
    {
        public List<string> Rows { get; } = [];

        public PruningDecision Decide(PruningContext context)
        {
            Rows.Add(string.Join(" ", context.Rows!) + (context.History.Count > 0 ? "" : " none"));
            if (context.History.Count == 1) { Rows.Add(string.Join(" ", context.RowsOf(context.History[0], 0)!)); }
            return PruningDecision.Continue;
        }

        public string? Warn(PruningContext context) => "would prune everything";
    }

    private sealed class Options
    {
        [Range(0, 1)]
        public double Rate { get; set; }
    }
}
