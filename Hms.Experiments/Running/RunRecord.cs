using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Data.Files;
using Hms.Experiments.Configuration;
using Hms.Experiments.Commands;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running.Ensembles;
using Hms.Experiments.Running.Provenance;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Hms.Experiments.Running;

/// <summary>run.json: what was run, on which data, with which versions, and what came out. Enough to export a trial again.</summary>
internal sealed record RunRecord
{
    /// <summary>Version of this file's format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>sweep, train or ensemble.</summary>
    public required string Kind { get; init; }

    /// <summary>running (also after a stop: resume it), completed or failed.</summary>
    public string State { get; init; } = "running";

    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The scale at which it was run: a name of the experiments file, or full.</summary>
    public string Scale { get; init; } = ExperimentsResult.FullScale;

    /// <summary>The experiments file, as it was.</summary>
    public required string ExperimentsFile { get; init; }

    /// <summary>Its text: the run does not change when the file does.</summary>
    public required string ExperimentsText { get; init; }

    /// <summary>The merged experiment with every default.</summary>
    public required JsonNode Resolved { get; init; }

    /// <summary>Where the run trained: cpu or cuda:N; null in records of earlier versions.</summary>
    public string? Device { get; init; }

    /// <summary>Folder of the data set.</summary>
    public required string DataRoot { get; init; }

    /// <summary>SHA-256 over the labels and over name, size and footer of every recording used.</summary>
    public required string DataHash { get; init; }

    /// <summary>The file of weights that networks start from; null where they are drawn from the seed.</summary>
    public WeightsFile? Weights { get; init; }

    /// <summary>Whether each fold keeps the epoch that is best on its held-out rows: all figures on those rows are then optimistic.</summary>
    public bool KeepsBestEpoch { get; init; }

    /// <summary>Mean KL of the votes from the mixtures they were drawn from, where the data set is the built-in synthetic one (no clinical evidence); null for other data.</summary>
    public double? SyntheticFloorKl { get; init; }

    /// <summary>Rows, patients and recordings left out.</summary>
    public required RunRows Rows { get; init; }

    /// <summary>Number of trials asked for; 1 for a training.</summary>
    public int Trials { get; init; } = 1;

    /// <summary>Number of trials that the sweep was begun with: tuners plan by it, also when a resumed sweep asks for more; 0 for a training.</summary>
    public int PlannedTrials { get; init; }

    /// <summary>The earlier sweep that the tuner learnt from; null for none.</summary>
    public string? WarmStart { get; init; }

    /// <summary>Folder of that sweep; null for none, and in records of earlier versions.</summary>
    public string? WarmStartRun { get; init; }

    /// <summary>Why the sweep began no further trial; null before.</summary>
    public string? Ending { get; init; }

    /// <summary>Why the same file and seed would not give this sweep again, as sentences; empty: they would.</summary>
    public IReadOnlyList<string> NotRepeatableBecause { get; init; } = [];

    /// <summary>When the run began, also where it was stopped and gone on with; null in records of earlier versions.</summary>
    public DateTimeOffset? StartedUtc { get; init; }

    /// <summary>When it was completed or failed; null before.</summary>
    public DateTimeOffset? EndedUtc { get; init; }

    /// <summary>The words after hms, the last time that the run was begun or gone on with; empty in records of earlier versions.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>Folder in which they were given, to which relative paths belong; null in records of earlier versions.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Where its random numbers come from; null in records of earlier versions.</summary>
    public RunSeeds? Seeds { get; init; }

    /// <summary>The commit of the folder in which the experiments file lies; null in records of earlier versions.</summary>
    public GitState? Git { get; init; }

    /// <summary>Versions of native libraries; null in records of earlier versions.</summary>
    public IReadOnlyDictionary<string, string>? Natives { get; init; }

    /// <summary>The machine; null in records of earlier versions.</summary>
    public HardwareDescription? Hardware { get; init; }

    /// <summary>What stopping trials early has saved; null for a training and before the end of a sweep.</summary>
    public SweepSaving? Saving { get; init; }

    /// <summary>Packages and system.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Number of the best trial; null until there is one.</summary>
    public int? BestTrial { get; init; }

    /// <summary>What the best trial left.</summary>
    public RunResult? Result { get; init; }

    /// <summary>The epochs of a training; null for a sweep and before the end.</summary>
    public IReadOnlyList<RunEpoch>? Epochs { get; init; }

    /// <summary>What an ensemble was made of and what it is worth; null for a sweep or a training, and before the end.</summary>
    public EnsembleOutcome? Ensemble { get; init; }

    /// <summary>The same run, begun now or gone on with.</summary>
    /// <param name="terminal">Whose clock and command line.</param>
    /// <param name="earlier">The record of the same run before it was stopped; null where it begins.</param>
    public RunRecord Begun(CommandTerminal terminal, RunRecord? earlier) => this with
    {
        StartedUtc = earlier?.StartedUtc ?? terminal.Clock.GetUtcNow(), CommandLine = terminal.CommandLine, WorkingDirectory = System.Environment.CurrentDirectory,
    };

    /// <summary>The same run at its end, when all native libraries that it uses are loaded.</summary>
    /// <param name="terminal">Whose clock.</param>
    /// <param name="state">completed or failed.</param>
    public RunRecord Ended(CommandTerminal terminal, string state) => this with { State = state, EndedUtc = terminal.Clock.GetUtcNow(), Natives = NativeVersions.Describe() };

    /// <summary>Writes the file.</summary>
    public void Write(RunFolder run) => AtomicFile.Write(run.Record, stream => JsonSerializer.Serialize(stream, this, ReportJson.Options));

    /// <summary>Reads the file of a run.</summary>
    /// <exception cref="UserErrorException">There is none, or it is not of this format.</exception>
    public static RunRecord Read(RunFolder run)
    {
        if (!File.Exists(run.Record)) { throw new UserErrorException($"{run.Path} is no run: it has no run.json. Name the --out folder of hms sweep or hms train."); }
        try
        {
            using var stream = File.OpenRead(run.Record);
            var record = JsonSerializer.Deserialize<RunRecord>(stream, ReportJson.Options) ?? throw new UserErrorException($"{run.Record} is empty.");
            return record.Format == 1 ? record : throw new UserErrorException($"{run.Record} has format {record.Format}; this version of hms reads format 1.");
        }
        catch (JsonException exception)
        {
            throw new UserErrorException($"{run.Record} is not a run record: {exception.Message}", exception);
        }
    }

    /// <summary>The experiment as it was when the run began.</summary>
    /// <exception cref="UserErrorException">This is the run of an ensemble.</exception>
    public ResolvedExperiment OpenExperiment()
    {
        if (Kind == EnsembleRun.Kind) { throw new UserErrorException($"\"{Experiment}\" is an ensemble: it has no trials and no training of its own. Its model is winner.zip in the folder of its run."); }
        var parsed = Configuration.ExperimentsFile.Parse(ExperimentsText, ExperimentsFile);
        if (parsed.HasErrors) { throw new DiagnosticsException(parsed.Diagnostics); }
        return parsed.Find(Experiment, Scale);
    }

    /// <summary>Versions that a result depends on.</summary>
    public static IReadOnlyDictionary<string, string> DescribeEnvironment() => new Dictionary<string, string>
    {
        ["hms"] = VersionOf(typeof(RunRecord)),
        ["Microsoft.ML"] = VersionOf(typeof(MLContext)),
        ["TorchSharp"] = VersionOf(typeof(TorchSharp.torch)),
        ["Microsoft.ML.OnnxRuntime"] = VersionOf(typeof(Microsoft.ML.OnnxRuntime.InferenceSession)),
        ["Microsoft.ML.FastTree"] = VersionOf(typeof(FastTreeRegressionTrainer)),
        ["LightGBM"] = LightGbmVersion,
        ["dotnet"] = RuntimeInformation.FrameworkDescription,
        ["system"] = RuntimeInformation.OSDescription,
        ["processors"] = $"{System.Environment.ProcessorCount} x {RuntimeInformation.ProcessArchitecture}, AVX2 {System.Runtime.Intrinsics.X86.Avx2.IsSupported}, AVX-512 {System.Runtime.Intrinsics.X86.Avx512F.IsSupported}",
    };

    /// <summary>What of it decides the bits of a training: builds and instruction sets, but neither the number of processors nor the name of the system.</summary>
    public static string DescribeBits() => string.Join(", ",
    [
        .. new[] { typeof(RunRecord), typeof(Hms.Training.TrainingSummary), typeof(MLContext), typeof(TorchSharp.torch), typeof(Microsoft.ML.OnnxRuntime.InferenceSession), typeof(FastTreeRegressionTrainer) }.Select(type => $"{type.Assembly.GetName().Name} {BuildOf(type)}"),
        $"LightGBM {LightGbmVersion}", $".NET {System.Environment.Version}", $"{RuntimeInformation.ProcessArchitecture}, AVX2 {System.Runtime.Intrinsics.X86.Avx2.IsSupported}, AVX-512 {System.Runtime.Intrinsics.X86.Avx512F.IsSupported}",
    ]);

    /// <summary>Version of the LightGBM that this build brings.</summary>
    public static string LightGbmVersion =>
        typeof(Hms.Training.TrainingSummary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == "LightGBM").Value!;

    private static string BuildOf(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? VersionOf(type);

    private static string VersionOf(Type type) => type.Assembly.GetName().Version?.ToString() ?? "unknown";
}
