namespace Hms.Signal.Montages;

/// <summary>One derivation: the voltage of an electrode against another, against the mean of several, or as recorded where there is no reference.</summary>
/// <param name="Active">Electrode that counts positive, for example Fp1.</param>
/// <param name="Reference">Electrode that is subtracted, for example F7, or the name of a mean (AVG, LAP); null keeps the active electrode as recorded.</param>
public sealed record ElectrodePair(string Active, string? Reference = null)
{
    /// <summary>The electrodes whose mean is subtracted: the reference itself unless it names a mean; none without a reference.</summary>
    public IReadOnlyList<string> ReferenceElectrodes
    {
        get => field ?? (Reference is null ? [] : [Reference]);
        init;
    }

    /// <summary>The derivation as clinicians write it: <c>Fp1-F7</c>, <c>Fp1-AVG</c>, or <c>Fp1</c> without a reference.</summary>
    public string Name => Reference is null ? Active : $"{Active}-{Reference}";

    /// <summary>Reads <c>Fp1-F7</c> or <c>Fp1</c>.</summary>
    /// <param name="text">One or two electrode names, a hyphen between them; blanks around them are ignored.</param>
    /// <exception cref="FormatException">The text is not of that form; the message quotes it.</exception>
    public static ElectrodePair Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length > 2 || parts.Any(string.IsNullOrEmpty))
        {
            throw new FormatException($"'{text}' is not a derivation; write two electrodes as Fp1-F7, or one as Fp1.");
        }
        return new ElectrodePair(parts[0], parts.Length == 2 ? parts[1] : null);
    }

    /// <summary>Whether both subtract the same from the same electrode.</summary>
    /// <param name="other">Another derivation.</param>
    public bool Equals(ElectrodePair? other) =>
        other is not null && Active == other.Active && Reference == other.Reference && ReferenceElectrodes.SequenceEqual(other.ReferenceElectrodes);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Active, Reference);

    /// <inheritdoc />
    public override string ToString() => Name;
}
