using Hms.Data.Rows;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Evaluation;

/// <summary>The rows that several models predict, with the score that each model has on each.</summary>
/// <remarks>
/// The rows are those of the finest unit among the models: label rows before EEGs before spectrograms. A prediction of a coarser unit stands for each of
/// its finer rows (that of a spectrogram for each of its EEGs), and is judged by their votes.
/// </remarks>
internal sealed class PairedRows
{
    /// <summary>How far the vote shares of one row may differ between two files: the last digit of a float.</summary>
    private const float VoteTolerance = 1e-6f;

    private PairedRows(RowUnit unit, IReadOnlyList<HeldOutPrediction> rows, IReadOnlyList<IReadOnlyList<HeldOutPrediction>> matches, IReadOnlyList<double[]> scores, int leftOut)
    {
        Unit = unit;
        Rows = rows;
        Matches = matches;
        PatientIds = [.. rows.Select(row => row.PatientId)];
        VoteCounts = [.. rows.Select(row => row.VoteCount)];
        Scores = scores;
        LeftOut = leftOut;
    }

    /// <summary>What a row is.</summary>
    public RowUnit Unit { get; }

    /// <summary>The rows, with the votes that judge all models.</summary>
    public IReadOnlyList<HeldOutPrediction> Rows { get; }

    /// <summary>What each model predicted for each row, model by model in the order given.</summary>
    public IReadOnlyList<IReadOnlyList<HeldOutPrediction>> Matches { get; }

    /// <summary>Patient of each row.</summary>
    public long[] PatientIds { get; }

    /// <summary>Votes given to each row.</summary>
    public double[] VoteCounts { get; }

    /// <summary>KL divergence of each row, model by model in the order given.</summary>
    public IReadOnlyList<double[]> Scores { get; }

    /// <summary>Rows that not all models predict.</summary>
    public int LeftOut { get; }

    /// <summary>Joins the predictions of models.</summary>
    /// <param name="models">Two or more.</param>
    /// <exception cref="UserErrorException">A model's rows cannot be told apart, the same row has other votes or another patient elsewhere, or no row is common.</exception>
    public static PairedRows Join(IReadOnlyList<ComparedPredictions> models)
    {
        foreach (var model in models) { PredictionCheck.RequireDistributions(model.Predictions, model.Name); }
        var units = models.Select(UnitOf).ToArray();
        var finest = units.MinBy(Coarseness);
        var basis = Array.IndexOf(units, finest);
        var indices = models.Select((model, m) => Index(model, units[m])).ToArray();
        var met = models.Select(_ => new HashSet<long>()).ToArray();
        var (rows, found, scores, leftOut) = (new List<HeldOutPrediction>(), models.Select(_ => new List<HeldOutPrediction>()).ToArray(), models.Select(_ => new List<double>()).ToArray(), 0);
        foreach (var row in models[basis].Predictions)
        {
            var matches = models.Select((_, m) => m == basis ? row : Find(row, units[m], indices[m], met[m])).ToArray();
            if (matches.Any(match => match is null))
            {
                leftOut++;
                continue;
            }
            rows.Add(row);
            for (var m = 0; m < models.Count; m++)
            {
                RequireSameRow(row, models[basis].Name, matches[m]!, models[m].Name, units[m] == finest);
                found[m].Add(matches[m]!);
                scores[m].Add(KullbackLeibler.Divergence(row.Votes, matches[m]!.Score));
            }
        }
        leftOut += models.Select((_, m) => m == basis ? 0 : indices[m].Count - met[m].Count).Sum();
        return rows.Count > 0 ? new PairedRows(finest, rows, found, [.. scores.Select(s => s.ToArray())], leftOut) : throw NothingInCommon(models, units);
    }

    private static RowUnit UnitOf(ComparedPredictions model) =>
        model.Unit ?? (model.Predictions.Select(row => row.EegId).Distinct().Count() == model.Predictions.Count ? RowUnit.Eeg : RowUnit.Row);

    private static int Coarseness(RowUnit unit) => unit switch { RowUnit.Row => 0, RowUnit.Eeg => 1, _ => 2 };

    private static long? KeyOf(HeldOutPrediction row, RowUnit unit) => unit switch { RowUnit.Row => row.LabelId, RowUnit.Eeg => row.EegId, _ => row.SpectrogramId };

    private static string Words(RowUnit unit) => unit switch { RowUnit.Row => "label row", RowUnit.Eeg => "EEG", _ => "spectrogram" };

    private static Dictionary<long, HeldOutPrediction> Index(ComparedPredictions model, RowUnit unit)
    {
        var index = new Dictionary<long, HeldOutPrediction>(model.Predictions.Count);
        foreach (var row in model.Predictions)
        {
            var key = KeyOf(row, unit) ?? throw new UserErrorException($"{model.Name} does not say which {Words(unit)} its row {row.RowIndex} is (EEG {row.EegId}), so it cannot be compared row by row; predictions of earlier versions did not. Run it again.");
            if (!index.TryAdd(key, row))
            {
                throw new UserErrorException($"{model.Name} predicts {Words(unit)} {key} twice (rows {index[key].RowIndex} and {row.RowIndex}); each must be predicted once. Keep one of them.");
            }
        }
        return index;
    }

    private static HeldOutPrediction? Find(HeldOutPrediction row, RowUnit unit, Dictionary<long, HeldOutPrediction> index, HashSet<long> met)
    {
        if (KeyOf(row, unit) is not { } key || !index.TryGetValue(key, out var found)) { return null; }
        met.Add(key);
        return found;
    }

    private static void RequireSameRow(HeldOutPrediction row, string name, HeldOutPrediction other, string otherName, bool sameUnit)
    {
        string Row() => FormattableString.Invariant($"EEG {row.EegId}{(row.LabelId is { } label ? $", label row {label}" : "")}");
        if (row.Votes.Length != other.Votes.Length) { throw new UserErrorException($"{name} has {row.Votes.Length} classes, {otherName} {other.Votes.Length}; only predictions of the same classes can be compared."); }
        if (row.PatientId != other.PatientId) { throw new UserErrorException($"{Row()} is of patient {row.PatientId} in {name} and of patient {other.PatientId} in {otherName}; the runs are not of the same data. Compare runs of one data set."); }
        if (!sameUnit || row.Votes.Zip(other.Votes).All(pair => Math.Abs(pair.First - pair.Second) <= VoteTolerance)) { return; }
        throw new UserErrorException($"{Row()} has the votes {Text(row.Votes)} in {name} and {Text(other.Votes)} in {otherName}; models judged by different votes cannot be compared. Run both on one data set with the same rows.votes.");
    }

    private static string Text(float[] votes) => string.Join('/', votes.Select(v => FormattableString.Invariant($"{v:0.###}")));

    private static UserErrorException NothingInCommon(IReadOnlyList<ComparedPredictions> models, RowUnit[] units) =>
        new($"{string.Join(" and ", models.Select((m, i) => $"{m.Name} ({m.Predictions.Count} rows, one per {Words(units[i])})"))} have no row in common; compare runs of one data set.");
}
