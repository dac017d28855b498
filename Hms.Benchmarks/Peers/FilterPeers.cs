using Hms.Signal.Filters;
using static Hms.Benchmarks.Peers.PeerSignals;

namespace Hms.Benchmarks.Peers;

/// <summary>Filters beside scipy.signal.</summary>
internal static class FilterPeers
{
    private const int FlopsPerSection = 9;
    private const int Taps = 101;
    private const double NewRateHz = 128;

    // Samples are float on our side: half a unit in the last place of the largest is 6e-8.
    private const double FloatTolerance = 1e-5;

    // Double on both sides.
    private const double DoubleTolerance = 1e-10;

    private static readonly SecondOrderSections BandPass = ButterworthDesign.BandPass(4, 0.5, 40, 200);

    private delegate void ChannelFilter(ReadOnlySpan<float> input, Span<float> output);

    private delegate void ChannelsFilter<T>(ReadOnlySpan<T> input, int channels, Span<T> output);

    public static IEnumerable<PeerCase> Cases()
    {
        var eeg = Eeg(Channels);
        double[] wide = [.. eeg.Select(value => (double)value)];
        const string BandPassOf4 = "Butterworth band-pass of order 4, 20 x 10,000";
        yield return Sections("bandpass-causal", "filters.sosfilt", 1, () => Together<float>(eeg, BandPass.FilterChannels), eeg) with { About = BandPassOf4 + ", float32 in; scipy.signal.sosfilt", Goal = 3 };
        yield return Sections("bandpass-causal-64", "filters.sosfilt64", 1, () => Together<float>(eeg, BandPass.FilterChannels), eeg) with { About = "the same; sosfilt on an array that is float64 already", Goal = 3 };
        yield return Sections("bandpass-causal-double", "filters.sosfilt", 1, () => Together<double>(wide, BandPass.FilterChannels), wide) with { About = "the same, float64 in and out on both sides", Tolerance = DoubleTolerance };
        yield return Sections("bandpass-causal-single", "filters.sosfilt", 1, () => PerChannel(eeg, BandPass.Filter), eeg) with { About = "the same, float32, one channel after the other" };
        yield return Sections("bandpass-zero-phase", "filters.sosfiltfilt", 2, () => Together<float>(eeg, BandPass.FilterZeroPhaseChannels), eeg) with { About = BandPassOf4 + " forward and backward, float32 in; scipy.signal.sosfiltfilt", Goal = 4 };
        yield return Sections("bandpass-zero-phase-64", "filters.sosfiltfilt64", 2, () => Together<float>(eeg, BandPass.FilterZeroPhaseChannels), eeg) with { About = "the same; sosfiltfilt on an array that is float64 already", Goal = 4 };

        var fir = FirDesign.BandPass(Taps, 0.5, 40, 200);
        yield return new PeerCase("fir-causal", "filters.fir")
        {
            About = "FIR band-pass of 101 taps, 20 x 10,000, float32 in; scipy.signal.lfilter",
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(eeg, Channels, Samples)],
            Parameters = new { coefficients = fir.Coefficients.ToArray() },
            Work = new PeerWork(2.0 * Taps * eeg.Length, 2.0 * sizeof(float) * eeg.Length, FlopPrecision.Double),
            Prepare = () => PerChannel(eeg, fir.Filter),
        };

        var resampler = PolyphaseResampler.ForRates(200, NewRateHz);
        var resampled = resampler.OutputLength(Samples);
        yield return new PeerCase("resample", "filters.resample")
        {
            About = "200 to 128 Hz, 20 x 10,000, float32 in; scipy.signal.resample_poly in float64",
            Tolerance = FloatTolerance,
            Inputs = [new PeerArray(eeg, Channels, Samples)],
            Parameters = new { up = resampler.Up, down = resampler.Down },
            Work = new PeerWork(2.0 * 20 * resampler.Down / resampler.Up * Channels * resampled, sizeof(float) * ((double)eeg.Length + Channels * resampled), FlopPrecision.Double),
            Prepare = () => Resampling(eeg, resampler, resampled),
        };
    }

    private static PeerCase Sections<T>(string name, string peer, int passes, Func<PeerKernel> prepare, T[] input) => new(name, peer)
    {
        About = "",
        Tolerance = FloatTolerance,
        Inputs = [input is float[] floats ? new PeerArray(floats, Channels, Samples) : new PeerArray((double[])(object)input, Channels, Samples)],
        Parameters = new { sections = BandPass.Sections.ToArray().Select(s => new[] { s.B0, s.B1, s.B2, 1, s.A1, s.A2 }) },
        Work = new PeerWork((double)passes * input.Length * BandPass.SectionCount * FlopsPerSection, 2.0 * (input is float[] ? sizeof(float) : sizeof(double)) * input.Length, FlopPrecision.Double),
        Prepare = prepare,
    };

    private static PeerKernel Together<T>(T[] eeg, ChannelsFilter<T> filter)
    {
        var output = new T[eeg.Length];
        return new PeerKernel(() => filter(eeg, Channels, output), output is float[] floats ? floats : (double[])(object)output);
    }

    private static PeerKernel PerChannel(float[] eeg, ChannelFilter filter)
    {
        var output = new float[eeg.Length];
        return new PeerKernel(() =>
        {
            for (var c = 0; c < Channels; c++) { filter(eeg.AsSpan(c * Samples, Samples), output.AsSpan(c * Samples, Samples)); }
        }, output);
    }

    private static PeerKernel Resampling(float[] eeg, PolyphaseResampler resampler, int resampled)
    {
        var output = new float[Channels * resampled];
        return new PeerKernel(() =>
        {
            for (var c = 0; c < Channels; c++) { resampler.Resample(eeg.AsSpan(c * Samples, Samples), output.AsSpan(c * resampled, resampled)); }
        }, output);
    }
}
