using Hms.Signal.Filters;

namespace Hms.Tests.Signal.Filters;

/// <summary>Orders 1 to 8, four kinds, ten cutoffs, four rates, eight lengths, against SciPy.</summary>
public sealed class ButterworthGridTests
{
    // A band-stop over nearly the whole spectrum: levels between its sections rise by millions. Against the exact result (60 digits), SciPy's worst sample
    // of order 7, 1-45 Hz at 100 Hz, is 1.2e-10 off and ours 1.1e-10 to the other side; the two differ by the sum.
    private const double WideStopTolerance = 3e-10;

    internal sealed record Case(string K, int O, double[] E, double Fs, int N, double Pc, double Pz, double Ps, double[] C, double[] Z, double[] S)
    {
        public override string ToString() => FormattableString.Invariant($"{K} order {O} {string.Join('-', E)} Hz at {Fs} Hz, {N} samples");

        public double Tolerance => K == "stop" && O >= 7 && E[0] < 0.1 * E[1] ? WideStopTolerance : GoldenFilters.DoubleTolerance;

        public SecondOrderSections Design() => K switch
        {
            "low" => ButterworthDesign.LowPass(O, E[0], Fs),
            "high" => ButterworthDesign.HighPass(O, E[0], Fs),
            "band" => ButterworthDesign.BandPass(O, E[0], E[1], Fs),
            _ => ButterworthDesign.BandStop(O, E[0], E[1], Fs),
        };
    }

    [Theory, InlineData("butterworth-low-high"), InlineData("butterworth-band-stop")]
    public void Filter_WholeGridInDouble_EqualsSciPy(string file)
    {
        foreach (var golden in GoldenFilters.Read<Case[]>(file))
        {
            var (filter, signal) = (golden.Design(), GoldenFilters.Widen(GoldenFilters.Wander(golden.N, 7)));
            var output = new double[golden.N];
            filter.Filter(signal, output);
            GoldenFilters.AssertClose<double>(golden.C, golden.Pc, output, golden.Tolerance, $"{golden}, causal");
            filter.FilterZeroPhase(signal, output);
            GoldenFilters.AssertClose<double>(golden.Z, golden.Pz, output, golden.Tolerance, $"{golden}, zero phase");
            new StreamingFilter(filter, 1, StreamingStart.FirstSample).Process(signal, output);
            GoldenFilters.AssertClose<double>(golden.S, golden.Ps, output, golden.Tolerance, $"{golden}, settled");
        }
    }

    [Theory, InlineData("butterworth-low-high"), InlineData("butterworth-band-stop")]
    public void Filter_WholeGridInFloat_EqualsSciPy(string file)
    {
        foreach (var golden in GoldenFilters.Read<Case[]>(file))
        {
            var (filter, signal) = (golden.Design(), GoldenFilters.Wander(golden.N, 7));
            var output = new float[golden.N];
            filter.Filter(signal, output);
            GoldenFilters.AssertClose<float>(golden.C, golden.Pc, output, GoldenFilters.FloatTolerance, $"{golden}, causal");
            filter.FilterZeroPhase(signal, output);
            GoldenFilters.AssertClose<float>(golden.Z, golden.Pz, output, GoldenFilters.FloatTolerance, $"{golden}, zero phase");
        }
    }

    [Fact]
    public void FilterZeroPhase_OneSampleTooFewOrOne_NamesTheNeededLength()
    {
        var filter = ButterworthDesign.LowPass(1, 40, 200);
        foreach (var count in new[] { 1, filter.PaddingSamples })
        {
            var error = Assert.Throws<ArgumentException>(() => filter.FilterZeroPhase(new double[count], new double[count]));
            Assert.StartsWith($"The signal has {count} samples; this zero-phase filter of 1 sections needs more than 6.", error.Message);
        }
        var output = new double[1];
        filter.Filter([3.0], output);
        Assert.Equal(3 * filter.Sections[0].B0, output[0]);
    }
}
