using Hms.Experiments.Configuration.Settings;
using Hms.Signal.Spectra;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Frequency bands as they are written in experiments.json.</summary>
internal static class BandList
{
    /// <summary>The bands; null where none are written.</summary>
    public static IReadOnlyList<FrequencyBand>? Parse(IReadOnlyList<string>? bands) => bands is null ? null : [.. bands.Select(FrequencyBand.Parse)];

    /// <summary>The problems of the bands; texts of another form have a problem of their own.</summary>
    public static IEnumerable<SettingsProblem> Check(IReadOnlyList<string>? bands, string key)
    {
        var parsed = (bands ?? []).Select(TryParse).OfType<FrequencyBand>().ToArray();
        return FrequencyBand.Validate(parsed, 2 * SettingsProblem.NyquistHz).Select(error => new SettingsProblem(error, key));
    }

    private static FrequencyBand? TryParse(string text)
    {
        try { return FrequencyBand.Parse(text); }
        catch (ArgumentException) { return null; }
    }
}
