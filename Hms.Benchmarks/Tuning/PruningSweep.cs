using System.Collections.Immutable;
using Hms.Tuning.Pruners;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Benchmarks.Tuning;

/// <summary>One sweep under a budget of epochs, without storage.</summary>
/// <param name="Epochs">Epochs spent when a new best complete trial ended.</param>
/// <param name="Best">Its result.</param>
/// <param name="Started">Trials begun.</param>
/// <param name="Completed">Trials completed.</param>
/// <param name="PrunerSeconds">Time in the pruner.</param>
internal sealed record PruningSweep(IReadOnlyList<int> Epochs, IReadOnlyList<double> Best, int Started, int Completed, double PrunerSeconds)
{
    /// <summary>The best result within a number of epochs; infinite when none was complete.</summary>
    public double BestAt(int epochs) => Best.Where((_, i) => Epochs[i] <= epochs).DefaultIfEmpty(double.PositiveInfinity).Last();

    /// <summary>Epochs until a result at least as good; infinite when it was never reached.</summary>
    public double EpochsTo(double result) => Enumerable.Range(0, Best.Count).Where(i => Best[i] <= result).Select(i => (double)Epochs[i]).DefaultIfEmpty(double.PositiveInfinity).First();

    /// <summary>Runs it. The budget may end in the middle of a trial, which then has no result.</summary>
    public static PruningSweep Run(PruningProblem problem, ITuner tuner, IPruner pruner, int seed)
    {
        var history = new List<Trial>();
        var (epochs, best, watch) = (new List<int>(), new List<double>(), new System.Diagnostics.Stopwatch());
        for (var spent = 0; spent < problem.Budget;)
        {
            var values = tuner.Propose(new TuningContext { Space = problem.Space, Seed = (ulong)seed, TrialNumber = history.Count, History = history });
            var curve = problem.Curve(values, seed * 10_000 + history.Count);
            var trial = new Trial { Id = history.Count, Number = history.Count, State = TrialState.Complete, Parameters = values, Values = [curve[^1]] };
            watch.Start();
            trial = Report(trial, curve[..Math.Min(curve.Length, problem.Budget - spent)], history, problem, pruner, seed);
            watch.Stop();
            spent += trial.IntermediateValues.Count;
            history.Add(trial);
            if (trial.State != TrialState.Complete || trial.IntermediateValues.Count < curve.Length || (best.Count > 0 && !(trial.Value < best[^1]))) { continue; }
            epochs.Add(spent);
            best.Add(trial.Value!.Value);
        }
        return new PruningSweep(epochs, best, history.Count, history.Count(x => x.State == TrialState.Complete), watch.Elapsed.TotalSeconds);
    }

    private static Trial Report(Trial trial, double[] curve, List<Trial> history, PruningProblem problem, IPruner pruner, int seed)
    {
        var reports = ImmutableSortedDictionary.CreateBuilder<int, double>();
        float[]? RowsOf(Trial x, int step) => problem.Rows?.Invoke(x.Parameters, seed * 10_000 + x.Number, step);
        for (var step = 0; step < curve.Length; step++)
        {
            reports.Add(step, curve[step]);
            var values = reports.ToImmutable();
            var context = new PruningContext { Seed = (ulong)seed, TrialNumber = trial.Number, Step = step, IntermediateValues = values, History = history, RowsOf = RowsOf, Rows = RowsOf(trial, step) };
            if (pruner.Decide(context) == PruningDecision.Prune) { return trial with { State = TrialState.Pruned, Values = [curve[step]], IntermediateValues = values }; }
        }
        return trial with { IntermediateValues = reports.ToImmutable() };
    }
}
