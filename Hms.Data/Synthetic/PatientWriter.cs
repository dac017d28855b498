using Hms.Data.Files;
using Hms.Signal.Randomness;
using Hms.Signal.Spectra;

namespace Hms.Data.Synthetic;

/// <summary>Makes all recordings of one patient; every random draw comes from seeds derived from (seed, patient, recording, purpose).</summary>
internal sealed class PatientWriter(string folder, SyntheticEegOptions options, int patient)
{
    private const int RateHz = EegFile.SampleRateHz;

    /// <summary>The first spectrogram window starts 1 s before time 0, so the signal does too.</summary>
    private const int LeadSamples = RateHz;

    private const int MaximumRecordings = 9;
    private const double MissingRunShare = 0.08;
    private const double RevoteShare = 0.17;

    private readonly ulong _seed = SeedHash.Derive(options.Seed, (ulong)patient);

    /// <summary>Writes the files.</summary>
    public IReadOnlyList<SyntheticEeg> Write(CancellationToken ct)
    {
        var style = new PatientStyle(new HashRandom(SeedHash.Derive(_seed, "style")));
        var latent = new LatentMixture(new HashRandom(SeedHash.Derive(_seed, "leaning")));
        var eegs = new List<SyntheticEeg>();
        var count = RecordingCount(new HashRandom(SeedHash.Derive(_seed, "count")));
        for (var recording = 0; recording < count; recording++)
        {
            ct.ThrowIfCancellationRequested();
            eegs.AddRange(WriteRecording(style, latent, recording, eegs.Count));
        }
        return eegs;
    }

    /// <summary>1 and a geometric number more, with the mean of the options.</summary>
    private int RecordingCount(HashRandom random)
    {
        var more = options.MeanSpectrogramsPerPatient - 1;
        var count = 1;
        while (count < MaximumRecordings && random.NextDouble() < more / (more + 1)) { count++; }
        return count;
    }

    private List<SyntheticEeg> WriteRecording(PatientStyle style, LatentMixture latent, int recording, int firstEeg)
    {
        var seed = SeedHash.Derive(_seed, (ulong)recording);
        var plan = RecordingPlan.Draw(new HashRandom(SeedHash.Derive(seed, "plan")));
        var (many, z) = latent.Draw(new HashRandom(SeedHash.Derive(seed, "mixture")));
        var spectrogramId = 20_000_000L + patient * 1000 + recording;
        var voting = new HashRandom(SeedHash.Derive(seed, "votes"));
        var eegs = plan.Eegs.Select((eeg, i) => new SyntheticEeg(
            10_000_000L + patient * 1000 + firstEeg + i, spectrogramId, 10_000 + patient, eeg.StartSeconds, eeg.WindowOffsets, Vote(voting, many, z, eeg.WindowOffsets.Length), many, z)).ToList();
        var signal = Render(style, plan, z, seed);
        foreach (var (eeg, planned) in eegs.Zip(plan.Eegs))
        {
            SignalFiles.WriteEeg(Path.Combine(folder, "train_eegs", $"{eeg.EegId}.parquet"), signal, StartSample(planned), planned.DurationSeconds * RateHz);
        }
        WriteSpectrogram(Path.Combine(folder, "train_spectrograms", $"{spectrogramId}.parquet"), signal, plan.SpectrogramRows, new HashRandom(SeedHash.Derive(seed, "rows")));
        return eegs;
    }

    private SignalBuffer Render(PatientStyle style, RecordingPlan plan, double[] z, ulong seed)
    {
        var level = new HashRandom(SeedHash.Derive(seed, "level"));
        var background = style.BackgroundMicrovolts * Math.Exp(0.15 * level.NextGaussian());
        var pattern = background * options.PatternToBackground * Math.Exp(0.3 * level.NextGaussian());
        var signal = new SignalBuffer((plan.SpectrogramRows + 1) * CompetitionSpectrogram.HopSamples);
        new BackgroundRenderer(new HashRandom(SeedHash.Derive(seed, "background")), style, background).Render(signal);
        new PatternRenderer(new HashRandom(SeedHash.Derive(seed, "patterns")), style, pattern)
            .Render(signal, z, StartSample(plan.Eegs[0]), StartSample(plan.Eegs[^1]) + plan.Eegs[^1].DurationSeconds * RateHz);
        new ArtefactRenderer(new HashRandom(SeedHash.Derive(seed, "artefacts")), style).Render(signal);
        var missing = new HashRandom(SeedHash.Derive(seed, "missing"));
        foreach (var eeg in plan.Eegs) { DropSamples(signal, missing, StartSample(eeg), eeg.DurationSeconds * RateHz); }
        Round(signal.Values);
        return signal;
    }

    private static int StartSample(RecordingPlan.PlannedEeg eeg) => LeadSamples + (RecordingPlan.LeadSeconds + eeg.StartSeconds) * RateHz;

    private static int[][] Vote(HashRandom random, bool many, double[] z, int windows)
    {
        var votes = LatentMixture.Vote(random, many, z);
        var all = Enumerable.Repeat(votes, windows).ToArray();
        if (windows == 1 || random.NextDouble() >= RevoteShare) { return all; }
        var again = LatentMixture.Vote(random, many, z);
        for (var i = 1 + random.NextInt(windows - 1); i < windows; i++) { all[i] = again; }
        return all;
    }

    /// <summary>In some EEGs a run of 0.5 to 4 s is missing: in all channels, or in one.</summary>
    private static void DropSamples(SignalBuffer signal, HashRandom random, int start, int length)
    {
        var draw = random.NextDouble();
        var run = (int)(random.NextDouble(0.5, 4) * RateHz);
        var at = start + random.NextInt(length - run);
        var one = random.NextInt(Scalp.ElectrodeCount);
        for (var channel = 0; channel < Scalp.ElectrodeCount + 1; channel++)
        {
            if (draw < MissingRunShare || (draw < 2 * MissingRunShare && channel == one)) { signal.Channel(channel).Slice(at, run).Fill(float.NaN); }
        }
    }

    private static void Round(Span<float> values)
    {
        for (var i = 0; i < values.Length; i++) { values[i] = (float)(Math.Round(values[i] * 100.0) / 100); }
    }

    private static void WriteSpectrogram(string path, SignalBuffer signal, int rows, HashRandom random)
    {
        var values = new float[rows * SpectrogramFile.ColumnCount];
        CompetitionSpectrogram.ComputeWindows(signal.Values, signal.Samples, 0, values, CompetitionPrefilter.Apply);
        if (random.NextDouble() < 2 * MissingRunShare)
        {
            var run = 1 + random.NextInt(8);
            values.AsSpan(random.NextInt(rows - run) * SpectrogramFile.ColumnCount, run * SpectrogramFile.ColumnCount).Fill(float.NaN);
        }
        SignalFiles.WriteSpectrogram(path, values, rows);
    }
}
