using System.Globalization;
using Hms.Data.Rows;
using Hms.Data.Views;
using Hms.Data.Windows;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;
using Hms.Transforms.Models;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>Scores windows that a member was not judged on, each by the model of the fold that held the window's patient out: out of fold, too.</summary>
/// <remarks>
/// A member that learns from spectrograms has predicted one window of each; the EEGs of that spectrogram may show others. The models of the folds lie in the member's model file, on columns of their
/// own; before one is believed to be that of a fold it must give that fold's own predictions again.
/// </remarks>
internal static class HeldOutScorer
{
    /// <summary>Predictions that are compared for each fold.</summary>
    private const int Checked = 5;

    /// <summary>Largest difference of a prediction that is made again: another batch or device rounds otherwise.</summary>
    private const double Tolerance = 2e-3;

    /// <summary>Scores rows where that can be done.</summary>
    /// <param name="member">The member.</param>
    /// <param name="rows">Rows whose windows it has not predicted.</param>
    /// <param name="windows">The windows that all members share.</param>
    /// <param name="progress">Counts rows; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>Probabilities by window; without those of folds that were not trained, of a model that was trained on all rows, and of recordings that are too short.</returns>
    /// <exception cref="UserErrorException">The model file does not give the member's own predictions again.</exception>
    public static IReadOnlyDictionary<MemberWindow, float[]> Score(MemberRun member, IReadOnlyList<RecordingRow> rows, WindowOptions windows, ProgressLine? progress, CancellationToken cancellationToken)
    {
        var scores = new Dictionary<MemberWindow, float[]>();
        if (rows.Count == 0 || member.Record.Result!.Winner != "folds") { return scores; }
        var foldOfPatient = member.Rows.Rows.Select((row, i) => (row.PatientId, Fold: member.Rows.FoldOfRow[i])).DistinctBy(pair => pair.PatientId).ToDictionary(pair => pair.PatientId, pair => pair.Fold);
        var lengths = new RecordingLengths(member.Rows.Folder, windows, member.Sources);
        var usable = rows.DistinctBy(row => MemberWindow.Of(row, windows, member.Sources)).Where(row => foldOfPatient.ContainsKey(row.PatientId) && CanBeRead(row, member, lengths)).ToArray();
        if (usable.Length == 0) { return scores; }
        if (progress is not null) { progress.Total = usable.Length; }
        using var model = EnsembleExporter.Load(member);
        foreach (var fold in usable.GroupBy(row => foldOfPatient[row.PatientId]))
        {
            var known = member.Predictions.Where(prediction => prediction.Fold == fold.Key).Take(Checked).ToArray();
            if (known.Length == 0) { continue; } // the fold was not trained
            RecordingRow[] all = [.. known.Select(prediction => member.Rows.Rows[prediction.RowIndex]), .. fold];
            var found = ScoreFold(member, model, all, windows, fold.Key, progress, cancellationToken);
            RequireSame(member, known, found, fold.Key);
            for (var i = known.Length; i < all.Length; i++) { scores[MemberWindow.Of(all[i], windows, member.Sources)] = found[i]; }
        }
        return scores;
    }

    private static bool CanBeRead(RecordingRow row, MemberRun member, RecordingLengths lengths) =>
        (row.SpectrogramId is not null || !member.Sources.HasFlag(RecordingColumns.Spectrogram)) && lengths.DescribeRefusal(row) is null;

    private static Dictionary<int, float[]> ScoreFold(MemberRun member, HmsModel model, RecordingRow[] rows, WindowOptions windows, int fold, ProgressLine? progress, CancellationToken cancellationToken)
    {
        var view = model.Score(new HmsDataView(member.Rows.Folder, rows, windows, member.Sources));
        var own = string.Create(CultureInfo.InvariantCulture, $"{FoldEnsemble.ScoreColumn}.fold{fold}");
        var column = view.Schema.GetColumnOrNull(own) is null ? FoldEnsemble.ScoreColumn : own; // a single fold stands alone
        return RowVectors.Read(view, column, HmsDataView.RowIndexColumn, progress is null ? null : progress.Step, cancellationToken);
    }

    private static void RequireSame(MemberRun member, HeldOutPrediction[] known, Dictionary<int, float[]> found, int fold)
    {
        for (var i = 0; i < known.Length; i++)
        {
            var difference = known[i].Score.Zip(found[i], (expected, actual) => Math.Abs(expected - actual)).Max();
            if (difference <= Tolerance) { continue; }
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"Member \"{member.Name}\": the model of fold {fold} in {member.Run.Winner} does not give the prediction of EEG {known[i].EegId} again (difference {difference:G3}), so it cannot be told that it has not seen these patients; run the member again."));
        }
    }
}
