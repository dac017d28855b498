using System.Text.RegularExpressions;

namespace Hms.Signal.Montages;

/// <summary>A channel's label as recorders write it, understood: <c>EEG Fp1-REF</c>, <c>FP1.</c>, <c>T7</c>, <c>ECG EKG</c>, <c>Fp2-T4</c>.</summary>
/// <param name="Kind">What was recorded.</param>
/// <param name="Electrode">The channel in the names of <see cref="Electrodes.HmsOrder"/>; null unless referential.</param>
/// <param name="Reference">What was subtracted, in capitals (REF, LE, A1, AVG); null where the label does not say.</param>
/// <remarks>
/// Case does not matter. T7, T8, P7, P8 are T3, T4, T5, T6. A prefix EEG or POL and dots at the end are dropped. After a hyphen, colon or slash stands the
/// reference: an ear, a mastoid, a mean or a word for a reference. A second electrode of the scalp there makes it bipolar, whichever it is, Cz too.
/// EKG, ECG, either with 1, the two beside each other, and the difference of 1 and 2 are the EKG.
/// </remarks>
public sealed partial record ElectrodeLabel(ElectrodeLabelKind Kind, string? Electrode, string? Reference)
{
    private static readonly ElectrodeLabel Nothing = new(ElectrodeLabelKind.Unknown, null, null);

    private static readonly Dictionary<string, string> Names = MakeNames();

    private static readonly HashSet<string> References = new(StringComparer.Ordinal)
    {
        "REF", "REFERENCE", "CREF", "VREF", "LE", "AR", "AV", "AVG", "AVE", "AVERAGE", "CAR", "ORG", "NE", "LER", "EAR", "EARS",
        "A1", "A2", "A1A2", "A2A1", "A12", "AA", "A1+A2", "(A1+A2)", "(A1+A2)/2", "M1", "M2", "M1M2", "M2M1", "M12", "M1+M2", "(M1+M2)", "(M1+M2)/2", "TP9", "TP10",
    };

    /// <summary>Understands a label.</summary>
    /// <param name="label">As the file writes it.</param>
    public static ElectrodeLabel Parse(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var text = Prefix().Replace(label.Trim().ToUpperInvariant(), "").TrimEnd('.', ' ');
        if (Ekg().IsMatch(text)) { return new(ElectrodeLabelKind.Referential, "EKG", null); }
        var parts = Separator().Split(text, 2);
        var active = parts[0].TrimEnd('.', ' ');
        var reference = parts.Length > 1 ? parts[1].TrimEnd('.', ' ') : null;
        if (reference is not null && !References.Contains(reference))
        {
            return IsScalp(active) && IsScalp(reference) ? new(ElectrodeLabelKind.Bipolar, null, null) : Nothing;
        }
        if (Ekg().IsMatch(active)) { return new(ElectrodeLabelKind.Referential, "EKG", reference); }
        return Names.TryGetValue(active, out var name) ? new(ElectrodeLabelKind.Referential, name, reference) : Nothing;
    }

    private static bool IsScalp(string name) => Scalp().IsMatch(name);

    private static Dictionary<string, string> MakeNames()
    {
        var names = Electrodes.HmsOrder.ToDictionary(name => name.ToUpperInvariant(), StringComparer.Ordinal);
        (names["T7"], names["T8"], names["P7"], names["P8"]) = ("T3", "T4", "T5", "T6");
        return names;
    }

    [GeneratedRegex(@"^(EEG|POL)[\s:_-]*(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\s*[-:/]\s*|\s+(?=REF$|LE$|AVG$)", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(E[CK]G)?[\s-]*E[CK]G\s?1?(\s*-\s*(E[CK]G)\s?2)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Ekg();

    [GeneratedRegex(@"^(FP|AF|F|FT|FC|T|TP|C|CP|P|PO|O|I|N|A|M|SP|PG)(Z|\d{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Scalp();
}
