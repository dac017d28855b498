using Hms.Signal.Montages;
using Hms.Signal.Randomness;

namespace Hms.Data.Synthetic;

/// <summary>What all recordings of one patient share, whatever their class.</summary>
internal sealed class PatientStyle
{
    private const double MedianBipolarMicrovolts = 9;

    public PatientStyle(HashRandom random)
    {
        Sources = [.. Enumerable.Range(0, BackgroundRenderer.SourceCount).Select(source => Source(random, posterior: source < 2))];
        LineGains = [.. Electrodes.HmsOrder.Select(_ => Math.Exp(0.6 * random.NextGaussian()))];
        SpectralSlope = Math.Clamp(1.7 + 0.4 * random.NextGaussian(), 1.0, 3.0);
        BackgroundMicrovolts = MedianBipolarMicrovolts * Math.Exp(0.4 * random.NextGaussian());
        Side = random.NextDouble() < 0.5 ? -1 : 1;
        AlphaHz = random.NextDouble(8, 11);
        AlphaGain = random.NextDouble() < 0.5 ? random.NextDouble(1, 4) : 0;
        Asymmetry = Math.Exp(0.08 * random.NextGaussian());
        LineHz = random.NextDouble() < 0.9 ? 60 : 50;
        LineMicrovolts = random.NextDouble() < 0.2 ? 0 : Math.Exp(-0.2 + 1.4 * random.NextGaussian());
        SensorMicrovolts = 0.6 * Math.Exp(0.3 * random.NextGaussian());
        HeartHz = random.NextDouble(0.9, 1.8);
        HeartMicrovolts = random.NextDouble(200, 800);
        HeartLeakage = random.NextDouble() < 0.3 ? random.NextDouble(0.005, 0.03) : 0;
        BlinksPerSecond = random.NextDouble() < 0.5 ? random.NextDouble(0.02, 0.2) : 0;
        GlancesPerSecond = random.NextDouble() < 0.35 ? random.NextDouble(0.02, 0.2) : 0;
        MuscleShare = random.NextDouble() < 0.4 ? random.NextDouble(0.02, 0.2) : 0;
        PopsPerMinute = random.NextDouble() < 0.3 ? random.NextDouble(0.1, 1) : 0;
        DriftMicrovolts = Math.Exp(2 + 0.8 * random.NextGaussian());
        BadChannel = random.NextDouble() < 0.15 ? random.NextInt(Electrodes.HmsOrder.Count - 1) : -1;
        BadChannelIsDead = random.NextDouble() < 0.5;
    }

    /// <summary>Where the sources of the background lie and how wide they spread; the first two are at the back, where alpha rhythm is.</summary>
    public IReadOnlyList<(double X, double Y, double Width)> Sources { get; }

    /// <summary>How strongly each channel picks up line noise: the quality of its electrode.</summary>
    public IReadOnlyList<double> LineGains { get; }

    /// <summary>b of the background sources' power 1/f^b; a little below what is measured between 2 and 30 Hz, because the patterns are steeper.</summary>
    public double SpectralSlope { get; }

    /// <summary>Root mean square of the background over the bipolar channels; with the patterns, the median recording has about 14 uV.</summary>
    public double BackgroundMicrovolts { get; }

    /// <summary>-1: lateralised patterns are mostly left; 1: right.</summary>
    public int Side { get; }

    public double AlphaHz { get; }

    public double AlphaGain { get; }

    /// <summary>Amplitude of the right side over the left.</summary>
    public double Asymmetry { get; }

    /// <summary>60, in one patient of ten 50.</summary>
    public double LineHz { get; }

    /// <summary>Amplitude of the line noise: 0 in a fifth of the patients, above the EEG in some.</summary>
    public double LineMicrovolts { get; }

    public double SensorMicrovolts { get; }

    public double HeartHz { get; }

    public double HeartMicrovolts { get; }

    public double HeartLeakage { get; }

    public double BlinksPerSecond { get; }

    /// <summary>Eye movements to a side.</summary>
    public double GlancesPerSecond { get; }

    public double MuscleShare { get; }

    public double PopsPerMinute { get; }

    public double DriftMicrovolts { get; }

    /// <summary>Index of a bad electrode, or -1.</summary>
    public int BadChannel { get; }

    public bool BadChannelIsDead { get; }

    private static (double X, double Y, double Width) Source(HashRandom random, bool posterior) =>
        (random.NextDouble(-0.9, 0.9), posterior ? random.NextDouble(-1, -0.5) : random.NextDouble(-0.9, 0.9), random.NextDouble(0.4, 0.8));
}
