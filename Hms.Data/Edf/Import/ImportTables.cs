using System.Globalization;
using System.Text;
using Hms.Data.Files;
using Hms.Data.Schemas;

namespace Hms.Data.Edf.Import;

/// <summary>Writes the tables of an import.</summary>
internal static class ImportTables
{
    /// <summary>Where a window lies in its recording, so that scores can be put back on its time line.</summary>
    public static void WriteWindows(string path, IEnumerable<ScoringWindow> windows) => Write(path, string.Join(',', TableSchema.Windows.RequiredNames), windows, window =>
        string.Create(CultureInfo.InvariantCulture, $"{window.EegId},{Quote(window.File)},{window.StartSeconds:0.###},{window.DurationSeconds:0.###},{window.StartTime:yyyy-MM-ddTHH:mm:ss.fff},{window.PatientId},{window.MissingShare:0.####}"));

    /// <summary>test.csv: spectrogram_id stays empty.</summary>
    public static void WriteTest(string path, IEnumerable<ScoringWindow> windows) => Write(path, string.Join(',', LabelFile.TestColumns), windows, window =>
        string.Create(CultureInfo.InvariantCulture, $",{window.EegId},{window.PatientId}"));

    public static void WriteAnnotations(string path, IEnumerable<(string File, EdfAnnotation Annotation)> annotations) => Write(path, string.Join(',', TableSchema.Annotations.RequiredNames), annotations, row =>
        string.Create(CultureInfo.InvariantCulture, $"{Quote(row.File)},{Math.Round(row.Annotation.OnsetSeconds, 7):0.#######},{row.Annotation.DurationSeconds:0.#######},{Quote(row.Annotation.Text)}"));

    /// <summary>train.csv: spectrogram_id stays empty.</summary>
    public static void WriteLabels(string path, IEnumerable<LabelRow> rows) => Write(path, string.Join(',', LabelFile.LabelColumns), rows, row =>
        string.Create(CultureInfo.InvariantCulture, $"{row.EegId},{row.EegSubId},{row.EegOffsetSeconds:R},,{row.SpectrogramSubId},{row.SpectrogramOffsetSeconds:0.0},{row.LabelId},{row.PatientId},{row.ExpertConsensus},{string.Join(',', row.Votes)}"));

    private static void Write<T>(string path, string header, IEnumerable<T> rows, Func<T, string> line)
    {
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(header);
            foreach (var row in rows) { writer.WriteLine(line(row)); }
        });
    }

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text.Length != text.Trim().Length ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
