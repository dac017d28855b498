using Hms.Data.Files;
using Hms.Signal.Spectra;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Reporting.Recordings;

/// <summary>Power density of one derivation.</summary>
/// <param name="Channel">The derivation.</param>
/// <param name="Group">Its chain, or its side of the head.</param>
/// <param name="FrequenciesHz">Frequencies, evenly spaced from 0.</param>
/// <param name="Density">uV^2/Hz at each.</param>
internal sealed record ChannelSpectrum(string Channel, string Group, IReadOnlyList<double> FrequenciesHz, double[] Density)
{
    /// <summary>Length of Welch's segments in s; they overlap by half and are tapered by Hann's window.</summary>
    public const double SegmentSeconds = 2;

    /// <summary>Spectra of the traces; those that are missing for more than half of the time are left out, other gaps are bridged by straight lines.</summary>
    /// <param name="traces">Signals of one length.</param>
    public static IReadOnlyList<ChannelSpectrum> Of(IReadOnlyList<EegTrace> traces)
    {
        if (traces.Count == 0 || traces[0].Values.Length < 2) { return []; }
        var samples = traces[0].Values.Length;
        var plan = new WelchPlan(new WelchOptions { SegmentSamples = Math.Min(samples, (int)(SegmentSeconds * EegFile.SampleRateHz)), SampleRateHz = EegFile.SampleRateHz });
        var spectra = new List<ChannelSpectrum>();
        var signal = new float[samples];
        foreach (var trace in traces.Where(trace => 2 * trace.Values.Count(float.IsNaN) <= samples))
        {
            Amplitude.InterpolateMissing(trace.Values, signal);
            var density = new double[plan.BinCount];
            plan.ComputePower(signal, density);
            spectra.Add(new ChannelSpectrum(trace.Name, trace.Group, plan.FrequenciesHz, density));
        }
        return spectra;
    }
}
