using System.Text.Json;
using Hms.Data.Files;
using Hms.Data.Synthetic;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Running;

/// <summary>Finds the data set of an experiment: --root, else what the file declares, a synthetic one being written into the run's folder first.</summary>
internal static class DataLocator
{
    /// <summary>The data set, ready to be read.</summary>
    /// <param name="data">What the experiment declares; null for nothing.</param>
    /// <param name="root">Value of --root, or null.</param>
    /// <param name="experimentsFile">The file that declares it: a relative root is relative to it.</param>
    /// <param name="run">The run's folder.</param>
    /// <param name="createProgress">Shows the making of a synthetic set.</param>
    /// <param name="cancellationToken">Stops the making.</param>
    public static DataLocation Locate(DataSettings? data, string? root, string experimentsFile, RunFolder run, Func<ProgressLine> createProgress, CancellationToken cancellationToken)
    {
        if (root is not null) { return new DataLocation(Path.GetFullPath(root), null); }
        return data switch
        {
            HmsDataSettings hms => new DataLocation(Path.GetFullPath(hms.Root, Path.GetDirectoryName(Path.GetFullPath(experimentsFile))!), null),
            SyntheticDataSettings synthetic => Synthesize(synthetic, run, createProgress, cancellationToken),
            _ => throw new UserErrorException($"{experimentsFile} declares no data; add \"data\" or give --root."),
        };
    }

    private static DataLocation Synthesize(SyntheticDataSettings settings, RunFolder run, Func<ProgressLine> createProgress, CancellationToken cancellationToken)
    {
        var options = new SyntheticEegOptions { Patients = settings.Patients, Seed = (ulong)settings.Seed };
        if (ReadStamp(run) is { } made && made.Patients == options.Patients && made.Seed == options.Seed) { return new DataLocation(run.Data, made.Summary.FloorKl); }
        if (Directory.Exists(run.Data))
        {
            throw new UserErrorException($"{run.Data} exists, but is not the synthetic data set of {options.Patients} patients and seed {options.Seed}; remove it, or name another --out.");
        }
        if (Directory.Exists(run.PartialData)) { Directory.Delete(run.PartialData, recursive: true); }
        SyntheticSummary summary;
        using (var progress = createProgress())
        {
            progress.Total = options.Patients;
            summary = SyntheticDataSet.Write(run.PartialData, options, new PatientProgress(progress), cancellationToken);
        }
        AtomicFile.Write(Path.Combine(run.PartialData, RunFolder.SyntheticStampName), stream => JsonSerializer.Serialize(stream, new SyntheticStamp(options.Patients, options.Seed, summary), ReportJson.Options));
        Directory.Move(run.PartialData, run.Data);
        return new DataLocation(run.Data, summary.FloorKl);
    }

    private static SyntheticStamp? ReadStamp(RunFolder run)
    {
        if (!File.Exists(run.SyntheticStamp)) { return null; }
        try
        {
            using var stream = File.OpenRead(run.SyntheticStamp);
            return JsonSerializer.Deserialize<SyntheticStamp>(stream, ReportJson.Options);
        }
        catch (JsonException)
        {
            return null; // not ours: the set is made again
        }
    }
}
