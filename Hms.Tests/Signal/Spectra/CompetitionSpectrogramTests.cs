using Hms.Signal.Montages;
using Hms.Signal.Spectra;
using Hms.Tests.Support;
using Parquet;

namespace Hms.Tests.Signal.Spectra;

public sealed class CompetitionSpectrogramTests
{
    // The files hold float32 (relative step 6e-8) of EEGs that were themselves rounded to float32 before differences were taken; measured worst 8e-7.
    private const double FileTolerance = 2e-6;

    private const int FirstRow = 148;
    private const int WindowCount = 4;

    public static TheoryData<int> Recordings => [35, 36, 37, 39, 40, 43, 44];

    /// <summary>10 s of already filtered EEG lie at 295..305 s of the spectrogram: windows at 0, 2, 4, 6 s are rows 148..151.</summary>
    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task ComputeWindows_RealRecording_EqualsTheFilesRows(int number)
    {
        var eegPath = SharedData.Require($"iiic/train_eegs/{9000000 + number}.parquet");
        var spectrogramPath = SharedData.Require($"iiic/train_spectrograms/{8000000 + number}.parquet");
        var cancellation = TestContext.Current.CancellationToken;
        var channels = await ReadColumns(eegPath, Electrodes.HmsOrder, cancellation);
        var samples = channels[0].Length;
        var rows = new float[WindowCount * CompetitionSpectrogram.ColumnCount];
        CompetitionSpectrogram.ComputeWindows(channels.SelectMany(channel => channel).ToArray(), samples, 0, rows, CompetitionPrefilter.Skip);
        var file = await ReadColumns(spectrogramPath, CompetitionSpectrogram.ColumnNames, cancellation);
        for (var row = 0; row < WindowCount; row++)
        {
            for (var column = 0; column < CompetitionSpectrogram.ColumnCount; column++)
            {
                var expected = file[column][FirstRow + row];
                Assert.InRange(rows[row * CompetitionSpectrogram.ColumnCount + column] / expected, 1 - FileTolerance, 1 + FileTolerance);
            }
        }
    }

    /// <summary>The header of a real file is time and our 400 names, in our order: 7 files of 4 x 400 cells are the 11,200 of the test above.</summary>
    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task ColumnNames_All_AreTheRealHeader(int number)
    {
        var path = SharedData.Require($"iiic/train_spectrograms/{8000000 + number}.parquet");
        await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["time", .. CompetitionSpectrogram.ColumnNames], reader.Schema.GetDataFields().Select(field => field.Name));
    }

    /// <summary>Channels in another order, under the newer names, without those that no pair uses.</summary>
    [Fact]
    public void Compute_OtherChannelOrder_GivesTheSame()
    {
        const int Samples = 2000;
        var eeg = TestSignals.Noise(20 * Samples, 6);
        string[] unused = ["Fz", "Cz", "Pz", "EKG"];
        var order = Enumerable.Range(0, 20).Reverse().Where(i => !unused.Contains(Electrodes.HmsOrder[i])).ToArray();
        var names = order.Select(i => Electrodes.HmsOrder[i] switch { "T3" => "T7", "T4" => "T8", "T5" => "P7", "T6" => "P8", var name => name }).ToArray();
        var shuffled = order.SelectMany(i => eeg.Skip(i * Samples).Take(Samples)).ToArray();
        float[] expected = new float[5 * 400], rows = new float[5 * 400];
        CompetitionSpectrogram.Compute(eeg, Samples, expected);
        Assert.Equal(2, CompetitionSpectrogram.Compute(Montage.LongitudinalBipolar16.Bind(names), shuffled, rows, CompetitionPrefilter.Apply));
        Assert.Equal(expected, rows);
        Assert.Contains("'longitudinal-bipolar-18' was given", Assert.Throws<ArgumentException>(
            () => CompetitionSpectrogram.Compute(Montage.LongitudinalBipolar18.Bind(Electrodes.HmsOrder), eeg, rows, CompetitionPrefilter.Apply)).Message, StringComparison.Ordinal);
    }

    /// <summary>Raw EEG, so the filters count too: the same definition in SciPy, in double throughout.</summary>
    [Fact]
    public void Compute_RawNoise_EqualsSciPysRows()
    {
        const int Samples = 2400;
        var golden = GoldenSignal.Read<double[][]>("competition");
        var eeg = TestSignals.Noise(20 * Samples, 21).Select(value => 50 * value).ToArray();
        var rows = new float[CompetitionSpectrogram.RowCount(Samples) * CompetitionSpectrogram.ColumnCount];
        Assert.Equal(2, CompetitionSpectrogram.Compute(eeg, Samples, rows));
        Assert.Equal(4, golden.Length);
        for (var row = 0; row < golden.Length; row++)
        {
            for (var column = 0; column < CompetitionSpectrogram.ColumnCount; column++)
            {
                Assert.InRange(rows[(row + 1) * CompetitionSpectrogram.ColumnCount + column] / golden[row][column], 1 - FileTolerance, 1 + FileTolerance);
            }
        }
    }

    [Fact]
    public void Compute_Whole_AgreesWithItsWindowsAndMarksTheEdges()
    {
        const int Samples = 4000;
        var eeg = TestSignals.Noise(20 * Samples, 3);
        var rows = new float[CompetitionSpectrogram.RowCount(Samples) * CompetitionSpectrogram.ColumnCount];
        Assert.Equal(2, CompetitionSpectrogram.Compute(eeg, Samples, rows));
        Assert.All(rows[..400], value => Assert.True(float.IsNaN(value)));
        Assert.All(rows[^400..], value => Assert.True(float.IsNaN(value)));
        var third = new float[400];
        CompetitionSpectrogram.ComputeWindows(eeg, Samples, 2 * 400 + 200, third, CompetitionPrefilter.Apply);
        Assert.Equal(third, rows[(3 * 400)..(4 * 400)]);
    }

    /// <summary>White noise of variance v per electrode has the two-sided density v / 200 per electrode, twice that in a difference.</summary>
    [Fact]
    public void Compute_WhiteNoise_HasTheExpectedLevelInsideThePassBand()
    {
        const int Samples = 20_000;
        var eeg = TestSignals.Noise(20 * Samples, 9).Select(value => 30 * value).ToArray();
        var rows = new float[CompetitionSpectrogram.RowCount(Samples) * 400];
        CompetitionSpectrogram.Compute(eeg, Samples, rows);
        var inner = Enumerable.Range(1, CompetitionSpectrogram.RowCount(Samples) - 2).SelectMany(row => Enumerable.Range(10, 70).Select(bin => (double)rows[row * 400 + bin])).Average();
        // Uniform in [-30, 30): variance 300. The average of 48 x 70 correlated cells scatters by about 2 %.
        Assert.InRange(inner / (2 * 300.0 / 200), 0.95, 1.05);
    }

    [Fact]
    public void Compute_LineHum_IsRemovedByThePrefilterOnly()
    {
        const int Samples = 4000;
        // 10 Hz inside, 60 Hz hum of 100 times the amplitude on one electrode: it leaks into all bins of the raw EEG.
        float[] clean = new float[20 * Samples], humming = new float[20 * Samples];
        for (var i = 0; i < Samples; i++)
        {
            clean[i] = (float)(10 * Math.Sin(2 * Math.PI * 10 * i / 200));
            humming[i] = clean[i] + (float)(1000 * Math.Sin(2 * Math.PI * 60 * i / 200));
        }
        float[] cleaned = new float[10 * 400], raw = new float[10 * 400], ideal = new float[10 * 400];
        CompetitionSpectrogram.Compute(humming, Samples, cleaned);
        CompetitionSpectrogram.Compute(humming, Samples, raw, CompetitionPrefilter.Skip);
        CompetitionSpectrogram.Compute(clean, Samples, ideal, CompetitionPrefilter.Skip);
        const int Peak = 5 * 400 + 48, Flank = 5 * 400 + 20;
        Assert.Equal(1, cleaned[Peak] / ideal[Peak], 0.01);
        Assert.True(cleaned[Flank] < 0.01 * raw[Flank], $"{cleaned[Flank]} against {raw[Flank]}");
    }

    [Fact]
    public void Compute_NanSamples_CountAsZero()
    {
        const int Samples = 2000;
        var zeros = TestSignals.Noise(20 * Samples, 4);
        var gaps = zeros.ToArray();
        zeros.AsSpan(500, 300).Clear();
        gaps.AsSpan(500, 300).Fill(float.NaN);
        float[] fromZeros = new float[5 * 400], fromGaps = new float[5 * 400];
        CompetitionSpectrogram.Compute(zeros, Samples, fromZeros);
        CompetitionSpectrogram.Compute(gaps, Samples, fromGaps);
        Assert.Equal(fromZeros, fromGaps);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(999, 2, 2)]
    [InlineData(1000, 2, 1)]
    [InlineData(1400, 3, 1)]
    [InlineData(10_000, 25, 2)]
    public void Compute_AnyLength_CountsRowsAndEdges(int samples, int rows, int missing)
    {
        Assert.Equal(rows, CompetitionSpectrogram.RowCount(samples));
        Assert.Equal(missing, CompetitionSpectrogram.Compute(new float[20 * samples], samples, new float[400 * rows]));
    }

    [Fact]
    public void ColumnNames_All_AreThoseOfTheFiles()
    {
        var names = CompetitionSpectrogram.ColumnNames;
        Assert.Equal(400, names.Count);
        Assert.Equal(["LL_0.59", "LL_0.78", "LL_0.98"], names.Take(3));
        Assert.Equal(("LL_3.13", "LL_4.1", "LL_15.63", "LL_19.92"), (names[13], names[18], names[77], names[99]));
        Assert.Equal(("RL_0.59", "LP_0.59", "RP_0.59", "RP_19.92"), (names[100], names[200], names[300], names[399]));
    }

    [Fact]
    public void Compute_WrongLengths_NamesBoth()
    {
        Assert.StartsWith("The EEG has 19000 values; 20 channels of 1000 samples need 20000.", Assert.Throws<ArgumentException>(() => CompetitionSpectrogram.Compute(new float[19_000], 1000, [])).Message);
        Assert.StartsWith("The windows span samples 400 to 1200; the recording has 0 to 1000.", Assert.Throws<ArgumentException>(() => CompetitionSpectrogram.ComputeWindows(new float[20_000], 1000, 400, new float[400], CompetitionPrefilter.Skip)).Message);
    }

    private static async Task<float[][]> ReadColumns(string path, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: cancellation);
        using var group = reader.OpenRowGroupReader(0);
        var fields = reader.Schema.GetDataFields().ToDictionary(field => field.Name, StringComparer.Ordinal);
        var columns = new float[names.Count][];
        for (var i = 0; i < names.Count; i++)
        {
            var field = fields[names[i]];
            if (field.IsNullable)
            {
                var values = new float?[group.RowCount];
                await group.ReadAsync(field, values.AsMemory(), cancellationToken: cancellation);
                columns[i] = [.. values.Select(value => value ?? float.NaN)];
            }
            else
            {
                columns[i] = new float[group.RowCount];
                await group.ReadAsync(field, columns[i].AsMemory(), cancellationToken: cancellation);
            }
        }
        return columns;
    }
}
