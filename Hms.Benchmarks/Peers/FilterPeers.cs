using Hms.Signal.Filters;
using static Hms.Benchmarks.Peers.PeerSignals;

namespace Hms.Benchmarks.Peers;

/// <summary>Filters beside scipy.signal.</summary>
internal static class FilterPeers
{
    private const int FlopsPerSection = 9;

    // Samples are float on our side: half a unit in the last place of the largest is 6e-8.
    private const double FloatTolerance = 1e-5;

    public static IEnumerable<PeerCase> Cases()
    {
        var eeg = Eeg(Channels);
        var bandPass = ButterworthDesign.BandPass(4, 0.5, 20, 200);
        var sections = bandPass.Sections.ToArray().Select(s => new[] { s.B0, s.B1, s.B2, 1, s.A1, s.A2 });
        var pass = (double)eeg.Length * bandPass.SectionCount * FlopsPerSection;

        yield return new PeerCase("bandpass-causal", "filters.sosfilt")
        {
            About = "Butterworth band-pass of order 4, 20 x 10,000, float32 in; scipy.signal.sosfilt",
            Goal = 3,
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(eeg, Channels, Samples)],
            Parameters = new { sections },
            Work = new PeerWork(pass, 2.0 * sizeof(float) * eeg.Length, FlopPrecision.Double),
            Prepare = () => PerChannel(eeg, bandPass.Filter),
        };
        yield return new PeerCase("bandpass-zero-phase", "filters.sosfiltfilt")
        {
            About = "the same forward and backward; scipy.signal.sosfiltfilt",
            Goal = 4,
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(eeg, Channels, Samples)],
            Parameters = new { sections },
            Work = new PeerWork(2 * pass, 2.0 * sizeof(float) * eeg.Length, FlopPrecision.Double),
            Prepare = () => PerChannel(eeg, bandPass.FilterZeroPhase),
        };
    }

    private delegate void ChannelFilter(ReadOnlySpan<float> input, Span<float> output);

    private static PeerKernel PerChannel(float[] eeg, ChannelFilter filter)
    {
        var output = new float[eeg.Length];
        return new PeerKernel(() =>
        {
            for (var c = 0; c < Channels; c++) { filter(eeg.AsSpan(c * Samples, Samples), output.AsSpan(c * Samples, Samples)); }
        }, output);
    }
}
