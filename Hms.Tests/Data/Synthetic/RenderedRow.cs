using Hms.Data.Synthetic;
using Hms.Signal.Montages;

namespace Hms.Tests.Data.Synthetic;

/// <summary>One recording's 50 s window, rendered in memory as the files' windows are, and what simple models see of it.</summary>
internal sealed class RenderedRow
{
    private const int Samples = 10_000;

    private RenderedRow(int patient, double[] truth, double[] z, EegStatistics statistics, double[] channelLogPower, double[] style)
    {
        (Patient, Truth, Z, Statistics, ChannelLogPower, Style) = (patient, truth, z, statistics, channelLogPower, style);
    }

    public int Patient { get; }

    /// <summary>Vote distribution.</summary>
    public double[] Truth { get; }

    /// <summary>The mixture behind it.</summary>
    public double[] Z { get; }

    public EegStatistics Statistics { get; }

    /// <summary>Logarithm of each electrode's variance, [19].</summary>
    public double[] ChannelLogPower { get; }

    /// <summary>Logarithm of the variance of the differences of neighbouring samples of each channel, [20]: line noise, muscle, sensor, heart; little of any pattern.</summary>
    public double[] Style { get; }

    /// <summary>Logarithm of each pair's variance, [16].</summary>
    public double[] PairLogPower => Array.ConvertAll(Statistics.Powers, power => Math.Log(power + 1e-3));

    /// <summary>Form alone: everything is relative to the EEG's own power. Shares of bands, kurtosis, slope and share of the power of each of the four chains.</summary>
    public double[] Form
    {
        get
        {
            var total = Statistics.Powers.Average();
            string[] chains = ["LL", "LP", "RP", "RL"];
            return
            [
                .. chains.Select(chain => Math.Log(EegStatistics.Mean(Statistics.Powers, chain) / total + 1e-3)),
                .. chains.Select(chain => Math.Log(4 + EegStatistics.Mean(Statistics.Kurtoses, chain))),
                .. Statistics.Shares.SelectMany(band => chains.Select(chain => Math.Log(EegStatistics.Mean(band, chain) + 1e-3))),
                .. chains.Select(chain => EegStatistics.Mean(Statistics.Slopes, chain)),
            ];
        }
    }

    /// <summary>Renders the first recordings of some patients, two threads at a time.</summary>
    public static IReadOnlyList<RenderedRow> Render(SyntheticEegOptions options, int recordingsPerPatient, RecordingParts parts = RecordingParts.All)
    {
        var rows = new List<RenderedRow>[options.Patients];
        Parallel.For(0, options.Patients, new ParallelOptions { MaxDegreeOfParallelism = 2 }, () => new SignalBuffer(), (patient, _, signal) =>
        {
            var source = new SyntheticPatient(options, patient);
            rows[patient] = [.. Enumerable.Range(0, Math.Min(source.RecordingCount, recordingsPerPatient)).Select(index => Render(options, patient, source, source.Recording(index), signal, parts))];
            return signal;
        }, _ => { });
        return [.. rows.SelectMany(row => row)];
    }

    private static RenderedRow Render(SyntheticEegOptions options, int index, SyntheticPatient patient, SyntheticRecording recording, SignalBuffer signal, RecordingParts parts)
    {
        signal.Reset(Samples);
        new RecordingRenderer(patient.Style, options.PatternToBackground, recording.Seed).Render(signal, recording.Z, 0, Samples, parts);
        var votes = recording.Votes[0][0];
        double total = votes.Sum();
        var channels = new double[Electrodes.HmsOrder.Count];
        var steps = new double[channels.Length];
        for (var channel = 0; channel < channels.Length; channel++) { (channels[channel], steps[channel]) = (LogVariance(signal.Channel(channel)), LogStepPower(signal.Channel(channel))); }
        return new RenderedRow(index, Array.ConvertAll(votes, count => count / total), recording.Z, EegStatistics.Measure(signal.Values), channels[..^1], steps);
    }

    private static double LogVariance(ReadOnlySpan<float> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values) { (sum, squares) = (sum + value, squares + (double)value * value); }
        return Math.Log(squares / values.Length - sum / values.Length * sum / values.Length + 1e-3);
    }

    private static double LogStepPower(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        for (var i = 1; i < values.Length; i++) { sum += (values[i] - values[i - 1]) * (double)(values[i] - values[i - 1]); }
        return Math.Log(sum / values.Length + 1e-3);
    }
}
