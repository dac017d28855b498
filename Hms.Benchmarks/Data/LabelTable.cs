using System.Globalization;
using System.Text;
using CsvHelper;
using Hms.Data.Files;
using Hms.Signal.Randomness;

namespace Hms.Benchmarks.Data;

/// <summary>A train.csv as long as the competition's, read by CsvHelper alone and by <see cref="LabelFile"/>.</summary>
internal sealed class LabelTable(string path)
{
    public const int Rows = 106_800;

    private static readonly string[] Classes = ["Seizure", "LPD", "GPD", "LRDA", "GRDA", "Other"];

    /// <summary>Writes the table.</summary>
    public void Write()
    {
        var random = new HashRandom(6);
        var text = new StringBuilder(string.Join(',', LabelFile.LabelColumns)).Append('\n');
        for (var row = 0; row < Rows; row++)
        {
            var (eeg, window) = (row / 6, row % 6);
            text.Append(CultureInfo.InvariantCulture, $"{1_000_000_000L + eeg * 131L},{window},{2.0 * window:0.0},{2_000_000L + eeg * 7L},{window},{2.0 * window:0.0},{3_000_000_000L + row},{40_000 + eeg / 9},{Classes[eeg % 6]}");
            for (var i = 0; i < 6; i++) { text.Append(CultureInfo.InvariantCulture, $",{(i == eeg % 6 ? 1 : 0) + random.NextInt(4)}"); }
            text.Append('\n');
        }
        File.WriteAllText(path, text.ToString());
    }

    /// <summary>The floor: every cell parsed into its type, nothing kept, nothing checked; returns the sum of the numbers.</summary>
    public double Raw()
    {
        using var reader = CsvReader.Create(new StreamReader(path), new CsvReaderOptions { HasHeader = false, Separator = ',', TrimWhitespace = true, SkipEmptyLines = true, TrackLineNumbers = true }, leaveOpen: false);
        reader.Read();
        var sum = 0.0;
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                if (column == 8) { sum += reader.GetString(column).Length; }
                else if (column is 2 or 5) { sum += reader.Parse<double>(column); }
                else { sum += reader.Parse<long>(column); }
            }
        }
        return sum;
    }

    /// <summary>Ours: checked, and kept as rows; returns the same sum.</summary>
    public double Ours()
    {
        var sum = 0.0;
        foreach (var row in LabelFile.ReadLabels(path))
        {
            sum += row.EegId + row.EegSubId + row.EegOffsetSeconds + row.SpectrogramId!.Value + row.SpectrogramSubId + row.SpectrogramOffsetSeconds + row.LabelId + row.PatientId + row.ExpertConsensus.Length;
            foreach (var votes in row.Votes) { sum += votes; }
        }
        return sum;
    }
}
