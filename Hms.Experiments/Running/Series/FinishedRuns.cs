using System.Security.Cryptography;
using System.Text.Json;
using Hms.Experiments.Commands;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Running.Series;

/// <summary>Tells whether the folder of an item holds its completed run already.</summary>
/// <param name="request">The series.</param>
/// <param name="text">The experiments file's text.</param>
/// <param name="terminal">Shows the making of synthetic data.</param>
internal sealed class FinishedRuns(SeriesRequest request, string text, CommandTerminal terminal)
{
    /// <summary>Whether a completed run of the same configuration, scale and data is there, model and predictions included.</summary>
    /// <param name="item">The item.</param>
    /// <param name="run">Its folder.</param>
    /// <param name="cancellationToken">Stops the reading of the data.</param>
    /// <exception cref="UserErrorException">A completed run of something else is there.</exception>
    public bool Holds(SeriesItem item, RunFolder run, CancellationToken cancellationToken)
    {
        if (CompletedIn(run) is not { } record) { return false; }
        var differences = item.Experiment is { } experiment ? Differences(record, experiment, run, cancellationToken) : Differences(record, item);
        if (differences.Count == 0) { return item.Experiment is not null || IsOfItsMembers(item, record); }
        if (item.Experiment is null) { return false; } // an ensemble follows from its members' runs and is made again
        throw new UserErrorException($"{run.Path} holds a completed run of something else; not the same: {string.Join(" and ", differences)}. Remove that folder, or name another --out.");
    }

    /// <summary>Whether a completed run of the same configuration and scale is there, on a data set of the same folder; the data themselves are not read.</summary>
    /// <param name="item">The item.</param>
    /// <param name="run">Its folder.</param>
    /// <param name="dataRoot">Folder of the data set.</param>
    public bool LooksFinished(SeriesItem item, RunFolder run, string dataRoot)
    {
        if (CompletedIn(run) is not { } record || record.DataRoot != dataRoot || record.Scale != request.Scale) { return false; }
        return item.Experiment is { } experiment
            ? OpenTraining.Deciding(record.OpenExperiment()) == OpenTraining.Deciding(experiment)
            : Differences(record, item).Count == 0 && IsOfItsMembers(item, record);
    }

    /// <summary>The record of a completed and exported run; null where there is none.</summary>
    private static RunRecord? CompletedIn(RunFolder run)
    {
        if (!File.Exists(run.Record) || !File.Exists(run.Winner)) { return null; }
        var record = RunRecord.Read(run);
        return record.State == "completed" ? record : null;
    }

    private IReadOnlyList<string> Differences(RunRecord record, ResolvedExperiment experiment, RunFolder run, CancellationToken cancellationToken)
    {
        using var runLock = RunLock.Take(run.Lock);
        var settings = RunSession.FixedSettings(experiment);
        var data = DataLocator.Locate(settings.Data, request.Root, request.File, run, () => new ProgressLine(terminal, "patients of synthetic data"), cancellationToken);
        using var session = new RunSession(experiment, data, run, new SessionOptions { TemporaryFolder = run.Cache, Cache = request.Cache, Device = request.Device }, cancellationToken);
        var now = session.Describe(record.Kind, experiment, request.File, text, record.Trials) with { Scale = request.Scale };
        return record.Scale == request.Scale ? OpenTraining.DifferencesOf(record, now) : ["the scale"];
    }

    private IReadOnlyList<string> Differences(RunRecord record, SeriesItem item)
    {
        if (record.Scale != request.Scale) { return ["the scale"]; }
        var earlier = ExperimentsFile.Parse(record.ExperimentsText, record.ExperimentsFile);
        return earlier.Ensembles.TryGetValue(item.Name, out var settings) && Deciding(settings) == Deciding(item.Ensemble!) ? [] : ["the ensemble"];
    }

    /// <summary>Whether an ensemble was made of the runs that its members have now.</summary>
    private bool IsOfItsMembers(SeriesItem item, RunRecord record) => SeriesPlan.MembersOf(item.Ensemble!, request).All(member =>
        File.Exists(member.Value.Record)
        && record.Ensemble?.Members.FirstOrDefault(one => one.Name == member.Key)?.RecordSha256 == Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(member.Value.Record))));

    private static string Deciding(EnsembleSettings ensemble) => JsonSerializer.Serialize(
        new { ensemble.Members, Kind = ensemble.Combine.GetType().Name, Combine = (object)ensemble.Combine, ensemble.Calibration, ensemble.CrossFits, ensemble.Seed }, ReportJson.Options);
}
