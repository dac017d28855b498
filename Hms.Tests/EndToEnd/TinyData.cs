using System.Globalization;
using Hms.Data;
using Hms.Data.Files;
using Hms.Signal.Montages;
using Hms.Signal.Randomness;
using Hms.Tests.Data;

namespace Hms.Tests.EndToEnd;

/// <summary>A data set in the HMS layout, small enough to train on within a second: every class is a rhythm of its own frequency in noise.</summary>
internal static class TinyData
{
    public const int EegsPerPatient = 2;
    public const int SpectrogramRows = 20;
    private const int Samples = 2400;
    private const int FirstEeg = 5000;
    private const int FirstSpectrogram = 7000;

    /// <summary>Ids of the EEGs, in the order of train.csv.</summary>
    public static long[] EegIds(int patients) => [.. Enumerable.Range(0, patients * EegsPerPatient).Select(i => (long)FirstEeg + i)];

    /// <summary>Writes the set.</summary>
    /// <param name="root">Folder, absent or empty.</param>
    /// <param name="patients">Number of patients, with two EEGs each.</param>
    public static string Write(string root, int patients = 9)
    {
        var folder = Path.Combine(root);
        Directory.CreateDirectory(folder);
        HmsSet.Folder(folder, HmsSet.Labels([.. Enumerable.Range(0, patients * EegsPerPatient).Select(LabelRow)]));
        for (var i = 0; i < patients * EegsPerPatient; i++)
        {
            WriteEeg(Path.Combine(folder, "train_eegs", $"{FirstEeg + i}.parquet"), i, Samples);
            WriteSpectrogram(Path.Combine(folder, "train_spectrograms", $"{FirstSpectrogram + i}.parquet"), i);
        }
        return folder;
    }

    /// <summary>Writes one EEG of any length.</summary>
    public static void WriteEeg(string path, int index, int samples)
    {
        var random = new HashRandom((ulong)index + 1);
        var frequency = 1.5 + 2.5 * ClassOf(index);
        HmsSet.Parquet(path, Electrodes.HmsOrder.Select((name, channel) => HmsSet.Column(name, Enumerable.Range(0, samples).Select(t =>
            (float?)(40 * Math.Sin(2 * Math.PI * frequency * t / 200 + 0.4 * channel) * (1 + 0.1 * channel) + 10 * (random.NextDouble() - 0.5))))));
    }

    private static void WriteSpectrogram(string path, int index)
    {
        var random = new HashRandom((ulong)index + 1000);
        var time = HmsSet.Column("time", Enumerable.Range(0, SpectrogramRows).Select(row => 2L * row + 1));
        HmsSet.Parquet(path, [time, .. SpectrogramFile.Columns.Select((name, column) => HmsSet.Column(name, Enumerable.Range(0, SpectrogramRows).Select(_ =>
            (float?)((column % 100 / 16 == ClassOf(index) ? 30 : 0.3) * (0.5 + random.NextDouble())))))]);
    }

    private static int ClassOf(int index) => index / EegsPerPatient % VoteClasses.Count;

    private static string LabelRow(int index)
    {
        var votes = new int[VoteClasses.Count];
        votes[ClassOf(index)] = 9;
        votes[(ClassOf(index) + 1 + index % EegsPerPatient) % VoteClasses.Count] += 1 + index % 3;
        var cells = new object[] { FirstEeg + index, 0, "0.0", FirstSpectrogram + index, 0, "0.0", 90000 + index, 100 + index / EegsPerPatient, VoteClasses.Names[ClassOf(index)] };
        return string.Join(',', cells.Concat(votes.Cast<object>()).Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)));
    }
}
