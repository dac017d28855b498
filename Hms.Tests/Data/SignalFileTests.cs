using Hms.Data;
using Hms.Data.Files;
using Hms.Signal.Montages;
using Hms.Signal.Randomness;
using Hms.Tests.Support;

namespace Hms.Tests.Data;

public sealed class SignalFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NullableColumnsInAnyOrderWithOthersBetween_FindsThemByName()
    {
        var path = _folder["1.parquet"];
        var random = new HashRandom(3);
        var expected = Electrodes.HmsOrder.Select(_ => Enumerable.Range(0, 997).Select(_ => random.NextDouble() < 0.3 ? (float?)null : (float)random.NextGaussian()).ToArray()).ToArray();
        var columns = Electrodes.HmsOrder.Select((name, i) => HmsSet.Column(name, expected[i])).Reverse().Append(HmsSet.Column("__index_level_0__", Enumerable.Range(0, 997).Select(i => (long)i)));
        HmsSet.Parquet(path, columns, rowsPerGroup: 400);
        var eeg = EegFile.Read(path);
        Assert.Equal(997, eeg.SampleCount);
        for (var channel = 0; channel < 20; channel++) { Assert.Equal(expected[channel].Select(value => value ?? float.NaN), eeg.Channel(channel).ToArray()); }
    }

    [Fact]
    public void Read_AllNullAndPlainAndDoubleColumns_GivesNaNAndValues()
    {
        var path = _folder["1.parquet"];
        HmsSet.Parquet(path, Electrodes.HmsOrder.Select((name, i) => i switch
        {
            0 => HmsSet.Column(name, new float?[] { null, null, null }),
            1 => HmsSet.Column(name, new[] { 1f, 2, 3 }),
            _ => HmsSet.Column(name, new double?[] { 4, null, 6 }),
        }));
        var eeg = EegFile.Read(path);
        Assert.Equal([float.NaN, float.NaN, float.NaN], eeg.Channel(0).ToArray());
        Assert.Equal([1f, 2, 3], eeg.Channel(1).ToArray());
        Assert.Equal([4f, float.NaN, 6], eeg.Channel(19).ToArray());
    }

    [Theory]
    [InlineData(typeof(short))]
    [InlineData(typeof(int))]
    [InlineData(typeof(long))]
    [InlineData(typeof(byte))]
    public void ReadSpectrogram_AnyIntegerTime_GivesTimesAndRowMajorValues(Type type)
    {
        var path = _folder["1.parquet"];
        HmsSet.TestColumn time = Type.GetTypeCode(type) switch
        {
            TypeCode.Int16 => HmsSet.Column("time", new short[] { 1, 3, 5 }),
            TypeCode.Int32 => HmsSet.Column("time", new int?[] { 1, 3, 5 }),
            TypeCode.Byte => HmsSet.Column("time", new byte[] { 1, 3, 5 }),
            _ => HmsSet.Column("time", new long[] { 1, 3, 5 }),
        };
        HmsSet.Parquet(path, [time, .. SpectrogramFile.Columns.Select((name, i) => HmsSet.Column(name, new float?[] { i, null, -0f }))]);
        var spectrogram = SpectrogramFile.Read(path);
        Assert.Equal([1L, 3, 5], spectrogram.Times);
        Assert.Equal((3, 1200), (spectrogram.RowCount, spectrogram.Values.Length));
        Assert.Equal(Enumerable.Range(0, 400).Select(i => (float)i), spectrogram.Values.Span[..400].ToArray());
        Assert.All(spectrogram.Values.Span[400..800].ToArray(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Columns_Rounding_IsHalfAwayFromZeroWithoutTrailingZeros()
    {
        Assert.Equal(400, SpectrogramFile.Columns.Distinct().Count());
        Assert.Equal(("LL_0.59", "RP_19.92"), (SpectrogramFile.Columns[0], SpectrogramFile.Columns[399]));
        Assert.Contains("LL_3.13", SpectrogramFile.Columns);
        Assert.Contains("LL_4.1", SpectrogramFile.Columns);
        Assert.Contains("LL_15.63", SpectrogramFile.Columns);
    }

    [Fact]
    public void Read_CsvTextUnderAParquetName_SaysSo()
    {
        File.WriteAllText(_folder["1.parquet"], "Fp1,F3,C3\n1,2,3\n");
        Refused("is text (CSV?), not Parquet, whatever its name says; it begins \"Fp1,F3,C3\". Convert it to Parquet.");
    }

    [Fact]
    public void Read_EmptyForeignAndTruncatedFiles_SayWhatTheyAre()
    {
        File.WriteAllBytes(_folder["1.parquet"], []);
        Refused("is empty; a Parquet file is needed. Copy or download it again.");
        File.WriteAllBytes(_folder["1.parquet"], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Refused("is no Parquet file: it does not begin with PAR1.");
        WriteGood();
        File.WriteAllBytes(_folder["1.parquet"], File.ReadAllBytes(_folder["1.parquet"])[..700]);
        Refused("is a truncated Parquet file: its 700 bytes do not end with PAR1. Copy or download it again.");
    }

    [Fact]
    public void Read_MissingOrWrongColumns_NamesThem()
    {
        HmsSet.Parquet(_folder["1.parquet"], Electrodes.HmsOrder.Skip(1).Select(name => HmsSet.Column(name, new[] { 1f })).Append(HmsSet.Column("FP1", new[] { 1f })));
        Refused("misses Fp1 of the 20 columns needed; it has F3, C3, P3, F7, T3 and 15 more.");
        HmsSet.Parquet(_folder["1.parquet"], Electrodes.HmsOrder.Select(name => name == "Cz" ? HmsSet.TextColumn(name, ["1"]) : HmsSet.Column(name, new[] { 1f })));
        Refused("column Cz holds text; 32- or 64-bit floating point numbers are needed.");
        HmsSet.Parquet(_folder["1.parquet"], Electrodes.HmsOrder.Select(name => HmsSet.Column(name, Array.Empty<float>())));
        Refused("holds no rows.");
        HmsSet.Parquet(_folder["1.parquet"], SpectrogramFile.Columns.Select(name => HmsSet.Column(name, new[] { 1f })));
        var error = Assert.Throws<HmsDataException>(() => SpectrogramFile.Read(_folder["1.parquet"]));
        Assert.EndsWith("misses the column time (integer seconds: 1, 3, 5, ...).", error.Message);
        HmsSet.Parquet(_folder["1.parquet"], [HmsSet.Column("time", new[] { 1.0 }), .. SpectrogramFile.Columns.Select(name => HmsSet.Column(name, new[] { 1f }))]);
        error = Assert.Throws<HmsDataException>(() => SpectrogramFile.Read(_folder["1.parquet"]));
        Assert.EndsWith("column time holds Double; integers of any width are needed.", error.Message);
    }

    /// <summary>Whatever byte is broken, the outcome is a recording or an <see cref="HmsDataException"/> with the path: never another exception.</summary>
    [Fact]
    public void Read_AnyBrokenByte_ReadsOrNamesTheFile()
    {
        WriteGood();
        var path = _folder["1.parquet"];
        var good = File.ReadAllBytes(path);
        var random = new HashRandom(5);
        var refused = 0;
        for (var i = 0; i < 400; i++)
        {
            var bytes = (byte[])good.Clone();
            // Half of the damage hits the footer, where the structure is.
            var at = i % 2 == 0 ? random.NextInt(bytes.Length) : bytes.Length - 1 - random.NextInt(Math.Min(2000, bytes.Length));
            bytes[at] ^= (byte)(1 << random.NextInt(8));
            File.WriteAllBytes(path, bytes);
            try
            {
                EegFile.Read(path);
            }
            catch (HmsDataException error)
            {
                Assert.StartsWith(path + ": ", error.Message);
                refused++;
            }
        }
        Assert.InRange(refused, 50, 400);
    }

    private void WriteGood() => HmsSet.Parquet(_folder["1.parquet"], Electrodes.HmsOrder.Select((name, i) => HmsSet.Column(name, Enumerable.Range(0, 50).Select(k => (float?)(k % 7 == 0 ? null : i + k)))));

    private void Refused(string problem)
    {
        var error = Assert.Throws<HmsDataException>(() => EegFile.Read(_folder["1.parquet"]));
        Assert.Equal($"{_folder["1.parquet"]}: {problem}", error.Message);
    }
}
