using System.Globalization;
using System.Text.Json;
using Hms.Data.Files;
using Hms.Experiments.Commands;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Running.Racing;

/// <summary>Races experiments without ranges fold by fold: after each fold who is behind the best by more than z standard errors stops, the others are finished.</summary>
/// <remarks>
/// Nothing is remembered but the folds themselves, which are kept in each candidate's folder: a race that was stopped is run again by the same command, and takes the same
/// decisions from the folds that are there. The difference is paired row by row over all folds so far, its standard error is by patient, as in the pruner foldRace.
/// </remarks>
internal sealed class FoldRace
{
    /// <summary>Fewer patients say too little for a standard error: nobody is stopped by them.</summary>
    private const int LeastPatients = 10;

    private readonly RaceRequest _request;
    private readonly CommandTerminal _terminal;

    public FoldRace(RaceRequest request, CommandTerminal terminal) => (_request, _terminal) = (request, terminal);

    /// <summary>Runs the race, or goes on with one.</summary>
    /// <param name="cancellationToken">Stops within a batch; finished folds are kept.</param>
    /// <exception cref="UserErrorException">The candidates have not the same rows and folds.</exception>
    public RaceOutcome Run(CancellationToken cancellationToken)
    {
        var candidates = new List<RaceCandidate>();
        try
        {
            foreach (var name in _request.Experiments)
            {
                candidates.Add(new RaceCandidate(_request.Training(name), _terminal, cancellationToken));
                RaceFolds.RequireSame(candidates[0], candidates[^1]);
            }
            for (var folds = 1; folds <= candidates[0].Folds; folds++)
            {
                foreach (var candidate in Running(candidates)) { candidate.TrainNextFold(cancellationToken); }
                if (folds < candidates[0].Folds) { StopLosers([.. Running(candidates)], folds); }
            }
            foreach (var candidate in Running(candidates)) { candidate.Finish(cancellationToken); }
            var outcome = Describe(candidates);
            AtomicFile.Write(_request.OutcomeFile, stream => JsonSerializer.Serialize(stream, outcome, ReportJson.Options));
            return outcome;
        }
        finally
        {
            foreach (var candidate in candidates) { candidate.Dispose(); }
        }
    }

    private static IEnumerable<RaceCandidate> Running(IEnumerable<RaceCandidate> candidates) => [.. candidates.Where(x => x.State == RaceState.Running)];

    private static RaceCandidate? Best(IEnumerable<RaceCandidate> candidates, int folds) => candidates.Where(x => x.FoldsRun >= folds).MinBy(x => x.KlOver(folds));

    private void StopLosers(RaceCandidate[] running, int folds)
    {
        if (Best(running, folds) is not { } best) { return; }
        foreach (var candidate in running.Where(x => x != best))
        {
            var behind = candidate.BehindOf(best, folds);
            if (behind.Groups < LeastPatients)
            {
                _terminal.Error.WriteLine($"warning: the first {folds} fold(s) hold out {behind.Groups} patients; {LeastPatients} are needed for a standard error, so nobody is stopped yet.");
                return;
            }
            if (!(behind.Mean > 0 && behind.Mean > _request.Z * behind.StandardError)) { continue; }
            candidate.Stop();
            var end = candidate.State == RaceState.FinishedEarlier ? $"would stop after {folds} fold(s), but was finished earlier" : $"stops after {folds} fold(s)";
            _terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{candidate.Request.Experiment} {end}: {behind.Mean:F4} +- {behind.StandardError:F4} behind {best.Request.Experiment}, that is {behind.StandardErrors:F1} standard errors"));
        }
    }

    private RaceOutcome Describe(IReadOnlyList<RaceCandidate> candidates)
    {
        var folds = candidates[0].Folds;
        var best = Best(candidates.Where(x => x.State is RaceState.Finished or RaceState.FinishedEarlier), folds);
        var entries = candidates.OrderBy(x => x.State is RaceState.Failed).ThenByDescending(x => x.FoldsRun).ThenBy(x => x.KlOver(folds)).Select(x => EntryOf(x, best));
        return new RaceOutcome(_request.Z, _request.Scale, folds, best?.Request.Experiment, [.. entries]);
    }

    /// <summary>Figures over the folds that the candidate ran, for it and the best alike.</summary>
    private static RaceEntry EntryOf(RaceCandidate candidate, RaceCandidate? best)
    {
        var folds = candidate.FoldsRun;
        PairedGain? behind = folds == 0 || best is null ? null : candidate.BehindOf(best, folds);
        var error = behind is null || candidate == best || double.IsNaN(behind.StandardError) ? (double?)null : behind.StandardError;
        return new RaceEntry(
            candidate.Request.Experiment, candidate.State, folds, behind?.Rows ?? 0, candidate.KlOver(folds), folds == 0 ? null : best?.KlOver(folds), behind?.Mean, error, candidate.Request.Run.Path, candidate.Failure);
    }
}
