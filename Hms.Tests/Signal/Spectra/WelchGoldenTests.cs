using System.Numerics;
using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class WelchGoldenTests
{
    // What the issue promises beside SciPy.
    private const double Exact = 1e-10;

    private static readonly Dictionary<string, WelchOptions> Options = new()
    {
        ["default"] = new(),
        ["odd"] = new() { Window = WindowFunction.Hamming, SegmentSamples = 201, OverlapSamples = 150, FftLength = 333, Detrend = Detrending.Linear },
        ["prime"] = new() { Window = WindowFunction.Rectangular, SegmentSamples = 97, OverlapSamples = 0, FftLength = 254, Detrend = Detrending.None },
        ["spectrum"] = new() { Window = WindowFunction.Tukey, TukeyFraction = 0.5, SegmentSamples = 250, OverlapSamples = 10, Scaling = PowerScaling.Spectrum },
        ["median-odd"] = new() { SegmentSamples = 100, Averaging = SegmentAveraging.Median },
        ["median-even"] = new() { SegmentSamples = 200, OverlapSamples = 100, FftLength = 256, Detrend = Detrending.Linear, Averaging = SegmentAveraging.Median },
        ["median-two"] = new() { SegmentSamples = 200, OverlapSamples = 100, Averaging = SegmentAveraging.Median },
        ["one-segment"] = new(),
    };

    private static readonly Case[] Cases = GoldenSignal.Read<Case[]>("welch");

    public static TheoryData<string> Names => [.. Cases.Select(test => test.Name)];

    [Theory, MemberData(nameof(Names))]
    public void ComputePower_AnyOptions_EqualsSciPy(string name)
    {
        var (test, plan) = (Find(name), new WelchPlan(Options[name]));
        var (single, twice) = (new double[plan.BinCount], new double[plan.BinCount]);
        var signal = TestSignals.Eeg(test.Samples, 21);
        plan.ComputePower(signal, single);
        plan.ComputePower(Tolerance.Double(signal), twice);
        Assert.Equal(single, twice);
        Tolerance.AssertClose(test.Frequencies, plan.FrequenciesHz, Exact);
        Tolerance.AssertClose(test.Power, single, Exact);
    }

    [Theory, MemberData(nameof(Names))]
    public void ComputeCrossPower_AnyOptions_EqualsSciPy(string name)
    {
        var (test, plan) = (Find(name), new WelchPlan(Options[name]));
        var cross = new Complex[plan.BinCount];
        plan.ComputeCrossPower(TestSignals.Eeg(test.Samples, 21), Second(test.Samples), cross);
        Tolerance.AssertClose([.. test.CrossRe, .. test.CrossIm], [.. cross.Select(value => value.Real), .. cross.Select(value => value.Imaginary)], Exact);
    }

    [Theory, MemberData(nameof(Names))]
    public void ComputeCoherence_AnyOptions_EqualsSciPy(string name)
    {
        var (test, plan) = (Find(name), new WelchPlan(Options[name]));
        var coherence = new double[plan.BinCount];
        if (test.Coherence.Length == 0)
        {
            Assert.Contains("2 segment(s) need 384", Assert.Throws<ArgumentException>(() => plan.ComputeCoherence(new float[256], new float[256], coherence)).Message, StringComparison.Ordinal);
            return;
        }
        plan.ComputeCoherence(TestSignals.Eeg(test.Samples, 21), Second(test.Samples), coherence);
        Tolerance.AssertClose(test.Coherence, coherence, Exact);
    }

    [Theory, InlineData(800, 0), InlineData(400, 1), InlineData(256, 2)]
    public void BandPower_StandardBands_EqualsTheIntegralsOfSciPysDensity(int segment, int index)
    {
        var test = GoldenSignal.Read<BandCase[]>("band-power")[index];
        Assert.Equal(segment, test.Segment);
        var signal = TestSignals.Eeg(6000, 23);
        var powers = new double[5];
        var simpson = new BandPowerPlan(new WelchOptions { SegmentSamples = segment }, FrequencyBand.Standard);
        simpson.ComputeAbsolute(signal, powers);
        Tolerance.AssertClose(test.Simpson, powers, Exact);
        simpson.ComputeRelative(signal, powers);
        Tolerance.AssertClose(test.RelativeTrapezoid, powers, Exact); // parts are always by the trapezoid rule
        var trapezoid = new BandPowerPlan(new WelchOptions { SegmentSamples = segment }, FrequencyBand.Standard, BandIntegration.Trapezoid);
        trapezoid.ComputeAbsolute(signal, powers);
        Tolerance.AssertClose(test.Trapezoid, powers, Exact);
        trapezoid.ComputeRelative(signal, powers);
        Tolerance.AssertClose(test.RelativeTrapezoid, powers, Exact);
    }

    [Theory, InlineData(6.5, 1), InlineData(10.5, 2), InlineData(20.5, 3)]
    public void ComputeRelative_OneSine_IsAllOfItsBand(double frequencyHz, int band)
    {
        float[] signal = [.. Enumerable.Range(0, 4000).Select(t => (float)Math.Sin(2 * Math.PI * frequencyHz * t / 200))];
        var powers = new double[5];
        new BandPowerPlan(new WelchOptions { SegmentSamples = 400 }, FrequencyBand.Standard).ComputeRelative(signal, powers);
        Assert.Equal(1, powers[band], 1e-6);
        Assert.All(powers, power => Assert.InRange(power, 0, 1));
    }

    private static Case Find(string name) => Cases.Single(test => test.Name == name);

    /// <summary>0.6 times the first signal, 3 samples later, and a part of its own; rolled as numpy.roll does, summed in float as the golden script does.</summary>
    private static float[] Second(int samples)
    {
        var (first, own) = (TestSignals.Eeg(samples, 21), TestSignals.Eeg(samples, 22));
        return [.. Enumerable.Range(0, samples).Select(i => 0.6f * first[(i - 3 + samples) % samples] + own[i])];
    }

    private sealed record Case(string Name, int Samples, double[] Frequencies, double[] Power, double[] CrossRe, double[] CrossIm, double[] Coherence);

    private sealed record BandCase(int Segment, double[] Simpson, double[] Trapezoid, double[] RelativeSimpson, double[] RelativeTrapezoid);
}
