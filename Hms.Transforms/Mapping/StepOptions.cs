using System.Text.Json.Serialization;

namespace Hms.Transforms.Mapping;

/// <summary>Options of a step that reads one column and writes one.</summary>
public abstract record StepOptions
{
    /// <summary>The column to read.</summary>
    public required string InputColumn { get; init; }

    /// <summary>The column to write; null (default) writes over <see cref="InputColumn"/>.</summary>
    public string? OutputColumn { get; init; }

    /// <summary>The column that is written in the end.</summary>
    [JsonIgnore]
    public string ResultColumn => OutputColumn ?? InputColumn;

    /// <summary>All errors of these options: rule, value, next step. Empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(InputColumn)) { errors.Add("InputColumn is empty; name the column to read."); }
        if (OutputColumn is not null && string.IsNullOrWhiteSpace(OutputColumn)) { errors.Add("OutputColumn is empty; name the column to write, or leave it out to write over the input."); }
        AddErrors(errors);
        errors.AddRange(OptionErrors.Senseless(this, errors));
        return errors;
    }

    /// <summary>Throws where the options have errors, all of them in one message.</summary>
    /// <exception cref="ArgumentException">The options have errors.</exception>
    internal void RequireValid() => OptionErrors.Throw(GetType().Name, Validate());

    private protected virtual void AddErrors(List<string> errors) { }
}
