using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

public sealed class SecondOrderSectionsTests
{
    // One rounding to float of values near 100.
    private const double FloatTolerance = 2e-5;

    [Fact]
    public void Filter_ImpulseThroughOneSection_FollowsTheDifferenceEquation()
    {
        var filter = new SecondOrderSections(new FilterSection(0.5, 0.25, -0.125, -0.5, 0.25));
        var output = new float[5];
        filter.Filter([1, 0, 0, 0, 0], output);
        // By hand: y0 = .5; y1 = .25 + .5 y0; y2 = -.125 + .5 y1 - .25 y0; y3 = .5 y2 - .25 y1; y4 = .5 y3 - .25 y2.
        Assert.Equal([0.5f, 0.5f, 0f, -0.125f, -0.0625f], output);
    }

    [Fact]
    public void Filter_InPlace_EqualsIntoAnotherSpan()
    {
        var filter = ButterworthDesign.BandPass(3, 0.5, 40, 200);
        var signal = TestSignals.Eeg(500, 3);
        float[] causal = new float[500], zeroPhase = new float[500], place = [.. signal], zeroPlace = [.. signal];
        filter.Filter(signal, causal);
        filter.FilterZeroPhase(signal, zeroPhase);
        filter.Filter(place, place);
        filter.FilterZeroPhase(zeroPlace, zeroPlace);
        Assert.Equal(causal, place);
        Assert.Equal(zeroPhase, zeroPlace);
    }

    [Fact]
    public void FilterZeroPhase_ConstantSignal_StaysConstantThroughLowPassAndVanishesThroughHighPass()
    {
        var constant = Enumerable.Repeat(100f, 200).ToArray();
        var output = new float[200];
        ButterworthDesign.LowPass(4, 10, 200).FilterZeroPhase(constant, output);
        Assert.All(output, value => Assert.Equal(100, value, FloatTolerance));
        ButterworthDesign.HighPass(4, 10, 200).FilterZeroPhase(constant, output);
        Assert.All(output, value => Assert.Equal(0, value, FloatTolerance));
    }

    [Fact]
    public void FilterZeroPhase_SineInPassBand_HasNoDelay()
    {
        var sine = Enumerable.Range(0, 2000).Select(i => (float)Math.Sin(2 * Math.PI * 10 * i / 200)).ToArray();
        var output = new float[2000];
        ButterworthDesign.BandPass(2, 1, 40, 200).FilterZeroPhase(sine, output);
        // Gain at 10 Hz squared is 0.9999; the ends ring.
        for (var i = 500; i < 1500; i++) { Assert.Equal(sine[i], output[i], 1e-3); }
    }

    [Fact]
    public void Filter_Nan_SpoilsTheRestOnly()
    {
        var signal = TestSignals.Eeg(100, 5);
        signal[40] = float.NaN;
        ButterworthDesign.LowPass(2, 20, 200).Filter(signal, signal);
        Assert.All(signal[..40], value => Assert.True(float.IsFinite(value)));
        Assert.All(signal[40..], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void FilterZeroPhase_ShortSignal_NamesBothLengths()
    {
        var filter = ButterworthDesign.BandPass(3, 0.5, 40, 200);
        var error = Assert.Throws<ArgumentException>(() => filter.FilterZeroPhase(new float[21], new float[21]));
        Assert.StartsWith("The signal has 21 samples; this zero-phase filter of 3 sections needs more than 21.", error.Message);
        filter.FilterZeroPhase(new float[22], new float[22]);
    }

    [Fact]
    public void Filter_OffsetOverlap_IsRefused()
    {
        var values = new float[11];
        Assert.Throws<ArgumentException>(() => ButterworthDesign.LowPass(2, 20, 200).Filter(values.AsSpan(0, 10), values.AsSpan(1, 10)));
    }

    [Fact]
    public void Constructor_UnstableSection_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new SecondOrderSections(new FilterSection(1, 0, 0, -2.1, 1.05)));

    [Theory]
    [InlineData(110, 200, "Cutoff 110 Hz must be below the Nyquist frequency 100 Hz (sample rate 200 Hz).")]
    [InlineData(100, 200, "Cutoff 100 Hz must be below the Nyquist frequency 100 Hz (sample rate 200 Hz).")]
    [InlineData(0, 200, "Cutoff 0 Hz must be above 0 Hz.")]
    [InlineData(double.NaN, 200, "Cutoff NaN Hz must be above 0 Hz.")]
    [InlineData(10, -1, "Sample rate -1 Hz must be above 0.")]
    public void LowPass_ImpossibleCutoff_SaysTheRule(double cutoffHz, double sampleRateHz, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => ButterworthDesign.LowPass(4, cutoffHz, sampleRateHz)).Message);

    [Fact]
    public void BandPass_ReversedEdges_SaysTheRule() =>
        Assert.StartsWith("Lower cutoff 40 Hz must be below the upper cutoff 0.5 Hz.", Assert.Throws<ArgumentOutOfRangeException>(() => ButterworthDesign.BandPass(4, 40, 0.5, 200)).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public void HighPass_ImpossibleOrder_SaysTheRule(int order) =>
        Assert.StartsWith($"Filter order {order} must lie between 1 and 24.", Assert.Throws<ArgumentOutOfRangeException>(() => ButterworthDesign.HighPass(order, 10, 200)).Message);

    [Theory]
    [InlineData(24)]
    [InlineData(23)]
    public void Design_HighestOrders_AreThreeDecibelDownAtTheCutoff(int order)
    {
        const double HalfPower = 0.70710678;
        Assert.Equal(HalfPower, ButterworthDesign.LowPass(order, 10, 200).Response(10, 200).Magnitude, 1e-6);
        Assert.Equal(HalfPower, ButterworthDesign.HighPass(order, 10, 200).Response(10, 200).Magnitude, 1e-6);
        Assert.Equal(HalfPower, ButterworthDesign.BandPass(order, 1, 40, 200).Response(1, 200).Magnitude, 1e-6);
        Assert.Equal(HalfPower, ButterworthDesign.BandStop(order, 40, 70, 200).Response(70, 200).Magnitude, 1e-6);
    }
}
