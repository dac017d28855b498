namespace Hms.Data.Edf;

/// <summary>Units of voltage as files write them.</summary>
public static class EdfUnits
{
    /// <summary>How many microvolts one unit is; null where the text is empty or names no voltage.</summary>
    /// <param name="unit">For example uV, µV (micro sign or Greek mu, in Latin-1, UTF-8 or Shift-JIS), mV, V, nV, in any case; but MV, which would be a megavolt, is none.</param>
    public static double? MicrovoltsPer(string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit is "MV") { return null; }
        // Bytes 83 CA are Shift-JIS for mu and come here as two Latin-1 characters.
        var plain = unit.Replace('\u00B5', 'u').Replace('\u03BC', 'u').Replace("\u0083\u00CA", "u", StringComparison.Ordinal).Trim().ToLowerInvariant();
        return plain switch
        {
            "uv" or "uvolt" or "microv" or "microvolt" or "microvolts" => 1,
            "nv" or "nanovolt" or "nanovolts" => 1e-3,
            "mv" or "mvolt" or "millivolt" or "millivolts" => 1e3,
            "v" or "volt" or "volts" => 1e6,
            _ => null,
        };
    }
}
