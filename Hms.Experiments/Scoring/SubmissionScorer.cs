using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Experiments.Reporting;
using Hms.Transforms.Models;
using Hms.Transforms.Persistence;

namespace Hms.Experiments.Scoring;

/// <summary>Scores a folder of recordings with a model file: the window is the one the model was trained with.</summary>
internal static class SubmissionScorer
{
    /// <summary>Scores and writes the submission.</summary>
    /// <exception cref="UserErrorException">The folder lacks what the model needs, or no recording can be scored.</exception>
    public static ScoreResult Score(ScoreRequest request, ProgressLine progress, CancellationToken cancellationToken)
    {
        request.Scoring.Device.RequirePresent();
        using var model = Load(request);
        var folder = HmsFolder.Open(request.Root);
        var columns = SourcesOf(model.Manifest, request.ModelPath);
        var windows = WindowsOf(model.Manifest, request);
        var rows = ReadRows(folder);
        RequireFiles(folder, rows, columns, request.ModelPath);

        var (fitting, refused, padded) = SortByLength(folder, rows, windows, columns, cancellationToken);
        if (fitting.Count == 0)
        {
            throw new UserErrorException($"None of the {rows.Count} EEGs of {request.Root} can be scored; the first: {refused[0]}");
        }
        var views = new ScoredViews(model, folder, windows, columns, request, progress);
        var scores = views.Score(fitting, cancellationToken);
        var unscored = Enumerable.Range(0, fitting.Count).Where(i => scores[i].Any(double.IsNaN)).ToArray();
        var submission = Enumerable.Range(0, fitting.Count).Except(unscored).Select(i => new SubmissionRow(fitting[i].EegId, SumToOne(scores[i]))).ToArray();
        if (submission.Length == 0) { throw new UserErrorException($"The model gives no number for any of the {fitting.Count} EEGs: its steps do not replace missing values."); }
        SubmissionFile.Write(request.OutputPath, submission);
        string[] left = [.. refused, .. unscored.Select(i => $"{folder.EegPath(fitting[i].EegId)} has missing values that the model's steps do not replace, so its score is no number.")];
        return new ScoreResult(submission.Length, left, padded, request.OutputPath) { ShiftsLeftOut = views.ShiftsLeftOut };
    }

    private static WindowOptions WindowsOf(ModelManifest manifest, ScoreRequest request)
    {
        try
        {
            var windows = WindowOptions.FromJson(manifest.Windowing ?? throw NotAnHmsModel(request.ModelPath, "its manifest has no windowing"));
            return windows with { Short = request.Short ?? windows.Short };
        }
        catch (FormatException exception)
        {
            throw NotAnHmsModel(request.ModelPath, $"its windowing cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    private static HmsModel Load(ScoreRequest request)
    {
        try { return HmsModel.Load(request.ModelPath, new HmsModelLoadOptions { ExpectedSha256 = request.Sha256, Scoring = request.Scoring with { Mirror = request.Augmentation.Mirror } }); }
        catch (ModelFileException fault) when (!fault.Message.StartsWith(request.ModelPath, StringComparison.Ordinal))
        {
            throw new UserErrorException($"{request.ModelPath}: {fault.Message}", fault); // the fault names the entry only
        }
    }

    private static RecordingColumns SourcesOf(ModelManifest manifest, string path)
    {
        var columns = RecordingColumns.None;
        foreach (var column in manifest.InputColumns)
        {
            columns |= Enum.TryParse<RecordingColumns>(column.Name, out var known) ? known : throw NotAnHmsModel(path, $"it asks for the column \"{column.Name}\"");
        }
        return columns;
    }

    private static UserErrorException NotAnHmsModel(string path, string reason) =>
        new($"{path} cannot score HMS recordings: {reason}; columns Eeg and Spectrogram can be given. Use a model that hms sweep, train or export wrote.");

    private static IReadOnlyList<RecordingRow> ReadRows(HmsFolder folder)
    {
        if (folder.HasTest) { return RowTable.FromTest(folder.ReadTest()); }
        if (folder.HasLabels) { return RowTable.FromLabels(folder.ReadLabels(), RowUnit.Eeg, VoteAggregation.Sum); }
        throw new UserErrorException($"{folder.Root} has neither test.csv nor train.csv; one of them must list the EEGs to score.");
    }

    private static void RequireFiles(HmsFolder folder, IReadOnlyList<RecordingRow> rows, RecordingColumns columns, string modelPath)
    {
        foreach (var row in rows)
        {
            if (columns.HasFlag(RecordingColumns.Eeg)) { folder.EegPath(row.EegId); }
            if (!columns.HasFlag(RecordingColumns.Spectrogram)) { continue; }
            if (row.SpectrogramId is not { } id)
            {
                throw new UserErrorException($"{modelPath} needs the column Spectrogram, but EEG {row.EegId} has no spectrogram_id in {folder.Root}. Use a model that reads EEG only.");
            }
            folder.SpectrogramPath(id);
        }
    }

    private static (IReadOnlyList<RecordingRow> Fitting, IReadOnlyList<string> Refused, IReadOnlyList<string> Padded) SortByLength(
        HmsFolder folder, IReadOnlyList<RecordingRow> rows, WindowOptions windows, RecordingColumns columns, CancellationToken cancellationToken)
    {
        var fitting = new List<RecordingRow>();
        var refused = new List<string>();
        var padded = new List<string>();
        var lengths = new RecordingLengths(folder, windows, columns);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lengths.DescribeRefusal(row) is { } refusal)
            {
                refused.Add(windows.Short == ShortRecording.Pad ? refusal : refusal + " Use --short pad to score it all the same.");
                continue;
            }
            fitting.Add(row);
            if (lengths.DescribeShortage(row) is { } shortage) { padded.Add(shortage); }
        }
        return (fitting, refused, padded);
    }

    private static double[] SumToOne(double[] probabilities)
    {
        var sum = probabilities.Sum();
        return [.. probabilities.Select(p => p / sum)];
    }
}
