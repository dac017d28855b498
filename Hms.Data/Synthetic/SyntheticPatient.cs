using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>A patient before any signal is rendered: style, number of recordings, and for each its plan, mixture and votes. Cheap: nothing here is longer than a few numbers.</summary>
internal sealed class SyntheticPatient
{
    /// <summary>Shape of the gamma distribution of the patients' means: small, so a few patients have many recordings.</summary>
    private const double CountShape = 0.7;

    /// <summary>Ids leave room for 1,000 EEGs a patient, two a recording.</summary>
    private const int MaximumRecordings = 400;

    /// <summary>Share of EEGs with several windows in which the experts voted twice; 11 % of all EEGs end with different votes.</summary>
    private const double RevoteShare = 0.23;

    private readonly ulong _seed;
    private readonly LatentMixture _latent;

    /// <summary>Draws a patient.</summary>
    /// <param name="options">Seed and mean number of recordings.</param>
    /// <param name="patient">Index from 0.</param>
    public SyntheticPatient(SyntheticEegOptions options, int patient)
    {
        _seed = SeedHash.Derive(options.Seed, (ulong)patient);
        _latent = new LatentMixture(new HashRandom(SeedHash.Derive(_seed, "leaning")));
        Style = new PatientStyle(new HashRandom(SeedHash.Derive(_seed, "style")));
        RecordingCount = DrawCount(new HashRandom(SeedHash.Derive(_seed, "count")), options.MeanSpectrogramsPerPatient - 1);
    }

    /// <summary>What all recordings share.</summary>
    public PatientStyle Style { get; }

    /// <summary>Number of recordings, each one spectrogram file.</summary>
    public int RecordingCount { get; }

    /// <summary>Draws a recording.</summary>
    /// <param name="index">Index from 0.</param>
    public SyntheticRecording Recording(int index)
    {
        var seed = SeedHash.Derive(_seed, (ulong)index);
        var plan = RecordingPlan.Draw(new HashRandom(SeedHash.Derive(seed, "plan")));
        var (many, z) = _latent.Draw(new HashRandom(SeedHash.Derive(seed, "mixture")));
        var voting = new HashRandom(SeedHash.Derive(seed, "votes"));
        return new SyntheticRecording(seed, plan, many, z, [.. plan.Eegs.Select(eeg => Vote(voting, many, z, eeg.WindowOffsets.Length))]);
    }

    /// <summary>1 and a Poisson number more, whose mean differs between patients.</summary>
    private static int DrawCount(HashRandom random, double meanMore)
    {
        var mean = meanMore * random.NextGamma(CountShape) / CountShape;
        var count = 1;
        for (var sum = Waveforms.NextEvent(random, 1); sum < mean && count < MaximumRecordings; sum += Waveforms.NextEvent(random, 1)) { count++; }
        return count;
    }

    private static int[][] Vote(HashRandom random, bool many, double[] z, int windows)
    {
        var votes = LatentMixture.Vote(random, many, z);
        var all = Enumerable.Repeat(votes, windows).ToArray();
        if (windows == 1 || random.NextDouble() >= RevoteShare) { return all; }
        var again = LatentMixture.Vote(random, many, z);
        for (var i = 1 + random.NextInt(windows - 1); i < windows; i++) { all[i] = again; }
        return all;
    }
}
