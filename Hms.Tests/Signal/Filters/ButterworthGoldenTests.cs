using System.Numerics;
using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

public sealed class ButterworthGoldenTests
{
    // Double rounding through roots and products; the worst case is the order-4 band-pass that starts at 0.5 Hz.
    private const double CoefficientTolerance = 1e-10;

    // Relative to the pass band's gain of 1.
    private const double ResponseTolerance = 1e-9;

    // Outputs are float (relative step 6e-8) of signals up to about 150 uV; the golden numbers have 9 digits.
    private const double SampleTolerance = 2e-5;

    private const double SampleRateHz = 200;

    internal sealed record Case(string Kind, int Order, double[] Edges, double[] Sos, int Padding, double[] Frequencies, double[] Re, double[] Im, double[] Causal, double[] ZeroPhase);

    public static IEnumerable<TheoryDataRow<int, string>> Cases() =>
        GoldenSignal.Read<Case[]>("butterworth").Select((c, i) => new TheoryDataRow<int, string>(i, $"{c.Kind} {c.Order} {string.Join('-', c.Edges)}"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Design_SciPysCase_GivesSciPysSections(int index, string _)
    {
        var golden = GoldenSignal.Read<Case[]>("butterworth")[index];
        var filter = Design(golden);
        Assert.Equal(golden.Sos.Length / 6, filter.SectionCount);
        Assert.Equal(golden.Padding, filter.PaddingSamples);
        for (var i = 0; i < filter.SectionCount; i++)
        {
            var (b0, b1, b2, a1, a2) = filter.Sections[i];
            double[] ours = [b0, b1, b2, 1, a1, a2];
            for (var j = 0; j < 6; j++) { Assert.Equal(golden.Sos[6 * i + j], ours[j], CoefficientTolerance); }
        }
        for (var i = 0; i < golden.Frequencies.Length; i++)
        {
            var difference = (filter.Response(golden.Frequencies[i], SampleRateHz) - new Complex(golden.Re[i], golden.Im[i])).Magnitude;
            Assert.InRange(difference, 0, ResponseTolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Filter_SciPysCase_GivesSciPysSamples(int index, string _)
    {
        var golden = GoldenSignal.Read<Case[]>("butterworth")[index];
        var filter = Design(golden);
        var signal = TestSignals.Eeg(300, 7);
        var filtered = new float[signal.Length];
        filter.Filter(signal, filtered);
        AssertClose(golden.Causal, filtered);
        filter.FilterZeroPhase(signal, filtered);
        AssertClose(golden.ZeroPhase, filtered);
    }

    private static void AssertClose(double[] everyThird, float[] filtered)
    {
        for (var i = 0; i < everyThird.Length; i++) { Assert.Equal(everyThird[i], filtered[3 * i], SampleTolerance * Math.Max(1, Math.Abs(everyThird[i]) / 100)); }
    }

    private static SecondOrderSections Design(Case golden) => golden.Kind switch
    {
        "low" => ButterworthDesign.LowPass(golden.Order, golden.Edges[0], SampleRateHz),
        "high" => ButterworthDesign.HighPass(golden.Order, golden.Edges[0], SampleRateHz),
        "band" => ButterworthDesign.BandPass(golden.Order, golden.Edges[0], golden.Edges[1], SampleRateHz),
        _ => ButterworthDesign.BandStop(golden.Order, golden.Edges[0], golden.Edges[1], SampleRateHz),
    };
}
