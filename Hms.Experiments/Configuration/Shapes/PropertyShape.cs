using System.Reflection;

namespace Hms.Experiments.Configuration.Shapes;

/// <summary>One key of a settings record.</summary>
internal sealed class PropertyShape
{
    public required string Key { get; init; }

    public required PropertyInfo Property { get; init; }

    public required Shape Value { get; init; }

    public required string Description { get; init; }

    /// <summary>Whether the key must be written.</summary>
    public required bool Required { get; init; }

    /// <summary>Whether null may be written, meaning "not set".</summary>
    public required bool Nullable { get; init; }

    /// <summary>The value of a record in which the key is not written.</summary>
    public required object? Default { get; init; }

    /// <summary>Why the value may not vary; null where it may.</summary>
    public string? FixedReason { get; init; }
}
