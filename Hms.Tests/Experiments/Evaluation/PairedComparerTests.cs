using Hms.Data.Rows;
using Hms.Experiments;
using Hms.Experiments.Evaluation;

namespace Hms.Tests.Experiments.Evaluation;

public sealed class PairedComparerTests
{
    /// <summary>Scores are logarithms of floats.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Two EEGs of spectrogram 7, one of spectrogram 8; a model by spectrogram says of both EEGs of 7 what it says of 7.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void Compare_SpectrogramsWithEegs_LetsASpectrogramStandForItsEegs(bool eegFirst)
    {
        ComparedPredictions eegs = new("eegs", [Row(0, eeg: 1, 7, patient: 1, [1, 0], [0.5f, 0.5f]), Row(1, eeg: 2, 7, patient: 1, [0, 1], [0.5f, 0.5f]), Row(2, eeg: 3, 8, patient: 2, [1, 0], [0.5f, 0.5f])]) { Unit = RowUnit.Eeg };
        ComparedPredictions spectrograms = new("spectrograms", [Row(0, eeg: 2, 7, patient: 1, [0.5f, 0.5f], [0.25f, 0.75f]), Row(1, eeg: 3, 8, patient: 2, [1, 0], [0.8f, 0.2f])]) { Unit = RowUnit.Spectrogram };
        var comparison = (eegFirst ? PairedComparer.Compare(eegs, [spectrograms]) : PairedComparer.Compare(spectrograms, [eegs])).Single();
        double[] differences = [Math.Log(0.25 / 0.5), Math.Log(0.75 / 0.5), Math.Log(0.8 / 0.5)];
        Assert.Equal((eegFirst ? 1 : -1) * differences.Average(), comparison.Gain.Mean, Tolerance);
        Assert.Equal((3, 2, RowUnit.Eeg, 0), (comparison.Gain.Rows, comparison.Gain.Groups, comparison.Unit, comparison.LeftOutRows));
        Assert.Equal(eegFirst ? 2 / 3.0 : 1 / 3.0, comparison.BetterRows, Tolerance);
        Assert.Null(comparison.Interval); // two patients
    }

    [Fact]
    public void Compare_LabelRowsWithEegs_LetsAnEegStandForItsWindows()
    {
        ComparedPredictions windows = new("windows", [Row(0, 1, 7, 1, [1, 0], [0.5f, 0.5f], label: 11), Row(1, 1, 7, 1, [1, 0], [0.25f, 0.75f], label: 12), Row(2, 9, 8, 2, [1, 0], [0.5f, 0.5f], label: 13)]);
        ComparedPredictions eegs = new("eegs", [Row(0, 1, 7, 1, [1, 0], [0.75f, 0.25f], label: 12), Row(1, 4, 7, 1, [1, 0], [0.75f, 0.25f], label: 20)]);
        var comparison = PairedComparer.Compare(windows, [eegs]).Single();
        Assert.Equal((Math.Log(0.75 / 0.5) + Math.Log(0.75 / 0.25)) / 2, comparison.Gain.Mean, Tolerance);
        Assert.Equal((RowUnit.Row, 2), (comparison.Unit, comparison.LeftOutRows)); // EEG 9 has no prediction by EEG, EEG 4 none by window
    }

    [Fact]
    public void Compare_RowsInAnotherOrder_ChangesNothing()
    {
        var golden = GoldenEvaluation.Cases[0];
        ComparedPredictions reference = new("a", golden.Predictions("model"));
        var straight = PairedComparer.Compare(reference, [new("b", golden.Predictions("other"))]).Single();
        var turned = PairedComparer.Compare(reference, [new("b", [.. golden.Predictions("other").Reverse()])]).Single();
        Assert.Equal(straight, turned);
    }

    [Fact]
    public void Compare_RowsThatOneLacks_AreLeftOutAndCounted()
    {
        var golden = GoldenEvaluation.Cases[0];
        var (first, second) = (golden.Predictions("model"), golden.Predictions("other"));
        var comparison = PairedComparer.Compare(new("a", first[5..]), [new("b", second[..^8])]).Single();
        Assert.Equal((first.Length - 13, 13), (comparison.Gain.Rows, comparison.LeftOutRows));
        var expected = PairedComparer.Compare(new("a", first[5..^8]), [new("b", second[5..^8])]).Single();
        Assert.Equal(expected.Gain, comparison.Gain);
    }

    [Fact]
    public void Compare_OtherVotesOfTheSameEeg_IsRefusedByName()
    {
        var error = Refusal([Row(0, 1, 7, 1, [1, 0], [0.5f, 0.5f])], [Row(0, 1, 7, 1, [0.75f, 0.25f], [0.5f, 0.5f])]);
        Assert.Contains("EEG 1 has the votes 1/0 in a and 0.75/0.25 in b", error, StringComparison.Ordinal);
        Assert.Contains("rows.votes", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_AnotherPatientOfTheSameEeg_IsRefusedByName() =>
        Assert.Contains("of patient 1 in a and of patient 2 in b", Refusal([Row(0, 1, 7, 1, [1, 0], [0.5f, 0.5f])], [Row(0, 1, 7, 2, [1, 0], [0.5f, 0.5f])]), StringComparison.Ordinal);

    [Fact]
    public void Compare_NothingInCommon_IsRefused() =>
        Assert.Contains("a (1 rows, one per EEG) and b (1 rows, one per EEG) have no row in common", Refusal([Row(0, 1, 7, 1, [1, 0], [0.5f, 0.5f])], [Row(0, 2, 7, 1, [1, 0], [0.5f, 0.5f])]), StringComparison.Ordinal);

    [Fact]
    public void Compare_OneEegTwice_IsRefusedByName()
    {
        HeldOutPrediction[] twice = [Row(0, 1, 7, 1, [1, 0], [0.5f, 0.5f], label: 5), Row(1, 1, 7, 1, [1, 0], [0.5f, 0.5f], label: 5)];
        Assert.Contains("predicts label row 5 twice (rows 0 and 1)", Refusal(twice, twice), StringComparison.Ordinal);
        HeldOutPrediction[] unknown = [Row(0, 1, 7, 1, [1, 0], [0.5f, 0.5f]), Row(1, 1, 7, 1, [1, 0], [0.5f, 0.5f])];
        Assert.Contains("does not say which label row its row 0 is", Refusal(unknown, unknown), StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_ThreeModels_PutsTheBestFirstOnCommonRows()
    {
        var golden = GoldenEvaluation.Cases[0];
        var perfect = golden.Predictions("model").Select(p => p with { Score = p.Votes }).ToArray();
        var ranking = PairedComparer.Rank([new("model", golden.Predictions("model")), new("perfect", perfect[1..]), new("other", golden.Predictions("other"))]);
        Assert.Equal(("perfect", 1, 0.0), (ranking.Models[0].Name, ranking.Models[0].Rank, Math.Round(ranking.Models[0].Kl, 6)));
        Assert.Null(ranking.Models[0].BehindBest);
        Assert.Equal(perfect.Length - 1, ranking.Rows);
        Assert.Equal(1, ranking.LeftOutRows);
        Assert.Equal(1, ranking.Models[0].BestShare!.Value, Tolerance);
        Assert.Equal(ranking.Models[1].Kl - ranking.Models[0].Kl, ranking.Models[1].BehindBest!.Mean, Tolerance);
    }

    private static string Refusal(HeldOutPrediction[] first, HeldOutPrediction[] second) =>
        Assert.Throws<UserErrorException>(() => PairedComparer.Compare(new("a", first), [new("b", second)])).Message;

    private static HeldOutPrediction Row(int index, long eeg, long spectrogram, long patient, float[] votes, float[] score, long? label = null) =>
        new(index, eeg, patient, 0, 12, votes, score, []) { SpectrogramId = spectrogram, LabelId = label };
}
