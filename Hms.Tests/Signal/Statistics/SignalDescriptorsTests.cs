using Hms.Signal.Statistics;

namespace Hms.Tests.Signal.Statistics;

public sealed class SignalDescriptorsTests
{
    private const double Exact = 1e-10;

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Descriptors_Eeg_EqualNumPy(int index)
    {
        var test = GoldenSignal.Read<Case[]>("descriptors")[index];
        var signal = TestSignals.Eeg(test.Samples, 26);
        var hjorth = SignalDescriptors.Hjorth(signal);
        Assert.Equal(test.LineLength, SignalDescriptors.LineLength(signal), Exact * test.LineLength);
        Assert.Equal(test.Crossings, SignalDescriptors.ZeroCrossings([.. signal.Select(value => (float)((double)value - 100))]));
        Tolerance.AssertClose([test.Activity], [hjorth.Activity], Exact);
        Tolerance.AssertClose([test.Mobility, test.Complexity], [hjorth.Mobility, hjorth.Complexity], Exact);
        Assert.Equal(test.Entropy, SignalDescriptors.SpectralEntropy(Periodogram(signal)), Exact);
    }

    [Fact]
    public void Descriptors_ConstantSignal_AreZero()
    {
        var flat = Enumerable.Repeat(7.3f, 50).ToArray();
        Assert.Equal(new HjorthParameters(0, 0, 0), SignalDescriptors.Hjorth(flat));
        Assert.Equal((0, 0), (SignalDescriptors.LineLength(flat), SignalDescriptors.ZeroCrossings(flat)));
        Assert.Equal((0, 1), (SignalDescriptors.SpectralEntropy(new double[4]), SignalDescriptors.SpectralEntropy([2, 2, 2, 2])));
    }

    [Fact]
    public void Descriptors_NaN_IsNaN()
    {
        var signal = TestSignals.Eeg(50, 1);
        signal[20] = float.NaN;
        Assert.True(double.IsNaN(SignalDescriptors.LineLength(signal)));
        Assert.True(double.IsNaN(SignalDescriptors.Hjorth(signal).Complexity));
    }

    /// <summary>|DFT|^2 by its definition.</summary>
    private static double[] Periodogram(float[] signal) => [.. Enumerable.Range(0, signal.Length / 2 + 1).Select(bin =>
    {
        var (re, im) = (0.0, 0.0);
        for (var n = 0; n < signal.Length; n++)
        {
            var angle = -2 * Math.PI * ((long)bin * n % signal.Length) / signal.Length;
            re += signal[n] * Math.Cos(angle);
            im += signal[n] * Math.Sin(angle);
        }
        return re * re + im * im;
    })];

    private sealed record Case(int Samples, double LineLength, int Crossings, double Activity, double Mobility, double Complexity, double Entropy);
}
