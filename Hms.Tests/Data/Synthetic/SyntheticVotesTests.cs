using Hms.Data.Synthetic;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Synthetic;

/// <summary>The votes of synthetic recordings against those of 50,697 real segments, and the counts of windows, EEGs and spectrograms against the competition's.</summary>
public sealed class SyntheticVotesTests
{
    private const int Patients = 6000;
    private const int ManyExperts = 10;

    // Of the public IIIC votes with 10 votes or more; the first test reads them off the file.
    private static readonly double[] RealArgmaxShares = [0.604, 0.702, 0.692, 0.538, 0.595, 0.744];
    private const double RealTopShare = 0.699, RealEntropy = 0.694, RealUnanimous = 0.099, RealAlpha0 = 1.423, RealPatientsMany = 0.280, RealPatientsFew = 0.558;

    /// <summary>The constants above have three digits.</summary>
    private const double Digits = 6e-4;

    /// <summary>How near the generator has to come: the votes of 10,000 recordings, whose own error is below 0.015.</summary>
    private const double Near = 0.05;

    private static readonly Lazy<IReadOnlyList<(int Patient, SyntheticRecording Recording)>> Drawn = new(() =>
        [.. Enumerable.Range(0, Patients).SelectMany(patient =>
        {
            var source = new SyntheticPatient(new SyntheticEegOptions { Seed = 21 }, patient);
            return Enumerable.Range(0, source.RecordingCount).Select(index => (patient, source.Recording(index)));
        })]);

    [Fact]
    public void RealVotes_TenAndMore_HaveTheFiguresOfTheGenerator()
    {
        var table = File.ReadLines(SharedData.Require("iiic/votes_50697.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var rows = table.Select(cells => (Patient: cells[1], Votes: Array.ConvertAll(cells[2..], int.Parse))).ToList();
        var many = rows.Where(row => row.Votes.Sum() >= ManyExperts).ToList();
        var few = rows.Where(row => row.Votes.Sum() < ManyExperts).ToList();
        Assert.Equal((50697, 11474), (rows.Count, many.Count));
        var figures = VoteFigures.Of([.. many.Select(row => row.Votes)]);
        AssertNear([.. LatentMixture.ManyMean], figures.MeanShares, Digits);
        AssertNear(RealArgmaxShares, figures.ArgmaxShares, Digits);
        AssertNear(
            [RealTopShare, RealEntropy, RealUnanimous, RealAlpha0, RealPatientsMany, RealPatientsFew],
            [
                figures.TopShare, figures.Entropy, figures.Unanimous, figures.Alpha0,
                VoteFigures.PatientCorrelation([.. many.Select(row => row.Votes)], [.. many.Select(row => row.Patient)]),
                VoteFigures.PatientCorrelation([.. few.Select(row => row.Votes)], [.. few.Select(row => row.Patient)]),
            ],
            Digits);
    }

    [Fact]
    public void SyntheticVotes_ManyExperts_AreLikeTheReal()
    {
        var rows = Drawn.Value.Where(row => row.Recording.ManyExperts).ToList();
        var figures = VoteFigures.Of([.. rows.Select(row => row.Recording.Votes[0][0])]);
        AssertNear([.. LatentMixture.ManyMean], figures.MeanShares, 0.02);
        AssertNear(RealArgmaxShares, figures.ArgmaxShares, Near);
        AssertNear([RealTopShare, RealEntropy, RealUnanimous], [figures.TopShare, figures.Entropy, figures.Unanimous], 0.03);
        Assert.InRange(figures.Alpha0, RealAlpha0 - 0.2, RealAlpha0 + 0.2);
        Assert.Equal(RealPatientsMany, Correlation(rows), Near);
        Assert.All(rows, row => Assert.InRange(row.Recording.Votes[0][0].Sum(), 10, 28));
    }

    /// <summary>The competition's rows with few votes: 71 % unanimous, 30 % of the votes on seizure, 77.6 % with three votes.</summary>
    [Fact]
    public void SyntheticVotes_FewExperts_AreLikeTheCompetitions()
    {
        var rows = Drawn.Value.Where(row => !row.Recording.ManyExperts).ToList();
        var votes = rows.Select(row => row.Recording.Votes[0][0]).ToList();
        Assert.Equal(0.626, rows.Count / (double)Drawn.Value.Count, 0.02);
        Assert.Equal(0.71, votes.Average(row => row.Max() == row.Sum() ? 1.0 : 0), 0.02);
        Assert.Equal(0.30, votes.Average(row => row[0] / (double)row.Sum()), 0.03);
        AssertNear([0.065, 0.035, 0.776, 0.124], [Share(1, 1), Share(2, 2), Share(3, 3), Share(4, 7)], 0.02);
        Assert.Equal(RealPatientsFew, Correlation(rows), Near);

        double Share(int low, int high) => votes.Average(row => row.Sum() >= low && row.Sum() <= high ? 1.0 : 0);
    }

    /// <summary>The competition: 37 % of EEGs have one window, the median is 3, 90 % have at most 13; 89 % share the votes; 1.53 EEGs a spectrogram.</summary>
    [Fact]
    public void SyntheticRecordings_Structure_IsLikeTheCompetitions()
    {
        var windows = Drawn.Value.SelectMany(row => row.Recording.Plan.Eegs).Select(eeg => eeg.WindowOffsets.Length).Order().ToList();
        Assert.Equal(0.37, windows.Average(count => count == 1 ? 1.0 : 0), 0.02);
        Assert.Equal(3, windows[windows.Count / 2]);
        Assert.Equal(0.90, windows.Average(count => count <= 13 ? 1.0 : 0), 0.02);
        Assert.InRange(windows.Average(), 5.5, 6.7);
        Assert.Equal(0.89, Drawn.Value.SelectMany(row => row.Recording.Votes).Average(votes => votes.All(vector => vector.SequenceEqual(votes[0])) ? 1.0 : 0), 0.02);
        Assert.Equal(1.53, windows.Count / (double)Drawn.Value.Count, 0.03);
    }

    /// <summary>A heavy tail: half of the patients have few EEGs, one of a hundred has five times the mean.</summary>
    [Theory]
    [InlineData(2.9, 4.4)]
    [InlineData(5.7, 8.7)]
    public void SyntheticPatients_Eegs_HaveTheMeanOfTheOptionAndAHeavyTail(double spectrograms, double mean)
    {
        var options = new SyntheticEegOptions { Seed = 5, MeanSpectrogramsPerPatient = spectrograms };
        var counts = Enumerable.Range(0, 3000).Select(patient => new SyntheticPatient(options, patient).RecordingCount).Order().ToList();
        Assert.Equal(mean, 1.53 * counts.Average(), 0.08 * mean);
        Assert.InRange(counts[1500] / counts.Average(), 0.4, 0.8);
        Assert.InRange(counts[2970] / counts.Average(), 3.5, 6.5);
    }

    private static double Correlation(List<(int Patient, SyntheticRecording Recording)> rows) =>
        VoteFigures.PatientCorrelation([.. rows.Select(row => row.Recording.Votes[0][0])], [.. rows.Select(row => $"{row.Patient}")]);

    private static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], tolerance); }
    }
}
