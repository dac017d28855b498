using Hms.Data;
using Hms.Data.Files;
using Hms.Data.Splits;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Robustness;

public sealed class CsvFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadLabels_DamagedFile_ReadsOrNamesTheRow() => Fuzz("train.csv", SmallFiles.Labels(), path =>
    {
        foreach (var row in LabelFile.ReadLabels(path))
        {
            Sane(row.EegId >= 0 && row.PatientId >= 0 && row.EegOffsetSeconds >= 0 && double.IsFinite(row.EegOffsetSeconds) && row.Votes.Count == 6 && row.Votes.All(vote => vote >= 0) && row.Votes.Sum(vote => (long)vote) > 0);
        }
    });

    [Fact]
    public void ReadTest_DamagedFile_ReadsOrNamesTheRow() => Fuzz("test.csv", SmallFiles.Tests(), path =>
    {
        var rows = LabelFile.ReadTest(path);
        Sane(rows.Count > 0 && rows.All(row => row is { EegId: >= 0, PatientId: >= 0, SpectrogramId: null or >= 0 }) && rows.DistinctBy(row => row.EegId).Count() == rows.Count);
    });

    [Fact]
    public void ReadSubmission_DamagedFile_ReadsOrNamesTheRow() => Fuzz("submission.csv", SmallFiles.Submission(), path =>
    {
        var rows = SubmissionFile.Read(path);
        Sane(rows.Count > 0 && rows.All(row => Math.Abs(row.Probabilities.Sum() - 1) <= SubmissionFile.SumTolerance && row.Probabilities.All(value => value is >= 0 and <= 1.0001)));
    });

    [Fact]
    public void ReadFolds_DamagedFile_ReadsOrNamesTheRow() => Fuzz("folds.csv", SmallFiles.Folds(), path =>
    {
        var folds = FoldFile.Read(path).Values.Distinct().Order().ToList();
        Sane(folds.Count >= 2 && folds.SequenceEqual(Enumerable.Range(0, folds.Count)));
    });

    private void Fuzz(string name, byte[] good, Action<string> read)
    {
        var crlf = System.Text.Encoding.UTF8.GetBytes("\uFEFF" + System.Text.Encoding.UTF8.GetString(good).Replace("\n", "\r\n"));
        void Parse(byte[] bytes)
        {
            File.WriteAllBytes(_folder[name], bytes);
            read(_folder[name]);
        }
        new FuzzRun(name, isText: true, typeof(HmsDataException)).Run([good, crlf], FuzzRun.Mutations(10_000), Parse);
        new FuzzRun("truncated " + name, isText: true, typeof(HmsDataException)).RunEach(FuzzRun.Truncations(good), Parse);
    }

    private static void Sane(bool holds)
    {
        if (!holds) { throw new InvalidOperationException("What was read breaks a rule of the table."); }
    }
}
