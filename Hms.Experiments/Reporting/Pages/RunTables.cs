using System.Globalization;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>The tables of a run's report.</summary>
internal static class RunTables
{
    private static readonly TableColumn ClassColumn = TableColumn.Words("class");

    /// <summary>One row per class.</summary>
    public static TableBlock Classes(ModelEvaluation evaluation) => new(
        "Figures of each class",
        [ClassColumn, .. new[] { "rows", "part of the KL (nat)", "KL of its rows (nat)", "recall", "precision", "mean votes", "mean prediction", "calibration error" }.Select(TableColumn.Number)],
        [.. evaluation.Classes.Select((x, i) => (string[])
        [
            x.Name, PageText.Count(x.Rows), PageText.Kl(x.KlPart), PageText.Kl(x.ConsensusKl), PageText.Percent(x.Recall), PageText.Percent(x.Precision),
            PageText.Percent(x.MeanVotes), PageText.Percent(x.MeanPrediction), PageText.Percent(evaluation.Reliability[i + 1].CalibrationError),
        ])])
    {
        Note = "Rows: those whose consensus (the class with most votes) the class is. The parts add up to the KL of all rows. Recall: share of its rows that are predicted as it; precision: share of the rows predicted as it that are its own.",
    };

    /// <summary>Consensus against prediction, each row's cells shaded by their share.</summary>
    public static TableBlock Confusion(ModelEvaluation evaluation)
    {
        var names = evaluation.Classes.Select(x => x.Name).ToArray();
        var totals = evaluation.Confusion.Select(x => x.Sum()).ToArray();
        return new TableBlock(
            "Confusion: consensus of the experts (down) against the most probable class (across)",
            [TableColumn.Words("consensus"), .. names.Select(x => TableColumn.Number($"→ {x}")), TableColumn.Number("rows")],
            [.. evaluation.Confusion.Select((row, i) => (string[])[names[i], .. row.Select(x => x == 0 ? "0" : FormattableString.Invariant($"{PageText.Count(x)} ({100.0 * x / totals[i]:F0} %)")), PageText.Count(totals[i])])])
        {
            Shades = [.. evaluation.Confusion.Select((row, i) => (double?[])[null, .. row.Select(x => totals[i] == 0 ? (double?)null : (double)x / totals[i]), null])],
            Note = "In brackets: share of the rows with that consensus.",
        };
    }

    /// <summary>One row per fold.</summary>
    public static TableBlock Folds(IReadOnlyList<HeldOutPrediction> predictions) => new(
        "Figures of each fold's held-out rows",
        [.. new[] { "fold", "rows", "patients", "KL (nat)", "KL of the prior (nat)", "gain over the prior (nat)", "± standard error" }.Select(TableColumn.Number)],
        [.. predictions.GroupBy(x => x.Fold).OrderBy(x => x.Key).Select(Fold)])
    {
        Note = "Each fold was predicted by a model that has seen none of its rows. The standard error is by patient.",
    };

    /// <summary>Versions, hardware, and what else the record says.</summary>
    public static TableBlock Record(RunRecord record)
    {
        List<string[]> rows = [["state", record.State], ["experiments file", record.ExperimentsFile]];
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) { rows.Add([name, value]); }
        }
        Add("command", record.CommandLine.Count > 0 ? "hms " + string.Join(' ', record.CommandLine) : null);
        Add("begun", Time(record.StartedUtc));
        Add("ended", Time(record.EndedUtc));
        Add("commit", record.Git is { } git ? git.Commit is { } commit ? commit + (git.IsDirty is true ? " (with changes)" : "") : git.Reason : null);
        rows.AddRange(record.Environment.Concat(record.Natives ?? new Dictionary<string, string>()).Select(x => (string[])[x.Key, x.Value]));
        if (record.Hardware is { } machine) { Add("machine", string.Create(CultureInfo.InvariantCulture, $"{machine.Processor ?? "unknown processor"}, {machine.Processors} processors, {machine.MemoryGigabytes:0.#} GiB{string.Concat(machine.Gpus.Select(x => ", " + x))}")); }
        Add("start weights", record.Weights is { } weights ? $"{weights.Path} (SHA-256 {weights.Sha256})" : null);
        Add("hash of the folds", record.Rows.FoldsSha256);
        Add("split", record.Rows.Split?.ToString());
        Add("warm start", record.WarmStart);
        Add("saved by stopping trials early", record.Saving?.ToString());
        Add("why it ended", record.Ending);
        rows.AddRange(record.NotRepeatableBecause.Select(x => (string[])["not repeatable", x]));
        return new TableBlock("Run record", [TableColumn.Words("item"), new TableColumn("value", ColumnKind.Code)], rows);
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string[] Fold(IGrouping<int, HeldOutPrediction> fold)
    {
        var rows = fold.ToArray();
        var model = rows.Select(x => KullbackLeibler.Divergence(x.Votes, x.Score)).ToArray();
        string[] name = [fold.Key.ToString(CultureInfo.InvariantCulture), PageText.Count(rows.Length), PageText.Count(rows.Select(x => x.PatientId).Distinct().Count()), PageText.Kl(model.Average())];
        if (rows.Any(x => x.Prior.Length == 0)) { return [.. name, PageText.None, PageText.None, PageText.None]; }
        var prior = rows.Select(x => KullbackLeibler.Divergence(x.Votes, x.Prior)).ToArray();
        var gain = PairedGain.Compute(prior, model, [.. rows.Select(x => x.PatientId)]);
        return [.. name, PageText.Kl(prior.Average()), PageText.Difference(gain.Mean), PageText.Kl(gain.StandardError)];
    }
}
