using System.Text.Json;

namespace Hms.Tuning.Spaces;

/// <summary>An integer parameter in [<paramref name="Low"/>, <paramref name="High"/>], both inclusive.</summary>
/// <param name="Low">Smallest value; at least 1 when <paramref name="Log"/>.</param>
/// <param name="High">Largest value; it lies on the grid Low + k·Step.</param>
/// <param name="Log">Search by order of magnitude. Only with step 1.</param>
/// <param name="Step">Grid width, at least 1.</param>
public sealed record IntDistribution(long Low, long High, bool Log = false, long Step = 1) : ParameterDistribution
{
    private const long LargestExactInteger = 1L << 53;

    /// <inheritdoc />
    public override long? ValueCount => (High - Low) / Step + 1;

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Low < -LargestExactInteger || High > LargestExactInteger) { errors.Add($"The range {Low} to {High} must lie within ±2^53, where a double holds every integer."); }
        if (Low > High) { errors.Add($"Low {Low} must not be above high {High}; swap them."); }
        if (Log && Low < 1) { errors.Add($"Low {Low} must be at least 1 for a logarithmic range."); }
        if (Step < 1) { errors.Add($"Step {Step} must be at least 1."); }
        else if (Log && Step != 1) { errors.Add($"A logarithmic range takes no step (given {Step}); leave one of the two out."); }
        else if (Low <= High && (High - Low) % Step != 0) { errors.Add($"High {High} is not low {Low} plus a multiple of step {Step}; use {High - (High - Low) % Step}."); }
        return errors;
    }

    /// <inheritdoc />
    public override bool Contains(double internalValue) =>
        internalValue >= Low && internalValue <= High && internalValue == Math.Floor(internalValue) && ((long)internalValue - Low) % Step == 0;

    /// <inheritdoc />
    public override object? ToExternal(double internalValue) => (long)internalValue;

    /// <inheritdoc />
    public override double ToInternal(object? externalValue)
    {
        var value = ChoiceValue.AsNumber(externalValue);
        return value is { } number && Contains(number)
            ? number
            : throw new ArgumentException($"{ChoiceValue.Show(externalValue)} is not in {this}.", nameof(externalValue));
    }

    /// <inheritdoc />
    public override bool IsCompatibleWith(ParameterDistribution other) => other is IntDistribution x && x.Log == Log;

    /// <inheritdoc />
    public override string ToJson() => "{\"name\": \"IntDistribution\", \"attributes\": {"
        + $"\"log\": {PythonJson.Value(Log)}, \"step\": {PythonJson.Value(Step)}, \"low\": {PythonJson.Value(Low)}, \"high\": {PythonJson.Value(High)}" + "}}";

    /// <summary>For messages: <c>1 to 64 (log, integer)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Low} to {High} (integer{(Log ? ", log" : "")}{(Step > 1 ? FormattableString.Invariant($", step {Step}") : "")})");

    internal static IntDistribution Read(JsonElement attributes) => new(
        attributes.GetProperty("low").GetInt64(),
        attributes.GetProperty("high").GetInt64(),
        attributes.GetProperty("log").GetBoolean(),
        attributes.GetProperty("step").GetInt64());
}
