using Hms.Experiments;
using Hms.Experiments.Evaluation;
using Hms.Experiments.Running;
using Hms.Signal.Randomness;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Running;

public sealed class PredictionFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WhatWasWritten_IsEqualToTheLastBit()
    {
        var random = new HashRandom(1);
        float[] Six() => [.. Enumerable.Range(0, 6).Select(_ => (float)Math.Pow(10, random.NextDouble(-30, 0)))];
        var written = Enumerable.Range(0, 50).Select(i => new HeldOutPrediction(i, 4_000_000_000 + i, 5_000_000_000 + i / 3, i % 5, i + 0.5, Six(), Six(), Six()) { SpectrogramId = i % 3 == 0 ? null : 7_000_000_000 + i, LabelId = i }).ToArray();
        PredictionFile.Write(_folder["predictions.csv"], written);
        var read = PredictionFile.Read(_folder["predictions.csv"]);
        Assert.Equal(written.Length, read.Count);
        foreach (var (expected, actual) in written.Zip(read))
        {
            Assert.Equal(expected.Votes, actual.Votes);
            Assert.Equal(expected.Score, actual.Score);
            Assert.Equal(expected.Prior, actual.Prior);
            Assert.Equal(expected with { Votes = actual.Votes, Score = actual.Score, Prior = actual.Prior }, actual);
        }
        Assert.Equal(
            "row,eeg_id,spectrogram_id,label_id,patient_id,fold,votes,seizure_truth,lpd_truth,gpd_truth,lrda_truth,grda_truth,other_truth,seizure_score,lpd_score,gpd_score,lrda_score,grda_score,other_score,seizure_prior,lpd_prior,gpd_prior,lrda_prior,grda_prior,other_prior",
            File.ReadLines(_folder["predictions.csv"]).First());
    }

    [Theory]
    [InlineData("row,eeg_id\n1,2\n")]
    [InlineData("")]
    public void Read_AnotherFile_IsRefusedByName(string text)
    {
        File.WriteAllText(_folder["predictions.csv"], text);
        var error = Assert.Throws<UserErrorException>(() => PredictionFile.Read(_folder["predictions.csv"]));
        Assert.StartsWith(_folder["predictions.csv"], error.Message, StringComparison.Ordinal);
    }
}
