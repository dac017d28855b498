using Hms.Data.Files;
using Hms.Signal.Montages;
using Parquet;
using Parquet.Schema;

namespace Hms.Tests.Data.Robustness;

/// <summary>Small sound files in every form that the readers take, from which broken ones are made.</summary>
internal static class SmallFiles
{
    private const int Rows = 40;

    /// <summary>EEG files: as the competition's, uncompressed, with dictionaries, gzip and zstd, 64-bit, without nulls, in two row groups.</summary>
    public static IReadOnlyList<byte[]> Eegs() =>
    [
        Eeg(CompressionMethod.Snappy, 0), Eeg(CompressionMethod.None, 0), Eeg(CompressionMethod.Snappy, 1), Eeg(CompressionMethod.Gzip, 0), Eeg(CompressionMethod.Zstd, 1), Eeg(CompressionMethod.LZ4, 0), Eeg(CompressionMethod.Brotli, 0),
        Set((path) => HmsSet.Parquet(path, Electrodes.HmsOrder.Select((name, c) => HmsSet.Column(name, Enumerable.Range(0, Rows).Select(i => (double?)(i % 7 == c ? null : i + c)))), rowsPerGroup: 25)),
        Set((path) => HmsSet.Parquet(path, Electrodes.HmsOrder.Select((name, c) => HmsSet.Column(name, Enumerable.Range(0, Rows).Select(i => i * 0.01f + c))))),
    ];

    /// <summary>Spectrogram files: a long and a short time column.</summary>
    public static IReadOnlyList<byte[]> Spectrograms() =>
    [
        Set(path => HmsSet.Parquet(path, [HmsSet.Column("time", Enumerable.Range(0, 5).Select(row => 2L * row + 1)), .. SpectrogramColumns()])),
        Set(path => HmsSet.Parquet(path, [HmsSet.Column("time", Enumerable.Range(0, 5).Select(row => (short?)(2 * row + 1))), .. SpectrogramColumns()])),
    ];

    public static byte[] Labels() => Text(HmsSet.Labels(
        "1628180742,0,0.0,353733,0,0.0,127492639,42516,Seizure,3,0,0,0,0,0", "1628180742,1,6.0,353733,1,6.0,3887563113,42516,Seizure,3,0,0,0,0,0",
        "2277392603,0,0.0,924234,0,0.0,1978807404,30539,GPD,0,0,5,0,1,5", "722738444,0,0.0,999431,0,0.0,557980729,56885,\"LRDA\",0,1,0,14,0,1", "7,0,2.5,,0,0,8,9,Other,0,0,0,0,0,1"));

    public static byte[] Tests() => Text("spectrogram_id,eeg_id,patient_id\n853520,3911565283,6885\n,17,18\n1,2,3\n");

    public static byte[] Submission() => Text("eeg_id,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote\n3911565283,0.1,0.2,0.3,0.2,0.1,0.1\n17,1,0,0,0,0,0\n18,0.5,5E-1,0,0,0,0\n");

    public static byte[] Folds() => Text("eeg_id,patient_id,fold\n1,10,0\n2,10,0\n3,11,1\n4,12,2\n");

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static IEnumerable<HmsSet.TestColumn> SpectrogramColumns() => SpectrogramFile.Columns.Select((name, c) => HmsSet.Column(name, Enumerable.Range(0, 5).Select(row => row == 3 ? null : (float?)(row + c))));

    private static byte[] Eeg(CompressionMethod method, double dictionaryThreshold)
    {
        var fields = Electrodes.HmsOrder.Select(name => new DataField(name, typeof(float), isNullable: true)).ToArray();
        using var stream = new MemoryStream();
        var writer = ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, new ParquetOptions { CompressionMethod = method, DictionaryEncodingThreshold = dictionaryThreshold }).GetAwaiter().GetResult();
        using (var group = writer.CreateRowGroup())
        {
            for (var c = 0; c < fields.Length; c++) { group.WriteAsync<float>(fields[c], Enumerable.Range(0, Rows).Select(i => i % 11 == c ? null : (float?)(i * c % 9)).ToArray().AsMemory()).GetAwaiter().GetResult(); }
        }
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private static byte[] Set(Action<string> write)
    {
        using var folder = new Support.TempFolder();
        write(folder["x"]);
        return File.ReadAllBytes(folder["x"]);
    }
}
