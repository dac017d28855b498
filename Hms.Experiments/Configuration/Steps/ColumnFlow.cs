using Hms.Experiments.Configuration.Settings;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Which column each step reads and writes, and whether every column comes from somewhere and goes somewhere.</summary>
public sealed class ColumnFlow
{
    private static readonly string[] ReservedColumns = ["EegId", "SpectrogramId", "PatientId", "Votes", "VoteCount", "RowIndex", "Score", "PredictedLabel", Pipelines.TrainingOptions.WeightColumn];

    private readonly List<StepColumns> _steps = [];
    private readonly List<string> _sources = [];
    private readonly List<SettingsProblem> _missing = [];
    private readonly List<SettingsProblem> _unread = [];

    private ColumnFlow()
    {
    }

    /// <summary>The columns of each step.</summary>
    public IReadOnlyList<StepColumns> Steps => _steps;

    /// <summary>The columns of the data that are read: Eeg, Spectrogram or both.</summary>
    public IReadOnlyList<string> Sources => _sources;

    /// <summary>The column that the network reads: what the last column step yields.</summary>
    public string FeatureColumn { get; private set; } = SourceColumns.Eeg;

    /// <summary>Columns that nothing yields, or that nothing reads.</summary>
    public IReadOnlyList<SettingsProblem> Problems => [.. _missing, .. _unread];

    /// <summary>Follows the columns through a list of steps.</summary>
    /// <param name="steps">The steps in order.</param>
    public static ColumnFlow Of(IReadOnlyList<StepSettings> steps)
    {
        var flow = new ColumnFlow();
        var unread = new Dictionary<string, int>();
        var written = new HashSet<string>();
        for (var i = 0; i < steps.Count; i++)
        {
            var columns = new StepColumns(steps[i].ReadColumns(flow.FeatureColumn), steps[i].YieldedColumn(flow.FeatureColumn));
            flow._steps.Add(columns);
            var step = steps[i];
            var isKnown = columns.Inputs.All(input => flow.Read(input, Path(i, KeyOf(step, input)), written, unread));
            if (columns.Output is not { } output || (!isKnown && columns.Inputs.Contains(output))) { continue; }
            if (ReservedColumns.Contains(output))
            {
                flow._missing.Add(new SettingsProblem($"column \"{output}\" is written by Hms itself; choose another name.", Path(i, "output"), "transforms") { Code = DiagnosticCodes.ColumnFlow });
            }
            if (unread.TryGetValue(output, out var overwritten)) { flow.AddUnread(output, overwritten); }
            unread[output] = i;
            written.Add(output);
            flow.FeatureColumn = output;
        }
        foreach (var (column, step) in unread.Where(pair => pair.Key != flow.FeatureColumn)) { flow.AddUnread(column, step); }
        if (flow._missing.Count > 0) { flow._unread.Clear(); }
        return flow;
    }

    /// <summary>Where the step names an input.</summary>
    private static string KeyOf(StepSettings step, string input) => step switch
    {
        StackChannelsStep or ConcatenateStep => "inputs",
        TileStep tile => input == tile.Kaggle ? "kaggle" : "eeg",
        _ => "input",
    };

    private bool Read(string column, string path, HashSet<string> written, Dictionary<string, int> unread)
    {
        if (written.Contains(column))
        {
            unread.Remove(column);
            return true;
        }
        if (SourceColumns.All.Contains(column))
        {
            if (!_sources.Contains(column)) { _sources.Add(column); }
            return true;
        }
        var known = SourceColumns.All.Concat(written.Order(StringComparer.Ordinal)).Distinct().ToArray();
        var hint = Suggestions.Hint(Suggestions.Closest(column, known), known);
        _missing.Add(new SettingsProblem($"column \"{column}\" is yielded by no earlier step{hint}", path) { Code = DiagnosticCodes.ColumnFlow, DependsOnColumns = true });
        return false;
    }

    private void AddUnread(string column, int step) =>
        _unread.Add(new SettingsProblem($"this step yields column \"{column}\", which nothing reads; stack or concatenate it, or leave the step out.", Path(step, "output")) { Code = DiagnosticCodes.ColumnFlow, DependsOnColumns = true });

    private static string Path(int step, string key) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"transforms.{step}.{key}");
}
