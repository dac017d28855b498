namespace Hms.Tests.Transforms;

/// <summary>What a step makes of a NaN.</summary>
public enum NanPolicy
{
    /// <summary>The result has one, too.</summary>
    Propagates,

    /// <summary>The result has none.</summary>
    Replaces,
}
