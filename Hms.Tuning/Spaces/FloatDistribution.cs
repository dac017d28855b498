using System.Text.Json;

namespace Hms.Tuning.Spaces;

/// <summary>A real parameter in [<paramref name="Low"/>, <paramref name="High"/>], both inclusive.</summary>
/// <param name="Low">Smallest value; above 0 when <paramref name="Log"/>.</param>
/// <param name="High">Largest value; with a step it lies on the grid Low + k·Step.</param>
/// <param name="Log">Search by order of magnitude (uniform in the logarithm). Not together with a step.</param>
/// <param name="Step">Grid width, above 0; null for a continuous range.</param>
public sealed record FloatDistribution(double Low, double High, bool Log = false, double? Step = null) : ParameterDistribution
{
    private const double GridTolerance = 1e-8;
    private const double MostValues = 1L << 53;

    /// <inheritdoc />
    public override long? ValueCount => Low == High ? 1 : Step is { } step ? (long)Math.Min(Math.Round((High - Low) / step) + 1, MostValues) : null;

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        if (!double.IsFinite(Low) || !double.IsFinite(High)) { return [$"The range {Low} to {High} must be finite."]; }
        var errors = new List<string>();
        if (Low > High) { errors.Add($"Low {Low} must not be above high {High}; swap them."); }
        if (Log && Low <= 0) { errors.Add($"Low {Low} must be above 0 for a logarithmic range."); }
        if (Step is not { } step) { return errors; }
        if (Log) { errors.Add($"A logarithmic range takes no step (given {step}); leave one of the two out."); }
        if (!(step > 0) || !double.IsFinite(step)) { errors.Add($"Step {step} must be above 0."); }
        else if ((High - Low) / step >= MostValues) { errors.Add($"{Low} to {High} has more than 2^53 steps of {step}, more than a double counts; take a wider step, or none."); }
        else if (Low <= High && !IsOnGrid(High)) { errors.Add($"High {High} is not low {Low} plus a multiple of step {step}; use {GridValue(Math.Floor((High - Low) / step))}."); }
        return errors;
    }

    /// <inheritdoc />
    public override bool Contains(double internalValue) => internalValue >= Low && internalValue <= High && (Step is null || IsOnGrid(internalValue));

    /// <inheritdoc />
    public override object? ToExternal(double internalValue) => internalValue;

    /// <summary>The internal form of a number; with a step the nearest value of the grid, so 0.30000000000000004 is 0.3.</summary>
    /// <param name="externalValue">A number in the range, on the grid up to rounding.</param>
    /// <exception cref="ArgumentException">The value is outside; the message names both.</exception>
    public override double ToInternal(object? externalValue)
    {
        var value = ChoiceValue.AsNumber(externalValue);
        return value is { } number && Contains(number)
            ? Step is { } step ? Math.Clamp(GridValue(Math.Round((number - Low) / step)), Low, High) : number
            : throw new ArgumentException($"{ChoiceValue.Show(externalValue)} is not in {this}.", nameof(externalValue));
    }

    /// <inheritdoc />
    public override bool IsCompatibleWith(ParameterDistribution other) => other is FloatDistribution x && x.Log == Log;

    /// <inheritdoc />
    public override string ToJson()
    {
        var step = Step is { } width ? PythonJson.Number(width) : "null";
        return "{\"name\": \"FloatDistribution\", \"attributes\": {"
            + $"\"step\": {step}, \"low\": {PythonJson.Number(Low)}, \"high\": {PythonJson.Number(High)}, \"log\": {PythonJson.Value(Log)}" + "}}";
    }

    /// <summary>For messages: <c>0.001 to 0.1 (log)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Low} to {High}") + (Log ? " (log)" : "") + (Step is { } step ? FormattableString.Invariant($" (step {step})") : "");

    internal static FloatDistribution Read(JsonElement attributes)
    {
        var step = attributes.GetProperty("step");
        return new FloatDistribution(
            attributes.GetProperty("low").GetDouble(),
            attributes.GetProperty("high").GetDouble(),
            attributes.GetProperty("log").GetBoolean(),
            step.ValueKind == JsonValueKind.Null ? null : step.GetDouble());
    }

    /// <summary>The grid point number <paramref name="index"/>, in decimal arithmetic so that 0.1-steps read 0.3, not 0.30000000000000004.</summary>
    internal double GridValue(double index)
    {
        var step = Step ?? 0;
        var value = Low + index * step;
        return Math.Abs(Low) < 1e9 && Math.Abs(value) < 1e9 && step > 1e-9 ? (double)((decimal)Low + (decimal)index * (decimal)step) : value;
    }

    private bool IsOnGrid(double value)
    {
        var index = (value - Low) / Step!.Value;
        return Math.Abs(index - Math.Round(index)) <= GridTolerance * Math.Max(1, Math.Abs(index));
    }
}
