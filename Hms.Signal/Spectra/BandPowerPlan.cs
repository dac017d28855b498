using System.Buffers;

namespace Hms.Signal.Spectra;

/// <summary>Power of a signal in frequency bands: Welch's density, integrated over the bins from LowHz to HighHz, both included.</summary>
/// <remarks>An integral is a weighted sum, so the weights are made once. NaN: as <see cref="WelchPlan"/>, every band is NaN. Immutable and thread-safe.</remarks>
public sealed class BandPowerPlan
{
    // A band's edge that is meant to be a bin's frequency must not miss it by rounding.
    private const double BinTolerance = 1e-9;

    private readonly (int FirstBin, double[] Weights)[] _integrals;
    private readonly (int FirstBin, double[] Weights)[] _parts;
    private readonly (int FirstBin, double[] Weights) _total;

    /// <summary>Prepares the integrals.</summary>
    /// <param name="welch">How the density is estimated; its scaling must be density.</param>
    /// <param name="bands">The bands, at least one.</param>
    /// <param name="integration">How it is integrated; default Simpson.</param>
    /// <exception cref="ArgumentException">The options or a band are not valid, or a band holds fewer than two bins; the message lists all errors.</exception>
    public BandPowerPlan(WelchOptions welch, IReadOnlyList<FrequencyBand> bands, BandIntegration integration = BandIntegration.Simpson)
    {
        ArgumentNullException.ThrowIfNull(welch);
        ArgumentNullException.ThrowIfNull(bands);
        var errors = FrequencyBand.Validate(bands, welch.SampleRateHz).ToList();
        if (bands.Count == 0) { errors.Add("No band is given; name at least one."); }
        if (welch.Scaling != PowerScaling.Density) { errors.Add("Scaling must be Density: power in a band is the integral of a density."); }
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors), nameof(bands)); }
        Welch = new WelchPlan(welch);
        Bands = [.. bands];
        Integration = integration;
        _integrals = [.. bands.Select(band => Integral(band, integration))];
        // Simpson weighs neighbouring bins differently, and a band and the whole could weigh one bin 4/3 and 2/3: a part above 1.
        _parts = [.. bands.Select(band => Integral(band, BandIntegration.Trapezoid))];
        _total = Integral(new FrequencyBand("total", bands.Min(band => band.LowHz), bands.Max(band => band.HighHz)), BandIntegration.Trapezoid);
    }

    /// <summary>How the density is estimated.</summary>
    public WelchPlan Welch { get; }

    /// <summary>The bands, in the order of the results.</summary>
    public IReadOnlyList<FrequencyBand> Bands { get; }

    /// <summary>How it is integrated.</summary>
    public BandIntegration Integration { get; }

    /// <summary>Power in every band.</summary>
    /// <param name="signal">Samples in any unit (EEG: uV), at least one segment.</param>
    /// <param name="powers">Receives [bands] in unit^2.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputeAbsolute(ReadOnlySpan<float> signal, Span<double> powers)
    {
        var rented = ArrayPool<double>.Shared.Rent(Welch.BinCount);
        var density = rented.AsSpan(0, Welch.BinCount);
        Welch.ComputePower(signal, density);
        IntegrateAbsolute(density, powers);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Power in every band over the power from the lowest to the highest edge of all bands, both by the trapezoid rule.</summary>
    /// <param name="signal">Samples, at least one segment.</param>
    /// <param name="powers">Receives [bands], parts of 1; 0 for a signal without power there.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void ComputeRelative(ReadOnlySpan<float> signal, Span<double> powers)
    {
        var rented = ArrayPool<double>.Shared.Rent(Welch.BinCount);
        var density = rented.AsSpan(0, Welch.BinCount);
        Welch.ComputePower(signal, density);
        IntegrateRelative(density, powers);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Integrates a density over every band.</summary>
    /// <param name="density">Density at the bins of <see cref="Welch"/>.</param>
    /// <param name="powers">Receives [bands].</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void IntegrateAbsolute(ReadOnlySpan<double> density, Span<double> powers)
    {
        RequireFitting(density, powers);
        for (var band = 0; band < powers.Length; band++) { powers[band] = Sum(density, _integrals[band]); }
    }

    /// <summary>Integrates a density by the trapezoid rule over every band, over its integral from the lowest to the highest edge of all bands.</summary>
    /// <param name="density">Density at the bins of <see cref="Welch"/>.</param>
    /// <param name="powers">Receives [bands], parts of 1; 0 where there is no power.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names both.</exception>
    public void IntegrateRelative(ReadOnlySpan<double> density, Span<double> powers)
    {
        RequireFitting(density, powers);
        var total = Sum(density, _total);
        for (var band = 0; band < powers.Length; band++) { powers[band] = total == 0 ? 0 : Sum(density, _parts[band]) / total; }
    }

    private void RequireFitting(ReadOnlySpan<double> density, ReadOnlySpan<double> powers)
    {
        if (density.Length != Welch.BinCount) { throw new ArgumentException($"The density has {density.Length} values; the spectrum has {Welch.BinCount} bins.", nameof(density)); }
        if (powers.Length != Bands.Count) { throw new ArgumentException($"The output has {powers.Length} values; there are {Bands.Count} bands.", nameof(powers)); }
    }

    private static double Sum(ReadOnlySpan<double> density, (int FirstBin, double[] Weights) integral)
    {
        var sum = 0.0;
        for (var i = 0; i < integral.Weights.Length; i++) { sum += integral.Weights[i] * density[integral.FirstBin + i]; }
        return sum;
    }

    private (int FirstBin, double[] Weights) Integral(FrequencyBand band, BandIntegration integration)
    {
        var (first, last) = BinRange(Welch.Options, band);
        if (last - first < 1)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Band {band.Name}, {band.LowHz}-{band.HighHz} Hz, holds {Math.Max(0, last - first + 1)} bin(s); an integral needs 2. The bins are {Welch.FrequenciesHz[1]} Hz apart: raise SegmentSamples or widen the band."));
        }
        return (first, Weights(last - first + 1, Welch.FrequenciesHz[1], integration));
    }

    /// <summary>First and last bin within a band; the last is below the first where there is none.</summary>
    internal static (int First, int Last) BinRange(WelchOptions welch, FrequencyBand band)
    {
        var length = welch.EffectiveFftLength;
        var first = (int)Math.Ceiling(band.LowHz * length / welch.SampleRateHz - BinTolerance);
        var last = (int)Math.Floor(band.HighHz * length / welch.SampleRateHz + BinTolerance);
        return (first, Math.Min(last, length / 2));
    }

    private static double[] Weights(int count, double step, BandIntegration integration)
    {
        var weights = new double[count];
        var odd = count % 2 == 1 ? count : count - 1;
        if (integration == BandIntegration.Trapezoid || count == 2)
        {
            Array.Fill(weights, step);
            weights[0] = weights[^1] = step / 2;
            return weights;
        }
        for (var i = 0; i + 2 < odd; i += 2)
        {
            weights[i] += step / 3;
            weights[i + 1] += 4 * step / 3;
            weights[i + 2] += step / 3;
        }
        if (odd == count) { return weights; }
        // The parabola through the last three points, integrated over the last interval.
        weights[^1] += 5 * step / 12;
        weights[^2] += 8 * step / 12;
        weights[^3] -= step / 12;
        return weights;
    }
}
