using System.Text.Json;

namespace Hms.Tuning.Spaces;

/// <summary>The set of values of one parameter: <see cref="FloatDistribution"/>, <see cref="IntDistribution"/> or <see cref="CategoricalDistribution"/>.</summary>
/// <remarks>
/// A value has two forms: <em>external</em>, as the trial uses it (double, long, or the choice itself), and <em>internal</em>, one double:
/// the number itself, or the index of the choice. Storage and tuners use the internal form, as Optuna's database does.
/// </remarks>
public abstract record ParameterDistribution
{
    private protected ParameterDistribution() { }

    /// <summary>Number of different values; null for a continuous range.</summary>
    public abstract long? ValueCount { get; }

    /// <summary>Every rule that this distribution breaks, as sentences with rule, value and next step; empty when it is sound.</summary>
    public abstract IReadOnlyList<string> Validate();

    /// <summary>True when the internal value belongs to this distribution (on its grid, where it has one).</summary>
    /// <param name="internalValue">Value in the internal form.</param>
    public abstract bool Contains(double internalValue);

    /// <summary>The external form: double, long, or the choice.</summary>
    /// <param name="internalValue">Value in the internal form.</param>
    public abstract object? ToExternal(double internalValue);

    /// <summary>The internal form of an external value.</summary>
    /// <param name="externalValue">A number, or one of the choices.</param>
    /// <exception cref="ArgumentException">The value is outside; the message names both.</exception>
    public abstract double ToInternal(object? externalValue);

    /// <summary>True when values of both may stand in one study, by Optuna's rule: the same kind, for numbers both logarithmic or neither, for categories the same choices; ranges and steps may differ.</summary>
    /// <param name="other">Distribution of the same parameter in another trial.</param>
    public abstract bool IsCompatibleWith(ParameterDistribution other);

    /// <summary>The distribution as JSON text, byte for byte as Optuna writes it into <c>trial_params.distribution_json</c>.</summary>
    public abstract string ToJson();

    /// <summary>Reads what <see cref="ToJson"/> (or Optuna) wrote.</summary>
    /// <param name="json">JSON text.</param>
    /// <exception cref="FormatException">Not the JSON of a distribution; the message shows it.</exception>
    public static ParameterDistribution FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var name = document.RootElement.GetProperty("name").GetString();
            var attributes = document.RootElement.GetProperty("attributes");
            return name switch
            {
                "FloatDistribution" => FloatDistribution.Read(attributes),
                "IntDistribution" => IntDistribution.Read(attributes),
                "CategoricalDistribution" => CategoricalDistribution.Read(attributes),
                _ => throw new FormatException($"Unknown distribution '{name}'; known are FloatDistribution, IntDistribution and CategoricalDistribution."),
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"Not the JSON of a distribution: {json}", exception);
        }
    }
}
