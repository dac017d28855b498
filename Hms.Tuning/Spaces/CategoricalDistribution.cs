using System.Text.Json;

namespace Hms.Tuning.Spaces;

/// <summary>A parameter with a fixed list of choices, without order among them. The internal value is the index of the choice.</summary>
public sealed record CategoricalDistribution : ParameterDistribution
{
    /// <summary>Takes the choices.</summary>
    /// <param name="choices">Null, bool, integer, real or text; integers are kept as long, reals as double. A choice of objects is stored by its label.</param>
    /// <exception cref="ArgumentException">A choice is of another type; the message names it.</exception>
    public CategoricalDistribution(params IEnumerable<object?> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        Choices = [.. choices.Select(ChoiceValue.Normalize)];
    }

    /// <summary>The choices, in order: null, bool, long, double or string.</summary>
    public IReadOnlyList<object?> Choices { get; }

    /// <inheritdoc />
    public override long? ValueCount => Choices.Count;

    /// <inheritdoc />
    public override IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Choices.Count == 0) { errors.Add("A choice needs at least one value."); }
        foreach (var choice in Choices.OfType<double>().Where(x => !double.IsFinite(x))) { errors.Add($"The choice {choice} must be finite."); }
        foreach (var twice in Choices.GroupBy(x => (x?.GetType(), x)).Where(x => x.Count() > 1)) { errors.Add($"The choice {ChoiceValue.Show(twice.Key.x)} occurs {twice.Count()} times; each must be different."); }
        return errors;
    }

    /// <inheritdoc />
    public override bool Contains(double internalValue) => internalValue >= 0 && internalValue < Choices.Count && internalValue == Math.Floor(internalValue);

    /// <inheritdoc />
    public override object? ToExternal(double internalValue) => Choices[(int)internalValue];

    /// <inheritdoc />
    public override double ToInternal(object? externalValue)
    {
        var value = ChoiceValue.Normalize(externalValue);
        for (var i = 0; i < Choices.Count; i++)
        {
            if (Equals(Choices[i], value)) { return i; }
        }
        for (var i = 0; i < Choices.Count && ChoiceValue.AsNumber(value) is { } number; i++)
        {
            if (ChoiceValue.AsNumber(Choices[i]) == number) { return i; }
        }
        throw new ArgumentException($"{ChoiceValue.Show(externalValue)} is not in {this}.", nameof(externalValue));
    }

    /// <inheritdoc />
    public override bool IsCompatibleWith(ParameterDistribution other) => other is CategoricalDistribution && Equals(other);

    /// <inheritdoc />
    public override string ToJson() => "{\"name\": \"CategoricalDistribution\", \"attributes\": {\"choices\": [" + string.Join(", ", Choices.Select(PythonJson.Value)) + "]}}";

    /// <summary>True when both have the same choices in the same order.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(CategoricalDistribution? other) => other is not null && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc />
    public override int GetHashCode() => Choices.Aggregate(17, HashCode.Combine);

    /// <summary>For messages: <c>one of "a", "b"</c>.</summary>
    public override string ToString() => "one of " + string.Join(", ", Choices.Select(ChoiceValue.Show));

    internal static CategoricalDistribution Read(JsonElement attributes) => new(attributes.GetProperty("choices").EnumerateArray().Select(ChoiceValue.FromJson).ToArray());
}
