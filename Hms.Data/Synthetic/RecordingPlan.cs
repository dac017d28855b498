using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>One spectrogram of a patient and the EEGs cut out of its signal: where they lie, which windows they hold. All times are even seconds.</summary>
/// <remarks>As in the competition: 1.53 EEGs a spectrogram; 37 % of EEGs have one window, the median is 3, 90 % have at most 13, the mean is near 6.</remarks>
internal sealed class RecordingPlan
{
    /// <summary>The ten-minute window is centred on the 50 s window: it starts this long before it.</summary>
    public const int LeadSeconds = 275;

    private const int MaximumWindows = 40;
    private const double SecondEegShare = 0.53;

    private RecordingPlan(IReadOnlyList<PlannedEeg> eegs) => Eegs = eegs;

    /// <summary>One or two EEGs.</summary>
    public IReadOnlyList<PlannedEeg> Eegs { get; }

    /// <summary>Rows of the spectrogram file: 300, and one more for every 2 s of the last offset.</summary>
    public int SpectrogramRows => 300 + Eegs.Max(eeg => eeg.StartSeconds + eeg.WindowOffsets[^1]) / 2;

    /// <summary>Draws a plan.</summary>
    public static RecordingPlan Draw(HashRandom random)
    {
        var eegs = new List<PlannedEeg> { new(0, DrawWindows(random)) };
        if (random.NextDouble() < SecondEegShare)
        {
            var start = eegs[0].DurationSeconds + 2 * random.NextInt(10);
            eegs.Add(new PlannedEeg(start, DrawWindows(random)));
        }
        return new RecordingPlan(eegs);
    }

    private static int[] DrawWindows(HashRandom random)
    {
        var offsets = new List<int> { 0 };
        while (offsets.Count < MaximumWindows && random.NextDouble() < ShareThatGoesOn(offsets.Count)) { offsets.Add(offsets[^1] + Step(random)); }
        return [.. offsets];
    }

    /// <summary>Share of the EEGs with so many windows that have one more.</summary>
    private static double ShareThatGoesOn(int windows) => windows switch { 1 => 0.63, 2 => 0.85, < 13 => 0.857, _ => 0.94 };

    private static int Step(HashRandom random) => random.NextDouble() switch { < 0.7 => 2, < 0.9 => 4, _ => 6 };
}
