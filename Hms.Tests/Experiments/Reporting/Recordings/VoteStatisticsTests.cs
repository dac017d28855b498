using Hms.Data;
using Hms.Data.Files;
using Hms.Experiments.Reporting.Recordings;
using Hms.Tests.Support;
using SkiaSharp;

namespace Hms.Tests.Experiments.Reporting.Recordings;

public sealed class VoteStatisticsTests
{
    [Fact]
    public void Of_SmallTable_CountsRowsEegsAndSpectrograms()
    {
        // EEG 1 has two windows; EEGs 1 and 2 share spectrogram 9; EEG 3 has none.
        var votes = VoteStatistics.Of([Row(1, 9, 3, 0), Row(1, 9, 3, 0), Row(2, 9, 0, 10), Row(3, null, 2, 2)]);
        Assert.Equal((4, 3, 2, 1), (votes.Rows, votes.Eegs, votes.Spectrograms, votes.Patients));
        var seizure = votes.Classes[0];
        Assert.Equal((8L, 8 / 20.0), (seizure.Votes, seizure.ShareOfVotes));
        Assert.Equal((1 + 0 + 0.5) / 3, seizure.MeanShareByEeg, 1e-12);
        Assert.Equal((6 / 16.0 + 0.5) / 2, seizure.MeanShareBySpectrogram, 1e-12);
        Assert.Equal((3, 2, 1), (seizure.ConsensusRows, seizure.ConsensusEegs, seizure.ConsensusSpectrograms)); // a tie goes to the first class
        Assert.Equal([0, 0, 2, 1, 0, 0, 0, 0, 0, 1], votes.VotesPerRow);
        Assert.Equal((3, 2 / 3.0, 2.5 / 3), (votes.Few.Rows, votes.Few.UnanimousShare, votes.Few.MeanTopShare));
        Assert.Equal((1, 1.0), (votes.Many.Rows, votes.Many.TopShareByClass[1]));
        Assert.True(double.IsNaN(votes.Many.TopShareByClass[0]));
    }

    /// <summary>50,697 real segments: published mean shares of the class with the most votes, for rows of 10 votes and more.</summary>
    [Fact]
    public void Of_RealVotes_GivesTheKnownAgreement()
    {
        var lines = File.ReadAllLines(SharedData.Require("iiic/votes_50697.csv")).Select(line => line.Split(',')).ToList();
        var columns = VoteClasses.Columns.Select(name => Array.IndexOf(lines[0], name)).ToArray();
        var votes = VoteStatistics.Of([.. lines.Skip(1).Select((cells, i) => new LabelRow { EegId = i, PatientId = 1, Votes = [.. columns.Select(c => int.Parse(cells[c], System.Globalization.CultureInfo.InvariantCulture))] })]);
        Assert.Equal(50_697, votes.Rows);
        Assert.Equal([.604, .702, .692, .538, .595, .744], votes.Many.TopShareByClass.Select(share => Math.Round(share, 3)));
        Assert.Equal(0.70, votes.Many.MeanTopShare, 0.005);
    }

    [Fact]
    public void Draw_TablesOfAnySize_FillTheirSheet()
    {
        foreach (var rows in (LabelRow[][])[[Row(1, null, 1, 0)], [.. Enumerable.Range(0, 3000).Select(i => Row(i, i, i % 9 + 1, i % 17))]])
        {
            using var bitmap = SKBitmap.Decode(VoteFigure.Draw("set", VoteStatistics.Of(rows), EegPicture.Width).ToPng());
            Assert.Equal((EegPicture.Width, 840), (bitmap.Width, bitmap.Height));
        }
    }

    private static LabelRow Row(long eeg, long? spectrogram, int seizure, int lpd) => new() { EegId = eeg, SpectrogramId = spectrogram, PatientId = 5, Votes = [seizure, lpd, 0, 0, 0, 0] };
}
