using System.Collections.Frozen;

namespace Hms.Signal.Wavelets;

/// <summary>An orthogonal wavelet: its two filter pairs, as PyWavelets numbers and turns them. Immutable.</summary>
/// <remarks>
/// Orthonormality and vanishing moments hold to double precision. PyWavelets' own numbers agree to 6e-17 for db and coif, to 1.5e-11 for sym
/// (its published symlet tables have fewer digits).
/// </remarks>
public sealed class Wavelet
{
    private static readonly FrozenDictionary<string, Wavelet> All = CreateAll().ToFrozenDictionary(wavelet => wavelet.Name, StringComparer.OrdinalIgnoreCase);

    private readonly double[] _decompositionLowPass;
    private readonly double[] _decompositionHighPass;
    private readonly double[] _reconstructionLowPass;
    private readonly double[] _reconstructionHighPass;

    private Wavelet(string name, WaveletFamily family, int vanishingMoments, double[] scaling)
    {
        Name = name;
        Family = family;
        VanishingMoments = vanishingMoments;
        _reconstructionLowPass = scaling;
        _decompositionLowPass = [.. scaling.Reverse()];
        _reconstructionHighPass = [.. _decompositionLowPass.Select((tap, i) => i % 2 == 0 ? tap : -tap)];
        _decompositionHighPass = [.. _reconstructionHighPass.Reverse()];
    }

    /// <summary>All names: haar, db1 to db20, sym2 to sym20, coif1 to coif17.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. CreateAll().Select(wavelet => wavelet.Name)];

    /// <summary>The name, as in PyWavelets.</summary>
    public string Name { get; }

    /// <summary>How the filter was chosen.</summary>
    public WaveletFamily Family { get; }

    /// <summary>Polynomials of a degree below this have no details.</summary>
    public int VanishingMoments { get; }

    /// <summary>Taps of each filter, an even number.</summary>
    public int FilterLength => _reconstructionLowPass.Length;

    /// <summary>Low-pass of the decomposition (PyWavelets: dec_lo), the reconstruction's reversed.</summary>
    public ReadOnlySpan<double> DecompositionLowPass => _decompositionLowPass;

    /// <summary>High-pass of the decomposition (PyWavelets: dec_hi), the reconstruction's reversed.</summary>
    public ReadOnlySpan<double> DecompositionHighPass => _decompositionHighPass;

    /// <summary>Low-pass of the reconstruction (PyWavelets: rec_lo): the scaling filter h, with sum sqrt(2).</summary>
    public ReadOnlySpan<double> ReconstructionLowPass => _reconstructionLowPass;

    /// <summary>High-pass of the reconstruction (PyWavelets: rec_hi): (-1)^n h[L - 1 - n].</summary>
    public ReadOnlySpan<double> ReconstructionHighPass => _reconstructionHighPass;

    /// <summary>Finds a wavelet by its name; case does not matter.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message says the nearest and all.</exception>
    public static Wavelet Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.TryGetValue(name, out var wavelet) ? wavelet : throw new ArgumentException(UnknownMessage(name), nameof(name));
    }

    /// <summary>Whether there is a wavelet of this name; case does not matter.</summary>
    /// <param name="name">A name.</param>
    public static bool IsKnown(string name) => name is not null && All.ContainsKey(name);

    /// <summary>What is wrong with an unknown name: the nearest known one, and all of them.</summary>
    /// <param name="name">The unknown name.</param>
    public static string UnknownMessage(string name)
    {
        var meant = NearestName.Find(name, Names) is { } nearest ? $"; did you mean '{nearest}'?" : ".";
        return $"Wavelet '{name}' is unknown{meant} Known: {string.Join(", ", Names)}.";
    }

    /// <summary>The deepest level of which at least one coefficient is free of the ends: floor(log2(samples / (filter length - 1))), at least 0; pywt.dwt_max_level.</summary>
    /// <param name="samples">Length of the signal.</param>
    public int MaximumLevel(int samples)
    {
        var level = 0;
        while ((long)(FilterLength - 1) << (level + 1) <= samples) { level++; }
        return level;
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    private static IEnumerable<Wavelet> CreateAll()
    {
        yield return new Wavelet("haar", WaveletFamily.Haar, 1, DaubechiesFilters.All[0]);
        for (var i = 0; i < DaubechiesFilters.All.Length; i++) { yield return new Wavelet($"db{i + 1}", WaveletFamily.Daubechies, i + 1, DaubechiesFilters.All[i]); }
        for (var i = 0; i < SymletFilters.All.Length; i++) { yield return new Wavelet($"sym{i + 2}", WaveletFamily.Symlet, i + 2, SymletFilters.All[i]); }
        for (var i = 0; i < CoifletFilters.All.Length; i++) { yield return new Wavelet($"coif{i + 1}", WaveletFamily.Coiflet, 2 * (i + 1), CoifletFilters.All[i]); }
    }
}
