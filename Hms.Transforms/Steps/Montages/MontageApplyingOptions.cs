using Hms.Signal.Montages;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Montages;

/// <summary>Options of <see cref="MontageApplyingEstimator"/>.</summary>
public sealed record MontageApplyingOptions : StepOptions
{
    /// <summary>Name of a built-in montage (see <see cref="Hms.Signal.Montages.Montage.BuiltIn"/>); default the double banana of 16 pairs. Not used where <see cref="Pairs"/> is given.</summary>
    public string Montage { get; init; } = "longitudinal-bipolar-16";

    /// <summary>Pairs of one's own as Fp1-F7, or Fp1 for an electrode as recorded; null (default) takes the built-in montage.</summary>
    public IReadOnlyList<string>? Pairs { get; init; }

    /// <summary>Names of the channels; needed where the column has no ChannelNames annotation, which otherwise counts. Filled in by fitting.</summary>
    public IReadOnlyList<string>? ChannelNames { get; init; }

    internal Montage ToMontage() => Pairs is null
        ? Hms.Signal.Montages.Montage.BuiltIn.First(montage => montage.Name == Montage)
        : Hms.Signal.Montages.Montage.FromPairs("custom", Pairs);

    private protected override void AddErrors(List<string> errors)
    {
        var known = Hms.Signal.Montages.Montage.BuiltIn.Select(montage => montage.Name).ToList();
        if (Pairs is null && !known.Contains(Montage)) { errors.Add($"Montage '{Montage}' is unknown; there are {string.Join(", ", known)}, or give Pairs."); }
        if (Pairs is { Count: 0 }) { errors.Add("Pairs is empty; give at least one pair, or leave it out."); }
        foreach (var pair in Pairs ?? [])
        {
            try { ElectrodePair.Parse(pair); }
            catch (FormatException e) { errors.Add(e.Message); }
        }
    }
}
