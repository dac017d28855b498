using System.Globalization;
using System.Text;
using Hms.Data.Files;
using Hms.Signal.Statistics;

namespace Hms.Data.Synthetic;

/// <summary>Writes a synthetic data set in the HMS layout: train.csv, train_eegs, train_spectrograms, and latent.csv, which no reader opens.</summary>
/// <remarks>
/// Patients have a style; a recording has a latent mixture z of the six patterns, from which its signal is rendered and its votes are drawn; EEGs are cut out
/// of a longer signal whose spectrogram is the competition's own. It is a stand-in for trying a pipeline: results on it are no clinical evidence.
/// The background repeats after 655 s, which no ten-minute window can see.
/// </remarks>
public static class SyntheticDataSet
{
    /// <summary>Name of the side file with the true mixture of each EEG.</summary>
    public const string LatentFileName = "latent.csv";

    /// <summary>Writes a set; train.csv comes last, so a set that was cut short has none and is never taken for whole.</summary>
    /// <param name="outputFolder">An empty or absent folder.</param>
    /// <param name="options">What to make.</param>
    /// <param name="progress">Told after every patient; null for none.</param>
    /// <param name="ct">Stops between two recordings.</param>
    /// <returns>Counts, and what the floor, the prior and the uniform prediction score.</returns>
    /// <exception cref="HmsDataException">The folder holds something already.</exception>
    /// <exception cref="ArgumentException">The options break a rule.</exception>
    /// <exception cref="OperationCanceledException">The writing was stopped.</exception>
    public static SyntheticSummary Write(string outputFolder, SyntheticEegOptions options, IProgress<SyntheticProgress>? progress = null, CancellationToken ct = default)
    {
        var errors = options.Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(options)); }
        PrepareFolder(outputFolder);
        var eegs = WritePatients(outputFolder, options, progress, ct).SelectMany(patient => patient).ToList();
        WriteText(Path.Combine(outputFolder, LatentFileName), LatentLines(eegs));
        WriteText(Path.Combine(outputFolder, "train.csv"), LabelLines(eegs));
        return Summarise(eegs, options.Patients);
    }

    private static void PrepareFolder(string folder)
    {
        if (File.Exists(folder)) { throw new HmsDataException(folder, "is a file; name a folder that is empty or does not exist."); }
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new HmsDataException(folder, "is not empty; a synthetic set is written into an empty or absent folder only. Name another one, or remove this one yourself.");
        }
        Directory.CreateDirectory(Path.Combine(folder, "train_eegs"));
        Directory.CreateDirectory(Path.Combine(folder, "train_spectrograms"));
    }

    private static IReadOnlyList<SyntheticEeg>[] WritePatients(string folder, SyntheticEegOptions options, IProgress<SyntheticProgress>? progress, CancellationToken ct)
    {
        var patients = new IReadOnlyList<SyntheticEeg>[options.Patients];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism == 0 ? Environment.ProcessorCount : options.Parallelism, CancellationToken = ct };
        var done = 0;
        try
        {
            Parallel.For(0, options.Patients, threads, patient =>
            {
                patients[patient] = new PatientWriter(folder, options, patient).Write(ct);
                progress?.Report(new SyntheticProgress(Interlocked.Increment(ref done), options.Patients));
            });
        }
        catch (AggregateException error) when (error.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
        return patients;
    }

    private static IEnumerable<string> LatentLines(IReadOnlyList<SyntheticEeg> eegs)
    {
        yield return "eeg_id,experts," + string.Join(',', VoteClasses.Names.Select(name => "z_" + name.ToLowerInvariant()));
        foreach (var eeg in eegs)
        {
            yield return $"{eeg.EegId},{(eeg.ManyExperts ? "many" : "few")}," + string.Join(',', eeg.Z.Select(share => share.ToString("R", CultureInfo.InvariantCulture)));
        }
    }

    private static IEnumerable<string> LabelLines(IReadOnlyList<SyntheticEeg> eegs)
    {
        yield return string.Join(',', LabelFile.LabelColumns);
        var label = 3_000_000_000L;
        var subIds = new Dictionary<long, int>();
        foreach (var eeg in eegs)
        {
            for (var window = 0; window < eeg.WindowOffsets.Length; window++)
            {
                var sub = subIds[eeg.SpectrogramId] = subIds.GetValueOrDefault(eeg.SpectrogramId, -1) + 1;
                var offset = eeg.WindowOffsets[window];
                var votes = eeg.Votes[window];
                var consensus = VoteClasses.Names[VoteClasses.IndexOfLargest([.. votes.Select(count => (double)count)])];
                yield return $"{eeg.EegId},{window},{offset}.0,{eeg.SpectrogramId},{sub},{eeg.StartSeconds + offset}.0,{label++},{eeg.PatientId},{consensus},{string.Join(',', votes)}";
            }
        }
    }

    private static SyntheticSummary Summarise(IReadOnlyList<SyntheticEeg> eegs, int patients)
    {
        var truths = eegs.Select(Distribution).ToList();
        var prior = Enumerable.Range(0, VoteClasses.Count).Select(i => truths.Average(truth => truth[i])).ToArray();
        var uniform = Enumerable.Repeat(1.0 / VoteClasses.Count, VoteClasses.Count).ToArray();
        return new SyntheticSummary(
            Rows: eegs.Sum(eeg => eeg.WindowOffsets.Length),
            Eegs: eegs.Count,
            Spectrograms: eegs.Select(eeg => eeg.SpectrogramId).Distinct().Count(),
            Patients: patients,
            FloorKl: truths.Zip(eegs).Average(pair => KullbackLeibler.Divergence(pair.First, pair.Second.Z)),
            PriorKl: truths.Average(truth => KullbackLeibler.Divergence(truth, prior)),
            UniformKl: truths.Average(truth => KullbackLeibler.Divergence(truth, uniform)));
    }

    private static double[] Distribution(SyntheticEeg eeg)
    {
        var sums = Enumerable.Range(0, VoteClasses.Count).Select(i => (double)eeg.Votes.Sum(votes => votes[i])).ToArray();
        var total = sums.Sum();
        return Array.ConvertAll(sums, sum => sum / total);
    }

    private static void WriteText(string path, IEnumerable<string> lines) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")));
}
