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

    private const double MissingRunShare = 0.08;

    private readonly SyntheticPatient _patient = new(options, patient);

    /// <summary>Writes the files.</summary>
    /// <param name="signal">Memory to render in.</param>
    /// <param name="ct">Stops between two recordings.</param>
    public IReadOnlyList<SyntheticEeg> Write(SignalBuffer signal, CancellationToken ct)
    {
        var eegs = new List<SyntheticEeg>();
        for (var recording = 0; recording < _patient.RecordingCount; recording++)
        {
            ct.ThrowIfCancellationRequested();
            WriteRecording(_patient.Recording(recording), recording, eegs, signal);
        }
        return eegs;
    }

    private void WriteRecording(SyntheticRecording recording, int index, List<SyntheticEeg> eegs, SignalBuffer signal)
    {
        var plan = recording.Plan;
        var spectrogramId = 20_000_000L + patient * 1000 + index;
        Render(recording, signal);
        for (var i = 0; i < plan.Eegs.Count; i++)
        {
            var planned = plan.Eegs[i];
            var eeg = new SyntheticEeg(10_000_000L + patient * 1000 + eegs.Count, spectrogramId, 10_000 + patient, planned, recording.Votes[i], recording.ManyExperts, recording.Z);
            SignalFiles.WriteEeg(Path.Combine(folder, "train_eegs", $"{eeg.EegId}.parquet"), signal, StartSample(planned), planned.DurationSeconds * RateHz);
            eegs.Add(eeg);
        }
        signal.FillMissing();
        WriteSpectrogram(Path.Combine(folder, "train_spectrograms", $"{spectrogramId}.parquet"), signal, plan.SpectrogramRows, new HashRandom(SeedHash.Derive(recording.Seed, "rows")));
    }

    private void Render(SyntheticRecording recording, SignalBuffer signal)
    {
        var eegs = recording.Plan.Eegs;
        signal.Reset((recording.Plan.SpectrogramRows + 1) * CompetitionSpectrogram.HopSamples);
        new RecordingRenderer(_patient.Style, options.PatternToBackground, recording.Seed)
            .Render(signal, recording.Z, StartSample(eegs[0]), StartSample(eegs[^1]) + eegs[^1].DurationSeconds * RateHz, RecordingParts.All);
        var missing = new HashRandom(SeedHash.Derive(recording.Seed, "missing"));
        foreach (var eeg in eegs) { DropSamples(signal, missing, StartSample(eeg), eeg.DurationSeconds * RateHz); }
        Round(signal.Values);
    }

    private static int StartSample(PlannedEeg eeg) => LeadSamples + (RecordingPlan.LeadSeconds + eeg.StartSeconds) * RateHz;

    /// <summary>In some EEGs a run of 0.5 to 10 s is missing: in all channels, or in one. The spectrogram counts it as silence: exact zeros.</summary>
    private static void DropSamples(SignalBuffer signal, HashRandom random, int start, int length)
    {
        var draw = random.NextDouble();
        var run = (int)(random.NextDouble(0.5, 10) * RateHz);
        var at = start + random.NextInt(length - run);
        var one = random.NextInt(Scalp.ElectrodeCount);
        for (var channel = 0; channel < Scalp.ElectrodeCount + 1; channel++)
        {
            if (draw < MissingRunShare || (draw < 2 * MissingRunShare && channel == one)) { signal.Channel(channel).Slice(at, run).Fill(float.NaN); }
        }
    }

    /// <summary>To 0.01, as the competition's files; what is weaker becomes an exact zero.</summary>
    private static void Round(Span<float> values)
    {
        for (var i = 0; i < values.Length; i++) { values[i] = (float)(Math.Round(values[i] * 100.0) / 100); }
    }

    private static void WriteSpectrogram(string path, SignalBuffer signal, int rows, HashRandom random)
    {
        var values = System.Buffers.ArrayPool<float>.Shared.Rent(rows * SpectrogramFile.ColumnCount);
        var table = values.AsSpan(0, rows * SpectrogramFile.ColumnCount);
        CompetitionSpectrogram.ComputeWindows(signal.Values, signal.Samples, 0, table, CompetitionPrefilter.Apply);
        Round(table);
        if (random.NextDouble() < 2 * MissingRunShare)
        {
            var run = 1 + random.NextInt(8);
            table.Slice(random.NextInt(rows - run) * SpectrogramFile.ColumnCount, run * SpectrogramFile.ColumnCount).Fill(float.NaN);
        }
        SignalFiles.WriteSpectrogram(path, values, rows);
        System.Buffers.ArrayPool<float>.Shared.Return(values);
    }
}
