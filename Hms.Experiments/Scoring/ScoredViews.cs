using Hms.Data.Files;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Experiments.Reporting;
using Hms.Experiments.Running;
using Hms.Transforms.Mapping;
using Hms.Transforms.Models;

namespace Hms.Experiments.Scoring;

/// <summary>Scores rows in all views that a request asks for, and averages them: the window as it is, then moved. The mirror is the network's own affair.</summary>
internal sealed class ScoredViews
{
    private readonly HmsModel _model;
    private readonly HmsFolder _folder;
    private readonly WindowOptions _windows;
    private readonly RecordingColumns _columns;
    private readonly ScoreRequest _request;
    private readonly ProgressLine _progress;

    public ScoredViews(HmsModel model, HmsFolder folder, WindowOptions windows, RecordingColumns columns, ScoreRequest request, ProgressLine progress) =>
        (_model, _folder, _windows, _columns, _request, _progress) = (model, folder, windows, columns, request, progress);

    /// <summary>Moved windows that were left out, because a recording has no room for them or they cannot be scored (missing values that the steps do not replace).</summary>
    public int ShiftsLeftOut { get; private set; }

    /// <summary>The mean probabilities of each row, in order.</summary>
    /// <exception cref="UserErrorException">The model cannot be scored in such a view.</exception>
    public double[][] Score(IReadOnlyList<RecordingRow> rows, CancellationToken cancellationToken)
    {
        var moved = Moved(rows);
        _progress.Total = rows.Count + moved.Sum(view => view.Rows.Count);
        var sums = Read(rows, _windows, cancellationToken).Select(score => score.Select(p => (double)p).ToArray()).ToArray();
        var counts = Enumerable.Repeat(1, rows.Count).ToArray();
        foreach (var (indices, view, windows) in moved)
        {
            var scores = Read(view, windows, cancellationToken);
            for (var i = 0; i < indices.Count; i++)
            {
                if (Array.Exists(scores[i], float.IsNaN))
                {
                    ShiftsLeftOut++;
                    continue;
                }
                counts[indices[i]]++;
                for (var k = 0; k < scores[i].Length; k++) { sums[indices[i]][k] += scores[i][k]; }
            }
        }
        return [.. sums.Select((sum, row) => sum.Select(value => value / counts[row]).ToArray())];
    }

    /// <summary>For each shift the rows that have room for it, and which they are.</summary>
    private List<(List<int> Indices, List<RecordingRow> Rows, WindowOptions Windows)> Moved(IReadOnlyList<RecordingRow> rows)
    {
        var views = new List<(List<int> Indices, List<RecordingRow> Rows, WindowOptions Windows)>();
        var windows = new WindowShifts(_folder, _windows, _columns);
        foreach (var shift in _request.Augmentation.Shifts)
        {
            if (windows.Refusal(shift) is { } refusal) { throw new UserErrorException($"--tta: {refusal}"); }
            var (indices, moved) = (new List<int>(), new List<RecordingRow>());
            for (var i = 0; i < rows.Count; i++)
            {
                if (windows.Move(rows[i], shift) is not { } row) { continue; }
                indices.Add(i);
                moved.Add(row);
            }
            ShiftsLeftOut += rows.Count - moved.Count;
            if (moved.Count > 0) { views.Add((indices, moved, windows.Options)); }
        }
        return views;
    }

    private float[][] Read(IReadOnlyList<RecordingRow> rows, WindowOptions windows, CancellationToken cancellationToken)
    {
        try
        {
            var scored = _model.Score(new HmsDataView(_folder, rows, windows, _columns));
            var scores = RowVectors.Read(scored, FoldEnsemble.ScoreColumn, HmsDataView.RowIndexColumn, _progress.Step, cancellationToken, _request.Threads);
            return [.. Enumerable.Range(0, rows.Count).Select(row => scores[row])];
        }
        catch (ColumnMismatchException fault) { throw new UserErrorException($"{_request.ModelPath}: {fault.Message}", fault); }
    }
}
