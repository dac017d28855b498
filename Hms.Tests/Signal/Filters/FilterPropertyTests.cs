using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

public sealed class FilterPropertyTests
{
    // Rounding in double of signals of order 1.
    private const double Rounding = 1e-12;

    private static SecondOrderSections[] Filters { get; } =
        [ButterworthDesign.BandPass(4, 0.5, 40, 200), ButterworthDesign.LowPass(3, 20, 200), ButterworthDesign.BandStop(3, 57.5, 62.5, 200), NotchDesign.Notch(50, 30, 200)];

    [Fact]
    public void Filter_SumOfTwoSignals_IsTheSumOfBoth()
    {
        double[] a = GoldenFilters.Widen(TestSignals.Noise(701, 1)), b = GoldenFilters.Widen(TestSignals.Noise(701, 2));
        double[] mixed = [.. a.Zip(b, (x, y) => 2 * x - 3 * y)];
        foreach (var filter in Filters)
        {
            AssertLinear(filter.Filter);
            AssertLinear(filter.FilterZeroPhase);
        }

        void AssertLinear(Method method)
        {
            double[] ofA = Run(method, a), ofB = Run(method, b), ofMixed = Run(method, mixed);
            Assert.All(ofMixed, (value, i) => Assert.Equal(2 * ofA[i] - 3 * ofB[i], value, 100 * Rounding));
        }
    }

    [Theory, InlineData(1), InlineData(13), InlineData(256)]
    public void Filter_LaterSignal_IsTheLaterResult(int delay)
    {
        var signal = GoldenFilters.Widen(TestSignals.Noise(500, 3));
        foreach (var filter in Filters)
        {
            var later = Run(filter.Filter, [.. new double[delay], .. signal]);
            Assert.All(later[..delay], value => Assert.Equal(0, value));
            Assert.Equal(Run(filter.Filter, signal), later[delay..]);
        }
    }

    [Fact]
    public void FilterZeroPhase_ImpulseInTheMiddle_HasASymmetricResponse()
    {
        var impulse = new double[4001];
        impulse[2000] = 1;
        foreach (var filter in Filters)
        {
            var response = Run(filter.FilterZeroPhase, impulse);
            // What the slowest pole (0.5 Hz) leaves of the ends after 2000 samples.
            for (var i = 1; i < 1000; i++) { Assert.Equal(response[2000 - i], response[2000 + i], 1e-9); }
        }
    }

    [Fact]
    public void FilterZeroPhase_TimeReversed_IsTheReversedResultAwayFromTheEnds()
    {
        var signal = GoldenFilters.Widen(TestSignals.Noise(2000, 5));
        var filter = ButterworthDesign.BandPass(3, 8, 40, 200);
        double[] forward = Run(filter.FilterZeroPhase, signal), backward = Run(filter.FilterZeroPhase, [.. signal.Reverse()]);
        for (var i = 400; i < 1600; i++) { Assert.Equal(forward[i], backward[^(1 + i)], 1e-9); }
    }

    [Fact]
    public void Filter_Sine_HasTheGainAndPhaseOfTheResponse()
    {
        foreach (var filter in Filters)
        {
            var sine = Enumerable.Range(0, 6000).Select(i => Math.Sin(2 * Math.PI * 12 * i / 200)).ToArray();
            var (gain, output) = (filter.Response(12, 200), Run(filter.Filter, sine));
            for (var i = 5000; i < 6000; i++) { Assert.Equal(gain.Magnitude * Math.Sin(2 * Math.PI * 12 * i / 200 + gain.Phase), output[i], 1e-9); }
        }
    }

    [Fact]
    public void Cascade_TwoFilters_IsOneAfterTheOther()
    {
        var signal = GoldenFilters.Widen(TestSignals.Noise(500, 3));
        var both = SecondOrderSections.Cascade(Filters[1], Filters[3]);
        Assert.Equal(Run(Filters[3].Filter, Run(Filters[1].Filter, signal)), Run(both.Filter, signal));
    }

    private delegate void Method(ReadOnlySpan<double> input, Span<double> output);

    private static double[] Run(Method method, double[] signal)
    {
        var output = new double[signal.Length];
        method(signal, output);
        return output;
    }
}
