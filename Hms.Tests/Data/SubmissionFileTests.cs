using Hms.Data;
using Hms.Data.Files;
using Hms.Tests.Support;

namespace Hms.Tests.Data;

public sealed class SubmissionFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WhatWriteWrote_IsEqualToTheLastBit()
    {
        SubmissionRow[] rows = [new(7, [0.1, 0.2, 0.3, 0.1, 0.1, 0.2]), new(5, [1.0 / 3, 1.0 / 3, 1.0 / 3, 0, 0, 1e-17])];
        SubmissionFile.Write(_folder["s.csv"], rows);
        Assert.StartsWith("eeg_id,seizure_vote,lpd_vote,gpd_vote,lrda_vote,grda_vote,other_vote\n7,0.1,0.2,", File.ReadAllText(_folder["s.csv"]));
        Assert.Equal(rows.Select(row => row.EegId), SubmissionFile.Read(_folder["s.csv"]).Select(row => row.EegId));
        Assert.Equal(rows.SelectMany(row => row.Probabilities), SubmissionFile.Read(_folder["s.csv"]).SelectMany(row => row.Probabilities));
    }

    [Theory]
    [InlineData(0.5, "probabilities sum to 1.4; 1 within 1E-05 is needed.")]
    [InlineData(0.10002, "probabilities sum to 1.00002; 1 within 1E-05 is needed.")]
    [InlineData(-0.1, "a probability is -0.1; 0 to 1 is needed.")]
    [InlineData(double.NaN, "a probability is NaN; 0 to 1 is needed.")]
    public void Write_BadRow_SaysWhichAndWhy(double first, string problem)
    {
        var error = Assert.Throws<ArgumentException>(() => SubmissionFile.Write(_folder["s.csv"], [new SubmissionRow(7, [first, 0.2, 0.3, 0.1, 0.1, 0.2])]));
        Assert.StartsWith($"EEG 7: {problem}", error.Message);
        Assert.False(File.Exists(_folder["s.csv"]));
    }

    [Theory]
    [InlineData("1,0.5,0.2,0.3,0.1,0.1,0.2", " row 2: probabilities sum to 1.4; 1 within 1E-05 is needed.")]
    [InlineData("1,x,0.2,0.3,0.1,0.1,0.2", " row 2, column seizure_vote: \"x\" is no finite number.")]
    [InlineData("1,1,0,0,0,0,0\n1,1,0,0,0,0,0", " row 3, column eeg_id: 1 occurs twice; one row per EEG is needed.")]
    public void Read_BadRow_SaysRowAndValue(string rows, string problem)
    {
        File.WriteAllText(_folder["s.csv"], string.Join(',', SubmissionFile.Columns) + "\n" + rows + "\n");
        Assert.Equal(_folder["s.csv"] + problem, Assert.Throws<HmsDataException>(() => SubmissionFile.Read(_folder["s.csv"])).Message);
    }

    [Fact]
    public void AtomicFile_WriterThrows_KeepsTheOldFileAndLeavesNothing()
    {
        AtomicFile.Write(_folder["a.txt"], stream => stream.WriteByte(65));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["a.txt"], stream =>
        {
            stream.WriteByte(66);
            throw new InvalidOperationException("stop");
        }));
        Assert.Equal("A", File.ReadAllText(_folder["a.txt"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
        AtomicFile.Write(_folder["a.txt"], stream => stream.WriteByte(67));
        Assert.Equal("C", File.ReadAllText(_folder["a.txt"]));
    }
}
