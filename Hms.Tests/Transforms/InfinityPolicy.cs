namespace Hms.Tests.Transforms;

/// <summary>What a step makes of an infinite value.</summary>
public enum InfinityPolicy
{
    /// <summary>It does not vanish: the result has a value that is not finite, or the step throws.</summary>
    Shows,

    /// <summary>The result is finite, by the step's definition.</summary>
    Absorbs,

    /// <summary>An exception that says so.</summary>
    Refuses,
}
