using System.CommandLine;
using System.Text.Json;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Experiments.Ensembles.Files;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Commands;

/// <summary><c>hms ensemble</c>: what joining models is worth, from plain CSV files of out-of-fold predictions.</summary>
internal sealed class EnsembleCommand
{
    private readonly Option<FileInfo[]> _predictions = new("--predictions") { Description = "A CSV of out-of-fold predictions for each model: an id and six class columns.", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<FileInfo?> _truth = new("--truth") { Description = "CSV of votes or shares: the id, six class columns, perhaps patient_id and fold. Not needed where the predictions hold the votes too." };
    private readonly Option<FileInfo?> _groups = new("--groups") { Description = "CSV of the id (or eeg_id) and patient_id or fold." };
    private readonly Option<int?> _folds = new("--folds") { Description = "Parts of the patients, each judged by a fit to the others; default: the fold column of the files, else 5 parts." };
    private readonly Option<int> _minVotes = new("--min-votes") { Description = "Only rows with at least this many votes." };
    private readonly Option<bool> _inner = new("--inner") { Description = "Use the rows that all files have, where they do not have the same." };
    private readonly Option<bool> _ungrouped = new("--ungrouped") { Description = "Cross-fit by rows where neither patients nor folds are known; optimistic where patients have several rows." };
    private readonly Option<bool> _renormalize = new("--renormalize") { Description = "Divide each row of predictions by its sum, for files rounded to two digits or of outputs that do not sum to 1." };
    private readonly Option<string> _combine = new("--combine") { Description = "Ways of joining, of mean, weighted, logBlend.", DefaultValueFactory = _ => "mean,weighted,logBlend" };
    private readonly Option<string> _calibrate = new("--calibrate") { Description = "Calibrations of the mean and the weighted mean, of none, temperature, classBias, temperatureAndClassBias.", DefaultValueFactory = _ => "temperature,classBias,temperatureAndClassBias" };
    private readonly Option<long> _seed = new("--seed") { Description = "Seed of the resamples behind the intervals.", DefaultValueFactory = _ => 1 };
    private readonly Option<DirectoryInfo?> _out = new("--out") { Description = "Folder for blend.json, report.md and the cross-fitted predictions of each combination." };

    private readonly Option<bool> _json = CommonOptions.Json();

    public static Command Create(CommandTerminal terminal) => new EnsembleCommand().Build(terminal);

    private Command Build(CommandTerminal terminal)
    {
        CommonOptions.RequireAtLeastOne(_folds);
        var command = new Command("ensemble", "Judge single models, their mean and learned blends by out-of-fold predictions in CSV files.") { _predictions, _truth, _groups, _folds, _minVotes, _inner, _ungrouped, _renormalize, _combine, _calibrate, _seed, _out, _json };
        command.SetAction((parsed, cancellationToken) =>
        {
            Run(parsed, terminal, cancellationToken);
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private void Run(ParseResult parsed, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var combinations = List<CombinationChoice>(_combine, parsed);
        var calibrations = List<CalibrationChoice>(_calibrate, parsed);
        var options = new CrossFitOptions { Parts = parsed.GetValue(_folds) ?? new CrossFitOptions().Parts, Seed = (ulong)parsed.GetValue(_seed) };
        if (options.Validate() is { Count: > 0 } errors) { throw new UserErrorException($"--folds: {string.Join(" ", errors)}"); }
        var input = EnsembleReader.Read(Source(parsed));
        foreach (var warning in input.Warnings) { terminal.Error.WriteLine("warning: " + warning); }
        var fitters = EnsembleAnalysis.Fitters(combinations, calibrations, input.Data.Members.Count);
        IReadOnlyList<CrossFitResult> results;
        using (var progress = new ProgressLine(terminal, "combinations") { Total = fitters.Count })
        {
            results = EnsembleAnalysis.Run(input, fitters, options, progress.Step, cancellationToken);
        }
        var report = EnsembleAnalysis.Report(input, results);
        if (parsed.GetValue(_out) is { } folder) { EnsembleFolder.Write(folder.FullName, input, report, results); }
        if (parsed.GetValue(_json)) { terminal.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Options)); }
        else { EnsembleTables.Write(terminal, report); }
    }

    private EnsembleSource Source(ParseResult parsed) => new()
    {
        Predictions = [.. parsed.GetRequiredValue(_predictions).Select(file => file.ToString())],
        Truth = parsed.GetValue(_truth)?.ToString(),
        Groups = parsed.GetValue(_groups)?.ToString(),
        Parts = parsed.GetValue(_folds),
        MinVotes = parsed.GetValue(_minVotes),
        Match = parsed.GetValue(_inner) ? RowMatch.Common : RowMatch.Same,
        Sums = parsed.GetValue(_renormalize) ? RowSums.DivideBySum : RowSums.MustBeOne,
        UnknownGroups = parsed.GetValue(_ungrouped) ? UnknownGroups.TakeRowsForPatients : UnknownGroups.Refuse,
    };

    private static List<T> List<T>(Option<string> option, ParseResult parsed) where T : struct, Enum
    {
        var chosen = new List<T>();
        foreach (var word in parsed.GetRequiredValue(option).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var names = Enum.GetNames<T>();
            var index = Array.FindIndex(names, name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (index < 0) { throw new UserErrorException($"{option.Name} {word} is unknown; give some of {string.Join(", ", names.Select(JsonNamingPolicy.CamelCase.ConvertName))}, with commas between."); }
            chosen.Add(Enum.Parse<T>(names[index]));
        }
        return chosen;
    }
}
