using Hms.Signal.Spectra;

namespace Hms.Tests.Signal.Spectra;

public sealed class MorletGoldenTests
{
    // Relative to the largest value. The Fourier transforms' rounding.
    private const double Exact = 1e-10;

    // One rounding of the result to float.
    private const double Float = 1e-7;

    private static readonly Case[] Cases = GoldenSignal.Read<Case[]>("scalogram");

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Compute_PowerByEnergy_EqualsMne(int index)
    {
        var test = Cases[index];
        var plan = new MorletPlan(Options(test), test.Samples);
        Tolerance.AssertClose(test.Frequencies, plan.FrequenciesHz, 1e-13);
        Assert.Equal((test.Samples - 1) / test.Hop + 1, plan.FrameCount);
        var signal = TestSignals.Eeg(test.Samples, 24);
        var (image, single) = (new double[plan.ImageSize], new float[plan.ImageSize]);
        plan.Compute(Tolerance.Double(signal), image);
        plan.Compute(signal, single);
        Tolerance.AssertClose(test.Power, Kept(plan, test, image), Exact);
        Tolerance.AssertClose(test.Power, Kept(plan, test, Tolerance.Double(single)), Float);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Compute_MagnitudeByAmplitude_EqualsADirectConvolution(int index)
    {
        var test = Cases[index];
        var plan = new MorletPlan(Options(test) with { Normalization = MorletNormalization.Amplitude, Value = ScalogramValue.Magnitude }, test.Samples);
        var image = new double[plan.ImageSize];
        plan.Compute(Tolerance.Double(TestSignals.Eeg(test.Samples, 24)), image);
        Tolerance.AssertClose(test.Amplitude, Kept(plan, test, image), Exact);
    }

    private static MorletOptions Options(Case test) => new()
    {
        LowHz = test.Low,
        HighHz = test.High,
        FrequencyCount = test.Frequencies.Length,
        Cycles = test.Cycles,
        HopSamples = test.Hop,
        Spacing = test.Name == "linear" ? FrequencySpacing.Linear : FrequencySpacing.Logarithmic,
    };

    private static double[] Kept(MorletPlan plan, Case test, double[] image) =>
        [.. image.Chunk(plan.FrameCount).SelectMany(row => row.Where((_, frame) => frame % test.Keep == 0))];

    private sealed record Case(string Name, int Samples, double Cycles, int Hop, double Low, double High, double[] Frequencies, int Keep, double[] Power, double[] Amplitude);
}
