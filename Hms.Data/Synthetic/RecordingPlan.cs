using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>One spectrogram of a patient and the EEGs cut out of its signal: where they lie, which windows they hold. All times are even seconds.</summary>
internal sealed class RecordingPlan
{
    /// <summary>The ten-minute window is centred on the 50 s window: it starts this long before it.</summary>
    public const int LeadSeconds = 275;

    private const int WindowSeconds = 50;
    private const int MaximumWindows = 7;

    private RecordingPlan(IReadOnlyList<PlannedEeg> eegs) => Eegs = eegs;

    /// <summary>One or two EEGs.</summary>
    public IReadOnlyList<PlannedEeg> Eegs { get; }

    /// <summary>Rows of the spectrogram file: 300, and one more for every 2 s of the last offset.</summary>
    public int SpectrogramRows => 300 + Eegs.Max(eeg => eeg.StartSeconds + eeg.WindowOffsets[^1]) / 2;

    /// <summary>Draws a plan.</summary>
    public static RecordingPlan Draw(HashRandom random)
    {
        var eegs = new List<PlannedEeg> { new(0, DrawWindows(random)) };
        if (random.NextDouble() < 0.55)
        {
            var start = eegs[0].DurationSeconds + 2 * random.NextInt(10);
            eegs.Add(new PlannedEeg(start, DrawWindows(random)));
        }
        return new RecordingPlan(eegs);
    }

    private static int[] DrawWindows(HashRandom random)
    {
        var offsets = new List<int> { 0 };
        while (offsets.Count < MaximumWindows && random.NextDouble() < (offsets.Count == 1 ? 0.55 : 0.65)) { offsets.Add(offsets[^1] + 2 * (1 + random.NextInt(3))); }
        return [.. offsets];
    }

    /// <summary>An EEG file.</summary>
    /// <param name="StartSeconds">Offset of its first window in the spectrogram file.</param>
    /// <param name="WindowOffsets">Offsets of the windows in the EEG file, the first one 0.</param>
    internal sealed record PlannedEeg(int StartSeconds, int[] WindowOffsets)
    {
        public int DurationSeconds => WindowSeconds + WindowOffsets[^1];
    }
}
