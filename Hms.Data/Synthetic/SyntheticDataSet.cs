using System.Runtime.ExceptionServices;
using System.Text;
using Hms.Data.Files;

namespace Hms.Data.Synthetic;

/// <summary>Writes a synthetic data set in the HMS layout: train.csv, train_eegs, train_spectrograms, and latent.csv, which no reader opens.</summary>
/// <remarks>
/// Patients have a style; a recording has a latent mixture z of the six patterns, from which its signal is rendered and its votes are drawn; EEGs are cut out
/// of a longer signal whose spectrogram is the competition's own. It is a stand-in for trying a pipeline: results on it are no clinical evidence.
/// The background repeats after 655 s, which no ten-minute window can see. Memory: one recording for each thread, however many patients are written.
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
        SyntheticSummary? summary = null;
        // The inner file is in place before the outer one.
        AtomicFile.Write(Path.Combine(outputFolder, "train.csv"), labels => AtomicFile.Write(Path.Combine(outputFolder, LatentFileName), latent =>
        {
            using var tables = new SyntheticTables(Writer(labels), Writer(latent));
            WritePatients(outputFolder, options, tables, progress, ct);
            summary = tables.Summarise();
        }));
        return summary!;
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

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

    /// <summary>Every thread takes the next patient, so the finished ones that wait for a slower one before them stay few.</summary>
    private static void WritePatients(string folder, SyntheticEegOptions options, SyntheticTables tables, IProgress<SyntheticProgress>? progress, CancellationToken ct)
    {
        var threads = Math.Min(options.Patients, options.Parallelism == 0 ? Environment.ProcessorCount : options.Parallelism);
        var (next, done) = (-1, 0);
        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, (_, state) =>
            {
                var signal = new SignalBuffer();
                for (var patient = Interlocked.Increment(ref next); patient < options.Patients && !state.IsExceptional; patient = Interlocked.Increment(ref next))
                {
                    tables.Add(patient, new PatientWriter(folder, options, patient).Write(signal, ct));
                    progress?.Report(new SyntheticProgress(Interlocked.Increment(ref done), options.Patients));
                }
            });
        }
        catch (AggregateException error) when (error.InnerExceptions.Count > 0)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }
}
