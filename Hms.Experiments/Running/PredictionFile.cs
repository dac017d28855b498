using System.Globalization;
using CsvHelper;
using Hms.Data;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Reporting;

namespace Hms.Experiments.Running;

/// <summary>Held-out predictions as CSV: row, EEG, spectrogram, label row, patient, fold, votes, six vote shares, six probabilities, six of the fold's prior.</summary>
internal static class PredictionFile
{
    private const string Truth = "_truth";
    private const string Score = "_score";
    private const string Prior = "_prior";
    private const string SpectrogramId = "spectrogram_id";
    private const string LabelId = "label_id";

    /// <summary>Writes the file.</summary>
    public static void Write(string path, IReadOnlyList<HeldOutPrediction> predictions) => CsvFile.Write(path, Header(), predictions.Select(Fields));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="UserErrorException">The file is not of that form.</exception>
    public static IReadOnlyList<HeldOutPrediction> Read(string path)
    {
        try
        {
            using var csv = CsvReader.Create(new StreamReader(path), new CsvReaderOptions(), leaveOpen: false);
            csv.ReadHeader();
            var header = csv.Headers.ToHashSet();
            var predictions = new List<HeldOutPrediction>();
            while (csv.Read()) { predictions.Add(Parse(csv.GetString, header)); }
            return predictions.Count > 0 ? predictions : throw new FormatException("it has no rows.");
        }
        catch (Exception exception) when (exception is CsvFormatException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new UserErrorException($"{path} is not a file of held-out predictions: {exception.Message}", exception);
        }
    }

    private static HeldOutPrediction Parse(Func<string, string> text, HashSet<string> header)
    {
        var culture = CultureInfo.InvariantCulture;
        float[] Six(string suffix) => [.. ClassColumns(suffix).Select(column => float.Parse(text(column), culture))];
        long? Optional(string column) => header.Contains(column) && text(column) is { Length: > 0 } id ? long.Parse(id, culture) : null;
        return new HeldOutPrediction(
            int.Parse(text("row"), culture), long.Parse(text("eeg_id"), culture), long.Parse(text("patient_id"), culture), int.Parse(text("fold"), culture),
            double.Parse(text("votes"), culture), Six(Truth), Six(Score), Six(Prior)) { SpectrogramId = Optional(SpectrogramId), LabelId = Optional(LabelId) };
    }

    private static IEnumerable<object?> Fields(HeldOutPrediction p) =>
        ((object?[])[p.RowIndex, p.EegId, p.SpectrogramId, p.LabelId, p.PatientId, p.Fold, p.VoteCount]).Concat(p.Votes.Concat(p.Score).Concat(p.Prior).Cast<object?>());

    private static IEnumerable<string> Header() =>
        ((string[])["row", "eeg_id", SpectrogramId, LabelId, "patient_id", "fold", "votes"]).Concat(ClassColumns(Truth)).Concat(ClassColumns(Score)).Concat(ClassColumns(Prior));

    private static IEnumerable<string> ClassColumns(string suffix) => VoteClasses.Names.Select(name => name.ToLowerInvariant() + suffix);
}
